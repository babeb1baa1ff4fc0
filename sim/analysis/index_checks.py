"""Checks of indices of sensitivity: whether their sample is large enough to be believed.

For the Sobol indices of independent factors, in truth,

    sum_i S_i <= 1 <= sum_i T_i,    S_i <= 1,    S_i <= T_i.

Estimates break these by chance while the sample is small. Each is held against the half widths
h of the 95 % intervals, as if the errors were independent: a sum is at fault where it lies on the
wrong side of 1 by more than sqrt(sum_i h_i^2). A single estimate above 1 is at fault as it stands,
and so is a total index that lies below the first order by more than sqrt(h_S^2 + h_T^2).

Beside them stands the largest correlation between any two columns of the independent draws. A total
index is estimated from the squared steps between a factor's column in A and in B, which have the
share 1 - r of their expectation where the two correlate by r; two factors that correlate cannot be
told apart.

Source: Saltelli et al. (2008), Global Sensitivity Analysis: The Primer, ch. 4, for the relations.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.sampling import Sample
from sim.analysis.sobol import independent_rows

Floats = NDArray[np.float64]

MOST_CORRELATED: Final = 0.5
"""Correlation of two columns beyond which indices are not to be believed."""

CORRELATION: Final = "correlation of draws"
FIRST_ORDERS: Final = "sum of first orders"
TOTALS: Final = "sum of totals"
ABOVE_ONE: Final = "largest first order"
BELOW: Final = "first order above total"

CHECK_KINDS: Final = {
    "check": "str",
    "value": "float64",
    "limit": "float64",
    "passed": "bool",
    "where": "str",
}
"""Type of each column of a table of checks."""


def no_checks() -> pd.DataFrame:
    """Return a table of checks without rows, for indices of which nothing is checked."""
    return pd.DataFrame(columns=list(CHECK_KINDS)).astype(CHECK_KINDS)


def checks(sample: Sample, indices: pd.DataFrame) -> pd.DataFrame:
    """Return the checks of the indices of a design.

    Parameters
    ----------
    sample : Sample
        Of a Sobol design or a Latin hypercube; others have no independent draws.
    indices : pandas.DataFrame
        ``factor`` and, for a Sobol design, ``first_order, first_order_low, first_order_high,
        total, total_low, total_high``, as `sobol.analyze` returns them.

    Returns
    -------
    pandas.DataFrame
        ``check``; ``value``; ``limit``, which the value must not be beyond; ``passed``; ``where``,
        the factors that it is about.
    """
    found = [] if sample.method == "morris" else [correlation_of(sample)]
    if "total" in indices and not (indices["total"] == 0.0).all():
        found += relations(indices)
    return pd.DataFrame(found, columns=list(CHECK_KINDS)).astype(CHECK_KINDS)


def correlation_of(sample: Sample) -> tuple[str, float, float, bool, str]:
    """Return the check of the largest correlation between two columns of the draws.

    Of a Sobol design these are all columns of A and of B, side by side.
    """
    names = [factor.name for factor in sample.factors]
    columns = sample.numeric
    if sample.method == "sobol":
        draws = sample.numeric[independent_rows(sample)]
        columns = np.hstack([draws[0::2], draws[1::2]])
        names = names * 2
    value, pair = _largest_correlation(columns)
    where = " and ".join(dict.fromkeys(names[k] for k in pair))
    return CORRELATION, value, MOST_CORRELATED, value <= MOST_CORRELATED, where


def _largest_correlation(columns: Floats) -> tuple[float, tuple[int, ...]]:
    """Return the largest size of a correlation between two columns, and which they are."""
    centred = columns - columns.mean(axis=0)
    spread = np.sqrt((centred**2).sum(axis=0))
    with np.errstate(invalid="ignore", divide="ignore"):
        sizes = np.abs(centred.T @ centred) / np.outer(spread, spread)
    sizes[~np.isfinite(sizes)] = 0.0
    np.fill_diagonal(sizes, 0.0)
    place = int(sizes.argmax())
    pair = np.unravel_index(place, sizes.shape) if len(sizes) > 1 else ()
    return float(sizes.ravel()[place]), tuple(int(k) for k in pair)


def relations(indices: pd.DataFrame) -> list[tuple[str, float, float, bool, str]]:
    """Return the checks of what holds between Sobol indices in truth."""
    first, total = (indices[name].to_numpy(np.float64) for name in ("first_order", "total"))
    half_first, half_total = (
        (indices[f"{name}_high"] - indices[f"{name}_low"]).to_numpy(np.float64) / 2.0
        for name in ("first_order", "total")
    )
    most = 1.0 + _root_of_squares(half_first)
    least = 1.0 - _root_of_squares(half_total)
    excess = first - total - np.hypot(half_first, half_total)
    largest, worst = int(first.argmax()), int(excess.argmax())
    slack = float(np.hypot(half_first, half_total)[worst])
    names = list(indices["factor"].astype(str))
    return [
        (FIRST_ORDERS, float(first.sum()), most, bool(first.sum() <= most), ""),
        (TOTALS, float(total.sum()), least, bool(total.sum() >= least), ""),
        (ABOVE_ONE, float(first[largest]), 1.0, bool(first[largest] <= 1.0), names[largest]),
        (BELOW, float((first - total)[worst]), slack, bool(excess[worst] <= 0.0), names[worst]),
    ]


def _root_of_squares(halves: Floats) -> float:
    """Return the half width of a sum; the sum is not at fault where one of them is unknown."""
    total = float(np.sqrt((halves**2).sum()))
    return total if np.isfinite(total) else np.inf
