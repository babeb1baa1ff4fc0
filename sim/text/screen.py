"""Lines, tables and bars of a terminal, set by rich, never wider than asked for."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from sim.errors import printable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.containers import Lines
    from rich.text import Text

PROSE_WIDTH: Final = 88
"""Columns of running text on a wide screen; longer lines are hard to read."""

BLANK: Final = "\ue000"
"""A blank at which no line ends and which no column loses; becomes a space at the end."""

GAP: Final = 2
"""Blanks between the columns of a table."""

_KEPT: Final = re.compile(r" (?=%)|(?<=\[)[^][]{1,30}(?=\])")

_ASCII: Final = str.maketrans({"─": "-", "█": "#", "░": ":", "│": "|"})


class Screen:
    """A terminal that is written on line by line.

    Parameters
    ----------
    width : int
        Columns.
    color : bool
        Whether it shows bold and colours.
    ascii_only : bool
        Whether it shows nothing beyond ASCII.
    """

    def __init__(self, width: int, *, color: bool = False, ascii_only: bool = False) -> None:
        self.width = width
        self.ascii_only = ascii_only
        self._console = _console(width, color)

    @property
    def content(self) -> str:
        """Return everything that was written, ending with the end of a line."""
        stream = self._console.file
        assert isinstance(stream, io.StringIO)
        text = stream.getvalue().replace(BLANK, " ")
        if self.ascii_only:
            text = text.translate(_ASCII).encode("ascii", "replace").decode()
        lines = [line.rstrip() for line in text.splitlines()]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"

    def blank(self) -> None:
        """Leave a line empty."""
        self._console.print()

    def text(self, text: str, style: str = "", first: str = "", rest: str = "") -> None:
        """Write running text.

        Parameters
        ----------
        text : str
        style : str
            As rich names it, as in "bold".
        first, rest : str
            What the first line and the others begin with.
        """
        self._lines(kept_together(text), style, first, rest, min(self.width, PROSE_WIDTH))

    def height(self, text: str) -> int:
        """Return how many lines running text takes."""
        return len(self._wrapped(kept_together(text), "", min(self.width, PROSE_WIDTH)))

    def code(self, text: str, shell: bool = False) -> None:
        """Write lines as they are, as far as they fit; commands go on after a backslash."""
        for line in text.splitlines():
            line = printable(line.expandtabs(4))
            for part in broken(line, self.width - 2) if shell else [line]:
                self._lines(part.replace(" ", BLANK), "", "  ", "  ", self.width)

    def fits(
        self, header: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool]
    ) -> bool:
        """Return whether the columns of a table fit side by side."""
        return column_widths(*_prepared(header, rows, numeric), numeric, self.width) is not None

    def table(
        self,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        numeric: Sequence[bool],
    ) -> None:
        """Write a table; where its columns do not fit, its rows one below the other.

        Parameters
        ----------
        header : sequence of str
        rows : sequence of sequence of str
        numeric : sequence of bool
            Which columns stand on the right, and are never broken.
        """
        heads, cells = _prepared(header, rows, numeric)
        widths = column_widths(heads, cells, numeric, self.width)
        if widths is None:
            self._records(heads, cells)
            return
        from rich import box
        from rich.table import Table

        table = Table(
            box=box.SIMPLE_HEAD if any(heads) else None,
            show_header=any(heads),
            show_edge=False,
            pad_edge=False,
            padding=(0, GAP - 1, 0, 0) if any(heads) else (0, GAP, 0, 0),
            header_style="bold",
        )
        for title, width, number in zip(heads, widths, numeric, strict=True):
            table.add_column(
                _text(title), width=width, justify="right" if number else "left", overflow="fold"
            )
        for row in cells:
            table.add_row(*(_text(cell) for cell in row))
        self._console.print(table)

    def line(self, text: str) -> None:
        """Write one line as it is, cut where the screen ends."""
        self._console.print(_text(text), no_wrap=True, overflow="crop")

    def _records(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        for row in rows:
            self._lines(row[0] or BLANK, "bold", "", "", self.width)
            for title, cell in zip(heads[1:], row[1:], strict=True):
                if cell.strip(BLANK + " "):
                    named = f"{title}: {cell}" if title else cell
                    self._lines(named.rstrip(BLANK), "", "  ", "    ", self.width)

    def _lines(self, text: str, style: str, first: str, rest: str, width: int) -> None:
        room = max(width - max(len(first), len(rest)), 2)
        for number, line in enumerate(self._wrapped(text, style, room)):
            line.rstrip()
            self._console.print(
                _text(first if number == 0 else rest) + line, no_wrap=True, overflow="ignore"
            )

    def _wrapped(self, text: str, style: str, room: int) -> Lines:
        return _text(text, style).wrap(self._console, room, overflow="fold")


def kept_together(text: str) -> str:
    """Return text in which no line ends before a sign of per cent or inside an interval."""
    shown = BLANK.join(printable(" ".join(part.split())) for part in text.split(BLANK))
    return _KEPT.sub(lambda found: found[0].replace(" ", BLANK), shown)


def broken(command: str, width: int) -> list[str]:
    """Return a command of a shell on lines that it reads as one.

    Parameters
    ----------
    command : str
    width : int
        Longest line, where its words allow that.
    """
    lines: list[str] = []
    indent = ""
    while len(indent + command) > width:
        room = width - len(indent) - 2
        ends = _ends_of_words(command)
        # A break before an option reads better than one between an option and its value.
        end = max(
            (k for k in ends if 0 < k <= room),
            key=lambda k: (command[k + 1] == "-" and k > room // 2, k),
            default=min(ends, default=0),
        )
        if not end:
            break
        lines.append(f"{indent}{command[:end]} \\")
        command, indent = command[end + 1 :], "    "
    return [*lines, indent + command]


def _ends_of_words(command: str) -> list[int]:
    """Return the places of the blanks at which a shell parts a command, but not the last letter."""
    ends: list[int] = []
    quote = ""
    escaped = False
    for place, letter in enumerate(command[:-1]):
        if escaped:
            escaped = False
        elif letter == "\\" and quote != "'":
            escaped = True
        elif quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter == " ":
            ends.append(place)
    return ends


def column_widths(
    header: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool], width: int
) -> list[int] | None:
    """Return the width of each column of a table, None where they cannot fit.

    Numbers are never broken, words only at their ends; the widest column gives way first.

    Parameters
    ----------
    header : sequence of str
    rows : sequence of sequence of str
    numeric : sequence of bool
    width : int
        Columns of the screen.
    """
    from rich.cells import cell_len

    def longest_word(text: str) -> int:
        return max(map(cell_len, text.split()), default=0)

    columns = [[row[place] for row in rows] for place in range(len(header))]
    widths = [
        max(map(cell_len, (title, *cells)), default=0)
        for title, cells in zip(header, columns, strict=True)
    ]
    least = [
        max(map(longest_word, (title, *cells)), default=0)
        for title, cells in zip(header, columns, strict=True)
    ]
    room = width - GAP * (len(header) - 1)
    while sum(widths) > room:
        wide = [place for place in range(len(widths)) if widths[place] > least[place]]
        if not wide:
            return None
        # Headings of numbers give way before texts do.
        widest = max(wide, key=lambda place: (numeric[place], widths[place]))
        widths[widest] -= 1
    return widths


def _prepared(
    header: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool]
) -> tuple[list[str], list[list[str]]]:
    """Return the headings and cells of a table as they are set; numbers are never broken."""
    heads = [" ".join(printable(title).split()) for title in header]
    cells = [
        [
            kept_together(text).replace(" ", BLANK) if number else kept_together(text)
            for text, number in zip(row, numeric, strict=True)
        ]
        for row in rows
    ]
    return heads, cells


def _console(width: int, color: bool) -> Console:
    """Return a console that the environment does not change."""
    from rich.console import Console

    return Console(
        file=io.StringIO(),
        width=width,
        height=1000,
        force_terminal=color,
        force_jupyter=False,
        force_interactive=False,
        color_system="standard" if color else None,
        no_color=not color,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )


def _text(text: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(text, style)
