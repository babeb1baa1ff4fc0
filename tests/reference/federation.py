"""Exchanges of hours between members of better-off and of worse-off workplaces."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.kernels.exchange import LEAST_HOURS
from sim.kernels.random import uniform
from tests.reference import equations
from tests.reference.people import Person
from tests.reference.tasks import Task
from tests.reference.wide_federation import exchange_widely

if TYPE_CHECKING:
    from tests.reference.council import Council


class Federations:
    """The federations of a month: one for each sector, then one for all.

    Parameters
    ----------
    firms : list of Council
        All workplaces; jobs must have been judged.
    key : int
        Random key of who could begin an exchange.
    renewing : set of Person
        Those who have just ended one to begin another.
    """

    def __init__(self, firms: list[Council], key: int, renewing: set[Person]) -> None:
        self.firms = firms
        self.parameters = p = firms[0].model.parameters
        self.willing = [
            person
            for firm in firms
            if firm.members
            and equations.spread([person.job_index for person in firm.members])
            < p.federation_tolerance
            for person in firm.members
            if uniform(key, person.person) < p.federation_rate or person in renewing
        ]
        self.busy: list[Person] = []

    def balance(self) -> list[Person]:
        """Arrange exchanges inside sectors, then across all, and return who takes part."""
        if self.parameters.federation_hours < LEAST_HOURS or not self.willing:
            return []
        self.mean = {firm: firm.mean("job_index") for firm in self.firms}
        self.products = {firm: firm.marginal_products() for firm in self.firms}
        self.help = {firm: help_from_outside(firm) for firm in self.firms}
        self.arrange(lambda firm: firm.sector.index)
        self.arrange(lambda firm: 0)
        return self.busy

    def arrange(self, federation_of: Callable[[Council], int]) -> None:
        """Pair those farthest above the mean of a federation with those farthest below."""
        wide = self.parameters.wide_exchanges >= 0.5
        if not wide:
            # What another federation has just arranged is not counted as help from outside.
            self.help = {firm: help_from_outside(firm) for firm in self.firms}
        for number in sorted({federation_of(firm) for firm in self.firms}):
            firms = [firm for firm in self.firms if federation_of(firm) == number]
            total = people = 0.0
            for firm in firms:
                total += self.mean[firm] * len(firm.members)
                people += len(firm.members)
            mean = total / max(people, 1.0)
            squares = sum((self.mean[firm] - mean) ** 2 * len(firm.members) for firm in firms)
            if math.sqrt(squares / max(people, 1.0)) <= self.parameters.society_tolerance:
                continue
            givers, receivers = [], []
            for person in self.willing:
                firm = person.workplace
                if person.partner is not None or federation_of(firm) != number:
                    continue
                if self.mean[firm] > mean and person.job_index > mean:
                    givers.append(person)
                elif self.mean[firm] < mean and person.job_index < mean:
                    receivers.append(person)
            for side in (givers, receivers):
                side.sort(key=lambda person: (-abs(person.job_index - mean), person.person))
            for high, low in zip(givers, receivers, strict=False):
                if wide:
                    exchange_widely(self, high, low, mean)
                else:
                    self.exchange(high, low, mean)

    def exchange(self, high: Person, low: Person, mean: float) -> None:
        """Give the task that `low` likes least for the one of `high` that costs least output."""
        home, away = high.workplace, low.workplace
        own = [
            task
            for task in away.tasks
            if low.hours[task.position] >= LEAST_HOURS and high.may(task)
        ]
        if not own:
            return
        least_desirable = min(own, key=lambda task: task.job_index)
        best = self.cheapest(high, low, least_desirable)
        if best is None:
            return
        step = best.job_index - least_desirable.job_index
        hours = min(
            self.parameters.federation_hours,
            high.hours[best.position],
            low.hours[least_desirable.position],
            (high.job_index - mean) / step,
            (mean - low.job_index) / step,
            self.room(home, best),
            self.room(away, least_desirable),
        )
        if hours < LEAST_HOURS:
            return
        high.hours[best.position] -= hours
        low.hours[least_desirable.position] -= hours
        self.help[home][best.position] += hours
        self.help[away][least_desirable.position] += hours
        high.exchange_hours(low, least_desirable, hours)
        low.exchange_hours(high, best, hours)
        self.busy += [high, low]

    def cheapest(self, high: Person, low: Person, least_desirable: Task) -> Task | None:
        """Return the task of `high` whose exchange costs least output per unit of index moved."""
        cost, best = math.inf, None
        high_takes, low_gives = (
            self.product(person, low.workplace, least_desirable) for person in (high, low)
        )
        for task in high.workplace.tasks:
            step = task.job_index - least_desirable.job_index
            if high.hours[task.position] < LEAST_HOURS or step <= 0.0 or not low.may(task):
                continue
            high_gives, low_takes = (
                self.product(person, high.workplace, task) for person in (high, low)
            )
            found = equations.cost_of_exchange(high_gives, high_takes, low_gives, low_takes, step)
            if found < cost:
                cost, best = found, task
        return best

    def product(self, person: Person, firm: Council, task: Task) -> float:
        """Return what an hour of a person in a task of a workplace adds to output."""
        return equations.hour_of_work(
            self.products[firm][task.position],
            person.productive_time * person.effort,
            person.efficiency(task),
        )

    def room(self, firm: Council, task: Task) -> float:
        """Return the hours of a task that further people from outside may do."""
        most = self.parameters.outside_work_limit * task.hours_share * len(firm.members)
        return most - self.help[firm][task.position]


def help_from_outside(firm: Council) -> list[float]:
    """Return the hours of each task done by people of other workplaces."""
    hours = [0.0] * len(firm.tasks)
    for person in firm.incoming:
        hours[person.outside_task.position] += person.outside_hours
    return hours
