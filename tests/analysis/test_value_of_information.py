"""By how much wrong names fall: closed forms of a normal model, idle inputs, studies."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from sim.analysis.one_way import spline_of
from sim.analysis.value_of_information import fall_if_all_known, fall_in_wrong_names, wrong_name
from sim.analysis.weighting import Weighted, bootstrap_weights

MEAN, OWN, OTHER = 0.3, 1.0, 0.8
"""The gap is MEAN + x + the rest, normal with these variances."""


def true_fall(known: float) -> float:
    """Return the fall where a part of the gap with that variance becomes known."""
    whole = OWN + OTHER
    ahead = norm.cdf(MEAN / np.sqrt(whole))
    x = np.linspace(-9.0, 9.0, 20001)
    then = norm.cdf((MEAN + np.sqrt(known) * x) / np.sqrt(whole - known))
    left = np.trapezoid(np.minimum(then, 1.0 - then) * norm.pdf(x), x)
    return float(min(ahead, 1.0 - ahead) - left)


def draws(count: int, seed: int):
    random = np.random.default_rng(seed)
    x = np.sqrt(OWN) * random.standard_normal((count, 2))
    return x, MEAN + x[:, 0] + np.sqrt(OTHER) * random.standard_normal(count) >= 0.0


def fall(results, ahead, weights=None, seed=0) -> Weighted:
    own = np.full(len(ahead), 1.0) if weights is None else weights
    splines = [spline_of(one, own) for one in results]
    found = fall_in_wrong_names(splines, ahead, own, bootstrap_weights(own, seed, 200), seed)
    assert found is not None
    return found


def test_knowing_an_input_lowers_wrong_names_by_the_closed_form() -> None:
    x, ahead = draws(4000, 1)
    found = fall([x[:, 0]], ahead)
    assert found.value == pytest.approx(true_fall(OWN), abs=0.02)
    assert found.low <= true_fall(OWN) <= found.high
    assert wrong_name(ahead, np.ones(4000)) == pytest.approx(
        norm.cdf(-MEAN / np.sqrt(OWN + OTHER)), abs=0.02
    )


def test_intervals_hold_the_truth_and_nothing_is_claimed_of_an_idle_input() -> None:
    tries, held, idle, claimed = 60, 0, 0, 0
    for seed in range(tries):
        x, ahead = draws(200, seed)
        found, nothing = fall([x[:, 0]], ahead, seed=seed), fall([x[:, 1]], ahead, seed=seed)
        held += found.low <= true_fall(OWN) <= found.high
        idle += nothing.low <= 0.0 <= nothing.high
        claimed += nothing.low > 0.0
    assert held / tries >= 0.85
    assert idle / tries >= 0.9
    assert claimed <= 3


def test_a_study_is_worth_what_its_error_leaves_of_the_input() -> None:
    x, ahead = draws(4000, 2)
    random = np.random.default_rng(3)
    values = []
    for error in (0.2, 1.0, 20.0):
        results = [x[:, 0] + error * random.standard_normal(4000) for _ in range(4)]
        found = fall(results, ahead)
        # A result z tells of x its regression on z, with the variance OWN^2 / (OWN + error^2).
        true = true_fall(OWN**2 / (OWN + error**2))
        assert found.value == pytest.approx(true, abs=0.02)
        values.append(found.value)
    assert values == sorted(values, reverse=True)


def test_weights_count_in_what_is_named() -> None:
    x, ahead = draws(4000, 4)
    # Weights that turn x into a normal of mean -1: the gap then has the mean MEAN - 1.
    weights = np.exp(-x[:, 0])
    true = norm.cdf((MEAN - 1.0) / np.sqrt(OWN + OTHER))
    assert wrong_name(ahead, weights) == pytest.approx(true, abs=0.04)
    assert fall([x[:, 0]], ahead, weights).low > 0.0


def test_where_one_side_is_always_ahead_nothing_is_worth_anything_but_that_is_not_certain() -> None:
    x, _ = draws(100, 5)
    found = fall([x[:, 0]], np.ones(100, dtype=bool))
    assert (found.value, found.low) == (0.0, 0.0)
    assert found.high == pytest.approx(0.03)


def test_what_does_not_vary_has_no_value() -> None:
    own = np.full(40, 1.0)
    ahead = np.arange(40) % 2 == 0
    assert fall_in_wrong_names([None], ahead, own, bootstrap_weights(own, 0, 10), 0) is None


def test_all_that_can_be_known_leaves_the_share_of_replicates_that_disagree() -> None:
    own = np.full(100, 0.01)
    again = bootstrap_weights(own, 0, 200)
    first = np.where(np.arange(100) < 50, 1.0, -1.0)
    second = np.where(np.arange(100) % 10 == 0, -first, first)
    found = fall_if_all_known(first, second, own, again, 0.5)
    assert found.value == pytest.approx(0.4)
    assert 0.3 < found.low < 0.4 < found.high < 0.5
    sure = fall_if_all_known(first, first, own, again, 0.5)
    assert (sure.value, sure.low) == (pytest.approx(0.5), pytest.approx(0.47))
