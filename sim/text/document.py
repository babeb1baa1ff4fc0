"""What a result says, whatever it is shown as: sections of text, tables, figures and numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from sim.errors import BalancedJobsError
from sim.text.assumptions import Assumptions
from sim.text.numbers import Number

if TYPE_CHECKING:
    from matplotlib.figure import Figure

type Cell = str | Number
"""What a table holds: text, or a number with its unit and interval."""

type Role = Literal["", "lead", "warning", "note"]
"""What a paragraph is: running text, the answer, something missing, or small print."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text.

    Attributes
    ----------
    text : str
        What stands between backticks is to be typed; ``[words](place)`` leads to a place.
    role : str
        A "lead" is the answer and stands out, a "warning" says what is missing, a "note" is small
        print.
    """

    text: str
    role: Role = ""


@dataclass(frozen=True, slots=True)
class Code:
    """Lines to type, or to read letter by letter.

    Attributes
    ----------
    text : str
    language : str
        "sh" for commands, which may be broken where a shell lets them; "python", or nothing.
    """

    text: str
    language: Literal["", "sh", "python"] = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list of short texts."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text and numbers under a caption.

    Attributes
    ----------
    caption : str
    header : tuple of str
        Without units where the cells are numbers, which know them.
    rows : tuple of tuple of str or Number
        Each as long as the header.
    numeric : tuple of bool
        Which columns hold numbers, and stand on the right.
    note : str
        What a reader needs to know to read it, beside what brackets and stars mean.
    long : bool
        Whether a terminal only says where it stands.
    file : str
        File in the folder of the results that holds all of it, as in "gaps.parquet".
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: tuple[bool, ...]
    note: str = ""
    long: bool = False
    file: str = ""

    def __post_init__(self) -> None:
        """Check that rows are as long as the header."""
        widths = {len(self.header), len(self.numeric), *(len(row) for row in self.rows)}
        if len(widths) > 1:
            raise ValueError(f"rows of the table '{self.caption}' are not as long as its header")


@dataclass(frozen=True, slots=True)
class Bars:
    """Numbers as bars from a common zero, one below the other.

    Attributes
    ----------
    caption : str
    bars : tuple of (str, Number)
        Label and length; numbers of one unit share a scale.
    note : str
    full : float, optional
        Number that has the longest bar, as 1 for a share; by default the largest of its unit.
    """

    caption: str
    bars: tuple[tuple[str, Number], ...]
    note: str = ""
    full: float | None = None

    @property
    def table(self) -> Table:
        """Return the same numbers as a table."""
        return Table(self.caption, ("", ""), self.bars, (False, True), self.note)


@dataclass(frozen=True)
class Picture:
    """A figure with what it shows, and with a text for those who cannot see it.

    Attributes
    ----------
    name : str
        Name of its file, without an ending.
    draw : Figure or callable
        The figure, or what returns it; called when it is first needed, and never again.
    caption : str
        What is shown and how to read it.
    alternative : str
        What can be seen in it, with the main numbers.
    narrow : callable, optional
        Returns the same figure with its panels in one column, for pages on a phone.
    """

    name: str
    draw: Figure | Callable[[], Figure]
    caption: str
    alternative: str
    narrow: Callable[[], Figure] | None = None

    @cached_property
    def figure(self) -> Figure:
        """Return the figure.

        Raises
        ------
        BalancedJobsError
            If what is there is not enough to draw it.
        """
        return self.draw() if callable(self.draw) else self.draw

    @cached_property
    def problem(self) -> str:
        """Return why the figure cannot be drawn; empty where it can."""
        try:
            _ = self.figure
        except BalancedJobsError as error:
            return str(error)
        return ""


@dataclass(frozen=True, slots=True)
class Fold:
    """Blocks that only some readers want, under a line that says what they are."""

    summary: str
    blocks: tuple[Block, ...]


type Block = Paragraph | Code | Items | Table | Bars | Picture | Fold
"""A part of a section."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    title: str
    blocks: tuple[Block, ...]

    @property
    def anchor(self) -> str:
        """Return the name by which other places of the page point to it."""
        return re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-")

    @property
    def answers(self) -> bool:
        """Return whether the answer stands here, which is what a terminal shows."""
        return any(isinstance(block, Paragraph) and block.role == "lead" for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Document:
    """Everything that a result says.

    Attributes
    ----------
    title : str
    subtitle : str
        What kind of work it reports on, and how much of it there is.
    sections : tuple of Section
        A section with a lead is the answer; there is one in every finished result.
    assumptions : Assumptions, optional
        What the result rests on; said below the title wherever the document is shown.
    numbers : mapping of str to Number
        The numbers of the headline, by a name for programs, as in "gap.output_per_hour.year_20".
    short : tuple of str
        The answer in a few sentences, what matters most first: the answer with its interval, what
        decides it, and what else a reader wants at once. Empty where the lead is short enough.
    surprises : tuple of str
        What goes against the answer or against what one would take it to mean, a line for each.
    """

    title: str
    subtitle: str
    sections: tuple[Section, ...] = field(default=())
    assumptions: Assumptions | None = None
    numbers: Mapping[str, Number] = field(default_factory=dict)
    short: tuple[str, ...] = ()
    surprises: tuple[str, ...] = ()

    @property
    def pictures(self) -> list[Picture]:
        """Return all pictures in the order in which they stand."""
        return [block for block in self.blocks() if isinstance(block, Picture)]

    @property
    def lead(self) -> str:
        """Return the answer in words; empty where there is none."""
        paragraphs = (block for block in self.blocks() if isinstance(block, Paragraph))
        return " ".join(block.text for block in paragraphs if block.role == "lead")

    @property
    def brief(self) -> tuple[str, ...]:
        """Return the answer in a few sentences: the short form, or else the paragraphs of the lead.

        Where there is no lead it is the first running text.
        """
        paragraphs = [block for block in self.blocks() if isinstance(block, Paragraph)]
        leads = [block.text for block in paragraphs if block.role == "lead"]
        return self.short or tuple(leads or (block.text for block in paragraphs[:1]))

    @property
    def warnings(self) -> tuple[str, ...]:
        """Return what is said to be missing."""
        paragraphs = (block for block in self.blocks() if isinstance(block, Paragraph))
        return tuple(block.text for block in paragraphs if block.role == "warning")

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of all sections in order, a fold before what it holds."""
        for section in self.sections:
            yield from _flat(section.blocks)

    def without_pictures(self) -> Document:
        """Return the same document with no figures, and without the sections that held no more."""
        kept = (Section(part.title, _no_pictures(part.blocks)) for part in self.sections)
        return replace(self, sections=tuple(section for section in kept if section.blocks))

    def record(self) -> dict[str, Any]:
        """Return title, assumptions, answer and numbers for a program, ready for JSON.

        Unknown numbers are None, never NaN.
        """
        return {
            "title": self.title,
            "subtitle": self.subtitle,
            "assumptions": self.assumptions.text if self.assumptions else None,
            "answer": self.lead or None,
            "warnings": list(self.warnings),
            "numbers": [number.record(name) for name, number in self.numbers.items()],
        }


def _flat(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Fold):
            yield from _flat(block.blocks)


def _no_pictures(blocks: Iterable[Block]) -> tuple[Block, ...]:
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, Fold):
            inner = _no_pictures(block.blocks)
            kept += [Fold(block.summary, inner)] if inner else []
        elif not isinstance(block, Picture):
            kept.append(block)
    return tuple(kept)
