"""Placement of everyone without work where staff is short (model section 5.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.expertise import (
    add_to_staff,
    draw_of_fit,
    efficiency_of,
    workplace_that_fits,
)
from sim.kernels.streams import Stream, key_in

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState


@compiled
def place_where_short(
    seekers: NDArray[np.int64],
    target: NDArray[np.int64],
    members: NDArray[np.int64],
    staff: NDArray[np.int64],
    economy: EconomyState,
) -> int:
    """Place everyone without work where staff is shortest for the skills they have.

    A person goes to the sector where relative shortage times fit is largest, and there to the
    workplace that is shortest of staff or, where training decides (model section 10.3), to that of
    ten in which somebody of the training is needed most. Fit is the efficiency with which the
    person would do the sector's mix of tasks.

    Parameters
    ----------
    seekers : (n,) int64
        Rows without work.
    target, members : (workplaces,) int64
        Full staffing, and members so far.
    staff : (workplaces, domains + 1) int64
        The trained by domain and all members, changed in place; not read where training never
        decides.
    economy : EconomyState
        `destination` is changed in place.

    Returns
    -------
    int
        People placed; fewer than there are seekers only when nobody is short of staff.
    """
    people, tables, sector = economy.people, economy.sectors, economy.workplaces.sector
    placement_fit = economy.parameters.placement_fit
    key = key_in(economy, Stream.PLACEMENT_FIT, economy.month)
    sectors = tables.task_count.shape[0]
    short, full = np.zeros(sectors), np.zeros(sectors)
    missing = np.empty(sector.shape[0], np.int64)
    for j in range(sector.shape[0]):
        missing[j] = max(target[j] - members[j], 0)
        short[sector[j]] += missing[j]
        full[sector[j]] += target[j]
    begins, queue, gap = queue_by_shortage(sector, sectors, missing, target)
    placed = 0
    for row in seekers:
        best, best_score = -1, 0.0
        for s in range(sectors):
            if short[s] <= 0.0:
                continue
            fit = 0.0
            for k in range(tables.task_count[s]):
                fit += tables.hours_share[s, k] * efficiency_of(economy, row, k, s)
            score = short[s] / full[s] * fit
            if score > best_score:
                best, best_score = s, score
        if best < 0:
            break
        place = begins[best]
        draw = draw_of_fit(key, people.person[row], placement_fit)
        if draw < 1.0:
            start = int(draw * sector.shape[0])
            fitting = workplace_that_fits(
                start, best, people.expert[row], missing, sector, tables.expert_hours, staff
            )
            while queue[place] != fitting:
                place += 1
        chosen = queue[place]
        missing[chosen] -= 1
        gap[chosen] = missing[chosen] / target[chosen]
        sink(place - begins[best], begins[best], begins[best + 1], queue, gap)
        economy.destination[row] = chosen
        if placement_fit > 0.0:
            add_to_staff(chosen, people.expert[row], 1, staff)
        short[best] -= 1.0
        placed += 1
    return placed


@compiled
def queue_by_shortage(
    sector: NDArray[np.int64],
    sectors: int,
    missing: NDArray[np.int64],
    target: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Return a queue of the workplaces that are short of staff for each sector.

    Parameters
    ----------
    sector : (workplaces,) int64
    sectors : int
    missing, target : (workplaces,) int64

    Returns
    -------
    begins : (sectors + 1,) int64
        The queue of sector ``s`` is ``queue[begins[s]:begins[s + 1]]``.
    queue : (n,) int64
        Binary heaps (Williams, 1964, Algorithm 232): nobody comes before the one at half the place.
    gap : (workplaces,) float64
        Missing members as a share of full staffing.
    """
    begins, gap = np.zeros(sectors + 1, dtype=np.int64), np.zeros(sector.shape[0])
    for j in range(sector.shape[0]):
        if missing[j] > 0:
            gap[j] = missing[j] / target[j]
            begins[sector[j] + 1] += 1
    for s in range(sectors):
        begins[s + 1] += begins[s]
    queue, place = np.empty(begins[sectors], dtype=np.int64), begins.copy()
    for j in range(sector.shape[0]):
        if missing[j] > 0:
            queue[place[sector[j]]] = j
            place[sector[j]] += 1
    for s in range(sectors):
        for position in range((begins[s + 1] - begins[s]) // 2 - 1, -1, -1):
            sink(position, begins[s], begins[s + 1], queue, gap)
    return begins, queue, gap


@compiled
def sink(
    position: int,
    begin: int,
    end: int,
    queue: NDArray[np.int64],
    gap: NDArray[np.float64],
) -> None:
    """Restore the order of a queue from a position on: largest gap first, then lowest index."""
    moving, count = queue[begin + position], end - begin
    while 2 * position + 1 < count:
        child = 2 * position + 1
        if child + 1 < count:
            one, other = queue[begin + child], queue[begin + child + 1]
            child += gap[other] > gap[one] or (gap[other] == gap[one] and other < one)
        ahead = queue[begin + child]
        if gap[ahead] < gap[moving] or (gap[ahead] == gap[moving] and ahead > moving):
            break
        queue[begin + position] = ahead
        position = child
    queue[begin + position] = moving
