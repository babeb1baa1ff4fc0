"""The answer in a dozen lines: what is kept of sentences where there is no room for all."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

MOST_LINES: Final = 12
"""Lines in which a command says its answer on a screen of 80 columns or more."""

FULL_WIDTH: Final = 80
"""Columns of the narrowest screen on which the answer has so many lines."""

_SENTENCE_END: Final = re.compile(r'(?<=[.!?]) (?=["A-Z0-9])')


def lines_for(width: int) -> int:
    """Return the lines that an answer may take: more where they are shorter.

    Parameters
    ----------
    width : int
        Columns of the screen.
    """
    return MOST_LINES if width >= FULL_WIDTH else math.ceil(MOST_LINES * FULL_WIDTH / width)


def fitted(paragraphs: Iterable[str], room: int, height: Callable[[str], int]) -> list[str]:
    """Return as many sentences as fit, from the first on.

    Of a paragraph that does not fit the last sentences are left out, and what comes after it is
    still shown where it fits. The first sentence of all is always there.

    Parameters
    ----------
    paragraphs : iterable of str
        What matters most first.
    room : int
        Lines.
    height : callable
        Returns how many lines a paragraph takes.
    """
    shown: list[str] = []
    for text in paragraphs:
        for kept in _beginnings(text):
            lines = height(kept)
            if lines <= room:
                break
        else:
            kept, lines = "", 0
            if not shown:
                kept = _SENTENCE_END.split(text)[0]
                lines = height(kept)
        if kept:
            shown.append(kept)
            room -= lines
    return shown


def _beginnings(text: str) -> Iterator[str]:
    """Yield a text with all its sentences, then with fewer and fewer."""
    ends = [found.start() for found in _SENTENCE_END.finditer(text)]
    yield text
    for end in reversed(ends):
        yield text[:end]
