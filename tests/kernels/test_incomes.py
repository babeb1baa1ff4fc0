"""Who gets what of a month's output, and who saves how much of it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.incomes import (
    LOWEST_UNEMPLOYMENT,
    saving_by_income,
    saving_towards_buffer,
    share_out_by_market,
    share_out_in_common,
)
from sim.state import EconomyState, Status
from tests.kernels.economies import economy_of
from tests.kernels.worlds import few_examples, make_world, seeds, shares

money = st.floats(min_value=0.0, max_value=50.0)
MONTHS = 3


def producing(seed: int, **parameters: float) -> EconomyState:
    """Return an economy that has produced; who does not work is unemployed or in training."""
    world = make_world(seed, smallest=1)
    rng, outside = world.rng, world.people - world.employed
    status = np.zeros(world.people)
    status[world.employed :] = rng.integers(1, 3, outside)
    return economy_of(
        world,
        people={
            "status": status,
            "training_left": np.where(status == Status.IN_TRAINING, 9, 0),
            "need": rng.uniform(0.5, 2.0, world.people),
            "hourly_pay": rng.uniform(0.5, 2.0, world.people),
            "wealth": rng.lognormal(0.0, 1.0, world.people),
            "income": np.nan,
        },
        workplaces={"output": world.members * rng.uniform(0.5, 2.0, world.workplaces)},
        state={"median_pay": 0.6, "public_capital": 5.0, "months_per_step": MONTHS},
        wealth_depreciation=0.01,
        benefit_replacement=0.5,
        **parameters,
    )


def earnings(economy: EconomyState) -> np.ndarray:
    """Return hourly pay times hours of the employed."""
    workplaces = economy.workplaces
    hours = np.repeat(workplaces.hours_factor, workplaces.members)
    return economy.people.hourly_pay[: len(hours)] * hours


@few_examples
@given(seeds, st.sampled_from([0.0, 0.3]), shares)
def test_a_market_shares_out_wages_profit_and_benefits(seed, profit_sharing, progressivity):
    economy = producing(
        seed,
        labour_share=0.6,
        wage_curve=0.1,
        reference_unemployment=0.06,
        profit_sharing=profit_sharing,
        saving_rate=0.05,
        saving_progressivity=progressivity,
    )
    people, output = economy.people, economy.workplaces.output
    before, weights = people.copy(), earnings(economy)
    share_out_by_market(economy)
    force = (people.status != Status.IN_TRAINING).sum()
    slack = max((people.status == Status.UNEMPLOYED).sum() / force, LOWEST_UNEMPLOYMENT)
    wages = output.sum() * np.clip(0.6 * (1.0 - 0.1 * math.log(slack / 0.06)), 0.0, 1.0)
    shared = profit_sharing * (output.sum() - wages)
    members = economy.workplaces.members
    bonus = np.repeat(shared * output / output.sum() / members, members)
    earned = wages * weights / weights.sum() + bonus
    np.testing.assert_allclose(earnings(economy), earned, rtol=1e-12)
    idle = people.status != Status.EMPLOYED
    assert economy.fallback_income == pytest.approx(
        min(0.5 * 0.6, 0.5 * output.sum() / max(idle.sum(), 1)), rel=1e-12
    )
    taxed = 1.0 - idle.sum() * economy.fallback_income / output.sum()
    profit = output.sum() - wages - shared
    income = profit * before.wealth / before.wealth.sum()
    income[~idle] += earned
    income = income * taxed + np.where(idle, economy.fallback_income, 0.0)
    np.testing.assert_allclose(people.income, income, rtol=1e-12)
    above = np.maximum(income - output.sum() / len(people), 0.0)
    saved = 0.05 * income + progressivity * above
    np.testing.assert_allclose(people.wealth, 0.99 * before.wealth + MONTHS * saved, rtol=1e-12)
    assert economy.flows.investment == pytest.approx(saved.sum(), rel=1e-12)
    assert economy.flows.consumption == pytest.approx((income - saved).sum(), rel=1e-12, abs=1e-12)
    assert people.income.sum() == pytest.approx(output.sum(), rel=1e-12)


@few_examples
@given(seeds, shares, shares)
def test_what_is_held_in_common_is_invested_then_paid_by_need_and_by_work(seed, need, speed):
    economy = producing(seed, investment_share=0.2, savings_buffer=3.0)
    people, output = economy.people, economy.workplaces.output.sum()
    before, weights = people.copy(), earnings(economy)
    share_out_in_common(economy, need, speed)
    unemployed = people.status == Status.UNEMPLOYED
    in_training = people.status == Status.IN_TRAINING
    pool = 0.8 * output
    by_work = (1.0 - need) * pool
    fallback = min(0.5 * 0.6, 0.5 * by_work / max(unemployed.sum(), 1))
    assert economy.fallback_income == pytest.approx(fallback, rel=1e-12, abs=1e-15)
    per_weight = (by_work - unemployed.sum() * fallback) / (weights.sum() + in_training.sum())
    np.testing.assert_allclose(earnings(economy), per_weight * weights, rtol=1e-12, atol=1e-15)
    income = need * pool * people.need / people.need.sum()
    income[: len(weights)] += per_weight * weights
    income += np.where(unemployed, fallback, 0.0) + np.where(in_training, per_weight, 0.0)
    np.testing.assert_allclose(people.income, income, rtol=1e-12)
    assert people.income.sum() == pytest.approx(pool, rel=1e-12)
    saved = np.minimum(speed * (3.0 * income - before.wealth), income / 3.0)
    np.testing.assert_allclose(
        people.wealth, before.wealth + MONTHS * saved, rtol=1e-12, atol=1e-12
    )
    assert economy.flows.investment == pytest.approx(
        0.2 * output + saved.sum(), rel=1e-12, abs=1e-9
    )
    assert economy.flows.consumption == pytest.approx((income - saved).sum(), rel=1e-12)
    assert economy.public_capital == pytest.approx(5.0 * 0.99 + MONTHS * 0.2 * output, rel=1e-12)


@pytest.mark.parametrize("shared", [0.0, 0.5])
def test_where_nobody_works_owners_get_everything_that_is_there(shared):
    economy = producing(3, profit_sharing=shared)
    economy.workplaces.offsets[:] = 0
    economy.people.status[:] = Status.UNEMPLOYED
    economy.workplaces.output[:] = 0.0
    share_out_by_market(economy)
    assert (economy.people.income == 0.0).all()
    assert economy.fallback_income == economy.flows.consumption == 0.0
    share_out_in_common(economy, 0.3, 0.1)
    assert (economy.people.income == 0.0).all()


@few_examples
@given(money, money, shares, shares)
def test_saving_by_income_is_a_share_of_all_and_more_of_what_exceeds_the_mean(
    income, mean, rate, progressivity
):
    above = income - mean if income > mean else 0.0
    found = saving_by_income(income, mean, rate, progressivity)
    assert found == pytest.approx(rate * income + progressivity * above, rel=1e-12, abs=1e-15)
    richer = saving_by_income(income + 1.0, mean, rate, progressivity)
    assert richer / (income + 1.0) >= found / max(income, 1e-9) - 1e-12 or income == 0.0


@few_examples
@given(money, money, st.floats(min_value=0.0, max_value=12.0), shares)
def test_saving_closes_the_gap_to_a_buffer_with_at_most_a_third_of_income(
    income, wealth, months, speed
):
    gap = income * months - wealth
    found = saving_towards_buffer(income, wealth, months, speed)
    expected = income / 3.0 if speed * gap > income / 3.0 else speed * gap
    assert found == pytest.approx(expected, rel=1e-12, abs=1e-12)
    # Nobody draws down more than there is.
    assert wealth + found >= -1e-12


def test_a_full_buffer_is_left_alone():
    assert saving_towards_buffer(2.0, 6.0, 3.0, 0.1) == 0.0
