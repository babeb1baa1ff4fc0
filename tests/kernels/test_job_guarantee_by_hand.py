"""A month under the job guarantee for a few people, by numbers that can be checked by hand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.kernels import EMPLOYED, IN_TRAINING, UNEMPLOYED
from sim.kernels.headcount import count_members, labour_force, whole_numbers
from sim.kernels.job_guarantee import (
    movers_by_likeness,
    people_to_place,
    place_everyone,
    swap_places,
    trade_and_share,
    wish_to_move,
)
from sim.kernels.random import uniform
from sim.state import EconomyState, Stream
from tests.kernels.economies import economy_of
from tests.kernels.few import few


def test_the_labour_force_are_all_who_are_not_in_training() -> None:
    economy = economy_of(few(1, outside=3), {"training_left": [0, 1, 0, 40]})
    assert labour_force(economy) == 2


@pytest.mark.parametrize(
    ("exact", "whole"),
    [
        ([1.25, 2.5, 0.25], [1, 3, 0]),
        ([1.5, 1.5, 1.0], [2, 1, 1]),  # of equal remainders the first
        ([0.7, 0.7, 0.7], [1, 1, 0]),
        ([2.0, 3.0], [2, 3]),
        ([0.4, 0.0], [0, 0]),
    ],
)
def test_largest_remainders_are_rounded_up(exact: list[float], whole: list[int]) -> None:
    assert whole_numbers(np.array(exact)).tolist() == whole


def test_members_are_counted_where_they_will_work() -> None:
    economy = economy_of(few(2, 1, 0, outside=1))
    economy.destination[:] = [1, 0, 1, -1]
    assert count_members(economy).tolist() == [1, 2, 0]


def placing(**parameters: Any) -> tuple[EconomyState, np.ndarray]:
    """Return three workplaces for halves and quarters of jobs, and where people were before.

    Of eight people four are at work, of whom one has just lost the job, one is in training.
    """
    world = few(2, 2, 0, outside=4)
    status = [EMPLOYED] * 4 + [UNEMPLOYED, IN_TRAINING, UNEMPLOYED, UNEMPLOYED]
    people = {"status": status, "training_left": [0, 0, 0, 0, 0, 3, 0, 0]}
    given = {"placement_fit": 0.0, **parameters}
    economy = economy_of(world, people, {"share": [0.5, 0.25, 0.25]}, **given)
    before = economy.destination.copy()
    economy.destination[3] = -1
    return economy, before


def test_everyone_is_placed_where_staff_is_missing() -> None:
    economy, before = placing()
    economy.flows.quits = economy.flows.layoffs = economy.flows.vacancies = 9.0
    economy.flows.dismissals = economy.flows.separations_into_unemployment = 9.0
    place_everyone(economy, before)
    # Shares of seven are 3.5, 1.75 and 1.75: 3, 2 and 2, of whom 1, 1 and 2 are missing. Half of
    # the second is missing, all of the third, then a half, and a third of the first.
    assert economy.destination[:3].tolist() == [0, 0, 1]
    assert economy.destination[5] == -1
    assert sorted(economy.destination[[3, 4, 6, 7]].tolist()) == [0, 1, 2, 2]
    flows = economy.flows
    # Who has just lost the job is not among those who were without work.
    assert (flows.hires, flows.unemployed_before_hiring) == (3, 3)
    assert flows.quits == flows.layoffs == flows.dismissals == flows.vacancies == 0.0
    assert flows.separations_into_unemployment == 0.0


def test_hires_are_only_those_who_find_a_place() -> None:
    economy, before = placing()
    economy.workplaces.share[:] = [0.25, 0.25, 0.0]
    place_everyone(economy, before)
    # 1.75 of seven each, two members: one place is left in the second workplace.
    assert (economy.flows.hires, economy.flows.unemployed_before_hiring) == (0, 3)
    assert economy.destination[3] == 1


def test_training_is_looked_at_where_it_decides() -> None:
    economy, before = placing(placement_fit=1e9)
    economy.people.expert[[0, 3, 4]] = 2
    economy.sectors.expert_hours[0, 2] = 0.5
    place_everyone(economy, before)
    # The first workplace has the nurse that it needs; the others get the two who seek a place.
    assert sorted(economy.destination[[3, 4]].tolist()) == [1, 2]


def test_people_are_placed_in_the_order_of_their_numbers() -> None:
    economy, _ = placing()
    economy.people.person[:] = [7, 6, 5, 4, 3, 2, 1, 0]
    assert people_to_place(economy).tolist() == [7, 6, 4, 3]


@pytest.mark.parametrize(("alienation", "factor"), [(0.5, 1.0), (1.0, 2.0), (0.25, 0.5)])
def test_the_alienated_wish_to_move(alienation: float, factor: float) -> None:
    own = uniform(economy_of(few(4)).key(Stream.VOLUNTARY_MOVE), 1)
    for rate, wishes in ((1.001 * own / factor, True), (0.999 * own / factor, False)):
        economy = economy_of(
            few(2, 2, outside=1),
            {"alienation_total": alienation},
            voluntary_move_rate=rate,
            turnover_response=2.0,
        )
        found = np.ones(5, np.bool_)
        wish_to_move(1, 5, economy, found)
        assert found[0]
        assert found[1] == wishes


def test_only_who_stays_wishes_to_move() -> None:
    economy = economy_of(few(2, 2, outside=1), voluntary_move_rate=9.0)
    economy.people.alienation_total[:] = 0.5
    economy.destination[:] = [0, 1, -1, 1, -1]
    found = np.zeros(5, np.bool_)
    wish_to_move(0, 5, economy, found)
    assert found.tolist() == [True, False, False, True, False]


def test_neighbours_of_a_sector_trade_places() -> None:
    world = few(1, 1, 1, 1, 2)
    world.home_sector[:] = [0, 0, 0, 1, 1, 1]
    economy = economy_of(world)
    assert swap_places(np.array([0, 1, 2, 3, 4, 5]), economy) == 4
    # The first two trade, the third is left alone, the next two trade and the last is alone.
    assert economy.destination.tolist() == [1, 0, 2, 4, 3, 4]
    economy = economy_of(world)
    # Two of one workplace have nothing to trade.
    assert swap_places(np.array([4, 5, 0, 2]), economy) == 2
    assert economy.destination.tolist() == [2, 1, 0, 3, 4, 4]
    assert swap_places(np.array([0]), economy) == 0
    assert swap_places(np.empty(0, np.int64), economy) == 0


@pytest.mark.parametrize("fit", [0.0, 1e9])
def test_like_stand_next_to_like(fit: float) -> None:
    world = few(8)
    world.home_sector[:] = [1, 0, 0, 1, 0, 0, 1, 0]
    world.expert[:] = [-1, 5, 0, 3, 5, -1, 3, 0]
    economy = economy_of(world, placement_fit=fit)
    wishes = np.array([True] * 7 + [False])
    key = economy.key(Stream.MOVE_PARTNER)
    kind = [(world.home_sector[row], world.expert[row] if fit else 0) for row in range(7)]
    expected = sorted(range(7), key=lambda row: (*kind[row], uniform(key, row)))
    assert movers_by_likeness(economy, wishes).tolist() == expected


def test_those_in_whose_placement_fit_does_not_decide_stand_first() -> None:
    world = few(6)
    world.home_sector[:], world.expert[:] = 0, [0, 0, 0, 0, -1, -1]
    draws = [uniform(economy_of(world).key(Stream.PLACEMENT_FIT), row) for row in range(6)]
    share = sorted(draws)[3]
    economy = economy_of(world, placement_fit=share)
    found = movers_by_likeness(economy, np.ones(6, np.bool_)).tolist()
    key = economy.key(Stream.MOVE_PARTNER)
    group = [1 + world.expert[row] if draws[row] < share else -1 for row in range(6)]
    assert found == sorted(range(6), key=lambda row: (group[row], uniform(key, row)))


def test_moves_are_counted_and_hours_follow_demand_within_limits() -> None:
    world = few(1, 1, 1, 1, outside=2)
    demand = np.log([0.5, 0.9, 1.1, 2.0])
    economy = economy_of(
        world,
        workplaces={"demand": demand},
        demand_volatility=0.0,
        business_cycle_volatility=0.0,
        demand_persistence=0.5,
        work_sharing_limit=0.2,
        placement_fit=0.0,
    )
    before = np.array([1, 1, 2, -1, -1, 3], np.int32)
    economy.destination[:] = [0, 1, -1, 3, -1, 2]
    trade_and_share(economy, np.zeros(6, np.bool_), before)
    # The first and the last have moved; others stayed, left, or had no work before.
    assert economy.flows.job_to_job == 2
    assert economy.workplaces.hours_factor.tolist() == pytest.approx([0.8, 0.9, 1.1, 1.2])
    assert math.isclose(demand[3], math.log(2.0))
    before = np.array([0, 1, 2, 3, -1, -1], np.int32)
    economy.destination[:] = before
    trade_and_share(economy, np.array([True, True, False, False, False, False]), before)
    assert economy.flows.job_to_job == 2
    assert economy.destination[:2].tolist() == [1, 0]
