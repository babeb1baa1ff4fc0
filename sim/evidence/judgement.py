"""Whether a simulated value lies in its published interval, as far as its own interval tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sim.analysis.decided import Placement, placed

if TYPE_CHECKING:
    import pandas as pd

PASS: Final = "pass"

MISS: Final = "miss"

OPEN: Final = "undecided"

_VERDICTS: Final = {
    Placement.INSIDE: PASS,
    Placement.OUTSIDE: MISS,
    Placement.UNDECIDED: OPEN,
}


def verdict_on(simulated: tuple[float, float], low: float, high: float) -> str:
    """Return "pass" where the whole interval of a simulated value is in a range, "miss" where none.

    An interval that reaches over an end of the range supports neither, and one that is not known
    tells nothing: "undecided".

    Parameters
    ----------
    simulated : (float, float)
        Limits of the 95 % interval over replicates; NaN where unknown.
    low, high : float
        Ends of the range.
    """
    return _VERDICTS[placed(float(simulated[0]), float(simulated[1]), low, high)]


def counted_as(table: pd.DataFrame, verdict: str) -> int:
    """Return how many rows of a table have a verdict.

    Parameters
    ----------
    table : pandas.DataFrame
        With the column ``verdict``.
    verdict : str
    """
    return int((table["verdict"] == verdict).sum())
