"""Inequality of a distribution."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled


@compiled
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
    ordered = np.sort(values)
    count = ordered.shape[0]
    total, weighted = 0.0, 0.0
    for position in range(count):
        total += ordered[position]
        weighted += (2.0 * position - count + 1.0) * ordered[position]
    return weighted / (count * total) if total > 0.0 else np.nan
