"""Tables of text as spreadsheets save them: which mark separates, and which one is decimal."""

from __future__ import annotations

import codecs
import csv
import re
from io import StringIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

READ_WITH: Final = "read with"
"""Attribute of a table that says which marks were taken, where that was not the usual comma."""

_MARKS: Final = {",": ",", ";": ";", "\t": "tabs"}

_SAID: Final = re.compile(r"sep=([,;\t])", re.IGNORECASE)
"""A first line by which a spreadsheet is told what separates."""

_WITH_COMMA: Final = re.compile(r"[+-]?\d*,\d+(?:[eE][+-]?\d+)?")

_WITH_POINT: Final = re.compile(r"[+-]?\d*\.\d+(?:[eE][+-]?\d+)?")

_EITHER: Final = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
"""A number with a comma that may be decimal or stand between thousands."""

Rows = list[list[str]]


def table_of_text(content: bytes, text: bool) -> pd.DataFrame:
    """Return the table of a text file whose first row holds the names of columns.

    Where semicolons or tabs separate, numbers may have decimal commas. Rows without any cell at the
    end, and columns without any, as a mark at the end of each line makes them, are left out.

    Parameters
    ----------
    content : bytes
        UTF-8 or UTF-16 with or without a mark of order, or the Western code page of Windows.
    text : bool
        Whether cells are returned as the text that stands in them, empty ones as an empty text;
        decimal commas become points.

    Raises
    ------
    ValueError
        If it is empty or no table, a row has more cells than there are names, or a comma in a
        number may be decimal as well as between thousands; the message names the row.
    """
    import pandas as pd

    mark, names, rows = _rows(_decoded(content))
    if text:
        rows = [row for row in rows if any(row)]
    table = pd.DataFrame(rows, columns=names, dtype="str")
    decimal_comma = False
    if mark != ",":
        if not text:
            _refuse_unclear(names, rows)
        for position in range(len(names)):
            cells = [row[position] for row in rows]
            commas = any(_WITH_COMMA.fullmatch(cell) for cell in cells)
            if commas and not any(_WITH_POINT.fullmatch(cell) for cell in cells):
                decimal_comma = True
                table.isetitem(position, [_dotted(cell) for cell in cells])
    if rows and not text:
        # What the reader of pandas takes for numbers, truth values and gaps.
        table = pd.read_csv(
            StringIO(table.to_csv(index=False, header=False)),
            header=None,
            skip_blank_lines=False,
        ).set_axis(names, axis=1)
        for position, kind in enumerate(table.dtypes):
            if kind in ("object", "str"):
                table.isetitem(position, _with_numbers(table.iloc[:, position]).array)
    if mark != ",":
        table.attrs[READ_WITH] = f"{_MARKS[mark]} between columns" + (
            " and decimal commas" if decimal_comma else ""
        )
    return table


def _with_numbers(cells: pd.Series) -> pd.Series:
    """Return a column of texts in which one that is no number leaves the others what they are."""
    import pandas as pd

    numbers = pd.to_numeric(cells, errors="coerce")
    if not numbers.notna().any():
        return cells
    return cells.astype(object).where(numbers.isna(), numbers.map(_whole))


def _whole(number: float) -> float | int:
    """Return a number, as a whole one where it is."""
    return int(number) if number.is_integer() else number


def _decoded(content: bytes) -> str:
    wide = content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _rows(written: str) -> tuple[str, list[str], Rows]:
    """Return what separates, the names of the columns, and the rows below, all equally long."""
    lines = list(StringIO(written.lstrip("\r\n"), newline=""))
    told = _SAID.fullmatch(lines[0].strip()) if lines else None
    if told:
        lines = lines[1:]
    first = lines[0] if lines else ""
    if not first.strip():
        raise ValueError("empty; the first row holds the names of columns")
    mark = told[1] if told else max(_MARKS, key=first.count)
    try:
        names, *rows = [
            [cell.strip() for cell in row]
            for row in csv.reader(lines, delimiter=mark, skipinitialspace=True, strict=True)
        ]
    except csv.Error as error:
        raise ValueError(f"no table: {error}") from None
    while rows and not any(rows[-1]):
        rows.pop()
    while len(names) > 1 and not names[-1] and not any(any(row[len(names) - 1 :]) for row in rows):
        names.pop()
    for number, row in enumerate(rows, start=2):
        if any(row[len(names) :]):
            commas = mark == "," and len(row) == 2 * len(names)
            hint = "; decimal commas need semicolons or tabs between columns" if commas else ""
            raise ValueError(
                f"row {number} has {len(row)} cells, but the first row has {len(names)} "
                f"{'name' if len(names) == 1 else 'names'}{hint}"
            )
    width = len(names)
    return mark, names, [[*row[:width], *[""] * (width - len(row))] for row in rows]


def _refuse_unclear(names: list[str], rows: Rows) -> None:
    """Raise a ValueError where nobody can tell what a comma in a number is."""
    commas, points = (
        [
            (f"row {number}, column '{name}' = {cell}", cell)
            for number, row in enumerate(rows, start=2)
            for name, cell in zip(names, row, strict=True)
            if pattern.fullmatch(cell)
        ]
        for pattern in (_WITH_COMMA, _WITH_POINT)
    )
    if commas and points:
        raise ValueError(
            f"{commas[0][0]} has a comma and {points[0][0]} has a point; write all decimals with "
            "the same mark, and none between thousands"
        )
    if commas and all(_EITHER.fullmatch(cell) for _, cell in commas):
        place, cell = commas[0]
        raise ValueError(
            f"{place} may be {cell.replace(',', '.')} or {cell.replace(',', '')}; write it with a "
            "point, or without a mark between thousands"
        )


def _dotted(cell: str) -> str:
    return cell.replace(",", ".") if _WITH_COMMA.fullmatch(cell) else cell
