"""Desired employment, quits, dismissals and layoffs (model section 5.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels import DOMAINS
from sim.kernels.compile import compiled
from sim.kernels.demand import demand_index
from sim.kernels.headcount import labour_force, whole_numbers
from sim.kernels.meetings import mean_of_members
from sim.kernels.random import uniform
from sim.kernels.ranking import PENDING, largest_workplace, rank
from sim.kernels.streams import Stream, key_in

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState

Integers = NDArray[np.int64]

NO_WORKPLACE = -1

DESIRED, QUITS, DISMISSALS, ENDED, LAYOFFS, VACANCIES = range(6)
COLUMNS = 6
"""Columns of a plan of employment: people by workplace."""


@compiled
def plan_employment(economy: EconomyState) -> Integers:
    """Return a plan with the number of members that each workplace wants, (workplaces, COLUMNS).

    That is its share of all jobs, ``jobs_per_worker`` for each of the labour force, times its
    demand, and at least 1; the other columns are 0.
    """
    share = economy.workplaces.share
    jobs = economy.parameters.jobs_per_worker * labour_force(economy)
    exact = np.empty(share.shape[0])
    for j in range(share.shape[0]):
        exact[j] = jobs * share[j] * demand_index(j, economy)
    desired, plan = whole_numbers(exact), np.zeros((share.shape[0], COLUMNS), np.int64)
    for j in range(share.shape[0]):
        plan[j, DESIRED] = max(desired[j], 1)
    return plan


@compiled
def separate(
    first: int, last: int, economy: EconomyState, monitoring: float, plan: Integers
) -> None:
    """Let people quit, be dismissed, lose the job, and be laid off, in this order.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        `destination` becomes -1 for those who leave.
    monitoring : float
        Probability of being observed, to which dismissals are proportional.
    plan : (workplaces, COLUMNS) int64
        Desired members are read, the other columns filled.
    """
    quits_and_dismissals(first, last, economy, monitoring, plan)
    end_jobs(first, last, economy, economy.parameters.layoff_rate, plan)
    lay_off(first, last, economy, plan)


@compiled
def quits_and_dismissals(
    first: int, last: int, economy: EconomyState, monitoring: float, plan: Integers
) -> None:
    """Send those who quit, and those caught with low effort, into unemployment.

    The chance to quit is ``quit_rate`` at alienation 0.5 and rises by ``turnover_response`` for
    each unit of it. Effort below ``dismissal_threshold`` times the mean of the workplace is low.
    Parameters are those of `separate`.
    """
    people, parameters, offsets = economy.people, economy.parameters, economy.workplaces.offsets
    destination, person, effort = economy.destination, people.person, people.effort
    quit_key = key_in(economy, Stream.QUIT, economy.month)
    dismissal_key = key_in(economy, Stream.DISMISSAL, economy.month)
    quit_rate, response = parameters.quit_rate, parameters.turnover_response
    dismissal_rate = parameters.dismissal_rate * monitoring
    for j in range(first, last):
        start, stop = offsets[j], offsets[j + 1]
        if start == stop:
            continue
        low = parameters.dismissal_threshold * mean_of_members(start, stop, effort)
        for row in range(start, stop):
            if destination[row] == NO_WORKPLACE:
                continue
            chance = quit_rate * (1.0 + response * (people.alienation_total[row] - 0.5))
            if uniform(quit_key, person[row]) < chance:
                destination[row] = NO_WORKPLACE
                plan[j, QUITS] += 1
            elif effort[row] < low and uniform(dismissal_key, person[row]) < dismissal_rate:
                destination[row] = NO_WORKPLACE
                plan[j, DISMISSALS] += 1


@compiled
def end_jobs(first: int, last: int, economy: EconomyState, rate: float, plan: Integers) -> None:
    """End jobs for reasons of the workplace, with the same chance for all (model section 10.10).

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        `destination` becomes -1 for those whose job ends.
    rate : float
        Probability that a job ends in the step.
    plan : (workplaces, COLUMNS) int64
        Column `ENDED` counts them.
    """
    if rate <= 0.0:
        return
    offsets, destination = economy.workplaces.offsets, economy.destination
    person, key = economy.people.person, key_in(economy, Stream.LAYOFF, economy.month)
    for j in range(first, last):
        for row in range(offsets[j], offsets[j + 1]):
            if destination[row] != NO_WORKPLACE and uniform(key, person[row]) < rate:
                destination[row] = NO_WORKPLACE
                plan[j, ENDED] += 1


@compiled
def lay_off(first: int, last: int, economy: EconomyState, plan: Integers) -> None:
    """Lay off the least valuable members above desired employment and count vacancies below it.

    Those whose mean skill times effort is lowest go first.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        `destination` becomes -1 for those laid off.
    plan : (workplaces, COLUMNS) int64
        Desired members are read, layoffs and vacancies filled.
    """
    offsets, destination = economy.workplaces.offsets, economy.destination
    skill, effort = economy.people.skill, economy.people.effort
    room = largest_workplace(first, last, offsets)
    value, candidates = np.empty(room), np.empty(room, np.int64)
    ranking, pending = np.empty(room, np.int64), np.empty(2 * PENDING, np.int64)
    for j in range(first, last):
        staying = 0
        for row in range(offsets[j], offsets[j + 1]):
            staying += destination[row] != NO_WORKPLACE
        plan[j, LAYOFFS] = max(staying - plan[j, DESIRED], 0)
        plan[j, VACANCIES] = max(plan[j, DESIRED] - staying, 0)
        if plan[j, LAYOFFS] == 0:
            continue
        count = 0
        for row in range(offsets[j], offsets[j + 1]):
            if destination[row] == NO_WORKPLACE:
                continue
            total = 0.0
            for d in range(DOMAINS):
                total += skill[row, d]
            value[count], candidates[count] = total / DOMAINS * effort[row], row
            count += 1
        rank(count, value, ranking, pending)
        for place in range(plan[j, LAYOFFS]):
            destination[candidates[ranking[place]]] = NO_WORKPLACE
