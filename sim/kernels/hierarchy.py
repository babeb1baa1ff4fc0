"""The corporate division of labour: the most demanding tasks go to the most skilled (model 5.3)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels import MAX_TASKS
from sim.kernels.compile import compiled
from sim.kernels.ranking import PENDING, bound_of_lowest, largest_workplace, rank

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState


@compiled
def assign_by_skill(
    first: int, last: int, economy: EconomyState, changed: NDArray[np.bool_]
) -> None:
    """Fill the hours of changed workplaces, task by task in descending complexity.

    Each task takes the hours it needs from the members best in its domain who still have hours
    left; the last of them may straddle two tasks. Skill counts in part where somebody lacks the
    training in the domain (model section 10.1). The least complex task takes what is left.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        `people.hours` of the members of treated workplaces are overwritten.
    changed : (workplaces,) bool
        Workplaces to sort again; the others keep their hours.
    """
    sectors, offsets = economy.sectors, economy.workplaces.offsets
    hours, sector = economy.people.hours, economy.workplaces.sector
    room = largest_workplace(first, last, offsets)
    left, keys = np.empty(room), np.empty(room)
    idle, chosen = np.empty(room, np.int64), np.empty(room, np.int64)
    ranking = np.empty(room, np.int64)
    pending = np.empty(2 * PENDING, np.int64)
    for j in range(first, last):
        start, stop = offsets[j], offsets[j + 1]
        members = stop - start
        if not changed[j] or members == 0:
            continue
        kind = sector[j]
        for row in range(start, stop):
            for k in range(MAX_TASKS):
                hours[row, k] = 0.0
        for member in range(members):
            left[member] = 1.0
            idle[member] = member
        idle_count = members
        for position in range(sectors.task_count[kind]):
            k = sectors.task_order[kind, position]
            if position == sectors.task_count[kind] - 1:
                for place in range(idle_count):
                    hours[start + idle[place], k] = left[idle[place]]
                break
            need = sectors.hours_share[kind, k] * members
            if need <= 0.0:
                continue
            candidates = choose_candidates(
                economy, math.ceil(need) + position, start, kind, k, idle[:idle_count], keys, chosen
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
    economy: EconomyState,
    wanted: int,
    start: int,
    kind: int,
    task: int,
    idle: NDArray[np.int64],
    keys: NDArray[np.float64],
    chosen: NDArray[np.int64],
) -> int:
    """Fill `chosen` with the best of the idle members and `keys` with minus their skill.

    Parameters
    ----------
    economy : EconomyState
    wanted : int
        How many are enough: the hours that the task needs, rounded up, and one for every earlier
        task, since each leaves at most one member who has only a part of the hours left.
    start : int
        Row of the first member of the workplace.
    kind, task : int
    idle : (n,) int64
        Members with hours left.
    keys, chosen : (m,)
        Overwritten from the start, in the order of `idle`.

    Returns
    -------
    int
        How many are chosen; all of the idle when the best cannot be told apart.
    """
    skill, expert = economy.people.skill, economy.people.expert
    domain = economy.sectors.domain[kind, task]
    untrained_worth = economy.sectors.untrained_worth[kind, task]
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
def rotate(first: int, last: int, economy: EconomyState) -> None:
    """Give every member each task in proportion to its share of the work (naive rotation).

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        `people.hours` of the members are overwritten.
    """
    offsets, sector = economy.workplaces.offsets, economy.workplaces.sector
    hours, hours_share = economy.people.hours, economy.sectors.hours_share
    for j in range(first, last):
        for row in range(offsets[j], offsets[j + 1]):
            for k in range(MAX_TASKS):
                hours[row, k] = hours_share[sector[j], k]
