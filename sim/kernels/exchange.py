"""Exchanges of hours between members of two workplaces (model section 5.5, `federation`)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.licences import barred
from sim.kernels.random import uniform
from sim.kernels.swaps import task_product

LEAST_HOURS = 0.02
"""Exchanges below this share of a full-time month (about three hours) are not worth arranging."""


@compiled
def mean_job_index(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    job_index: NDArray[np.float64],
    mean: NDArray[np.float64],
    spread: NDArray[np.float64],
) -> None:
    """Fill the mean and the standard deviation of the members' job indices by workplace.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    job_index : (people,) float64
    mean, spread : (workplaces,) float64
        Filled; 0 for a workplace without members.
    """
    for j in range(first, last):
        start, stop = offsets[j], offsets[j + 1]
        mean[j] = 0.0
        spread[j] = 0.0
        if stop == start:
            continue
        total = 0.0
        for row in range(start, stop):
            total += job_index[row]
        mean[j] = total / (stop - start)
        squares = 0.0
        for row in range(start, stop):
            squares += (job_index[row] - mean[j]) ** 2
        spread[j] = np.sqrt(squares / (stop - start))


@compiled
def incoming_hours(
    first: int,
    last: int,
    incoming_offsets: NDArray[np.int64],
    incoming_rows: NDArray[np.int64],
    outside_task: NDArray[np.int8],
    outside_hours: NDArray[np.float64],
    hours: NDArray[np.float64],
) -> None:
    """Add the hours of each task done by people who come from other workplaces.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    incoming_offsets, incoming_rows
        Who comes from elsewhere, by workplace.
    outside_task, outside_hours : (people,)
    hours : (workplaces, tasks) float64
        Changed in place.
    """
    for j in range(first, last):
        for position in range(incoming_offsets[j], incoming_offsets[j + 1]):
            row = incoming_rows[position]
            hours[j, outside_task[row]] += outside_hours[row]


@compiled
def willing_to_exchange(
    key: np.uint64,
    rate: float,
    person: NDArray[np.int64],
    workplace: NDArray[np.int32],
    takes_part: NDArray[np.bool_],
    rows: NDArray[np.int64],
) -> int:
    """Fill who could begin an exchange this month, and return how many could.

    Parameters
    ----------
    key : uint64
        Random key of the month.
    rate : float
        Probability.
    person, workplace : (people,)
    takes_part : (workplaces,) bool
        Whether the workplace takes part in exchanges.
    rows : (employed,) int64
        Filled from the start with rows, ascending.
    """
    count = 0
    for row in range(rows.shape[0]):
        rows[np.uint64(count)] = row
        count += (uniform(key, person[row]) < rate) & takes_part[workplace[row]]
    return count


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
    high: int,
    low: int,
    given: int,
    taken: int,
    amount: float,
    person: NDArray[np.int64],
    workplace: NDArray[np.int32],
    outside_partner: NDArray[np.int64],
    outside_workplace: NDArray[np.int32],
    outside_task: NDArray[np.int8],
    outside_hours: NDArray[np.float64],
    work_from_outside: NDArray[np.float64],
) -> None:
    """Note for both partners of an exchange where they work besides, at what and how long.

    Parameters
    ----------
    high, low : int
        Rows of the partners.
    given, taken : int
        Task of the workplace of `high` that `low` does from now on, and the other way round.
    amount : float
        Hours, share of a full-time month.
    person, workplace : (people,)
    outside_partner, outside_workplace, outside_task, outside_hours : (people,)
        Changed in place.
    work_from_outside : (workplaces, tasks) float64
        Hours already done by people of other workplaces, changed in place.
    """
    work_from_outside[workplace[high], given] += amount
    work_from_outside[workplace[low], taken] += amount
    outside_partner[high], outside_partner[low] = person[low], person[high]
    outside_workplace[high], outside_workplace[low] = workplace[low], workplace[high]
    outside_task[high], outside_task[low] = taken, given
    outside_hours[high] = amount
    outside_hours[low] = amount


@compiled
def arrange_exchanges(
    givers: NDArray[np.int64],
    receivers: NDArray[np.int64],
    federation: NDArray[np.int64],
    federation_mean: NDArray[np.float64],
    person: NDArray[np.int64],
    workplace: NDArray[np.int32],
    members: NDArray[np.int64],
    sector: NDArray[np.int64],
    task_count: NDArray[np.int64],
    hours_share: NDArray[np.float64],
    task_index: NDArray[np.float64],
    domain: NDArray[np.int64],
    complexity: NDArray[np.float64],
    expert: NDArray[np.int8],
    untrained_efficiency: NDArray[np.float64],
    reserved: NDArray[np.bool_],
    marginal_product: NDArray[np.float64],
    job_index: NDArray[np.float64],
    effective_time: NDArray[np.float64],
    skill: NDArray[np.float64],
    most_hours: float,
    outside_work_limit: float,
    hours: NDArray[np.float64],
    outside_partner: NDArray[np.int64],
    outside_workplace: NDArray[np.int32],
    outside_task: NDArray[np.int8],
    outside_hours: NDArray[np.float64],
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
    federation : (workplaces,) int64
        Federation of each workplace; the same on both sides of an exchange.
    federation_mean : (federations,) float64
        Mean job index of each federation.
    person, workplace : (people,)
    members : (workplaces,) int64
    sector : (workplaces,) int64
    task_count : (sectors,) int64
    hours_share, task_index, domain, complexity, untrained_efficiency : (sectors, tasks)
    reserved : (sectors, tasks) bool
        Licensed tasks, of which nobody takes hours who is not trained in the domain.
    expert : (people,) int8
    marginal_product : (workplaces, tasks) float64
    job_index, effective_time : (people,) float64
    skill : (people, domains) float64
    most_hours : float
        Most hours of an exchange, share of a full-time month.
    outside_work_limit : float
        Largest share of the work of a task that people of other workplaces do.
    hours : (people, tasks) float64
        Changed in place.
    outside_partner, outside_workplace, outside_task, outside_hours : (people,)
        Changed in place.
    work_from_outside : (workplaces, tasks) float64
        Hours already done by people of other workplaces, changed in place.
    """
    moved_hours = 0.0
    pairs = pair_up(givers, receivers, federation, workplace)
    for pair in range(pairs.shape[0]):
        high, low = pairs[pair, 0], pairs[pair, 1]
        home, away = workplace[high], workplace[low]
        mean = federation_mean[federation[home]]
        home_kind, away_kind = sector[home], sector[away]
        least_desirable = -1
        for k in range(task_count[away_kind]):
            if hours[low, k] < LEAST_HOURS or barred(expert[high], away_kind, k, domain, reserved):
                continue
            if (
                least_desirable < 0
                or task_index[away_kind, k] < task_index[away_kind, least_desirable]
            ):
                least_desirable = k
        if least_desirable < 0:
            continue
        best_cost, best = np.inf, -1
        for k in range(task_count[home_kind]):
            step = task_index[home_kind, k] - task_index[away_kind, least_desirable]
            if hours[high, k] < LEAST_HOURS or step <= 0.0:
                continue
            if barred(expert[low], home_kind, k, domain, reserved):
                continue
            change = (
                task_product(
                    low,
                    k,
                    home_kind,
                    effective_time[low],
                    marginal_product[home, k],
                    skill,
                    domain,
                    complexity,
                    expert,
                    untrained_efficiency,
                )
                - task_product(
                    high,
                    k,
                    home_kind,
                    effective_time[high],
                    marginal_product[home, k],
                    skill,
                    domain,
                    complexity,
                    expert,
                    untrained_efficiency,
                )
                + task_product(
                    high,
                    least_desirable,
                    away_kind,
                    effective_time[high],
                    marginal_product[away, least_desirable],
                    skill,
                    domain,
                    complexity,
                    expert,
                    untrained_efficiency,
                )
                - task_product(
                    low,
                    least_desirable,
                    away_kind,
                    effective_time[low],
                    marginal_product[away, least_desirable],
                    skill,
                    domain,
                    complexity,
                    expert,
                    untrained_efficiency,
                )
            )
            if -change / step < best_cost:
                best_cost, best = -change / step, k
        if best < 0:
            continue
        step = task_index[home_kind, best] - task_index[away_kind, least_desirable]
        amount = min(most_hours, hours[high, best], hours[low, least_desirable])
        amount = min(amount, (job_index[high] - mean) / step)
        amount = min(amount, (mean - job_index[low]) / step)
        room_home = (
            outside_work_limit * hours_share[home_kind, best] * members[home]
            - work_from_outside[home, best]
        )
        room_away = (
            outside_work_limit * hours_share[away_kind, least_desirable] * members[away]
            - work_from_outside[away, least_desirable]
        )
        amount = min(amount, room_home, room_away)
        if amount < LEAST_HOURS:
            continue
        hours[high, best] -= amount
        hours[low, least_desirable] -= amount
        note_exchange(
            high, low, best, least_desirable, amount, person, workplace, outside_partner,
            outside_workplace, outside_task, outside_hours, work_from_outside,
        )  # fmt: skip
        moved_hours += 2.0 * amount
    return moved_hours
