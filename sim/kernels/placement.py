"""Placement where staff is short, and moves to other workplaces (model section 5.7)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.expertise import add_to_staff, draw_of_fit, workplace_that_fits
from sim.kernels.random import uniform


@compiled
def place_where_short(
    seekers: NDArray[np.int64],
    skill: NDArray[np.float64],
    sector: NDArray[np.int64],
    hours_share: NDArray[np.float64],
    domain: NDArray[np.int64],
    complexity: NDArray[np.float64],
    expert: NDArray[np.int8],
    untrained_efficiency: NDArray[np.float64],
    task_count: NDArray[np.int64],
    target: NDArray[np.int64],
    members: NDArray[np.int64],
    key: np.uint64,
    placement_fit: float,
    person: NDArray[np.int64],
    expert_hours: NDArray[np.float64],
    staff: NDArray[np.int64],
    destination: NDArray[np.int32],
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
    skill : (people, domains) float64
    sector : (workplaces,) int64
    hours_share, domain, complexity, untrained_efficiency : (sectors, tasks)
    expert : (people,) int8
        Domain of completed expert training, or -1.
    task_count : (sectors,) int64
    target, members : (workplaces,) int64
        Full staffing, and members so far.
    key : uint64
        Random key of the month.
    placement_fit : float
        Probability that training decides.
    person : (people,) int64
    expert_hours : (sectors, domains) float64
        Share of the work of a sector that is for experts of each domain.
    staff : (workplaces, domains + 1) int64
        The trained by domain and all members, changed in place; not read where training never
        decides.
    destination : (people,) int32
        Changed in place.

    Returns
    -------
    int
        People placed; fewer than there are seekers only when nobody is short of staff.
    """
    sectors = hours_share.shape[0]
    short, full = np.zeros(sectors), np.zeros(sectors)
    missing = np.maximum(target - members, 0)
    for j in range(sector.shape[0]):
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
            for k in range(task_count[s]):
                able = skill[row, domain[s, k]] ** complexity[s, k]
                if expert[row] != domain[s, k]:
                    able *= untrained_efficiency[s, k]
                fit += hours_share[s, k] * able
            score = short[s] / full[s] * fit
            if score > best_score:
                best, best_score = s, score
        if best < 0:
            break
        place = begins[best]
        draw = draw_of_fit(key, person[row], placement_fit)
        if draw < 1.0:
            start = int(draw * sector.shape[0])
            fitting = workplace_that_fits(
                start, best, expert[row], missing, sector, expert_hours, staff
            )
            while queue[place] != fitting:
                place += 1
        chosen = queue[place]
        missing[chosen] -= 1
        gap[chosen] = missing[chosen] / target[chosen]
        sink(place - begins[best], begins[best], begins[best + 1], queue, gap)
        destination[row] = chosen
        if placement_fit > 0.0:
            add_to_staff(chosen, expert[row], 1, staff)
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
    begins = np.cumsum(begins)
    queue, place = np.empty(begins[-1], dtype=np.int64), begins[:-1].copy()
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


@compiled
def count_members(destination: NDArray[np.int32], members: NDArray[np.int64]) -> None:
    """Fill how many people each workplace has.

    Parameters
    ----------
    destination : (people,) int32
        Workplace of each row, negative for none.
    members : (workplaces,) int64
        Filled.
    """
    members[:] = 0
    for row in range(destination.shape[0]):
        if destination[row] >= 0:
            members[destination[row]] += 1


@compiled
def wish_to_move(
    start: int,
    stop: int,
    key: np.uint64,
    person: NDArray[np.int64],
    workplace: NDArray[np.int32],
    destination: NDArray[np.int32],
    alienation_total: NDArray[np.float64],
    rate: float,
    response: float,
    rows: NDArray[np.int64],
) -> int:
    """Fill who wants to move among those who stay, and return how many do.

    Parameters
    ----------
    start, stop : int
        Rows that are looked at.
    key : uint64
        Random key of the month.
    person : (people,) int64
    workplace, destination : (people,) int32
        Workplace now and as far as is decided, -1 for none.
    alienation_total : (people,) float64
    rate : float
        Probability at alienation 0.5.
    response : float
        Relative rise of the probability per unit of alienation.
    rows : (people,) int64
        Filled from `start` on with rows, ascending.
    """
    count = 0
    for row in range(start, stop):
        rows[np.uint64(start + count)] = row
        wish = rate * (1.0 + response * (alienation_total[row] - 0.5))
        stays = (destination[row] >= 0) & (destination[row] == workplace[row])
        count += stays & (uniform(key, person[row]) < wish)
    return count


@compiled
def swap_places(
    movers: NDArray[np.int64],
    home_sector: NDArray[np.int8],
    workplace: NDArray[np.int32],
    destination: NDArray[np.int32],
) -> int:
    """Let people who want to move trade places in pairs and return the number who moved.

    Parameters
    ----------
    movers : (n,) int64
        Rows that want to move, sorted by sector and shuffled inside it.
    home_sector : (people,) int8
    workplace : (people,) int32
    destination : (people,) int32
        Changed in place.
    """
    moved = 0
    position = 0
    while position + 1 < movers.shape[0]:
        one, other = movers[position], movers[position + 1]
        if home_sector[one] != home_sector[other]:
            position += 1
            continue
        if workplace[one] != workplace[other]:
            destination[one], destination[other] = workplace[other], workplace[one]
            moved += 2
        position += 2
    return moved


@compiled
def lose_specific_skill(
    rows: NDArray[np.int64],
    kept: float,
    untrained_skill: float,
    aptitude: NDArray[np.float64],
    skill: NDArray[np.float64],
) -> None:
    """Reduce the skill of people who change sector towards the untrained floor.

    Parameters
    ----------
    rows : (n,) int64
    kept : float
        Share of skill above the floor that is kept.
    untrained_skill : float
        Floor as a share of aptitude.
    aptitude, skill : (people, domains) float64
        Skill is changed in place.
    """
    for row in rows:
        for d in range(skill.shape[1]):
            floor = untrained_skill * aptitude[row, d]
            if skill[row, d] > floor:
                skill[row, d] = floor + kept * (skill[row, d] - floor)
