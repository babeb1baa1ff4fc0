"""What follows for people and workplaces when people move (model section 5.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels import DOMAINS, EMPLOYED, IN_TRAINING, UNEMPLOYED
from sim.kernels.compile import compiled
from sim.kernels.staffing import dissolve_exchanges, hand_over_hours, mark_changed
from sim.kernels.streams import Stream, key_in

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState

Integers = NDArray[np.int64]


@compiled
def settle_in(economy: EconomyState) -> int:
    """Carry out the moves of the month, all but the order of the rows; return how many moved.

    Parameters
    ----------
    economy : EconomyState
        `destination` says where each row works from now on. Changed in place: `people.skill` of
        those who go to another sector, `people.status` and `home_sector`, what `change_workplaces`
        changes, and `workplaces.changed`.
    """
    people, workplaces, destination = economy.people, economy.workplaces, economy.destination
    status, workplace = people.status, people.workplace
    arriving, count = np.empty(status.shape[0], np.int64), 0
    for row in range(status.shape[0]):
        joined = destination[row]
        if joined >= 0 and (status[row] != EMPLOYED or joined != workplace[row]):
            arriving[count] = row
            count += 1
        if status[row] != IN_TRAINING:
            status[row] = EMPLOYED if joined >= 0 else UNEMPLOYED
    for row in arriving[:count]:
        kind = workplaces.sector[destination[row]]
        if kind != people.home_sector[row]:
            lose_specific_skill(row, economy)
            people.home_sector[row] = kind
    moved = change_workplaces(economy, destination)
    for row in arriving[:count]:
        # An entrant may take the very place of the person who retired from the seat.
        workplaces.changed[destination[row]] = True
    return moved


@compiled
def lose_specific_skill(row: int, economy: EconomyState) -> None:
    """Reduce the skill of somebody who changes sector towards the untrained floor.

    Of skill above ``untrained_skill`` times aptitude the share ``transferability`` is kept.
    """
    people, parameters = economy.people, economy.parameters
    skill, aptitude = people.skill, people.aptitude
    for d in range(DOMAINS):
        floor = parameters.untrained_skill * aptitude[row, d]
        if skill[row, d] > floor:
            skill[row, d] = floor + parameters.transferability * (skill[row, d] - floor)


@compiled
def change_workplaces(economy: EconomyState, destination: NDArray[np.int32]) -> int:
    """Move people to other workplaces, but not their rows; return how many moved.

    Exchanges of hours across workplaces end when one of the two people moves. Who joins takes over
    the hours of one who left, see `hand_over_hours`.

    Parameters
    ----------
    economy : EconomyState
        Changed in place: the workplace, tenure and hours of people, exchanges, and
        `workplaces.changed`.
    destination : (people,) int32
        Workplace of each row from now on, or -1.
    """
    people, workplaces, sectors = economy.people, economy.workplaces, economy.sectors
    workplace = people.workplace
    rows, count = np.empty(workplace.shape[0], np.int64), 0
    for row in range(workplace.shape[0]):
        if workplace[row] != destination[row]:
            rows[count] = row
            count += 1
    moved = rows[:count]
    dissolve_exchanges(moved, economy)
    mark_changed(moved, destination, economy)
    hand_over_hours(
        moved,
        workplace,
        destination,
        workplaces.sector,
        sectors.hours_share,
        key_in(economy, Stream.PLACEMENT_FIT, economy.month),
        economy.parameters.placement_fit,
        people.person,
        people.expert,
        sectors.domain,
        sectors.for_experts,
        people.hours,
    )
    for row in moved:
        people.tenure[row] = 0
        workplace[row] = destination[row]
    return count
