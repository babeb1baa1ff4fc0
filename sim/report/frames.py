"""Tables of numbers as tables of text: digits, units, intervals."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from sim.analysis.estimates import decided
from sim.text.document import Table

NOTHING: Final = "-"
"""Cell of a number that is not known."""

DECIDED: Final = " *"
"""What follows an interval that does not contain zero."""

DECIDED_NOTE: Final = "* The 95 % interval does not contain zero."

type Row = Mapping[Hashable, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading and how a row fills it."""

    title: str
    cell: Callable[[Row], str]
    numeric: bool = True


def text_column(title: str, name: str, words: Callable[[str], str] = str) -> Column:
    """Return a column of text, put into words."""
    return Column(title, lambda row: words(str(row[name])), numeric=False)


def number_column(title: str, name: str, decimals: int = 3) -> Column:
    """Return a column of numbers."""
    return Column(title, lambda row: number(row[name], decimals))


def short_column(title: str, name: str) -> Column:
    """Return a column of numbers of any size, with three digits that count."""
    return Column(title, lambda row: short(row[name]))


def interval_column(
    title: str,
    name: str,
    decimals: int = 3,
    limits: tuple[str, str] = ("low", "high"),
    star: bool = False,
) -> Column:
    """Return a column of numbers with their interval in brackets.

    Parameters
    ----------
    title : str
    name : str
        Of the number.
    decimals : int
    limits : (str, str)
        Names of the limits.
    star : bool
        Whether to mark intervals that do not contain zero.
    """
    low, high = limits
    return Column(
        title, lambda row: interval((row[name], row[low], row[high]), decimals, star=star)
    )


def table(frame: pd.DataFrame, columns: Sequence[Column], caption: str, note: str = "") -> Table:
    """Return a table of text, one row for each of the frame."""
    return Table(
        caption=caption,
        header=tuple(column.title for column in columns),
        rows=tuple(
            tuple(column.cell(row) for column in columns) for row in frame.to_dict("records")
        ),
        numeric=tuple(column.numeric for column in columns),
        note=note,
    )


def number(value: float, decimals: int, signed: bool = False) -> str:
    """Return a number as text; a rounded zero has no sign."""
    if not np.isfinite(value):
        return NOTHING
    text = f"{value:{'+' if signed else ''}.{decimals}f}"
    return text.lstrip("+-") if float(text) == 0.0 else text


def short(value: float) -> str:
    """Return a number with three digits that count."""
    return f"{value:.3g}" if np.isfinite(value) else NOTHING


def interval(
    numbers: Iterable[float], decimals: int, signed: bool = False, star: bool = False
) -> str:
    """Return a number with its interval, as in "1.2 [0.9, 1.5]".

    Parameters
    ----------
    numbers : iterable of float
        The number and the limits; of which the latter may be unknown.
    decimals : int
    signed : bool
        Whether positive numbers have a sign.
    star : bool
        Whether to mark an interval that does not contain zero.
    """
    value, low, high = (float(x) for x in numbers)
    text = number(value, decimals, signed)
    if not np.isfinite([value, low, high]).all():
        return text
    limits = ", ".join(number(limit, decimals, signed) for limit in (low, high))
    mark = DECIDED if star and decided(low, high) else ""
    return f"{text} [{limits}]{mark}"
