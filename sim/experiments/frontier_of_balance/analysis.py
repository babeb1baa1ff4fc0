"""Means over workplaces, and intervals over replicates."""

from __future__ import annotations

import pandas as pd

from sim.analysis.intervals import intervals_by
from sim.experiments.frontier_of_balance.record import FrontierOfBalance
from sim.vocabulary import BURN_IN


def frontier_table(divisions: pd.DataFrame) -> pd.DataFrame:
    """Return spread and output at each bound, with intervals over replicates.

    Parameters
    ----------
    divisions : pandas.DataFrame
        As `FrontierOfBalance.divisions`.
    """
    points = divisions[divisions["regime"] == BURN_IN]
    return _with_intervals(points, "bound", "frontier")


def regimes_table(divisions: pd.DataFrame) -> pd.DataFrame:
    """Return where the regimes end up, with intervals over replicates.

    Parameters
    ----------
    divisions : pandas.DataFrame
        As `FrontierOfBalance.divisions`.
    """
    ends = divisions[divisions["regime"] != BURN_IN]
    ends = ends.assign(shortfall=100.0 * (1.0 - ends["output"] / ends["possible"]))
    table = _with_intervals(ends, "regime", "regimes", ("shortfall",))
    means = ends.groupby("regime", sort=False)[["members", "possible"]].mean().reset_index()
    joined = table.drop(columns=["members", "possible"], errors="ignore").merge(means, on="regime")
    return joined[list(FrontierOfBalance.tables["regimes"].columns)]


def _with_intervals(
    divisions: pd.DataFrame, key: str, table: str, further: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Return means by a key; of the workplaces of a replicate the mean counts."""
    names = ["spread", "output", *further]
    means = divisions.groupby([key, "replicate"], sort=False)[names].mean().reset_index()
    joined = means[[key]].drop_duplicates().reset_index(drop=True)
    for name in names:
        limits = {"low": f"{name}_low", "high": f"{name}_high"} if name != "output" else {}
        joined = joined.merge(intervals_by(means, [key], name).rename(columns=limits), on=key)
    columns = [name for name in FrontierOfBalance.tables[table].columns if name in joined]
    return joined[columns]
