"""A month under capitalism as one would first write it with Mesa: agents, attributes, loops.

The twin of the simulator's month for people who want to know what arrays and compiled loops gain.
It starts from the state of an `Economy`, takes the same twelve phases with the same random numbers,
and reaches the same output up to rounding; `benchmarks.month` checks that before it counts time.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

import mesa

from sim.institutions.education import MONTHS_PER_YEAR
from sim.institutions.employment import LONGEST_SPELL, MEMORY_MONTHS
from sim.institutions.pay import LOWEST_UNEMPLOYMENT
from sim.kernels.random import normal, poisson, uniform
from sim.state.streams import Stream, key_of

if TYPE_CHECKING:
    from sim import Economy

EMPLOYED, UNEMPLOYED, IN_TRAINING = range(3)
DOMAINS, TASKS = 6, 8


class Person(mesa.Agent):
    """Somebody who works, looks for work or is in training."""

    def __init__(self, model: PlainEconomy, economy: Economy, row: int) -> None:
        super().__init__(model)
        people = economy.state.people
        for name in (
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
            "wealth",
            "income",
            "hourly_pay",
            "effort",
            "alienation_total",
            "voice",
            "unfairness",
            "empowerment",
            "desirability",
            "creativity",
            "concentration",
            "productive_time",
        ):
            setattr(self, name, getattr(people, name)[row].item())
        for name in ("aptitude", "skill", "alienation", "hours"):
            setattr(self, name, getattr(people, name)[row].tolist())
        self.workplace = model.firms[people.workplace[row]] if people.workplace[row] >= 0 else None
        self.destination = self.workplace
        if self.workplace is not None:
            self.workplace.members.append(self)

    def grow_older(self) -> None:
        """Age by a month."""
        self.age += 1
        self.tenure += 1

    def practise(self) -> None:
        """Learn from the month's work, and forget what was not practised."""
        p, sector = self.model.parameters, self.workplace.tasks
        practice, demand = [0.0] * DOMAINS, [0.0] * DOMAINS
        for k in range(sector.count):
            weighted = self.hours[k] * min(1.0, sector.complexity[k])
            practice[sector.domain[k]] += weighted
            demand[sector.domain[k]] += weighted * sector.complexity[k]
        exponent = -math.log2(p.progress_ratio)
        for d in range(DOMAINS):
            level = p.untrained_skill * self.aptitude[d]
            if practice[d] > 0.0:
                power = exponent / max(1.0, demand[d] / practice[d])
                level = max(level, self.aptitude[d] * practice[d] ** power)
            if self.skill[d] < level:
                self.skill[d] += p.learning * practice[d] * (level - self.skill[d])
            else:
                lapse = max(0.0, 1.0 - practice[d] / p.maintenance)
                self.skill[d] -= p.forgetting * lapse * (self.skill[d] - level)

    def forget(self) -> None:
        """Forget without work."""
        p = self.model.parameters
        for d in range(DOMAINS):
            floor = p.untrained_skill * self.aptitude[d]
            if self.skill[d] > floor:
                self.skill[d] -= p.forgetting * (self.skill[d] - floor)

    def judge_job(self) -> None:
        """Note what the job is like."""
        sector = self.workplace.tasks
        total = sum(self.hours)
        shares = [time / total for time in self.hours]
        self.empowerment = sum(map(float.__mul__, shares, sector.empowerment))
        self.desirability = sum(map(float.__mul__, shares, sector.desirability))
        self.creativity = sum(map(float.__mul__, shares, sector.creativity))
        self.concentration = sum(share * share for share in shares)
        p = self.model.parameters
        rank = (self.empowerment - p.voice_low) / (p.voice_high - p.voice_low)
        self.voice = min(max(rank, 0.0), 1.0)

    def lose_time(self) -> None:
        """Lose time to supervision, meetings and switching."""
        p, sector = self.model.parameters, self.workplace.tasks
        empowering = sum(
            self.hours[k] for k in range(TASKS) if sector.empowerment[k] >= p.empowered_cut
        )
        meeting = p.hierarchy_meetings + p.manager_meetings * empowering
        switching = p.switching_cost * (1.0 / self.concentration - 1.0)
        supervision = p.supervision_cost * p.monitoring
        self.productive_time = max(0.0, 1.0 - supervision - meeting - switching)

    def feel(self, insecurity: float) -> None:
        """Become more or less alienated."""
        p = self.model.parameters
        if self.status == EMPLOYED:
            isolation = p.unfairness_weight * self.unfairness
            isolation += (1.0 - p.unfairness_weight) * insecurity
            targets = (
                1.0 - self.voice,
                1.0 - self.desirability,
                self.concentration * (1.0 - self.creativity),
                isolation,
            )
        elif self.status == UNEMPLOYED:
            targets = (p.unemployed_alienation,) * 4
        else:
            targets = self.alienation
        for k in range(4):
            self.alienation[k] += p.alienation_adjustment * (targets[k] - self.alienation[k])
        weights = (
            p.weight_powerlessness,
            p.weight_meaninglessness,
            p.weight_self_estrangement,
            p.weight_isolation,
        )
        self.alienation_total = sum(map(float.__mul__, weights, self.alienation)) / sum(weights)


