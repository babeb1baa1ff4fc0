"""Ageing, retirement, exit and entrants (model section 4, phase 1, and section 10.13)."""

from __future__ import annotations

import numpy as np

from sim.kernels.demography import grow_older, replace
from sim.kernels.enclave import note_used_skill, wish_to_exit
from sim.kernels.threads import for_workplaces
from sim.state.economy_state import EconomyState

NO_ONE = np.empty(0, np.int64)


def advance(state: EconomyState) -> None:
    """Let everyone age by a step, and replace who retires or leaves by an entrant.

    Parameters
    ----------
    state : EconomyState
        Changed in place: ages, tenures, and every attribute of the seats that change hands. Their
        destination becomes -1; the labour allocation of the month acts on it.
    """
    exits = NO_ONE
    if state.parameters.exit_response > 0.0:
        used = np.empty(int(state.workplaces.offsets[-1]))
        for_workplaces(note_used_skill, state, used)
        exits = wish_to_exit(state, used)
    leaving = grow_older(state, exits)
    if len(leaving):
        replace(state, leaving)
