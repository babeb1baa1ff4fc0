"""Two or three weighted draws, by numbers that can be checked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.analysis import weighting
from sim.analysis.weighting import Weighted


def test_the_likelihood_of_two_items_far_off() -> None:
    found = weighting.normal_log_likelihood(np.array([[2.0, 5.0]]), [0.0, 3.5], [4.0, 0.5])
    first = -0.5 * (1.0 + math.log(8.0 * math.pi))
    second = -0.5 * (4.5 + math.log(math.pi))
    assert found.tolist() == pytest.approx([first + second])


def test_without_any_likelihood_all_weights_are_equal() -> None:
    assert weighting.normalised(np.array([-np.inf])).tolist() == [1.0]
    assert weighting.normalised(np.array([-np.inf, -np.inf])).tolist() == [0.5, 0.5]
    assert weighting.normalised(np.zeros(0)).tolist() == []


def test_weights_need_not_sum_to_one_to_be_worth_something() -> None:
    assert weighting.effective_size(np.array([1.0, 3.0])) == pytest.approx(1.6)
    assert weighting.effective_size(np.array([0.1, 0.3])) == pytest.approx(1.6)
    assert weighting.effective_size(np.zeros(2)) == 0.0


@pytest.mark.parametrize("seed", range(5))
def test_a_draw_is_taken_as_often_as_its_weight_says(seed: int) -> None:
    random = np.random.default_rng(seed)
    found = weighting.systematic(np.array([0.5, 0.25, 0.25]), 4, random)
    assert found.tolist() == [0, 0, 1, 2]
    # What is missing to one goes to the last.
    found = weighting.systematic(np.array([0.5, 0.25]), 4, random)
    assert found.tolist() == [0, 0, 1, 1]


def test_quantiles_lie_between_the_middles_of_weights() -> None:
    # In order: 1 of half the weight, 2 and 3 of a quarter; middles at 2/8, 5/8 and 7/8.
    values, weights = np.array([3.0, 1.0, 2.0]), np.array([1.0, 2.0, 1.0])
    at = [0.0, 0.25, 0.4375, 0.625, 0.75, 0.875, 1.0]
    found = weighting.weighted_quantile(values, weights, at)
    assert found.tolist() == pytest.approx([1.0, 1.0, 1.5, 2.0, 2.5, 3.0, 3.0])


def test_a_sample_without_weight_is_as_the_draws_are() -> None:
    found = weighting.bootstrap_weights(np.array([0.0, 0.0, 4.0]), 1, 50)
    assert found.tolist() == [[0.0, 0.0, 1.0]] * 50


def test_a_sample_has_each_draw_as_often_as_it_is_drawn() -> None:
    found = weighting.bootstrap_weights(np.array([1.0, 3.0]), 1)
    # Twice the first, each once, or twice the second.
    assert found.shape == (1000, 2)
    assert np.unique(found[:, 1]).tolist() == [0.0, 0.75, 1.0]
    assert (found == 0.75).any(axis=1).mean() == pytest.approx(0.5, abs=0.05)
    small = weighting.bootstrap_weights(np.array([0.1, 0.3]), 1)
    np.testing.assert_allclose(small, found)
    assert weighting.SAMPLES == 1000


def limits(samples: np.ndarray) -> tuple[float, float]:
    """Return what 2.5 % of samples are below and above of."""
    return float(np.percentile(samples, 2.5)), float(np.percentile(samples, 97.5))


VALUES, WEIGHTS = np.array([1.0, 2.0, 4.0, 5.0]), np.array([1.0, 1.0, 1.0, 2.0])


def test_a_mean_has_the_interval_of_its_samples() -> None:
    found = weighting.mean(VALUES, WEIGHTS, 3)
    samples = weighting.bootstrap_weights(WEIGHTS, 3) @ VALUES
    assert found == pytest.approx((17.0 / 5.0, *limits(samples)))


def test_a_quantile_has_the_interval_of_two_hundred_samples() -> None:
    found = weighting.quantile(VALUES, WEIGHTS, 0.5, 3)
    drawn = weighting.bootstrap_weights(WEIGHTS, 3, 200)
    samples = np.array([weighting.weighted_quantile(VALUES, one, 0.5) for one in drawn])
    # Middles at .1, .3, .5 and .8.
    assert found == pytest.approx((4.0, *limits(samples)))


def test_a_probability_of_few_draws_may_be_anything() -> None:
    found = weighting.probability(np.array([False, True]), np.array([1.0, 3.0]), 1)
    assert found == (0.75, 0.0, 1.0)
    found = weighting.probability(np.array([False]), np.array([0.5]), 1)
    assert found == (0.0, 0.0, 1.0)


def test_a_probability_in_the_middle_has_the_interval_of_its_samples() -> None:
    above, weights = np.arange(20) % 2 == 0, np.full(20, 0.05)
    samples = weighting.bootstrap_weights(weights, 5) @ above.astype(float)
    assert weighting.probability(above, weights, 5) == pytest.approx((0.5, *limits(samples)))


@pytest.mark.parametrize("few", [True, False])
def test_what_is_just_as_rare_as_three_in_n_needs_no_wider_interval(few: bool) -> None:
    # Twelve draws of equal weight: three of them are a quarter.
    above, weights = (np.arange(12) < 3) == few, np.full(12, 1.0)
    samples = weighting.bootstrap_weights(weights, 5) @ above.astype(float)
    assert weighting.probability(above, weights, 5) == pytest.approx(
        (0.25 if few else 0.75, *limits(samples))
    )


def test_what_holds_for_none_or_all_of_fifty_may_fail_for_three() -> None:
    weights = np.full(50, 1.0)
    none = weighting.probability(np.zeros(50, dtype=bool), weights, 1)
    every = weighting.probability(np.ones(50, dtype=bool), weights, 1)
    assert none == pytest.approx((0.0, 0.0, 0.06))
    assert every == pytest.approx((1.0, 0.94, 1.0))


def test_intervals_of_many_different_draws_are_those_of_their_samples() -> None:
    values, weights = np.sqrt(np.arange(30.0)), 0.5 + np.cos(np.arange(30.0)) ** 2
    samples = weighting.bootstrap_weights(weights, 3) @ values
    assert weighting.mean(values, weights, 3)[1:] == pytest.approx(limits(samples))
    drawn = weighting.bootstrap_weights(weights, 3, 200)
    middles = np.array([weighting.weighted_quantile(values, one, 0.4) for one in drawn])
    assert weighting.quantile(values, weights, 0.4, 3)[1:] == pytest.approx(limits(middles))


def test_nothing_is_known_without_draws() -> None:
    nobody = np.zeros(0)
    for found in (
        weighting.probability(nobody.astype(bool), nobody, 1),
        weighting.mean(nobody, nobody, 1),
        weighting.quantile(nobody, nobody, 0.5, 1),
    ):
        assert isinstance(found, Weighted)
        assert np.isnan(found).all()


def test_two_hundred_effective_draws_are_enough() -> None:
    assert weighting.ENOUGH == 200
    assert weighting.draws_for(0.5, 1) == 400.0
    assert weighting.draws_for(3.0, 100) == 6667.0
    assert np.isnan(weighting.draws_for(0.0, 100))
    assert np.isnan(weighting.draws_for(-0.5, 100))
