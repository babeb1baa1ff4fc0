"""What a notebook shows of a result: a short piece of HTML, and a few lines of text."""

from __future__ import annotations

import textwrap
from typing import Final

from sim.text.document import Bars, Block, Document, Table
from sim.text.html import render_fragment

LARGEST_TABLE: Final = 12
"""Rows of a table above which a notebook does not show it."""

FACE_WIDTH: Final = 88
"""Longest line of the few lines of text."""

_LONGEST_HEADLINE: Final = 3


def fragment(document: Document) -> str:
    """Return the short form of a document for ``_repr_html_``.

    It has title, assumptions, the answer in short, what is missing, and the first figure, small;
    the tables of the section that holds the answer are folded below.

    Parameters
    ----------
    document : Document
    """
    answering = [part for part in document.sections if part.answers] or document.sections[:1]
    blocks = [block for section in answering for block in section.blocks if _is_short(block)]
    return render_fragment(document, blocks, next(iter(document.pictures), None))


def face(
    kind: str,
    names: str,
    size: str = "",
    state: str = "",
    *,
    document: Document | None = None,
    saved: str = "",
) -> str:
    """Return a few lines for ``__repr__``, none longer than 88 characters.

    Parameters
    ----------
    kind : str
        Of the result, as in "Comparison".
    names : str
        What it is about, as in "Participatory economy against Capitalism".
    size : str
        How much of it there is, as in "20 replicates of 2,000 people, 240 months".
    state : str
        Whether it is complete.
    document : Document, optional
        Says assumptions and headline.
    saved : str
        Where it is saved; empty where it is not.
    """
    lines = [f"<{kind}: {names}>", "; ".join(part for part in (size, state) if part)]
    if document is not None:
        lines.append(document.assumptions.line if document.assumptions else "")
        lines.append(document.lead)
    lines.append(f"saved in {saved}" if saved else "not saved")
    return "\n".join(
        _short(line, "" if place == 0 else "  ") for place, line in enumerate(lines) if line
    )


def _short(text: str, indent: str) -> str:
    """Return a text on at most three lines."""
    return textwrap.fill(
        text,
        FACE_WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        max_lines=_LONGEST_HEADLINE,
        placeholder=" ...",
        break_on_hyphens=False,
    )


def _is_short(block: Block) -> bool:
    match block:
        case Bars():
            return True
        case Table():
            return not block.long and len(block.rows) <= LARGEST_TABLE
        case _:
            return False
