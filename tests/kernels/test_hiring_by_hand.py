"""A month of hiring for a few people, by numbers that can be checked by hand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.kernels.labour_market import hire, list_vacancies, searching_on_the_job
from sim.kernels.random import uniform
from sim.state import EconomyState, Stream
from tests.kernels.economies import economy_of
from tests.kernels.few import few
from tests.kernels.test_matching_by_hand import plan_of


def hiring(plan: np.ndarray, hears: list[int], **values: Any) -> EconomyState:
    """Return two workplaces of one each and four without work after hiring.

    Pay is 1 in the first workplace and 2 in the second.
    """
    state = {"job_finding_rate": 0.15, "months_per_step": values.pop("months", 1)}
    world = few(1, 1, outside=4)
    workplaces = {"pay_level": [1.0, 2.0], "hours_factor": 0.5}
    given = {"job_taste_dispersion": 0.0, "placement_fit": 0.0, **values}
    economy = economy_of(world, workplaces=workplaces, state=state, **given)
    hire(economy, plan, np.isin(np.arange(6), hears))
    return economy


def test_a_month_of_hiring() -> None:
    economy = hiring(plan_of(2, vacancies=[3, 6]), [], matching_efficiency=0.5)
    flows = economy.flows
    # Half of the root of 4 * 9; three of four found work.
    assert (flows.hires, flows.unemployed_before_hiring, flows.job_to_job) == (3, 4.0, 0)
    assert (economy.destination[2:] >= 0).sum() == 3
    assert economy.job_finding_rate == pytest.approx(0.15 + (0.75 - 0.15) / 12.0)
    assert economy.workplaces.hours_factor.tolist() == [1.0, 1.0]
    key = economy.key(Stream.HIRING_ORDER)
    last = max(range(2, 6), key=lambda row: uniform(key, row))
    assert economy.destination[last] == -1


def test_half_a_match_is_one_with_a_chance_of_a_half() -> None:
    draw = uniform(economy_of(few(1)).key(Stream.HIRING_COUNT), 0)
    for part, hires in ((draw + 0.01, 3), (draw - 0.01, 2)):
        economy = hiring(plan_of(2, vacancies=[3, 6]), [], matching_efficiency=(2.0 + part) / 6.0)
        assert economy.flows.hires == hires


def test_nobody_is_hired_without_vacancies() -> None:
    economy = hiring(plan_of(2), [0, 1], matching_efficiency=0.5)
    assert (economy.flows.hires, economy.flows.job_to_job) == (0, 0)
    assert economy.job_finding_rate == pytest.approx(0.15 * 11.0 / 12.0)


def test_who_hears_of_a_better_job_moves_after_the_unemployed() -> None:
    economy = hiring(plan_of(2, vacancies=[0, 1]), [0, 1], matching_efficiency=0.0)
    assert economy.destination.tolist() == [1, 1, -1, -1, -1, -1]
    assert economy.flows.job_to_job == 1
    economy = hiring(plan_of(2, vacancies=[0, 1]), [0], matching_efficiency=9.0)
    assert (economy.flows.hires, economy.flows.job_to_job) == (1, 0)


def test_one_without_work_makes_a_rate_too() -> None:
    economy = economy_of(
        few(1, outside=1), state={"job_finding_rate": 0.4}, matching_efficiency=9.0
    )
    hire(economy, plan_of(1, vacancies=[1]), np.zeros(2, np.bool_))
    assert economy.job_finding_rate == pytest.approx(0.4 + 0.6 / 12.0)


def test_who_loses_the_job_looks_from_the_next_month_on() -> None:
    economy = economy_of(few(2, outside=1), matching_efficiency=9.0, placement_fit=0.0)
    economy.destination[1] = -1
    hire(economy, plan_of(1, vacancies=[2]), np.zeros(3, np.bool_))
    assert economy.destination.tolist() == [0, -1, 0]
    assert (economy.flows.hires, economy.flows.unemployed_before_hiring) == (1, 1.0)


def test_who_leaves_in_a_longer_step_looks_in_the_rest_of_it() -> None:
    economy = economy_of(
        few(3, outside=1),
        state={"months_per_step": 2, "job_finding_rate": 0.0},
        matching_efficiency=9.0,
        placement_fit=0.0,
    )
    economy.destination[:2] = -1
    # One looks in the first month and finds a position; in the second the two who left look for
    # half of the step, which is one in all, and one of them finds hers.
    hire(economy, plan_of(1, quits=[2], vacancies=[4]), np.zeros(4, np.bool_))
    assert (economy.flows.hires, economy.flows.unemployed_before_hiring) == (2, 2.0)
    assert (economy.destination >= 0).sum() == 3


def test_places_of_who_is_laid_off_are_not_filled_again() -> None:
    economy = economy_of(
        few(3, outside=1),
        state={"months_per_step": 2},
        matching_efficiency=0.5,
        placement_fit=0.0,
    )
    economy.destination[:2] = -1
    plan = plan_of(1, quits=[1], layoffs=[1], vacancies=[2])
    hire(economy, plan, np.zeros(4, np.bool_))
    # Of two positions one is vacated in the course of the step: 1.5 are open in the first month.
    assert economy.flows.unemployed_before_hiring == pytest.approx(3.0 - 0.5 * math.sqrt(1.5))


@pytest.mark.parametrize(
    ("searching", "unemployed", "moves"), [(4, 0, 2), (5, 0, 2), (3, 1, 2), (2, 0, 1)]
)
def test_what_one_declines_another_hears_of_in_the_same_month(
    searching: int, unemployed: int, moves: int
) -> None:
    places = 2 + unemployed
    world = few(*[1] * searching, *[0] * places, outside=unemployed)
    world.home_sector[:] = 0
    economy = economy_of(
        world, matching_efficiency=9.0, job_taste_dispersion=0.0, placement_fit=0.0
    )
    plan = plan_of(searching + places, vacancies=[0] * searching + [1] * places)
    hears = np.arange(world.people) < searching
    order, slots = searching_on_the_job(economy, hears), list_vacancies(plan, economy)
    pay = economy.workplaces.pay_level
    # Positions that are left pay 1 and 3. All have 2, but for one who comes late and has a half.
    pay[:] = 2.0
    pay[slots[-2:]] = [1.0, 3.0]
    pay[order[2:][[2 if searching == 5 else 0] if searching > 2 else []]] = 0.5
    # They hear of them two by two: the first declines the worse one, the second takes the better
    # one, and a later one the worse one.
    hire(economy, plan, hears)
    assert economy.flows.hires == unemployed
    assert economy.flows.job_to_job == moves


def test_only_who_has_no_job_takes_one_of_another_sector() -> None:
    world = few(1, 0, outside=1)
    world.sector[:], world.home_sector[:] = [0, 1], 0
    for efficiency, expected in ((0.0, [0, -1]), (9.0, [0, 1])):
        economy = economy_of(
            world,
            workplaces={"pay_level": [1.0, 9.0]},
            matching_efficiency=efficiency,
            placement_fit=0.0,
        )
        hire(economy, plan_of(2, vacancies=[0, 1]), np.array([True, False]))
        assert economy.destination.tolist() == expected


@pytest.mark.parametrize("there", [0, 8])
def test_where_fit_decides_the_trained_are_counted_first(there: int) -> None:
    world = few(*[1 if j in (0, 8) else 0 for j in range(9)], outside=1)
    world.home_sector[:], world.expert[2] = 0, 3
    world.expert[0 if there == 8 else 1] = 3
    world.complexity[0, 0], world.domain[0, 0] = 1.0, 3
    economy = economy_of(world, matching_efficiency=9.0, placement_fit=1.0)
    vacancies = [1 if j in (0, 8) else 0 for j in range(9)]
    hire(economy, plan_of(9, vacancies=vacancies), np.zeros(3, np.bool_))
    # Half of the work is for experts; one workplace has an expert already, the other none.
    assert economy.destination[2] == there
