"""Means and intervals over paired replicates (model section 7).

Replicate r of both regimes starts from the same state and meets common random numbers, so a
difference is taken inside each replicate first; Student's t over these differences gives the
interval. Source: Law (2015), Simulation Modeling and Analysis, on common random numbers and
paired-t intervals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.intervals import intervals_by, mean_interval, paired_differences
from sim.experiments.compare.record import COMPARISON_COLUMNS
from sim.kernels.elementwise import logarithms
from sim.vocabulary import (
    BURN_IN,
    CHANNEL_GROUPS,
    LEVELS,
    LOG_POINTS,
    LOGARITHMIC,
    LONG_RUN_MONTHS,
    TOTAL,
    TRANSITION_MONTHS,
    windows_of,
)

Floats = NDArray[np.float64]


def differences_from_monthly(
    monthly: pd.DataFrame,
    units: Mapping[str, str],
    regimes: tuple[str, str],
    transition: tuple[int, int] = (1, TRANSITION_MONTHS),
    long_run: int = LONG_RUN_MONTHS,
) -> pd.DataFrame:
    """Return the table of paired differences by indicator and horizon.

    Parameters
    ----------
    monthly : pandas.DataFrame
        ``replicate, regime, month`` and indicators; months of the burn-in are left out.
    units : mapping of str to str
        Unit of each indicator; one without a unit gets an empty string.
    regimes : (str, str)
        Values of ``regime`` for a and b.
    transition : (int, int)
        First and last month of the transition.
    long_run : int
        Months at the end that count as the long run.

    Returns
    -------
    pandas.DataFrame
        Columns as `Comparison.differences`, without rows when nothing finished.
    """
    columns = list(COMPARISON_COLUMNS["differences"])
    after = monthly[monthly["regime"] != BURN_IN]
    if after.empty:
        return pd.DataFrame(columns=columns)
    a, b, months, indicators = _paired_cube(after, regimes)
    unit = np.array([units.get(name, "") for name in indicators], dtype=object)
    parts = []
    for horizon, (first, last) in windows_of(int(months[-1]), transition, long_run).items():
        inside = (months >= first) & (months <= last)
        mean_a, mean_b = window_mean(a[:, inside]), window_mean(b[:, inside])
        difference = paired_differences(mean_a, mean_b)
        relative = paired_differences(
            window_mean(log_points_of(a[:, inside], indicators, units)),
            window_mean(log_points_of(b[:, inside], indicators, units)),
        )
        parts.append(
            pd.DataFrame(
                {
                    "indicator": indicators,
                    "unit": unit,
                    "horizon": horizon,
                    "mean_a": mean_interval(mean_a).mean,
                    "mean_b": mean_interval(mean_b).mean,
                    "difference": difference.mean,
                    "low": difference.low,
                    "high": difference.high,
                    "relative": relative.mean,
                    "relative_low": relative.low,
                    "relative_high": relative.high,
                }
            )
        )
    return pd.concat(parts, ignore_index=True)[columns]


def path_from_monthly(monthly: pd.DataFrame, regimes: tuple[str, str]) -> pd.DataFrame:
    """Return the paired difference of every indicator in every month.

    Months of the shared burn-in have the same values in both regimes and a difference of zero.

    Parameters
    ----------
    monthly : pandas.DataFrame
        ``replicate, regime, month`` and indicators.
    regimes : (str, str)
        Values of ``regime`` for a and b.

    Returns
    -------
    pandas.DataFrame
        Columns as `Comparison.path`, sorted by indicator as in `monthly`, then month.
    """
    columns = list(COMPARISON_COLUMNS["path"])
    if monthly.empty:
        return pd.DataFrame(columns=columns)
    a, b, months, indicators = _paired_cube(monthly, regimes)
    difference = paired_differences(a, b)
    cells = {
        "mean_a": mean_interval(a).mean,
        "mean_b": mean_interval(b).mean,
        "difference": difference.mean,
        "low": difference.low,
        "high": difference.high,
    }
    table = pd.DataFrame({name: cell.T.ravel() for name, cell in cells.items()})
    table["indicator"] = np.repeat(np.array(indicators, dtype=object), len(months))
    table["month"] = np.tile(months, len(indicators))
    return table[columns].astype({"indicator": "str"})


def channels_from_replicates(values: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Return the channels with groups, total and intervals.

    Parameters
    ----------
    values : pandas.DataFrame
        ``replicate``, the columns `keys`, ``channel`` and ``log_points`` (100 times the natural
        logarithm): the elementary channels of each replicate, whose sum is its gap.
    keys : sequence of str
        ``["measure", "horizon"]`` for `Comparison.channels`, ``["month"]`` for `channel_path`.

    Returns
    -------
    pandas.DataFrame
        `keys`, ``channel, log_points, low, high``: channels in the order of `values`, then the
        groups, then the total.
    """
    columns = [*keys, "channel", "log_points", "low", "high"]
    if values.empty:
        return pd.DataFrame(columns=columns)
    order = list(dict.fromkeys(values["channel"]))
    wide = values.pivot_table(
        index=["replicate", *keys], columns="channel", values="log_points", sort=False
    )[order]
    parts = wide.copy()
    for group, members in CHANNEL_GROUPS.items():
        wide[group] = parts[[name for name in members if name in order]].sum(axis=1)
    wide[TOTAL] = parts.sum(axis=1)
    long = wide.melt(ignore_index=False, value_name="log_points").reset_index()
    # Employment is a channel of output per head alone.
    present = long.dropna(subset="log_points")
    return intervals_by(present, [*keys, "channel"], "log_points")[columns]


