"""Pay: `market`, `effort_and_need` and `equal` (model section 5.8).

Money is conserved every month: output = consumption + investment. Under every rule a person
without work or in training has at least an income from transfers, which the others pay for.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod

import numpy as np

from sim.institutions.building_blocks import pay_for_work
from sim.institutions.registry import register
from sim.kernels.pay import (
    market_pay_weights,
    rate_effort,
    save_by_income,
    save_towards_buffer,
)
from sim.kernels.streams import Stream
from sim.kernels.threads import elementwise, over_rows, over_workplaces
from sim.parameters import Parameters
from sim.parameters.time_step import share_per_step
from sim.state.economy_state import EconomyState
from sim.state.jobs import hours_of_members
from sim.state.people import Floats, Status

LOWEST_UNEMPLOYMENT = 0.01
"""The wage curve is not extrapolated below this rate."""

BUFFER_SPEED = 1.0 / 12.0
"""Share of the gap to the wanted buffer of savings that people close in a month."""


def rating_precision(parameters: Parameters) -> float:
    """Return the reliability of the mean rating by several peers, in [0, 1].

    Spearman (1910) and Brown (1910): ``n r / (1 + (n - 1) r)`` for n raters of reliability r.
    """
    raters, reliability = parameters.peer_raters, parameters.peer_reliability
    return raters * reliability / (1.0 + (raters - 1.0) * reliability)


def unemployment_rate(state: EconomyState) -> float:
    """Return the unemployed as a share of the labour force."""
    unemployed = np.count_nonzero(state.people.status == Status.UNEMPLOYED)
    return float(unemployed) / max(state.labour_force, 1)


def _put_aside(state: EconomyState, saved: Floats) -> None:
    """Consume what is not saved of the monthly income, and add the saving of the step to wealth.

    Parameters
    ----------
    state : EconomyState
    saved : (people,) float64
        Saving of a month; overwritten.
    """
    people = state.people
    consumed, threads = state.scratch.take("numbers", len(people)), state.threads
    elementwise(np.subtract, people.income, saved, out=consumed, threads=threads)
    state.flows.consumption = float(consumed.sum())
    elementwise(np.multiply, saved, state.months_per_step, out=saved, threads=threads)
    elementwise(np.add, people.wealth, saved, out=people.wealth, threads=threads)


class Market:
    """Wages by rank, skill and rent; profit to owners by wealth; the rich save more."""

    hides_talent = False

    def enter(self, state: EconomyState) -> None:
        """Change nothing: private wealth is what it is."""

    def performance_link(self, parameters: Parameters) -> float:
        """Return how far pay follows effort: for some of the workers, as a supervisor sees it."""
        return parameters.performance_pay_share * parameters.performance_measure

    def distribute(self, state: EconomyState) -> None:
        """Pay wages, profit and benefits, then consume and save."""
        people, parameters = state.people, state.parameters
        employed = int(state.workplaces.offsets[-1])
        output = float(state.workplaces.output.sum())
        wage_bill = self._labour_share(state) * output
        hours = hours_of_members(state)
        earned = self._weights(state)
        threads = state.threads
        elementwise(np.multiply, earned, hours, out=earned, threads=threads)
        if employed:
            per_weight = wage_bill / earned.sum()
            elementwise(np.multiply, earned, per_weight, out=earned, threads=threads)
        profit = output - (wage_bill if employed else 0.0)
        shared = parameters.profit_sharing * profit if employed else 0.0
        if shared > 0.0:
            earned += self._profit_shares(state, shared)
        income = people.income
        per_wealth = (profit - shared) / people.wealth.sum()
        elementwise(np.multiply, people.wealth, per_wealth, out=income, threads=threads)
        paid = income[:employed]
        elementwise(np.add, paid, earned, out=paid, threads=threads)

        without_work = int(np.count_nonzero(people.status != Status.EMPLOYED))
        state.fallback_income = min(
            parameters.benefit_replacement * state.median_pay,
            0.5 * output / max(without_work, 1),
        )
        tax = without_work * state.fallback_income / output if output > 0.0 else 0.0
        elementwise(np.multiply, income, 1.0 - tax, out=income, threads=threads)
        income[people.status != Status.EMPLOYED] += state.fallback_income
        pay_for_work(state, earned)
        self._save(state, output)

    def _labour_share(self, state: EconomyState) -> float:
        """Return the share of output paid as wages; it falls with unemployment (wage curve)."""
        parameters = state.parameters
        slack = max(unemployment_rate(state), LOWEST_UNEMPLOYMENT)
        relative = math.log(slack / parameters.reference_unemployment)
        return min(max(parameters.labour_share * (1.0 - parameters.wage_curve * relative), 0), 1)

    def _weights(self, state: EconomyState) -> Floats:
        """Return relative hourly pay of the employed, shape (employed,)."""
        people, workplaces, sectors = state.people, state.workplaces, state.sectors
        employed = int(workplaces.offsets[-1])
        worked = workplaces.hours_factor * workplaces.members
        per_hour = np.divide(
            workplaces.output, worked, out=np.zeros(len(workplaces)), where=worked > 0.0
        )
        average = workplaces.output.sum() / worked.sum() if employed else 1.0
        weight = state.scratch.take("numbers", len(people))
        over_workplaces(
            market_pay_weights,
            workplaces.offsets,
            workplaces.offsets,
            workplaces.sector,
            sectors.task_count,
            sectors.domain,
            sectors.complexity,
            people.hours,
            people.skill,
            people.empowerment,
            people.outside_hours,
            per_hour / average if average > 0.0 else per_hour,
            state.parameters.rank_premium,
            state.parameters.skill_premium,
            state.parameters.rent_sharing,
            weight,
            threads=state.threads,
        )
        premium = state.scratch.take("other numbers", employed)
        threads, weight = state.threads, weight[:employed]
        premium[:] = people.pay_premium[:employed]
        for_onerous = state.parameters.compensating_differential
        if for_onerous > 0.0:
            premium += for_onerous * (1.0 - people.desirability[:employed])
        elementwise(np.exp, premium, out=premium, threads=threads)
        elementwise(np.multiply, weight, premium, out=weight, threads=threads)
        return weight

    def _profit_shares(self, state: EconomyState, shared: float) -> Floats:
        """Return each member's share of profit: by output of the workplace, then by hours."""
        workplaces = state.workplaces
        output = workplaces.output.sum()
        of_workplace = shared * workplaces.output / output
        return np.repeat(of_workplace / np.maximum(workplaces.members, 1), workplaces.members)

    def _save(self, state: EconomyState, output: float) -> None:
        """Let people save by income, and capital wear out."""
        people, parameters = state.people, state.parameters
        saved = state.scratch.take("other numbers", len(people))
        over_rows(
            save_by_income,
            len(people),
            people.income,
            output / len(people),
            parameters.saving_rate,
            parameters.saving_progressivity,
            saved,
            threads=state.threads,
        )
        state.flows.investment = float(saved.sum())
        kept = 1.0 - parameters.wealth_depreciation
        elementwise(np.multiply, people.wealth, kept, out=people.wealth, threads=state.threads)
        _put_aside(state, saved)


