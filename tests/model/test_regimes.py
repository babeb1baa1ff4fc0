"""Every mix of institutions is a regime, and each switch matters (model section 6)."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from sim.economy import Economy
from sim.scenario import INSTITUTION_RULES, list_scenarios

SWITCHES = tuple(INSTITUTION_RULES)
COMBINATIONS = list(product(*(INSTITUTION_RULES[switch] for switch in SWITCHES)))


def monthly_values(**changes: object) -> np.ndarray:
    settings = {"seed": 2, "workers": 200, "burn_in": 2, "months": 4, "agent_interval": 0}
    economy = Economy("capitalism", **{**settings, **changes})
    for _ in range(economy.scenario.burn_in + economy.scenario.months):
        economy.step()
    return economy.monthly.to_numpy()


OF_COUNCILS = ("attendance", "speaking_share", "proposals_from_below", "solidary_votes")
"""Indicators of meetings and votes."""

OF_LEAVERS = ("job_loss_share", "exit_aptitude")
"""Indicators of those who become unemployed, and of those who leave the economy."""


@pytest.mark.parametrize("rules", COMBINATIONS, ids="-".join)
def test_every_combination_of_institutions_runs(rules: tuple[str, ...]) -> None:
    changes = {f"institutions.{s}": rule for s, rule in zip(SWITCHES, rules, strict=True)}
    economy = Economy(
        "capitalism", seed=2, workers=200, burn_in=2, months=4, agent_interval=0, **changes
    )
    for _ in range(6):
        economy.step()
    # Not defined in a month without a meeting or a vote, or without anybody who looks for work,
    # becomes unemployed or leaves.
    unknown = ["vote_pass_rate", "job_finding_rate", *OF_COUNCILS, *OF_LEAVERS]
    table = economy.monthly.drop(columns=unknown)
    assert np.isfinite(table.to_numpy()).all()
    assert (table["output_per_hour"] > 0).all()


@pytest.mark.parametrize(
    ("switch", "rule"),
    [(s, rule) for s in SWITCHES for rule in INSTITUTION_RULES[s][1:]],
)
def test_each_switch_alone_changes_the_results(switch: str, rule: str) -> None:
    assert not np.array_equal(
        monthly_values(months=8),
        monthly_values(months=8, **{f"institutions.{switch}": rule}),
        equal_nan=True,
    )


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert monthly_values().tobytes() == monthly_values().tobytes()
    assert monthly_values().tobytes() != monthly_values(replicate=1).tobytes()
    assert monthly_values().tobytes() != monthly_values(seed=3).tobytes()


@pytest.mark.parametrize("division", ["hierarchical", "balanced"])
def test_threads_do_not_change_a_byte(division: str) -> None:
    size = {"workers": 45_000, "months": 3, "burn_in": 1, "institutions.division": division}
    one, two = monthly_values(threads=1, **size), monthly_values(threads=2, **size)
    assert one.tobytes() == two.tobytes()


@pytest.mark.parametrize("name", [summary[0] for summary in list_scenarios()])
def test_named_scenarios_run_with_plausible_numbers(name: str) -> None:
    economy = Economy(name, seed=4, workers=300, burn_in=6, months=12, agent_interval=0)
    for _ in range(18):
        economy.step()
    last = economy.monthly.iloc[-1]
    assert 0.2 < last["output_per_hour"] < 1.2
    assert 0.2 <= last["effort"] <= 1.0
    assert 0.0 <= last["unemployment_rate"] < 0.2


def test_a_job_guarantee_leaves_nobody_unemployed() -> None:
    economy = Economy("parecon", seed=4, workers=300, burn_in=6, months=12, agent_interval=0)
    for _ in range(18):
        economy.step()
    after = economy.monthly.query("month > 0")
    assert (after["unemployment_rate"] == 0.0).all()
