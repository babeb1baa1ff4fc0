"""Means and intervals over paired replicates, against independent calculations."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from sim.analysis.intervals import mean_interval, paired_differences

SAMPLE = hnp.arrays(np.float64, st.integers(2, 30), elements=st.floats(-1e3, 1e3))


@given(SAMPLE)
def test_the_interval_is_that_of_a_one_sample_t_test(sample):
    other = np.arange(len(sample), dtype=float)
    estimate = paired_differences(other, sample)
    expected = stats.ttest_rel(sample, other).confidence_interval(0.95)
    assert estimate.mean == pytest.approx(np.mean(sample - other), abs=1e-9)
    assert estimate.low == pytest.approx(expected.low, rel=1e-9, abs=1e-9)
    assert estimate.high == pytest.approx(expected.high, rel=1e-9, abs=1e-9)


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


def test_the_interval_covers_the_truth_in_nineteen_of_twenty_experiments():
    draws = np.random.default_rng(0).normal(2.0, 1.0, (8, 4000))
    estimate = mean_interval(draws)
    covered = np.mean((estimate.low <= 2.0) & (estimate.high >= 2.0))
    assert 0.93 < covered < 0.97
