"""Undesirable work can be paid for in both regimes, within the same money (model 10.11)."""

from __future__ import annotations

import numpy as np
import pytest

from sim.economy import Economy


@pytest.mark.parametrize(
    ("scenario", "name"),
    [("capitalism", "compensating_differential"), ("parecon", "onerous_pay")],
)
def test_undesirable_jobs_earn_more_and_money_is_conserved(scenario: str, name: str) -> None:
    slopes, outputs = [], []
    for value in (0.0, 0.6):
        economy = Economy(
            scenario, seed=3, workers=400, burn_in=2, months=12, agent_interval=0, **{name: value}
        )
        for _ in range(6):
            economy.step()
        fork = economy.fork()
        fork.step()
        state = fork.state
        employed = int(state.workplaces.offsets[-1])
        pay = np.log(state.people.hourly_pay[:employed])
        slopes.append(np.polyfit(1.0 - state.people.desirability[:employed], pay, 1)[0])
        money = state.flows.consumption + state.flows.investment
        outputs.append(money / state.workplaces.output.sum())
    # Ratings share a pool by workplace, so that only differences inside it are paid for.
    assert slopes[1] > slopes[0] + 0.1
    assert outputs == pytest.approx([1.0, 1.0], rel=1e-9)
