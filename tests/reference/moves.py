"""Moves between workplaces: skill and hours of those who move."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING

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
        change_workplaces(moving)
        model.gather()
    # An entrant may take the very place of the person who retired from the seat.
    for firm in arrived:
        firm.changed = True


def change_workplaces(moving: list[Person]) -> None:
    """Let who joins take over the hours of one who left, if anybody did."""
    vacated: dict[Firm, deque[list[float]]] = defaultdict(deque)
    for person in moving:
        if person.workplace is not None:
            person.workplace.changed = True
            vacated[person.workplace].append(person.hours)
        person.hours, person.tenure = [], 0
    for person in moving:
        person.workplace = firm = person.destination
        if firm is None:
            continue
        firm.changed = True
        left = vacated[firm]
        person.hours = left.popleft() if left else [task.hours_share for task in firm.tasks]
