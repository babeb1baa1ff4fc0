"""The one rule of what is decided, by numbers that can be checked by hand."""

from __future__ import annotations

import math

import pytest

from sim.analysis.decided import Placement, band_margin, placed, size_that_decides

NAN = math.nan


@pytest.mark.parametrize(
    ("low", "high", "where"),
    [
        (1.0, 3.0, Placement.INSIDE),
        (1.5, 2.5, Placement.INSIDE),
        (0.5, 3.0, Placement.UNDECIDED),
        (1.0, 3.5, Placement.UNDECIDED),
        (0.5, 1.0, Placement.UNDECIDED),
        (3.0, 3.5, Placement.UNDECIDED),
        (0.5, 0.9, Placement.OUTSIDE),
        (3.1, 3.5, Placement.OUTSIDE),
        (NAN, 2.0, Placement.UNDECIDED),
        (2.0, NAN, Placement.UNDECIDED),
        (NAN, 0.5, Placement.UNDECIDED),
        (3.5, NAN, Placement.UNDECIDED),
    ],
)
def test_the_ends_of_a_band_belong_to_it(low: float, high: float, where: Placement) -> None:
    assert placed(low, high, 1.0, 3.0) is where


def test_a_margin_is_the_way_to_the_nearer_end() -> None:
    assert [band_margin(value, 1.0, 3.0) for value in (1.25, 2.5, 5.0, -1.0)] == [
        0.25, 0.5, 2.0, 2.0
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("margin", "half", "size", "expected"),
    [
        (0.5, 1.0, 1, 4.0),
        (-0.5, 1.0, 1, 4.0),
        (1.0, 2.0, 3, 12.0),
        (0.99, 2.0, 3, 13.0),
        (0.25, 2.0, 2, 128.0),
        # What is decided already is so at one more.
        (2.0, 1.0, 4, 5.0),
        # Sixty-four times the size, and beyond.
        (0.125, 1.0, 1, 64.0),
        (0.1245, 1.0, 1, math.inf),
        (0.1245, 1.0, 3, math.inf),
        (0.0, 1.0, 3, math.inf),
    ],
)
def test_half_widths_fall_with_the_root_of_the_size(
    margin: float, half: float, size: int, expected: float
) -> None:
    assert size_that_decides(margin, half, size) == expected


@pytest.mark.parametrize(
    ("margin", "half", "size"),
    [(NAN, 1.0, 3), (math.inf, 1.0, 3), (1.0, NAN, 3), (1.0, math.inf, 3), (1.0, 1.0, 0)],
)
def test_without_an_interval_no_size_is_known(margin: float, half: float, size: int) -> None:
    assert math.isnan(size_that_decides(margin, half, size))


# Quantiles of Student with 1, 2, 3 and 4 degrees of freedom, of a table.
T1, T2, T3, T4 = 12.7062, 4.3027, 3.1824, 2.7764


@pytest.mark.parametrize(
    ("margin", "half", "size", "expected"),
    [
        (math.sqrt(2 / 3) * T2 + 0.01, T1, 2, 3.0),
        (math.sqrt(3 / 4) * T3 + 0.01, T2, 3, 4.0),
        (math.sqrt(3 / 4) * T3 - 0.01, T2, 3, 5.0),
        (math.sqrt(3 / 5) * T4 + 0.01, T2, 3, 5.0),
        (math.sqrt(3 / 5) * T4 - 0.01, T2, 3, 6.0),
        # One replicate has no interval of Student: by the root alone.
        (0.5, 1.0, 1, 4.0),
    ],
)
def test_half_widths_of_student_fall_faster(
    margin: float, half: float, size: int, expected: float
) -> None:
    assert size_that_decides(margin, half, size, student=True) == expected
