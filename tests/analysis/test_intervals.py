"""Means, shares and their intervals, against independent calculations."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats
from scipy.special import stdtrit

from sim.analysis.intervals import (
    CONFIDENCE,
    DIGITS,
    _quantile,
    independent_difference,
    intervals_by,
    mean_interval,
    paired_differences,
    share_interval,
)

SAMPLE = hnp.arrays(np.float64, st.integers(2, 30), elements=st.floats(-1e3, 1e3))


@given(SAMPLE)
def test_the_interval_is_that_of_a_one_sample_t_test(sample):
    other = np.arange(len(sample), dtype=float)
    estimate = paired_differences(other, sample)
    expected = stats.ttest_rel(sample, other).confidence_interval(0.95)
    assert estimate.mean == pytest.approx(np.mean(sample - other), abs=1e-9)
    rounded = 1e-9 + 10.0 ** (1 - DIGITS) * (abs(expected.low) + abs(expected.high))
    assert estimate.low == pytest.approx(expected.low, rel=1e-9, abs=rounded)
    assert estimate.high == pytest.approx(expected.high, rel=1e-9, abs=rounded)


def test_a_single_replicate_has_a_mean_and_no_interval():
    estimate = paired_differences([1.0], [3.5])
    assert estimate.mean == 2.5
    assert np.isnan(estimate.low)
    assert np.isnan(estimate.high)


def test_equal_differences_have_an_interval_of_no_width():
    estimate = paired_differences([1.0, 2.0, 3.0], [2.0, 3.0, 4.0])
    assert (estimate.low, estimate.mean, estimate.high) == (1.0, 1.0, 1.0)


def test_a_missing_replicate_is_left_out_of_mean_and_interval():
    with_gap = mean_interval([1.0, np.nan, 2.0, 4.0])
    without = mean_interval([1.0, 2.0, 4.0])
    assert with_gap == without


def test_more_confidence_gives_a_wider_interval():
    narrow = mean_interval([1.0, 2.0, 4.0], confidence=0.8)
    wide = mean_interval([1.0, 2.0, 4.0], confidence=0.99)
    assert wide.low < narrow.low < narrow.high < wide.high


@pytest.mark.parametrize("replicates", [2, 3, 4, 5, 8])
def test_the_interval_covers_the_truth_in_nineteen_of_twenty_experiments(replicates):
    draws = np.random.default_rng(replicates).normal(2.0, 1.0, (replicates, 20_000))
    estimate = mean_interval(draws)
    covered = np.mean((estimate.low <= 2.0) & (estimate.high >= 2.0))
    assert covered == pytest.approx(0.95, abs=0.006)


@given(st.lists(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=6), min_size=1, max_size=5))
def test_the_interval_of_each_group_is_that_of_its_rows(groups):
    rows = [(f"g{k}", value) for k, group in enumerate(groups) for value in group]
    table = intervals_by(pd.DataFrame(rows, columns=["group", "value"]), ["group"], "value")
    assert list(table["group"]) == [f"g{k}" for k in range(len(groups))]
    for row, group in zip(table.to_dict("records"), groups, strict=True):
        found = [row["value"], row["low"], row["high"]]
        np.testing.assert_allclose(found, mean_interval(group), rtol=1e-9, atol=1e-9)


@given(SAMPLE, SAMPLE)
def test_independent_samples_have_the_interval_of_welch(values, reference):
    if np.ptp(values) < 1e-3 or np.ptp(reference) < 1e-3:
        return
    found = independent_difference(values, reference)
    expected = stats.ttest_ind(values, reference, equal_var=False).confidence_interval(0.95)
    assert found.mean == values.mean() - reference.mean()
    limits = [float(found.low), float(found.high)]
    size = abs(values).max() + abs(reference).max() + np.abs(expected).max()
    np.testing.assert_allclose(limits, expected, rtol=0.0, atol=10.0 ** (1 - DIGITS) * size)


def test_no_quantile_is_so_close_to_an_edge_that_its_last_digit_would_tell():
    freedom = np.arange(1.0, 5001.0)
    exact = stdtrit(freedom, 0.5 + 0.5 * CONFIDENCE)
    # Those of two processors differ by less than 1e-15 of their size.
    for nearly in (exact * (1.0 - 2e-14), exact * (1.0 + 2e-14)):
        rounded = [float(f"{each:.{DIGITS}g}") for each in nearly]
        assert _quantile(freedom, CONFIDENCE).tolist() == rounded


def test_the_interval_of_welch_covers_the_truth_where_spreads_differ():
    generator = np.random.default_rng(3)
    covered = 0
    for _ in range(4000):
        found = independent_difference(generator.normal(1.0, 1.0, 4), generator.normal(0, 5.0, 8))
        covered += bool(found.low <= 1.0 <= found.high)
    assert covered / 4000 == pytest.approx(0.95, abs=0.015)


def test_independent_samples_that_do_not_vary_differ_by_an_interval_of_no_width():
    found = independent_difference(np.array([3.0, 3.0]), np.array([1.0, 1.0, 1.0]))
    assert (found.mean, found.low, found.high) == (2.0, 2.0, 2.0)


@pytest.mark.parametrize("sizes", [(0, 3), (3, 0), (1, 3), (3, 1)])
def test_a_sample_of_fewer_than_two_has_no_interval(sizes):
    found = independent_difference(*(np.full(size, 2.0) for size in sizes))
    assert np.isnan(found.mean) == (0 in sizes)
    assert np.isnan([found.low, found.high]).all()


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_limits_of_a_share_are_where_the_score_test_begins_to_reject(drawn):
    part, whole = drawn
    found = share_interval(part, whole)
    assert found.share == part / whole
    for limit in (found.low, found.high):
        if 1e-12 < limit < 1.0 - 1e-12:
            score = (found.share - limit) / np.sqrt(limit * (1.0 - limit) / whole)
            assert abs(score) == pytest.approx(stats.norm.ppf(0.975), rel=1e-9)
    assert 0.0 <= found.low <= found.share <= found.high <= 1.0


@pytest.mark.parametrize(("whole", "least"), [(5, 0.83), (10, 0.83), (50, 0.88)])
def test_the_interval_of_a_share_covers_the_truth_also_of_few_draws(whole, least):
    # Exact, by summing over all outcomes; the interval of Wald covers 40 % near the ends.
    truth = np.linspace(0.01, 0.99, 197)
    covered = np.zeros(len(truth))
    for part in range(whole + 1):
        found = share_interval(part, whole)
        inside = (found.low <= truth) & (truth <= found.high)
        covered += inside * stats.binom.pmf(part, whole, truth)
    assert covered.mean() == pytest.approx(0.95, abs=0.01)
    assert covered.min() > least


def test_none_of_ten_is_not_certainly_none():
    square = stats.norm.ppf(0.975) ** 2
    found = share_interval(0, 10)
    assert (found.share, found.low) == (0.0, 0.0)
    assert found.high == pytest.approx(square / (10 + square))


def test_a_share_of_nothing_is_unknown():
    assert np.isnan(share_interval(0, 0)).all()
