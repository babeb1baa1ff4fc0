"""Hours brought back to full staffing by proportional fitting, when members have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.kernels.staffing import FITTING_ROUNDS, FITTING_TOLERANCE

if TYPE_CHECKING:
    from benchmarks.plain_mesa.firms import Firm
    from benchmarks.plain_mesa.people import Person


def restore_staffing(firm: Firm) -> None:
    """Fit the hours of the members to the work of each task and to everyone's full time."""
    target = [task.hours_share * len(firm.members) for task in firm.tasks]
    for person in firm.incoming:
        target[person.outside_task.position] -= person.outside_hours
    target = [max(hours, 0.0) for hours in target]
    required = available = 0.0
    for hours in target:
        required += hours
    for person in firm.members:
        own_time = 1.0 - person.outside_hours
        available += own_time
        if not scale_to(own_time, person):
            person.hours = [own_time * task.hours_share for task in firm.tasks]
    target = [hours * (available / required) for hours in target]
    fit(firm.members, target)
    close(firm.members, target)


def scale_to(own_time: float, person: Person) -> bool:
    """Scale hours so that they fill a time; return whether there were any."""
    own = 0.0
    for hours in person.hours:
        own += hours
    if own > 0.0:
        person.hours = [hours * (own_time / own) for hours in person.hours]
    return own > 0.0


def totals(members: list[Person]) -> list[float]:
    """Return the hours of each task."""
    total = [0.0] * len(members[0].hours)
    for person in members:
        for k, hours in enumerate(person.hours):
            total[k] += hours
    return total


def fit(members: list[Person], target: list[float]) -> None:
    """Scale tasks and people in turn until the tasks fit or the rounds are used up."""
    for _ in range(FITTING_ROUNDS):
        total = totals(members)
        worst = max(abs(done - due) for done, due in zip(total, target, strict=True))
        if worst <= FITTING_TOLERANCE * len(members):
            return
        factors = [
            due / done if done > 0.0 else 1.0 for done, due in zip(total, target, strict=True)
        ]
        for person in members:
            person.hours = [h * factor for h, factor in zip(person.hours, factors, strict=True)]
            own_time = 1.0 - person.outside_hours
            if not scale_to(own_time, person):
                person.hours = [own_time / len(target)] * len(target)


def close(members: list[Person], target: list[float]) -> None:
    """Move what fitting could not reach from tasks with too many hours to those that lack some."""
    total, lacking = totals(members), 0.0
    for done, due in zip(total, target, strict=True):
        lacking += max(due - done, 0.0)
    if lacking <= 0.0:
        return
    for person in members:
        released = 0.0
        for k, (done, due) in enumerate(zip(total, target, strict=True)):
            if done > due:
                excess = person.hours[k] * (1.0 - due / done)
                person.hours[k] -= excess
                released += excess
        if released > 0.0:
            for k, (done, due) in enumerate(zip(total, target, strict=True)):
                if due > done:
                    person.hours[k] += released * (due - done) / lacking
