"""Indicators of a month, topic by topic."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.expertise import COLUMNS
from sim.kernels.inequality import gini
from sim.kernels.summary import (
    BLOCK,
    mean_rows,
    measure_alienation,
    measure_incomes,
    measure_jobs,
    measure_labour_market,
    measure_output,
    measure_skill,
    measure_use_of_training,
)
from sim.state import ALIENATION_DIMENSIONS, EconomyState, People, Status
from tests.kernels import reference_sums as reference
from tests.kernels.economies import economy_of
from tests.kernels.worlds import few_examples, make_world, seeds

COUNTS = [0, 1, 2, 3, 5, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 2 * BLOCK + 3]


def society(people: int, employed: int, **arrays: Any) -> EconomyState:
    """Return an economy of one workplace and so many people; arrays are those of `People`."""
    economy = economy_of(make_world(1, workplaces=1), aptitude_dispersion=0.5)
    economy.people = People.allocate(people)
    for name, values in arrays.items():
        getattr(economy.people, name)[...] = values
    economy.workplaces.offsets[:] = 0, employed
    return economy


def numbers(count: int, seed: int = 1) -> np.ndarray:
    """Return numbers, and behind them some that must not count."""
    return np.concatenate([np.random.default_rng(seed).normal(3.0, 2.0, count), [np.nan, np.inf]])


def close(expected: object) -> Any:
    """Return what is equal up to the order of additions."""
    return pytest.approx(expected, rel=1e-12, abs=1e-12, nan_ok=True)


@pytest.mark.parametrize("count", COUNTS[1:])
def test_the_mean_row_is_that_of_the_first_rows(count: int) -> None:
    matrix = np.random.default_rng(count).normal(size=(count + 1, 4))
    matrix[count] = np.nan
    np.testing.assert_allclose(mean_rows(count, matrix), matrix[:count].mean(axis=0), atol=1e-12)


@pytest.mark.parametrize("employed", COUNTS)
def test_jobs_are_summed_up_over_the_employed(employed: int) -> None:
    fields = {
        "effort": "effort",
        "empowerment": "empowerment",
        "concentration": "concentration",
        "variety": "variety",
        "outside_share": "outside_hours",
    }
    columns = {name: numbers(employed, k) for k, name in enumerate(fields.values())}
    columns["job_index"] = numbers(employed, 9)
    economy = society(employed + 2, employed, **columns)
    measure_jobs(economy)
    for indicator, name in fields.items():
        expected = reference.mean_or_nan(columns[name][:employed])
        assert getattr(economy.indicators, indicator) == close(expected)
    for name in ("empowerment", "job_index"):
        spread = float(columns[name][:employed].std()) if employed else np.nan
        assert getattr(economy.indicators, f"{name}_spread") == close(spread)


@few_examples
@given(st.sampled_from(COUNTS), seeds, st.sampled_from([0.0, 0.3, 1.0]))
def test_alienation_is_summed_up_over_all_but_those_in_training(
    people: int, seed: int, trained: float
) -> None:
    rng = np.random.default_rng(seed)
    status = np.where(rng.random(people) < trained, Status.IN_TRAINING, rng.integers(0, 2, people))
    values = rng.random((people, 5))
    columns = {"alienation": values[:, :4], "alienation_total": values[:, 4]}
    economy = society(people, 0, status=status, **columns)
    measure_alienation(economy)
    names = (*ALIENATION_DIMENSIONS, "alienation")
    means = [getattr(economy.indicators, name) for name in names]
    expected = reference.means_without(values, status == Status.IN_TRAINING)
    np.testing.assert_allclose(means, expected, atol=1e-12)


@few_examples
@given(st.sampled_from(COUNTS[1:]), st.floats(0.0, 1.0), seeds, st.sampled_from([0, 0.02, 0.5, 1]))
def test_experts_are_counted_and_their_pay_is_set_beside_that_of_the_others(
    people: int, at_work: float, seed: int, share: float
) -> None:
    rng = np.random.default_rng(seed)
    employed = int(at_work * people)
    is_expert, learns = rng.random(people) < share, rng.random(people) < 0.2
    domain = np.where(is_expert, rng.integers(0, 6, people), -1)
    aptitude, pay = rng.lognormal(0.0, 0.3, (people, 6)), rng.lognormal(0.0, 0.5, people)
    pay[employed:] = np.nan
    economy = society(
        people,
        employed,
        expert=domain,
        aptitude=aptitude,
        skill=0.7 * aptitude,
        hourly_pay=pay,
        training_left=np.where(learns, 7, 0),
        wealth=rng.lognormal(0.0, 1.0, people),
    )
    economy.ordered_pay = np.sort(pay[:employed])
    income, wealth = np.sort(rng.random(people)), np.sort(economy.people.wealth)
    measure_skill(economy)
    measure_incomes(economy, income, wealth)
    found, working = economy.indicators, np.arange(people) < employed
    own = np.log(aptitude[is_expert, domain[is_expert]])
    assert found.expert_share == close(is_expert.mean())
    assert found.expert_aptitude == close(reference.mean_or_nan(own) / 0.5)
    assert found.training_share == close(learns.mean())
    assert found.mean_skill == close(0.7 * aptitude.mean())
    of_experts, of_others = (
        reference.mean_or_nan(pay[working & which]) for which in (is_expert, ~is_expert)
    )
    assert found.expert_pay_ratio == close(of_experts / of_others)
    assert (found.income_gini, found.wealth_gini) == close((gini(income), gini(wealth)))
    assert found.wealth_per_head == close(wealth.mean())
    assert found.wage_gini == close(gini(pay[:employed]))
    deciles = np.quantile(pay[:employed], [0.1, 0.9]) if employed else (np.nan, np.nan)
    assert found.pay_ratio_90_10 == close(deciles[1] / deciles[0])


def test_output_is_set_beside_people_hours_and_training() -> None:
    economy = society(10, 8, status=[0] * 8 + [1, 2])
    flows, found, economy.months_per_step = economy.flows, economy.indicators, 3
    economy.workplaces.output[:], economy.workplaces.hours_factor[:] = 6.0, 0.75
    economy.workplaces.technology[:] = np.e
    flows.consumption, flows.labour_income, flows.ideas = 5.0, 3.0, 6.0
    times = ("meeting", "supervision", "switching", "newcomer", "schooling")
    for k, name in enumerate(times):
        setattr(flows, f"{name}_time", float(k))
    flows.votes, flows.votes_passed = 4.0, 3.0
    measure_output(economy)
    assert found.output_per_hour == 6.0 / (0.75 * 8)
    assert found.output_per_head == 6.0 / 10
    assert found.output_per_hour_with_training == 6.0 / (0.75 * 8 + 1)
    assert found.consumption_per_head == 0.5
    assert found.hours_per_worker == 0.75
    assert found.wage_share == 0.5
    assert found.technology == close(1.0)
    assert found.ideas_per_workplace == 2.0
    assert [getattr(found, f"{name}_share") for name in times] == [k / 8 for k in range(5)]
    assert found.vote_pass_rate == 0.75


def test_moves_are_set_beside_those_who_may_make_them() -> None:
    economy = society(12, 6, training_left=[0] * 8 + [5] * 4)
    flows, found, economy.months_per_step = economy.flows, economy.indicators, 2
    flows.hires, flows.unemployed_before_hiring = 1.0, 4.0
    flows.layoffs, flows.dismissals, flows.separations_into_unemployment = 1.0, 2.0, 6.0
    flows.job_to_job, flows.exits, flows.aptitude_of_exits, flows.vacancies = 3.0, 4.0, 1.0, 2.0
    measure_labour_market(economy, 0.1)
    assert found.unemployment_rate == 2 / 8
    assert found.insecurity == close((0.1 * 6 + 2) / 8)
    assert found.job_finding_rate == 0.25
    assert found.separation_rate == 6.0 / 2 / 6
    assert found.job_loss_share == 0.5
    assert found.job_to_job_transition_rate == 3.0 / 2 / 6
    assert found.exit_rate == close(4.0 / 2 / 6)
    assert found.exit_aptitude == 1.0 / 4.0 / 0.5
    assert found.vacancy_rate == 0.25


def test_training_in_use_is_that_of_all_workplaces_together() -> None:
    economy, hours = society(3, 3), np.arange(2 * COLUMNS, dtype=float).reshape(2, COLUMNS)
    measure_use_of_training(economy, hours)
    work, untrained, licensed, unlicensed, trained, elsewhere = hours.sum(axis=0)
    assert economy.indicators.untrained_share == untrained / work
    assert economy.indicators.untrained_share_of_licensed == unlicensed / licensed
    assert economy.indicators.expert_routine_share == elsewhere / trained


def test_there_is_no_number_where_nobody_works_or_nothing_happens() -> None:
    economy = society(4, 0, status=1, aptitude=1.0)
    measure_output(economy)
    measure_labour_market(economy, 0.1)
    measure_jobs(economy)
    measure_skill(economy)
    measure_use_of_training(economy, np.zeros((1, COLUMNS)))
    for name in (
        "output_per_hour", "hours_per_worker", "wage_share", "technology", "vote_pass_rate",
        "meeting_share", "job_finding_rate", "separation_rate", "job_loss_share", "exit_aptitude",
        "effort", "empowerment_spread", "expert_aptitude", "untrained_share",
    ):  # fmt: skip
        assert np.isnan(getattr(economy.indicators, name)), name
    assert economy.indicators.unemployment_rate == 1.0
