"""Tables of a document, declared by the columns of a pandas frame."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.text.document import Cell, Table
from sim.text.numbers import Number, span
from sim.text.phrases import counted

if TYPE_CHECKING:
    import pandas as pd

type Row = Mapping[Hashable, Any]
"""A row of a frame: its values by the name of the column."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading and how a row fills it.

    Attributes
    ----------
    title : str
        Without the unit.
    cell : callable
        Returns the text or the number for a row.
    numeric : bool
        Whether it stands on the right.
    """

    title: str
    cell: Callable[[Row], Cell]
    numeric: bool = True


def text_column(title: str, name: str, words: Callable[[str], str] = str) -> Column:
    """Return a column of text.

    Parameters
    ----------
    title, name : str
        Heading, and column of the frame.
    words : callable
        Puts what stands in the frame into words, as `sim.text.labels.name_of`.
    """
    return Column(title, lambda row: words(str(row[name])), numeric=False)


def number_column(
    title: str,
    name: str,
    unit: str = "",
    *,
    unit_from: str = "",
    limits: tuple[str, str] | None = None,
    difference: bool = False,
    decimals: int | None = None,
    significant: int | None = None,
    star: bool = False,
) -> Column:
    """Return a column of numbers, which know their unit and their interval.

    Parameters
    ----------
    title, name : str
        Heading, and column of the frame.
    unit : str
        Of all rows.
    unit_from : str
        Column of the frame that holds the unit of each row, in place of `unit`.
    limits : (str, str), optional
        Columns of the frame that hold the limits of the interval; they may be missing.
    difference : bool
        Whether the numbers are differences, which have signs.
    decimals, significant : int, optional
        Digits after the point, or significant digits; by default those of the unit.
    star : bool
        Whether to mark intervals that do not contain zero.
    """
    low, high = limits or ("", "")

    def cell(row: Row) -> Number:
        return Number(
            _float(row[name]),
            _float(row.get(low)),
            _float(row.get(high)),
            unit=str(row[unit_from]) if unit_from else unit,
            difference=difference,
            decimals=decimals,
            significant=significant,
            star=star,
        )

    return Column(title, cell)


def range_column(title: str, low: str, high: str) -> Column:
    """Return a column of ranges in words, as in "0.1 to 0.5"."""
    return Column(title, lambda row: span(_float(row[low]), _float(row[high])))


def table_of(
    frame: pd.DataFrame,
    columns: Sequence[Column],
    caption: str,
    note: str = "",
    *,
    long: bool = False,
    file: str = "",
    most: int | None = None,
) -> Table:
    """Return a table with one row for each of a frame.

    Parameters
    ----------
    frame : pandas.DataFrame
    columns : sequence of Column
    caption, note : str
        What brackets and stars mean is said without being asked for.
    long : bool
        Whether a terminal only says where it stands.
    file : str
        File in the folder of the results that holds all of it.
    most : int, optional
        Rows that are kept; the note says how many there are.
    """
    kept = frame if most is None else frame.head(most)
    if len(kept) < len(frame):
        place = f" stand in {file}" if file else " are left out"
        note = f"{note} {counted(len(frame) - len(kept), 'more row')}{place}.".strip()
    return Table(
        caption=caption,
        header=tuple(column.title for column in columns),
        rows=tuple(
            tuple(column.cell(row) for column in columns) for row in kept.to_dict("records")
        ),
        numeric=tuple(column.numeric for column in columns),
        note=note,
        long=long,
        file=file,
    )


def _float(value: Any) -> float:
    return float("nan") if value is None else float(value)
