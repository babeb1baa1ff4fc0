"""Swaps of task hours between two members of a workplace (model section 5.3, `balanced`).

A round pairs the member with the highest job index with the lowest, the second highest with the
second lowest, and so on. In each pair the two tasks are exchanged whose exchange costs least output
per unit of index moved. An exchange moves equal hours both ways, so the work of every task and
everyone's full time are conserved.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels import MAX_TASKS
from sim.kernels.compile import compiled
from sim.kernels.effective_labour import fill_efficiency
from sim.kernels.elementary import power
from sim.kernels.ranking import PENDING, largest_workplace, rank

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
    efficiency = power(skill[row, domain[kind, task]], complexity[kind, task])
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
    room = largest_workplace(first, last, offsets)
    keys, ranking = np.empty(room), np.empty(room, np.int64)
    pending = np.empty(2 * PENDING, np.int64)
    products, logarithms = np.empty(room * MAX_TASKS), np.empty(room * MAX_TASKS)
    gives, takes = np.empty(MAX_TASKS, np.int64), np.empty(MAX_TASKS, np.int64)
    for j in range(first, last):
        start, stop = offsets[j], offsets[j + 1]
        members = stop - start
        output_change[j] = 0.0
        for row in range(start, stop):
            given_task[row] = -1
            taken_task[row] = -1
            amount[row] = 0.0
            keys[row - start] = job_index[row]
        kind, tasks = sector[j], task_count[sector[j]]
        rank(members, keys, ranking, pending)
        # Keys are in order now; where the ends are equal nobody has anything to swap.
        if members < 2 or keys[members - 1] - keys[0] <= NEGLIGIBLE:
            continue
        fill_efficiency(start, stop, kind, skill, domain, complexity, logarithms, products)
        for member in range(members):
            time = effective_time[start + member]
            for k in range(MAX_TASKS):
                products[np.uint64(member * MAX_TASKS + k)] *= marginal_product[j, k] * time
        for pair in range(members // 2):
            low, high = ranking[pair], ranking[members - 1 - pair]
            gap = keys[members - 1 - pair] - keys[pair]
            if gap <= NEGLIGIBLE:
                break
            given_count, taken_count = 0, 0
            for k in range(tasks):
                gives[np.uint64(given_count)], takes[np.uint64(taken_count)] = k, k
                given_count += hours[start + high, k] > NEGLIGIBLE
                taken_count += hours[start + low, k] > NEGLIGIBLE
            given, taken, cost = cheapest_exchange(
                kind,
                high * MAX_TASKS,
                low * MAX_TASKS,
                given_count,
                taken_count,
                gives,
                takes,
                task_index,
                products,
            )
            if given < 0:
                continue
            high, low = start + high, start + low
            moved = task_index[kind, given] - task_index[kind, taken]
            exchanged = min(swap_hours, gap / (2.0 * moved))
            exchanged = min(exchanged, hours[high, given], hours[low, taken])
            given_task[high], taken_task[high], amount[high] = given, taken, exchanged
            given_task[low], taken_task[low], amount[low] = taken, given, exchanged
            output_change[j] -= cost * moved * exchanged


@compiled
def cheapest_exchange(
    kind: int,
    high: int,
    low: int,
    given_count: int,
    taken_count: int,
    gives: NDArray[np.int64],
    takes: NDArray[np.int64],
    task_index: NDArray[np.float64],
    products: NDArray[np.float64],
) -> tuple[int, int, float]:
    """Return the task that a person gives, the one taken for it, and the output lost per index.

    The first in the order of tasks when several cost the same; -1 when no exchange lowers the job
    index of the one who gives.

    Parameters
    ----------
    kind : int
        Sector.
    high, low : int
        Where in `products` the tasks of the two people begin: of the one with the higher job index,
        who gives, and of the other.
    given_count, taken_count : int
        Tasks of the two that count.
    gives, takes : (8,) int64
        Those tasks.
    task_index : (sectors, tasks) float64
    products : (n,) float64
        Output of an hour.
    """
    best, best_given, best_taken = np.inf, -1, -1
    for g in range(given_count):
        k = gives[np.uint64(g)]
        index = task_index[kind, k]
        first_change = products[np.uint64(low + k)] - products[np.uint64(high + k)]
        for t in range(taken_count):
            other = takes[np.uint64(t)]
            moved = index - task_index[kind, other]
            change = (
                first_change + products[np.uint64(high + other)] - products[np.uint64(low + other)]
            )
            # Selected rather than branched on: nobody can foresee which exchange is best.
            cost = -change / moved if moved > NEGLIGIBLE else np.inf
            better = cost < best
            best = cost if better else best
            best_given = k if better else best_given
            best_taken = other if better else best_taken
    return best_given, best_taken, best


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
