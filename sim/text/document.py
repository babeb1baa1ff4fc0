"""What a report consists of, whatever it is written as."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a lead stands out from the rest, a warning says that something is missing."""

    text: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """Lines to type, or to read letter by letter."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list of short texts."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under a caption.

    Attributes
    ----------
    caption : str
    header : tuple of str
    rows : tuple of tuple of str
        Each as long as the header.
    numeric : tuple of bool
        Which columns hold numbers, and stand on the right.
    note : str
        What a reader needs to know to read it.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure with what it shows, and with a text for who cannot see it.

    Attributes
    ----------
    name : str
        Name of its file, without an ending.
    figure : Figure
    caption : str
        What is shown and how to read it.
    alternative : str
        What can be seen in it, with the main numbers.
    """

    name: str
    figure: Figure
    caption: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Fold:
    """Blocks that only some readers want, under a line that says what they are."""

    summary: str
    blocks: tuple[Block, ...]


type Block = Paragraph | Code | Items | Table | Picture | Fold
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


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report.

    Attributes
    ----------
    title : str
    subtitle : str
        What kind of work it reports on, and how much of it there is.
    sections : tuple of Section
    """

    title: str
    subtitle: str
    sections: tuple[Section, ...] = field(default=())

    @property
    def pictures(self) -> list[Picture]:
        """Return all pictures in the order in which they stand."""
        return [block for section in self.sections for block in _pictures(section.blocks)]


def _pictures(blocks: Sequence[Block]) -> list[Picture]:
    found: list[Picture] = []
    for block in blocks:
        if isinstance(block, Picture):
            found.append(block)
        elif isinstance(block, Fold):
            found += _pictures(block.blocks)
    return found
