"""Placement that sees who is trained for what (model section 10.3)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sim.kernels.expertise import LOOKED_AT
from sim.kernels.random import uniform
from sim.kernels.streams import Stream

if TYPE_CHECKING:
    from tests.reference.economy import ReferenceEconomy
    from tests.reference.firms import Firm
    from tests.reference.people import Person


class Placement:
    """Who is trained for what in each workplace, while people are placed.

    Parameters
    ----------
    model : ReferenceEconomy
        Its people have the destinations that are decided so far.
    """

    def __init__(self, model: ReferenceEconomy) -> None:
        self.model, self.key = model, model.key(Stream.PLACEMENT_FIT)
        self.staff: dict[Firm, list[Person]] = {firm: [] for firm in model.firms}
        for person in model.people:
            if person.destination is not None:
                self.staff[person.destination].append(person)

    def draw(self, person: Person) -> float:
        """Return the draw that says whether training decides."""
        return uniform(self.key, person.person)

    def decides(self, person: Person) -> bool:
        """Return whether training decides in the placement of a person."""
        return self.draw(person) < self.model.parameters.placement_fit

    def need(self, firm: Firm, person: Person) -> float:
        """Return how far a workplace lacks somebody of the training of a person."""
        lack: dict[int, float] = {}
        for task in firm.tasks:
            if task.for_experts:
                lack[task.domain] = lack.get(task.domain, 0.0) + task.hours_share
        staff = self.staff[firm]
        for domain in range(6):
            trained = sum(member.expert == domain for member in staff)
            lack[domain] = lack.get(domain, 0.0) - trained / max(len(staff), 1)
        if person.expert >= 0:
            return lack[person.expert]
        return -sum(max(value, 0.0) for _, value in sorted(lack.items()))

    def most_needed[Offer](self, offers: Iterable[tuple[Firm, Offer]], person: Person) -> Offer:
        """Return which of the first offers needs the training of a person most."""
        first = [offer for offer, _ in zip(offers, range(LOOKED_AT), strict=False)]
        return max(first, key=lambda offer: self.need(offer[0], person))[1]

    def move(self, person: Person, firm: Firm) -> None:
        """Give a person a workplace."""
        if person.destination is not None:
            self.staff[person.destination].remove(person)
        self.staff[firm].append(person)
        person.destination = firm


def suits(hours: list[float], firm: Firm, person: Person) -> float:
    """Return how well hours in a workplace suit the training of a person."""
    pairs = [
        (given, task) for given, task in zip(hours, firm.tasks, strict=True) if task.for_experts
    ]
    if person.expert < 0:
        return -sum(given for given, _ in pairs)
    return sum(given for given, task in pairs if task.domain == person.expert)
