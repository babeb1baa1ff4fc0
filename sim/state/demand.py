"""Demand of workplaces relative to normal (model section 4)."""

from __future__ import annotations

from sim.kernels.elementwise import exponentials
from sim.state.economy_state import EconomyState
from sim.state.people import Floats


def demand_index(state: EconomyState) -> Floats:
    """Return each workplace's demand relative to normal, mean 1, shape (workplaces,)."""
    parameters = state.parameters
    own, common = parameters.demand_volatility, parameters.business_cycle_volatility
    persistence = parameters.demand_persistence
    # Products, not powers: the last digit of a power depends on the processor.
    variance = (own * own + common * common) / (1.0 - persistence * persistence)
    return exponentials(state.workplaces.demand + state.business_cycle - 0.5 * variance)
