"""Sums, means and spreads of numbers, taken in the same order on every machine.

NumPy chooses by processor how it multiplies and adds vectors, and its versions may order a sum
otherwise. Here the order is fixed: numbers are summed in blocks of `BLOCK`, and the sums of the
blocks one after the other. Within a block eight running sums take every eighth number; they are
added in pairs, and the up to seven numbers that are left over come last. That is fast, because
eight numbers are added at once, and more accurate than one long sum.

All take float64 and can be called in kernels and from Python. Whole numbers and truth values are
summed exactly in any order, so NumPy does that as well.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.lanes import LANES, dot_of_eights, squares_of_eights, sum_of_eights

Floats = NDArray[np.float64]

BLOCK = 1024
"""Numbers summed before they are added to the rest; a multiple of 8."""


@compiled
def total(values: Floats) -> float:
    """Return the sum of values of shape (n,); 0 without any."""
    whole = 0.0
    for start in range(0, values.shape[0], BLOCK):
        stop = min(start + BLOCK, values.shape[0])
        eights = (stop - start) // LANES
        block = sum_of_eights(values, start, eights)
        for i in range(start + LANES * eights, stop):
            block += values[i]
        whole += block
    return whole


@compiled
def dot(one: Floats, other: Floats) -> float:
    """Return the sum of the products of two arrays of shape (n,), in the order of `total`.

    Both must have n elements. Each product is rounded before it is added, as if it were an element
    of an array of its own.
    """
    whole = 0.0
    for start in range(0, one.shape[0], BLOCK):
        stop = min(start + BLOCK, one.shape[0])
        eights = (stop - start) // LANES
        block = dot_of_eights(one, other, start, eights)
        for i in range(start + LANES * eights, stop):
            block += one[i] * other[i]
        whole += block
    return whole


@compiled
def squares_around(values: Floats, centre: float) -> float:
    """Return the sum of the squared distances of values of shape (n,) from a number."""
    whole = 0.0
    for start in range(0, values.shape[0], BLOCK):
        stop = min(start + BLOCK, values.shape[0])
        eights = (stop - start) // LANES
        block = squares_of_eights(values, centre, start, eights)
        for i in range(start + LANES * eights, stop):
            block += (values[i] - centre) * (values[i] - centre)
        whole += block
    return whole


@compiled
def mean(values: Floats) -> float:
    """Return the mean of values of shape (n,); not a number without any."""
    return total(values) / values.shape[0] if values.shape[0] else np.nan


@compiled
def spread(values: Floats) -> float:
    """Return the standard deviation of values of shape (n,); not a number without any.

    The root of the mean squared distance from the mean, the population's and not the sample's.
    """
    if not values.shape[0]:
        return np.nan
    return math.sqrt(squares_around(values, mean(values)) / values.shape[0])


@compiled
def cumulative(values: Floats) -> Floats:
    """Return the sums of the first 1, 2, ..., n of values of shape (n,), one number at a time."""
    sums = np.empty(values.shape[0])
    running = 0.0
    for i in range(values.shape[0]):
        running += values[i]
        sums[i] = running
    return sums


@compiled
def totals_of_columns(matrix: Floats | NDArray[np.int64]) -> Floats:
    """Return the sum of each column of a (n, m) matrix, row after row, shape (m,).

    Of whole numbers too.
    """
    sums = np.zeros(matrix.shape[1])
    for i in range(matrix.shape[0]):
        for k in range(matrix.shape[1]):
            sums[k] += matrix[i, k]
    return sums


@compiled
def totals_of_rows(matrix: Floats) -> Floats:
    """Return the sum of each row of a (n, m) matrix, column after column, shape (n,)."""
    sums = np.zeros(matrix.shape[0])
    for i in range(matrix.shape[0]):
        for k in range(matrix.shape[1]):
            sums[i] += matrix[i, k]
    return sums


@compiled
def totals_by_group(group: NDArray[np.int64], values: Floats, groups: int) -> Floats:
    """Return the sum of the values of each group, in the order of the values, shape (groups,).

    Parameters
    ----------
    group : (n,) int64
        From 0 to ``groups - 1``; not checked.
    values : (n,) float64
    groups : int
    """
    sums = np.zeros(groups)
    for i in range(group.shape[0]):
        sums[group[i]] += values[i]
    return sums
