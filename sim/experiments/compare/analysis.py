"""The tables of a comparison that are means over months of exact decompositions."""

from __future__ import annotations

import pandas as pd

from sim.experiments.compare.statistics import channels_from_replicates, quintiles_from_replicates
from sim.vocabulary import LONG_RUN, windows_of

PER_HOUR = "output_per_hour"
"""Measure of the gap that all channels but employment make up."""


def channel_tables(channels: pd.DataFrame, months: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the channels by measure and horizon, and by month for output per hour.

    Parameters
    ----------
    channels : pandas.DataFrame
        ``replicate, month, channel, log_points``.
    months : int
        Length of the comparison.
    """
    per_hour = channels[channels["channel"] != "employment"]
    parts = {PER_HOUR: per_hour, "output_per_head": channels}
    tables = [channels_by_horizon(part, months, measure) for measure, part in parts.items()]
    by_measure = [part for pair in zip(*tables, strict=True) for part in pair]
    return (
        pd.concat(by_measure, ignore_index=True),
        channels_from_replicates(per_hour, ["month"]),
    )


def channels_by_horizon(channels: pd.DataFrame, months: int, measure: str) -> list[pd.DataFrame]:
    """Return the channels of a measure, a table for each horizon.

    Parameters
    ----------
    channels : pandas.DataFrame
        ``replicate, month, channel, log_points``: the channels whose sum is the gap in it.
    months : int
        Length of the comparison.
    measure : str
        What the gap is in, for the column of this name.
    """
    tables = []
    for horizon, (first, last) in _snapshot_windows(channels, months).items():
        inside = channels[channels["month"].between(first, last)]
        mean = inside.groupby(["replicate", "channel"], sort=False)["log_points"].mean()
        part = mean.reset_index().assign(measure=measure, horizon=horizon)
        tables.append(channels_from_replicates(part, ["measure", "horizon"]))
    return tables


def quintile_table(quintiles: pd.DataFrame, months: int) -> pd.DataFrame:
    """Return the long-run means by quintile with intervals.

    Parameters
    ----------
    quintiles : pandas.DataFrame
        ``replicate, month, quintile, measure, unit, a, b``.
    months : int
        Length of the comparison.
    """
    first, last = _snapshot_windows(quintiles, months)[LONG_RUN]
    inside = quintiles[quintiles["month"].between(first, last)]
    keys = ["replicate", "quintile", "measure", "unit"]
    means = inside.groupby(keys, sort=False)[["a", "b"]].mean().reset_index()
    return quintiles_from_replicates(means)


def _snapshot_windows(table: pd.DataFrame, months: int) -> dict[str, tuple[int, int]]:
    """Return the horizons, each with at least one month of decomposition."""
    present = sorted(set(table["month"]))
    windows = {}
    for horizon, (first, last) in windows_of(months).items():
        inside = [month for month in present if first <= month <= last]
        nearest = min(present, key=lambda month: (abs(month - last), month))
        windows[horizon] = (first, last) if inside else (nearest, nearest)
    return windows
