"""Exchanges of hours between members of better-off and of worse-off workplaces."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from benchmarks.plain_mesa.council import spread
from benchmarks.plain_mesa.people import Person
from benchmarks.plain_mesa.tasks import Task
from sim.kernels.exchange import LEAST_HOURS, MOST_OUTSIDE_WORK
from sim.kernels.random import uniform

if TYPE_CHECKING:
    from benchmarks.plain_mesa.council import Council


class Federations:
    """The federations of a month: one for each sector, then one for all.

    Parameters
    ----------
    firms : list of Council
        All workplaces; jobs must have been judged.
    key : int
        Random key of who could begin an exchange.
    """

    def __init__(self, firms: list[Council], key: int) -> None:
        self.firms = firms
        self.parameters = p = firms[0].model.parameters
        self.willing = [
            person
            for firm in firms
            if firm.members
            and spread([person.job_index for person in firm.members]) < p.federation_tolerance
            for person in firm.members
            if uniform(key, person.person) < p.federation_rate
        ]
        self.busy: list[Person] = []

    def balance(self) -> list[Person]:
        """Arrange exchanges inside sectors, then across all, and return who takes part."""
        if self.parameters.federation_hours < LEAST_HOURS or not self.willing:
            return []
        self.mean = {firm: firm.mean("job_index") for firm in self.firms}
        self.products = {firm: firm.marginal_products() for firm in self.firms}
        self.arrange(lambda firm: firm.sector.index)
        self.arrange(lambda firm: 0)
        return self.busy

    def arrange(self, federation_of: Callable[[Council], int]) -> None:
        """Pair those farthest above the mean of a federation with those farthest below."""
        # What another federation has just arranged is not counted as help from outside.
        self.help = {firm: help_from_outside(firm) for firm in self.firms}
        for number in sorted({federation_of(firm) for firm in self.firms}):
            firms = [firm for firm in self.firms if federation_of(firm) == number]
            total = people = 0.0
            for firm in firms:
                total += self.mean[firm] * len(firm.members)
                people += len(firm.members)
            mean = total / max(people, 1.0)
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
                self.exchange(high, low, mean)

    def exchange(self, high: Person, low: Person, mean: float) -> None:
        """Give the task that `low` likes least for the one of `high` that costs least output."""
        home, away = high.workplace, low.workplace
        own = [task for task in away.tasks if low.hours[task.position] >= LEAST_HOURS]
        if not own:
            return
        unloved = min(own, key=lambda task: task.job_index)
        best = self.cheapest(high, low, unloved)
        if best is None:
            return
        step = best.job_index - unloved.job_index
        hours = min(
            self.parameters.federation_hours,
            high.hours[best.position],
            low.hours[unloved.position],
            (high.job_index - mean) / step,
            (mean - low.job_index) / step,
            self.room(home, best),
            self.room(away, unloved),
        )
        if hours < LEAST_HOURS:
            return
        high.hours[best.position] -= hours
        low.hours[unloved.position] -= hours
        self.help[home][best.position] += hours
        self.help[away][unloved.position] += hours
        high.exchange_hours(low, unloved, hours)
        low.exchange_hours(high, best, hours)
        self.busy += [high, low]

    def cheapest(self, high: Person, low: Person, unloved: Task) -> Task | None:
        """Return the task of `high` whose exchange costs least output per unit of index moved."""
        cost, best = math.inf, None
        gained = self.product(high, low.workplace, unloved)
        gained -= self.product(low, low.workplace, unloved)
        for task in high.workplace.tasks:
            step = task.job_index - unloved.job_index
            if high.hours[task.position] < LEAST_HOURS or step <= 0.0:
                continue
            change = self.product(low, high.workplace, task) + gained
            change -= self.product(high, high.workplace, task)
            if -change / step < cost:
                cost, best = -change / step, task
        return best

    def product(self, person: Person, firm: Council, task: Task) -> float:
        """Return what an hour of a person in a task of a workplace adds to output."""
        time = person.productive_time * person.effort
        return self.products[firm][task.position] * time * person.efficiency(task)

    def room(self, firm: Council, task: Task) -> float:
        """Return the hours of a task that further people from outside may do."""
        most = MOST_OUTSIDE_WORK * task.hours_share * len(firm.members)
        return most - self.help[firm][task.position]


def help_from_outside(firm: Council) -> list[float]:
    """Return the hours of each task done by people of other workplaces."""
    hours = [0.0] * len(firm.tasks)
    for person in firm.incoming:
        hours[person.outside_task.position] += person.outside_hours
    return hours
