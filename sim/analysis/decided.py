"""What may be claimed: the one rule for 'undecided', and what size would decide.

An answer is claimed only where its 95 % interval excludes the alternative. A difference d with the
interval [l, h] is called

- higher, if l > 0, and lower, if h < 0: the interval lies on one side of zero;
- undecided, if l <= 0 <= h;
- equal, if l = h = 0: the difference was exactly zero in every replicate, which is more than an
  interval that contains zero says;
- without an interval, if a limit is unknown, as with a single replicate: undecided too.

A value that is held against a band, as a simulated fact against its accepted range, is

- inside, if the whole interval is, and outside, if no part of it is;
- undecided otherwise: an interval that reaches over an end of the band supports neither.

For a 95 % interval of Student this is the two-sided t test at the 5 % level. It is the one rule of
the project: tables, figures and sentences ask it, so that none calls decided what another does not.

Where it is undecided, a larger size n decides as soon as the half width falls below the margin m
by which the estimate differs from the alternative. Half widths fall with the root of the size,

    h(n') = h(n) sqrt(n / n'),    over replicates    h(n') = h(n) t_{n'-1} / t_{n-1} sqrt(n / n')

with the quantiles t of Student; so the size is found if the estimate is right, and only about.
"""

from __future__ import annotations

import math
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

MANY_TIMES: Final = 64
"""Times the size of now, beyond which no size is named: what is to be told is too small for it."""


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


class Placement(StrEnum):
    """What an interval tells of a value that is held against a band."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    UNDECIDED = "undecided"


def placed(low: float, high: float, band_low: float, band_high: float) -> Placement:
    """Return whether an interval lies inside a band, outside, or does not tell.

    Parameters
    ----------
    low, high : float
        Limits of the interval; NaN where unknown, which tells nothing.
    band_low, band_high : float
        Ends of the band, which belong to it.
    """
    if math.isnan(low) or math.isnan(high):
        return Placement.UNDECIDED
    if band_low <= low and high <= band_high:
        return Placement.INSIDE
    return Placement.OUTSIDE if high < band_low or low > band_high else Placement.UNDECIDED


def band_margin(value: float, band_low: float, band_high: float) -> float:
    """Return how far a value is from the nearer end of a band, on whichever side of it."""
    return min(abs(value - band_low), abs(value - band_high))


def size_that_decides(margin: float, half: float, size: int, *, student: bool = False) -> float:
    """Return about how large a sample decides, were the estimate right.

    Parameters
    ----------
    margin : float
        How far the estimate is from the alternative: from zero, or from the end of a band.
    half : float
        Half the width of its 95 % interval now.
    size : int
        Replicates, draws or samples of now.
    student : bool
        Whether it is an interval of Student over the whole size.

    Returns
    -------
    float
        A whole number above `size`; NaN where there is no interval, infinite where it is more than
        64 times the size of now.
    """
    if not (math.isfinite(margin) and math.isfinite(half)) or size < 1:
        return math.nan
    import numpy as np

    larger = np.arange(size + 1, MANY_TIMES * size + 1)
    width = np.sqrt(size / larger)
    if student and size > 1:
        from scipy.special import stdtrit

        width *= stdtrit(larger - 1.0, 0.975) / stdtrit(size - 1.0, 0.975)
    enough = np.flatnonzero(half * width <= abs(margin))
    return float(larger[enough[0]]) if len(enough) else math.inf
