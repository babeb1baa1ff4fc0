"""A month under capitalist institutions, agent by agent."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

from sim.institutions.employment import LONGEST_SPELL
from sim.kernels.incomes import LOWEST_UNEMPLOYMENT
from sim.kernels.labour_market import MEMORY_MONTHS
from sim.kernels.random import normal, uniform
from sim.kernels.streams import Stream
from tests.reference import equations
from tests.reference.economy import ReferenceEconomy, whole_numbers
from tests.reference.education import ClassSelected
from tests.reference.firms import Firm
from tests.reference.fit import Placement
from tests.reference.hierarchy import Hierarchy
from tests.reference.moves import settle
from tests.reference.people import EMPLOYED, UNEMPLOYED, Person


@dataclass(slots=True, eq=False)
class Vacancy:
    """An open position."""

    firm: Firm
    filled: bool = False


class ReferenceCapitalism(ReferenceEconomy):
    """Managers, a labour market, wages and profit, education by family background."""

    firm_type = Hierarchy
    education_type = ClassSelected

    def labour_allocation(self) -> None:
        """Quit, dismiss, lay off, hire, change the job."""
        self.losses = 0
        employed = sum(len(firm.members) for firm in self.firms)
        jobs = self.parameters.jobs_per_worker * self.labour_force()
        desired = whole_numbers(
            [jobs * firm.share * self.demand_index(firm) for firm in self.firms]
        )
        keys = self.key(Stream.QUIT), self.key(Stream.DISMISSAL), self.key(Stream.LAYOFF)
        for firm, wanted in zip(self.firms, desired, strict=True):
            firm.separate(*keys)
            firm.lay_off(max(wanted, 1))
        lost = self.losses / max(employed, 1)
        self.job_loss_rate += (lost - self.job_loss_rate) / MEMORY_MONTHS
        vacancies = self.vacancies_in_random_order()
        self.placement = Placement(self)
        self.hire(vacancies)
        self.change_jobs([vacancy for vacancy in vacancies if not vacancy.filled])
        settle(self)
        self.spell = min(1.0 / max(self.job_finding_rate, 1e-9), LONGEST_SPELL)

    def vacancies_in_random_order(self) -> list[Vacancy]:
        """Return all open positions."""
        key = self.key(Stream.VACANCY_ORDER)
        drawn = [
            (uniform(key, firm.index * 100_003 + number), Vacancy(firm))
            for firm in self.firms
            for number in range(firm.vacancies)
        ]
        return [vacancy for _, vacancy in sorted(drawn, key=lambda entry: entry[0])]

    def hire(self, vacancies: list[Vacancy]) -> None:
        """Match the unemployed to open positions, as many as the matching function lets."""
        unemployed = [
            person
            for person in self.people
            if person.status == UNEMPLOYED and person.destination is None
        ]
        looking, offered = len(unemployed), len(vacancies)
        expected = self.parameters.matching_efficiency * math.sqrt(looking * offered)
        expected = min(expected, looking, offered)
        draw = uniform(self.key(Stream.HIRING_COUNT), 0)
        matches = int(expected) + int(draw < expected - int(expected))
        order = self.key(Stream.HIRING_ORDER)
        unemployed.sort(key=lambda person: uniform(order, person.person))
        unplaced = self.match(unemployed[:matches], vacancies)
        for person in unplaced:
            elsewhere = [vacancy for vacancy in vacancies if not vacancy.filled]
            if elsewhere:
                self.accept(person, self.offer(person, elsewhere))
        if unemployed:
            found = sum(vacancy.filled for vacancy in vacancies) / looking
            self.job_finding_rate += (found - self.job_finding_rate) / MEMORY_MONTHS

    def change_jobs(self, vacancies: list[Vacancy]) -> None:
        """Let people who look for a better job hear of open positions, round by round."""
        p, key = self.parameters, self.key(Stream.JOB_OFFER)
        response = p.moves_by_alienation * p.turnover_response
        drawn = [
            (draw, person)
            for person in self.people
            if person.destination is not None
            and person.destination is person.workplace
            and (draw := uniform(key, person.person))
            < equations.separation_rate(p.job_to_job_rate, response, person.alienation_total)
        ]
        searching = [person for _, person in sorted(drawn, key=lambda entry: entry[0])]
        if not vacancies or not searching:
            return
        rounds = math.ceil(len(searching) / len(vacancies))
        size, larger = divmod(len(searching), rounds)
        for number in range(rounds):
            count = size + (number < larger)
            self.match(searching[:count], vacancies)
            searching = searching[count:]

    def match(self, seekers: list[Person], vacancies: list[Vacancy]) -> list[Person]:
        """Offer positions in their own sector one by one; return for whom there was none."""
        by_sector: dict[int, list[Vacancy]] = defaultdict(list)
        for vacancy in vacancies:
            if not vacancy.filled:
                by_sector[vacancy.firm.sector.index].append(vacancy)
        unplaced, taste_key = [], self.key(Stream.JOB_TASTE)
        for person in seekers:
            open_to = by_sector[person.home_sector]
            if not open_to:
                unplaced.append(person)
                continue
            vacancy = self.offer(person, open_to)
            if person.destination is None or self.is_better(vacancy.firm, person, taste_key):
                self.accept(person, vacancy)
                open_to.remove(vacancy)
            elif vacancy is open_to[0]:
                open_to.pop(0)
        return unplaced

    def offer(self, person: Person, vacancies: list[Vacancy]) -> Vacancy:
        """Return the position that a person hears of: the next one, or one that fits."""
        if not self.placement.decides(person):
            return vacancies[0]
        return self.placement.most_needed(((one.firm, one) for one in vacancies), person)

    def accept(self, person: Person, vacancy: Vacancy) -> None:
        """Fill an open position."""
        self.placement.move(person, vacancy.firm)
        vacancy.filled = True

    def is_better(self, firm: Firm, person: Person, key: int) -> bool:
        """Return whether pay elsewhere outweighs a taste for the present workplace."""
        taste = normal(key, person.person)
        wanted = math.exp(self.parameters.job_taste_dispersion * taste)
        own = person.workplace
        return firm is not own and firm.pay_level > own.pay_level * wanted

    def divide_labour(self) -> None:
        """Sort the workplaces whose members have changed."""
        for firm in self.firms:
            firm.divide_labour()
        for person in self.people:
            if person.workplace is None:
                person.have_no_job()
            else:
                person.judge_job()

    def overheads(self) -> tuple[float, float, float]:
        """Return time lost to supervision, to meetings, and further per empowering hour."""
        p = self.parameters
        return p.supervision_cost * p.monitoring, p.hierarchy_meetings, p.manager_meetings

    def pay_and_saving(self) -> None:
        """Pay wages, profit and benefits; save."""
        p, output = self.parameters, self.output
        slack = max(self.unemployment_rate(), LOWEST_UNEMPLOYMENT)
        relative = math.log(slack / p.reference_unemployment)
        share = min(max(p.labour_share * (1.0 - p.wage_curve * relative), 0.0), 1.0)
        weights: dict[Person, float] = {}
        average = output / len(self.at_work())
        for firm in self.firms:
            weights.update(firm.weigh_pay(average))
        per_weight = share * output / sum(weights.values())
        profit = (1.0 - share) * output
        shared = p.profit_sharing * profit / output
        earned = {
            person: weight * per_weight + shared * firm.output / len(firm.members)
            for person, weight in weights.items()
            if (firm := person.workplace)
        }
        dividend = (1.0 - p.profit_sharing) * profit / sum(person.wealth for person in self.people)
        without_work = sum(person.status != EMPLOYED for person in self.people)
        self.fallback_income = min(
            p.benefit_replacement * self.median_pay, 0.5 * output / max(without_work, 1)
        )
        tax = without_work * self.fallback_income / output
        for person in self.people:
            person.income = person.wealth * dividend + earned.get(person, 0.0)
            person.income *= 1.0 - tax
            if person.status != EMPLOYED:
                person.income += self.fallback_income
        self.note_pay(earned)
        mean = output / len(self.people)
        for person in self.people:
            saved = p.saving_rate * person.income
            saved += p.saving_progressivity * max(person.income - mean, 0.0)
            person.wealth = person.wealth * (1.0 - p.wealth_depreciation) + saved

    def security(self) -> tuple[float, float, float]:
        """Return insecurity, and effort drawn by pay for effort and by being watched."""
        p = self.parameters
        insecurity = 1.0 - (1.0 - self.job_loss_rate) ** 12
        gain_of_pay = p.effort_pay_response * self.link()
        return insecurity, gain_of_pay, p.discipline_response * p.monitoring

    def link(self) -> float:
        """Return how far pay follows effort: that of some, as it is measured."""
        return self.parameters.performance_pay_share * self.parameters.performance_measure

    def climate_of_ideas(self) -> tuple[float, float, float, float]:
        """Return least and most uptake of ideas, their incentive and their diffusion."""
        p = self.parameters
        most = max(p.uptake_high, p.uptake_low)
        return p.uptake_low, most, p.profit_incentive, p.private_diffusion
