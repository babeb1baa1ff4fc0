"""Swaps of task hours between two members of a workplace (model section 5.3, `balanced`).

A round pairs the member with the highest job index with the lowest, the second highest with the
second lowest, and so on. In each pair the two tasks are exchanged whose exchange costs least output
per unit of index moved. An exchange moves equal hours both ways, so the work of every task and
everyone's full time are conserved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels import MAX_TASKS
from sim.kernels.aggregation import fill_products
from sim.kernels.compile import compiled
from sim.kernels.effective_labour import fill_efficiency
from sim.kernels.expertise import efficiency_of
from sim.kernels.licences import barred
from sim.kernels.ranking import PENDING, largest_workplace, rank

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState
    from sim.state.proposal import Proposal

NEGLIGIBLE = 1e-9
"""Hours or index points below which nothing is exchanged."""

SAME_INDEX = 1e-8
"""Job indices are compared in steps of this size, so that rounding does not order equal jobs."""

LANES = 8
"""Pairs are looked at in multiples of this number, so that no loop has a rest."""


@compiled
def task_product(
    economy: EconomyState, row: int, task: int, kind: int, products: NDArray[np.float64]
) -> float:
    """Return the output of one hour of a person in a task: marginal product times efficiency.

    Parameters
    ----------
    economy : EconomyState
    row, task, kind : int
        Person, task and sector.
    products : (8,) float64
        Marginal products in a workplace of the sector, as `fill_products` fills them.
    """
    people = economy.people
    product: float = products[task] * (people.productive_time[row] * people.effort[row])
    return product * efficiency_of(economy, row, task, kind)


@compiled
def propose_swaps(first: int, last: int, economy: EconomyState, proposal: Proposal) -> None:
    """Fill one round of proposed swaps for each workplace, and what it changes.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        A pair exchanges at most the hours `swap_hours`. Who is not trained in the domain of a
        licensed task is not given hours of it.
    proposal : Proposal
        Filled for members and workplaces.
    """
    people, workplaces, sectors = economy.people, economy.workplaces, economy.sectors
    offsets, job_index = workplaces.offsets, people.job_index
    hours, expert = people.hours, people.expert
    given_task, taken_task, amount = proposal.given_task, proposal.taken_task, proposal.amount
    swap_hours, task_index = economy.parameters.swap_hours, sectors.job_index
    room = largest_workplace(first, last, offsets)
    keys, ranking = np.empty(room), np.empty(room, np.int64)
    pending = np.empty(2 * PENDING, np.int64)
    products, logarithms = np.empty(room * MAX_TASKS), np.empty(room * MAX_TASKS)
    marginal = np.empty(MAX_TASKS)
    columns = room // 2 + LANES
    change, gained = np.empty(MAX_TASKS * columns), np.empty(MAX_TASKS * columns)
    lost = np.empty(MAX_TASKS * columns)
    cost, exchange = np.empty(columns), np.empty(columns, np.int64)
    for j in range(first, last):
        start, stop = offsets[j], offsets[j + 1]
        members = stop - start
        output_change = 0.0
        for row in range(start, stop):
            given_task[row] = -1
            taken_task[row] = -1
            amount[row] = 0.0
            keys[row - start] = np.rint(job_index[row] / SAME_INDEX) * SAME_INDEX
        kind = workplaces.sector[j]
        tasks = sectors.task_count[kind]
        rank(members, keys, ranking, pending)
        pairs = 0
        while 2 * pairs < members - 1 and keys[members - 1 - pairs] - keys[pairs] > NEGLIGIBLE:
            pairs += 1
        if pairs > 0:
            fill_products(economy, j, marginal)
            fill_efficiency(
                start,
                stop,
                kind,
                people.skill,
                sectors.domain,
                sectors.complexity,
                expert,
                sectors.untrained_efficiency,
                logarithms,
                products,
            )
            for member in range(members):
                time = people.productive_time[start + member] * people.effort[start + member]
                for k in range(MAX_TASKS):
                    products[np.uint64(member * MAX_TASKS + k)] *= marginal[k] * time
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
                if sectors.reserved[kind, k]:
                    if barred(sectors, expert[start + low], kind, k):
                        change[x] = -np.inf
                    if barred(sectors, expert[start + high], kind, k):
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
            output_change -= cost[pair] * moved * exchanged
        # Log points, so that the vote does not depend on the size of the workplace.
        if workplaces.output[j] > 0.0:
            output_change /= workplaces.output[j]
        proposal.output_change[j] = output_change
        note_index_change(economy, j, proposal)


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
def note_index_change(economy: EconomyState, j: int, proposal: Proposal) -> None:
    """Fill what the swaps proposed in workplace j make of job indices, and their spread.

    Parameters
    ----------
    economy : EconomyState
    j : int
    proposal : Proposal
        `index_change` of the members and the standard deviations of job indices, before and after,
        are filled; 0 without members.
    """
    start, stop = economy.workplaces.offsets[j], economy.workplaces.offsets[j + 1]
    members, kind = stop - start, economy.workplaces.sector[j]
    job_index, task_index = economy.people.job_index, economy.sectors.job_index
    given_task, taken_task, amount = proposal.given_task, proposal.taken_task, proposal.amount
    change = proposal.index_change
    before, after = 0.0, 0.0
    for row in range(start, stop):
        change[row] = 0.0
        if amount[row] > 0.0:
            change[row] = amount[row] * (
                task_index[kind, taken_task[row]] - task_index[kind, given_task[row]]
            )
        before += job_index[row]
        after += job_index[row] + change[row]
    before, after = before / max(members, 1), after / max(members, 1)
    squares_before, squares_after = 0.0, 0.0
    for row in range(start, stop):
        squares_before += (job_index[row] - before) ** 2
        squares_after += (job_index[row] + change[row] - after) ** 2
    proposal.spread_before[j] = np.sqrt(squares_before / max(members, 1))
    proposal.spread_after[j] = np.sqrt(squares_after / max(members, 1))


@compiled
def apply_swaps(
    first: int,
    last: int,
    economy: EconomyState,
    proposal: Proposal,
    approved: NDArray[np.bool_],
) -> None:
    """Carry out the proposed swaps of the workplaces that approved them.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        `people.hours` of the members are changed in place.
    proposal : Proposal
    approved : (workplaces,) bool
    """
    offsets, hours = economy.workplaces.offsets, economy.people.hours
    given_task, taken_task, amount = proposal.given_task, proposal.taken_task, proposal.amount
    for j in range(first, last):
        if not approved[j]:
            continue
        for row in range(offsets[j], offsets[j + 1]):
            if amount[row] > 0.0:
                hours[row, given_task[row]] -= amount[row]
                hours[row, taken_task[row]] += amount[row]


@compiled
def count_swapped_hours(
    economy: EconomyState, proposal: Proposal, approved: NDArray[np.bool_]
) -> None:
    """Add up in `flows` the hours of the swaps that were approved, (workplaces,) bool."""
    offsets, swapped = economy.workplaces.offsets, 0.0
    for j in range(approved.shape[0]):
        if approved[j]:
            for row in range(offsets[j], offsets[j + 1]):
                swapped += proposal.amount[row]
    economy.flows.swapped_hours = swapped
