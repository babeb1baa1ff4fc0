"""What two at work and one or two others get and save, by numbers that can be checked by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.kernels import EMPLOYED, IN_TRAINING, UNEMPLOYED
from sim.kernels.incomes import (
    LOWEST_UNEMPLOYMENT,
    fill_earnings,
    labour_share,
    pay_out,
    saving_by_income,
    saving_towards_buffer,
    share_out_by_market,
    share_out_in_common,
    total_weight,
)
from sim.state import EconomyState
from tests.kernels.economies import economy_of
from tests.kernels.worlds import make_world, only_first

MARKET = {
    "labour_share": 0.6,
    "wage_curve": 0.0,
    "reference_unemployment": 0.05,
    "profit_sharing": 0.25,
    "benefit_replacement": 0.5,
    "saving_rate": 0.1,
    "saving_progressivity": 0.2,
    "wealth_depreciation": 0.01,
}
COMMON = {
    "investment_share": 0.2,
    "benefit_replacement": 0.5,
    "savings_buffer": 2.0,
    "wealth_depreciation": 0.01,
}


def economy(
    status: list[int], parameters: dict[str, float], hours: float = 1.0, **people: Any
) -> EconomyState:
    """Return an economy whose first people work in the only workplace, which makes 10."""
    world = make_world(1, workplaces=1, smallest=len(status))
    only_first(world, len(status))
    world.offsets = np.array([0, status.count(EMPLOYED)])
    world.hours_factor[:] = hours
    training = [6 * (one == IN_TRAINING) for one in status]
    made = economy_of(
        world,
        people={"status": status, "training_left": training, "income": 99.0, "need": 1.0} | people,
        workplaces={"output": 10.0},
        **parameters,
    )
    made.median_pay = 2.0
    return made


def of_market(
    status: list[int] | None = None, hours: float = 1.0, **changed: float
) -> EconomyState:
    """Return an economy of two at work and one who is not, after a market has paid them."""
    made = economy(
        status or [EMPLOYED, EMPLOYED, UNEMPLOYED],
        MARKET | changed,
        hours,
        hourly_pay=[2.0, 1.0, 0.0],
        wealth=[3.0, 1.0, 0.0],
    )
    share_out_by_market(made)
    return made


@pytest.mark.parametrize("hours", [1.0, 1.25])
def test_a_market_pays_wages_profit_and_benefits(hours: float) -> None:
    made = of_market(hours=hours)
    # Wages of 6 for weights of 2 and 1, and .5 each of a profit of 4, whose rest goes by wealth;
    # a tenth of it all pays the benefit of 1.
    np.testing.assert_allclose(made.people.hourly_pay[:2] * hours, [4.5, 2.5], rtol=1e-14)
    np.testing.assert_allclose(made.people.income, [6.075, 2.925, 1.0], rtol=1e-14)
    assert made.fallback_income == 1.0
    saved = np.array([0.6075 + 0.2 * (6.075 - 10 / 3), 0.2925, 0.1])
    assert made.flows.investment == pytest.approx(saved.sum(), rel=1e-14)
    assert made.flows.consumption == pytest.approx(10.0 - saved.sum(), rel=1e-14)
    np.testing.assert_allclose(made.people.wealth, 0.99 * np.array([3.0, 1.0, 0.0]) + saved)


def test_a_step_of_three_months_saves_three_times_as_much() -> None:
    made = economy([EMPLOYED] * 2, MARKET, hourly_pay=1.0, wealth=2.0)
    made.months_per_step = 3
    share_out_by_market(made)
    np.testing.assert_allclose(made.people.wealth, 0.99 * 2.0 + 3 * 0.5, rtol=1e-14)


def test_without_profit_sharing_wages_are_all_that_work_brings() -> None:
    made = of_market(profit_sharing=0.0)
    np.testing.assert_allclose(made.people.hourly_pay[:2], [4.0, 2.0], rtol=1e-14)
    np.testing.assert_allclose(made.people.income, [0.9 * 7.0, 0.9 * 3.0, 1.0], rtol=1e-14)


def test_benefits_take_at_most_half_of_output() -> None:
    made = of_market(benefit_replacement=9.0)
    assert made.fallback_income == 5.0
    np.testing.assert_allclose(made.people.income, [3.375, 1.625, 5.0], rtol=1e-14)


def test_two_without_work_share_the_half_of_output_that_benefits_take_at_most() -> None:
    made = economy(
        [EMPLOYED, UNEMPLOYED, UNEMPLOYED],
        MARKET | {"benefit_replacement": 9.0},
        hourly_pay=[1.0, 0.0, 0.0],
        wealth=[1.0, 0.0, 0.0],
    )
    share_out_by_market(made)
    np.testing.assert_allclose(made.people.income, [5.0, 2.5, 2.5], rtol=1e-14)
    assert made.people.hourly_pay[0] == pytest.approx(7.0, rel=1e-14)


def test_little_output_is_shared_out_like_much() -> None:
    made = economy(
        [EMPLOYED] * 2 + [UNEMPLOYED], MARKET, hourly_pay=[2.0, 1.0, 0.0], wealth=[3.0, 1.0, 0.0]
    )
    made.workplaces.output[:] = 0.5
    share_out_by_market(made)
    np.testing.assert_allclose(made.people.hourly_pay[:2], [0.225, 0.125], rtol=1e-14)
    # A benefit of half of output is a tax of a half.
    np.testing.assert_allclose(made.people.income, [0.16875, 0.08125, 0.25], rtol=1e-14)


def test_the_benefit_is_bounded_where_nobody_needs_it() -> None:
    made = economy([EMPLOYED] * 2, MARKET | COMMON, hourly_pay=1.0, wealth=1.0)
    made.median_pay = 100.0
    share_out_by_market(made)
    assert made.fallback_income == 5.0
    share_out_in_common(made, 0.25, 0.5)
    assert made.fallback_income == 3.0


def test_wages_are_paid_where_the_first_workplace_is_empty() -> None:
    world = make_world(1, workplaces=2, smallest=2)
    only_first(world, 2)
    world.offsets, world.hours_factor[:] = np.array([0, 0, 2]), 1.0
    people = {"status": EMPLOYED, "hourly_pay": [2.0, 1.0], "wealth": 1.0}
    made = economy_of(world, people, {"output": [0.0, 10.0]}, **MARKET)
    share_out_by_market(made)
    np.testing.assert_allclose(made.people.hourly_pay, [4.5, 2.5], rtol=1e-14)


def test_whoever_is_in_training_gets_the_benefit_too() -> None:
    made = of_market([EMPLOYED, EMPLOYED, IN_TRAINING])
    np.testing.assert_allclose(made.people.income, [6.075, 2.925, 1.0], rtol=1e-14)


def test_where_nobody_works_the_wealthy_get_all_but_benefits() -> None:
    made = of_market([UNEMPLOYED] * 3)
    # A benefit of 1 each out of 10, the rest by wealth.
    np.testing.assert_allclose(made.people.income, [0.75 * 7 + 1, 0.25 * 7 + 1, 1.0], rtol=1e-14)


def test_without_output_there_is_nothing_to_share_out() -> None:
    made = economy([EMPLOYED] * 2 + [UNEMPLOYED], MARKET, hourly_pay=1.0, wealth=1.0)
    made.workplaces.output[:] = 0.0
    share_out_by_market(made)
    assert made.people.income.tolist() == [0.0, 0.0, 0.0]
    assert made.fallback_income == 0.0


@pytest.mark.parametrize(
    ("status", "reference", "curve", "share"),
    [
        ([EMPLOYED, UNEMPLOYED], 0.5, 0.4, 0.6),
        ([EMPLOYED, UNEMPLOYED], 0.5 / np.e, 0.4, 0.6 * 0.6),
        ([EMPLOYED, UNEMPLOYED], 0.5 * np.e, 0.4, 0.6 * 1.4),
        ([EMPLOYED, UNEMPLOYED, IN_TRAINING], 0.5, 0.4, 0.6),
        ([EMPLOYED, EMPLOYED], 0.01, 0.4, 0.6),
        ([EMPLOYED, EMPLOYED], 0.01 * np.e, 0.4, 0.6 * 1.4),
        ([EMPLOYED, UNEMPLOYED], 0.5 * np.e, 2.0, 1.0),
        ([EMPLOYED, UNEMPLOYED], 0.5 / np.e, 2.0, 0.0),
        ([UNEMPLOYED], 1.0, 0.4, 0.6),
        ([IN_TRAINING], 0.01, 0.4, 0.6),
    ],
)
def test_wages_fall_with_unemployment(
    status: list[int], reference: float, curve: float, share: float
) -> None:
    assert LOWEST_UNEMPLOYMENT == 0.01
    made = economy(status, MARKET | {"reference_unemployment": reference, "wage_curve": curve})
    assert labour_share(made) == pytest.approx(share, rel=1e-12, abs=1e-15)


def of_all(status: list[int] | None = None, need_share: float = 0.3) -> EconomyState:
    """Return an economy of four after output was shared out in common."""
    made = economy(
        status or [EMPLOYED, EMPLOYED, IN_TRAINING, UNEMPLOYED],
        COMMON,
        hourly_pay=[2.0, 1.0, 0.0, 0.0],
        wealth=[5.0, 4.0, 0.0, 4.0],
        need=[1.0, 2.0, 1.0, 1.0],
    )
    made.public_capital = 100.0
    share_out_in_common(made, need_share, 0.5)
    return made


def test_output_in_common_is_invested_and_paid_by_need_and_by_work() -> None:
    made = of_all()
    # 2 are invested, 2.4 go by need, and 1 to who has no work; the rest for weights of 2, 1 and 1.
    np.testing.assert_allclose(made.people.hourly_pay[:2], [2.3, 1.15], rtol=1e-14)
    np.testing.assert_allclose(made.people.income, [2.78, 2.11, 1.63, 1.48], rtol=1e-14)
    assert made.fallback_income == 1.0
    # Half of the gap to two months of income, but at most a third of income.
    saved = np.array([0.28, 0.11, 1.63 / 3.0, -0.52])
    np.testing.assert_allclose(
        made.people.wealth, np.array([5.0, 4.0, 0.0, 4.0]) + saved, rtol=1e-14
    )
    assert made.flows.investment == pytest.approx(2.0 + saved.sum(), rel=1e-13)
    assert made.flows.consumption == pytest.approx(8.0 - saved.sum(), rel=1e-14)
    assert made.public_capital == pytest.approx(101.0, rel=1e-14)


def test_without_pay_by_need_all_goes_by_work() -> None:
    made = of_all([EMPLOYED, EMPLOYED, IN_TRAINING, IN_TRAINING], need_share=0.0)
    np.testing.assert_allclose(made.people.income, [3.2, 1.6, 1.6, 1.6], rtol=1e-14)


def test_who_has_no_work_gets_at_most_half_of_what_is_paid_by_work() -> None:
    made = economy([EMPLOYED, UNEMPLOYED], COMMON, hourly_pay=1.0, wealth=0.0)
    made.median_pay = 100.0
    share_out_in_common(made, 0.25, 0.5)
    np.testing.assert_allclose(made.people.income, [4.0, 4.0], rtol=1e-14)


def test_where_nobody_works_need_and_the_least_are_paid() -> None:
    made = economy([UNEMPLOYED] * 2, COMMON, hourly_pay=0.0, wealth=0.0)
    share_out_in_common(made, 0.25, 0.5)
    np.testing.assert_allclose(made.people.income, [2.0, 2.0], rtol=1e-14)


def test_a_step_of_three_months_saves_and_invests_three_times_as_much_in_common() -> None:
    made = economy([EMPLOYED] * 2, COMMON, hourly_pay=1.0, wealth=0.0)
    made.months_per_step, made.public_capital = 3, 0.0
    share_out_in_common(made, 0.0, 0.1)
    np.testing.assert_allclose(made.people.wealth, 3 * 0.1 * 8.0, rtol=1e-14)
    assert made.public_capital == pytest.approx(6.0, rel=1e-14)


def two_workplaces() -> EconomyState:
    """Return an economy with workplaces of one and of two members, and one without work."""
    world = make_world(1, workplaces=2, smallest=4)
    world.offsets = np.array([0, 1, 3])
    world.hours_factor[:] = [1.0, 0.5]
    pay = np.arange(1.0, world.people + 1.0)
    people = {"hourly_pay": pay, "income": 99.0}
    return economy_of(world, people=people, workplaces={"output": [4.0, 6.0]})


def test_weights_are_pay_times_hours() -> None:
    assert total_weight(two_workplaces()) == 1.0 * 1.0 + 0.5 * (2.0 + 3.0)


def test_members_get_equal_parts_of_the_profit_of_their_own_workplace() -> None:
    made = two_workplaces()
    pay_out(made, 2.0, 0.1)
    # .4 for one hour, and .6 for two half hours.
    np.testing.assert_allclose(made.people.hourly_pay[:4], [2.4, 4.6, 6.6, 4.0], rtol=1e-14)
    made = two_workplaces()
    pay_out(made, 2.0, 0.0)
    np.testing.assert_allclose(made.people.hourly_pay[:4], [2.0, 4.0, 6.0, 4.0], rtol=1e-14)


def test_earnings_are_pay_times_hours_and_nothing_without_work() -> None:
    made = two_workplaces()
    fill_earnings(made)
    assert made.people.income[:3].tolist() == [1.0, 1.0, 1.5]
    assert (made.people.income[3:] == 0.0).all()


def test_saving_by_hand() -> None:
    assert saving_by_income(3.0, 2.0, 0.1, 0.5) == pytest.approx(0.8, rel=1e-15)
    assert saving_by_income(1.0, 2.0, 0.1, 0.5) == pytest.approx(0.1, rel=1e-15)
    assert saving_towards_buffer(3.0, 5.0, 2.0, 0.5) == pytest.approx(0.5, rel=1e-15)
    assert saving_towards_buffer(3.0, 9.0, 2.0, 0.5) == pytest.approx(-1.5, rel=1e-15)
    assert saving_towards_buffer(3.0, 0.0, 2.0, 0.5) == pytest.approx(1.0, rel=1e-15)
