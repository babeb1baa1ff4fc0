"""Text that was made for a terminal, as blocks of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from sim.text.document import Block, Items, Paragraph, Table


def blocks_of(text: str) -> list[Block]:
    """Return paragraphs, and tables where lines are set in columns.

    Parameters
    ----------
    text : str
        Lines that begin with two spaces are rows, whose cells stand two spaces or more apart; the
        others run on until an empty line.
    """
    blocks: list[Block] = []
    for kind, lines in groupby(text.splitlines(), key=_kind):
        if kind == "row":
            blocks.append(_rows(lines))
        elif kind == "text":
            blocks.append(Paragraph(" ".join(line.strip() for line in lines)))
    return blocks


def _kind(line: str) -> str:
    if not line.strip():
        return "space"
    return "row" if line.startswith("  ") else "text"


def _rows(lines: Iterable[str]) -> Block:
    """Return a table, or a list where there is one column."""
    rows = [tuple(_cells(line)) for line in lines]
    width = max(len(row) for row in rows)
    if width == 1:
        return Items(tuple(row[0] for row in rows))
    header: tuple[str, ...] = ("",) * width
    if not any(re.search(r"\d", cell) for cell in rows[0]):
        header, *rows = rows
        header = header + ("",) * (width - len(header))
    full = tuple(row + ("",) * (width - len(row)) for row in rows)
    return Table("", header, full, (False,) + (True,) * (width - 1))


def _cells(line: str) -> Iterator[str]:
    yield from re.split(r"\s{2,}", line.strip())
