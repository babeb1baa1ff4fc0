"""The windows over which a comparison is averaged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.vocabulary import windows_of


def test_a_run_of_twenty_years_has_two_years_of_transition_and_five_of_long_run():
    windows = windows_of(240)
    assert windows.transition == (1, 24)
    assert windows.long_run == (181, 240)
    assert not windows.shortened


@given(st.integers(2, 1000))
def test_horizons_lie_in_the_run_and_do_not_overlap(months):
    (start, end), (first, last) = windows_of(months).transition, windows_of(months).long_run
    assert 1 == start <= end < first <= last == months


def test_a_run_too_short_for_both_is_marked_as_shortened():
    assert windows_of(30).shortened
    assert not windows_of(84).shortened


def test_a_single_month_is_both_transition_and_long_run():
    windows = windows_of(1)
    assert windows.transition == windows.long_run == (1, 1)


def test_a_run_without_months_has_no_horizons():
    with pytest.raises(ValueError, match="at least one month"):
        windows_of(0)
