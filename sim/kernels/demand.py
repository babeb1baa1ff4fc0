"""Demand indices of workplaces (model section 4, phase 2)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.random import normal


@compiled
def advance_demand(
    key: np.uint64,
    persistence: float,
    volatility: float,
    demand: NDArray[np.float64],
) -> None:
    """Advance the logarithm of each workplace's own demand by one month of an AR(1) process.

    Parameters
    ----------
    key : uint64
        Random key of the month; the identifier is the index of the workplace.
    persistence : float
        Monthly autocorrelation.
    volatility : float
        Standard deviation of the monthly innovation, log points.
    demand : (workplaces,) float64
        Changed in place.
    """
    for j in range(demand.shape[0]):
        demand[j] = persistence * demand[j] + volatility * normal(key, j)
