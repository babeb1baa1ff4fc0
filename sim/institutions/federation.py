"""Balancing across workplaces by federations of a sector, then of all (model 5.5, 10.11)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.institutions.building_blocks import everywhere
from sim.kernels.division import look_at_balance
from sim.kernels.exchange import LEAST_HOURS
from sim.kernels.federation import balance_across_workplaces, end_some_exchanges
from sim.kernels.threads import for_workplaces
from sim.state.economy_state import EconomyState

NO_ONE = np.empty(0, np.int64)


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
    exchanging = int(state.workplaces.incoming_offsets[-1])
    ends = exchanging > 0 and state.parameters.exchange_renewal > 0.0
    renewing = end_some_exchanges(state) if ends else NO_ONE
    changed = everywhere(state) if len(renewing) else approved
    mean = np.empty(len(state.workplaces))
    for_workplaces(look_at_balance, state, ends, changed, mean)
    balance_across_workplaces(state, mean, renewing)
