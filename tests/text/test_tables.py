"""Tables from frames: columns by name, units by column or row, and what must be said below."""

import math

import pandas as pd
import pytest

from sim.text.cells import as_text
from sim.text.document import Table
from sim.text.numbers import Number
from sim.text.tables import Column, number_column, range_column, table_of, text_column
from tests.text.sample import indicators

GAPS = pd.DataFrame(
    {
        "pack": ["critics", "advocates"],
        "gap": [-3.04, 1.0],
        "low": [-3.6, math.nan],
        "high": [-2.4, math.nan],
        "from": [0.1, 0.25],
        "to": [0.5, 1234.0],
    }
)


def test_columns_are_declared_by_name():
    table = table_of(
        GAPS,
        [
            text_column("Side", "pack", str.upper),
            number_column("Gap", "gap", "log points", limits=("low", "high"), difference=True),
            range_column("Range", "from", "to"),
            Column("Twice", lambda row: f"{2 * row['gap']:.0f}"),
        ],
        "Gaps",
        "A note.",
        file="gaps.parquet",
    )
    assert table.header == ("Side", "Gap", "Range", "Twice")
    assert table.numeric == (False, True, True, True)
    assert table.file == "gaps.parquet"
    shown = as_text(table)
    assert shown.header == ("Side", "Gap (log points)", "Range", "Twice")
    assert shown.rows == (
        ("CRITICS", "-3.0 [-3.6, -2.4]", "0.1 to 0.5", "-6"),
        ("ADVOCATES", "+1.0", "0.25 to 1,234", "2"),
    )
    assert shown.note == "A note. In brackets the 95 % interval."


def test_a_unit_stands_in_the_heading_or_in_the_cells():
    shown = as_text(indicators())
    assert shown.header == ("Indicator", "Capitalism", "Parecon", "Difference")
    assert [row[1] for row in shown.rows] == ["0.743", "0.631", "5.2 %", "0.400"]
    assert shown.rows[2][3] == "-1.1 pp [-1.6, -0.6] *"


def test_a_heading_that_says_the_unit_is_left_as_it_is():
    column = number_column("Gap, log points", "gap", "log points")
    assert as_text(table_of(GAPS, [column], "Gaps")).header == ("Gap, log points",)


def test_a_missing_column_of_limits_gives_numbers_without_interval():
    column = number_column("Gap", "gap", limits=("gap_low", "gap_high"), decimals=1)
    assert as_text(table_of(GAPS, [column], "Gaps")).rows == (("-3.0",), ("1.0",))


def test_significant_digits_can_be_asked_for():
    column = number_column("To", "to", significant=2)
    assert as_text(table_of(GAPS, [column], "Gaps")).rows == (("0.5",), ("1,234",))


@pytest.mark.parametrize(
    ("file", "note"),
    [("gaps.parquet", "1 more row stand in gaps.parquet."), ("", "1 more row are left out.")],
)
def test_rows_that_are_left_out_are_counted(file, note):
    table = table_of(GAPS, [text_column("Side", "pack")], "Gaps", most=1, file=file)
    assert len(table.rows) == 1
    assert table.note == note


@pytest.mark.parametrize(
    ("number", "style", "note"),
    [
        (Number(1.0), "brackets", ""),
        (Number(1.0, 0.5, 1.5), "brackets", "In brackets the 95 % interval."),
        (Number(1.0, 0.5, 1.5), "plus_minus", "± is half the width of the 95 % interval."),
        (Number(1.0, 0.5, 1.5), "none", ""),
        (Number(1.0, 0.6, 1.5), "plus_minus", "In brackets the 95 % interval."),
        (Number(1.0, star=True), "brackets", "* The 95 % interval does not contain zero."),
    ],
)
def test_what_marks_mean_is_said_where_they_stand(number, style, note):
    assert as_text(Table("", ("x",), ((number,),), (True,)), style).note == note
