"""A workplace: production, pay compared, effort, ideas; how it is run stands in two subclasses."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import mesa

from sim.kernels.random import poisson, uniform
from tests.reference import equations
from tests.reference.improvement import Team, improve
from tests.reference.people import Person

if TYPE_CHECKING:
    from sim.state.workplaces import Workplaces
    from tests.reference.economy import ReferenceEconomy

NUMBERS = ("share", "technology", "backlog", "demand", "hours_factor", "output", "pay_level")


class Firm(mesa.Agent):
    """A workplace with its members, and those who come from another one for some hours."""

    def __init__(self, model: ReferenceEconomy, workplaces: Workplaces, index: int) -> None:
        super().__init__(model)
        for name in NUMBERS:
            setattr(self, name, getattr(workplaces, name)[index].item())
        self.index = index
        self.sector = model.sectors[workplaces.sector[index]]
        self.tasks = self.sector.tasks
        self.labour: list[float] = workplaces.effective_labour[index, : len(self.tasks)].tolist()
        self.members: list[Person] = []
        self.incoming: list[Person] = []
        self.changed = False

    def divide_labour(self) -> None:
        """Set the hours of the members."""
        raise NotImplementedError

    def give_voice(self) -> None:
        """Set the voice of the members."""
        raise NotImplementedError

    def mean(self, name: str) -> float:
        """Return the mean of an attribute over the members, 0 without any."""
        total = 0.0
        for person in self.members:
            total += getattr(person, name)
        return total / max(len(self.members), 1)

    def hours_worked(self) -> float:
        """Return the hours worked, in full-time months."""
        return self.hours_factor * len(self.members)

    def produce(self) -> None:
        """Produce."""
        labour = [0.0] * len(self.tasks)
        for person in self.members:
            time = person.productive_time * person.effort
            for hours, task in zip(person.hours, self.tasks, strict=True):
                if hours > 0.0:
                    labour[task.position] += time * hours * person.efficiency(task)
        for person in self.incoming:
            time, task = person.productive_time * person.effort, person.outside_task
            labour[task.position] += time * person.outside_hours * person.efficiency(task)
        self.labour = [self.hours_factor * value for value in labour]
        self.output = 0.0
        if self.members and min(self.labour) > 0.0:
            rho = self.model.rho
            total = sum(self.scarcity())
            self.output = self.technology * total ** (1.0 / rho)

    def scarcity(self) -> list[float]:
        """Return what each task contributes to the aggregate."""
        rho = self.model.rho
        return [
            task.hours_share * (labour / task.hours_share) ** rho
            for task, labour in zip(self.tasks, self.labour, strict=True)
        ]

    def marginal_products(self) -> list[float]:
        """Return output per unit of effective labour in each task."""
        if not self.output > 0.0:
            return [0.0] * len(self.tasks)
        parts = self.scarcity()
        scale = self.output / sum(parts)
        return [part * scale / labour for part, labour in zip(parts, self.labour, strict=True)]

    def improve(self, *, hold_index: bool, rounds: int) -> None:
        """Let members exchange hours where that raises output."""
        key, share = self.model.improvement_key, self.model.parameters.assignment_improvement
        if share <= 0.0 or not self.members:
            return
        team = Team(
            hours=[person.hours for person in self.members],
            worth=[
                [
                    person.efficiency(task) * (person.productive_time * person.effort)
                    for task in self.tasks
                ]
                for person in self.members
            ],
            share=[task.hours_share for task in self.tasks],
            exponent=self.model.rho - 1.0,
            labour=[0.0] * len(self.tasks),
            open_to=[[person.may(task) for task in self.tasks] for person in self.members],
        )
        for person in self.incoming:
            task, time = person.outside_task, person.productive_time * person.effort
            team.labour[task.position] += time * person.outside_hours * person.efficiency(task)
        for row, worth in zip(team.hours, team.worth, strict=True):
            for k, hours in enumerate(row):
                team.labour[k] += hours * worth[k]
        index = [task.job_index for task in self.tasks] if hold_index else None
        improve(team, index, self.index, rounds, lambda number: uniform(key, number) < share)

    def compare_pay(self) -> None:
        """Note the level of pay and how unfair the members find theirs."""
        p, count = self.model.parameters, max(len(self.members), 1)
        self.pay_level = sum(person.hourly_pay for person in self.members) / count
        effort = sum(person.effort for person in self.members) / count
        contribution = sum(person.contribution() for person in self.members) / count
        norm = equations.norm_of_fairness(p.fair_effort, p.fair_contribution, p.fair_equality)
        for person in self.members:
            own = person.effort / effort, person.contribution() / contribution
            person.fair_pay = equations.fair_pay(self.pay_level, norm, *own)
            person.unfairness = equations.unfairness(person.hourly_pay, person.fair_pay)

    def work_harder_or_less(self, gain_of_pay: float, cost_of_loss: float) -> None:
        """Move effort towards each member's own target and the norm of the workplace."""
        p = self.model.parameters
        work = sum(person.effort for person in self.members)
        practised = (1.0 - p.solidarity_by_decree) * p.solidarity
        for_others = practised * self.mean("voice") * (1.0 - self.mean("unfairness"))
        for person in self.members:
            own = person.effort_aimed_at(gain_of_pay, cost_of_loss, for_others)
            goal = equations.effort_goal(own, work / len(self.members), p.peer_norm)
            person.effort += p.effort_adjustment * (goal - person.effort)

    def creative_effort(self, least: float, most: float) -> float:
        """Return the mean creative effort of the members.

        Parameters
        ----------
        least, most : float
            Share of ideas taken up from people without and with full voice.
        """
        p, total = self.model.parameters, 0.0
        for person in self.members:
            time = practised = 0.0
            for hours, task in zip(person.hours, self.tasks, strict=True):
                time += hours
                practised += hours * person.skill[task.domain]
            if time > 0.0:
                total += (
                    person.creativity**p.idea_returns
                    * person.competence**p.idea_competence
                    * practised
                    / time
                    * person.effort
                    * (1.0 - person.alienation_total)
                    * equations.uptake(person.voice, least, most)
                )
        return total / max(len(self.members), 1)

    def have_ideas(self, key: int, mean: float, frontier: float, diffusion: float) -> None:
        """Raise technology by ideas and towards the frontier, a logarithm."""
        arrivals = poisson(key, self.index, mean)
        level, step = math.log(self.technology), self.model.parameters.idea_step
        self.technology *= math.exp(equations.growth(level, arrivals, frontier, step, diffusion))
