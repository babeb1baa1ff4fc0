"""Parameters for steps that cover several months.

Parameters are declared for a month. When a step covers n months, each is re-expressed once, so that
an economy changes as fast in months and stays as it is where it is in balance:

- a share of a gap that closes, or a chance that something happens, p, becomes ``1 - (1 - p)**n``;
- what is counted by the month (ideas, hours exchanged in a round of swaps) is multiplied by n, and
  so is what else moves a vote, since a vote then is about n times as much;
- the autocorrelation of demand becomes its n-th power, and shocks grow so that demand varies as
  much as before.

The efficiency of matching stays that of a month: the labour market counts the hires of a step month
by month, since people who leave in its course can be hired before its end.
"""

from __future__ import annotations

import math
from typing import Final

from sim.parameters import Parameters

SHARES: Final = (
    "quit_rate", "job_to_job_rate", "dismissal_rate", "voluntary_move_rate", "federation_rate",
    "wealth_depreciation", "alienation_adjustment", "effort_adjustment", "learning", "forgetting",
    "private_diffusion", "commons_diffusion",
)  # fmt: skip
"""Shares of a gap and chances, per month."""

COUNTS: Final = ("idea_rate", "vote_noise")
"""Numbers per month, and what grows with the size of a round of swaps."""

SHOCKS: Final = ("demand_volatility", "business_cycle_volatility")
"""Standard deviations of the monthly shocks to demand."""


def share_per_step(share: float, months: int) -> float:
    """Return the share of a gap that closes in so many months, given that of one month."""
    return share if months == 1 else 1.0 - (1.0 - share) ** months


def per_step(parameters: Parameters, months: int) -> Parameters:
    """Return the parameters with everything that is declared for a month put for a step.

    Parameters
    ----------
    parameters : Parameters
    months : int
        Months that a step covers; with one the parameters are handed back as they are.
    """
    if months == 1:
        return parameters
    values = parameters.to_dict()
    for name in SHARES:
        values[name] = share_per_step(values[name], months)
    for name in COUNTS:
        values[name] *= months
    values["swap_hours"] = min(values["swap_hours"] * months, 1.0)
    persistence = values["demand_persistence"]
    values["demand_persistence"] = persistence**months
    for name in SHOCKS:
        values[name] *= math.sqrt((1.0 - persistence ** (2 * months)) / (1.0 - persistence**2))
    # Values for a step may lie outside the ranges, which are declared for a month.
    return Parameters.unchecked(values, parameters.explicit)
