"""Vacancies, and matching of those who look for work (model section 5.7)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels import DOMAINS, EMPLOYED, UNEMPLOYED
from sim.kernels.compile import compiled
from sim.kernels.elementary import exp
from sim.kernels.expertise import (
    add_to_staff,
    count_staff,
    draw_of_fit,
    position_that_fits,
)
from sim.kernels.random import normal, uniform
from sim.kernels.separations import (
    DISMISSALS,
    ENDED,
    LAYOFFS,
    NO_WORKPLACE,
    QUITS,
    VACANCIES,
)
from sim.kernels.sorting import stable_order
from sim.kernels.streams import Stream, key_in

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState

Integers = NDArray[np.int64]

MEMORY_MONTHS = 12.0
"""Months over which people average what they see of job loss and job finding."""


@compiled
def memory_steps(economy: EconomyState) -> float:
    """Return the steps over which people average, so that they remember as many months."""
    forgotten = 1.0 / MEMORY_MONTHS
    if economy.months_per_step > 1:
        kept = 1.0
        for _ in range(economy.months_per_step):
            kept *= 1.0 - 1.0 / MEMORY_MONTHS
        forgotten = 1.0 - kept
    return 1.0 / forgotten


@compiled
def hear_of_offers(start: int, stop: int, economy: EconomyState, hears: NDArray[np.bool_]) -> None:
    """Fill who hears of other jobs, if they stay in theirs.

    The chance is ``job_to_job_rate`` at alienation 0.5 and rises with alienation by
    ``moves_by_alienation`` of what quits rise by.

    Parameters
    ----------
    start, stop : int
        Range of rows.
    economy : EconomyState
    hears : (people,) bool
        Filled.
    """
    people, parameters = economy.people, economy.parameters
    person, alienation = people.person, people.alienation_total
    rate = parameters.job_to_job_rate
    response = parameters.moves_by_alienation * parameters.turnover_response
    key = key_in(economy, Stream.JOB_OFFER, economy.month)
    for row in range(start, stop):
        chance = rate * (1.0 + response * (alienation[row] - 0.5))
        hears[row] = uniform(key, person[row]) < chance


@compiled
def hire(economy: EconomyState, plan: Integers, hears: NDArray[np.bool_]) -> None:
    """Match the unemployed, then people who look for a better job, to vacancies.

    Parameters
    ----------
    economy : EconomyState
        `destination`, `flows`, `job_loss_rate`, `job_finding_rate` and `workplaces.hours_factor`,
        which is 1, are changed in place.
    plan : (workplaces, COLUMNS) int64
        As `separate` leaves it.
    hears : (people,) bool
        Who hears of other jobs.
    """
    people, parameters, flows = economy.people, economy.parameters, economy.flows
    surplus = note_separations(economy, plan)
    unemployed, leaving, left = people_without_work(economy)
    open_positions = int(flows.vacancies)
    expected, looked = hires_in_step(
        parameters.matching_efficiency,
        unemployed.shape[0],
        leaving.shape[0],
        open_positions,
        min(left - surplus, open_positions),
        economy.months_per_step,
    )
    # Randomised rounding keeps the matching function exact on average.
    draw = uniform(key_in(economy, Stream.HIRING_COUNT, economy.month), 0)
    matches = int(expected)
    matches += draw < expected - matches
    if economy.months_per_step > 1:
        unemployed = np.concatenate((unemployed, leaving))
    order_key = key_in(economy, Stream.HIRING_ORDER, economy.month)
    seekers = in_random_order(unemployed, order_key, people.person)[:matches]
    slots = list_vacancies(plan, economy)
    taken = np.zeros(open_positions, np.bool_)
    staff = np.zeros((plan.shape[0], DOMAINS + 1), np.int64)
    if parameters.placement_fit > 0.0:
        count_staff(economy.destination, people.expert, staff)
    hires = match_to_vacancies(seekers, True, slots, taken, staff, economy)
    flows.hires = hires
    flows.unemployed_before_hiring = looked
    if looked > 0.0:
        found = hires / looked
        economy.job_finding_rate += (found - economy.job_finding_rate) / memory_steps(economy)

    searching = searching_on_the_job(economy, hears)
    # An open position that somebody declines is offered to others in the same month.
    rounds = 1
    if open_positions > 0:
        rounds = max(-(-searching.shape[0] // max(open_positions - hires, 1)), 1)
    moves, start = 0, 0
    for number in range(rounds):
        stop = start + searching.shape[0] // rounds + (number < searching.shape[0] % rounds)
        moves += match_to_vacancies(searching[start:stop], False, slots, taken, staff, economy)
        start = stop
    flows.job_to_job = moves
    hours_factor = economy.workplaces.hours_factor
    for j in range(hours_factor.shape[0]):
        hours_factor[j] = 1.0


@compiled
def note_separations(economy: EconomyState, plan: Integers) -> int:
    """Note how many people lost or left their work, and return how many were laid off.

    Parameters
    ----------
    economy : EconomyState
        `flows` are filled, and `job_loss_rate` moves towards the share of members who lost the job.
    plan : (workplaces, COLUMNS) int64
    """
    flows, offsets = economy.flows, economy.workplaces.offsets
    quits, dismissals, ended, surplus, vacancies = 0, 0, 0, 0, 0
    for j in range(plan.shape[0]):
        quits += plan[j, QUITS]
        dismissals += plan[j, DISMISSALS]
        ended += plan[j, ENDED]
        surplus += plan[j, LAYOFFS]
        vacancies += plan[j, VACANCIES]
    flows.quits, flows.dismissals, flows.layoffs = quits, dismissals, surplus + ended
    flows.vacancies = vacancies
    flows.separations_into_unemployment = quits + dismissals + surplus + ended
    lost = (dismissals + surplus + ended) / max(offsets[offsets.shape[0] - 1], 1)
    lost /= economy.months_per_step
    economy.job_loss_rate += (lost - economy.job_loss_rate) / memory_steps(economy)
    return surplus


@compiled
def people_without_work(economy: EconomyState) -> tuple[Integers, Integers, int]:
    """Return who is without work and looks for it, and how many seats were given up.

    Returns
    -------
    unemployed, leaving : (n,) int64
        Rows, ascending: people who were unemployed, and people who lose or leave their work.
    left : int
        Workplaces lost or left, also by those who retired or went into training.
    """
    status, workplace = economy.people.status, economy.people.workplace
    destination = economy.destination
    unemployed, leaving = np.empty(status.shape[0], np.int64), np.empty(status.shape[0], np.int64)
    searching, parting, left = 0, 0, 0
    for row in range(status.shape[0]):
        if destination[row] >= 0:
            continue
        left += workplace[row] >= 0
        if status[row] == UNEMPLOYED:
            unemployed[searching] = row
            searching += 1
        elif status[row] == EMPLOYED and workplace[row] >= 0:
            leaving[parting] = row
            parting += 1
    return unemployed[:searching].copy(), leaving[:parting].copy(), left


@compiled
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
        matched = efficiency * math.sqrt(max(looking * offered, 0.0))
        hires += max(min(matched, looking, offered), 0.0)
    return hires, looked


@compiled
def in_random_order(rows: Integers, key: np.uint64, person: Integers) -> Integers:
    """Return rows in the order of the draws of the people in them, shape (n,)."""
    draws = np.empty(rows.shape[0])
    for i in range(rows.shape[0]):
        draws[i] = uniform(key, person[rows[i]])
    return rows[stable_order(draws)]


@compiled
def list_vacancies(plan: Integers, economy: EconomyState) -> Integers:
    """Return the workplaces of all open positions in random order, shape (positions,).

    Parameters
    ----------
    plan : (workplaces, COLUMNS) int64
        Column `VACANCIES` is read.
    economy : EconomyState
    """
    total = 0
    for j in range(plan.shape[0]):
        total += plan[j, VACANCIES]
    slots, draws, position = np.empty(total, np.int64), np.empty(total), 0
    key = key_in(economy, Stream.VACANCY_ORDER, economy.month)
    for j in range(plan.shape[0]):
        for number in range(plan[j, VACANCIES]):
            slots[position] = j
            draws[position] = uniform(key, np.int64(j) * 100_003 + number)
            position += 1
    return slots[stable_order(draws)]


@compiled
def searching_on_the_job(economy: EconomyState, hears: NDArray[np.bool_]) -> Integers:
    """Return the rows of people who look for a better job this month, in random order, (n,).

    They are those who hear of offers and stay where they are.
    """
    people, destination = economy.people, economy.destination
    rows, count = np.empty(hears.shape[0], np.int64), 0
    for row in range(hears.shape[0]):
        if hears[row] and destination[row] >= 0 and destination[row] == people.workplace[row]:
            rows[count] = row
            count += 1
    # Who hears of offers soonest is served first: the same draws as in `hear_of_offers`.
    key = key_in(economy, Stream.JOB_OFFER, economy.month)
    return in_random_order(rows[:count], key, people.person)


@compiled
def reservation(row: int, economy: EconomyState, key: np.uint64) -> float:
    """Return the level of pay above which somebody who has a workplace leaves it.

    The pay there, more or less by the taste for this job, lognormal with ``job_taste_dispersion``.
    """
    people = economy.people
    taste = economy.parameters.job_taste_dispersion * normal(key, people.person[row])
    level: float = economy.workplaces.pay_level[people.workplace[row]] * exp(taste)
    return level


@compiled
def match_to_vacancies(
    seekers: Integers,
    across_sectors: bool,
    slots: Integers,
    taken: NDArray[np.bool_],
    staff: Integers,
    economy: EconomyState,
) -> int:
    """Match job seekers to vacancies, first in their own sector, and return the number of hires.

    Each hears of the next open position or, where fit decides, of that of the next ten which needs
    somebody of the training most (model section 10.3). Somebody who has a workplace only accepts
    one that pays more than the `reservation`; who has just lost it has none.

    Parameters
    ----------
    seekers : (n,) int64
        Rows, in the order in which they are served.
    across_sectors : bool
        Whether seekers for whom their own sector has no place take one elsewhere.
    slots : (m,) int64
        Workplace of each open position.
    taken : (m,) bool
        Open positions already filled, changed in place.
    staff : (workplaces, domains + 1) int64
        The trained by domain and all members, changed in place; not read where fit never decides.
    economy : EconomyState
        `destination` is changed in place.
    """
    people, sector, destination = economy.people, economy.workplaces.sector, economy.destination
    workplace, expert, person = people.workplace, people.expert, people.person
    pay_level, expert_hours = economy.workplaces.pay_level, economy.sectors.expert_hours
    placement_fit = economy.parameters.placement_fit
    fit_key = key_in(economy, Stream.PLACEMENT_FIT, economy.month)
    taste_key = key_in(economy, Stream.JOB_TASTE, economy.month)
    hires = 0
    cursor = np.zeros(economy.sectors.task_count.shape[0], np.int64)
    unplaced, unplaced_count = np.empty(seekers.shape[0], np.int64), 0
    for row in seekers:
        kind = people.home_sector[row]
        position = cursor[kind]
        while position < slots.shape[0] and (taken[position] or sector[slots[position]] != kind):
            position += 1
        cursor[kind] = position
        if position >= slots.shape[0]:
            unplaced[unplaced_count] = row
            unplaced_count += 1
            continue
        if draw_of_fit(fit_key, person[row], placement_fit) < 1.0:
            position = position_that_fits(
                position, kind, expert[row], slots, taken, sector, expert_hours, staff
            )
        offered = slots[position]
        own = workplace[row] if destination[row] != NO_WORKPLACE else NO_WORKPLACE
        if own >= 0 and (
            offered == own or pay_level[offered] <= reservation(row, economy, taste_key)
        ):
            # The offer is declined; the next in line hears of another position.
            if position == cursor[kind]:
                cursor[kind] = position + 1
            continue
        taken[position] = True
        destination[row] = offered
        hires += 1
        if placement_fit > 0.0:
            add_to_staff(offered, expert[row], 1, staff)
            if own >= 0:
                add_to_staff(own, expert[row], -1, staff)
    if across_sectors:
        position = 0
        for place in range(unplaced_count):
            while position < slots.shape[0] and taken[position]:
                position += 1
            if position >= slots.shape[0]:
                break
            row = unplaced[place]
            found = position
            if draw_of_fit(fit_key, person[row], placement_fit) < 1.0:
                found = position_that_fits(
                    position, -1, expert[row], slots, taken, sector, expert_hours, staff
                )
            holds = workplace[row] >= 0 and destination[row] != NO_WORKPLACE
            if holds and pay_level[slots[found]] <= reservation(row, economy, taste_key):
                continue
            taken[found] = True
            destination[row] = slots[found]
            hires += 1
            if placement_fit > 0.0:
                add_to_staff(slots[found], expert[row], 1, staff)
    return hires
