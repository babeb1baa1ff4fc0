"""Bars made of letters, from a common zero, for a screen that shows no figures."""

from __future__ import annotations

from typing import Final

from sim.analysis.estimates import Conclusion
from sim.errors import printable
from sim.text.document import Bars
from sim.text.numbers import IntervalStyle, Number

LONGEST: Final = 16
"""Letters of the longest bar to one side."""

SHORTEST: Final = 4
"""Letters of the longest bar below which only the numbers are shown."""

PALE_NOTE: Final = "Pale bars are undecided: the interval contains zero."

_FULL, _PALE, _ZERO, _GAP = "█", "░", "│", "  "


def bar_lines(bars: Bars, width: int, *, plus_minus: bool = True) -> list[str]:
    """Return a line for each number: label, bar to the left or right of zero, and the number.

    Parameters
    ----------
    bars : Bars
    width : int
        Columns of the screen.
    plus_minus : bool
        Whether intervals may become ± where those in brackets leave no space for bars.

    Returns
    -------
    list of str
        Empty where there is no space for bars.
    """
    styles: tuple[IntervalStyle, ...] = ("brackets", "plus_minus")
    for style in styles if plus_minus else styles[:1]:
        lines = _lines(bars, width, style)
        if lines:
            return lines
    return []


def _lines(bars: Bars, width: int, style: IntervalStyle) -> list[str]:
    from rich.cells import cell_len, set_cell_size

    labels = [" ".join(printable(label).split()) for label, _ in bars.bars]
    numbers = [number for _, number in bars.bars]
    texts = _aligned([number.text(style) for number in numbers])
    label_width = max(map(cell_len, labels), default=0)
    left_too = any(number.value < 0.0 for number in numbers)
    room = width - label_width - max(map(len, texts), default=0) - 2 * len(_GAP) - len(_ZERO)
    longest = min(LONGEST, room // (2 if left_too else 1))
    if longest < SHORTEST:
        return []
    lines = []
    for label, number, text, length in zip(
        labels, numbers, texts, _lengths(numbers, longest, bars.full), strict=True
    ):
        bar = (_PALE if _undecided(number) else _FULL) * length
        left, right = (bar, "") if number.value < 0.0 else ("", bar)
        drawn = f"{left.rjust(longest if left_too else 0)}{_ZERO}{right.ljust(longest)}"
        lines.append(_GAP.join((set_cell_size(label, label_width), drawn, text)))
    return lines


def _aligned(texts: list[str]) -> list[str]:
    """Return numbers with blanks before them, so that they end below one another."""
    widest = max((len(text.partition(" ")[0]) for text in texts), default=0)
    return [" " * (widest - len(text.partition(" ")[0])) + text for text in texts]


def has_pale(bars: Bars) -> bool:
    """Return whether a bar is pale, since its interval contains zero."""
    return any(_undecided(number) for _, number in bars.bars)


def _undecided(number: Number) -> bool:
    return number.conclusion() is Conclusion.UNDECIDED


def _lengths(numbers: list[Number], longest: int, full: float | None) -> list[int]:
    """Return the letters of each bar; the largest number of each unit has the longest."""
    sizes = [abs(number.value) if number.known else 0.0 for number in numbers]
    largest: dict[str, float] = {}
    for number, size in zip(numbers, sizes, strict=True):
        largest[number.unit] = full or max(size, largest.get(number.unit, 0.0))
    return [
        min(max(round(longest * size / largest[number.unit]), 1), longest) if size > 0.0 else 0
        for number, size in zip(numbers, sizes, strict=True)
    ]
