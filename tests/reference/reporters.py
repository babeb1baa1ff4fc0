"""What the data collector of a reference economy records every month."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tests.reference.people import IN_TRAINING

if TYPE_CHECKING:
    from tests.reference.economy import ReferenceEconomy


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


REPORTERS = {
    "output_per_hour": output_per_hour,
    "effort": lambda model: mean_of_members(model, "effort"),
    "empowerment": lambda model: mean_of_members(model, "empowerment"),
    "concentration": lambda model: mean_of_members(model, "concentration"),
    "variety": lambda model: mean_of_members(model, "variety"),
    "alienation": mean_alienation,
    "unemployment_rate": lambda model: model.unemployment_rate(),
    "income_gini": lambda model: gini(person.income for person in model.people),
    "wealth_gini": lambda model: gini(person.wealth for person in model.people),
    "wage_gini": lambda model: gini(person.hourly_pay for person in model.at_work()),
}
"""By the names that they have in the simulator."""
