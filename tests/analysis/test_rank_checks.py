"""Ranks of truths on known answers."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.rank_checks import covered, evenness, holm, ranks_of


def test_a_rank_is_the_weight_below_and_half_of_that_at_the_truth() -> None:
    draws = np.array([[1.0], [2.0], [2.0], [3.0]])
    assert ranks_of(draws, np.array([0.1, 0.2, 0.3, 0.4]), [2.0]) == pytest.approx([0.35])


def test_intervals_cover_between_their_quantiles() -> None:
    assert covered(np.array([0.04, 0.06, 0.94, 0.96, np.nan])).tolist() == [
        False, True, True, False, False
    ]  # fmt: skip


def test_even_ranks_pass_and_ranks_at_the_ends_do_not() -> None:
    random = np.random.default_rng(1)
    assert evenness(random.random(200)) > 0.05
    assert evenness(random.beta(0.4, 0.4, 200)) < 1e-4
    assert np.isnan(evenness(random.random(5)))


def test_several_tests_are_corrected_after_holm() -> None:
    found = holm([0.01, np.nan, 0.04, 0.03])
    assert found == pytest.approx([0.03, np.nan, 0.06, 0.06], nan_ok=True)
