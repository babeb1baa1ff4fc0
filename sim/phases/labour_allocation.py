"""Separations, placements and moves of the month, and what follows for people (model 5.7)."""

from __future__ import annotations

import numpy as np

from sim.institutions.protocols import Decisions, Employment
from sim.kernels.placement import lose_specific_skill
from sim.state.economy_state import EconomyState
from sim.state.people import Status


def advance(state: EconomyState, employment: Employment, decisions: Decisions) -> None:
    """Let the rule decide where everyone works, then carry the moves out.

    Parameters
    ----------
    state : EconomyState
        Changed in place: what `Employment.allocate` fills, and what `settle` does.
    employment, decisions
        The one decides who works where, the other how much is monitored.
    """
    employment.allocate(state, decisions.monitoring(state.parameters))
    settle(state)


def settle(state: EconomyState) -> None:
    """Carry out the moves: skill lost on a change of sector, status, order of the rows.

    Parameters
    ----------
    state : EconomyState
        `destination` says where each row works from now on. Changed in place: `people.skill` of
        those who go to another sector, `people.status` and `home_sector`, everything that
        `EconomyState.reassign` changes, `workplaces.changed`, and `destination`, which is put in
        the new order of rows.
    """
    people, parameters, destination = state.people, state.parameters, state.destination
    without_work = people.status != Status.EMPLOYED
    arriving = np.flatnonzero(
        (destination >= 0) & (without_work | (destination != people.workplace))
    )
    joined = destination[arriving]
    sector = state.workplaces.sector[joined]
    crossing = arriving[sector != people.home_sector[arriving]]
    lose_specific_skill(
        crossing,
        parameters.transferability,
        parameters.untrained_skill,
        people.aptitude,
        people.skill,
    )
    at_work = people.status != Status.IN_TRAINING
    people.status[at_work] = np.where(
        destination[at_work] >= 0, np.int8(Status.EMPLOYED), np.int8(Status.UNEMPLOYED)
    )
    people.home_sector[arriving] = sector
    state.reassign(destination)
    # An entrant may take the very place of the person who retired from the seat.
    state.workplaces.changed[joined] = True
    state.destination[:] = state.people.workplace
