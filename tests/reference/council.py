"""A workplace under a council: balanced jobs by swaps that are voted on, effort rated by peers."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sim.kernels.random import normal, uniform
from sim.kernels.ranking import PENDING, rank
from sim.kernels.swaps import NEGLIGIBLE, SAME_INDEX
from tests.reference import equations
from tests.reference.firms import Firm
from tests.reference.licences import reserve_licensed
from tests.reference.people import Person
from tests.reference.staffing import restore_staffing
from tests.reference.tasks import Task

MEMORY_MONTHS = 12.0
"""Months over which members average whether they were heard."""

WORTH_A_VOTE = 1e-6
"""Fall of the spread of job indices from which a council votes on a round of swaps."""


def known_index(person: Person) -> float:
    """Return the job index as finely as people are ordered by it."""
    return float(np.rint(person.job_index / SAME_INDEX) * SAME_INDEX)


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
        keys = np.array([known_index(person) for person in self.members])
        order = np.empty(len(keys), np.int64)
        rank(len(keys), keys, order, np.empty(2 * PENDING, np.int64))
        return [self.members[position] for position in order]

    def restore_staffing(self) -> None:
        """Bring hours back to full staffing when members have changed, licensed ones always."""
        if self.changed and self.members:
            restore_staffing(self)
        reserve_licensed([self])

    def divide_labour(self) -> None:
        """Propose a round of swaps, vote on it and carry it out."""
        self.at_own_cost, self.for_others, self.proposer = 0, 0, None
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
            if known_index(high) - known_index(low) <= NEGLIGIBLE:
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
            if high.hours[k] <= NEGLIGIBLE or not low.may(task):
                continue
            for other in self.tasks:
                j, moved = other.position, task.job_index - other.job_index
                if moved <= NEGLIGIBLE or low.hours[j] <= NEGLIGIBLE or not high.may(other):
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
        yes, total, in_favour = 0.0, 0.0, {}
        weights = self.weights()
        for person, weight in weights.items():
            wish = p.vote_own_interest * change[person] + p.vote_solidarity * fall
            wish += p.vote_output * gain + p.vote_noise * normal(key, person.person)
            total += weight
            in_favour[person] = wish > 0.0
            if wish > 0.0:
                yes += weight
        passed = total > 0.0 and yes / total > p.majority
        for person in self.members:
            person.heard += ((in_favour[person] == passed) - person.heard) / MEMORY_MONTHS
        losers = [person for person in self.members if change[person] < 0.0]
        self.at_own_cost = len(losers)
        self.for_others = sum(in_favour[person] for person in losers)
        self.note_proposer(weights)
        return passed

    def weights(self) -> dict[Person, float]:
        """Return how much each member counts in a meeting."""
        p, mean = self.model.parameters, self.mean("competence")
        return {
            person: equations.voting_weight(
                person.competence, mean, p.dominance, p.attendance_least
            )
            for person in self.members
        }

    def note_proposer(self, weights: dict[Person, float]) -> None:
        """Draw who has made the proposal."""
        left = uniform(self.model.proposer_key, self.index) * sum(weights.values())
        for person, weight in weights.items():
            self.proposer = person
            left -= weight
            if left < 0.0:
                break

    def give_voice(self) -> None:
        """Give the voice that attendance, dominance, delegation and lost votes leave."""
        p, everyone = self.model.parameters, self.model.mean_competence
        reference = (1.0 - p.society_reference) * self.mean("competence")
        reference += p.society_reference * everyone
        left = equations.delegation(len(self.members), p.assembly_size, p.delegation_loss)
        for person in self.members:
            person.voice = equations.voice_in_council(
                person.competence,
                reference,
                p.dominance,
                p.attendance_least,
                left,
                p.outvoted_loss * (1.0 - person.heard),
            )

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
        competent = self.mean("competence")
        for person in self.members:
            error = noise * normal(keys[0], person.person) - 0.5 * noise**2
            rating = equations.rating(person.effort, mean, error, p.leniency)
            rating *= 1.0 + p.onerous_pay * (1.0 - person.desirability)
            if uniform(keys[1], person.person) < p.collusion_share:
                rating *= 1.0 + p.collusion_gain
            rating = equations.dominated_rating(
                rating, person.competence, competent, p.dominance_in_ratings * p.dominance
            )
            ratings[person] = rating
        total = sum(ratings.values())
        scale = self.hours_factor * len(self.members) / total if total > 0.0 else 0.0
        return {person: rating * scale for person, rating in ratings.items()}
