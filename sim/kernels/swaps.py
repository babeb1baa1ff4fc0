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
from sim.kernels.expertise import task_efficiency
from sim.kernels.licences import barred
from sim.kernels.ranking import PENDING, largest_workplace, rank

NEGLIGIBLE = 1e-9
"""Hours or index points below which nothing is exchanged."""

SAME_INDEX = 1e-8
"""Job indices are compared in steps of this size, so that rounding does not order equal jobs."""

LANES = 8
"""Pairs are looked at in multiples of this number, so that no loop has a rest."""


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
    expert: NDArray[np.int8],
    untrained_efficiency: NDArray[np.float64],
) -> float:
    """Return the output of one hour of a person in a task: marginal product times efficiency."""
    efficiency: float = task_efficiency(
        row, task, kind, skill, domain, complexity, expert, untrained_efficiency
    )
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
    expert: NDArray[np.int8],
    untrained_efficiency: NDArray[np.float64],
    reserved: NDArray[np.bool_],
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
    expert : (people,) int8
        Domain of completed expert training, or -1.
    untrained_efficiency : (sectors, tasks) float64
        Share of efficiency that is left without training in the domain.
    reserved : (sectors, tasks) bool
        Licensed tasks, of which nobody takes hours who is not trained in the domain.
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
    columns = room // 2 + LANES
    change, gained = np.empty(MAX_TASKS * columns), np.empty(MAX_TASKS * columns)
    lost = np.empty(MAX_TASKS * columns)
    cost, exchange = np.empty(columns), np.empty(columns, np.int64)
    for j in range(first, last):
        start, stop = offsets[j], offsets[j + 1]
        members = stop - start
        output_change[j] = 0.0
        for row in range(start, stop):
            given_task[row] = -1
            taken_task[row] = -1
            amount[row] = 0.0
            keys[row - start] = np.rint(job_index[row] / SAME_INDEX) * SAME_INDEX
        kind, tasks = sector[j], task_count[sector[j]]
        rank(members, keys, ranking, pending)
        pairs = 0
        while 2 * pairs < members - 1 and keys[members - 1 - pairs] - keys[pairs] > NEGLIGIBLE:
            pairs += 1
        if pairs == 0:
            continue
        fill_efficiency(
            start,
            stop,
            kind,
            skill,
            domain,
            complexity,
            expert,
            untrained_efficiency,
            logarithms,
            products,
        )
        for member in range(members):
            time = effective_time[start + member]
            for k in range(MAX_TASKS):
                products[np.uint64(member * MAX_TASKS + k)] *= marginal_product[j, k] * time
        # Filled up to whole lanes, with what an earlier workplace left there.
        width = (pairs + LANES - 1) // LANES * LANES
        for pair in range(pairs):
            low, high = ranking[pair], ranking[members - 1 - pair]
            for k in range(tasks):
                x = np.uint64(k * width + pair)
                of_low = products[np.uint64(low * MAX_TASKS + k)]
                of_high = products[np.uint64(high * MAX_TASKS + k)]
                does, could_do = hours[start + high, k], hours[start + low, k]
                change[x] = of_low - of_high if does > NEGLIGIBLE else -np.inf
                gained[x] = of_high if could_do > NEGLIGIBLE else -np.inf
                if reserved[kind, k]:
                    if barred(expert[start + low], kind, k, domain, reserved):
                        change[x] = -np.inf
                    if barred(expert[start + high], kind, k, domain, reserved):
                        gained[x] = -np.inf
                lost[x] = of_low
        find_cheapest(kind, tasks, width, task_index, change, gained, lost, cost, exchange)
        for pair in range(pairs):
            if exchange[pair] < 0:
                continue
            low, high = start + ranking[pair], start + ranking[members - 1 - pair]
            given, taken = exchange[pair] // MAX_TASKS, exchange[pair] % MAX_TASKS
            moved = task_index[kind, given] - task_index[kind, taken]
            gap = job_index[high] - job_index[low]
            exchanged = min(swap_hours, gap / (2.0 * moved))
            exchanged = min(exchanged, hours[high, given], hours[low, taken])
            given_task[high], taken_task[high], amount[high] = given, taken, exchanged
            given_task[low], taken_task[low], amount[low] = taken, given, exchanged
            output_change[j] -= cost[pair] * moved * exchanged


@compiled
def find_cheapest(
    kind: int,
    tasks: int,
    width: int,
    task_index: NDArray[np.float64],
    change: NDArray[np.float64],
    gained: NDArray[np.float64],
    lost: NDArray[np.float64],
    cost: NDArray[np.float64],
    exchange: NDArray[np.int64],
) -> None:
    """Fill what the cheapest exchange of every pair costs, per unit of job index moved, and which.

    All pairs try one exchange after the other: a loop that the compiler vectorises, which a search
    pair by pair is not. The first in the order of tasks is kept when several cost the same.

    Parameters
    ----------
    kind, tasks : int
        Sector and its number of tasks.
    width : int
        Number of pairs.
    task_index : (sectors, tasks) float64
    change : (tasks * width,) float64
        For each task, and in it for each pair, what output gains when an hour of the task goes from
        the one with the higher job index to the other; minus infinity if the former does not do it
        or the latter may not.
    gained, lost : (tasks * width,) float64
        Output of an hour of the task by the former, minus infinity if the latter does not do it or
        the former may not, and by the latter.
    cost : (width,) float64
    exchange : (width,) int64
        Filled with 8 times the task given plus the task taken; -1 where nothing can be exchanged.
    """
    for pair in range(width):
        cost[pair], exchange[pair] = np.inf, -1
    for k in range(tasks):
        for other in range(tasks):
            moved = task_index[kind, k] - task_index[kind, other]
            if moved <= NEGLIGIBLE:
                continue
            given, taken = k * width, other * width
            for pair in range(width):
                gain = change[given + pair] + gained[taken + pair] - lost[taken + pair]
                found = -gain / moved
                better = found < cost[pair]
                cost[pair] = found if better else cost[pair]
                exchange[pair] = k * MAX_TASKS + other if better else exchange[pair]


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
