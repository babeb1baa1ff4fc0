"""Ranks of truths on known answers."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.analysis.rank_checks import NOMINAL, covered, evenness, holm, ranks_of


def test_a_rank_is_the_weight_below_and_half_of_that_at_the_truth() -> None:
    draws = np.array([[1.0], [2.0], [2.0], [3.0]])
    assert ranks_of(draws, np.array([0.1, 0.2, 0.3, 0.4]), [2.0]) == pytest.approx([0.35])
    assert ranks_of(draws, np.array([0.1, 0.2, 0.3, 0.4]), [3.0]) == pytest.approx([0.8])


def test_intervals_cover_between_their_quantiles() -> None:
    assert covered(np.array([0.04, 0.06, 0.94, 0.96, np.nan])).tolist() == [
        False, True, True, False, False
    ]  # fmt: skip


def test_the_ends_of_an_interval_belong_to_it() -> None:
    tail = 0.5 * (1.0 - NOMINAL)
    assert covered(np.array([tail, 1.0 - tail])).all()


def test_ten_ranks_are_two_bins_and_nine_are_too_few() -> None:
    low = np.full(10, 0.1)
    # All ten in one of two bins of five: chi-square is 5 + 5, with one degree of freedom.
    assert evenness(low) == pytest.approx(math.erfc(math.sqrt(5.0)))
    assert np.isnan(evenness(low[:9]))
    assert np.isnan(evenness(np.array([*low[:9], np.nan])))


def test_many_ranks_are_ten_bins() -> None:
    middles = np.arange(0.05, 1.0, 0.1)
    assert evenness(np.repeat(middles, 6)) == 1.0


def test_even_ranks_pass_and_ranks_at_the_ends_do_not() -> None:
    random = np.random.default_rng(1)
    assert evenness(random.random(200)) > 0.05
    assert evenness(random.beta(0.4, 0.4, 200)) < 1e-4
    assert np.isnan(evenness(random.random(5)))


def test_several_tests_are_corrected_after_holm() -> None:
    found = holm([0.01, np.nan, 0.04, 0.03])
    assert found == pytest.approx([0.03, np.nan, 0.06, 0.06], nan_ok=True)


def test_a_corrected_value_is_at_most_one() -> None:
    assert holm([0.9, 0.8]).tolist() == [1.0, 1.0]
