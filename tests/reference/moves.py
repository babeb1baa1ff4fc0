"""Moves between workplaces: skill and hours of those who move."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sim.kernels.random import uniform
from sim.kernels.streams import Stream
from tests.reference.fit import suits
from tests.reference.people import EMPLOYED, IN_TRAINING, UNEMPLOYED, Person

if TYPE_CHECKING:
    from tests.reference.economy import ReferenceEconomy
    from tests.reference.firms import Firm


def settle(model: ReferenceEconomy) -> None:
    """Bring everyone to their destination."""
    arrived = []
    for person in model.people:
        target = person.destination
        if target is not None and (person.status != EMPLOYED or target is not person.workplace):
            if target.sector.index != person.home_sector:
                person.keep_of_skill(model.parameters.transferability)
            person.home_sector = target.sector.index
            arrived.append(target)
        if person.status != IN_TRAINING:
            person.status = UNEMPLOYED if target is None else EMPLOYED
    for firm in model.firms:
        firm.changed = False
    moving = [person for person in model.people if person.destination is not person.workplace]
    if moving:
        for person in moving:
            person.end_exchange()
        change_workplaces(model, moving)
        model.gather()
    # An entrant may take the very place of the person who retired from the seat.
    for firm in arrived:
        firm.changed = True


def change_workplaces(model: ReferenceEconomy, moving: list[Person]) -> None:
    """Let who joins take over the hours of one who left, if anybody did; perhaps what suits."""
    vacated: dict[Firm, list[list[float]]] = defaultdict(list)
    for person in moving:
        if person.workplace is not None:
            person.workplace.changed = True
            vacated[person.workplace].append(person.hours)
        person.hours, person.tenure = [], 0
    key, fit = model.key(Stream.PLACEMENT_FIT), model.parameters.placement_fit
    for person in moving:
        person.workplace = firm = person.destination
        if firm is None:
            continue
        firm.changed = True
        left = vacated[firm]
        if not left:
            person.hours = [task.hours_share for task in firm.tasks]
            continue
        scores = [0.0]
        if uniform(key, person.person) < fit:
            scores = [suits(hours, firm, person) for hours in left]
        person.hours = left.pop(scores.index(max(scores)))
