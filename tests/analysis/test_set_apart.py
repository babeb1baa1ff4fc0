"""What sets a group of draws apart, on draws of which it is known."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.set_apart import LEAST, region_of, set_apart

DRAWS, INPUTS = 1200, 40


def drawn(seed: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    weights = random.gamma(1.0, size=DRAWS)
    return random.random((DRAWS, INPUTS)), weights / weights.sum()


def test_inputs_that_decide_are_named_with_their_side() -> None:
    values, weights = drawn(1)
    group = values[:, 7] - 0.7 * values[:, 3] > 0.2
    found = set_apart(values, weights, group, seed=2)
    assert [(one.place, one.above) for one in found] == [(7, True), (3, False)]
    assert found[0].distance > found[1].distance > 0.2


def test_the_distance_is_that_of_weighted_distribution_functions() -> None:
    values, weights = drawn(3)
    group = values[:, 0] > 0.5
    (first, *_) = set_apart(values, weights, group, seed=0)
    assert first.distance == pytest.approx(1.0)
    # Draws that weigh little do not count: with those above one half nearly weightless in the
    # first quarter, nothing else changes.
    order = np.argsort(values[:, 1])
    inside, outside = (
        np.cumsum((weights * flags)[order]) / weights[flags].sum() for flags in (group, ~group)
    )
    distance = float(np.abs(inside - outside).max())
    again = [one for one in set_apart(values[:, :2], weights, group, seed=0) if one.place == 1]
    assert not again or again[0].distance == pytest.approx(distance)


def test_groups_made_by_chance_are_hardly_ever_set_apart() -> None:
    named = 0
    for seed in range(40):
        values, weights = drawn(seed)
        group = np.random.default_rng(100 + seed).random(DRAWS) < 0.3
        named += bool(set_apart(values[:, :8], weights, group, seed))
    # One case of twenty is expected, two; more than seven are as rare as one case of a thousand.
    assert named <= 7


def test_of_a_handful_of_draws_nothing_is_told() -> None:
    values, _ = drawn(4)
    few = np.zeros(DRAWS, dtype=bool)
    few[: int(LEAST) - 1] = True
    equal = np.full(DRAWS, 1.0 / DRAWS)
    values[few, 0] += 2.0
    assert set_apart(values, equal, few, seed=0) == []
    assert set_apart(values, equal, ~few, seed=0) == []


def test_a_box_is_as_wide_as_the_share_that_is_wanted_allows() -> None:
    random = np.random.default_rng(5)
    values = random.random((20_000, 2))
    weights = np.full(len(values), 1.0 / len(values))
    # Above x of the first input the group has the share (x + 1) / 2.
    group = random.random(len(values)) < values[:, 0]
    region = region_of(values[:, :1], weights, group, [True], 0.8, seed=0)
    assert region.limits[0] == pytest.approx(0.63, abs=0.03)
    assert region.within.value == pytest.approx(1.0 - region.limits[0], abs=0.02)
    assert region.right.value == pytest.approx((1.0 + region.limits[0]) / 2.0, abs=0.02)
    assert region.right.low < region.right.value < region.right.high


def test_a_share_that_cannot_be_had_gives_the_densest_box() -> None:
    random = np.random.default_rng(6)
    values = random.random((8_000, 1))
    weights = np.full(len(values), 1.0 / len(values))
    group = random.random(len(values)) < 0.2 * (1.0 - values[:, 0])
    region = region_of(values, weights, group, [False], 0.8, seed=0)
    assert region.right.value < 0.3
    assert region.limits[0] < 0.4
