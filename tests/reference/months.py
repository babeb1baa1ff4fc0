"""Months of a simulated economy and of its reference, side by side."""

from __future__ import annotations

import numpy as np

from sim import Economy
from tests.reference import ReferenceEconomy, check_agreement

WORKERS = 600
BURN_IN = 12
SETTLING = 24


def settled(scenario: str, workers: int = WORKERS, seed: int = 1, **parameters: float) -> Economy:
    economy = Economy(
        scenario, seed=seed, agent_interval=0, workers=workers, burn_in=BURN_IN, **parameters
    )
    for _ in range(BURN_IN + SETTLING):
        economy.step()
    return economy


def follow(economy: Economy, reference: ReferenceEconomy, months: int) -> dict[str, float]:
    """Step both, compare them after each month, and return the sums of flows and of retirements."""
    total: dict[str, float] = {}
    for _ in range(months):
        economy.step()
        reference.step()
        check_agreement(economy, reference)
        for name in economy.state.flows.__slots__:
            total[name] = total.get(name, 0.0) + getattr(economy.state.flows, name)
        entrants = np.count_nonzero(economy.state.people.entry_month == economy.state.month)
        total["retirements"] = total.get("retirements", 0.0) + entrants
    return total
