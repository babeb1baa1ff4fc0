"""Demand of workplaces relative to normal (model section 4)."""

from __future__ import annotations

import numpy as np

from sim.state.economy_state import EconomyState
from sim.state.people import Floats


def demand_index(state: EconomyState) -> Floats:
    """Return each workplace's demand relative to normal, mean 1, shape (workplaces,)."""
    parameters = state.parameters
    innovations = parameters.demand_volatility**2 + parameters.business_cycle_volatility**2
    variance = innovations / (1.0 - parameters.demand_persistence**2)
    index: Floats = np.exp(state.workplaces.demand + state.business_cycle - 0.5 * variance)
    return index
