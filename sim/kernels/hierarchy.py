"""The corporate division of labour: the most demanding tasks go to the most skilled (model 5.3)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled


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
    skill: NDArray[np.float64],
    hours: NDArray[np.float64],
) -> None:
    """Fill the hours of changed workplaces, task by task in descending complexity.

    Each task takes the hours it needs from the members best in its domain who still have hours
    left; the last of them may straddle two tasks. The least complex task takes what is left.

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
    skill : (people, domains) float64
    hours : (people, tasks) float64
        Overwritten for the treated workplaces.
    """
    for j in range(first, last):
        start, stop = offsets[j], offsets[j + 1]
        members = stop - start
        if not changed[j] or members == 0:
            continue
        kind = sector[j]
        hours[start:stop] = 0.0
        left = np.ones(members)
        idle = np.arange(members)
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
            keys = np.empty(idle_count)
            for place in range(idle_count):
                keys[place] = -skill[start + idle[place], domain[kind, k]]
            ranking = np.argsort(keys)
            for place in range(idle_count):
                member = idle[ranking[place]]
                given = min(left[member], need)
                hours[start + member, k] = given
                left[member] -= given
                need -= given
                if need <= 0.0:
                    break
            kept = 0
            for place in range(idle_count):
                if left[idle[place]] > 0.0:
                    idle[kept] = idle[place]
                    kept += 1
            idle_count = kept


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
