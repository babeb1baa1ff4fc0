"""Job loss is job loss, and turnover costs output (model section 10.10)."""

from __future__ import annotations

from typing import Any

import pytest

from sim.economy import Economy
from sim.parameters import Parameters

QUITS_ALONE = {"layoff_rate": 0.0, "quit_rate": 0.012}


def after(scenario: str, months: int, workers: int = 1_000, **changes: Any) -> Economy:
    economy = Economy(
        scenario, seed=3, workers=workers, burn_in=12, months=months, agent_interval=0, **changes
    )
    for _ in range(12 + months):
        economy.step()
    return economy


@pytest.mark.slow
def test_at_least_two_fifths_of_those_who_become_unemployed_lose_the_job() -> None:
    old, new = after("capitalism", 120, **QUITS_ALONE), after("capitalism", 120)
    before, now = (each.monthly.tail(96).mean() for each in (old, new))
    assert before["job_loss_share"] < 0.4 < now["job_loss_share"] < 0.8
    assert now["separation_rate"] == pytest.approx(0.013, abs=0.002)
    assert now["unemployment_rate"] == pytest.approx(before["unemployment_rate"], abs=0.015)
    assert now["insecurity"] > before["insecurity"] + 0.03


def test_lay_offs_are_counted_and_make_insecure() -> None:
    calm, harsh = (after("capitalism", 24, 400, layoff_rate=rate) for rate in (0.0, 0.012))
    assert harsh.monthly["job_loss_share"].mean() > calm.monthly["job_loss_share"].mean() + 0.2
    assert harsh.state.job_loss_rate > calm.state.job_loss_rate + 0.008


def test_under_a_guarantee_who_loses_a_job_is_placed_in_the_month() -> None:
    ending = {"layoff_rate": 0.012, "newcomer_cost": 0.0}
    still = after("parecon", 24, 400, **ending, displacement=0.0)
    moving = after("parecon", 24, 400, **ending, displacement=1.0)
    assert moving.indicators["unemployment_rate"] == 0.0
    hires = [each.monthly["newcomer_share"].tail(24).sum() for each in (still, moving)]
    assert hires == [0.0, 0.0]
    assert moving.state.people.tenure.mean() < still.state.people.tenure.mean()


@pytest.mark.parametrize("scenario", ["capitalism", "parecon"])
def test_turnover_costs_output_in_both_regimes(scenario: str) -> None:
    busy = {"layoff_rate": 0.012, "displacement": 1.0}
    free = after(scenario, 24, 400, newcomer_cost=0.0, **busy)
    costly = free.fork()
    costly.state.parameters = Parameters(newcomer_cost=0.25, **busy)
    free.step()
    costly.step()
    assert free.indicators["newcomer_share"] == 0.0
    assert 0.001 < costly.indicators["newcomer_share"] < 0.05
    outputs = [each.indicators["output_per_hour"] for each in (free, costly)]
    assert 0.0 < 1.0 - outputs[1] / outputs[0] < 0.05


def test_the_alienated_look_for_another_job_where_they_may() -> None:
    moves = []
    for weight in (0.0, 1.0):
        economy = after("capitalism", 24, 400, moves_by_alienation=weight, turnover_response=2.5)
        economy.state.people.alienation_total[:] = 0.9
        economy.step()
        moves.append(economy.state.flows.job_to_job)
    assert moves[1] > moves[0]
