"""A month under the job guarantee: placement, swaps of places, shared work (model section 5.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels import DOMAINS, IN_TRAINING
from sim.kernels.compile import compiled
from sim.kernels.demand import demand_index
from sim.kernels.expertise import count_staff
from sim.kernels.headcount import count_members, labour_force, whole_numbers
from sim.kernels.placement import place_where_short
from sim.kernels.random import uniform
from sim.kernels.sorting import stable_order
from sim.kernels.streams import Stream, key_in

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState

Integers = NDArray[np.int64]


@compiled
def place_everyone(economy: EconomyState, before: NDArray[np.int32]) -> None:
    """Place everyone without work so that workplaces come to their share of the labour force.

    Parameters
    ----------
    economy : EconomyState
        `destination` and the flows of hires and vacancies are changed in place; there are no
        separations.
    before : (people,) int32
        Destinations before jobs ended this month.
    """
    people, flows, share = economy.people, economy.flows, economy.workplaces.share
    force, exact = labour_force(economy), np.empty(share.shape[0])
    for j in range(share.shape[0]):
        exact[j] = share[j] * force
    seekers = people_to_place(economy)
    staff = np.zeros((share.shape[0], DOMAINS + 1), np.int64)
    if economy.parameters.placement_fit > 0.0:
        count_staff(economy.destination, people.expert, staff)
    place_where_short(seekers, whole_numbers(exact), count_members(economy), staff, economy)
    hires, without_work = 0, 0
    for row in seekers:
        # Who is placed in the month in which the job ended has moved, and was not without work.
        if before[row] < 0:
            without_work += 1
            hires += economy.destination[row] >= 0
    flows.quits = flows.layoffs = flows.dismissals = flows.vacancies = 0.0
    flows.separations_into_unemployment = 0.0
    flows.hires, flows.unemployed_before_hiring = hires, without_work


@compiled
def people_to_place(economy: EconomyState) -> Integers:
    """Return the rows of all who are without work and not in training, by identifier, (n,)."""
    people, destination = economy.people, economy.destination
    status, rows, count = people.status, np.empty(destination.shape[0], np.int64), 0
    for row in range(destination.shape[0]):
        if destination[row] < 0 and status[row] != IN_TRAINING:
            rows[count] = row
            count += 1
    person = np.empty(count)
    for i in range(count):
        person[i] = people.person[rows[i]]
    return rows[:count][stable_order(person)]


@compiled
def wish_to_move(start: int, stop: int, economy: EconomyState, wishes: NDArray[np.bool_]) -> None:
    """Fill who wants to move among those who stay.

    The chance is ``voluntary_move_rate`` at alienation 0.5 and rises by ``turnover_response`` for
    each unit of it.

    Parameters
    ----------
    start, stop : int
        Range of rows.
    economy : EconomyState
    wishes : (people,) bool
        Filled.
    """
    people, parameters, destination = economy.people, economy.parameters, economy.destination
    person, workplace, alienation = people.person, people.workplace, people.alienation_total
    rate, response = parameters.voluntary_move_rate, parameters.turnover_response
    key = key_in(economy, Stream.VOLUNTARY_MOVE, economy.month)
    for row in range(start, stop):
        wish = rate * (1.0 + response * (alienation[row] - 0.5))
        stays = (destination[row] >= 0) & (destination[row] == workplace[row])
        wishes[row] = stays & (uniform(key, person[row]) < wish)


@compiled
def trade_and_share(
    economy: EconomyState, wishes: NDArray[np.bool_], before: NDArray[np.int32]
) -> None:
    """Let people who want to move trade places in pairs, and let hours follow demand.

    Parameters
    ----------
    economy : EconomyState
        `destination`, the number of moves and `workplaces.hours_factor`, the demand of each
        workplace within ``work_sharing_limit`` of 1, are changed in place.
    wishes : (people,) bool
        Who wants to move.
    before : (people,) int32
        Destinations at the start of the month.
    """
    swap_places(movers_by_likeness(economy, wishes), economy)
    moved, destination = 0, economy.destination
    for row in range(destination.shape[0]):
        moved += (before[row] >= 0) & (destination[row] >= 0) & (before[row] != destination[row])
    economy.flows.job_to_job = moved
    limit, hours_factor = economy.parameters.work_sharing_limit, economy.workplaces.hours_factor
    for j in range(hours_factor.shape[0]):
        hours_factor[j] = min(max(demand_index(j, economy), 1.0 - limit), 1.0 + limit)


@compiled
def movers_by_likeness(economy: EconomyState, wishes: NDArray[np.bool_]) -> Integers:
    """Return the rows of all who want to move, by sector and there like next to like, (n,).

    Those in whose placement training decides (model section 10.3) stand together by training, all
    others before them; among themselves they are in random order.
    """
    people, placement_fit = economy.people, economy.parameters.placement_fit
    rows, count = np.empty(wishes.shape[0], np.int64), 0
    for row in range(wishes.shape[0]):
        rows[np.uint64(count)] = row
        count += wishes[row]
    partner_key = key_in(economy, Stream.MOVE_PARTNER, economy.month)
    fit_key = key_in(economy, Stream.PLACEMENT_FIT, economy.month)
    draws, kind = np.empty(count), np.empty(count)
    for i in range(count):
        row = rows[i]
        draws[i] = uniform(partner_key, people.person[row])
        decides = uniform(fit_key, people.person[row]) < placement_fit
        trained = 1 + people.expert[row] if decides else -1
        kind[i] = np.int64(people.home_sector[row]) * (DOMAINS + 2) + trained
    shuffled = stable_order(draws)
    return rows[:count][shuffled[stable_order(kind[shuffled])]]


@compiled
def swap_places(movers: Integers, economy: EconomyState) -> int:
    """Let people who want to move trade places in pairs and return the number who moved.

    Parameters
    ----------
    movers : (n,) int64
        Rows that want to move, sorted by sector; neighbours of a sector are partners.
    economy : EconomyState
        `destination` is changed in place.
    """
    home_sector, workplace = economy.people.home_sector, economy.people.workplace
    moved, position = 0, 0
    while position + 1 < movers.shape[0]:
        one, other = movers[position], movers[position + 1]
        if home_sector[one] != home_sector[other]:
            position += 1
            continue
        if workplace[one] != workplace[other]:
            economy.destination[one] = workplace[other]
            economy.destination[other] = workplace[one]
            moved += 2
        position += 2
    return moved
