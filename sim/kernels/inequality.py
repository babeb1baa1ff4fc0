"""Inequality of a distribution, and its quantiles.

Sorting is left to NumPy, which does it for several numbers at once; who needs more than one number
about a distribution sorts it once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled


def gini(values: NDArray[np.float64]) -> float:
    """Return the Gini coefficient of non-negative values.

    ``sum((2 i - n - 1) x_i) / (n sum x)`` over sorted values: 0 when all are equal,
    ``(n - 1) / n`` when one owns everything (Gini, 1912).

    Parameters
    ----------
    values : (n,) float64
        Not negative.

    Returns
    -------
    float
        NaN without values or when they sum to zero.
    """
    return float(gini_of_ordered(np.sort(values)))


@compiled
def gini_of_ordered(ordered: NDArray[np.float64]) -> float:
    """Return the Gini coefficient of values in ascending order, as `gini` does."""
    count = ordered.shape[0]
    total, weighted = 0.0, 0.0
    for position in range(count):
        total += ordered[position]
        weighted += (2.0 * position - count + 1.0) * ordered[position]
    return weighted / (count * total) if total > 0.0 else np.nan


@compiled
def quantile_of_ordered(ordered: NDArray[np.float64], share: float) -> float:
    """Return the quantile of values in ascending order, linear between two of them.

    Definition 7 of Hyndman and Fan (1996), Sample quantiles in statistical packages; 0 without
    values.

    Parameters
    ----------
    ordered : (n,) float64
    share : float
        In [0, 1]; 0.5 for the median.
    """
    count = ordered.shape[0]
    if count == 0:
        return 0.0
    position = share * (count - 1)
    below = min(int(position), count - 1)
    above = min(below + 1, count - 1)
    part = position - below
    gap = ordered[above] - ordered[below]
    # From the nearer end, so that the quantile never leaves the two values.
    quantile: float = (
        ordered[below] + gap * part if part < 0.5 else ordered[above] - gap * (1.0 - part)
    )
    return quantile
