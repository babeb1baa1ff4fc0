"""A document on a terminal: the answer in a dozen lines, never wider than the screen.

`rich` sets tables and wraps lines; it is imported when something is rendered, since that takes a
tenth of a second.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from typing import Final, Literal, TextIO

from sim.text.bars import PALE_NOTE, bar_lines, has_pale
from sim.text.brief import fitted, lines_for
from sim.text.cells import TextTable, as_text
from sim.text.document import (
    Bars,
    Block,
    Code,
    Document,
    Fold,
    Items,
    Paragraph,
    Picture,
    Role,
    Table,
)
from sim.text.inline import inline
from sim.text.numbers import STAR
from sim.text.phrases import BRACKETS_NOTE
from sim.text.screen import BLANK, Screen

type Detail = Literal["answer", "all"]
"""How much is shown: the answer in short, or every section and then the answer in short."""

DEFAULT_WIDTH: Final = 80
"""Columns where nobody says how many there are."""

LEAST_WIDTH: Final = 20
"""Columns of the narrowest screen for which lines are set."""

MORE: Final = "All tables here: --table."
"""How to see the rest; said before the folder of the results."""

_STYLES: Final = {"": "", "lead": "bold", "warning": "bold red", "note": "dim"}


def render(
    document: Document,
    width: int = DEFAULT_WIDTH,
    *,
    detail: Detail = "answer",
    folder: str = "",
    color: bool = False,
    ascii_only: bool = False,
) -> str:
    """Return a document as the lines of a terminal, of which the last say the answer.

    Equal documents give equal lines.

    Parameters
    ----------
    document : Document
    width : int
        Columns, at least 20; no line is longer. Running text has at most 88.
    detail : str
        "answer" says title, assumptions and the answer in at most twelve lines of 80 columns or
        more; "all" shows every section with all tables, and the answer in short below them.
    folder : str
        Where the results are; empty where they are not saved.
    color : bool
        Whether to use bold and colours.
    ascii_only : bool
        Whether to use no letter or sign beyond ASCII.
    """
    screen = Screen(max(width, LEAST_WIDTH), color=color, ascii_only=ascii_only)
    page = _Page(screen, folder)
    if detail == "all":
        page.everything(document)
    else:
        page.answer(document)
    return screen.content


def show(
    document: Document, stream: TextIO | None = None, *, detail: Detail = "answer", folder: str = ""
) -> None:
    """Write a document to a stream as it can show it.

    The width is that of the terminal or of the variable COLUMNS, otherwise 80; bold and colours
    stand on a terminal only, and not where the variable NO_COLOR is set.

    Parameters
    ----------
    document : Document
    stream : file, optional
        By default standard output.
    detail, folder : str
        As in `render`.
    """
    target = sys.stdout if stream is None else stream
    width, color = screen_width(), shows_color(target)
    text = render(document, width, detail=detail, folder=folder, color=color)
    if not _can_encode(target, text):
        text = render(document, width, detail=detail, folder=folder, color=color, ascii_only=True)
    target.write(text)


def screen_width() -> int:
    """Return the columns of the terminal or of the variable COLUMNS, otherwise 80."""
    return shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns


def shows_color(stream: TextIO) -> bool:
    """Return whether a stream is a terminal that is to show bold and colours."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not plain and stream.isatty()


