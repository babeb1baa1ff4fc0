"""A workplace under a manager: layoffs, a corporate division of labour, voice and pay by rank."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.institutions.improvement import ROUNDS_AFTER_SORTING
from sim.kernels.random import uniform
from tests.reference import equations
from tests.reference.firms import Firm
from tests.reference.licences import reserve_licensed
from tests.reference.people import DOMAINS, Person

if TYPE_CHECKING:
    from sim.state.workplaces import Workplaces
    from tests.reference.economy import ReferenceEconomy


class Hierarchy(Firm):
    """A workplace with a manager, which competes on a labour market."""

    def __init__(self, model: ReferenceEconomy, workplaces: Workplaces, index: int) -> None:
        super().__init__(model, workplaces, index)
        self.vacancies = 0

    def separate(self, quit_key: int, dismissal_key: int, layoff_key: int) -> None:
        """Let members quit, dismiss those caught with low effort, and end some jobs."""
        p, model = self.model.parameters, self.model
        lowest = p.dismissal_threshold * self.mean("effort")
        for person in self.members:
            if person.destination is None:
                continue
            chance = equations.separation_rate(
                p.quit_rate, p.turnover_response, person.alienation_total
            )
            if uniform(quit_key, person.person) < chance:
                person.destination = None
            elif (
                person.effort < lowest
                and uniform(dismissal_key, person.person) < p.dismissal_rate * model.monitoring
            ) or uniform(layoff_key, person.person) < p.layoff_rate:
                person.destination = None
                model.losses += 1

    def lay_off(self, desired: int) -> None:
        """Lay off whom the workplace does not need and count open positions."""
        staying = [person for person in self.members if person.destination is not None]
        surplus = max(len(staying) - desired, 0)
        self.vacancies = max(desired - len(staying), 0)
        staying.sort(key=lambda person: sum(person.skill) / DOMAINS * person.effort)
        for person in staying[:surplus]:
            person.destination = None
        self.model.losses += surplus

    def divide_labour(self) -> None:
        """Sort when members have changed, and improve what sorting misses."""
        if self.changed:
            self.sort()
        reserve_licensed([self])
        self.improve(hold_index=False, rounds=ROUNDS_AFTER_SORTING if self.changed else 1)

    def sort(self) -> None:
        """Give the most demanding tasks to the most skilled."""
        left = dict.fromkeys(self.members, 1.0)
        for person in self.members:
            person.hours = [0.0] * len(self.tasks)
        *demanding, simplest = self.sector.most_complex_first
        for task in demanding:
            need = task.hours_share * len(self.members)
            for person in sorted(left, key=lambda person: -person.counted_skill(task)):
                if need <= 0.0:
                    break
                given = min(left[person], need)
                person.hours[task.position] = given
                left[person] -= given
                need -= given
                if left[person] <= 0.0:
                    del left[person]
        for person, time in left.items():
            person.hours[simplest.position] = time

    def give_voice(self) -> None:
        """Give voice by rank, and to everyone what consultation gives."""
        p = self.model.parameters
        for person in self.members:
            consulted = p.consultation * equations.attendance(person.competence, p.attendance_least)
            person.voice = equations.voice_by_rank(
                person.empowerment, p.voice_low, p.voice_high, consulted
            )

    def weigh_pay(self, average: float) -> dict[Person, float]:
        """Return relative hourly pay of the members, given average output per hour."""
        p = self.model.parameters
        success = self.output / len(self.members) / average if self.members else 0.0
        shared = p.rent_sharing * math.log(success) if success > 0.0 else 0.0
        weights = {}
        for person in self.members:
            used = equations.skill_in_use(
                (hours, task.complexity, person.skill[task.domain])
                for hours, task in zip(person.hours, self.tasks, strict=True)
            )
            explained = p.rank_premium * person.empowerment + p.skill_premium * used + shared
            onerous = p.compensating_differential * (1.0 - person.desirability)
            weights[person] = math.exp(explained + person.pay_premium + onerous)
        return weights
