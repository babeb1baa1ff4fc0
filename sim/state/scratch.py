"""Memory that phases use for a moment, kept from month to month."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

MOST_SPARE = 4
"""Memory that is so many times too large is given back."""


class Scratch:
    """Arrays by purpose.

    Phases share ``numbers``, ``other numbers`` and ``rows``, one for each person: none of them
    reads there what an earlier phase has left. Purposes for fewer people have names of their own,
    so that memory does not shrink and grow in turn.

    Examples
    --------
    >>> scratch = Scratch()
    >>> first = scratch.take("draws", 3)
    >>> first is scratch.take("draws", 3)
    False
    >>> np.shares_memory(first, scratch.take("draws", 2))
    True
    """

    def __init__(self) -> None:
        self._memory: dict[str, NDArray[Any]] = {}

    def take(self, purpose: str, count: int, dtype: DTypeLike = np.float64) -> NDArray[Any]:
        """Return an array of shape (count,) with whatever was left in it.

        It is the caller's until the same purpose is asked for again.

        Parameters
        ----------
        purpose : str
            What is in use at the same time needs different names.
        count : int
        dtype : dtype, optional
        """
        memory = self._memory.get(purpose)
        if memory is None or not count <= len(memory) <= MOST_SPARE * count + 1024:
            # Some spare, so that a number that varies does not ask for more every month.
            memory = self._memory[purpose] = np.empty(count + count // 8, dtype)
        return memory[:count]
