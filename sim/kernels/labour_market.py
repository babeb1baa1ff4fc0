"""Separations, matching and placement (model section 5.7)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.random import uniform
from sim.kernels.ranking import PENDING, largest_workplace, rank

NO_WORKPLACE = -1


@compiled
def quits_and_dismissals(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    quit_key: np.uint64,
    dismissal_key: np.uint64,
    person: NDArray[np.int64],
    effort: NDArray[np.float64],
    alienation_total: NDArray[np.float64],
    quit_rate: float,
    turnover_response: float,
    dismissal_rate: float,
    dismissal_threshold: float,
    destination: NDArray[np.int32],
    quits: NDArray[np.int64],
    dismissals: NDArray[np.int64],
) -> None:
    """Send those who quit, and those caught with low effort, into unemployment.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    quit_key, dismissal_key : uint64
        Random keys of the month.
    person : (people,) int64
    effort, alienation_total : (people,) float64
    quit_rate : float
        Probability per month at alienation 0.5.
    turnover_response : float
        Relative rise of the probability per unit of alienation.
    dismissal_rate : float
        Probability per month that low effort is caught and punished.
    dismissal_threshold : float
        Effort below this share of the workplace's mean counts as low.
    destination : (people,) int32
        Set to -1 for those who leave.
    quits, dismissals : (workplaces,) int64
        Filled with counts.
    """
    for j in range(first, last):
        quits[j] = 0
        dismissals[j] = 0
        start, stop = offsets[j], offsets[j + 1]
        mean = 0.0
        for row in range(start, stop):
            mean += effort[row]
        mean /= max(stop - start, 1)
        for row in range(start, stop):
            if destination[row] == NO_WORKPLACE:
                continue
            chance = quit_rate * (1.0 + turnover_response * (alienation_total[row] - 0.5))
            if uniform(quit_key, person[row]) < chance:
                destination[row] = NO_WORKPLACE
                quits[j] += 1
            elif (
                effort[row] < dismissal_threshold * mean
                and uniform(dismissal_key, person[row]) < dismissal_rate
            ):
                destination[row] = NO_WORKPLACE
                dismissals[j] += 1


@compiled
def lay_off(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    desired: NDArray[np.int64],
    skill: NDArray[np.float64],
    effort: NDArray[np.float64],
    destination: NDArray[np.int32],
    layoffs: NDArray[np.int64],
    vacancies: NDArray[np.int64],
) -> None:
    """Lay off the least valuable members above desired employment and count vacancies below it.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    desired : (workplaces,) int64
        Desired number of members.
    skill : (people, domains) float64
    effort : (people,) float64
        Those whose mean skill times effort is lowest go first.
    destination : (people,) int32
        Set to -1 for those laid off.
    layoffs, vacancies : (workplaces,) int64
        Filled with counts.
    """
    room = largest_workplace(first, last, offsets)
    value, candidates = np.empty(room), np.empty(room, np.int64)
    ranking, pending = np.empty(room, np.int64), np.empty(2 * PENDING, np.int64)
    domains = skill.shape[1]
    for j in range(first, last):
        staying = 0
        for row in range(offsets[j], offsets[j + 1]):
            staying += destination[row] != NO_WORKPLACE
        layoffs[j] = max(staying - desired[j], 0)
        vacancies[j] = max(desired[j] - staying, 0)
        if layoffs[j] == 0:
            continue
        count = 0
        for row in range(offsets[j], offsets[j + 1]):
            if destination[row] == NO_WORKPLACE:
                continue
            total = 0.0
            for d in range(domains):
                total += skill[row, d]
            value[count], candidates[count] = total / domains * effort[row], row
            count += 1
        rank(count, value, ranking, pending)
        for place in range(layoffs[j]):
            destination[candidates[ranking[place]]] = NO_WORKPLACE


@compiled
def list_vacancies(
    vacancies: NDArray[np.int64],
    key: np.uint64,
    slots: NDArray[np.int64],
    draws: NDArray[np.float64],
) -> None:
    """Fill the workplaces of all vacancies, and draws that put them in a random order.

    Parameters
    ----------
    vacancies : (workplaces,) int64
        Open positions.
    key : uint64
        Random key of the month.
    slots : (total,) int64
        Filled with the workplace of each open position.
    draws : (total,) float64
        Filled with uniform draws.
    """
    position = 0
    for j in range(vacancies.shape[0]):
        for number in range(vacancies[j]):
            slots[position] = j
            draws[position] = uniform(key, np.int64(j) * 100_003 + number)
            position += 1


@compiled
def hear_of_offers(
    key: np.uint64,
    person: NDArray[np.int64],
    workplace: NDArray[np.int32],
    destination: NDArray[np.int32],
    rate: float,
    rows: NDArray[np.int64],
    draws: NDArray[np.float64],
) -> int:
    """Fill who hears of other jobs among those who stay, and return how many do.

    Parameters
    ----------
    key : uint64
        Random key of the month.
    person : (people,) int64
    workplace, destination : (people,) int32
        Workplace now and as far as is decided, -1 for none.
    rate : float
        Probability.
    rows : (people,) int64
        Filled from the start with rows, ascending.
    draws : (people,) float64
        Filled with the draws that made them hear.
    """
    count = 0
    for row in range(person.shape[0]):
        draw = uniform(key, person[row])
        rows[np.uint64(count)], draws[np.uint64(count)] = row, draw
        stays = (destination[row] >= 0) & (destination[row] == workplace[row])
        count += stays & (draw < rate)
    return count


@compiled
def match_to_vacancies(
    seekers: NDArray[np.int64],
    home_sector: NDArray[np.int8],
    slots: NDArray[np.int64],
    sector: NDArray[np.int64],
    sectors: int,
    across_sectors: bool,
    pay_level: NDArray[np.float64],
    workplace: NDArray[np.int32],
    reservation: NDArray[np.float64],
    taken: NDArray[np.bool_],
    destination: NDArray[np.int32],
) -> int:
    """Match job seekers to vacancies, first in their own sector, and return the number of hires.

    Somebody who has a workplace only accepts one that pays more than the reservation.

    Parameters
    ----------
    seekers : (n,) int64
        Rows, in the order in which they are served.
    home_sector : (people,) int8
    slots : (m,) int64
        Workplace of each open position.
    sector : (workplaces,) int64
    sectors : int
        Number of sectors.
    across_sectors : bool
        Whether seekers whom the own sector has no place for take one elsewhere.
    pay_level : (workplaces,) float64
    workplace : (people,) int32
        Present workplace, also of those who have just lost it; -1 for the unemployed.
    reservation : (people,) float64
        Level of pay above which those who have a workplace leave it.
    taken : (m,) bool
        Open positions already filled, changed in place.
    destination : (people,) int32
        Changed in place.
    """
    hires = 0
    cursor = np.zeros(sectors, dtype=np.int64)
    unplaced = np.empty(seekers.shape[0], dtype=np.int64)
    unplaced_count = 0
    for row in seekers:
        kind = home_sector[row]
        position = cursor[kind]
        while position < slots.shape[0] and (taken[position] or sector[slots[position]] != kind):
            position += 1
        cursor[kind] = position
        if position >= slots.shape[0]:
            unplaced[unplaced_count] = row
            unplaced_count += 1
            continue
        offered = slots[position]
        own = workplace[row] if destination[row] != NO_WORKPLACE else NO_WORKPLACE
        if own >= 0 and (offered == own or pay_level[offered] <= reservation[row]):
            # The offer is declined; the next in line hears of another position.
            cursor[kind] = position + 1
            continue
        taken[position] = True
        destination[row] = offered
        hires += 1
    if across_sectors:
        position = 0
        for place in range(unplaced_count):
            while position < slots.shape[0] and taken[position]:
                position += 1
            if position >= slots.shape[0]:
                break
            row = unplaced[place]
            holds = workplace[row] >= 0 and destination[row] != NO_WORKPLACE
            if holds and pay_level[slots[position]] <= reservation[row]:
                continue
            taken[position] = True
            destination[row] = slots[position]
            hires += 1
    return hires


@compiled
def place_where_short(
    seekers: NDArray[np.int64],
    skill: NDArray[np.float64],
    sector: NDArray[np.int64],
    hours_share: NDArray[np.float64],
    domain: NDArray[np.int64],
    complexity: NDArray[np.float64],
    task_count: NDArray[np.int64],
    target: NDArray[np.int64],
    members: NDArray[np.int64],
    destination: NDArray[np.int32],
) -> int:
    """Place everyone without work where staff is shortest for the skills they have.

    A person goes to the sector where relative shortage times fit is largest, and there to the
    workplace that is shortest of staff. Fit is the efficiency with which the person would do the
    sector's mix of tasks.

    Parameters
    ----------
    seekers : (n,) int64
        Rows without work.
    skill : (people, domains) float64
    sector : (workplaces,) int64
    hours_share, domain, complexity : (sectors, tasks)
    task_count : (sectors,) int64
    target, members : (workplaces,) int64
        Full staffing, and members so far.
    destination : (people,) int32
        Changed in place.

    Returns
    -------
    int
        People placed; fewer than there are seekers only when nobody is short of staff.
    """
    workplaces, sectors = sector.shape[0], hours_share.shape[0]
    short = np.zeros(sectors)
    staff = np.zeros(sectors)
    missing = np.maximum(target - members, 0)
    for j in range(workplaces):
        short[sector[j]] += missing[j]
        staff[sector[j]] += target[j]
    placed = 0
    for row in seekers:
        best, best_score = -1, 0.0
        for s in range(sectors):
            if short[s] <= 0.0:
                continue
            fit = 0.0
            for k in range(task_count[s]):
                fit += hours_share[s, k] * skill[row, domain[s, k]] ** complexity[s, k]
            score = short[s] / staff[s] * fit
            if score > best_score:
                best, best_score = s, score
        if best < 0:
            break
        shortest, largest_gap = -1, 0.0
        for j in range(workplaces):
            if sector[j] == best and missing[j] > 0 and missing[j] / target[j] > largest_gap:
                shortest, largest_gap = j, missing[j] / target[j]
        missing[shortest] -= 1
        destination[row] = shortest
        short[best] -= 1.0
        placed += 1
    return placed


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
