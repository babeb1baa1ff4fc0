"""Separations, placements and moves of the month, and what follows for people (model 5.7)."""

from __future__ import annotations

from sim.institutions.protocols import Decisions, Employment
from sim.kernels.moves import settle_in
from sim.state.economy_state import EconomyState


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
    if settle_in(state):
        state.restore_order()
    state.destination[:] = state.people.workplace
