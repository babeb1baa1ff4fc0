"""Indicators of a month of a few people, by numbers that can be checked by hand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.kernels import IN_TRAINING, UNEMPLOYED
from sim.kernels.measures import measure_inequality, measure_means
from sim.kernels.summary import (
    count_of,
    measure_alienation,
    measure_incomes,
    measure_jobs,
    measure_labour_market,
    measure_output,
    measure_skill,
    measure_use_of_training,
    ratio,
)
from sim.state import EconomyState
from tests.kernels.economies import economy_of
from tests.kernels.few import few


def month(**flows: float) -> EconomyState:
    """Return three at work, two in the second workplace, one in training and two without work."""
    world = few(1, 2, outside=3)
    world.technology[:] = [1.0, math.e]
    training = np.array([0, 0, 0, 5, 0, 0])
    people = {
        "status": [0, 0, 0, IN_TRAINING, UNEMPLOYED, UNEMPLOYED],
        "training_left": training,
    }
    workplaces = {"output": [3.0, 9.0], "hours_factor": [1.0, 0.75]}
    economy = economy_of(world, people, workplaces, aptitude_dispersion=0.5)
    for name, value in flows.items():
        assert hasattr(economy.flows, name)
        setattr(economy.flows, name, value)
    return economy


def found(economy: EconomyState, *names: str) -> list[float]:
    """Return indicators by name."""
    return [float(getattr(economy.indicators, name)) for name in names]


def test_a_ratio_to_nothing_is_no_number() -> None:
    assert ratio(1.0, 4.0) == 0.25
    assert math.isnan(ratio(1.0, 0.0))
    assert math.isnan(ratio(1.0, -1.0))


def test_output_and_where_time_goes() -> None:
    economy = month(
        consumption=9.0,
        labour_income=8.0,
        ideas=3.0,
        meeting_time=0.3,
        supervision_time=0.6,
        switching_time=0.9,
        newcomer_time=1.2,
        schooling_time=1.5,
        votes=8.0,
        votes_passed=2.0,
    )
    measure_output(economy)
    # 12 in 2.5 months of work, of six people; one is in training.
    names = ("output_per_hour", "output_per_head", "output_per_hour_with_training")
    assert found(economy, *names) == pytest.approx([4.8, 2.0, 12.0 / 3.5])
    names = ("consumption_per_head", "hours_per_worker", "wage_share")
    assert found(economy, *names) == pytest.approx([1.5, 2.5 / 3.0, 2.0 / 3.0])
    # The logarithm of technology is 1 for 1.5 of 2.5 hours.
    assert found(economy, "technology", "ideas_per_workplace") == pytest.approx([0.6, 1.5])
    names = ("meeting_share", "supervision_share", "switching_share")
    assert found(economy, *names) == pytest.approx([0.1, 0.2, 0.3])
    names = ("newcomer_share", "schooling_share", "vote_pass_rate")
    assert found(economy, *names) == pytest.approx([0.4, 0.5, 0.25])
    economy.months_per_step = 3
    measure_output(economy)
    assert found(economy, "ideas_per_workplace") == pytest.approx([0.5])
    assert (count_of(economy, UNEMPLOYED), count_of(economy, IN_TRAINING)) == (2, 1)


@pytest.mark.parametrize("months", [1, 2])
def test_moves_into_and_out_of_work(months: int) -> None:
    economy = month(
        separations_into_unemployment=0.6,
        hires=1.0,
        unemployed_before_hiring=4.0,
        layoffs=0.2,
        dismissals=0.1,
        job_to_job=0.9,
        exits=1.2,
        aptitude_of_exits=0.3,
        vacancies=2.0,
    )
    economy.months_per_step = months
    measure_labour_market(economy, 0.1)
    # A labour force of five, of whom three work.
    names = ("unemployment_rate", "insecurity", "job_finding_rate")
    assert found(economy, *names) == pytest.approx([0.4, (0.3 + 2.0) / 5.0, 0.25])
    names = ("separation_rate", "job_to_job_transition_rate", "exit_rate")
    assert found(economy, *names) == pytest.approx([0.2 / months, 0.3 / months, 0.4 / months])
    names = ("job_loss_share", "exit_aptitude", "vacancy_rate")
    assert found(economy, *names) == pytest.approx([0.5, 0.5, 0.4])


@pytest.mark.parametrize("more", [0, 2000])
def test_alienation_is_that_of_all_who_are_not_in_training(more: int) -> None:
    world = few(1, 2, outside=3 + more)
    status = np.full(world.people, IN_TRAINING)
    status[[0, 1, 2, -2, -1]] = [0, 0, 0, UNEMPLOYED, UNEMPLOYED]
    total = np.full(world.people, 9.0)
    total[[0, 1, 2, -2, -1]] = [0.1, 0.2, 0.3, 0.4, 1.0]
    four = total[:, None] * [1.0, 0.5, 0.25, 0.125]
    economy = economy_of(world, {"status": status, "alienation": four, "alienation_total": total})
    measure_alienation(economy)
    names = ("powerlessness", "meaninglessness", "self_estrangement", "isolation", "alienation")
    assert found(economy, *names) == pytest.approx([0.4, 0.2, 0.1, 0.05, 0.4])


def test_jobs_are_those_of_people_at_work() -> None:
    economy = month()
    people, place = economy.people, np.arange(6)
    for number, name in enumerate(
        ("effort", "empowerment", "job_index", "concentration", "variety", "outside_hours")
    ):
        getattr(people, name)[:] = np.where(place < 3, (place + 1) * (number + 1) / 8.0, 9.0)
    measure_jobs(economy)
    names = ("effort", "empowerment", "concentration", "variety", "outside_share")
    assert found(economy, *names) == pytest.approx([0.25, 0.5, 1.0, 1.25, 1.5])
    spread = math.sqrt(2.0 / 3.0)
    names = ("empowerment_spread", "job_index_spread")
    assert found(economy, *names) == pytest.approx([0.25 * spread, 0.375 * spread])


@pytest.mark.parametrize("more", [0, 2000])
def test_skill_and_training(more: int) -> None:
    world = few(2, outside=6 + more)
    count = world.people
    world.skill[:] = 0.5
    world.skill[0] = 0.5 + 0.25 * count
    world.expert[[0, -2, -1]] = [2, 0, 5]
    # Logarithms of 1, -.25 and .5 in the domain of each, and of one in the others.
    world.aptitude[:] = math.e
    world.aptitude[-2, 0], world.aptitude[-1, 5] = math.exp(-0.25), math.exp(0.5)
    left = np.zeros(count, np.int64)
    left[[1, -3]] = [1, 30]
    economy = economy_of(world, {"training_left": left}, aptitude_dispersion=0.5)
    measure_skill(economy)
    names = ("mean_skill", "training_share", "expert_share", "expert_aptitude")
    expected = [0.75, 2.0 / count, 3.0 / count, 1.25 / 3.0 / 0.5]
    assert found(economy, *names) == pytest.approx(expected)


def test_use_of_training_is_that_of_all_workplaces() -> None:
    economy = month()
    hours = np.array([[4.0, 1.0, 2.0, 0.5, 3.0, 1.0], [4.0, 1.0, 2.0, 1.0, 5.0, 1.0]])
    measure_use_of_training(economy, hours)
    names = ("untrained_share", "untrained_share_of_licensed", "expert_routine_share")
    assert found(economy, *names) == pytest.approx([0.25, 0.375, 0.25])


INEQUALITY = ("income_gini", "wealth_gini", "wage_gini", "pay_ratio_90_10", "expert_pay_ratio")


def incomes(economy: EconomyState) -> Any:
    """Give people pay and wealth, and return incomes and wealth in ascending order."""
    people = economy.people
    people.wealth[:] = [1.0, 2.0, 3.0, 0.0, 0.0, 0.0]
    people.hourly_pay[:] = [2.0, 6.0, 4.0, 9.0, 9.0, 9.0]
    people.expert[:] = [-1, 0, -1, 1, 1, 1]
    economy.ordered_pay = np.array([2.0, 4.0, 6.0])
    return np.array([0.0, 0.0, 0.0, 1.0, 1.0, 4.0]), np.array([0.0, 0.0, 0.0, 1.0, 2.0, 3.0])


def test_inequality_of_pay_income_and_wealth() -> None:
    economy = month()
    measure_incomes(economy, *incomes(economy))
    # Weights of -5, -3, -1, 1, 3, 5: 24 of 6 * 6, and 22; of three -2, 0 and 2: 8 of 3 * 12. The
    # ninetieth percentile is 5.6, the tenth 2.4, and an expert has 6 against 3.
    expected = [24.0 / 36.0, 22.0 / 36.0, 8.0 / 36.0, 5.6 / 2.4, 2.0]
    assert found(economy, *INEQUALITY) == pytest.approx(expected)
    assert found(economy, "wealth_per_head") == pytest.approx([1.0])


def test_pay_of_experts_in_a_large_economy() -> None:
    world = few(2500)
    expert = np.where(np.arange(2500) % 5 == 0, 3, -1)
    economy = economy_of(world, {"expert": expert, "hourly_pay": np.where(expert >= 0, 3.0, 2.0)})
    economy.ordered_pay = np.sort(economy.people.hourly_pay)
    measure_incomes(economy, np.ones(2500), np.ones(2500))
    assert found(economy, "expert_pay_ratio") == pytest.approx([1.5])


def test_all_is_measured_in_two_calls() -> None:
    economy = month(hires=1.0, unemployed_before_hiring=4.0, invited=5.0, attending=2.0)
    ordered = incomes(economy)
    economy.people.effort[:3], economy.people.desirability[:3] = 0.5, 0.0
    economy.sectors.for_experts[0, 0] = True
    people = economy.people
    people.expert[1], people.hours[:3, :2] = 0, [0.5, 0.5]
    for_sacrifice = measure_means(economy, 0.1)
    assert for_sacrifice.tolist() == pytest.approx([2.0, 6.0, 4.0])
    names = ("output_per_hour", "unemployment_rate", "insecurity", "alienation", "effort")
    assert found(economy, *names) == pytest.approx([4.8, 0.4, 0.46, 0.0, 0.5])
    # Half of the work is for experts of the first domain, and one of three is one.
    names = ("untrained_share", "expert_routine_share", "attendance", "expert_share")
    assert found(economy, *names) == pytest.approx([2.0 / 3.0, 0.5, 0.4, 4.0 / 6.0])
    measure_inequality(economy, *ordered, np.sort(for_sacrifice))
    assert found(economy, "income_gini", "wage_gini") == pytest.approx([2.0 / 3.0, 2.0 / 9.0])
