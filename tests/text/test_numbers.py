"""Numbers as text: digits, signs, units, intervals; and nothing is lost on the way."""

import json
import math
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sim.analysis.estimates import Conclusion, Outcome
from sim.text.labels import display_of
from sim.text.numbers import (
    Number,
    difference,
    exact,
    fixed,
    per_cent,
    quantity,
    share,
    significant,
    span,
)

NAN = math.nan


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Number(0.634, unit="0 to 1"), "0.634"),
        (Number(0.0523, unit="share of people"), "5.2 %"),
        (Number(0.0123, unit="probability per month"), "1.2 % a month"),
        (Number(28.951, unit="months of output"), "28.95 output-month"),
        (Number(1234.5, unit="months of output"), "1,234.50 output-month"),
        (
            Number(3.24, 1.1, 5.38, unit="log points", difference=True),
            "+3.2 log points [+1.1, +5.4]",
        ),
        (Number(-0.011, -0.016, -0.006, unit="share", difference=True), "-1.1 pp [-1.6, -0.6]"),
        (Number(-3.0, -3.6, -2.4, unit="%", difference=True), "-3.0 % [-3.6, -2.4]"),
        (Number(0.5, 0.25, NAN), "0.500 [0.250, unknown]"),
        (Number(0.5, NAN, NAN), "0.500"),
        (Number(NAN, 0.1, 0.2), "-"),
        (Number(math.inf, 0.1, 0.2), "-"),
        (Number(0.3, 0.1, 0.5, significant=3, open_low=True), "0.3 [below 0.1, 0.5]"),
        (Number(0.3, 0.1, 0.5, significant=3, open_high=True), "0.3 [0.1, above 0.5]"),
        (Number(0.3, NAN, 0.5, significant=3, open_low=True), "0.3 [unknown, 0.5]"),
        (Number(0.0004, -0.0004, 0.002, difference=True), "0.000 [0.000, +0.002]"),
        (Number(0.0123, 0.001, 0.2, decimals=1), "0.0 [0.0, 0.2]"),
        (share(0.238, 0.179, 0.322), "24 % [18, 32]"),
        (quantity(0.3125, 0.25, 0.4), "0.312 [0.25, 0.4]"),
        (quantity(1234.5), "1,234"),
    ],
)
def test_a_number_stands_with_its_unit_and_its_interval(number, text):
    assert number.text() == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Number(-3.0, -3.6, -2.4, unit="%", difference=True), "-3.0 ±0.6 %"),
        (Number(0.1, 0.05, 0.15), "0.100 ±0.050"),
        (Number(16.2, 14.1, 18.0, unit="%", difference=True), "+16.2 % [+14.1, +18.0]"),
        (Number(0.3, 0.1, 0.5, open_low=True), "0.300 [below 0.100, 0.500]"),
        (Number(0.3, NAN, 0.5), "0.300 [unknown, 0.500]"),
        (Number(0.3), "0.300"),
    ],
)
def test_a_lopsided_or_unknown_interval_is_never_written_as_plus_minus(number, text):
    assert number.text("plus_minus") == text


def test_interval_and_unit_can_be_left_out():
    number = Number(-3.0, -3.6, -2.4, unit="%", difference=True)
    assert number.text("none") == "-3.0 %"
    assert number.text(unit=False) == "-3.0 [-3.6, -2.4]"


@pytest.mark.parametrize(
    ("low", "high", "starred"),
    [
        (0.1, 0.2, True),
        (-0.2, -0.1, True),
        (-0.1, 0.1, False),
        (0.0, 0.1, False),
        (NAN, NAN, False),
    ],
)
def test_a_star_marks_intervals_without_zero(low, high, starred):
    number = Number(0.05, low, high, star=True)
    assert number.text().endswith(" *") == number.decided == starred
    assert not Number(0.05, low, high).text().endswith("*")


def test_a_probability_is_judged_against_one_half():
    assert share(0.62, 0.505, 0.74).conclusion(0.5) is Conclusion.HIGHER
    assert share(0.62, 0.45, 0.74).conclusion(0.5) is Conclusion.UNDECIDED
    assert share(0.3, 0.2, 0.4).conclusion(0.5) is Conclusion.LOWER


