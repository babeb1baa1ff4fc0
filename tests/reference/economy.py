"""The month of an economy, agent by agent, as far as it is the same under all institutions."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar

import mesa

from sim.kernels.innovation import BEST_SHARE
from sim.kernels.random import normal, poisson
from sim.kernels.streams import Stream, key_of
from tests.reference import demography, equations
from tests.reference.education import Education
from tests.reference.firms import Firm
from tests.reference.people import EMPLOYED, UNEMPLOYED, Person
from tests.reference.reporters import REPORTERS
from tests.reference.tasks import sectors_of

if TYPE_CHECKING:
    from sim import Economy

NUMBERS = (
    "business_cycle",
    "job_loss_rate",
    "job_finding_rate",
    "fallback_income",
    "median_pay",
    "public_capital",
    "reference_creativity",
)


class ReferenceEconomy(mesa.Model):
    """An economy of agents with attributes, which goes on from the state of another one.

    Parameters
    ----------
    economy : Economy
        Where to start from, in steps of a month; it is only read.

    Notes
    -----
    `people` are kept in the order of the simulator's rows, by workplace. Sums on which a comparison
    of equals may hang are taken one by one in that order, so that both agree to the last bit.
    """

    firm_type: ClassVar[type[Firm]]
    education_type: ClassVar[type[Education]]

    def __init__(self, economy: Economy) -> None:
        super().__init__(rng=1)
        state = economy.state
        self.parameters = p = state.parameters
        self.seed_of_draws, self.replicate = state.seed, state.replicate
        self.month = state.month
        for name in NUMBERS:
            setattr(self, name, getattr(state, name))
        self.rho = (p.substitution_elasticity - 1.0) / p.substitution_elasticity
        self.dimensions = dimension_weights(self)
        self.monitoring = p.monitoring
        self.spell = self.output = 0.0
        self.sectors = sectors_of(economy)
        self.firms = [
            self.firm_type(self, state.workplaces, index) for index in range(len(state.workplaces))
        ]
        self.people = [Person(self, state.people, row) for row in range(len(state.people))]
        self.resume_exchanges(economy)
        self.gather()
        self.education = self.education_type(self)
        self.datacollector = mesa.DataCollector(REPORTERS)

    def resume_exchanges(self, economy: Economy) -> None:
        """Take over the hours that people spend in other workplaces."""
        people = economy.state.people
        for row, person in enumerate(self.people):
            if people.outside_partner[row] >= 0:
                partner = self.people[people.row_of[people.outside_partner[row]]]
                task = partner.workplace.tasks[people.outside_task[row]]
                person.exchange_hours(partner, task, person.outside_hours)

    def gather(self) -> None:
        """Put people in order and tell workplaces who works there."""
        last = len(self.firms)
        self.people.sort(
            key=lambda person: last if person.workplace is None else person.workplace.index
        )
        for firm in self.firms:
            firm.members = []
        for person in self.people:
            if person.workplace is not None:
                person.workplace.members.append(person)
        self.list_incoming()

    def list_incoming(self) -> None:
        """Tell workplaces who comes to them for some hours."""
        for firm in self.firms:
            firm.incoming = []
        for person in self.people:
            if person.partner is not None:
                person.partner.workplace.incoming.append(person)

    def key(self, stream: Stream, month: int | None = None) -> int:
        """Return the key of a random stream."""
        return key_of(
            self.seed_of_draws, self.replicate, stream, self.month if month is None else month
        )

    def at_work(self) -> list[Person]:
        """Return all members of all workplaces."""
        return [person for firm in self.firms for person in firm.members]

    def labour_force(self) -> int:
        """Return the number of people who are not in training."""
        return sum(person.training_left == 0 for person in self.people)

    def unemployment_rate(self) -> float:
        """Return the unemployed as a share of the labour force."""
        unemployed = sum(person.status == UNEMPLOYED for person in self.people)
        return unemployed / max(self.labour_force(), 1)

    def labour_allocation(self) -> None:
        """Set the destination of everyone and carry out all moves."""
        raise NotImplementedError

    def divide_labour(self) -> None:
        """Set everyone's hours and judge all jobs."""
        raise NotImplementedError

    def overheads(self) -> tuple[float, float, float]:
        """Return time lost to supervision, to meetings, and further per empowering hour."""
        raise NotImplementedError

    def pay_and_saving(self) -> None:
        """Pay and save."""
        raise NotImplementedError

    def security(self) -> tuple[float, float, float]:
        """Return insecurity, and effort drawn by pay for effort and by being watched."""
        raise NotImplementedError

    def link(self) -> float:
        """Return how far pay follows effort."""
        raise NotImplementedError

    def climate_of_ideas(self) -> tuple[float, float, float, float]:
        """Return least and most uptake of ideas, their incentive and their diffusion."""
        raise NotImplementedError

    def step(self) -> None:
        """Advance by a month, phase by phase."""
        self.month += 1
        demography.advance(self)
        self.education.train()
        self.demand()
        self.labour_allocation()
        self.improvement_key = self.key(Stream.IMPROVEMENT)
        self.divide_labour()
        for person in self.people:
            person.grow_competent()
        members = self.at_work()
        self.mean_competence = sum(person.competence for person in members) / len(members)
        for firm in self.firms:
            firm.give_voice()
        lost = self.overheads()
        for person in self.at_work():
            person.lose_time(*lost)
        for firm in self.firms:
            firm.produce()
        self.output = sum(firm.output for firm in self.firms)
        self.pay_and_saving()
        insecurity, gain_of_pay, cost_of_loss = self.security()
        for person in self.people:
            person.feel(insecurity)
        for firm in self.firms:
            firm.work_harder_or_less(gain_of_pay, cost_of_loss)
        for person in self.people:
            person.get_accustomed()
            if person.status == EMPLOYED:
                person.practise()
            elif person.status == UNEMPLOYED:
                person.forget()
        self.innovation()
        self.datacollector.collect(self)

    def shares(self) -> list[float]:
        """Return the share of jobs of each sector."""
        shares = [0.0] * len(self.sectors)
        for firm in self.firms:
            shares[firm.sector.index] += firm.share
        return shares

    def demand(self) -> None:
        """Advance the business cycle and the demand of each workplace."""
        p = self.parameters
        shock = normal(self.key(Stream.BUSINESS_CYCLE), 0)
        self.business_cycle *= p.demand_persistence
        self.business_cycle += p.business_cycle_volatility * shock
        key = self.key(Stream.IDIOSYNCRATIC_DEMAND)
        for firm in self.firms:
            firm.demand *= p.demand_persistence
            firm.demand += p.demand_volatility * normal(key, firm.index)

    def demand_index(self, firm: Firm) -> float:
        """Return the demand of a workplace relative to normal."""
        p = self.parameters
        shocks = p.demand_volatility**2 + p.business_cycle_volatility**2
        variance = shocks / (1.0 - p.demand_persistence**2)
        return math.exp(firm.demand + self.business_cycle - 0.5 * variance)

    def note_pay(self, earned: dict[Person, float]) -> None:
        """Note hourly pay, its median and how fair it is found."""
        for person in self.people:
            person.hourly_pay = person.fair_pay = 0.0
        for person, pay in earned.items():
            person.hourly_pay = pay / person.workplace.hours_factor
        ordered = sorted(person.hourly_pay for person in earned)
        middle = len(ordered) // 2
        self.median_pay = (ordered[middle] + ordered[-1 - middle]) / 2.0
        for firm in self.firms:
            firm.compare_pay()

    def innovation(self) -> None:
        """Have ideas, and follow the frontier of the sector or adopt what is known in it."""
        p = self.parameters
        least, most, incentive, diffusion = self.climate_of_ideas()
        rate = p.idea_rate * incentive
        if p.progress_by_growth >= 0.5:
            rate = p.progress / (12.0 * p.idea_step) * incentive / self.reference_creativity
        key = self.key(Stream.INNOVATION)
        effort = {firm: firm.creative_effort(least, most) for firm in self.firms}
        if p.knowledge_pool >= 0.5:
            self.pool_ideas(key, rate, effort, diffusion)
            return
        frontier = self.frontier()
        for firm in self.firms:
            firm.have_ideas(key, rate * effort[firm], frontier[firm.sector.index], diffusion)

    def pool_ideas(
        self, key: int, rate: float, effort: dict[Firm, float], diffusion: float
    ) -> None:
        """Have ideas whose worth is shared with the sector, and adopt those of others."""
        p = self.parameters
        arrivals, known = {}, defaultdict(float)
        for firm, ideas in effort.items():
            unknown = firm.backlog / p.idea_step
            mean = rate * ideas * math.exp(-p.recombination * unknown)
            arrivals[firm] = poisson(key, firm.index, mean)
        for sector in self.sectors:
            firms = [firm for firm in self.firms if firm.sector is sector]
            hours = sum(firm.hours_worked() for firm in firms)
            total = sum(firm.hours_worked() * arrivals[firm] for firm in firms)
            known[sector.index] = p.idea_step * total / hours
        for firm in self.firms:
            gain, firm.backlog = equations.growth_with_pool(
                firm.backlog,
                p.idea_step * arrivals[firm],
                known[firm.sector.index],
                p.idea_spillover,
                diffusion,
            )
            firm.technology *= math.exp(gain)

    def frontier(self) -> dict[int, float]:
        """Return the mean log technology of the best fifth of each sector, at least of one."""
        by_sector: dict[int, list[float]] = defaultdict(list)
        for firm in self.firms:
            by_sector[firm.sector.index].append(math.log(firm.technology))
        return {
            sector: equations.frontier(levels, BEST_SHARE) for sector, levels in by_sector.items()
        }


def dimension_weights(model: ReferenceEconomy) -> list[float]:
    """Return the weights of the dimensions of alienation, which sum to 1."""
    p = model.parameters
    weights = [
        p.weight_powerlessness,
        p.weight_meaninglessness,
        p.weight_self_estrangement,
        p.weight_isolation,
    ]
    total = sum(weights)
    return [weight / total for weight in weights] if total > 0.0 else [0.25] * 4


def whole_numbers(exact: list[float]) -> list[int]:
    """Return whole numbers closest to others, with their rounded sum."""
    whole = [math.floor(value) for value in exact]
    missing = round(sum(exact)) - sum(whole)
    by_rest = sorted(range(len(exact)), key=lambda j: whole[j] - exact[j])
    for j in by_rest[: max(missing, 0)]:
        whole[j] += 1
    return whole
