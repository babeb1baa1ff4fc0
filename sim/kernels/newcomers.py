"""Time lost with newcomers to a workplace (model section 10.10)."""

from __future__ import annotations

from sim.kernels.compile import compiled

NEWCOMER_MONTHS = 3.0
"""Months in which somebody is new to a workplace."""


@compiled
def time_with_newcomer(tenure: int, months_per_step: int, cost: float, time: float) -> float:
    """Return the time that is lost because somebody is new, 0 from the fourth month on.

    Parameters
    ----------
    tenure : int
        Months in the workplace, 0 in the month of joining.
    months_per_step : int
        Of a longer step the part counts that lies in the first three months.
    cost : float
        Share of time lost in those months.
    time : float
        Share of time that is left; no more can be lost.
    """
    if tenure >= NEWCOMER_MONTHS:
        return 0.0
    part = min(1.0, (NEWCOMER_MONTHS - tenure) / months_per_step)
    return min(cost * part, time)
