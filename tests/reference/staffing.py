"""Hours brought back to full staffing by proportional fitting, when members have changed (5.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.kernels.staffing import FITTING_ROUNDS, FITTING_TOLERANCE

if TYPE_CHECKING:
    from tests.reference.firms import Firm

Hours = list[list[float]]
"""Hours by member and task."""


def restore_staffing(firm: Firm) -> None:
    """Fit the hours of the members to the work of each task and to everyone's full time."""
    share = [task.hours_share for task in firm.tasks]
    target = [each * len(firm.members) for each in share]
    for person in firm.incoming:
        target[person.outside_task.position] -= person.outside_hours
    time = [1.0 - person.outside_hours for person in firm.members]
    hours = fitted([person.hours for person in firm.members], time, target, share)
    for person, row in zip(firm.members, hours, strict=True):
        person.hours = row


def fitted(hours: Hours, time: list[float], target: list[float], share: list[float]) -> Hours:
    """Return hours that fill everyone's time and, as far as can be, the work of each task.

    Parameters
    ----------
    hours : list of list of float
        Where to start from, by member and task.
    time : list of float
        What each member's hours must sum to.
    target : list of float
        Work of each task; it is scaled to the time of all members.
    share : list of float
        Share of each task in the work of the sector: the hours of somebody without any.
    """
    target = [max(work, 0.0) for work in target]
    required = available = 0.0
    for work in target:
        required += work
    for own_time in time:
        available += own_time
    target = [work * (available / required) for work in target]
    hours = [scaled(row, own, share) for row, own in zip(hours, time, strict=True)]
    equal = [1.0 / len(target)] * len(target)
    for _ in range(FITTING_ROUNDS):
        total = totals(hours)
        worst = max(abs(done - due) for done, due in zip(total, target, strict=True))
        if worst <= FITTING_TOLERANCE * len(hours):
            break
        factors = [
            due / done if done > 0.0 else 1.0 for done, due in zip(total, target, strict=True)
        ]
        hours = [
            scaled([h * factor for h, factor in zip(row, factors, strict=True)], own, equal)
            for row, own in zip(hours, time, strict=True)
        ]
    return closed(hours, target)


def scaled(row: list[float], time: float, otherwise: list[float]) -> list[float]:
    """Return hours scaled to fill a time, divided by the shares `otherwise` if there are none."""
    own = 0.0
    for hours in row:
        own += hours
    if own > 0.0:
        return [hours * (time / own) for hours in row]
    return [time * share for share in otherwise]


def totals(hours: Hours) -> list[float]:
    """Return the hours of each task."""
    total = [0.0] * len(hours[0])
    for row in hours:
        for k, each in enumerate(row):
            total[k] += each
    return total


def closed(hours: Hours, target: list[float]) -> Hours:
    """Return hours moved from tasks with too many to those that lack some, as fitting left them."""
    total, lacking = totals(hours), 0.0
    for done, due in zip(total, target, strict=True):
        lacking += max(due - done, 0.0)
    if lacking <= 0.0:
        return hours
    for row in hours:
        released = 0.0
        for k, (done, due) in enumerate(zip(total, target, strict=True)):
            if done > due:
                excess = row[k] * (1.0 - due / done)
                row[k] -= excess
                released += excess
        if released > 0.0:
            for k, (done, due) in enumerate(zip(total, target, strict=True)):
                if due > done:
                    row[k] += released * (due - done) / lacking
    return hours
