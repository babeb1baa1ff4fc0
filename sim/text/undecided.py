"""What is said first where a size is too small for an answer: that it is, and what would do.

The rule stands in `sim.analysis.decided`; these are its words for every verb, report and caption.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sim.analysis.decided import MANY_TIMES, band_margin, size_that_decides
from sim.text.phrases import UNDECIDED, capital, counted

type Interval = tuple[float, float, float]
"""An estimate with the limits of its 95 % interval."""

EXACT_BELOW: Final = 20
"""Sizes below which all digits are said; larger ones are rounded up to two."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much an answer rests on, as in 10 replicates.

    Attributes
    ----------
    count : int
    noun, plural : str
        Of what, as in "replicate"; the plural only where it is not that with an s.
    student : bool
        Whether intervals are Student's over all of it, as those over replicates.
    powers_of_two : bool
        Whether only powers of two are possible.
    """

    count: int
    noun: str
    plural: str = ""
    student: bool = False
    powers_of_two: bool = False

    @property
    def text(self) -> str:
        """Return the size in words: "10 replicates"."""
        return counted(self.count, self.noun, self.plural)

    def enough(self, estimates: Iterable[Interval], null: float = 0.0) -> float:
        """Return about which size would decide one of several estimates, the nearest to it.

        Parameters
        ----------
        estimates : iterable of (float, float, float)
            Those that are undecided.
        null : float
            What they are compared with.

        Returns
        -------
        float
            NaN where none has an interval, infinite where no size that can be named is enough.
        """
        return self._least(
            (abs(value - null), (high - low) / 2.0) for value, low, high in estimates
        )

    def enough_for_band(self, estimates: Iterable[tuple[Interval, float, float]]) -> float:
        """Return about which size would tell on which side of an end of its band an estimate lies.

        Parameters
        ----------
        estimates : iterable of (interval, float, float)
            Each with the ends of its band.
        """
        return self._least(
            (band_margin(value, *band), (high - low) / 2.0)
            for (value, low, high), *band in estimates
        )

    def undecided(self, why: str, enough: float = math.nan, condition: str = "") -> str:
        """Return the first sentences of an answer that this size does not support.

        Parameters
        ----------
        why : str
            What the runs do not show, without a full stop.
        enough : float
            As `enough` returns it.
        condition : str
            Under which that size would be enough, if not that the estimate is right.
        """
        said = f"{capital(UNDECIDED)} at this size ({self.text}): {why}."
        return f"{said} {self.would(enough, condition)}"

    def would(self, enough: float, condition: str = "") -> str:
        """Return in a sentence which size would decide.

        Parameters
        ----------
        enough, condition
            As in `undecided`.
        """
        if_right = condition or "if the estimate is right"
        if math.isnan(enough):
            if self.student and self.count < 2:
                return f"An interval takes at least 2 {self._plural}; ten are usual."
            return f"It takes more {self._plural}."
        if math.isinf(enough):
            return (
                f"More than {MANY_TIMES} times as many {self._plural} would be needed, {if_right}: "
                "what is to be told is too small."
            )
        return f"About {self._rounded(enough):,} {self._plural} would decide it, {if_right}."

    @property
    def _plural(self) -> str:
        return self.plural or f"{self.noun}s"

    def _least(self, margins: Iterable[tuple[float, float]]) -> float:
        found = [
            size_that_decides(margin, half, self.count, student=self.student)
            for margin, half in margins
        ]
        return min((size for size in found if not math.isnan(size)), default=math.nan)

    def _rounded(self, enough: float) -> int:
        whole = math.ceil(enough)
        if self.powers_of_two:
            return 1 << (max(whole, 2 * self.count) - 1).bit_length()
        if whole < EXACT_BELOW:
            return whole
        step = 10 ** (len(str(whole)) - 2)
        return int(math.ceil(whole / step) * step)


def replicates(count: int) -> Size:
    """Return a number of replicates as a size."""
    return Size(int(count), "replicate", student=True)
