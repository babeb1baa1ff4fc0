"""Whose turn it is to compute, where many pages run on one machine.

Without turns all would compute at the same time, and a click would wait for all of them.
"""

from __future__ import annotations

from threading import Lock
from time import perf_counter
from typing import Final

from sim.execution.cores import available_cores

PATIENCE: Final = 1.0
"""Seconds after which who stands in front and does not come is passed over."""


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
        self._line: dict[int, float] = {}
        self._computing: set[int] = set()

    def take(self, page: int, urgent: bool = False) -> bool:
        """Return whether a page may compute now; if not, it stands in the line.

        Parameters
        ----------
        page : int
        urgent : bool
            Whether somebody has just pressed a button and waits for the answer.
        """
        with self._lock:
            now = perf_counter()
            self._line[page] = now
            free = self._at_a_time - len(self._computing)
            there = [one for one, asked in self._line.items() if now - asked <= PATIENCE]
            if free <= 0 or not (urgent or page in there[:free]):
                return False
            del self._line[page]
            self._computing.add(page)
            return True

    def leave(self, page: int) -> None:
        """Be done with a turn, or want none any longer."""
        with self._lock:
            self._computing.discard(page)
            self._line.pop(page, None)


turns: Final = Turns(max(1, available_cores() // 2))
"""Of all pages of this process."""
