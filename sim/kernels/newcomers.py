"""Time lost with newcomers to a workplace (model section 10.10)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled

NEWCOMER_MONTHS = 3.0
"""Months in which somebody is new to a workplace."""


@compiled
def charge_newcomers(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    cost: float,
    months_per_step: int,
    tenure: NDArray[np.int32],
    productive_time: NDArray[np.float64],
    newcomer_time: NDArray[np.float64],
) -> None:
    """Take time from members in their first three months, and fill its sum by workplace.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    cost : float
        Share of time lost in those months.
    months_per_step : int
        Of a longer step the part counts that lies in those months.
    tenure : (people,) int32
        Months in the workplace, 0 in the month of joining.
    productive_time : (people,) float64
        Changed in place, at least 0.
    newcomer_time : (workplaces,) float64
        Filled, full-time months.
    """
    for j in range(first, last):
        newcomer_time[j] = 0.0
        for row in range(offsets[j], offsets[j + 1]):
            if tenure[row] < NEWCOMER_MONTHS:
                part = min(1.0, (NEWCOMER_MONTHS - tenure[row]) / months_per_step)
                lost = min(cost * part, productive_time[row])
                productive_time[row] -= lost
                newcomer_time[j] += lost
