"""What the kernels that rank, select and sum up must give, in plain Python."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.kernels.ranking import LARGEST_INSERTION

Array = np.ndarray


def ranked(keys: Sequence[float]) -> list[int]:
    """Return the positions of keys in the order in which a quicksort leaves them.

    The median of the first, the middle and the last key divides the others, which change sides in
    pairs from both ends, equal ones too; short parts are sorted by insertion.
    """
    items = list(enumerate(keys))

    def sort(low: int, high: int) -> None:
        if high - low < LARGEST_INSERTION:
            items[low : high + 1] = sorted(items[low : high + 1], key=lambda item: item[1])
            return
        middle = (low + high) // 2
        for one, other in ((middle, low), (high, middle), (middle, low)):
            if items[one][1] < items[other][1]:
                items[one], items[other] = items[other], items[one]
        pivot = items[middle][1]
        items[middle], items[high] = items[high], items[middle]
        left, right = low, high - 1
        while True:
            while left < high and items[left][1] < pivot:
                left += 1
            while right >= low and pivot < items[right][1]:
                right -= 1
            if left >= right:
                break
            items[left], items[right] = items[right], items[left]
            left, right = left + 1, right - 1
        items[left], items[high] = items[high], items[left]
        sort(low, left - 1)
        sort(left + 1, high)

    sort(0, len(items) - 1)
    return [position for position, _ in items]


def lowest(keys: Array, ties: Array, count: int) -> list[int]:
    """Return the positions of the lowest keys, upwards; equal keys by their numbers."""
    everybody = sorted(range(len(keys)), key=lambda position: (keys[position], ties[position]))
    return everybody[: max(count, 0)]


def means_without(values: Array, left_out: Array) -> Array:
    """Return the means of columns over the rows that are not left out; NaN without any."""
    rows = values[~left_out]
    return rows.mean(axis=0) if len(rows) else np.full(values.shape[1], np.nan)


def mean_or_nan(values: Array) -> float:
    """Return a mean, NaN without values."""
    return float(values.mean()) if len(values) else float("nan")
