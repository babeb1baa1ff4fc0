"""Ageing, retirement and entrants, who take the seats of those who retire."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.institutions.education import MONTHS_PER_YEAR
from sim.kernels.random import normal, uniform
from sim.kernels.streams import Stream
from tests.reference import equations
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
    retiring += [person for person in exits(model) if person.age < limit]
    if not retiring:
        return
    left = sum(person.wealth for person in retiring) * (1.0 - p.inheritance)
    for person in retiring:
        person.wealth *= p.inheritance
    for person in model.people:
        person.wealth += left / len(model.people)
    members = model.at_work()
    attitudes = typical_attitudes(members)
    competent = sum(person.competence for person in members) / len(members)
    for person in retiring:
        replace(model, person)
        adopt(person, attitudes)
        person.competence, person.heard, person.once_disempowered = competent, 1.0, 1
        person.accustomed_alienation = person.alienation_total


def exits(model: ReferenceEconomy) -> list[Person]:
    """Return who leaves for an enclave that pays the mean, and skill as a market does."""
    p, members = model.parameters, model.at_work()
    if p.exit_response <= 0.0:
        return []
    used = {person: used_skill(person) for person in members}
    pay = sum(person.hourly_pay for person in members) / len(members)
    usual, key = sum(used.values()) / len(members), model.key(Stream.EXIT)
    return [
        person
        for person in members
        if person.hourly_pay > 0.0
        and uniform(key, person.person)
        < p.exit_response
        * equations.gain_of_exit(person.hourly_pay, pay, p.skill_premium * (used[person] - usual))
    ]


def used_skill(person: Person) -> float:
    """Return how much skill a job uses, by hour at the home workplace."""
    work = zip(person.hours, person.workplace.tasks, strict=True)
    used = equations.skill_in_use(
        (hours, task.complexity, person.skill[task.domain]) for hours, task in work
    )
    return used / max(1.0 - person.outside_hours, 1e-9)


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