class _Communal(ABC):
    """Output after investment is shared out; capital belongs to all, savings are personal."""

    hides_talent = False

    def enter(self, state: EconomyState) -> None:
        """Turn wealth above a buffer of savings into capital owned in common."""
        people = state.people
        buffer = state.parameters.savings_buffer * float(people.income.mean())
        kept = np.minimum(people.wealth, buffer)
        state.public_capital += float((people.wealth - kept).sum())
        people.wealth[:] = kept

    def performance_link(self, parameters: Parameters) -> float:
        """Return 0: effort does not change pay."""
        return 0.0

    @abstractmethod
    def need_share(self, parameters: Parameters) -> float:
        """Return the share of income that is paid by need."""

    @abstractmethod
    def weights(self, state: EconomyState) -> Floats:
        """Return the relative pay of the employed for the month, shape (employed,)."""

    def distribute(self, state: EconomyState) -> None:
        """Invest, pay by need, then by work; people save towards a buffer."""
        people, parameters = state.people, state.parameters
        employed = int(state.workplaces.offsets[-1])
        output = float(state.workplaces.output.sum())
        invested = parameters.investment_share * output
        pool = output - invested
        by_need = self.need_share(parameters) * pool
        income = people.income
        threads, needs = state.threads, people.need.sum()
        elementwise(np.multiply, people.need, by_need, out=income, threads=threads)
        elementwise(np.divide, income, needs, out=income, threads=threads)

        weight = state.scratch.take("numbers", len(people))
        weight[:employed] = self.weights(state)
        weight[employed:] = 0.0
        # Training counts as full-time work of average effort; benefits of those without work
        # come out of the same pool.
        weight[people.status == Status.IN_TRAINING] = 1.0
        idle = people.status == Status.UNEMPLOYED
        by_work = pool - by_need
        idle_count = int(np.count_nonzero(idle))
        state.fallback_income = min(
            parameters.benefit_replacement * state.median_pay, 0.5 * by_work / max(idle_count, 1)
        )
        by_work -= idle_count * state.fallback_income
        income[idle] += state.fallback_income
        total = weight.sum()
        if total > 0.0:
            elementwise(np.multiply, weight, by_work / total, out=weight, threads=threads)
        elementwise(np.add, income, weight, out=income, threads=threads)
        pay_for_work(state, weight[:employed])
        self._save(state, invested)

    def _save(self, state: EconomyState, invested: float) -> None:
        """Let people save towards their buffer and add the common investment to capital."""
        people, parameters = state.people, state.parameters
        saved = state.scratch.take("other numbers", len(people))
        over_rows(
            save_towards_buffer,
            len(people),
            people.income,
            people.wealth,
            parameters.savings_buffer,
            share_per_step(BUFFER_SPEED, state.months_per_step) / state.months_per_step,
            saved,
            threads=state.threads,
        )
        state.flows.investment = invested + float(saved.sum())
        _put_aside(state, saved)
        state.public_capital *= 1.0 - parameters.wealth_depreciation
        state.public_capital += state.months_per_step * invested


