"""Which regime comes out ahead: one estimate of a comparison and what may be concluded from it."""

from __future__ import annotations

import math

import pandas as pd

from sim.analysis.estimates import Outcome
from sim.experiments.compare.record import Comparison

_UNKNOWN = Outcome(math.nan, math.nan, math.nan)


def difference_in(comparison: Comparison, indicator: str, horizon: str) -> Outcome:
    """Return the paired difference of an indicator in its own unit; NaN if it was not measured."""
    return pick(
        comparison.differences,
        {"indicator": indicator, "horizon": horizon},
        ("difference", "low", "high"),
    )


def relative_difference_in(comparison: Comparison, indicator: str, horizon: str) -> Outcome:
    """Return the paired difference of a level in log points; NaN if it is not a level."""
    return pick(
        comparison.differences,
        {"indicator": indicator, "horizon": horizon},
        ("relative", "relative_low", "relative_high"),
    )


def channel_of(comparison: Comparison, measure: str, horizon: str, channel: str) -> Outcome:
    """Return what a channel adds to the gap of a measure, in log points; NaN if unknown."""
    return pick(
        comparison.channels,
        {"measure": measure, "horizon": horizon, "channel": channel},
        ("log_points", "low", "high"),
    )


def quintile_differences(comparison: Comparison, measure: str) -> dict[int, Outcome]:
    """Return the paired difference of a measure by quintile of the job index at the fork."""
    rows = comparison.quintiles[comparison.quintiles["measure"] == measure]
    columns = ["quintile", "difference", "low", "high"]
    return {
        int(quintile): Outcome(difference, low, high)
        for quintile, difference, low, high in rows[columns].sort_values("quintile").to_numpy(float)
    }


def pick(table: pd.DataFrame, keys: dict[str, str], columns: tuple[str, str, str]) -> Outcome:
    """Return the estimate in the row of a table with these keys; NaN where there is none.

    Parameters
    ----------
    table : pandas.DataFrame
    keys : dict of str to str
        Value by column.
    columns : (str, str, str)
        Those of the estimate and of the limits of its interval.
    """
    chosen = pd.Series(True, index=table.index)
    for column, value in keys.items():
        chosen &= table[column] == value
    rows = table.loc[chosen, list(columns)]
    if rows.empty:
        return _UNKNOWN
    difference, low, high = (float(value) for value in rows.iloc[0])
    return Outcome(difference, low, high)
