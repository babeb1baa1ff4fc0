"""A workplace under a council: balanced jobs by swaps that are voted on, effort rated by peers."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sim.kernels.random import normal, uniform
from sim.kernels.ranking import PENDING, rank
from sim.kernels.swaps import NEGLIGIBLE
from tests.reference import equations
from tests.reference.firms import Firm
from tests.reference.people import Person
from tests.reference.staffing import restore_staffing
from tests.reference.tasks import Task

WORTH_A_VOTE = 1e-6
"""Fall of the spread of job indices from which a council votes on a round of swaps."""


@dataclass(frozen=True, slots=True)
class Swap:
    """Hours of two tasks that two members exchange: `high` gives `given` and takes `taken`."""

    high: Person
    low: Person
    given: Task
    taken: Task
    hours: float

    def carry_out(self) -> None:
        """Exchange the hours."""
        self.high.hours[self.given.position] -= self.hours
        self.high.hours[self.taken.position] += self.hours
        self.low.hours[self.taken.position] -= self.hours
        self.low.hours[self.given.position] += self.hours


class Council(Firm):
    """A workplace whose members decide together."""

    def by_job_index(self) -> list[Person]:
        """Return the members by job index; of equals the simulator decides who comes first."""
        keys = np.array([person.job_index for person in self.members])
        order = np.empty(len(keys), np.int64)
        rank(len(keys), keys, order, np.empty(2 * PENDING, np.int64))
        return [self.members[position] for position in order]

    def restore_staffing(self) -> None:
        """Bring hours back to full staffing when members have changed."""
        if self.changed and self.members:
            restore_staffing(self)

    def divide_labour(self) -> None:
        """Propose a round of swaps, vote on it and carry it out."""
        if not self.members:
            return
        swaps, gain = self.propose()
        if self.vote(swaps, gain):
            for swap in swaps:
                swap.carry_out()
            for person in self.members:
                person.judge_job()

    def propose(self) -> tuple[list[Swap], float]:
        """Return swaps of the highest with the lowest, and the change of log output."""
        swaps, gain, products = [], 0.0, self.marginal_products()
        ranking = self.by_job_index()
        for low, high in zip(ranking[: len(ranking) // 2], reversed(ranking), strict=False):
            gap = high.job_index - low.job_index
            if gap <= NEGLIGIBLE:
                break
            cost, given, taken = self.cheapest_swap(high, low, products)
            if given is None:
                continue
            moved = given.job_index - taken.job_index
            hours = min(self.model.parameters.swap_hours, gap / (2.0 * moved))
            hours = min(hours, high.hours[given.position], low.hours[taken.position])
            swaps.append(Swap(high, low, given, taken, hours))
            gain -= cost * moved * hours
        return swaps, gain / self.output if self.output > 0.0 else gain

    def cheapest_swap(
        self, high: Person, low: Person, products: list[float]
    ) -> tuple[float, Task | None, Task | None]:
        """Return what the best exchange costs per unit of job index moved, and its two tasks."""
        cost, given, taken = math.inf, None, None
        of_high, of_low = (
            [
                equations.hour_of_work(
                    product, person.productive_time * person.effort, person.efficiency(task)
                )
                for task, product in zip(self.tasks, products, strict=True)
            ]
            for person in (high, low)
        )
        for task in self.tasks:
            k = task.position
            if high.hours[k] <= NEGLIGIBLE:
                continue
            for other in self.tasks:
                j, moved = other.position, task.job_index - other.job_index
                if moved <= NEGLIGIBLE or low.hours[j] <= NEGLIGIBLE:
                    continue
                found = equations.cost_of_exchange(
                    of_high[k], of_high[j], of_low[j], of_low[k], moved
                )
                if found < cost:
                    cost, given, taken = found, task, other
        return cost, given, taken

    def vote(self, swaps: list[Swap], gain: float) -> bool:
        """Return whether the council passes a round of swaps."""
        p, key = self.model.parameters, self.model.vote_key
        change = dict.fromkeys(self.members, 0.0)
        for swap in swaps:
            step = swap.given.job_index - swap.taken.job_index
            change[swap.high], change[swap.low] = -swap.hours * step, swap.hours * step
        fall = equations.spread([person.job_index for person in self.members])
        fall -= equations.spread([person.job_index + change[person] for person in self.members])
        if fall <= WORTH_A_VOTE:
            return False
        mean, yes, total = self.mean("empowerment"), 0.0, 0.0
        for person in self.members:
            weight = equations.voting_weight(person.empowerment, mean, p.dominance)
            wish = p.vote_own_interest * change[person] + p.vote_solidarity * fall
            wish += p.vote_output * gain + p.vote_noise * normal(key, person.person)
            total += weight
            if wish > 0.0:
                yes += weight
        return total > 0.0 and yes / total > p.majority

    def give_voice(self) -> None:
        """Give full voice but for those dominated by more empowered members."""
        p, mean = self.model.parameters, self.mean("empowerment")
        for person in self.members:
            person.voice = equations.voice_in_council(person.empowerment, mean, p.dominance)

    def rate_effort(self, keys: tuple[int, int], noise: float) -> dict[Person, float]:
        """Return peer ratings of the members that sum to the hours of the workplace.

        Parameters
        ----------
        keys : (int, int)
            Random keys of ratings and of who colludes.
        noise : float
            Standard deviation of the log error.
        """
        p, mean, ratings = self.model.parameters, self.mean("effort"), {}
        for person in self.members:
            error = noise * normal(keys[0], person.person) - 0.5 * noise**2
            rating = equations.rating(person.effort, mean, error, p.leniency)
            rating *= 1.0 + p.onerous_pay * (1.0 - person.desirability)
            if uniform(keys[1], person.person) < p.collusion_share:
                rating *= 1.0 + p.collusion_gain
            ratings[person] = rating
        total = sum(ratings.values())
        scale = self.hours_factor * len(self.members) / total if total > 0.0 else 0.0
        return {person: rating * scale for person, rating in ratings.items()}
