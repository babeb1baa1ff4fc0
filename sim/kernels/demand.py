"""Demand for what workplaces make (model section 4, phase 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.kernels.compile import compiled
from sim.kernels.elementary import exp
from sim.kernels.random import normal
from sim.kernels.streams import Stream, key_in

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState


@compiled
def advance_demand(economy: EconomyState) -> None:
    """Advance the logarithms of demand by one step of AR(1) processes.

    Parameters
    ----------
    economy : EconomyState
        `business_cycle`, which is common to all, and `workplaces.demand` are changed in place.
    """
    parameters, demand = economy.parameters, economy.workplaces.demand
    persistence, volatility = parameters.demand_persistence, parameters.demand_volatility
    shock = normal(key_in(economy, Stream.BUSINESS_CYCLE, economy.month), 0)
    economy.business_cycle = (
        persistence * economy.business_cycle + parameters.business_cycle_volatility * shock
    )
    key = key_in(economy, Stream.IDIOSYNCRATIC_DEMAND, economy.month)
    for j in range(demand.shape[0]):
        demand[j] = persistence * demand[j] + volatility * normal(key, j)


@compiled
def demand_index(workplace: int, economy: EconomyState) -> float:
    """Return the demand of a workplace relative to normal; its mean is 1."""
    parameters = economy.parameters
    own, common = parameters.demand_volatility, parameters.business_cycle_volatility
    persistence = parameters.demand_persistence
    variance = (own * own + common * common) / (1.0 - persistence * persistence)
    logarithm = economy.workplaces.demand[workplace] + economy.business_cycle
    index: float = exp(logarithm - 0.5 * variance)
    return index
