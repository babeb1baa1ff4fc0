"""History matching: what is ruled out, what is left, and what is refuted."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from scipy.stats import qmc

from sim.analysis import history_matching as hm
from sim.analysis.prior_moves import draw_region, draw_weighted
from sim.analysis.weighting import (
    effective_size,
    normal_log_likelihood,
    normalised,
    weighted_quantile,
)

INPUTS = 12


def spread(points: int, seed: int = 3) -> np.ndarray:
    return qmc.LatinHypercube(INPUTS, rng=np.random.default_rng(seed)).random(points)


def linear(unit: np.ndarray) -> np.ndarray:
    """Return three outputs with one replicate, shape (points, 1, 3)."""
    z = stats.norm.ppf(unit)
    return np.stack([z[:, 0], 0.8 * z[:, 1] + 0.6 * z[:, 2], z[:, 0] - z[:, 1]], axis=1)[:, None, :]


def items(*observed: float, error: float = 0.4) -> list[hm.Item]:
    return [
        hm.Item(name, value, error, 0.3)
        for name, value in zip(("one", "two", "three"), observed, strict=False)
    ]


def test_implausibility_counts_all_variances_and_the_second_largest_item() -> None:
    unit = spread(60)
    values = np.repeat(unit[:, None, :2], 1, axis=1) * 10.0
    wave = hm.wave_of(unit, values, [hm.Item("a", 20.0, 3.0, 4.0), hm.Item("b", 5.0, 0.3, 0.4)])
    found = wave.implausibility(unit)
    assert found[:, 0] == pytest.approx(np.abs(20.0 - 10.0 * unit[:, 0]) / 5.0, rel=1e-4)
    assert found[:, 1] == pytest.approx(np.abs(5.0 - 10.0 * unit[:, 1]) / 0.5, abs=0.05)
    assert hm.counted(np.array([[1.0, 7.0, 2.0], [4.0, 4.0, 9.0]])).tolist() == [2.0, 4.0]
    assert hm.counted(np.array([[5.0]])).tolist() == [5.0]


def test_a_rare_region_is_reached_and_its_probability_known() -> None:
    def score(unit: np.ndarray) -> np.ndarray:
        return 4.0 - stats.norm.ppf(np.clip(unit, 1e-12, 1 - 1e-12))[:, :1].sum(axis=1)

    region = draw_region(score, INPUTS, 400, 1.0, seed=1)
    truth = float(stats.norm.sf(3.0))
    assert len(region.unit) == 400
    assert (score(region.unit) <= 1.0).all()
    assert truth / 2.0 < region.share < truth * 2.0
    others = region.unit[:, 1:].mean()
    assert others == pytest.approx(0.5, abs=0.05)


def test_waves_leave_the_truth_and_little_else() -> None:
    truth = np.full((1, INPUTS), 0.7)
    aims = items(*linear(truth)[0, 0], error=0.2)
    history = hm.History(INPUTS)
    unit, shares = spread(60), []
    for number in range(2):
        region = history.add(hm.wave_of(unit, linear(unit), aims), seed=number, points=60)
        unit = region.unit
        shares.append(region.share)
    assert history.score(truth)[0] < hm.CUT
    assert shares[0] < 0.7
    assert shares[1] <= shares[0] * 1.2
    assert history.stop(region) != "nothing left"


def test_a_pair_that_cannot_be_met_at_once_is_refuted_and_named() -> None:
    unit = spread(80)
    one = stats.norm.ppf(unit[:, 0])
    values = np.stack([one, one, stats.norm.ppf(unit[:, 1])], axis=1)[:, None, :]
    aims = [hm.Item("up", 2.0, 0.2, 0.1), hm.Item("down", -2.0, 0.2, 0.1), hm.Item("c", 0, 0.4, 0)]
    history = hm.History(INPUTS)
    region = history.add(hm.wave_of(unit, values, aims), seed=1, points=50)
    # By the second largest both would have to be wrong at once, which is met at either.
    assert len(region.unit)
    twice = [*aims, hm.Item("up_too", 2.0, 0.2, 0.1), hm.Item("down_too", -2.0, 0.2, 0.1)]
    values = np.concatenate([values, values[:, :, :2]], axis=2)
    history = hm.History(INPUTS)
    region = history.add(hm.wave_of(unit, values, twice), seed=1, points=50)
    assert not len(region.unit)
    assert history.stop(region) == "nothing left"
    named = {(one.first, one.second) for one in history.conflicts(region, 1, points=64)}
    assert {frozenset(pair) for pair in named} >= {
        frozenset({"up", "down"}), frozenset({"up_too", "down_too"}),
    }  # fmt: skip
    assert all("" not in pair for pair in named)


def test_an_item_beyond_reach_is_named_alone() -> None:
    unit = spread(60)
    aims = items(25.0, -25.0, 0.0)
    history = hm.History(INPUTS)
    region = history.add(hm.wave_of(unit, linear(unit), aims), seed=1, points=50)
    assert not len(region.unit)
    assert {one.first for one in history.conflicts(region, 1, 64) if not one.second} == {
        "one",
        "two",
    }


def test_weighted_runs_give_the_posterior_that_is_known() -> None:
    aims = items(1.0, 0.5, 0.4)
    unit = spread(90)
    wave = hm.wave_of(unit, linear(unit), aims)
    draws = draw_weighted(
        wave.log_likelihood, np.random.default_rng(7).random((1500, INPUTS)), seed=4
    )
    variance = [item.variance for item in aims]
    observed = [item.observed for item in aims]
    real = normal_log_likelihood(linear(draws)[:, 0], observed, variance)
    weights = normalised(real - wave.log_likelihood(draws))
    assert effective_size(weights) > 0.3 * len(draws)
    # Bayes for z normal and y = A z + e.
    a = np.zeros((3, INPUTS))
    a[0, 0], a[1, 1], a[1, 2], a[2, 0], a[2, 1] = 1.0, 0.8, 0.6, 1.0, -1.0
    precision = np.eye(INPUTS) + a.T @ np.diag(1.0 / np.array(variance)) @ a
    covariance = np.linalg.inv(precision)
    mean = covariance @ a.T @ (np.array(observed) / np.array(variance))
    z = stats.norm.ppf(draws)
    for place in range(4):
        expected = stats.norm.ppf([0.1, 0.5, 0.9], mean[place], np.sqrt(covariance[place, place]))
        found = weighted_quantile(z[:, place], weights, [0.1, 0.5, 0.9])
        assert found == pytest.approx(expected, abs=0.17), place
