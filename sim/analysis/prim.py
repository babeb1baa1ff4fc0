"""Scenario discovery: the assumptions under which something holds, as a box in their space."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.intervals import CONFIDENCE

WANTED_DENSITY: Final = 0.8
"""Share of the draws in a box for which it should hold."""

LEAST_DRAWS: Final = 20
"""Draws that a box must hold when it is found."""

LEAST_MASS: Final = 0.05
"""Share of all draws that a box must hold."""

MOST_CHANCE: Final = 0.05
"""Probability that a limit in the box is there by chance, over all factors together."""


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


def scenario_box(
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

    Notes
    -----
    Sources: Friedman and Fisher (1999) for the method, Bryant and Lempert (2010) for coverage,
    density and the test of a limit, which is corrected for the number of factors (Bonferroni).
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
        *_share(hits, int(inside.sum())),
        *_share(hits, int(right.sum())),
        float(inside.mean()) if len(inside) else float("nan"),
        len(judging),
    )


def _share(part: int, whole: int) -> tuple[float, float, float]:
    """Return a share with its interval after Wilson (1927)."""
    from scipy.stats import binomtest

    if not whole:
        return float("nan"), float("nan"), float("nan")
    interval = binomtest(part, whole).proportion_ci(CONFIDENCE, "wilson")
    return part / whole, float(interval.low), float(interval.high)


def _find(
    points: pd.DataFrame, holds: NDArray[np.bool_], whole: Mapping[str, tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    """Return the limits of the box by factor."""
    if len(points) < 2 * LEAST_DRAWS or not LEAST_DRAWS <= holds.sum() < len(holds):
        return {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of optional parts that are not installed
        logging.getLogger("EMA").setLevel(logging.WARNING)
        from ema_workbench.analysis import prim

        least = max(LEAST_MASS, LEAST_DRAWS / len(points))
        search = prim.Prim(points, holds.astype(int), mass_min=least)
        box = search.find_box()
        if box is None:
            return {}
        wanted = max(WANTED_DENSITY, (1.0 + float(holds.mean())) / 2.0)
        path = box.peeling_trajectory
        dense = path[path["density"] >= wanted]
        order = ["coverage", "density"] if len(dense) else ["density", "coverage"]
        best = (dense if len(dense) else path).sort_values(order, kind="stable").index[-1]
        number = _without_chance(box, int(best), MOST_CHANCE / len(points.columns))
        return _limits(box, number, whole, MOST_CHANCE / len(points.columns))


def _without_chance(box: Any, number: int, most: float) -> int:
    """Return the number of a box without the limits that could be there by chance.

    They are dropped one by one, the likeliest first, since each changes how likely the others are.
    """
    while True:
        chances = {name: _likeliest(both) for name, both in box.p_values[number].items()}
        worst = max(chances, key=lambda name: chances[name], default=None)
        if worst is None or chances[worst] <= most:
            return number
        box.drop_restriction(worst, number)
        number = len(box.box_lims) - 1


def _likeliest(both: list[float]) -> float:
    """Return the smaller probability of the two ends; an end without a limit has a negative one."""
    return min((chance for chance in both if chance >= 0.0), default=1.0)


def _limits(
    box: Any, number: int, whole: Mapping[str, tuple[float, float]], most: float
) -> dict[str, tuple[float, float]]:
    """Return the limits of a box by factor; an end that could be chance is that of the range."""
    limits = {}
    for name, (below, above) in box.p_values[number].items():
        low, high = (float(end) for end in box.box_lims[number][name])
        limits[str(name)] = (
            low if 0.0 <= below <= most else whole[name][0],
            high if 0.0 <= above <= most else whole[name][1],
        )
    return limits