def quintiles_from_replicates(values: pd.DataFrame) -> pd.DataFrame:
    """Return the table of paired differences by quintile.

    Parameters
    ----------
    values : pandas.DataFrame
        ``replicate, quintile, measure, unit, a, b``: the mean of a measure among the people of a
        quintile, under either regime.

    Returns
    -------
    pandas.DataFrame
        Columns as `Comparison.quintiles`.
    """
    columns = list(COMPARISON_COLUMNS["quintiles"])
    if values.empty:
        return pd.DataFrame(columns=columns)
    keys = ["measure", "unit", "quintile"]
    paired = values.assign(difference=values["b"] - values["a"])
    table = intervals_by(paired, keys, "difference")
    means = paired.groupby(keys, sort=False, dropna=False)[["a", "b"]].mean()
    means = means.rename(columns={"a": "mean_a", "b": "mean_b"}).reset_index()
    return table.merge(means, on=keys, how="left")[columns]


def _paired_cube(
    monthly: pd.DataFrame, regimes: tuple[str, str]
) -> tuple[Floats, Floats, NDArray[np.int64], list[str]]:
    """Return values under a and b, shape (replicates, months, indicators), months and names."""
    indicators = [c for c in monthly.columns if c not in COMPARISON_COLUMNS["monthly"]]
    months = np.unique(monthly["month"].to_numpy(np.int64))
    replicates = np.unique(monthly["replicate"].to_numpy(np.int64))
    cubes = []
    for regime in regimes:
        rows = monthly[monthly["regime"].isin((regime, BURN_IN))]
        cube = np.full((len(replicates), len(months), len(indicators)), np.nan)
        cube[
            np.searchsorted(replicates, rows["replicate"].to_numpy(np.int64)),
            np.searchsorted(months, rows["month"].to_numpy(np.int64)),
        ] = rows[indicators].to_numpy(np.float64)
        cubes.append(cube)
    return cubes[0], cubes[1], months, indicators


def window_mean(values: Floats) -> Floats:
    """Return the mean over months (axis 1) of what was observed; NaN where nothing was.

    Parameters
    ----------
    values : (replicates, months, ...) float64
    """
    present = np.isfinite(values)
    count = present.sum(axis=1)
    total = np.where(present, values, 0.0).sum(axis=1)
    mean: Floats = np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)
    return mean


def log_points_of(values: Floats, indicators: Sequence[str], units: Mapping[str, str]) -> Floats:
    """Return the logarithms of levels in log points, NaN for every other indicator.

    Parameters
    ----------
    values : (..., indicators) float64
    indicators : sequence of str
    units : mapping of str to str
        Unit of each indicator.
    """
    logs = np.full(values.shape, np.nan)
    for column, name in enumerate(indicators):
        if name not in LEVELS:
            continue
        if (scale := LOGARITHMIC.get(units.get(name, ""))) is not None:
            logs[..., column] = scale * values[..., column]
        else:
            level = values[..., column]
            positive = level > 0.0
            logs[..., column][positive] = LOG_POINTS * logarithms(level[positive])
    return logs
