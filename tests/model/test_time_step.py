"""Steps of a quarter give nearly what steps of a month give (model section 4)."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pandas as pd
import pytest

from sim.economy import Economy
from sim.errors import ScenarioError
from sim.kernels.innovation import adopt_ideas
from sim.kernels.labour_market import hires_in_step
from sim.kernels.learning import forget_without_practice
from sim.parameters import Parameters, declarations
from sim.parameters.declaration import PerMonth
from sim.parameters.time_step import per_step, share_per_step
from sim.phases import demand
from sim.scenario import load_scenario
from sim.state import Flows, Status
from tests.kernels import economies
from tests.kernels.worlds import make_world

CHANGING = set(get_args(PerMonth)) - {"as it is"}

QUARTER = per_step(Parameters(), 3)


def economy_of(name: str, months_per_step: int, months: int = 24, **changes: object) -> Economy:
    size = {"seed": 3, "workers": 400, "burn_in": 12, "agent_interval": 0, **changes}
    return Economy(name, months=months, months_per_step=months_per_step, **size)


def run_out(economy: Economy) -> Economy:
    while economy.running:
        economy.step()
    return economy


def test_steps_of_a_month_leave_the_parameters_as_they_are() -> None:
    parameters = Parameters()
    assert per_step(parameters, 1) is parameters


def test_every_parameter_by_the_month_is_put_for_the_step() -> None:
    declared = declarations()
    # Not the defaults: what is 0 by the month is 0 by the step.
    monthly = {name: 0.5 * (one.low + one.high) for name, one in declared.items()}
    quarter = per_step(Parameters.unchecked(monthly), 3)
    changed = {name for name in declared if quarter[name] != monthly[name]}
    changing = {name for name, one in declared.items() if one.per_month in CHANGING}
    assert changed == changing
    as_it_is = {name for name, one in declared.items() if one.per_month == "as it is"}
    by_month = {name for name, one in declared.items() if "month" in one.unit}
    assert by_month <= changing | as_it_is
    # Durations and stocks; and the labour market counts hires month by month itself.
    assert as_it_is == {
        "federation_hours",
        "savings_buffer",
        "train_months",
        "matching_efficiency",
        "newcomer_cost",
        "habituation_half_life",
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("quit_rate", 1.0 - (1.0 - Parameters().quit_rate) ** 3),
        ("idea_rate", 3.0 * Parameters().idea_rate),
        ("swap_hours", 3.0 * Parameters().swap_hours),
        ("demand_persistence", Parameters().demand_persistence ** 3),
        ("train_months", Parameters().train_months),
        ("monitoring", Parameters().monitoring),
    ],
)
def test_each_kind_is_put_for_a_quarter_in_its_way(name: str, expected: float) -> None:
    assert QUARTER[name] == pytest.approx(expected, rel=1e-12)


def test_shocks_of_a_quarter_leave_the_variance_of_demand_as_it_is() -> None:
    for name in ("demand_volatility", "business_cycle_volatility"):
        variances = [
            parameters[name] ** 2 / (1.0 - parameters.demand_persistence**2)
            for parameters in (Parameters(), QUARTER)
        ]
        assert variances[0] == pytest.approx(variances[1], rel=1e-12)


def test_no_more_than_everything_is_exchanged_in_a_round() -> None:
    assert per_step(Parameters(swap_hours=0.2), 3).swap_hours == pytest.approx(0.6)
    assert per_step(Parameters(swap_hours=0.2), 6).swap_hours == 1.0


@pytest.mark.parametrize("months", [1, 3])
def test_demand_varies_as_much_and_lasts_as_long(months: int) -> None:
    state = economy_of("capitalism", months, workers=3000).state
    parameters = Parameters()
    paths = []
    for _ in range(1200 // months):
        state.month += months
        demand.advance(state)
        paths.append(state.workplaces.demand.copy())
    path = np.array(paths)[120 // months :]
    sd = parameters.demand_volatility / np.sqrt(1.0 - parameters.demand_persistence**2)
    assert path.std() == pytest.approx(sd, rel=0.03)
    year = 12 // months
    lasting = (path[year:] * path[:-year]).mean() / path.var()
    assert lasting == pytest.approx(parameters.demand_persistence**12, abs=0.03)


def test_diffusion_has_the_same_half_life() -> None:
    paths = []
    for months in (1, 3):
        rate = per_step(Parameters(), months).commons_diffusion
        world = make_world(1, workplaces=2)
        world.sector[:] = 0
        economy = economies.economy_of(world, workplaces={"technology": np.array([1.0, 2.0])})
        for _ in range(24 // months):
            adopt_ideas(economy, np.zeros(2), 0.0, rate)
        paths.append(economy.workplaces.technology)
    np.testing.assert_allclose(paths[0], paths[1], rtol=1e-12)
    gap = np.log(paths[0][1] / paths[0][0])
    assert gap == pytest.approx(np.log(2.0) * (1.0 - 0.029) ** 24)


def test_the_unemployed_forget_at_the_same_pace() -> None:
    paths = []
    for months in (1, 3):
        world = make_world(2)
        rate = per_step(Parameters(), months).forgetting
        economy = economies.economy_of(world, {"skill": world.aptitude}, forgetting=rate)
        for _ in range(12 // months):
            forget_without_practice(0, world.people, economy)
        assert (economy.people.skill[world.employed :] < world.aptitude[world.employed :]).all()
        paths.append(economy.people.skill)
    np.testing.assert_allclose(paths[0], paths[1], rtol=1e-12)


def test_hires_of_a_month_are_those_of_the_matching_function() -> None:
    assert hires_in_step(0.28, 30, 9, 20, 5, 1) == (0.28 * np.sqrt(600.0), 30.0)
    assert hires_in_step(0.9, 4, 0, 400, 0, 1) == (4.0, 4.0)
    assert hires_in_step(0.28, 0, 0, 10, 0, 3) == (0.0, 0.0)


def test_unemployment_in_balance_is_the_same_for_hires_month_by_month() -> None:
    settled = []
    for months in (1, 3):
        unemployed, vacant = 500.0, 500.0
        for _ in range(600 // months):
            leaving = 150 * months
            open_positions = vacant + leaving
            hires, _ = hires_in_step(0.28, unemployed, leaving, open_positions, leaving, months)
            unemployed += leaving - hires
            vacant = open_positions - hires
        settled.append(unemployed)
    # People hired in the month after they left are counted by both.
    assert settled[1] == pytest.approx(settled[0], rel=1e-6)


def test_the_clock_counts_months_and_the_table_has_a_row_for_each_step() -> None:
    economy = run_out(economy_of("parecon", 3))
    assert economy.month == 24
    assert list(economy.monthly["month"]) == list(range(-9, 25, 3))
    assert economy.state.month == 36


def test_people_age_and_retire_in_months() -> None:
    monthly, quarterly = (economy_of("capitalism", n, workers=2000, months=120) for n in (1, 3))
    retired = []
    for economy in (monthly, quarterly):
        before = economy.state.people.age[economy.state.people.row_of].copy()
        gone = 0.0
        while economy.running:
            economy.step()
            people, now = economy.state.people, economy.state.month
            gone += np.count_nonzero(people.entry_month == now)
        stayed = people.entry_month[people.row_of] <= 0
        assert (people.age[people.row_of][stayed] - before[stayed] == 132).all()
        retired.append(gone)
    assert retired[0] == pytest.approx(retired[1], abs=8)


def test_training_takes_as_many_months_and_reaches_its_level() -> None:
    economy = economy_of("capitalism", 3, months=60, burn_in=0)
    state = economy.state
    economy.step()
    person = int(state.people.person[np.flatnonzero(state.people.training_left == 47)[0]])
    domain = int(state.people.training_domain[state.people.row_of[person]])
    steps = 0
    while state.people.status[state.people.row_of[person]] == Status.IN_TRAINING:
        goal = 0.9 * state.people.aptitude[state.people.row_of[person], domain]
        economy.step()
        steps += 1
    assert steps == 16
    assert state.people.expert[state.people.row_of[person]] == domain
    # A month of work, or without it, has passed since.
    assert state.people.skill[state.people.row_of[person], domain] == pytest.approx(goal, rel=0.05)


@pytest.mark.parametrize("name", ["capitalism", "parecon"])
def test_wealth_grows_by_the_investment_of_all_months_of_a_step(name: str) -> None:
    economy = economy_of(name, 3)
    for _ in range(6):
        economy.step()
    state = economy.state
    wear = share_per_step(Parameters().wealth_depreciation, 3)
    private = state.people.wealth.sum()
    public = state.public_capital
    state.flows = Flows()
    economy.rules.pay.distribute(state)
    grown = state.people.wealth.sum() + state.public_capital
    kept = (1.0 - wear) * private + public if name == "capitalism" else private
    kept += (1.0 - wear) * public if name == "parecon" else 0.0
    assert grown == pytest.approx(kept + 3.0 * state.flows.investment, rel=1e-9)
    output = state.workplaces.output.sum()
    assert state.flows.consumption + state.flows.investment == pytest.approx(output, rel=1e-9)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"months": 13, "months_per_step": 3}, "months = 13: must be a multiple of"),
        ({"burn_in": 2, "months_per_step": 3}, "burn_in = 2: must be a multiple of"),
        ({"months_per_step": 2}, "months_per_step = 2: must be 1 or 3"),
        ({"months_per_step": 3.0}, "months_per_step = 3.0: must be 1 or 3"),
    ],
)
def test_lengths_that_are_no_whole_number_of_steps_are_refused(
    changes: dict[str, object], message: str
) -> None:
    with pytest.raises(ScenarioError, match=message):
        load_scenario("parecon", changes)


def test_an_economy_in_months_can_go_on_in_quarters() -> None:
    economy = economy_of("capitalism", 1)
    for _ in range(12):
        economy.step()
    fork = economy.fork(load_scenario(economy.scenario, months_per_step=3))
    fork.step()
    assert fork.month == 3
    assert economy.month == 0


NEARLY: dict[str, float] = {
    "unemployment_rate": 0.008,
    "job_finding_rate": 0.04,
    "separation_rate": 0.001,
    "alienation": 0.006,
    "effort": 0.015,
    "mean_skill": 0.003,
    "expert_share": 0.01,
    "training_share": 0.003,
    "income_gini": 0.01,
    "wealth_gini": 0.02,
    "empowerment_spread": 0.015,
}
"""Largest difference of means that remains. Moves between jobs and hires are not followed inside a
quarter (time aggregation), so that flows agree less well than stocks; moves from job to job, of
which a quarter allows no chains, are left out."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "supervision_part"),
    [
        ("capitalism", 0.25),
        ("parecon", 0.0),
        ("parecon", 0.25),
    ],
)
def test_quarters_and_months_settle_at_nearly_the_same_means(
    name: str, supervision_part: float
) -> None:
    size = {"workers": 2000, "burn_in": 96, "supervision_part": supervision_part}
    means = []
    for months in (1, 3):
        runs = [
            run_out(economy_of(name, months, 96, **size, seed=seed)).monthly for seed in range(6)
        ]
        means.append(pd.concat(runs).query("month > 48").mean())
    for indicator, most in NEARLY.items():
        assert means[1][indicator] == pytest.approx(means[0][indicator], abs=most), indicator


@pytest.mark.slow
def test_alienation_and_effort_take_the_same_path_after_the_change() -> None:
    # Without licences, which leave many jobs as they are.
    size = {"workers": 2000, "burn_in": 48, "licensing": 0.0}
    paths = []
    for months in (1, 3):
        runs = [
            run_out(economy_of("parecon", months, 36, **size, seed=seed)).monthly
            for seed in range(3)
        ]
        paths.append(pd.concat(runs).groupby("month")[["alienation", "effort"]].mean())
    common = paths[1].loc[3:]
    difference = (common - paths[0].loc[common.index]).abs()
    assert difference["alienation"].max() < 0.02
    assert difference["effort"].max() < 0.02
    fallen = paths[0]["alienation"].loc[0] - paths[0]["alienation"].loc[36]
    assert fallen > 0.15
