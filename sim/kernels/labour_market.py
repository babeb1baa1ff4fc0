"""Vacancies, and matching of those who look for work (model section 5.7)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.expertise import add_to_staff, draw_of_fit, position_that_fits
from sim.kernels.random import uniform
from sim.kernels.separations import NO_WORKPLACE


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
    start: int,
    stop: int,
    key: np.uint64,
    person: NDArray[np.int64],
    workplace: NDArray[np.int32],
    destination: NDArray[np.int32],
    alienation_total: NDArray[np.float64],
    rate: float,
    response: float,
    draws: NDArray[np.float64],
) -> None:
    """Fill which of those who stay hear of other jobs.

    Parameters
    ----------
    start, stop : int
        Range of rows.
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
    draws : (people,) float64
        Filled with the draw that makes somebody hear, infinity for all others.
    """
    for row in range(start, stop):
        draw = uniform(key, person[row])
        chance = rate * (1.0 + response * (alienation_total[row] - 0.5))
        stays = (destination[row] >= 0) & (destination[row] == workplace[row])
        draws[row] = draw if stays & (draw < chance) else np.inf


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
    key: np.uint64,
    placement_fit: float,
    person: NDArray[np.int64],
    expert: NDArray[np.int8],
    expert_hours: NDArray[np.float64],
    staff: NDArray[np.int64],
    taken: NDArray[np.bool_],
    destination: NDArray[np.int32],
) -> int:
    """Match job seekers to vacancies, first in their own sector, and return the number of hires.

    Each hears of the next open position or, where fit decides, of that of the next ten which needs
    somebody of the training most (model section 10.3). Somebody who has a workplace only accepts
    one that pays more than the reservation.

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
        Whether seekers for whom their own sector has no place take one elsewhere.
    pay_level : (workplaces,) float64
    workplace : (people,) int32
        Present workplace, also of those who have just lost it; -1 for the unemployed.
    reservation : (people,) float64
        Level of pay above which those who have a workplace leave it.
    key : uint64
        Random key of the month.
    placement_fit : float
        Probability that fit decides.
    person : (people,) int64
    expert : (people,) int8
        Domain of completed expert training, or -1.
    expert_hours : (sectors, domains) float64
        Share of the work of a sector that is for experts of each domain.
    staff : (workplaces, domains + 1) int64
        The trained by domain and all members, changed in place; not read where fit never decides.
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
        if draw_of_fit(key, person[row], placement_fit) < 1.0:
            position = position_that_fits(
                position, kind, expert[row], slots, taken, sector, expert_hours, staff
            )
        offered = slots[position]
        own = workplace[row] if destination[row] != NO_WORKPLACE else NO_WORKPLACE
        if own >= 0 and (offered == own or pay_level[offered] <= reservation[row]):
            # The offer is declined; the next in line hears of another position.
            if position == cursor[kind]:
                cursor[kind] = position + 1
            continue
        taken[position] = True
        destination[row] = offered
        hires += 1
        if placement_fit > 0.0:
            add_to_staff(offered, expert[row], 1, staff)
            if own >= 0:
                add_to_staff(own, expert[row], -1, staff)
    if across_sectors:
        position = 0
        for place in range(unplaced_count):
            while position < slots.shape[0] and taken[position]:
                position += 1
            if position >= slots.shape[0]:
                break
            row = unplaced[place]
            found = position
            if draw_of_fit(key, person[row], placement_fit) < 1.0:
                found = position_that_fits(
                    position, -1, expert[row], slots, taken, sector, expert_hours, staff
                )
            holds = workplace[row] >= 0 and destination[row] != NO_WORKPLACE
            if holds and pay_level[slots[found]] <= reservation[row]:
                continue
            taken[found] = True
            destination[row] = slots[found]
            hires += 1
            if placement_fit > 0.0:
                add_to_staff(slots[found], expert[row], 1, staff)
    return hires
