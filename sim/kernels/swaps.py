"""Swaps of task hours between two members of a workplace (model section 5.3, `balanced`).

A round pairs the member with the highest job index with the lowest, the second highest with the
second lowest, and so on. In each pair the two tasks are exchanged whose exchange costs least output
per unit of index moved. An exchange moves equal hours both ways, so the work of every task and
everyone's full time are conserved.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled

NEGLIGIBLE = 1e-9
"""Hours or index points below which nothing is exchanged."""


@compiled
def task_product(
    row: int,
    task: int,
    kind: int,
    effective_time: float,
    marginal_product: float,
    skill: NDArray[np.float64],
    domain: NDArray[np.int64],
    complexity: NDArray[np.float64],
) -> float:
    """Return the output of one hour of a person in a task: marginal product times efficiency."""
    efficiency: float = skill[row, domain[kind, task]] ** complexity[kind, task]
    return marginal_product * effective_time * efficiency


@compiled
def propose_swaps(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    sector: NDArray[np.int64],
    task_count: NDArray[np.int64],
    task_index: NDArray[np.float64],
    domain: NDArray[np.int64],
    complexity: NDArray[np.float64],
    marginal_product: NDArray[np.float64],
    job_index: NDArray[np.float64],
    effective_time: NDArray[np.float64],
    skill: NDArray[np.float64],
    hours: NDArray[np.float64],
    swap_hours: float,
    given_task: NDArray[np.int8],
    taken_task: NDArray[np.int8],
    amount: NDArray[np.float64],
    output_change: NDArray[np.float64],
) -> None:
    """Fill one round of proposed swaps for each workplace.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    sector : (workplaces,) int64
    task_count : (sectors,) int64
    task_index : (sectors, tasks) float64
        Job index of an hour of each task.
    domain, complexity : (sectors, tasks)
    marginal_product : (workplaces, tasks) float64
        Output per unit of effective labour.
    job_index, effective_time : (people,) float64
        Job index; productive time times effort.
    skill : (people, domains) float64
    hours : (people, tasks) float64
    swap_hours : float
        Most hours a pair exchanges, share of a full-time month.
    given_task, taken_task : (people,) int8
        Filled; -1 where a person swaps nothing.
    amount : (people,) float64
        Filled with the hours exchanged.
    output_change : (workplaces,) float64
        Filled with the first-order change of output.
    """
    products_high = np.empty(hours.shape[1])
    products_low = np.empty(hours.shape[1])
    for j in range(first, last):
        start, stop = offsets[j], offsets[j + 1]
        output_change[j] = 0.0
        for row in range(start, stop):
            given_task[row] = -1
            taken_task[row] = -1
            amount[row] = 0.0
        kind = sector[j]
        ranking = np.argsort(job_index[start:stop])
        for pair in range((stop - start) // 2):
            low = start + ranking[pair]
            high = start + ranking[stop - start - 1 - pair]
            gap = job_index[high] - job_index[low]
            if gap <= NEGLIGIBLE:
                break
            # Products of an hour of each at every task that one of them does.
            for k in range(task_count[kind]):
                if hours[high, k] > NEGLIGIBLE or hours[low, k] > NEGLIGIBLE:
                    products_high[k] = task_product(
                        high,
                        k,
                        kind,
                        effective_time[high],
                        marginal_product[j, k],
                        skill,
                        domain,
                        complexity,
                    )
                    products_low[k] = task_product(
                        low,
                        k,
                        kind,
                        effective_time[low],
                        marginal_product[j, k],
                        skill,
                        domain,
                        complexity,
                    )
            best_cost = np.inf
            best_given, best_taken = -1, -1
            for k in range(task_count[kind]):
                if hours[high, k] <= NEGLIGIBLE:
                    continue
                for other in range(task_count[kind]):
                    moved = task_index[kind, k] - task_index[kind, other]
                    if hours[low, other] <= NEGLIGIBLE or moved <= NEGLIGIBLE:
                        continue
                    change = (
                        products_low[k]
                        - products_high[k]
                        + products_high[other]
                        - products_low[other]
                    )
                    cost = -change / moved
                    if cost < best_cost:
                        best_cost = cost
                        best_given, best_taken = k, other
            if best_given < 0:
                continue
            moved = task_index[kind, best_given] - task_index[kind, best_taken]
            exchanged = min(swap_hours, gap / (2.0 * moved))
            exchanged = min(exchanged, hours[high, best_given], hours[low, best_taken])
            given_task[high], taken_task[high], amount[high] = best_given, best_taken, exchanged
            given_task[low], taken_task[low], amount[low] = best_taken, best_given, exchanged
            output_change[j] -= best_cost * moved * exchanged


@compiled
def index_change(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    sector: NDArray[np.int64],
    task_index: NDArray[np.float64],
    job_index: NDArray[np.float64],
    given_task: NDArray[np.int8],
    taken_task: NDArray[np.int8],
    amount: NDArray[np.float64],
    change: NDArray[np.float64],
    spread_before: NDArray[np.float64],
    spread_after: NDArray[np.float64],
) -> None:
    """Fill each person's change of job index and each workplace's spread before and after.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    sector : (workplaces,) int64
    task_index : (sectors, tasks) float64
    job_index : (people,) float64
    given_task, taken_task, amount : (people,)
        A round of proposed swaps.
    change : (people,) float64
        Filled.
    spread_before, spread_after : (workplaces,) float64
        Filled with standard deviations over members.
    """
    for j in range(first, last):
        start, stop = offsets[j], offsets[j + 1]
        members = stop - start
        spread_before[j] = 0.0
        spread_after[j] = 0.0
        if members == 0:
            continue
        mean_before, mean_after = 0.0, 0.0
        for row in range(start, stop):
            change[row] = 0.0
            if amount[row] > 0.0:
                change[row] = amount[row] * (
                    task_index[sector[j], taken_task[row]] - task_index[sector[j], given_task[row]]
                )
            mean_before += job_index[row]
            mean_after += job_index[row] + change[row]
        mean_before /= members
        mean_after /= members
        for row in range(start, stop):
            spread_before[j] += (job_index[row] - mean_before) ** 2
            spread_after[j] += (job_index[row] + change[row] - mean_after) ** 2
        spread_before[j] = np.sqrt(spread_before[j] / members)
        spread_after[j] = np.sqrt(spread_after[j] / members)


@compiled
def apply_swaps(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    approved: NDArray[np.bool_],
    given_task: NDArray[np.int8],
    taken_task: NDArray[np.int8],
    amount: NDArray[np.float64],
    hours: NDArray[np.float64],
) -> None:
    """Carry out the proposed swaps of the workplaces that approved them.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    approved : (workplaces,) bool
    given_task, taken_task, amount : (people,)
        A round of proposed swaps.
    hours : (people, tasks) float64
        Changed in place.
    """
    for j in range(first, last):
        if not approved[j]:
            continue
        for row in range(offsets[j], offsets[j + 1]):
            if amount[row] > 0.0:
                hours[row, given_task[row]] -= amount[row]
                hours[row, taken_task[row]] += amount[row]
