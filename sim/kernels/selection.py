"""The lowest of many numbers that are nearly always different."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def lowest_first(
    keys: NDArray[np.float64], ties: NDArray[np.int64], count: int
) -> NDArray[np.int64]:
    """Return the positions of the `count` lowest keys, the lowest first.

    Parameters
    ----------
    keys : (n,) float64
        Numbers or infinity.
    ties : (n,) int64
        Of equal keys the one with the lower number here comes first.
    count : int
        All positions are returned when there are not more.
    """
    if 0 < count < len(keys):
        bound = np.partition(keys, count - 1)[count - 1]
        among = np.flatnonzero(keys <= bound)
    else:
        among = np.arange(len(keys))
    return among[np.lexsort((ties[among], keys[among]))[: max(count, 0)]]
