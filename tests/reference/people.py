"""A person: what work makes of them, and what they make of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import mesa

from sim.kernels.newcomers import NEWCOMER_MONTHS
from tests.reference import equations
from tests.reference.tasks import Task

if TYPE_CHECKING:
    from sim.state.people import People
    from tests.reference.economy import ReferenceEconomy
    from tests.reference.firms import Firm

EMPLOYED, UNEMPLOYED, IN_TRAINING = range(3)
TYPICAL_CHANGE = 0.29
DOMAINS = 6
MONTHS_PER_YEAR = 12

NUMBERS = (
    "person",
    "home_sector",
    "status",
    "age",
    "entry_month",
    "tenure",
    "expert",
    "training_domain",
    "training_left",
    "background",
    "need",
    "diligence",
    "pay_premium",
    "wealth",
    "income",
    "hourly_pay",
    "effort",
    "alienation_total",
    "outside_hours",
    "competence",
    "accustomed_alienation",
    "heard",
    "schooling",
    "once_disempowered",
    "empowerment",
    "desirability",
    "creativity",
    "concentration",
    "job_index",
    "productive_time",
    "voice",
    "unfairness",
    "variety",
    "fair_pay",
)
LISTS = ("aptitude", "skill", "alienation")


class Person(mesa.Agent):
    """Somebody who works, looks for work or is in training."""

    def __init__(self, model: ReferenceEconomy, people: People, row: int) -> None:
        super().__init__(model)
        for name in NUMBERS:
            setattr(self, name, getattr(people, name)[row].item())
        for name in LISTS:
            setattr(self, name, getattr(people, name)[row].tolist())
        self.workplace: Firm | None = None
        self.hours: list[float] = []
        if people.workplace[row] >= 0:
            self.workplace = model.firms[people.workplace[row]]
            self.hours = people.hours[row, : len(self.workplace.tasks)].tolist()
        self.destination = self.workplace
        self.partner: Person | None = None
        self.outside_task: Task | None = None

    def grow_older(self) -> None:
        """Age by a month."""
        self.age += 1
        self.tenure += 1

    def efficiency(self, task: Task) -> float:
        """Return how well the person does a task, which is less well without its training."""
        able = self.skill[task.domain] ** task.complexity
        return able if self.expert == task.domain else able * task.untrained_efficiency

    def may(self, task: Task) -> bool:
        """Return whether the law lets the person take over hours of a task."""
        return self.expert == task.domain or not task.reserved

    def counted_skill(self, task: Task) -> float:
        """Return the skill that counts when the most skilled are looked for."""
        skill = self.skill[task.domain]
        return skill if self.expert == task.domain else skill * task.untrained_worth

    def work(self) -> list[tuple[float, Task]]:
        """Return the hours of each task, that of another workplace last."""
        work = list(zip(self.hours, self.workplace.tasks, strict=True))
        if self.partner is not None:
            work.append((self.outside_hours, self.outside_task))
        return work

    def exchange_hours(self, partner: Person, task: Task, hours: float) -> None:
        """Spend hours on a task of the partner's workplace."""
        self.partner, self.outside_task, self.outside_hours = partner, task, hours

    def end_exchange(self) -> None:
        """Take one's own work back, and let the partner do so."""
        if self.partner is None:
            return
        pair = self, self.partner
        for one, other in (pair, pair[::-1]):
            one.hours[other.outside_task.position] += one.outside_hours
        for one in pair:
            one.partner, one.outside_task, one.outside_hours = None, None, 0.0

    def judge_job(self) -> None:
        """Note what the job is like."""
        total = squares = empowering = desirable = creative = 0.0
        for time, task in self.work():
            total += time
            squares += time * time
            empowering += time * task.empowerment
            desirable += time * task.desirability
            creative += time * task.creativity
        scale = 1.0 / total if total > 0.0 else 0.0
        weight = self.model.parameters.empowerment_weight
        self.empowerment = empowering * scale
        self.desirability = desirable * scale
        self.creativity = creative * scale
        self.concentration = squares * scale * scale
        self.job_index = self.empowerment * weight + (1.0 - weight) * self.desirability
        scale = self.model.parameters.complexity_scale
        demands = [(time, task.demands(scale)) for time, task in self.work()]
        self.variety = equations.variety(demands, self.model.parameters.content_variety)

    def grow_competent(self) -> None:
        """Become as able to take part in decisions as the job lets, or lose it without one."""
        p, target = self.model.parameters, 0.0
        if self.status == IN_TRAINING:
            return
        if self.status == EMPLOYED:
            target = min(self.empowerment + p.schooling_competence * self.schooling, 1.0)
        self.competence = equations.competence(self.competence, target, p.competence_adjustment)

    def get_accustomed(self) -> None:
        """Get used to present alienation."""
        share = 1.0 - 0.5 ** (1.0 / self.model.parameters.habituation_half_life)
        self.accustomed_alienation += share * (self.alienation_total - self.accustomed_alienation)

    def have_no_job(self) -> None:
        """Have nothing to judge."""
        self.empowerment = self.desirability = self.creativity = self.concentration = 0.0
        self.job_index = self.voice = self.unfairness = self.variety = 0.0

    def lose_time(self, supervision: float, meetings: float, of_empowering: float) -> None:
        """Lose time to supervision, meetings and switching."""
        p, empowering = self.model.parameters, 0.0
        for time, task in self.work():
            if task.empowerment >= p.empowered_cut:
                empowering += time
        typical = (1.0 - p.content_variety) + p.content_variety * TYPICAL_CHANGE
        courses = self.model.education.time_in_courses()
        rates = supervision, meetings, of_empowering, p.switching_cost / typical, courses
        self.productive_time = equations.productive_time(rates, empowering, self.variety)
        if self.tenure < NEWCOMER_MONTHS:
            self.productive_time = max(self.productive_time - p.newcomer_cost, 0.0)

    def feel(self, insecurity: float) -> None:
        """Become more or less alienated."""
        p = self.model.parameters
        if self.status == EMPLOYED:
            targets = equations.alienation_targets(
                self.voice,
                equations.meaninglessness(self.desirability, p.worst_work_response),
                self.variety,
                self.creativity,
                equations.isolation(self.unfairness, insecurity, p.unfairness_weight),
            )
        elif self.status == UNEMPLOYED:
            targets = (p.unemployed_alienation,) * 4
        else:
            targets = self.alienation
        for k, target in enumerate(targets):
            self.alienation[k] += p.alienation_adjustment * (target - self.alienation[k])
        self.alienation_total = sum(map(float.__mul__, self.model.dimensions, self.alienation))

    def effort_aimed_at(self, gain_of_pay: float, cost_of_loss: float, for_others: float) -> float:
        """Return the effort that the person would like to make.

        Parameters
        ----------
        gain_of_pay : float
            Effort that comes with pay by effort and with the rule of decisions.
        cost_of_loss : float
            Effort that the threat of being caught draws at a total loss of a year's pay.
        for_others : float
            Effort given for the others of the workplace.
        """
        p, model, pay = self.model.parameters, self.model, self.hourly_pay
        felt = equations.felt_alienation(
            self.alienation_total, self.accustomed_alienation, p.habituation
        )
        willing = equations.willingness(1.0 - felt, p.motivation_steepness)
        month = pay * self.workplace.hours_factor
        target = p.effort_norm + self.diligence + gain_of_pay + for_others
        willing *= (1.0 - p.crowding * model.monitoring) * (1.0 - p.reward_crowding * model.link())
        target += p.intrinsic_motivation * willing
        lost = equations.cost_of_job_loss(month, model.fallback_income, model.spell)
        target += cost_of_loss * equations.cost_of_being_caught(month, lost, p.sanction_cost)
        target += equations.gift_exchange(pay, self.fair_pay, p.gift_response, p.gift_asymmetry)
        return min(max(target, p.effort_minimum), 1.0)

    def contribution(self) -> float:
        """Return what the others of the workplace see the person contribute."""
        pairs = zip(self.hours, self.workplace.tasks, strict=True)
        work = ((hours, task.complexity, self.skill[task.domain]) for hours, task in pairs)
        return equations.contribution(self.effort, work)

    def practise(self) -> None:
        """Learn from the month's work and courses, and forget what was not practised."""
        p = self.model.parameters
        self.schooling += self.model.education.time_in_courses() / MONTHS_PER_YEAR
        schooled = equations.effect_of_schooling(self.schooling, p.schooling_return)
        exponent, rates = -math.log2(p.progress_ratio), (p.learning, p.forgetting, p.maintenance)
        practice, demand = [0.0] * DOMAINS, [0.0] * DOMAINS
        for time, task in self.work():
            weighted = time * min(1.0, task.complexity)
            practice[task.domain] += weighted
            demand[task.domain] += weighted * task.complexity
        for d in range(DOMAINS):
            level = equations.sustained_skill(
                self.aptitude[d], p.untrained_skill, practice[d], demand[d], exponent, schooled
            )
            self.skill[d] = equations.skill_after_month(self.skill[d], level, practice[d], rates)

    def forget(self) -> None:
        """Forget without work."""
        self.keep_of_skill(1.0 - self.model.parameters.forgetting)

    def keep_of_skill(self, share: float) -> None:
        """Keep a share of the skill above the untrained floor."""
        for d in range(DOMAINS):
            floor = self.model.parameters.untrained_skill * self.aptitude[d]
            self.skill[d] = equations.remaining_skill(self.skill[d], floor, share)
