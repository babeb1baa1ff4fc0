"""The tables of a verdict, from the gaps at its points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis import morris, pawn, sobol
from sim.analysis.index_checks import checks
from sim.analysis.intervals import mean_interval, share_interval
from sim.analysis.prim import find_box
from sim.analysis.sampling import Sample
from sim.parameters import declarations
from sim.vocabulary import CRITICS, MEASURES, SIDES

Gaps = Mapping[tuple[str, str], NDArray[np.float64]]
"""Gap at each point, NaN where it is missing, by measure and horizon."""

BOX_QUALITY: Final = (
    "density", "density_low", "density_high", "coverage", "coverage_low", "coverage_high", "mass",
    "draws",
)  # fmt: skip


def wide(gaps: pd.DataFrame, points: int) -> dict[tuple[str, str], NDArray[np.float64]]:
    """Return gaps by measure and horizon.

    Parameters
    ----------
    gaps : pandas.DataFrame
        ``point, measure, horizon, gap``.
    points : int
        Number of points; those without a row are NaN.
    """
    columns: dict[tuple[str, str], NDArray[np.float64]] = {}
    for (measure, horizon), rows in gaps.groupby(["measure", "horizon"], sort=False):
        values = np.full(points, np.nan)
        values[rows["point"].to_numpy()] = rows["gap"].to_numpy()
        columns[str(measure), str(horizon)] = values
    return columns


def probabilities(gaps: Gaps) -> pd.DataFrame:
    """Return the share of the draws in which b is at least as productive, with its interval.

    The interval is that of Wilson (1927) for independent draws. Those of Latin hypercubes spread
    more evenly, so it is rather too wide than too narrow.
    """
    rows = []
    for (measure, horizon), gap in gaps.items():
        known = gap[~np.isnan(gap)]
        ahead = int((known >= 0.0).sum())
        rows.append((measure, horizon, len(known), *share_interval(ahead, len(known))))
    columns = ["measure", "horizon", "draws", "probability", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def density(
    parameters: Sequence[str], numeric: NDArray[np.float64], gaps: Gaps, seed: int
) -> pd.DataFrame:
    """Return PAWN indices of the gap: how far its distribution moves with each parameter."""
    parts = []
    for (measure, horizon), gap in gaps.items():
        known = ~np.isnan(gap)
        part = pawn.analyze(numeric[known], list(parameters), gap[known], seed=seed)
        part = part.rename(columns={"factor": "parameter"})
        parts.append(part.assign(measure=measure, horizon=horizon))
    table = pd.concat(parts, ignore_index=True)
    return table[["measure", "horizon", *table.columns.drop(["measure", "horizon"])]]


def morris_table(sample: Sample, gaps: Gaps, seed: int) -> pd.DataFrame:
    """Return elementary effects on the gap; trajectories with a missing run are left out."""
    parts = []
    for (measure, horizon), gap in gaps.items():
        part = morris.analyze(sample, gap, seed=seed).rename(columns={"factor": "parameter"})
        parts.append(part.assign(measure=measure, horizon=horizon))
    table = pd.concat(parts, ignore_index=True)
    return table[["measure", "horizon", *table.columns.drop(["measure", "horizon"])]]


def sobol_table(sample: Sample, gaps: Gaps, seed: int) -> pd.DataFrame:
    """Return Sobol indices of the gap; base samples with a missing run are left out."""
    parts = []
    for (measure, horizon), gap in gaps.items():
        part = sobol.analyze(sample, gap, seed=seed).rename(columns={"factor": "parameter"})
        parts.append(part.assign(measure=measure, horizon=horizon))
    table = pd.concat(parts, ignore_index=True)
    return table[["measure", "horizon", *table.columns.drop(["measure", "horizon"])]]


def check_table(sample: Sample, indices: pd.DataFrame) -> pd.DataFrame:
    """Return the checks of the draws and of the indices of each measure and horizon.

    Parameters
    ----------
    sample : Sample
    indices : pandas.DataFrame
        As `sobol_table` returns them.
    """
    parts = [
        checks(sample, rows.rename(columns={"parameter": "factor"}).reset_index(drop=True)).assign(
            measure=str(measure), horizon=str(horizon)
        )
        for (measure, horizon), rows in indices.groupby(["measure", "horizon"], sort=False)
    ]
    table = pd.concat(parts, ignore_index=True)
    return table[["measure", "horizon", *table.columns.drop(["measure", "horizon"])]]


def boxes(
    points: pd.DataFrame, gaps: Gaps, ranges: Mapping[str, tuple[float, float]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the assumptions under which each side is right, and how well they tell.

    Judged by output per hour at the last horizon.

    Returns
    -------
    (pandas.DataFrame, pandas.DataFrame)
        ``side, parameter, low, high, range_low, range_high, unit``, and ``side``, ``density`` and
        ``coverage`` with the ends of their intervals, ``mass, draws``.
    """
    gap = [values for (measure, _), values in gaps.items() if measure == MEASURES[0]][-1]
    known = ~np.isnan(gap)
    declared = declarations()
    limits, quality = [], []
    for side in SIDES:
        right = gap[known] < 0.0 if side == CRITICS else gap[known] >= 0.0
        box = find_box(points[known].reset_index(drop=True), right, ranges)
        table = box.limits.rename(columns={"factor": "parameter"})
        units = [declared[name].unit for name in table["parameter"]]
        table = table.assign(side=side, unit=units)
        table = table.astype(dict.fromkeys(("side", "parameter", "unit"), "str"))
        limits.append(table[["side", *table.columns.drop("side")]])
        quality.append({"side": side} | {name: getattr(box, name) for name in BOX_QUALITY})
    return pd.concat(limits, ignore_index=True), pd.DataFrame(quality)


def pack_gaps(gaps: pd.DataFrame) -> pd.DataFrame:
    """Return the mean gap of each assumption set with its interval over replicates.

    Parameters
    ----------
    gaps : pandas.DataFrame
        ``pack, replicate, measure, horizon, gap``.
    """
    rows = []
    for (pack, measure, horizon), part in gaps.groupby(["pack", "measure", "horizon"], sort=False):
        mean, low, high = (float(limit) for limit in mean_interval(part["gap"].to_numpy()))
        rows.append((pack, measure, horizon, mean, low, high))
    return pd.DataFrame(rows, columns=["pack", "measure", "horizon", "gap", "low", "high"])
