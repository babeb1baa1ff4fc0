"""Employment: `labour_market` and `job_guarantee` (model section 5.7)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.institutions.job_endings import end_jobs
from sim.institutions.registry import register
from sim.kernels.labour_market import hear_of_offers, list_vacancies, match_to_vacancies
from sim.kernels.placement import (
    count_members,
    place_where_short,
    swap_places,
    wish_to_move,
)
from sim.kernels.random import fill_normal, fill_uniform, uniform
from sim.kernels.selection import ascending, lowest_first
from sim.kernels.separations import lay_off, quits_and_dismissals
from sim.kernels.streams import Stream
from sim.kernels.threads import at_once, over_rows, over_workplaces
from sim.parameters import Parameters
from sim.parameters.time_step import share_per_step
from sim.state.demand import demand_index
from sim.state.economy_state import EconomyState
from sim.state.fit import staff_by_training, training_that_decides
from sim.state.people import Floats, Integers, Status

MEMORY_MONTHS = 12.0
"""Months over which people average what they see of job loss and job finding."""

LONGEST_SPELL = 36.0
"""Expected spell of unemployment is capped here; longer ones are not perceived as different."""


def whole_numbers(exact: Floats) -> Integers:
    """Return non-negative integers closest to `exact` that sum to its rounded sum.

    Largest remainders are rounded up; ties go to the lower index. Shape (workplaces,).
    """
    floor = np.floor(exact).astype(np.int64)
    missing = int(np.rint(exact.sum())) - int(floor.sum())
    if missing > 0:
        order = np.lexsort((np.arange(len(exact)), floor - exact))
        floor[order[:missing]] += 1
    return floor


def _memory_steps(state: EconomyState) -> float:
    """Return the steps over which people average, so that they remember as many months."""
    return 1.0 / share_per_step(1.0 / MEMORY_MONTHS, state.months_per_step)


class LabourMarket:
    """Employment follows demand; vacancies meet the unemployed through a matching function."""

    def enter(self, state: EconomyState) -> None:
        """Change nothing: people are where they are."""

    def allocate(self, state: EconomyState, monitoring: float) -> None:
        """Decide on quits, dismissals, layoffs, hires and moves; all work full time."""
        destination = state.destination
        desired = self._desired_employment(state)
        vacancies, surplus = self._separate(state, desired, monitoring, destination)
        self._hire(state, vacancies, surplus, destination)
        state.workplaces.hours_factor[:] = 1.0

    def insecurity(self, state: EconomyState) -> float:
        """Return the probability that a worker loses the job within a year."""
        return 1.0 - (1.0 - state.job_loss_rate) ** 12

    def spell_months(self, state: EconomyState) -> float:
        """Return the expected months without work after losing a job."""
        return min(1.0 / max(state.job_finding_rate, 1e-9), LONGEST_SPELL)

    def discipline_response(self, parameters: Parameters) -> float:
        """Return effort per unit of being observed times what being caught costs."""
        return parameters.discipline_response

    def _desired_employment(self, state: EconomyState) -> Integers:
        """Return the number of members each workplace wants, shape (workplaces,)."""
        jobs = state.parameters.jobs_per_worker * state.labour_force
        exact = jobs * state.workplaces.share * demand_index(state)
        return np.maximum(whole_numbers(exact), 1)

    def _separate(
        self,
        state: EconomyState,
        desired: Integers,
        monitoring: float,
        destination: NDArray[np.int32],
    ) -> tuple[Integers, int]:
        """Carry out separations; return vacancies, shape (workplaces,), and positions given up."""
        people, workplaces, parameters = state.people, state.workplaces, state.parameters
        count = len(workplaces)
        quits, dismissals, layoffs, vacancies = np.zeros((4, count), dtype=np.int64)
        over_workplaces(
            quits_and_dismissals,
            workplaces.offsets,
            workplaces.offsets,
            state.key(Stream.QUIT),
            state.key(Stream.DISMISSAL),
            people.person,
            people.effort,
            people.alienation_total,
            parameters.quit_rate,
            parameters.turnover_response,
            parameters.dismissal_rate * monitoring,
            parameters.dismissal_threshold,
            destination,
            quits,
            dismissals,
            threads=state.threads,
        )
        ended = end_jobs(state, parameters.layoff_rate, destination)
        over_workplaces(
            lay_off,
            workplaces.offsets,
            workplaces.offsets,
            desired,
            people.skill,
            people.effort,
            destination,
            layoffs,
            vacancies,
            threads=state.threads,
        )
        flows = state.flows
        surplus = int(layoffs.sum())
        flows.quits, flows.layoffs = float(quits.sum()), float(surplus + ended)
        flows.dismissals = float(dismissals.sum())
        flows.vacancies = float(vacancies.sum())
        flows.separations_into_unemployment = flows.quits + flows.layoffs + flows.dismissals
        lost = (flows.layoffs + flows.dismissals) / max(int(workplaces.offsets[-1]), 1)
        lost /= state.months_per_step
        state.job_loss_rate += (lost - state.job_loss_rate) / _memory_steps(state)
        return vacancies, surplus

    def _hire(
        self,
        state: EconomyState,
        vacancies: Integers,
        surplus: int,
        destination: NDArray[np.int32],
    ) -> None:
        """Match the unemployed, then people who look for a better job, to vacancies."""
        people, workplaces, parameters = state.people, state.workplaces, state.parameters
        unemployed = np.flatnonzero((people.status == Status.UNEMPLOYED) & (destination < 0))
        open_positions = int(vacancies.sum())
        left = (people.workplace >= 0) & (destination < 0)
        leaving = np.flatnonzero(left & (people.status == Status.EMPLOYED))
        expected, looked = hires_in_step(
            parameters.matching_efficiency,
            len(unemployed),
            len(leaving),
            open_positions,
            min(int(np.count_nonzero(left)) - surplus, open_positions),
            state.months_per_step,
        )
        # Randomised rounding keeps the matching function exact on average.
        draw = float(uniform(state.key(Stream.HIRING_COUNT), 0))
        matches = int(expected) + int(draw < expected - int(expected))

        if state.months_per_step > 1:
            unemployed = np.concatenate([unemployed, leaving])
        draws = state.scratch.take("order of hiring", len(unemployed))
        fill_uniform(state.key(Stream.HIRING_ORDER), people.person[unemployed], draws)
        seekers = unemployed[lowest_first(draws, people.person[unemployed], matches)]
        slots, order = np.empty(open_positions, dtype=np.int64), np.empty(open_positions)
        list_vacancies(vacancies, state.key(Stream.VACANCY_ORDER), slots, order)
        slots = slots[ascending(order)]
        taken = np.zeros(open_positions, dtype=np.bool_)
        # Read for those who look for a better job only.
        reservation = state.scratch.take("numbers", len(people))
        staff = staff_by_training(state, destination)

        def match(rows: Integers, across_sectors: bool) -> int:
            return int(
                match_to_vacancies(
                    rows,
                    people.home_sector,
                    slots,
                    workplaces.sector,
                    len(state.sectors.task_count),
                    across_sectors,
                    workplaces.pay_level,
                    people.workplace,
                    reservation,
                    state.key(Stream.PLACEMENT_FIT),
                    parameters.placement_fit,
                    people.person,
                    people.expert,
                    state.sectors.expert_hours,
                    staff,
                    taken,
                    destination,
                )
            )

        hires = match(seekers, True)
        state.flows.hires = float(hires)
        state.flows.unemployed_before_hiring = looked
        if looked:
            found = hires / looked
            state.job_finding_rate += (found - state.job_finding_rate) / _memory_steps(state)

        searching = self._searching_on_the_job(state, destination)
        taste = np.empty(len(searching))
        fill_normal(state.key(Stream.JOB_TASTE), people.person[searching], taste)
        reservation[searching] = workplaces.pay_level[people.workplace[searching]] * np.exp(
            parameters.job_taste_dispersion * taste
        )
        # An open position that somebody declines is offered to others in the same month.
        rounds = -(-len(searching) // max(open_positions - hires, 1)) if open_positions else 0
        state.flows.job_to_job = float(
            sum(match(part, False) for part in np.array_split(searching, rounds or 1))
        )

    def _searching_on_the_job(
        self, state: EconomyState, destination: NDArray[np.int32]
    ) -> Integers:
        """Return the rows of people who look for a better job this month, in random order."""
        people, parameters = state.people, state.parameters
        draws = state.scratch.take("other numbers", len(people))
        over_rows(
            hear_of_offers,
            len(people),
            state.key(Stream.JOB_OFFER),
            people.person,
            people.workplace,
            destination,
            people.alienation_total,
            parameters.job_to_job_rate,
            parameters.moves_by_alienation * parameters.turnover_response,
            draws,
            threads=state.threads,
        )
        rows = np.flatnonzero(draws < np.inf)
        return rows[ascending(draws[rows])]


def hires_in_step(
    efficiency: float,
    searching: int,
    leaving: int,
    open_positions: int,
    vacated: int,
    months: int,
) -> tuple[float, float]:
    """Return the hires of a step, and how many people look for work, summed over its months.

    Each month the matching function, efficiency * sqrt(U V), works on those who look for work by
    then and the positions open by then. People leave evenly over the step: their positions are open
    in the month in which they leave, and they look for work from the next one on.

    Parameters
    ----------
    efficiency : float
        Of a month.
    searching, leaving : int
        People without work at the start of the step, and people who lose it or quit in its course.
    open_positions, vacated : int
        Positions open in the course of the step, and those of them that leavers have vacated.
    months : int
        Months that the step covers.
    """
    hires, looked = 0.0, 0.0
    for month in range(months):
        looking = searching + leaving * month / months - hires
        offered = open_positions - vacated * (1.0 - (month + 1) / months) - hires
        looked += looking
        hires += max(min(efficiency * math.sqrt(max(looking * offered, 0)), looking, offered), 0.0)
    return hires, looked


class JobGuarantee:
    """Whoever is without work is placed where staff is shortest; demand changes hours for all."""

    def enter(self, state: EconomyState) -> None:
        """Forget the risk of the labour market: nobody can lose the job."""
        state.job_loss_rate = 0.0

    def allocate(self, state: EconomyState, monitoring: float) -> None:
        """Place everyone without work, let volunteers swap places, and share the work."""
        people, workplaces, parameters = state.people, state.workplaces, state.parameters
        destination = state.destination
        before = destination.copy()
        end_jobs(state, parameters.displacement * parameters.layoff_rate, destination)
        target = whole_numbers(workplaces.share * state.labour_force)
        present = np.empty(len(workplaces), dtype=np.int64)
        count_members(destination, present)
        seekers = np.flatnonzero((people.status != Status.IN_TRAINING) & (destination < 0))
        seekers = seekers[np.argsort(people.person[seekers])]
        place_where_short(
            seekers,
            people.skill,
            workplaces.sector,
            state.sectors.hours_share,
            state.sectors.domain,
            state.sectors.complexity,
            people.expert,
            state.sectors.untrained_efficiency,
            state.sectors.task_count,
            target,
            present,
            state.key(Stream.PLACEMENT_FIT),
            parameters.placement_fit,
            people.person,
            state.sectors.expert_hours,
            staff_by_training(state, destination),
            destination,
        )
        flows = state.flows
        flows.quits = flows.layoffs = flows.dismissals = flows.separations_into_unemployment = 0.0
        flows.vacancies = 0.0
        # Who is placed in the month in which the job ended has moved, and was not without work.
        without = seekers[before[seekers] < 0]
        flows.hires = float(np.count_nonzero(destination[without] >= 0))
        flows.unemployed_before_hiring = float(len(without))
        self._swap_places(state, destination)
        moved = (before >= 0) & (destination >= 0) & (before != destination)
        flows.job_to_job = float(np.count_nonzero(moved))
        limit = parameters.work_sharing_limit
        workplaces.hours_factor[:] = np.clip(demand_index(state), 1.0 - limit, 1.0 + limit)

    def insecurity(self, state: EconomyState) -> float:
        """Return 0: nobody loses the job."""
        return 0.0

    def spell_months(self, state: EconomyState) -> float:
        """Return 0: there is no spell of unemployment."""
        return 0.0

    def discipline_response(self, parameters: Parameters) -> float:
        """Return effort per unit of being observed times what a sanction costs."""
        return parameters.discipline_response

    def _swap_places(self, state: EconomyState, destination: NDArray[np.int32]) -> None:
        """Let people who want to move trade places inside their sector."""
        people, parameters = state.people, state.parameters
        rows, half = state.scratch.take("rows", len(people), np.int64), len(people) // 2

        def between(start: int, stop: int) -> Integers:
            count = wish_to_move(
                start,
                stop,
                state.key(Stream.VOLUNTARY_MOVE),
                people.person,
                people.workplace,
                destination,
                people.alienation_total,
                parameters.voluntary_move_rate,
                parameters.turnover_response,
                rows,
            )
            return rows[start : start + count]

        movers = np.concatenate(
            at_once(
                lambda: between(0, half),
                lambda: between(half, len(people)),
                len(people),
                threads=state.threads,
            )
        )
        order = np.empty(len(movers))
        fill_uniform(state.key(Stream.MOVE_PARTNER), people.person[movers], order)
        like_with_like = training_that_decides(state, movers)
        movers = movers[np.lexsort((order, like_with_like, people.home_sector[movers]))]
        swap_places(movers, people.home_sector, people.workplace, destination)


register("employment", "labour_market", LabourMarket)
register("employment", "job_guarantee", JobGuarantee)