class Tasks:
    """The task table of a sector as lists."""

    def __init__(self, economy: Economy, sector: int) -> None:
        tables = economy.state.sectors
        self.count = int(tables.task_count[sector])
        for name in (
            "hours_share",
            "domain",
            "complexity",
            "empowerment",
            "desirability",
            "creativity",
            "task_order",
        ):
            setattr(self, name, getattr(tables, name)[sector].tolist())
        self.for_experts = tables.for_experts[sector].tolist()


class Firm(mesa.Agent):
    """A workplace with its members."""

    def __init__(self, model: PlainEconomy, economy: Economy, index: int) -> None:
        super().__init__(model)
        workplaces = economy.state.workplaces
        self.index = index
        self.sector = int(workplaces.sector[index])
        self.tasks = model.sectors[self.sector]
        for name in ("share", "technology", "demand", "output", "pay_level"):
            setattr(self, name, getattr(workplaces, name)[index].item())
        self.members: list[Person] = []
        self.changed = False
        self.vacancies = 0

    def separate(self, quit_key: int, dismissal_key: int) -> None:
        """Let members quit and dismiss those caught with low effort."""
        p, model = self.model.parameters, self.model
        mean = sum(person.effort for person in self.members) / max(len(self.members), 1)
        for person in self.members:
            if person.destination is None:
                continue
            chance = p.quit_rate * (1.0 + p.turnover_response * (person.alienation_total - 0.5))
            if uniform(quit_key, person.person) < chance:
                person.destination = None
            elif (
                person.effort < p.dismissal_threshold * mean
                and uniform(dismissal_key, person.person) < p.dismissal_rate * p.monitoring
            ):
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
        """Give the most demanding tasks to the most skilled."""
        sector = self.tasks
        left = dict.fromkeys(self.members, 1.0)
        for person in self.members:
            person.hours = [0.0] * TASKS
        for position in range(sector.count):
            k = sector.task_order[position]
            if position == sector.count - 1:
                for person, time in left.items():
                    person.hours[k] = time
                break
            need = sector.hours_share[k] * len(self.members)
            d = sector.domain[k]
            for person in sorted(left, key=lambda person: -person.skill[d]):
                if need <= 0.0:
                    break
                given = min(left[person], need)
                person.hours[k] = given
                left[person] -= given
                need -= given
                if left[person] <= 0.0:
                    del left[person]

    def produce(self) -> None:
        """Produce."""
        sector, sigma = self.tasks, self.model.parameters.substitution_elasticity
        labour = [0.0] * TASKS
        for person in self.members:
            time = person.productive_time * person.effort
            for k in range(sector.count):
                if person.hours[k] > 0.0:
                    efficiency = person.skill[sector.domain[k]] ** sector.complexity[k]
                    labour[k] += time * person.hours[k] * efficiency
        self.output = 0.0
        rho = (sigma - 1.0) / sigma
        if self.members and min(labour[: sector.count]) > 0.0:
            total = sum(
                sector.hours_share[k] * (labour[k] / sector.hours_share[k]) ** rho
                for k in range(sector.count)
            )
            self.output = self.technology * total ** (1.0 / rho)

    def weigh_pay(self, average: float) -> dict[Person, float]:
        """Return relative hourly pay of the members."""
        p, sector = self.model.parameters, self.tasks
        success = self.output / len(self.members) / average if self.members else 0.0
        shared = p.rent_sharing * math.log(success) if success > 0.0 else 0.0
        weights = {}
        for person in self.members:
            used = sum(
                person.hours[k] * math.log1p(sector.complexity[k] * person.skill[sector.domain[k]])
                for k in range(sector.count)
            )
            weights[person] = math.exp(
                p.rank_premium * person.empowerment + p.skill_premium * used + shared
            )
        return weights

    def compare_pay(self) -> None:
        """Note the level of pay and how unfair the members find theirs."""
        pay = sum(person.hourly_pay for person in self.members)
        work = sum(person.effort for person in self.members)
        self.pay_level = pay / max(len(self.members), 1)
        for person in self.members:
            fair = pay * person.effort / work if work > 0.0 else 0.0
            person.unfairness = max(0.0, 1.0 - person.hourly_pay / fair) if fair > 0.0 else 0.0

    def work_harder_or_less(self, spell: float) -> None:
        """Move effort towards the own target and the norm of the workplace."""
        p, model = self.model.parameters, self.model
        pay = sum(person.hourly_pay for person in self.members)
        work = sum(person.effort for person in self.members)
        for person in self.members:
            fair = pay * person.effort / work
            own = person.hourly_pay
            target = p.effort_norm + p.intrinsic_motivation * (1.0 - person.alienation_total) * (
                1.0 - p.crowding * p.monitoring
            )
            if own > 0.0:
                gap = min(max(1.0 - model.fallback_income / own, 0.0), 1.0)
                cost = min(gap * spell / 12.0, 1.0)
                target += p.discipline_response * p.monitoring * cost
                if own >= fair:
                    target += p.gift_response * (1.0 - fair / own)
                else:
                    target -= p.gift_asymmetry * p.gift_response * (1.0 - own / fair)
            target = min(max(target, p.effort_minimum), 1.0)
            goal = (1.0 - p.peer_norm) * target + p.peer_norm * work / len(self.members)
            person.effort += p.effort_adjustment * (goal - person.effort)

    def creative_effort(self) -> float:
        """Return the mean creative effort of the members."""
        p, sector, total = self.model.parameters, self.tasks, 0.0
        for person in self.members:
            time = sum(person.hours)
            practised = sum(
                person.hours[k] * person.skill[sector.domain[k]] for k in range(sector.count)
            )
            uptake = p.uptake_low + (1.0 - p.uptake_low) * person.voice
            total += (
                person.creativity
                * practised
                / time
                * person.effort
                * (1.0 - person.alienation_total)
                * uptake
            )
        return total / max(len(self.members), 1)


