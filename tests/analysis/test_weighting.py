"""Weighted draws: known answers."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sim.analysis import weighting


def test_equal_weights_are_worth_all_draws_and_one_weight_a_single_one() -> None:
    assert weighting.effective_size(np.full(40, 0.2)) == pytest.approx(40.0)
    assert weighting.effective_size(np.array([1.0, 0.0, 0.0])) == 1.0
    assert weighting.effective_size(np.zeros(0)) == 0.0


def test_weights_are_those_of_the_likelihood_however_small_it_is() -> None:
    found = weighting.normalised(np.array([-5000.0, -5000.0 + np.log(3.0), -np.inf]))
    assert found == pytest.approx([0.25, 0.75, 0.0])
    assert weighting.normalised(np.full(4, -np.inf)) == pytest.approx(np.full(4, 0.25))


def test_the_likelihood_of_items_is_that_of_independent_normal_ones() -> None:
    values = np.array([[1.0, 4.0], [np.nan, 0.0]])
    found = weighting.normal_log_likelihood(values, [0.0, 3.0], [4.0, 0.25])
    expected = stats.norm.logpdf(1.0, 0.0, 2.0) + stats.norm.logpdf(4.0, 3.0, 0.5)
    assert found[0] == pytest.approx(expected)
    assert found[1] == -np.inf


def test_quantiles_and_means_follow_the_weights() -> None:
    values = np.random.default_rng(1).uniform(-6.0, 6.0, 4000)
    weights = weighting.normalised(stats.norm.logpdf(values, 1.0, 1.0))
    assert weighting.weighted_quantile(values, weights, [0.05, 0.5, 0.95]) == pytest.approx(
        stats.norm.ppf([0.05, 0.5, 0.95], 1.0), abs=0.1
    )
    found = weighting.mean(values, weights, seed=2)
    assert found.low < 1.0 < found.high
    assert found.high - found.low < 0.2
    middle = weighting.quantile(values, weights, 0.5, seed=2)
    assert middle.low < 1.0 < middle.high


def test_the_interval_of_a_probability_covers_the_truth_as_often_as_it_says() -> None:
    truth = float(stats.norm.sf(0.0, 0.5, 1.0))
    inside = 0
    for seed in range(120):
        values = np.random.default_rng(seed).normal(0.0, 1.5, 300)
        log = stats.norm.logpdf(values, 0.5, 1.0) - stats.norm.logpdf(values, 0.0, 1.5)
        found = weighting.probability(values > 0.0, weighting.normalised(log), seed)
        inside += found.low <= truth <= found.high
    assert 105 <= inside <= 120


def test_a_probability_of_all_or_none_has_an_interval_all_the_same() -> None:
    weights = np.full(50, 0.02)
    none = weighting.probability(np.zeros(50, dtype=bool), weights, 1)
    every = weighting.probability(np.ones(50, dtype=bool), weights, 1)
    assert none == pytest.approx((0.0, 0.0, 0.06))
    assert every == pytest.approx((1.0, 0.94, 1.0))


def test_a_draw_of_little_weight_makes_no_probability_certain() -> None:
    weights = np.full(200, 1.0 / 200)
    weights[0] = 1e-6
    rare = np.zeros(200, dtype=bool)
    rare[0] = True
    few = weighting.probability(rare, weights, 1)
    assert few.value == pytest.approx(1e-6, rel=0.01)
    assert few.high == pytest.approx(3.0 / 199.0, rel=0.01)
    most = weighting.probability(~rare, weights, 1)
    assert most.low == pytest.approx(1.0 - 3.0 / 199.0, rel=0.01)


def test_how_many_draws_are_needed_follows_from_what_they_are_worth() -> None:
    assert weighting.draws_for(50.0, 400) == 1600.0
    assert np.isnan(weighting.draws_for(0.0, 400))
