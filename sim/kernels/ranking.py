"""Order of the members of a workplace by a number.

Many small sorts, so they work in arrays that the caller reuses, and carry the numbers along. It is
a quicksort with the median of three (Sedgewick, 1978, Implementing quicksort programs) that ends in
insertion sorts. Jobs that swaps have made equal are common, and who of them comes first decides who
swaps with whom: the order of ties is part of what makes a run reproducible, and a change of it
changes the results.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

LARGEST_INSERTION = 15
"""Steps between the ends of a part that is sorted by insertion."""

MOST_COUNTS = 40
"""Counts after which the keys are taken to be too close to each other."""

PENDING = 64
"""Room for parts that wait: the shorter goes first, so that few ever do."""


@compiled
def largest_workplace(first: int, last: int, offsets: Integers) -> int:
    """Return the largest number of members among workplaces `first` to `last` - 1."""
    largest = 0
    for j in range(first, last):
        largest = max(largest, offsets[j + 1] - offsets[j])
    return largest


@compiled
def rank(count: int, keys: Floats, order: Integers, pending: Integers) -> None:
    """Sort the first `count` keys upwards and fill `order` with the positions they came from.

    Parameters
    ----------
    count : int
    keys : (n,) float64
        Sorted in place.
    order : (n,) int64
        Filled.
    pending : (128,) int64
        Room for two numbers per part that waits.
    """
    for position in range(count):
        order[position] = position
    low, high = 0, count - 1
    waiting = 0
    while True:
        while high - low >= LARGEST_INSERTION:
            split = partition(low, high, keys, order)
            if high - split > split - low:
                pending[2 * waiting], pending[2 * waiting + 1] = split + 1, high
                high = split - 1
            else:
                pending[2 * waiting], pending[2 * waiting + 1] = low, split - 1
                low = split + 1
            waiting += 1
        sort_by_insertion(low, high, keys, order)
        if waiting == 0:
            break
        waiting -= 1
        low, high = pending[2 * waiting], pending[2 * waiting + 1]


@compiled
def exchange(one: np.uint64, other: np.uint64, keys: Floats, order: Integers) -> None:
    """Exchange two entries."""
    keys[one], keys[other] = keys[other], keys[one]
    order[one], order[other] = order[other], order[one]


@compiled
def partition(low: int, high: int, keys: Floats, order: Integers) -> int:
    """Return where the median of three stands once lower keys are before and higher ones after."""
    start, end = np.uint64(low), np.uint64(high)
    middle = np.uint64((low + high) >> 1)
    if keys[middle] < keys[start]:
        exchange(start, middle, keys, order)
    if keys[end] < keys[middle]:
        exchange(end, middle, keys, order)
    if keys[middle] < keys[start]:
        exchange(start, middle, keys, order)
    pivot = keys[middle]
    exchange(end, middle, keys, order)
    i, j = low, high - 1
    while True:
        while i < high and keys[np.uint64(i)] < pivot:
            i += 1
        while j >= low and pivot < keys[np.uint64(j)]:
            j -= 1
        if i >= j:
            break
        exchange(np.uint64(i), np.uint64(j), keys, order)
        i += 1
        j -= 1
    exchange(np.uint64(i), end, keys, order)
    return i


@compiled
def sort_by_insertion(low: int, high: int, keys: Floats, order: Integers) -> None:
    """Sort the entries from `low` to `high`, both included; ties keep their order."""
    for i in range(low + 1, high + 1):
        key, origin = keys[np.uint64(i)], order[np.uint64(i)]
        j = i
        while j > low and key < keys[np.uint64(j - 1)]:
            keys[np.uint64(j)] = keys[np.uint64(j - 1)]
            order[np.uint64(j)] = order[np.uint64(j - 1)]
            j -= 1
        keys[np.uint64(j)], order[np.uint64(j)] = key, origin


@compiled
def bound_of_lowest(wanted: int, count: int, keys: Floats) -> float:
    """Return a number below which exactly `wanted` of the first `count` keys lie.

    Found by counting between two bounds that close in, since counting is done for several keys at
    once and sorting is not.

    Parameters
    ----------
    wanted, count : int
    keys : (n,) float64

    Returns
    -------
    float
        Not a number when ties, or numbers very close to each other, leave none.
    """
    low, high = np.inf, -np.inf
    for position in range(count):
        low, high = min(low, keys[position]), max(high, keys[position])
    if wanted >= count:
        return np.inf
    below, above = 0, count
    for _ in range(MOST_COUNTS):
        # Where the bound would be if the keys were spread evenly, but never close to an end.
        share = (wanted - below + 0.5) / (above - below + 1.0)
        bound = low + (high - low) * min(max(share, 0.1), 0.9)
        found = 0
        for position in range(count):
            found += keys[position] < bound
        if found == wanted:
            return bound
        if found < wanted:
            low, below = bound, found
        else:
            high, above = bound, found
    return np.nan
