"""Every parameter that a scenario accepts changes something."""

from __future__ import annotations

import numpy as np
import pytest

from sim.economy import Economy
from sim.parameters import declarations
from sim.study.economy_tables import people_table

EAGER = {"federation_tolerance": 0.2, "federation_rate": 0.2, "swap_hours": 0.2}
"""Brings the balancing across workplaces in within the months of the test."""


WHERE_IT_BINDS = {
    # Ideas are whole numbers: with few workplaces a rate matters when there are many ideas.
    "commons_incentive": {"idea_rate": 0.6, "uptake_council": 0.82},
    "profit_incentive": {"idea_rate": 0.6, "uptake_high": 1.0},
    "idea_rate": {"progress_by_growth": 0.0},
    "progress": {"progress_by_growth": 1.0, "idea_step": 0.005},
    "idea_competence": {"idea_rate": 0.6},
    "uptake_by_voice": {"idea_rate": 0.6, "uptake_low": 0.05},
    "idea_spillover": {"knowledge_pool": 1.0},
    # Exchanges begin above a spread of workplaces that there is in all small economies.
    "exchange_renewal": {"wide_exchanges": 1.0},
    "displacement": {"layoff_rate": 0.012},
    "recombination": {"knowledge_pool": 1.0, "idea_rate": 0.6, "idea_step": 0.005},
    # What size costs depends on the size from which it does, and the other way round.
    "assembly_size": {"delegation_loss": 0.5},
    "habituation_half_life": {"habituation": 0.5},
    # Nobody is dismissed while effort hardly differs from the standard.
    "dismissal_rate": {"dismissal_threshold": 0.9, "monitoring": 1.0},
    # How performance is measured matters where it is paid.
    "performance_measure": {"performance_pay_share": 0.5},
    # The return on courses matters to those who go to some.
    "schooling_return": {"class_schooling": 0.03, "open_schooling": 0.03},
    # The lowest effort is reached by badly paid people without other motives.
    "effort_minimum": {
        "effort_norm": 0.3,
        "intrinsic_motivation": 0.1,
        "discipline_response": 0.3,
        "monitoring": 0.0,
        "gift_response": 0.2,
        "gift_asymmetry": 3.0,
        "effort_adjustment": 0.5,
    },
}
"""What else has to be set for a bound or a rare event to play a part."""


BROUGHT_ALONG = {"schooling_competence": ("schooling", 4.0)}
"""What people must have brought along for a parameter to act on it: an attribute and its value."""


def outcome(name: str, regime: str) -> np.ndarray:
    """Return the indicators and mean people after a year at both ends of a parameter's range."""
    declaration = declarations()[name]
    rows = []
    for value in (declaration.low, declaration.high):
        helpful = {**(EAGER if regime == "parecon" else {}), **WHERE_IT_BINDS.get(name, {})}
        changes = {**helpful, name: value}
        economy = Economy(
            regime, seed=6, workers=300, burn_in=2, months=14, agent_interval=0, **changes
        )
        if name in BROUGHT_ALONG:
            attribute, brought = BROUGHT_ALONG[name]
            getattr(economy.state.people, attribute)[:] = brought
        for _ in range(16):
            economy.step()
        means = people_table(economy).mean(numeric_only=True)
        rows.append(np.concatenate([economy.monthly.mean().to_numpy(), means.to_numpy()]))
    return np.array(rows)


@pytest.mark.parametrize("name", sorted(declarations()))
def test_a_parameter_changes_the_results_of_some_regime(name: str) -> None:
    for regime in ("parecon", "capitalism"):
        low, high = outcome(name, regime)
        if not np.array_equal(low, high, equal_nan=True):
            return
    pytest.fail(f"{name} changes nothing between the ends of its range")
