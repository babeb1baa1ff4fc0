"""Balancing across workplaces by federations of a sector, then of all (model 5.5, 10.11)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.institutions.building_blocks import everywhere, reserve_licensed
from sim.kernels.exchange import LEAST_HOURS
from sim.kernels.federation import balance_across_workplaces, end_some_exchanges, mean_job_index
from sim.kernels.threads import for_workplaces
from sim.state.economy_state import EconomyState
from sim.state.jobs import update_job_indices
from sim.state.people import Integers


def exchange_across_workplaces(state: EconomyState, approved: NDArray[np.bool_]) -> None:
    """Arrange exchanges of hours between better-off and worse-off workplaces.

    Parameters
    ----------
    state : EconomyState
        Hours and outside work are changed in place.
    approved : (workplaces,) bool
        Workplaces whose jobs have changed since the job indices were filled.
    """
    if state.parameters.federation_hours < LEAST_HOURS or state.parameters.federation_rate <= 0.0:
        return
    renewing = _renew(state)
    update_job_indices(state, None if len(renewing) else approved)
    mean = np.empty(len(state.workplaces))
    for_workplaces(mean_job_index, state, mean)
    if balance_across_workplaces(state, mean, renewing) > 0.0:
        state.index_exchanges()


def _renew(state: EconomyState) -> Integers:
    """End some exchanges and return the rows of the partners, who can begin others at once."""
    exchanging = int(state.workplaces.incoming_offsets[-1])
    if state.parameters.exchange_renewal <= 0.0 or not exchanging:
        return np.empty(0, dtype=np.int64)
    renewing = end_some_exchanges(state)
    state.index_exchanges()
    reserve_licensed(state, everywhere(state))
    return renewing
