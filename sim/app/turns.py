"""Whose turn it is to compute, where many pages run on one machine.

Without turns all would compute at the same time, and a click would wait for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from itertools import count
from threading import Lock
from time import perf_counter, sleep
from typing import Final

from sim.execution.cores import available_cores

PATIENCE: Final = 1.0
"""Seconds after which who stands in front and does not come is passed over."""

BETWEEN_LOOKS: Final = 0.02
"""Seconds between two looks whether it is one's turn."""


class Rank(IntEnum):
    """Why a page wants to compute; who comes with a lower rank goes first."""

    CLICK = 0
    """Somebody has just pressed a button and waits for the answer."""
    OPENING = 1
    """Somebody waits for the page."""
    RUNNING = 2
    """A run goes on."""


class Turns:
    """A line in which pages wait until they may compute.

    Parameters
    ----------
    at_a_time : int
        Pages that compute at the same time.
    """

    def __init__(self, at_a_time: int) -> None:
        self._at_a_time = at_a_time
        self._lock = Lock()
        self._arrivals = count()
        self._line: dict[int, tuple[Rank, int]] = {}
        self._asked: dict[int, float] = {}
        self._computing: set[int] = set()

    def take(self, page: int, rank: Rank = Rank.RUNNING) -> bool:
        """Return whether a page may compute now; if not, it stands in the line.

        Parameters
        ----------
        page : int
        rank : Rank
        """
        with self._lock:
            now = perf_counter()
            if page not in self._line or self._line[page][0] != rank:
                self._line[page] = rank, next(self._arrivals)
            self._asked[page] = now
            free = self._at_a_time - len(self._computing)
            there = [one for one in self._line if now - self._asked[one] <= PATIENCE]
            there.sort(key=self._line.__getitem__)
            if free <= 0 or page not in there[:free]:
                return False
            del self._line[page], self._asked[page]
            self._computing.add(page)
            return True

    def leave(self, page: int) -> None:
        """Be done with a turn, or want none any longer."""
        with self._lock:
            self._computing.discard(page)
            self._line.pop(page, None)
            self._asked.pop(page, None)

    @contextmanager
    def turn(self, page: int, rank: Rank) -> Iterator[None]:
        """Wait for a turn, and be done with it in the end.

        Parameters
        ----------
        page : int
        rank : Rank
        """
        try:
            while not self.take(page, rank):
                sleep(BETWEEN_LOOKS)
            yield
        finally:
            self.leave(page)


turns: Final = Turns(max(1, available_cores() // 2))
"""Of all pages of this process."""
