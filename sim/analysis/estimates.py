"""What may be concluded from an estimate: its interval decides, never its mean.

A difference d with a confidence interval [l, h] is called

- higher, if l > 0, and lower, if h < 0: the interval lies on one side of zero;
- undecided, if l <= 0 <= h;
- equal, if l = h = 0: the difference was exactly zero in every replicate, which is more than an
  interval that contains zero says;
- without an interval, if a limit is unknown, as with a single replicate.

For a 95 % interval of Student this is the two-sided t test at the 5 % level. It is the one rule of
the project: tables, figures and sentences ask it, so that none calls decided what another does not.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from sim.analysis.functions import expm1

if TYPE_CHECKING:
    import pandas as pd

    from sim.analysis.intervals import Estimate


class Conclusion(StrEnum):
    """What an estimate allows one to say."""

    HIGHER = "higher under b"
    LOWER = "lower under b"
    UNDECIDED = "undecided"
    EQUAL = "equal"
    NO_INTERVAL = "no interval"

    @property
    def decided(self) -> bool:
        """Return whether the sign is known: higher or lower."""
        return self in DECIDED


DECIDED: Final = (Conclusion.HIGHER, Conclusion.LOWER)
"""Conclusions about the sign."""


def conclusion_of(low: float, high: float, null: float = 0.0) -> Conclusion:
    """Return what an interval allows one to say.

    Parameters
    ----------
    low, high : float
        Limits; NaN where unknown.
    null : float
        Value that an estimate is compared with: zero for a difference, one half for a probability.
    """
    if math.isnan(low) or math.isnan(high):
        return Conclusion.NO_INTERVAL
    if low == high == null:
        return Conclusion.EQUAL
    if low > null:
        return Conclusion.HIGHER
    return Conclusion.LOWER if high < null else Conclusion.UNDECIDED


def decided(low: float, high: float, null: float = 0.0) -> bool:
    """Return whether an interval is known and lies on one side of `null`."""
    return conclusion_of(low, high, null).decided


def conclusions(table: pd.DataFrame, low: str = "low", high: str = "high") -> pd.Series[str]:
    """Return the conclusion from each row of a table.

    Parameters
    ----------
    table : pandas.DataFrame
    low, high : str
        Columns of the limits.

    Returns
    -------
    pandas.Series
        A `Conclusion` for each row, with the index of the table; compare it with one of them.
    """
    import pandas as pd

    found = [conclusion_of(*limits) for limits in zip(table[low], table[high], strict=True)]
    return pd.Series(found, index=table.index, dtype=object)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A mean paired difference, b minus a, with its 95 % interval; NaN where unknown."""

    difference: float
    low: float
    high: float

    @classmethod
    def from_estimate(cls, estimate: Estimate) -> Outcome:
        """Return the outcome that an estimate of a single number is."""
        return cls(*map(float, estimate))

    @property
    def conclusion(self) -> Conclusion:
        """Return what the interval allows one to say about the sign."""
        return conclusion_of(self.low, self.high)

    @property
    def decided(self) -> bool:
        """Return whether the interval lies on one side of zero."""
        return self.conclusion.decided

    def as_percentage(self) -> Outcome:
        """Return an outcome in log points as per cent of a, which a lay reader expects.

        100 (exp(x / 100) - 1) of the mean and of both limits: a monotone function, so that the
        interval keeps its coverage and the conclusion stays the same.
        """
        numbers = (self.difference, self.low, self.high)
        return Outcome(*(100.0 * expm1(x / 100.0) for x in numbers))


def by_conclusion[Key](outcomes: Mapping[Key, Outcome]) -> dict[Conclusion, list[Key]]:
    """Return the names of outcomes by conclusion: all conclusions, each with a list.

    Parameters
    ----------
    outcomes : mapping
        Outcomes by name; the order is kept.
    """
    names: dict[Conclusion, list[Key]] = {conclusion: [] for conclusion in Conclusion}
    for name, outcome in outcomes.items():
        names[outcome.conclusion].append(name)
    return names
