"""Who changed places in an economy during the latest months."""

from __future__ import annotations

from collections import deque
from typing import Final, NamedTuple

import numpy as np

from sim.economy import Economy
from sim.state import Status
from sim.state.people import NOBODY, Integers

REMEMBERED: Final = 12
"""Months of which moves are kept."""


class Move(NamedTuple):
    """A person who works or learns elsewhere than in the month before.

    Attributes
    ----------
    month : int
        Months after the fork.
    person : int
    origin, destination : int
        Workplaces, or -1 outside employment.
    status : Status
        What the person is after the move.
    entrant : bool
        Whether somebody new holds the seat since this month.
    entered, entered_before : int
        Months of entry into working life of who holds the seat now, and who held it before.
    """

    month: int
    person: int
    origin: int
    destination: int
    status: Status
    entrant: bool
    entered: int
    entered_before: int


class _Places(NamedTuple):
    workplace: Integers
    status: Integers
    entry_month: Integers


class MoveLog:
    """The moves of the last `REMEMBERED` months of one economy.

    Parameters
    ----------
    economy : Economy
        As it is before the first month that is noted.
    """

    def __init__(self, economy: Economy) -> None:
        self._moves: deque[list[Move]] = deque(maxlen=REMEMBERED)
        self._before = _places(economy)

    def note(self, economy: Economy) -> None:
        """Note who moved in the month that the economy has just gone through."""
        now, before = _places(economy), self._before
        changed = (now.workplace != before.workplace) | (now.status != before.status)
        entrants = now.entry_month != before.entry_month
        self._moves.append(
            [
                Move(
                    month=economy.month,
                    person=int(person),
                    origin=int(before.workplace[person]),
                    destination=int(now.workplace[person]),
                    status=Status(int(now.status[person])),
                    entrant=bool(entrants[person]),
                    entered=int(now.entry_month[person]),
                    entered_before=int(before.entry_month[person]),
                )
                for person in np.flatnonzero(changed)
            ]
        )
        self._before = now

    def recent(self, workplace: int | None = None) -> list[Move]:
        """Return the remembered moves, the latest first.

        Parameters
        ----------
        workplace : int, optional
            Only those into or out of this workplace.
        """
        return [
            move
            for month in reversed(self._moves)
            for move in month
            if workplace is None or workplace in (move.origin, move.destination)
        ]

    def totals(self) -> dict[str, int]:
        """Return how many people did what during the remembered months.

        Returns
        -------
        dict of str to int
            ``moved`` from one workplace to another, ``hired`` without having had work, ``left``
            into unemployment, ``training`` begun.
        """
        moves = self.recent()
        return {
            "moved": sum(NOBODY not in (move.origin, move.destination) for move in moves),
            "hired": sum(move.origin == NOBODY != move.destination for move in moves),
            "left": sum(
                move.origin != NOBODY and move.status == Status.UNEMPLOYED for move in moves
            ),
            "training": sum(move.status == Status.IN_TRAINING for move in moves),
        }


def _places(economy: Economy) -> _Places:
    """Return where everybody is, in the order of persons."""
    people = economy.state.people
    order = people.row_of
    return _Places(
        people.workplace[order].astype(np.int64),
        people.status[order].astype(np.int64),
        people.entry_month[order].astype(np.int64),
    )
