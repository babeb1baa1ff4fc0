"""Demand indices of the workplaces (model section 4, phase 2)."""

from __future__ import annotations

from sim.kernels.demand import advance_demand
from sim.kernels.random import normal
from sim.kernels.streams import Stream
from sim.state.economy_state import EconomyState


def advance(state: EconomyState) -> None:
    """Advance the economy-wide and each workplace's own AR(1) demand by one step.

    Parameters
    ----------
    state : EconomyState
        `business_cycle` and `workplaces.demand` (logarithms) are changed in place.
    """
    parameters = state.parameters
    state.business_cycle = (
        parameters.demand_persistence * state.business_cycle
        + parameters.business_cycle_volatility * float(normal(state.key(Stream.BUSINESS_CYCLE), 0))
    )
    advance_demand(
        state.key(Stream.IDIOSYNCRATIC_DEMAND),
        parameters.demand_persistence,
        parameters.demand_volatility,
        state.workplaces.demand,
    )
