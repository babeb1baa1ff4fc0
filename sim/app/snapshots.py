"""Everybody in one month of an economy, and the months that a page keeps of them."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.economy import Economy
from sim.state.people import Floats, Integers

MOST: Final = 300_000
"""Person-months that are kept of an economy; beyond, every other month is let go."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What people are and do in a month, in the order of persons.

    Attributes
    ----------
    month : int
    workplace, status, tenure, expert, outside_workplace, outside_task, entered : (people,) int
        As in the state of an economy; -1 is nowhere or none.
    effort, alienation, empowerment, outside_hours : (people,) float
    hours : (people, tasks) float
        Shares of a full-time month.
    """

    month: int
    workplace: Integers
    status: Integers
    tenure: Integers
    expert: Integers
    outside_workplace: Integers
    outside_task: Integers
    entered: Integers
    effort: Floats
    alienation: Floats
    empowerment: Floats
    outside_hours: Floats
    hours: Floats

    def small(self) -> Snapshot:
        """Return the same in less memory: shares and scores to about seven digits."""
        narrow: dict[str, NDArray[np.generic]] = {}
        for field in fields(self)[1:]:
            values = getattr(self, field.name)
            narrow[field.name] = values.astype(np.float32 if values.dtype.kind == "f" else np.int32)
        return replace(self, **narrow)  # type: ignore[arg-type]


def snapshot_of(economy: Economy) -> Snapshot:
    """Return everybody as they are at present.

    Parameters
    ----------
    economy : Economy
    """
    people = economy.state.people
    row = people.row_of
    whole = {
        name: getattr(people, name)[row].astype(np.int64)
        for name in (
            "workplace", "status", "tenure", "expert", "outside_workplace", "outside_task",
        )
    }  # fmt: skip
    return Snapshot(
        month=economy.month,
        **whole,
        entered=people.entry_month[row].astype(np.int64),
        effort=people.effort[row],
        alienation=people.alienation_total[row],
        empowerment=people.empowerment[row],
        outside_hours=people.outside_hours[row],
        hours=people.hours[row],
    )


class Album:
    """The months that are kept of one economy, evenly spaced, within a bound of memory."""

    def __init__(self) -> None:
        self._kept: list[Snapshot] = []
        self._every = 1

    def note(self, economy: Economy) -> None:
        """Keep the month that has just ended, where its turn has come."""
        if economy.month % self._every:
            return
        self._kept.append(snapshot_of(economy).small())
        people = len(economy.state.people.person)
        if len(self._kept) * people > MOST and len(self._kept) > 2:
            self._every *= 2
            self._kept = [one for one in self._kept if one.month % self._every == 0]

    @property
    def months(self) -> list[Snapshot]:
        """Return what is kept, in the order of months."""
        return self._kept

    def at(self, month: int) -> tuple[Snapshot | None, Snapshot | None]:
        """Return what was kept last at a month, and what was kept before that.

        Parameters
        ----------
        month : int
            Months after the fork.
        """
        known = [one for one in self._kept if one.month <= month][-2:]
        if not known:
            return None, None
        return known[-1], known[0] if len(known) == 2 else None