class EffortAndNeed(_Communal):
    """A share by need, the rest by effort as peers rate it."""

    hides_talent = True

    def need_share(self, parameters: Parameters) -> float:
        """Return the share of income that is paid by need."""
        return parameters.need_share

    def performance_link(self, parameters: Parameters) -> float:
        """Return how far pay follows effort: as ratings tell it apart, without what need gets."""
        return (
            rating_precision(parameters)
            * (1.0 - parameters.leniency)
            * (1.0 - parameters.collusion_share)
            * (1.0 - parameters.need_share)
        )

    def weights(self, state: EconomyState) -> Floats:
        """Return peer ratings that sum to the hours of each workplace, shape (employed,)."""
        people, workplaces, parameters = state.people, state.workplaces, state.parameters
        employed = int(workplaces.offsets[-1])
        log_effort = state.scratch.take("other numbers", employed)
        elementwise(np.log, people.effort[:employed], out=log_effort, threads=state.threads)
        precision = rating_precision(parameters)
        # The error of ratings whose reliability is `precision`, for the spread there is.
        noise = float(log_effort.std()) * math.sqrt(1.0 / precision - 1.0) if employed else 0.0
        weight = state.scratch.take("other numbers", len(people))
        over_workplaces(
            rate_effort,
            workplaces.offsets,
            workplaces.offsets,
            state.key(Stream.PEER_RATING),
            state.key(Stream.COLLUSION, 0),
            people.person,
            people.effort,
            workplaces.hours_factor,
            noise,
            parameters.leniency,
            parameters.collusion_share,
            parameters.collusion_gain,
            people.desirability,
            parameters.onerous_pay,
            people.competence,
            parameters.dominance_in_ratings * parameters.dominance,
            weight,
            threads=state.threads,
        )
        return weight[:employed]


class Equal(_Communal):
    """The same pay for every hour of work."""

    def need_share(self, parameters: Parameters) -> float:
        """Return 0: nothing is paid by need."""
        return 0.0

    def weights(self, state: EconomyState) -> Floats:
        """Return hours of work relative to full time, shape (employed,)."""
        return hours_of_members(state)


register("pay", "market", Market)
register("pay", "effort_and_need", EffortAndNeed)
register("pay", "equal", Equal)
