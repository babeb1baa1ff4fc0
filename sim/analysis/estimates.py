"""One estimate with its interval, and what may be concluded from it: one rule everywhere."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class Conclusion(StrEnum):
    """What an estimate allows one to say."""

    HIGHER = "higher under b"
    LOWER = "lower under b"
    UNDECIDED = "undecided"
    EQUAL = "equal"
    NO_INTERVAL = "no interval"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A mean paired difference, b minus a, with its 95 % interval; NaN where unknown."""

    difference: float
    low: float
    high: float

    @property
    def conclusion(self) -> Conclusion:
        """Return what the interval allows one to say about the sign."""
        if math.isnan(self.low) or math.isnan(self.high):
            return Conclusion.NO_INTERVAL
        if self.low == self.high == 0.0:
            return Conclusion.EQUAL
        if self.low > 0.0:
            return Conclusion.HIGHER
        return Conclusion.LOWER if self.high < 0.0 else Conclusion.UNDECIDED

    @property
    def decided(self) -> bool:
        """Return whether the interval lies on one side of zero."""
        return self.conclusion in (Conclusion.HIGHER, Conclusion.LOWER)

    def as_percentage(self) -> Outcome:
        """Return an outcome in log points as per cent of a, which a lay reader expects."""
        return Outcome(*(100.0 * math.expm1(x / 100.0) for x in self._numbers))

    @property
    def _numbers(self) -> tuple[float, float, float]:
        return (self.difference, self.low, self.high)
