"""Ageing, retirement and entrants, who take the seats of those who retire."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.institutions.education import MONTHS_PER_YEAR
from sim.kernels.random import normal, uniform
from sim.state.streams import Stream
from tests.reference.people import DOMAINS, UNEMPLOYED, Person

if TYPE_CHECKING:
    from tests.reference.economy import ReferenceEconomy

Attitudes = tuple[float, list[float], float]
"""Effort, alienation by dimension, and in total."""


def advance(model: ReferenceEconomy) -> None:
    """Age by a month; let people retire, leave their wealth and be replaced."""
    p = model.parameters
    for person in model.people:
        person.grow_older()
    limit = round(p.retirement_age * MONTHS_PER_YEAR)
    retiring = [person for person in model.people if person.age >= limit]
    if not retiring:
        return
    left = sum(person.wealth for person in retiring) * (1.0 - p.inheritance)
    for person in retiring:
        person.wealth *= p.inheritance
    for person in model.people:
        person.wealth += left / len(model.people)
    attitudes = typical_attitudes(model.at_work())
    for person in retiring:
        replace(model, person)
        adopt(person, attitudes)


def typical_attitudes(members: list[Person]) -> Attitudes:
    """Return mean effort and alienation of those at work."""
    count = len(members)
    return (
        sum(person.effort for person in members) / count,
        [sum(person.alienation[k] for person in members) / count for k in range(4)],
        sum(person.alienation_total for person in members) / count,
    )


def adopt(person: Person, attitudes: Attitudes) -> None:
    """Give a person typical attitudes."""
    person.effort, person.alienation_total = attitudes[0], attitudes[2]
    person.alienation = list(attitudes[1])


def replace(model: ReferenceEconomy, person: Person) -> None:
    """Put an entrant in the seat of somebody who retires."""
    p, seat = model.parameters, person.person

    def drawn(stream: Stream, identifier: int = seat) -> float:
        return normal(model.key(stream), identifier)

    person.age, person.entry_month = round(p.entry_age * MONTHS_PER_YEAR), model.month
    person.tenure, person.status, person.expert = 0, UNEMPLOYED, -1
    person.training_domain, person.training_left, person.schooling = -1, 0, 0.0
    general, loading = drawn(Stream.APTITUDE_GENERAL), math.sqrt(p.talent_correlation)
    for d in range(DOMAINS):
        specific = drawn(Stream.APTITUDE_SPECIFIC, seat * DOMAINS + d)
        factor = loading * general + math.sqrt(1.0 - loading**2) * specific
        person.aptitude[d] = math.exp(p.aptitude_dispersion * factor)
    person.background = drawn(Stream.BACKGROUND)
    person.need = math.exp(p.need_dispersion * drawn(Stream.NEED) - 0.5 * p.need_dispersion**2)
    person.diligence = p.diligence_dispersion * drawn(Stream.DILIGENCE)
    person.pay_premium = p.residual_pay_dispersion * drawn(Stream.PAY_PREMIUM)
    person.home_sector = draw_sector(model.key(Stream.INITIAL_SECTOR), person, model.shares())
    person.skill = [p.untrained_skill * talent for talent in person.aptitude]
    person.destination = None


def draw_sector(key: int, person: Person, shares: list[float]) -> int:
    """Return a sector drawn in proportion to shares."""
    draw, total = uniform(key, person.person), 0.0
    for sector, share in enumerate(shares):
        total += share
        if draw <= total:
            return sector
    return len(shares) - 1
