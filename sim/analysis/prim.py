"""Scenario discovery: where in the space of factors something holds, as a box.

A box B is a range for each of a few factors. Of draws x of which it is known whether they hold,
y(x) = 1, or not,

    density = P(y = 1 | x in B),    coverage = P(x in B | y = 1),    mass = P(x in B):

a box that tells has a high density, and one that tells all has a high coverage. The patient rule
induction method (PRIM) goes from the whole space to dense boxes by peeling: again and again it cuts
off that small share of the draws, at one end of one factor, without which the density is highest.
A limit is kept if chance hardly explains it. Let q be the density that the box would have without
the limit, and h of the m draws in the box hold; then P(H >= h) for a binomial H of m trials with
probability q must be below a level that is corrected for the number of factors (Bonferroni).

Sources: Friedman and Fisher (1999), Statistics and Computing 9, for the method; Bryant and Lempert
(2010), Technological Forecasting & Social Change 77, for density, coverage and the test of a limit;
Kwakkel (2017), Environmental Modelling & Software 96, for the EMA Workbench, which computes them.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.intervals import share_interval

TARGET_DENSITY: Final = 0.8
"""Share of the draws in a box for which it should hold."""

MIN_DRAWS: Final = 20
"""Draws that a box must hold when it is found."""

MIN_MASS: Final = 0.05
"""Share of all draws that a box must hold."""

SIGNIFICANCE: Final = 0.05
"""Level of the tests of all limits together: how often noise alone has a limit."""


@dataclass(frozen=True, eq=False)
class Box:
    """A box, and how well it tells, judged by draws that it was not found with.

    Attributes
    ----------
    limits : pandas.DataFrame
        ``factor, low, high, range_low, range_high`` for each factor that the box limits.
    density, density_low, density_high : float
        Share of the draws in the box for which it holds, with its 95 % interval.
    coverage, coverage_low, coverage_high : float
        Share of the draws for which it holds that are in the box, likewise.
    mass : float
        Share of all draws that are in the box.
    draws : int
        Draws that it was judged by.
    """

    limits: pd.DataFrame
    density: float
    density_low: float
    density_high: float
    coverage: float
    coverage_low: float
    coverage_high: float
    mass: float
    draws: int


def find_box(
    points: pd.DataFrame,
    holds: NDArray[np.bool_],
    ranges: Mapping[str, tuple[float, float]] | None = None,
) -> Box:
    """Return the box of factors in which something holds.

    The box is found by the patient rule induction method on every other draw. On the way from the
    whole space to the densest box it takes the one that covers most among those in which it holds
    in 80 % of the draws (or in the densest that there is), and drops the limits that could be
    there by chance. The other draws judge it.

    Parameters
    ----------
    points : pandas.DataFrame
        Independent draws, one column per factor.
    holds : ndarray of bool, shape (draws,)
    ranges : mapping of str to (float, float), optional
        Range from which each factor was drawn; by default that of the draws.

    Returns
    -------
    Box
        Without limits where no box tells more than the whole space.
    """
    holds = np.asarray(holds, dtype=bool)
    finding = np.arange(len(points)) % 2 == 0
    whole = {str(name): (points[name].min(), points[name].max()) for name in points} | dict(
        ranges or {}
    )
    limits = _find(points[finding].reset_index(drop=True), holds[finding], whole)
    rows = [(name, *span, *whole[name]) for name, span in limits.items()]
    table = pd.DataFrame(rows, columns=["factor", "low", "high", "range_low", "range_high"])
    judging, right = points[~finding], holds[~finding]
    inside = np.ones(len(judging), dtype=bool)
    for name, (low, high) in limits.items():
        inside &= judging[name].between(low, high).to_numpy()
    hits = int((inside & right).sum())
    return Box(
        table,
        *share_interval(hits, int(inside.sum())),
        *share_interval(hits, int(right.sum())),
        float(inside.mean()) if len(inside) else float("nan"),
        len(judging),
    )


def _find(
    points: pd.DataFrame, holds: NDArray[np.bool_], whole: Mapping[str, tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    """Return the limits of the box by factor."""
    if len(points) < 2 * MIN_DRAWS or not MIN_DRAWS <= holds.sum() < len(holds):
        return {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of optional parts that are not installed
        logging.getLogger("EMA").setLevel(logging.WARNING)
        from ema_workbench.analysis import prim

        least = max(MIN_MASS, MIN_DRAWS / len(points))
        search = prim.Prim(points, holds.astype(int), mass_min=least)
        box = search.find_box()
        if box is None:
            return {}
        wanted = max(TARGET_DENSITY, (1.0 + float(holds.mean())) / 2.0)
        path = box.peeling_trajectory
        dense = path[path["density"] >= wanted]
        order = ["coverage", "density"] if len(dense) else ["density", "coverage"]
        best = (dense if len(dense) else path).sort_values(order, kind="stable").index[-1]
        number = _significant(box, int(best), SIGNIFICANCE / len(points.columns))
        return _limits(box, number, whole, SIGNIFICANCE / len(points.columns))


def _significant(box: Any, number: int, level: float) -> int:
    """Return the number of a box without the limits that could be there by chance.

    They are dropped one by one, the likeliest first, since each changes how likely the others are.
    """
    while True:
        chances = {name: _smaller(both) for name, both in box.p_values[number].items()}
        worst = max(chances, key=lambda name: chances[name], default=None)
        if worst is None or chances[worst] <= level:
            return number
        box.drop_restriction(worst, number)
        number = len(box.box_lims) - 1


def _smaller(both: list[float]) -> float:
    """Return the smaller probability of the two ends; an end without a limit has a negative one."""
    return min((chance for chance in both if chance >= 0.0), default=1.0)


def _limits(
    box: Any, number: int, whole: Mapping[str, tuple[float, float]], level: float
) -> dict[str, tuple[float, float]]:
    """Return the limits of a box by factor; an end that could be chance is that of the range."""
    limits = {}
    for name, (below, above) in box.p_values[number].items():
        low, high = (float(end) for end in box.box_lims[number][name])
        limits[str(name)] = (
            low if 0.0 <= below <= level else whole[name][0],
            high if 0.0 <= above <= level else whole[name][1],
        )
    return limits
