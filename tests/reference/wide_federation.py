"""Exchanges across workplaces in which colleagues make room for the partners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.kernels.exchange import LEAST_HOURS
from sim.kernels.wide_exchange import NEARLY_AS_FAR
from tests.reference import equations
from tests.reference.people import Person
from tests.reference.tasks import Task

if TYPE_CHECKING:
    from tests.reference.council import Council
    from tests.reference.federation import Federations


def exchange_widely(federations: Federations, high: Person, low: Person, mean: float) -> None:
    """Give the least desirable task of one workplace for one that brings both near the mean."""
    home, away = high.workplace, low.workplace
    if home is away:
        return
    open_tasks = [
        task
        for task in away.tasks
        if federations.room(away, task) >= LEAST_HOURS and high.may(task)
    ]
    if not open_tasks:
        return
    bad = min(open_tasks, key=lambda task: task.job_index)
    room_away = min(federations.room(away, bad), hours_of_task(away, bad), time_for(low, bad))
    need = min(high.job_index - mean, mean - low.job_index)
    found = []
    for task in home.tasks:
        step = task.job_index - bad.job_index
        if step <= 0.0 or not low.may(task):
            continue
        hours = min(
            federations.parameters.federation_hours,
            need / step,
            federations.room(home, task),
            room_away,
        )
        if hours >= LEAST_HOURS:
            products = (
                federations.product(high, home, task),
                federations.product(high, away, bad),
                federations.product(low, away, bad),
                federations.product(low, home, task),
            )
            found.append((equations.cost_of_exchange(*products, step), hours * step, task, hours))
    if not found:
        return
    farthest = max(reach for _, reach, _, _ in found)
    near = [entry for entry in found if entry[1] >= NEARLY_AS_FAR * farthest]
    _, _, best, hours = min(near, key=lambda entry: entry[0])
    hours = min(hours, hours_of_task(home, best), time_for(high, best))
    if hours < LEAST_HOURS:
        return
    hand_over(high, best, hours)
    hand_over(low, bad, hours)
    federations.help[home][best.position] += hours
    federations.help[away][bad.position] += hours
    high.exchange_hours(low, bad, hours)
    low.exchange_hours(high, best, hours)
    federations.busy += [*home.members, *away.members]


def hours_of_task(firm: Council, task: Task) -> float:
    """Return the hours of a task that members do."""
    total = 0.0
    for person in firm.members:
        total += person.hours[task.position]
    return total


def stays(person: Person, task: Task, k: int) -> bool:
    """Return whether colleagues take over no hours of the task number k of a person."""
    return k == task.position or person.workplace.tasks[k].reserved


def time_for(person: Person, task: Task) -> float:
    """Return the hours of a person in a task and in those that colleagues may take over."""
    others = (time for k, time in enumerate(person.hours) if not stays(person, task, k))
    return person.hours[task.position] + sum(others)


def hand_over(person: Person, task: Task, hours: float) -> None:
    """Take hours off a person's month and off a task; colleagues take the person's other tasks."""
    own = min(person.hours[task.position], hours)
    person.hours[task.position] -= own
    missing = hours - own
    if missing <= 0.0:
        return
    colleagues = [member for member in person.workplace.members if member is not person]
    others = sum(member.hours[task.position] for member in colleagues)
    rest = sum(time for k, time in enumerate(person.hours) if not stays(person, task, k))
    if others <= 0.0 or rest <= 0.0:
        return
    for member in colleagues:
        given = missing * member.hours[task.position] / others
        member.hours[task.position] -= min(given, member.hours[task.position])
        for k, time in enumerate(person.hours):
            if not stays(person, task, k):
                member.hours[k] += given * time / rest
    for k, time in enumerate(person.hours):
        if not stays(person, task, k):
            person.hours[k] -= min(missing / rest, 1.0) * time
