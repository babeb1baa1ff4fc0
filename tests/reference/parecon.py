"""A month under participatory institutions, agent by agent."""

from __future__ import annotations

import math
from collections import defaultdict

from sim import Economy
from sim.institutions.pay import BUFFER_SPEED, rating_precision
from sim.kernels.random import uniform
from sim.kernels.streams import Stream
from tests.reference import equations
from tests.reference.council import Council
from tests.reference.economy import ReferenceEconomy, whole_numbers
from tests.reference.education import Open
from tests.reference.federation import Federations
from tests.reference.fit import Placement
from tests.reference.licences import reserve_licensed
from tests.reference.moves import settle
from tests.reference.people import IN_TRAINING, UNEMPLOYED, Person
from tests.reference.tasks import Sector


class ReferenceParecon(ReferenceEconomy):
    """Councils, balanced jobs, a job guarantee, pay by effort and need, common ideas."""

    firm_type = Council
    education_type = Open

    def __init__(self, economy: Economy) -> None:
        super().__init__(economy)
        self.monitoring *= self.parameters.council_monitoring

    def labour_allocation(self) -> None:
        """Place everyone without work, let volunteers swap places, and share the work."""
        p, force = self.parameters, self.labour_force()
        key = self.key(Stream.LAYOFF)
        for person in self.people:
            if uniform(key, person.person) < p.displacement * p.layoff_rate:
                person.destination = None
        target = whole_numbers([firm.share * force for firm in self.firms])
        missing = dict(zip(self.firms, target, strict=True))
        full = dict(missing)
        for person in self.people:
            if person.destination is not None:
                missing[person.destination] -= 1
        missing = {firm: max(number, 0) for firm, number in missing.items()}
        self.place(full, missing)
        self.swap_places()
        settle(self)
        limit = p.work_sharing_limit
        for firm in self.firms:
            firm.hours_factor = min(max(self.demand_index(firm), 1.0 - limit), 1.0 + limit)

    def place(self, full: dict[Council, int], missing: dict[Council, int]) -> None:
        """Place everyone without work where staff is shortest for the skills they have.

        Parameters
        ----------
        full, missing : dict
            Staff that each workplace should have, and how many of them are missing.
        """
        staff: dict[int, float] = defaultdict(float)
        short: dict[int, float] = defaultdict(float)
        for firm in self.firms:
            staff[firm.sector.index] += full[firm]
            short[firm.sector.index] += missing[firm]
        seekers = [
            person
            for person in self.people
            if person.status != IN_TRAINING and person.destination is None
        ]
        placement = Placement(self)
        for person in sorted(seekers, key=lambda person: person.person):
            open_to = [sector for sector in self.sectors if short[sector.index] > 0.0]
            if not open_to:
                break

            def score(sector: Sector, person: Person = person) -> float:
                lack = short[sector.index] / staff[sector.index]
                return lack * sum(
                    task.hours_share * person.efficiency(task) for task in sector.tasks
                )

            best = max(open_to, key=score)
            shortest = max(
                (firm for firm in self.firms if firm.sector is best and missing[firm] > 0),
                key=lambda firm: missing[firm] / full[firm],
            )
            if placement.decides(person):
                draw = placement.draw(person) / self.parameters.placement_fit
                start = int(draw * len(self.firms))
                ahead = [*self.firms[start:], *self.firms[:start]]
                shortest = placement.most_needed(
                    ((firm, firm) for firm in ahead if firm.sector is best and missing[firm] > 0),
                    person,
                )
            missing[shortest] -= 1
            short[best.index] -= 1.0
            placement.move(person, shortest)

    def swap_places(self) -> None:
        """Let people who want to move trade places inside their sector."""
        p, key = self.parameters, self.key(Stream.VOLUNTARY_MOVE)
        movers = []
        for person in self.people:
            wish = equations.separation_rate(
                p.voluntary_move_rate, p.turnover_response, person.alienation_total
            )
            if (
                person.destination is not None
                and person.destination is person.workplace
                and uniform(key, person.person) < wish
            ):
                movers.append(person)
        order = self.key(Stream.MOVE_PARTNER)
        by_sector: dict[int, list[Person]] = defaultdict(list)
        fit = Placement(self)

        def training(person: Person) -> int:
            return person.expert if fit.decides(person) else -2

        for person in sorted(
            movers, key=lambda person: (training(person), uniform(order, person.person))
        ):
            by_sector[person.home_sector].append(person)
        for group in by_sector.values():
            for one, other in zip(group[::2], group[1::2], strict=False):
                one.destination, other.destination = other.workplace, one.workplace

    def divide_labour(self) -> None:
        """Balance jobs inside workplaces by swaps, then across them by exchanges of hours."""
        for firm in self.firms:
            firm.restore_staffing()
        for person in self.people:
            if person.workplace is None:
                person.have_no_job()
            else:
                person.judge_job()
        self.vote_key, self.proposer_key = self.key(Stream.VOTE), self.key(Stream.PROPOSER)
        if self.parameters.competence_adjustment == 1.0:
            for person in self.people:
                person.grow_competent()
        for firm in self.firms:
            firm.divide_labour()
        renewing = self.renew_exchanges()
        busy = Federations(self.firms, self.key(Stream.FEDERATION), renewing).balance()
        for person in busy:
            person.judge_job()
        if busy:
            self.list_incoming()
        reserve_licensed(self.firms)
        for firm in self.firms:
            firm.improve(hold_index=True, rounds=1)
            for person in firm.members:
                person.judge_job()

    def renew_exchanges(self) -> set[Person]:
        """End some exchanges and return the partners, who can begin others at once."""
        key, rate = self.key(Stream.EXCHANGE_RENEWAL), self.parameters.exchange_renewal
        pairs = [
            (person, person.partner)
            for person in self.people
            if person.partner is not None
            and person.partner.person > person.person
            and uniform(key, person.person) < rate
        ]
        partners = {person for pair in pairs for person in pair}
        for person, _ in pairs:
            person.end_exchange()
        if pairs:
            reserve_licensed(self.firms)
            for firm in self.firms:
                for person in firm.members:
                    person.judge_job()
        self.list_incoming()
        return partners

    def overheads(self) -> tuple[float, float, float]:
        """Return time lost to supervision, to meetings, and further per empowering hour."""
        p = self.parameters
        remaining = 1.0 - p.meetings_replaced
        meetings = p.meeting_hours + remaining * p.hierarchy_meetings
        watching = p.supervision_cost * (self.monitoring + p.peer_monitoring)
        return watching, meetings, remaining * p.manager_meetings

    def pay_and_saving(self) -> None:
        """Invest, pay by need, then by effort as peers rate it; save towards a buffer."""
        p, output = self.parameters, self.output
        pool = output - p.investment_share * output
        by_need = p.need_share * pool
        by_work = pool - by_need
        idle = [person for person in self.people if person.status == UNEMPLOYED]
        self.fallback_income = min(
            p.benefit_replacement * self.median_pay, 0.5 * by_work / max(len(idle), 1)
        )
        weights = self.rate_effort()
        for person in self.people:
            if person.status == IN_TRAINING:
                weights[person] = 1.0
        by_work -= len(idle) * self.fallback_income
        per_weight = by_work / sum(weights.values())
        per_need = by_need / sum(person.need for person in self.people)
        for person in self.people:
            person.income = person.need * per_need + weights.get(person, 0.0) * per_weight
        for person in idle:
            person.income += self.fallback_income
        self.note_pay({person: weights[person] * per_weight for person in self.at_work()})
        for person in self.people:
            gap = p.savings_buffer * person.income - person.wealth
            person.wealth += min(BUFFER_SPEED * gap, person.income / 3.0)
        self.public_capital *= 1.0 - p.wealth_depreciation
        self.public_capital += p.investment_share * output

    def rate_effort(self) -> dict[Person, float]:
        """Return peer ratings of everyone at work."""
        precision = rating_precision(self.parameters)
        noise = equations.spread([math.log(person.effort) for person in self.at_work()])
        noise *= math.sqrt(1.0 / precision - 1.0)
        keys = self.key(Stream.PEER_RATING), self.key(Stream.COLLUSION, 0)
        ratings: dict[Person, float] = {}
        for firm in self.firms:
            ratings.update(firm.rate_effort(keys, noise))
        return ratings

    def security(self) -> tuple[float, float, float]:
        """Return insecurity, and effort drawn by pay for effort and by being watched."""
        p = self.parameters
        brought = p.joining_selection * p.diligence_dispersion
        observed = min(self.monitoring + p.peer_monitoring, 1.0)
        drawn = p.effort_pay_response * self.link() + p.solidarity_by_decree * p.solidarity
        return 0.0, drawn + brought, p.discipline_response * observed

    def link(self) -> float:
        """Return how far pay follows effort: as ratings tell it apart, without what need gets."""
        p = self.parameters
        honest = rating_precision(p) * (1.0 - p.leniency) * (1.0 - p.collusion_share)
        return honest * (1.0 - p.need_share)

    def climate_of_ideas(self) -> tuple[float, float, float, float]:
        """Return least and most uptake of ideas, their incentive and their diffusion."""
        p = self.parameters
        most, loss = p.uptake_council, max(p.uptake_council - p.uptake_low, 0.0)
        return most - p.uptake_by_voice * loss, most, p.commons_incentive, p.commons_diffusion
