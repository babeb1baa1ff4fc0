"""Exchanges of hours between members of two workplaces (model section 5.5, `federation`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels import MAX_TASKS
from sim.kernels.aggregation import fill_products
from sim.kernels.compile import compiled
from sim.kernels.licences import barred
from sim.kernels.swaps import task_product

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState

LEAST_HOURS = 0.02
"""Exchanges below this share of a full-time month (about three hours) are not worth arranging."""


@compiled
def incoming_hours(
    first: int, last: int, economy: EconomyState, hours: NDArray[np.float64]
) -> None:
    """Add the hours of each task done by people who come from other workplaces.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
    hours : (workplaces, tasks) float64
        Changed in place.
    """
    people, workplaces = economy.people, economy.workplaces
    for j in range(first, last):
        for position in range(workplaces.incoming_offsets[j], workplaces.incoming_offsets[j + 1]):
            row = workplaces.incoming_rows[position]
            hours[j, people.outside_task[row]] += people.outside_hours[row]


@compiled
def pair_up(
    givers: NDArray[np.int64],
    receivers: NDArray[np.int64],
    federation: NDArray[np.int64],
    workplace: NDArray[np.int32],
) -> NDArray[np.int64]:
    """Return the rows of who may exchange hours, giver and receiver, shape (pairs, 2).

    The first giver meets the first receiver of the same federation, and so on; two members of one
    workplace are no pair.

    Parameters
    ----------
    givers, receivers : (n,) and (m,) int64
        Rows, sorted by federation.
    federation : (workplaces,) int64
    workplace : (people,) int32
    """
    pairs = np.empty((min(givers.shape[0], receivers.shape[0]), 2), dtype=np.int64)
    count, g, r = 0, 0, 0
    while g < givers.shape[0] and r < receivers.shape[0]:
        home, away = workplace[givers[g]], workplace[receivers[r]]
        if federation[home] < federation[away]:
            g += 1
            continue
        if federation[away] < federation[home]:
            r += 1
            continue
        if home != away:
            pairs[count, 0], pairs[count, 1] = givers[g], receivers[r]
            count += 1
        g += 1
        r += 1
    return pairs[:count]


@compiled
def note_exchange(
    economy: EconomyState,
    high: int,
    low: int,
    given: int,
    taken: int,
    amount: float,
    work_from_outside: NDArray[np.float64],
) -> None:
    """Note for both partners of an exchange where they work besides, at what and how long.

    Parameters
    ----------
    economy : EconomyState
        What `people` do outside is changed in place.
    high, low : int
        Rows of the partners.
    given, taken : int
        Task of the workplace of `high` that `low` does from now on, and the other way round.
    amount : float
        Hours, share of a full-time month.
    work_from_outside : (workplaces, tasks) float64
        Hours already done by people of other workplaces, changed in place.
    """
    people = economy.people
    home, away = people.workplace[high], people.workplace[low]
    work_from_outside[home, given] += amount
    work_from_outside[away, taken] += amount
    people.outside_partner[high] = people.person[low]
    people.outside_partner[low] = people.person[high]
    people.outside_workplace[high], people.outside_workplace[low] = away, home
    people.outside_task[high], people.outside_task[low] = taken, given
    people.outside_hours[high] = amount
    people.outside_hours[low] = amount


@compiled
def room_for_others(
    economy: EconomyState, j: int, task: int, work_from_outside: NDArray[np.float64]
) -> float:
    """Return how many more hours of a task of workplace j people of others may do.

    They do at most the share `outside_work_limit` of its work.
    """
    offsets, kind = economy.workplaces.offsets, economy.workplaces.sector[j]
    share = economy.parameters.outside_work_limit * economy.sectors.hours_share[kind, task]
    room: float = share * (offsets[j + 1] - offsets[j]) - work_from_outside[j, task]
    return room


@compiled
def arrange_exchanges(
    givers: NDArray[np.int64],
    receivers: NDArray[np.int64],
    economy: EconomyState,
    federation: NDArray[np.int64],
    federation_mean: NDArray[np.float64],
    work_from_outside: NDArray[np.float64],
) -> float:
    """Pair members of better-off with members of worse-off workplaces and return the hours moved.

    The first giver meets the first receiver of the same federation, and so on. The receiver hands
    over the least desirable of their own tasks and gets, for the same hours, the task of the giver
    whose exchange costs least output per unit of index moved; neither crosses the mean of the
    federation, nor takes a licensed task without the training. Work and full time are conserved in
    both workplaces.

    Parameters
    ----------
    givers, receivers : (n,) and (m,) int64
        Rows, sorted by federation and then by distance from its mean, farthest first.
    economy : EconomyState
        `people.hours` and what people do outside are changed in place. At most `federation_hours`
        are exchanged at once.
    federation : (workplaces,) int64
        Federation of each workplace; the same on both sides of an exchange.
    federation_mean : (federations,) float64
        Mean job index of each federation.
    work_from_outside : (workplaces, tasks) float64
        Hours already done by people of other workplaces, changed in place.
    """
    people, sectors, sector = economy.people, economy.sectors, economy.workplaces.sector
    hours, job_index, task_index = people.hours, people.job_index, sectors.job_index
    at_home, there = np.empty(MAX_TASKS), np.empty(MAX_TASKS)
    moved_hours = 0.0
    pairs = pair_up(givers, receivers, federation, people.workplace)
    for pair in range(pairs.shape[0]):
        high, low = pairs[pair, 0], pairs[pair, 1]
        home, away = people.workplace[high], people.workplace[low]
        mean = federation_mean[federation[home]]
        home_kind, away_kind = sector[home], sector[away]
        bad = -1
        for k in range(sectors.task_count[away_kind]):
            if hours[low, k] < LEAST_HOURS or barred(sectors, people.expert[high], away_kind, k):
                continue
            if bad < 0 or task_index[away_kind, k] < task_index[away_kind, bad]:
                bad = k
        if bad < 0:
            continue
        fill_products(economy, home, at_home)
        fill_products(economy, away, there)
        best_cost, best = np.inf, -1
        for k in range(sectors.task_count[home_kind]):
            step = task_index[home_kind, k] - task_index[away_kind, bad]
            if hours[high, k] < LEAST_HOURS or step <= 0.0:
                continue
            if barred(sectors, people.expert[low], home_kind, k):
                continue
            change = (
                task_product(economy, low, k, home_kind, at_home)
                - task_product(economy, high, k, home_kind, at_home)
                + task_product(economy, high, bad, away_kind, there)
                - task_product(economy, low, bad, away_kind, there)
            )
            if -change / step < best_cost:
                best_cost, best = -change / step, k
        if best < 0:
            continue
        step = task_index[home_kind, best] - task_index[away_kind, bad]
        amount = min(economy.parameters.federation_hours, hours[high, best], hours[low, bad])
        amount = min(amount, (job_index[high] - mean) / step)
        amount = min(amount, (mean - job_index[low]) / step)
        room_home = room_for_others(economy, home, best, work_from_outside)
        room_away = room_for_others(economy, away, bad, work_from_outside)
        amount = min(amount, room_home, room_away)
        if amount < LEAST_HOURS:
            continue
        hours[high, best] -= amount
        hours[low, bad] -= amount
        note_exchange(economy, high, low, best, bad, amount, work_from_outside)
        moved_hours += 2.0 * amount
    return moved_hours
