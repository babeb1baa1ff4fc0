"""Tables with all cells as text, and what must be said below them: the same in every outlet."""

from __future__ import annotations

from dataclasses import dataclass

from sim.text.document import Table
from sim.text.numbers import IntervalStyle, Number
from sim.text.phrases import BRACKETS_NOTE, DECIDED_NOTE, PLUS_MINUS_NOTE


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table of text.

    Attributes
    ----------
    caption, note : str
    header : tuple of str
        With the unit of a column in brackets, where all its numbers have one.
    rows : tuple of tuple of str
    numeric : tuple of bool
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    note: str


def as_text(table: Table, interval: IntervalStyle = "brackets") -> TextTable:
    """Return a table with its numbers as text.

    Parameters
    ----------
    table : Table
    interval : str
        How intervals are written, as in `Number.text`.
    """
    columns = [[row[place] for row in table.rows] for place in range(len(table.header))]
    units = [
        _common_unit([cell for cell in cells if isinstance(cell, Number)]) if title else ""
        for title, cells in zip(table.header, columns, strict=True)
    ]
    rows = tuple(
        tuple(
            cell if isinstance(cell, str) else cell.text(interval, unit=not unit)
            for cell, unit in zip(row, units, strict=True)
        )
        for row in table.rows
    )
    header = tuple(
        f"{title} ({unit})" if unit and unit not in title else title
        for title, unit in zip(table.header, units, strict=True)
    )
    note = " ".join(part for part in (table.note, *_meaning(table, interval)) if part)
    return TextTable(table.caption, header, rows, table.numeric, note)


def _common_unit(numbers: list[Number]) -> str:
    """Return the unit that all numbers of a column have; empty where they have several."""
    units = {number.unit_text for number in numbers}
    return units.pop() if len(units) == 1 else ""


def _meaning(table: Table, interval: IntervalStyle) -> list[str]:
    """Return what the marks mean that the numbers of a table have."""
    numbers = [cell for row in table.rows for cell in row if isinstance(cell, Number)]
    texts = [number.text(interval) for number in numbers]
    said = []
    if any("[" in text for text in texts):
        said.append(BRACKETS_NOTE)
    if any("±" in text for text in texts):
        said.append(PLUS_MINUS_NOTE)
    if any(number.star for number in numbers):
        said.append(DECIDED_NOTE)
    return said
