"""Means, shares and their confidence intervals.

Replicate r of two systems draws the same random numbers, so their difference is taken inside each
replicate first. The n differences d_1, ..., d_n are independent, and

    mean(d) +- t_{n-1} s / sqrt(n),    s^2 = sum (d_r - mean(d))^2 / (n - 1)

is Student's interval for their expectation; t_{n-1} is the quantile of his distribution with n - 1
degrees of freedom. The correlation that common random numbers bring makes s, and with it the number
of replicates that are needed, smaller. Independent samples have Welch's interval, shares of
independent draws that of Wilson.

Sources: Law (2015), Simulation Modeling and Analysis, on common random numbers and paired-t
intervals; Welch (1947), Biometrika 34; Wilson (1927), JASA 22.
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

DIGITS: Final = 11
"""Significant digits of the quantiles of Student's distribution."""


class Estimate(NamedTuple):
    """A mean over replicates with the limits of its interval; NaN limits below two replicates."""

    mean: Floats
    low: Floats
    high: Floats


class Share(NamedTuple):
    """A share of draws with the limits of its interval; NaN without draws."""

    share: float
    low: float
    high: float


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
        half = _quantile(count - 1.0, confidence) * error
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

    The interval is that of `mean_interval`, for groups of any size at once; pandas adds up with
    compensation, so that the two agree to rounding, not to the last bit.

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
    half = _quantile(table["count"].to_numpy(float) - 1.0, CONFIDENCE) * table["sem"]
    return table.rename(columns={"mean": column}).assign(
        low=table["mean"] - half, high=table["mean"] + half
    )[[*keys, column, "low", "high"]]


def independent_difference(
    values: Floats, reference: Floats, confidence: float = CONFIDENCE
) -> Estimate:
    """Return the mean of values less that of a reference, drawn independently, with its interval.

    With v_i = s_i^2 / n_i for each of the two samples, it is that of Welch,

        mean_1 - mean_2 +- t_f sqrt(v_1 + v_2),
        f = (v_1 + v_2)^2 / (v_1^2 / (n_1 - 1) + v_2^2 / (n_2 - 1)),

    which does not take the two spreads to be equal.

    Parameters
    ----------
    values, reference : (n,) float64
    confidence : float
        Coverage of the interval, in (0, 1).

    Returns
    -------
    Estimate
        Without limits where one of the two has fewer than two values; of no width where neither
        varies.

    Notes
    -----
    `scipy.stats.ttest_ind` with ``equal_var=False`` has the same interval, up to rounding of the
    quantile; it has none for samples that do not vary, and warns.
    """
    fewest = min(len(values), len(reference))
    difference = np.asarray(values.mean() - reference.mean() if fewest else np.nan)
    if fewest < 2:
        unknown = np.full((), np.nan)
        return Estimate(difference, unknown, unknown)
    parts = np.array([each.var(ddof=1) / len(each) for each in (values, reference)])
    total = parts.sum()
    if total == 0.0:
        return Estimate(difference, difference, difference)
    freedom = total * total / (parts**2 / [len(values) - 1, len(reference) - 1]).sum()
    half = _quantile(freedom, confidence) * np.sqrt(total)
    return Estimate(difference, difference - half, difference + half)


def share_interval(part: int, whole: int, confidence: float = CONFIDENCE) -> Share:
    """Return the share of independent draws that have something, with its Wilson interval.

    It holds the probabilities p that a test of the share would not reject, |part / whole - p| <=
    z sqrt(p (1 - p) / whole); so it stays inside [0, 1] and has a width where all or none have it.

    Parameters
    ----------
    part, whole : int
        Draws that have it, and all draws.
    confidence : float
        Coverage of the interval, in (0, 1).
    """
    from scipy.stats import binomtest

    if not whole:
        return Share(np.nan, np.nan, np.nan)
    interval = binomtest(part, whole).proportion_ci(confidence, "wilson")
    return Share(part / whole, float(interval.low), float(interval.high))


def _quantile(freedom: ArrayLike, confidence: float) -> Floats:
    """Return the quantile of Student's distribution for a two-sided interval.

    Rounded to `DIGITS` significant digits, since the last of SciPy's 16 depend on the processor.
    """
    known, place = np.unique(np.asarray(freedom, dtype=np.float64), return_inverse=True)
    rounded = [float(f"{each:.{DIGITS}g}") for each in stdtrit(known, 0.5 + 0.5 * confidence)]
    quantile: Floats = np.array(rounded, dtype=np.float64)[place].reshape(np.shape(freedom))
    return quantile
