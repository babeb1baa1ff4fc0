"""Where a noisy function of one variable crosses zero.

Replicate r of a function at x is g_r(x), with the same random numbers at all values (common random
numbers); so the mean g over replicates and the limits g +- h of its 95 % interval are functions of
x too, and each has roots that can be solved for. A root x* of g is the estimate; its interval holds
the values around it at which |g(x)| <= h(x), which are those that a test of g(x) = 0 would not
reject: it covers the true root as often as the interval of the mean covers the mean.

Sources: Brent (1973), Algorithms for Minimization without Derivatives, ch. 4, as in SciPy; Fieller
(1954), Journal of the Royal Statistical Society B 16, for intervals by inverting a test.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.estimates import decided
from sim.analysis.intervals import Estimate, mean_interval

Floats = NDArray[np.float64]
Evaluate = Callable[[Floats], Floats]
"""Values of shape (n,) to outcomes of shape (n, replicates), with common random numbers."""

PRECISION: Final = 1e-3
"""Share of the range to which the crossing of the mean is found."""

INTERVAL_PRECISION: Final = 1e-2
"""Share of the range to which the ends of its interval are found."""

_PRECISIONS: Final = (PRECISION, INTERVAL_PRECISION, INTERVAL_PRECISION)
"""Of everything that is solved for at a crossing."""

_TYPES: Final = {
    "value": "float64",
    "low": "float64",
    "high": "float64",
    "low_open": "bool",
    "high_open": "bool",
    "positive": "str",
}
"""Type of each column of `Crossings.crossings`, also where it has no row."""


@dataclass(frozen=True, eq=False)
class Crossings:
    """What was found.

    Attributes
    ----------
    points : pandas.DataFrame
        ``value, mean, low, high`` at every value that was evaluated, in order.
    crossings : pandas.DataFrame
        ``value, low, high, low_open, high_open, positive``: an end is open where the interval goes
        on beyond the range; `positive` tells on which side of the value the mean is positive,
        "above" or "below".
    undecided : pandas.DataFrame
        ``low, high``: parts of the range in which the interval of the mean contains zero.
    """

    points: pd.DataFrame
    crossings: pd.DataFrame
    undecided: pd.DataFrame


def find_crossings(evaluate: Evaluate, low: float, high: float, first: int) -> Crossings:
    """Return where the mean over replicates is zero.

    The range is scanned; every change of sign between neighbours is solved by Brent's method. The
    interval of a crossing holds the values around it at which the 95 % interval of the mean
    contains zero; its ends are solved in the same way.

    Parameters
    ----------
    evaluate : callable
        See `Evaluate`.
    low, high : float
        Range.
    first : int
        Values of the scan, at least 2; two crossings between neighbours are not seen.
    """
    curve = _Curve(evaluate, high - low)
    scan = np.linspace(low, high, first)
    curve.add(scan)
    roots = sorted(
        {
            curve.solve(left, right, "mean", PRECISION)
            for left, right in _sign_changes(scan, curve.column("mean", scan))
        }
    )
    rows = []
    for root in roots:
        before, after = _ends(curve, root)
        left, left_open = _end(curve, root, before, low)
        right, right_open = _end(curve, root, after, high)
        rows.append((root, left, right, left_open, right_open, _positive_side(curve, root, scan)))
    undecided = pd.DataFrame(list(_undecided(curve.table())), columns=["low", "high"])
    return Crossings(
        points=curve.table(),
        crossings=pd.DataFrame(rows, columns=list(_TYPES)).astype(_TYPES),
        undecided=undecided.astype("float64"),
    )


def solving_points(first: int) -> int:
    """Return how many values solving for a crossing and both ends of its interval takes at most.

    Brent's method is taken to need no more than twice the steps of halving, which is what its worst
    case comes to where the function is not flat.

    Parameters
    ----------
    first : int
        Values of the scan.
    """
    steps = [math.log2(1.0 / (precision * (first - 1))) for precision in _PRECISIONS]
    return sum(2 * max(math.ceil(step), 1) + 1 for step in steps)


@dataclass
class _Curve:
    """The function with what is known of it."""

    evaluate: Evaluate
    width: float
    known: dict[float, tuple[float, float, float]] = field(default_factory=dict)

    def add(self, values: Floats) -> None:
        """Evaluate the values that are not known yet."""
        new = np.array([value for value in values.tolist() if value not in self.known])
        if len(new):
            estimates = zip(*mean_interval(self.evaluate(new).T), strict=True)
            for value, estimate in zip(new.tolist(), estimates, strict=True):
                mean, low, high = (float(number) for number in estimate)
                self.known[value] = (mean, low, high)

    def at(self, value: float, name: str) -> float:
        """Return the mean, or an end of its interval, at a value."""
        self.add(np.array([value]))
        return self.known[value][Estimate._fields.index(name)]

    def column(self, name: str, values: Floats) -> Floats:
        """Return the mean, or an end of its interval, at values that are known."""
        return np.array([self.at(float(value), name) for value in values])

    def solve(self, left: float, right: float, name: str, precision: float) -> float:
        """Return where a column is zero between two values at which its signs differ."""
        from scipy.optimize import brentq

        for end in (left, right):
            if self.at(end, name) == 0.0:
                return end
        root = brentq(lambda x: self.at(float(x), name), left, right, xtol=precision * self.width)
        self.add(np.array([float(root)]))
        return float(root)

    def table(self) -> pd.DataFrame:
        """Return everything that is known, in order."""
        rows = [(value, *self.known[value]) for value in sorted(self.known)]
        return pd.DataFrame(rows, columns=["value", *Estimate._fields])


def _sign_changes(values: Floats, means: Floats) -> Iterator[tuple[float, float]]:
    """Yield neighbours between which the sign changes; those with a missing mean are skipped."""
    known = ~np.isnan(means)
    values, means = values[known], means[known]
    for k in range(len(values) - 1):
        if means[k] == 0.0 or means[k] * means[k + 1] < 0.0:
            yield float(values[k]), float(values[k + 1])
    if len(means) and means[-1] == 0.0:
        yield float(values[-1]), float(values[-1])


def _ends(curve: _Curve, root: float) -> tuple[Floats, Floats]:
    """Return the known values below and above a root, the nearest first."""
    values = np.array(sorted(curve.known))
    return values[values < root][::-1], values[values > root]


def _end(curve: _Curve, root: float, outward: Floats, limit: float) -> tuple[float, bool]:
    """Return an end of the interval of a root, and whether it lies beyond the range."""
    inside = root
    for value in outward.tolist():
        mean, low, high = curve.known[value]
        if np.isnan(low) or np.isnan(high):
            return float("nan"), False
        if decided(low, high):
            name = "low" if mean > 0.0 else "high"
            if curve.at(inside, name) * curve.at(value, name) >= 0.0:
                return inside, False  # the interval of the root itself excludes zero: a jump
            ends = sorted((inside, value))
            return curve.solve(ends[0], ends[1], name, INTERVAL_PRECISION), False
        inside = value
    unknown = bool(np.isnan(curve.at(root, "low")))
    return (float("nan"), False) if unknown else (limit, True)


def _positive_side(curve: _Curve, root: float, scan: Floats) -> str:
    """Return on which side of a root the mean is positive."""
    above = scan[scan > root]
    if len(above):
        return "above" if curve.at(float(above[0]), "mean") > 0.0 else "below"
    return "below" if curve.at(float(scan[scan < root][-1]), "mean") > 0.0 else "above"


def _undecided(points: pd.DataFrame) -> Iterator[tuple[float, float]]:
    """Yield where the interval, taken as straight between points, contains zero."""
    known = points.dropna()
    values = known["value"].to_numpy()
    if not len(values):
        return
    low, high = known["low"].to_numpy(), known["high"].to_numpy()
    places = {*values.tolist(), *_zeros(values, low), *_zeros(values, high)}
    edges = np.array(sorted(places))
    middles = (edges[:-1] + edges[1:]) / 2
    contains = (np.interp(middles, values, low) <= 0) & (np.interp(middles, values, high) >= 0)
    start: float | None = None
    for left, right, inside in zip(edges[:-1], edges[1:], contains, strict=True):
        if inside and start is None:
            start = float(left)
        if start is not None and (not inside or right == edges[-1]):
            yield start, float(right if inside else left)
            start = None


def _zeros(values: Floats, column: Floats) -> list[float]:
    """Return where straight lines between points are zero."""
    changes = np.flatnonzero(column[:-1] * column[1:] < 0.0)
    share = column[changes] / (column[changes] - column[changes + 1])
    zeros: list[float] = (values[changes] + share * np.diff(values)[changes]).tolist()
    return zeros
