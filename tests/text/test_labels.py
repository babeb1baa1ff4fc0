"""Names, units and labels that a reader sees."""

import pytest

from sim.phases.indicators import INDICATORS, UNITS
from sim.text.labels import axis_label, display_of, name_of


def test_a_rounded_zero_has_no_sign():
    shown = display_of("0 to 1")
    assert shown.text(-0.0001, signed=True) == "0.000"
    assert shown.text(0.0004, signed=True) == "0.000"
    assert shown.text(-0.0006, signed=True) == "-0.001"


@pytest.mark.parametrize("indicator", INDICATORS)
def test_names_and_units_of_all_indicators_fit_their_columns(indicator):
    assert len(name_of(indicator)) <= 30
    assert len(display_of(UNITS[indicator]).level) <= 12


@pytest.mark.parametrize("indicator", INDICATORS)
def test_every_axis_says_its_unit(indicator):
    label = axis_label(indicator, UNITS[indicator])
    assert label.endswith(")")
    assert "()" not in label
