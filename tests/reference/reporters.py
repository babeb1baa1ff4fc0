"""What the data collector of a reference economy records every month."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from tests.reference import equations
from tests.reference.people import IN_TRAINING

if TYPE_CHECKING:
    from tests.reference.council import Council
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


def ratio(numerator: float, denominator: float) -> float:
    """Return a ratio, not a number where there is nothing to divide by."""
    return numerator / denominator if denominator else math.nan


def councils(model: ReferenceEconomy) -> list[Council]:
    """Return the workplaces in which a council meets."""
    return [firm for firm in model.firms if hasattr(firm, "vote")]


def attendance(model: ReferenceEconomy) -> float:
    """Return the share of council meetings that members attend."""
    least = model.parameters.attendance_least
    present = [
        equations.attendance(person.competence, least)
        for firm in councils(model)
        for person in firm.members
    ]
    return ratio(sum(present), len(present))


def speaking_share(model: ReferenceEconomy) -> float:
    """Return the weight in meetings of the once disempowered, to their share of members."""
    weights = {
        person: weight for firm in councils(model) for person, weight in firm.weights().items()
    }
    below = [weight for person, weight in weights.items() if person.once_disempowered]
    return ratio(ratio(sum(below), sum(weights.values())), ratio(len(below), len(weights)))


def proposals_from_below(model: ReferenceEconomy) -> float:
    """Return the share of proposals that the once disempowered have made."""
    proposers = [firm.proposer for firm in councils(model) if firm.proposer is not None]
    return ratio(sum(person.once_disempowered for person in proposers), len(proposers))


def solidary_votes(model: ReferenceEconomy) -> float:
    """Return the share of votes in favour among those whom the proposal costs something."""
    firms = councils(model)
    return ratio(sum(firm.for_others for firm in firms), sum(firm.at_own_cost for firm in firms))


def pay_per_sacrifice(model: ReferenceEconomy) -> list[float]:
    """Return hourly pay relative to effort times one plus undesirability."""
    return [
        person.hourly_pay / (person.effort * (1.0 + (1.0 - person.desirability)))
        for person in model.at_work()
    ]


def balanced_share(model: ReferenceEconomy) -> float:
    """Return the share of jobs whose index is close to the mean."""
    mean, members = mean_of_members(model, "job_index"), model.at_work()
    return sum(abs(person.job_index - mean) <= 0.1 for person in members) / len(members)


def sector_spread(model: ReferenceEconomy) -> float:
    """Return the standard deviation of the mean job index between sectors."""
    by_sector = defaultdict(list)
    for firm in model.firms:
        by_sector[firm.sector.index] += [person.job_index for person in firm.members]
    return equations.spread([sum(jobs) / len(jobs) for jobs in by_sector.values() if jobs])


def workplace_spread(model: ReferenceEconomy) -> float:
    """Return the standard deviation of the job index inside workplaces."""
    squares = sum(
        len(firm.members) * equations.spread([person.job_index for person in firm.members]) ** 2
        for firm in model.firms
        if firm.members
    )
    return math.sqrt(squares / len(model.at_work()))


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
    "variety": lambda model: mean_of_members(model, "variety"),
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
    "competence": lambda model: mean_of_members(model, "competence"),
    "attendance": attendance,
    "speaking_share": speaking_share,
    "proposals_from_below": proposals_from_below,
    "solidary_votes": solidary_votes,
    "sacrifice_pay_gini": lambda model: gini(pay_per_sacrifice(model)),
    "balanced_share": balanced_share,
    "sector_spread": sector_spread,
    "workplace_spread": workplace_spread,
    "wage_gini": lambda model: gini(person.hourly_pay for person in model.at_work()),
}
"""By the names that they have in the simulator."""