def test_outcomes_become_numbers_with_signs():
    outcome = Outcome(7.79, 6.65, 8.98)
    assert difference(outcome, "log points").text() == "+7.8 log points [+6.7, +9.0]"
    assert difference(outcome, "log points", decimals=2).text() == "+7.79 log points [+6.65, +8.98]"
    assert per_cent(outcome).text() == "+8.1 % [+6.9, +9.4]"


def test_a_record_is_json_with_nothing_for_what_is_unknown():
    record = Number(0.24, NAN, 0.32, unit="share of draws").record("probability")
    assert record == {
        "name": "probability",
        "value": 0.24,
        "low": None,
        "high": 0.32,
        "unit": "share of draws",
    }
    json.dumps(record, allow_nan=False)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1.25, 1, "1.2"),
        (-0.04, 1, "0.0"),
        (-0.06, 1, "-0.1"),
        (12345.6, 0, "12,346"),
        (NAN, 2, "-"),
    ],
)
def test_a_rounded_zero_has_no_sign(value, decimals, text):
    assert fixed(value, decimals) == text


def test_a_sign_is_shown_where_it_is_asked_for():
    assert fixed(0.26, 1, signed=True) == "+0.3"
    assert fixed(0.0, 1, signed=True) == "0.0"
    assert significant(2.5, signed=True) == "+2.5"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (2.0, "2"),
        (0.3, "0.3"),
        (0.03125, "0.0312"),
        (0.9996, "1"),
        (99.96, "100"),
        (1234.4, "1,234"),
        (-1234567.0, "-1,234,567"),
        (0.000012345, "0.0000123"),
        (0.0000012345, "1.23e-06"),
        (3.0e14, "3.00e+14"),
        (NAN, "-"),
    ],
)
def test_three_digits_that_count_without_an_exponent(value, text):
    assert significant(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.45, "0.45"),
        (2.0, "2"),
        (7, "7"),
        (True, "true"),
        ("rotation", "rotation"),
        (1e300, "1e+300"),
    ],
)
def test_a_setting_is_shown_exactly(value, text):
    assert exact(value) == text


def test_a_range_is_said_in_words():
    assert span(0.1, 0.5) == "0.1 to 0.5"


finite = st.floats(-1e9, 1e9)


def _read(text: str) -> float:
    return float(text.replace(",", ""))


@given(finite, st.integers(0, 6), st.booleans())
@example(-0.0000001, 3, True)
def test_a_fixed_number_reads_back_to_its_digits(value, decimals, signed):
    text = fixed(value, decimals, signed=signed)
    assert abs(_read(text) - value) <= 0.5000001 * 10.0**-decimals + 1e-7
    assert re.fullmatch(r"[+-]?\d{1,3}(,\d{3})*(\.\d+)?", text)
    assert not (text.startswith(("+", "-")) and _read(text) == 0.0)


@given(st.floats(-1e15, 1e15), st.integers(1, 6))
def test_a_significant_number_reads_back_to_its_digits(value, digits):
    assert abs(_read(significant(value, digits)) - value) <= 0.5000001 * abs(value) * 10.0 ** (
        1 - digits
    )


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_an_exact_number_reads_back_to_itself(value):
    assert float(exact(value)) == value


@given(
    st.floats(-1e3, 1e3),
    st.floats(0.0, 1e3),
    st.floats(0.0, 1e3),
    st.sampled_from(["share of people", "0 to 1", "log points", "months of output", ""]),
    st.sampled_from(["brackets", "plus_minus"]),
)
def test_value_and_limits_read_back_to_the_digits_shown(value, below, above, unit, interval):
    number = Number(value, value - below, value + above, unit=unit, difference=True)
    shown = display_of(unit)
    numbers = [_read(found) for found in re.findall(r"[-+]?[\d,]+\.\d+", number.text(interval))]
    if len(numbers) == 2:
        middle, half = numbers
        numbers = [middle, middle - half, middle + half]
    expected = [shown.scale * x for x in (value, number.low, number.high)]
    assert numbers == pytest.approx(expected, abs=1.01 * 10.0**-shown.decimals)
