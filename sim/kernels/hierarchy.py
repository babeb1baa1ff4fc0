"""The corporate division of labour: the most demanding tasks go to the most skilled (model 5.3)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.ranking import PENDING, bound_of_lowest, largest_workplace, rank


@compiled
def assign_by_skill(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    changed: NDArray[np.bool_],
    sector: NDArray[np.int64],
    hours_share: NDArray[np.float64],
    domain: NDArray[np.int64],
    task_order: NDArray[np.int64],
    task_count: NDArray[np.int64],
    expert: NDArray[np.int8],
    untrained_worth: NDArray[np.float64],
    skill: NDArray[np.float64],
    hours: NDArray[np.float64],
) -> None:
    """Fill the hours of changed workplaces, task by task in descending complexity.

    Each task takes the hours it needs from the members best in its domain who still have hours
    left; the last of them may straddle two tasks. Skill counts in part where somebody lacks the
    training in the domain (model section 10.1). The least complex task takes what is left.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    changed : (workplaces,) bool
        Workplaces to sort again; the others keep their hours.
    sector : (workplaces,) int64
    hours_share, domain : (sectors, tasks)
    task_order : (sectors, tasks) int64
        Tasks in descending complexity.
    task_count : (sectors,) int64
    expert : (people,) int8
        Domain of completed expert training, or -1.
    untrained_worth : (sectors, tasks) float64
        Share of skill that counts without training in the domain.
    skill : (people, domains) float64
    hours : (people, tasks) float64
        Overwritten for the treated workplaces.
    """
    room = largest_workplace(first, last, offsets)
    left, keys = np.empty(room), np.empty(room)
    idle, chosen = np.empty(room, np.int64), np.empty(room, np.int64)
    ranking = np.empty(room, np.int64)
    pending = np.empty(2 * PENDING, np.int64)
    tasks = hours.shape[1]
    for j in range(first, last):
        start, stop = offsets[j], offsets[j + 1]
        members = stop - start
        if not changed[j] or members == 0:
            continue
        kind = sector[j]
        for row in range(start, stop):
            for k in range(tasks):
                hours[row, k] = 0.0
        for member in range(members):
            left[member] = 1.0
            idle[member] = member
        idle_count = members
        for position in range(task_count[kind]):
            k = task_order[kind, position]
            if position == task_count[kind] - 1:
                for place in range(idle_count):
                    hours[start + idle[place], k] = left[idle[place]]
                break
            need = hours_share[kind, k] * members
            if need <= 0.0:
                continue
            candidates = choose_candidates(
                math.ceil(need) + position,
                start,
                domain[kind, k],
                idle[:idle_count],
                expert,
                untrained_worth[kind, k],
                skill,
                keys,
                chosen,
            )
            rank(candidates, keys, ranking, pending)
            for place in range(candidates):
                member = chosen[ranking[place]]
                given = min(left[member], need)
                hours[start + member, k] = given
                left[member] -= given
                need -= given
                if need <= 0.0:
                    break
            kept = 0
            for place in range(idle_count):
                idle[kept] = idle[place]
                kept += left[idle[place]] > 0.0
            idle_count = kept


@compiled
def choose_candidates(
    wanted: int,
    start: int,
    domain: int,
    idle: NDArray[np.int64],
    expert: NDArray[np.int8],
    untrained_worth: float,
    skill: NDArray[np.float64],
    keys: NDArray[np.float64],
    chosen: NDArray[np.int64],
) -> int:
    """Fill `chosen` with the best of the idle members and `keys` with minus their skill.

    Parameters
    ----------
    wanted : int
        How many are enough: the hours that the task needs, rounded up, and one for every earlier
        task, since each leaves at most one member who has only a part of the hours left.
    start : int
        Row of the first member of the workplace.
    domain : int
        Skill domain of the task.
    idle : (n,) int64
        Members with hours left.
    expert : (people,) int8
    untrained_worth : float
        Share of skill that counts without training in the domain.
    skill : (people, domains) float64
    keys, chosen : (m,)
        Overwritten from the start, in the order of `idle`.

    Returns
    -------
    int
        How many are chosen; all of the idle when the best cannot be told apart.
    """
    count: int = idle.shape[0]
    for place in range(count):
        row = start + idle[place]
        counts = 1.0 if expert[row] == domain else untrained_worth
        keys[place] = -skill[row, domain] * counts
        chosen[place] = idle[place]
    bound = bound_of_lowest(wanted, count, keys) if 2 * wanted < count else np.nan
    if np.isnan(bound):
        return count
    kept: int = 0
    for place in range(count):
        key = keys[place]
        keys[kept], chosen[kept] = key, idle[place]
        kept += key < bound
    return kept


@compiled
def rotate(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    sector: NDArray[np.int64],
    hours_share: NDArray[np.float64],
    hours: NDArray[np.float64],
) -> None:
    """Give every member each task in proportion to its share of the work (naive rotation).

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    sector : (workplaces,) int64
    hours_share : (sectors, tasks) float64
    hours : (people, tasks) float64
        Overwritten.
    """
    for j in range(first, last):
        for row in range(offsets[j], offsets[j + 1]):
            hours[row] = hours_share[sector[j]]
