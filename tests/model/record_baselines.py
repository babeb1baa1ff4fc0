"""Records the regression baselines: ``python -m tests.model.record_baselines``."""

from __future__ import annotations

import json
from pathlib import Path

from sim.economy import Economy
from sim.scenario import list_scenarios

BASELINES = Path(__file__).with_name("baselines.json")

INDICATORS = (
    "output_per_hour",
    "output_per_head",
    "effort",
    "alienation",
    "unemployment_rate",
    "income_gini",
    "wealth_gini",
    "empowerment_spread",
    "technology",
    "training_share",
)


def baseline(name: str) -> dict[str, float]:
    """Return mean indicators of the last of three years after two of burn-in."""
    economy = Economy(name, seed=7, workers=400, burn_in=24, months=36, agent_interval=0)
    for _ in range(60):
        economy.step()
    means = economy.monthly.tail(12)[list(INDICATORS)].mean()
    return {indicator: float(f"{value:.8g}") for indicator, value in means.items()}


def named_scenarios() -> list[str]:
    """Return the names of all shipped scenarios."""
    return [summary[0] for summary in list_scenarios()]


if __name__ == "__main__":
    content = {name: baseline(name) for name in named_scenarios()}
    BASELINES.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