class PlainEconomy(mesa.Model):
    """An economy under capitalist institutions, agent by agent.

    Parameters
    ----------
    economy : Economy
        Where to start from, under capitalist institutions; it is only read.
    """

    def __init__(self, economy: Economy) -> None:
        super().__init__(rng=1)
        state = economy.state
        self.parameters = state.parameters
        self.seed_of_draws, self.replicate = state.seed, state.replicate
        self.month = state.month
        for name in (
            "business_cycle",
            "job_loss_rate",
            "job_finding_rate",
            "fallback_income",
            "median_pay",
        ):
            setattr(self, name, getattr(state, name))
        self.sectors = [Tasks(economy, s) for s in range(len(state.sectors.task_count))]
        self.firms = [Firm(self, economy, j) for j in range(len(state.workplaces))]
        self.people = [Person(self, economy, row) for row in range(len(state.people))]
        self.losses = 0
        self.datacollector = mesa.DataCollector(
            {
                "output_per_hour": lambda model: model.output / model.employed,
                "effort": lambda model: model.mean_of_members("effort"),
                "empowerment": lambda model: model.mean_of_members("empowerment"),
                "concentration": lambda model: model.mean_of_members("concentration"),
                "alienation": lambda model: model.mean_alienation(),
                "unemployment_rate": lambda model: model.unemployment_rate(),
                "income_gini": lambda model: gini(person.income for person in model.people),
                "wealth_gini": lambda model: gini(person.wealth for person in model.people),
                "wage_gini": lambda model: gini(person.hourly_pay for person in model.at_work()),
            }
        )

    def key(self, stream: Stream, month: int | None = None) -> int:
        """Return the key of a random stream."""
        return key_of(
            self.seed_of_draws, self.replicate, stream, self.month if month is None else month
        )

    def at_work(self) -> list[Person]:
        """Return all members of all workplaces."""
        return [person for firm in self.firms for person in firm.members]

    def mean_of_members(self, name: str) -> float:
        """Return the mean of an attribute over those at work."""
        members = self.at_work()
        return sum(getattr(person, name) for person in members) / len(members)

    def mean_alienation(self) -> float:
        """Return mean alienation of the labour force."""
        force = [p.alienation_total for p in self.people if p.status != IN_TRAINING]
        return sum(force) / len(force)

    def unemployment_rate(self) -> float:
        """Return the unemployed as a share of the labour force."""
        force = sum(person.training_left == 0 for person in self.people)
        return sum(person.status == UNEMPLOYED for person in self.people) / force

    def step(self) -> None:
        """Advance by a month, phase by phase."""
        self.month += 1
        self.demography()
        self.demand()
        self.labour_allocation()
        for firm in self.firms:
            if firm.changed:
                firm.divide_labour()
        members = self.at_work()
        for person in members:
            person.judge_job()
        for person in members:
            person.lose_time()
        for firm in self.firms:
            firm.produce()
        self.pay_and_saving(members)
        insecurity = 1.0 - (1.0 - self.job_loss_rate) ** 12
        for person in self.people:
            person.feel(insecurity)
        spell = min(1.0 / max(self.job_finding_rate, 1e-9), LONGEST_SPELL)
        for firm in self.firms:
            firm.work_harder_or_less(spell)
        for person in self.people:
            if person.status == EMPLOYED:
                person.practise()
            elif person.status == UNEMPLOYED:
                person.forget()
        self.innovation()
        self.datacollector.collect(self)

    def demography(self) -> None:
        """Age, retire, enter; train experts."""
        p = self.parameters
        for person in self.people:
            person.grow_older()
        limit = round(p.retirement_age * MONTHS_PER_YEAR)
        retiring = [person for person in self.people if person.age >= limit]
        left = sum(person.wealth for person in retiring) * (1.0 - p.inheritance)
        for person in retiring:
            person.wealth *= p.inheritance
        for person in self.people:
            person.wealth += left / len(self.people)
        if retiring:
            attitudes = self.typical_attitudes()
            for person in retiring:
                self.replace(person, attitudes)
        self.train()

    def typical_attitudes(self) -> tuple[float, list[float], float]:
        """Return mean effort and alienation of those at work."""
        members = self.at_work()
        count = len(members)
        return (
            sum(person.effort for person in members) / count,
            [sum(person.alienation[k] for person in members) / count for k in range(4)],
            sum(person.alienation_total for person in members) / count,
        )

    def adopt(self, person: Person, attitudes: tuple[float, list[float], float]) -> None:
        """Give a person typical attitudes."""
        person.effort, person.alienation_total = attitudes[0], attitudes[2]
        person.alienation = list(attitudes[1])

    def replace(self, person: Person, attitudes: tuple[float, list[float], float]) -> None:
        """Put an entrant in the seat of somebody who retires."""
        p, seat = self.parameters, person.person
        person.age, person.entry_month = round(p.entry_age * MONTHS_PER_YEAR), self.month
        person.tenure, person.status, person.expert = 0, UNEMPLOYED, -1
        person.training_domain, person.training_left = -1, 0
        general = normal(self.key(Stream.APTITUDE_GENERAL), seat)
        loading = math.sqrt(p.talent_correlation)
        for d in range(DOMAINS):
            specific = normal(self.key(Stream.APTITUDE_SPECIFIC), seat * DOMAINS + d)
            factor = loading * general + math.sqrt(1.0 - loading**2) * specific
            person.aptitude[d] = math.exp(p.aptitude_dispersion * factor)
        person.background = normal(self.key(Stream.BACKGROUND), seat)
        spread = p.need_dispersion
        person.need = math.exp(spread * normal(self.key(Stream.NEED), seat) - 0.5 * spread**2)
        person.home_sector = self.draw_sector(self.key(Stream.INITIAL_SECTOR), seat, self.shares())
        person.skill = [p.untrained_skill * talent for talent in person.aptitude]
        self.adopt(person, attitudes)
        person.destination = None

    def shares(self) -> list[float]:
        """Return the share of jobs of each sector."""
        shares = [0.0] * len(self.sectors)
        for firm in self.firms:
            shares[firm.sector] += firm.share
        return shares

    @staticmethod
    def draw_sector(key: int, seat: int, shares: list[float]) -> int:
        """Return a sector drawn in proportion to shares."""
        draw, total = uniform(key, seat), 0.0
        for sector, share in enumerate(shares):
            total += share
            if draw <= total:
                return sector
        return len(shares) - 1

    def expert_need(self) -> list[list[float]]:
        """Return where experts are needed, by sector and domain."""
        need = [[0.0] * DOMAINS for _ in self.sectors]
        for s, (sector, share) in enumerate(zip(self.sectors, self.shares(), strict=True)):
            for k in range(TASKS):
                if sector.for_experts[k]:
                    need[s][sector.domain[k]] += sector.hours_share[k] * share
        total = sum(map(sum, need))
        return [[value / total for value in row] for row in need]

    def train(self) -> None:
        """Advance those in training and admit new ones, by aptitude and background."""
        p, need = self.parameters, self.expert_need()
        attitudes = None
        for person in self.people:
            if person.training_left > 0:
                d = person.training_domain
                gap = max(p.train_level * person.aptitude[d] - person.skill[d], 0.0)
                person.skill[d] += gap / person.training_left
                person.training_left -= 1
                if person.training_left == 0:
                    attitudes = attitudes or self.typical_attitudes()
                    person.expert, person.training_domain, person.status = d, -1, UNEMPLOYED
                    self.adopt(person, attitudes)
                    of_domain = [row[d] / max(sum(r[d] for r in need), 1e-300) for row in need]
                    key = self.key(Stream.INITIAL_TRAINING)
                    person.home_sector = self.draw_sector(key, person.person, of_domain)
        places = self.open_places(need)
        limit, threshold = p.training_age_limit * MONTHS_PER_YEAR, self.threshold()
        applicants = [
            person
            for person in self.people
            if person.age < limit
            and person.expert < 0
            and person.training_left == 0
            and person.background >= threshold
        ]
        for d in sorted(range(DOMAINS), key=lambda d: -places[d]):
            if places[d] <= 0 or not applicants:
                continue
            key, scores = self.key(Stream.SELECTION, d), {}
            for person in applicants:
                able = math.log(person.aptitude[d]) / p.aptitude_dispersion
                holder = person.person + len(self.people) * person.entry_month
                noise = math.sqrt(1.0 - p.selection_validity**2) * normal(key, holder)
                signal = p.selection_validity * able + noise
                weight = p.background_weight
                scores[person] = (1.0 - weight) * signal + weight * person.background
            applicants.sort(key=lambda person: (-scores[person], person.person))
            for person in applicants[: places[d]]:
                person.status, person.training_domain = IN_TRAINING, d
                person.training_left = round(p.train_months)
                person.destination = None
            applicants = applicants[places[d] :]

    def threshold(self) -> float:
        """Return the family background from which expert training is within reach."""
        from scipy.special import ndtri

        return float(ndtri(1.0 - self.parameters.access_share))

    def open_places(self, need: list[list[float]]) -> list[int]:
        """Return places for training by domain."""
        p, count = self.parameters, len(self.people)
        places = []
        for d in range(DOMAINS):
            wanted = round(p.class_places * count * sum(row[d] for row in need))
            there = sum(person.expert == d or person.training_domain == d for person in self.people)
            places.append(max(wanted - there, 0))
        room = int(p.training_capacity * count)
        room -= sum(person.training_left > 0 for person in self.people)
        if room <= 0:
            return [0] * DOMAINS
        if sum(places) > room:
            places = [int(place * (room / sum(places))) for place in places]
        return places

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

    def desired_employment(self) -> list[int]:
        """Return how many members each workplace wants; whole numbers with the exact sum."""
        p = self.parameters
        force = sum(person.training_left == 0 for person in self.people)
        shocks = p.demand_volatility**2 + p.business_cycle_volatility**2
        offset = self.business_cycle - 0.5 * shocks / (1.0 - p.demand_persistence**2)
        jobs = p.jobs_per_worker * force
        exact = [jobs * firm.share * math.exp(firm.demand + offset) for firm in self.firms]
        whole = [math.floor(value) for value in exact]
        missing = round(sum(exact)) - sum(whole)
        by_rest = sorted(range(len(exact)), key=lambda j: whole[j] - exact[j])
        for j in by_rest[: max(missing, 0)]:
            whole[j] += 1
        return [max(value, 1) for value in whole]

    def labour_allocation(self) -> None:
        """Quit, dismiss, lay off, hire, change the job."""
        p = self.parameters
        self.losses = 0
        employed = sum(len(firm.members) for firm in self.firms)
        desired = self.desired_employment()
        keys = self.key(Stream.QUIT), self.key(Stream.DISMISSAL)
        for firm in self.firms:
            firm.separate(*keys)
        for firm, wanted in zip(self.firms, desired, strict=True):
            firm.lay_off(wanted)
        self.job_loss_rate += (self.losses / employed - self.job_loss_rate) / MEMORY_MONTHS

        unemployed = [
            person
            for person in self.people
            if person.status == UNEMPLOYED and person.destination is None
        ]
        vacant = sum(firm.vacancies for firm in self.firms)
        expected = p.matching_efficiency * math.sqrt(len(unemployed) * vacant)
        expected = min(expected, len(unemployed), vacant)
        luck = uniform(self.key(Stream.HIRING_COUNT), 0)
        matches = int(expected) + int(luck < expected - int(expected))
        order = self.key(Stream.HIRING_ORDER)
        unemployed.sort(key=lambda person: uniform(order, person.person))
        slots = self.vacancies_in_random_order()
        hires = self.match(unemployed[:matches], slots, across_sectors=True)
        if unemployed:
            found = hires / len(unemployed)
            self.job_finding_rate += (found - self.job_finding_rate) / MEMORY_MONTHS
        offer = self.key(Stream.JOB_OFFER)
        searching = [
            (draw, person)
            for person in self.people
            if person.destination is not None
            and person.destination is person.workplace
            and (draw := uniform(offer, person.person)) < p.job_to_job_rate
        ]
        searching.sort(key=lambda entry: entry[0])
        self.match([person for _, person in searching], slots, across_sectors=False)
        self.settle()

    def vacancies_in_random_order(self) -> list[Firm]:
        """Return an entry for each open position."""
        key = self.key(Stream.VACANCY_ORDER)
        slots = [
            (uniform(key, firm.index * 100_003 + number), firm)
            for firm in self.firms
            for number in range(firm.vacancies)
        ]
        return [firm for _, firm in sorted(slots, key=lambda slot: slot[0])]

    def match(self, seekers: list[Person], slots: list[Firm], across_sectors: bool) -> int:
        """Give seekers open positions, first in their own sector; return how many were hired."""
        by_sector: dict[int, list[Firm]] = defaultdict(list)
        for firm in reversed(slots):
            by_sector[firm.sector].append(firm)
        hires, unplaced = 0, []
        for person in seekers:
            open_here = by_sector[person.home_sector]
            if not open_here:
                unplaced.append(person)
                continue
            offered = open_here.pop()
            own = person.workplace if person.destination is not None else None
            if own is not None and (offered is own or offered.pay_level <= own.pay_level):
                continue
            slots.remove(offered)
            person.destination = offered
            hires += 1
        if across_sectors:
            for person in unplaced[: len(slots)]:
                person.destination = slots.pop(0)
                hires += 1
        return hires

    def settle(self) -> None:
        """Carry out all moves."""
        p = self.parameters
        for firm in self.firms:
            firm.changed = False
        for person in self.people:
            without = person.status != EMPLOYED
            target, former = person.destination, person.workplace
            if target is not None and (without or target is not former):
                if target.sector != person.home_sector:
                    for d in range(DOMAINS):
                        floor = p.untrained_skill * person.aptitude[d]
                        if person.skill[d] > floor:
                            excess = person.skill[d] - floor
                            person.skill[d] = floor + p.transferability * excess
                person.home_sector = target.sector
                target.changed = True
            if person.status != IN_TRAINING:
                person.status = UNEMPLOYED if target is None else EMPLOYED
            if target is not former:
                person.tenure = 0
                person.hours = [0.0] * TASKS
                if former is not None:
                    former.changed = True
                    former.members.remove(person)
                if target is not None:
                    target.members.append(person)
                person.workplace = target

    def pay_and_saving(self, members: list[Person]) -> None:
        """Pay wages, profit and benefits; save."""
        p = self.parameters
        self.output = sum(firm.output for firm in self.firms)
        self.employed = len(members)
        slack = max(self.unemployment_rate(), LOWEST_UNEMPLOYMENT)
        relative = math.log(slack / p.reference_unemployment)
        share = min(max(p.labour_share * (1.0 - p.wage_curve * relative), 0.0), 1.0)
        weights = {}
        for firm in self.firms:
            weights.update(firm.weigh_pay(self.output / self.employed))
        per_weight = share * self.output / sum(weights.values())
        wealth = sum(person.wealth for person in self.people)
        profit = (1.0 - share) * self.output
        without_work = sum(person.status != EMPLOYED for person in self.people)
        self.fallback_income = min(
            p.benefit_replacement * self.median_pay, 0.5 * self.output / max(without_work, 1)
        )
        tax = without_work * self.fallback_income / self.output
        for person in self.people:
            earned = weights.get(person, 0.0) * per_weight
            person.hourly_pay = earned
            person.income = (person.wealth * profit / wealth + earned) * (1.0 - tax)
            if person.status != EMPLOYED:
                person.income += self.fallback_income
        ordered = sorted(person.hourly_pay for person in members)
        middle = len(ordered) // 2
        self.median_pay = (ordered[middle] + ordered[-1 - middle]) / 2.0
        for firm in self.firms:
            firm.compare_pay()
        mean = self.output / len(self.people)
        for person in self.people:
            saved = p.saving_rate * person.income
            saved += p.saving_progressivity * max(person.income - mean, 0.0)
            person.wealth = person.wealth * (1.0 - p.wealth_depreciation) + saved

    def innovation(self) -> None:
        """Have ideas and follow the frontier of the sector."""
        p, key = self.parameters, self.key(Stream.INNOVATION)
        frontier: dict[int, float] = defaultdict(float)
        for firm in self.firms:
            frontier[firm.sector] = max(frontier[firm.sector], firm.technology)
        for firm in self.firms:
            mean = p.idea_rate * p.profit_incentive * firm.creative_effort()
            arrivals = poisson(key, firm.index, mean)
            gap = math.log(frontier[firm.sector] / firm.technology)
            firm.technology *= math.exp(p.idea_step * arrivals + p.private_diffusion * gap)


def gini(values: object) -> float:
    """Return the Gini coefficient."""
    ordered = sorted(values)
    count = len(ordered)
    weighted = sum((2 * k - count + 1) * value for k, value in enumerate(ordered))
    return weighted / (count * sum(ordered))
