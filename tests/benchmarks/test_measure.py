"""Rows, ratios and what is looked up in them."""

from __future__ import annotations

import math

import pytest

from benchmarks.measure import Ratio, Row, clock_for, find, row_of, settings_of, timed

NAN = float("nan")


@pytest.mark.parametrize(
    ("value", "limit", "at_least", "reached"),
    [
        (2.0, 2.5, False, True),
        (2.5, 2.5, False, True),
        (3.0, 2.5, False, False),
        (3.0, 2.5, True, True),
        (2.5, 2.5, True, True),
        (2.0, 2.5, True, False),
    ],
)
def test_a_limit_is_reached_from_the_side_that_is_asked_for(
    value: float, limit: float, at_least: bool, reached: bool
) -> None:
    assert Ratio("name", "setting", value, limit, at_least).reached is reached


@pytest.mark.parametrize(("value", "limit"), [(NAN, 2.5), (2.0, NAN), (NAN, NAN)])
@pytest.mark.parametrize("at_least", [False, True])
def test_nothing_is_said_without_a_number_or_a_limit(
    value: float, limit: float, at_least: bool
) -> None:
    assert Ratio("name", "setting", value, limit, at_least).reached is None


def test_a_ratio_has_no_limit_unless_it_is_given() -> None:
    assert Ratio("name", "setting", 1.0).reached is None


def test_a_row_holds_the_median_and_the_smallest_of_its_repeats() -> None:
    row = row_of("part", "subject", "setting", [5.0, 1.0, 2.0, 9.0], "seconds")
    assert (row.value, row.fastest, row.unit) == (3.5, 1.0, "seconds")


def test_the_smallest_repeat_of_a_row_is_found_by_subject_and_setting() -> None:
    rows = [
        Row("part", "subject", "other setting", 9.0, "s", 8.0),
        Row("part", "other subject", "setting", 7.0, "s", 6.0),
        Row("part", "subject", "setting", 5.0, "s", 4.0),
        Row("part", "subject", "setting", 3.0, "s", 2.0),
    ]
    assert find(rows, "subject", "setting") == 4.0


def test_a_row_that_is_missing_is_not_a_number() -> None:
    rows = [Row("part", "subject", "setting", 5.0, "s", 4.0)]
    assert math.isnan(find(rows, "subject", "another setting"))
    assert math.isnan(find(rows, "another subject", "setting"))
    assert math.isnan(find([], "subject", "setting"))


def test_settings_of_a_part_come_once_and_in_their_order() -> None:
    rows = [
        Row(part, "subject", setting, 1.0, "s")
        for part, setting in (("a", "2"), ("a", "1"), ("b", "3"), ("a", "2"))
    ]
    assert list(settings_of(rows, "a")) == ["2", "1"]


@pytest.mark.parametrize("threads", [1, 2])
def test_an_action_is_called_once_before_the_calls_that_count(threads: int) -> None:
    calls: list[int] = []
    row = timed("part", "subject", "setting", 10, 3, lambda: calls.append(1), threads)
    assert len(calls) == 4
    assert 0.0 <= row.fastest <= row.value


@pytest.mark.parametrize("threads", [1, 2])
def test_clocks_never_run_backwards(threads: int) -> None:
    clock = clock_for(threads)
    ticks = [clock() for _ in range(100)]
    assert ticks == sorted(ticks)
