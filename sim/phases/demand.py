"""Demand indices of the workplaces (model section 4, phase 2)."""

from __future__ import annotations

from sim.kernels.demand import advance_demand
from sim.state.economy_state import EconomyState


def advance(state: EconomyState) -> None:
    """Advance the economy-wide and each workplace's own AR(1) demand by one step.

    Parameters
    ----------
    state : EconomyState
        `business_cycle` and `workplaces.demand` (logarithms) are changed in place.
    """
    advance_demand(state)