def _can_encode(stream: TextIO, text: str) -> bool:
    try:
        text.encode(getattr(stream, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


class _Page:
    """A document on its way to a screen."""

    def __init__(self, screen: Screen, folder: str) -> None:
        self._screen = screen
        self._folder = folder

    def answer(self, document: Document) -> None:
        """Show title, assumptions, the answer in short, and where everything is."""
        line = "" if document.assumptions is None else document.assumptions.line
        subtitle = document.subtitle.rstrip(".") if line else document.subtitle
        under = ". ".join(part for part in (subtitle, line) if part)
        foot = f"{MORE} Files: {self._folder}" if self._folder else ""
        head = [text for text in (document.title, under) if text]
        self._screen.text(document.title, "bold")
        if under:
            self._screen.text(under)
        taken = sum(map(self._screen.height, (*head, *([foot] if foot else ()))))
        self._brief(document, lines_for(self._screen.width) - taken)
        if foot:
            self._screen.text(foot, "dim")

    def everything(self, document: Document) -> None:
        """Show every section, then the answer in short, and where everything is."""
        self._screen.text(document.title, "bold")
        if document.subtitle:
            self._screen.text(document.subtitle)
        if document.assumptions is not None:
            self._screen.text(document.assumptions.line)
        self._said_first(document)
        for section in document.sections:
            if not all(_said_already(block) for block in section.blocks):
                self._heading(section.title)
                self._blocks(section.blocks)
        if document.short or document.lead:
            self._heading("In short")
            self._brief(document, lines_for(self._screen.width) - (1 if self._folder else 0))
        if self._folder:
            self._screen.text(f"Files: {self._folder}", "dim")

    def _brief(self, document: Document, room: int) -> None:
        """Show the answer in short in so many lines; what is missing stands after its beginning.

        An empty line comes before it, unless something would then be left out, and lines between
        its parts where there is room for all of them.
        """
        first, *rest = document.brief or ("",)
        warnings = document.warnings
        texts = [_plain(text) for text in (first, *warnings, *rest) if text]
        shown = fitted(texts, room - 1, self._screen.height)
        if shown == texts:
            self._screen.blank()
            room -= 1
        else:
            shown = fitted(texts, room, self._screen.height)
        spare = room - sum(map(self._screen.height, shown))
        alarming = {_plain(text) for text in warnings}
        for place, text in enumerate(shown):
            if place and spare >= len(shown):
                self._screen.blank()
            is_warning = any(whole.startswith(text) for whole in alarming)
            role: Role = "warning" if is_warning else "" if place else "lead"
            self._screen.text(text, _STYLES[role])
        if spare >= 1:
            self._screen.blank()

    def _said_first(self, document: Document) -> None:
        """Show the lead, and what is missing."""
        paragraphs = [block for block in document.blocks() if isinstance(block, Paragraph)]
        for role in ("lead", "warning"):
            for paragraph in paragraphs:
                if paragraph.role == role:
                    self._block(paragraph)

    def _heading(self, title: str) -> None:
        self._screen.blank()
        self._screen.blank()
        self._screen.text(title, "bold")
        self._screen.line("─" * min(len(title), self._screen.width))

    def _blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if not _said_already(block):
                self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                self._screen.blank()
                self._screen.text(_plain(block.text), _STYLES[block.role])
            case Items():
                self._screen.blank()
                for text in block.texts:
                    self._screen.text(_plain(text), "", "- ", "  ")
            case Code():
                self._screen.blank()
                self._screen.code(block.text, shell=block.language == "sh")
            case Table():
                self._table(block)
            case Bars():
                self._bars(block)
            case Fold():
                self._screen.blank()
                self._screen.text(block.summary, "bold")
                self._blocks(block.blocks)
            case Picture():
                self._screen.blank()
                self._screen.text(f"Figure {block.name}: {_plain(block.caption)}")

    def _table(self, table: Table) -> None:
        self._screen.blank()
        if table.caption:
            self._screen.text(table.caption, "bold")
        shown = self._fitting(table)
        self._screen.table(shown.header, _padded(shown), shown.numeric)
        if shown.note:
            self._screen.text(shown.note, "dim")

    def _fitting(self, table: Table) -> TextTable:
        """Return a table with intervals in brackets, or as ± where those do not fit."""
        shown = as_text(table)
        if (
            self._screen.fits(shown.header, _padded(shown), shown.numeric)
            or self._screen.ascii_only
        ):
            return shown
        return as_text(table, "plus_minus")

    def _bars(self, bars: Bars) -> None:
        lines = bar_lines(bars, self._screen.width, plus_minus=not self._screen.ascii_only)
        if not lines:
            self._table(bars.table)
            return
        self._screen.blank()
        if bars.caption:
            self._screen.text(bars.caption, "bold")
        for line in lines:
            self._screen.line(line)
        notes = [
            bars.note,
            BRACKETS_NOTE if any("[" in line for line in lines) else "",
            PALE_NOTE if has_pale(bars) else "",
        ]
        if any(notes):
            self._screen.text(" ".join(note for note in notes if note), "dim")


def _said_already(block: Block) -> bool:
    """Return whether a block stands above the sections."""
    return isinstance(block, Paragraph) and block.role in ("lead", "warning")


def _plain(text: str) -> str:
    """Return running text with links as their words."""
    return inline(text, plain=str, code=lambda typed: f"`{typed}`", link=lambda words, _: words)


def _padded(table: TextTable) -> list[list[str]]:
    """Return the rows of a table, with blanks where others of a column have a star."""
    starred = [
        any(row[place].endswith(STAR) for row in table.rows) for place in range(len(table.header))
    ]
    return [
        [
            cell + BLANK * len(STAR) if star and not cell.endswith(STAR) else cell
            for cell, star in zip(row, starred, strict=True)
        ]
        for row in table.rows
    ]
