"""Hours that the law reserves to the licensed (model section 10.1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sim.kernels.licences import NEGLIGIBLE

if TYPE_CHECKING:
    from tests.reference.firms import Firm

Hours = list[list[float]]
"""Hours by member and task."""


def reserve_licensed(firms: Iterable[Firm]) -> None:
    """Bring licensed hours to licensed members, against as much of their other work."""
    for firm in firms:
        hours = [person.hours for person in firm.members]
        for task in firm.tasks:
            if task.reserved:
                licensed = [person.expert == task.domain for person in firm.members]
                own = [each.reserved and each.domain == task.domain for each in firm.tasks]
                bring_to_licensed(hours, licensed, own, task.position)


def bring_to_licensed(hours: Hours, licensed: list[bool], own: list[bool], task: int) -> None:
    """Exchange the hours of a licensed task that others do for other work of the licensed.

    Parameters
    ----------
    hours : list of list of float
        Changed in place, by member and task.
    licensed : list of bool
        Which members have the licence.
    own : list of bool
        Which tasks the licensed keep.
    task : int
    """
    with_licence = [row for row, is_licensed in zip(hours, licensed, strict=True) if is_licensed]
    others = [row for row, is_licensed in zip(hours, licensed, strict=True) if not is_licensed]
    wanted = sum(row[task] for row in others)
    other_work = [
        0.0 if kept else sum(row[k] for row in with_licence) for k, kept in enumerate(own)
    ]
    free = sum(other_work)
    moved = min(wanted, free)
    if moved <= NEGLIGIBLE:
        return
    for row in with_licence:
        parts = [0.0 if kept else time * moved / free for time, kept in zip(row, own, strict=True)]
        for k, part in enumerate(parts):
            row[k] -= part
        row[task] += sum(parts)
    for row in others:
        given = row[task] * moved / wanted
        row[task] -= given
        for k, work in enumerate(other_work):
            row[k] += given * work / free
