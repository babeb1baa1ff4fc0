"""Means and intervals over paired replicates (model section 7).

Replicate r of both regimes starts from the same state and draws the same luck, so a difference is
taken inside each replicate first; Student's t over these differences gives the interval. Source:
Law (2015), Simulation Modeling and Analysis, on common random numbers and paired-t intervals.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

Floats = NDArray[np.float64]

CONFIDENCE: Final = 0.95
"""Confidence level of every interval in the results."""


class Estimate(NamedTuple):
    """A mean over replicates with the limits of its interval; NaN limits below two replicates."""

    mean: Floats
    low: Floats
    high: Floats


def mean_interval(values: ArrayLike, confidence: float = CONFIDENCE) -> Estimate:
    """Return the mean over replicates with its Student t interval.

    Parameters
    ----------
    values : array_like, shape (replicates, ...)
        One value per replicate along the first axis; NaN counts as missing.
    confidence : float
        Coverage of the interval, in (0, 1).
    """
    sample = np.asarray(values, dtype=np.float64)
    present = np.isfinite(sample)
    count = present.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(present, sample, 0.0).sum(axis=0) / count
        squares = np.where(present, sample - mean, 0.0) ** 2
        error = np.sqrt(squares.sum(axis=0) / (count - 1) / count)
        half = stdtrit(count - 1.0, 0.5 + 0.5 * confidence) * error
    return Estimate(mean, mean - half, mean + half)


def paired_differences(
    values_a: ArrayLike, values_b: ArrayLike, confidence: float = CONFIDENCE
) -> Estimate:
    """Return the mean of b - a over replicates with its paired t interval.

    Parameters
    ----------
    values_a, values_b : array_like, shape (replicates, ...)
        The same replicates in the same order; a pair with a NaN is left out.
    confidence : float
        Coverage of the interval, in (0, 1).
    """
    return mean_interval(np.asarray(values_b, float) - np.asarray(values_a, float), confidence)


def intervals_by(values: pd.DataFrame, keys: Sequence[str], column: str) -> pd.DataFrame:
    """Return mean and interval of `column` over the rows of each group, groups as they appear.

    Parameters
    ----------
    values : pandas.DataFrame
        One row per replicate and group.
    keys : sequence of str
        Columns that name a group.
    column : str
        Column to average; it keeps its name and is joined by ``low`` and ``high``.
    """
    grouped = values.groupby(list(keys), sort=False, dropna=False)[column]
    table = grouped.agg(["mean", "sem", "count"]).reset_index()
    half = stdtrit(table["count"].to_numpy(float) - 1.0, 0.5 + 0.5 * CONFIDENCE) * table["sem"]
    return table.rename(columns={"mean": column}).assign(
        low=table["mean"] - half, high=table["mean"] + half
    )[[*keys, column, "low", "high"]]
