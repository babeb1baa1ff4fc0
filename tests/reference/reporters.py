"""What the data collector of a reference economy records every month."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from tests.reference.people import IN_TRAINING

if TYPE_CHECKING:
    from tests.reference.economy import ReferenceEconomy
    from tests.reference.people import Person
    from tests.reference.tasks import Task


type Hours = Callable[[Person, Task], bool]
"""Whether the hours that a person gives a task count."""


def gini(values: Iterable[float]) -> float:
    """Return the Gini coefficient."""
    ordered = sorted(values)
    count = len(ordered)
    weighted = sum((2 * k - count + 1) * value for k, value in enumerate(ordered))
    return weighted / (count * sum(ordered))


def output_per_hour(model: ReferenceEconomy) -> float:
    """Return output per full-time month worked."""
    return model.output / sum(firm.hours_factor * len(firm.members) for firm in model.firms)


def mean_of_members(model: ReferenceEconomy, name: str) -> float:
    """Return the mean of an attribute over those at work."""
    members = model.at_work()
    return sum(getattr(person, name) for person in members) / len(members)


def mean_alienation(model: ReferenceEconomy) -> float:
    """Return mean alienation of the labour force."""
    force = [p.alienation_total for p in model.people if p.status != IN_TRAINING]
    return sum(force) / len(force)


def share_of_hours(model: ReferenceEconomy, counts: Hours, among: Hours) -> float:
    """Return the hours of some kind as a share of those of another."""
    part = whole = 0.0
    for person in model.at_work():
        for hours, task in person.work():
            whole += hours * among(person, task)
            part += hours * (among(person, task) and counts(person, task))
    return part / whole


def is_expert_work(person: Person, task: Task) -> bool:
    """Return whether a task is for experts."""
    return task.for_experts


def uses_training(person: Person, task: Task) -> bool:
    """Return whether a person does what the training was for."""
    return task.for_experts and person.expert == task.domain


REPORTERS = {
    "output_per_hour": output_per_hour,
    "effort": lambda model: mean_of_members(model, "effort"),
    "empowerment": lambda model: mean_of_members(model, "empowerment"),
    "concentration": lambda model: mean_of_members(model, "concentration"),
    "alienation": mean_alienation,
    "untrained_share": lambda model: share_of_hours(
        model, lambda person, task: not uses_training(person, task), is_expert_work
    ),
    "untrained_share_of_licensed": lambda model: share_of_hours(
        model,
        lambda person, task: not uses_training(person, task),
        lambda person, task: task.licensed,
    ),
    "expert_routine_share": lambda model: share_of_hours(
        model,
        lambda person, task: not uses_training(person, task),
        lambda person, task: person.expert >= 0,
    ),
    "schooling_share": lambda model: model.education.time_in_courses(),
    "unemployment_rate": lambda model: model.unemployment_rate(),
    "income_gini": lambda model: gini(person.income for person in model.people),
    "wealth_gini": lambda model: gini(person.wealth for person in model.people),
    "wage_gini": lambda model: gini(person.hourly_pay for person in model.at_work()),
}
"""By the names that they have in the simulator."""
