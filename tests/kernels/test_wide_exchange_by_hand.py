"""How colleagues make room for an exchange, by numbers that can be checked by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.kernels.exchange import LEAST_HOURS
from sim.kernels.wide_exchange import (
    arrange_wide_exchanges,
    gain_of_hour,
    hand_over,
    hours_of_task,
    time_for,
)
from sim.state import EconomyState
from tests.kernels.economies import economy_of
from tests.kernels.few import few
from tests.kernels.producing import producing
from tests.kernels.worlds import World

HIGH, LOW = 0, 2
"""Rows of a member of the workplace of good jobs, and of one of the other."""

SECOND_HIGH, SECOND_LOW = 1, 3


def three_members(*hours: list[float]) -> World:
    """Return a workplace of two and one of three, whose tasks are three, with these hours."""
    world = few(2, 3)
    world.task_count[0], world.hours_share[0, :3] = 3, [0.4, 0.3, 0.3]
    world.hours[:, :3] = [[0.3, 0.3, 0.4], [0.3, 0.3, 0.4], *hours]
    return world


def handed_over(world: World, task: int, amount: float) -> list[list[float]]:
    """Return the hours of the three members after the first has handed over a task."""
    economy = economy_of(world)
    before = economy.people.hours[:2].copy()
    hand_over(economy, 2, task, amount)
    assert economy.people.hours[:2].tolist() == before.tolist()
    found: list[list[float]] = economy.people.hours[2:, :3].tolist()
    return found


def flat(rows: list[list[float]]) -> list[float]:
    """Return all numbers of rows."""
    return [number for row in rows for number in row]


def test_what_one_does_is_handed_over_first() -> None:
    world = three_members([0.5, 0.25, 0.25], [0.5, 0.5, 0.0], [0.5, 0.5, 0.0])
    found = handed_over(world, 0, 0.5)
    assert found == [[0.0, 0.25, 0.25], [0.5, 0.5, 0.0], [0.5, 0.5, 0.0]]


def test_colleagues_give_the_rest_and_take_over_other_tasks() -> None:
    world = three_members([0.1, 0.6, 0.3], [0.6, 0.2, 0.2], [0.2, 0.4, 0.4])
    # .4 are missing: .3 and .1 of the colleagues, who take two parts of the second task to one of
    # the third.
    found = handed_over(world, 0, 0.5)
    expected = [
        [0.0, 0.6 - 0.8 / 3, 0.3 - 0.4 / 3],
        [0.3, 0.2 + 0.2, 0.2 + 0.1],
        [0.1, 0.4 + 0.2 / 3, 0.4 + 0.1 / 3],
    ]
    assert flat(found) == pytest.approx(flat(expected))


def test_licensed_hours_stay_with_the_member() -> None:
    world = three_members([0.1, 0.6, 0.3], [0.6, 0.2, 0.2], [0.2, 0.4, 0.4])
    world.reserved[0, :2] = True
    found = handed_over(world, 0, 0.3)
    expected = [[0.0, 0.6, 0.1], [0.45, 0.2, 0.35], [0.15, 0.4, 0.45]]
    assert flat(found) == pytest.approx(flat(expected))


def test_where_nobody_else_can_help_only_ones_own_hours_go() -> None:
    world = three_members([0.1, 0.6, 0.3], [0.0, 0.6, 0.4], [0.0, 0.6, 0.4])
    assert handed_over(world, 0, 0.3) == [[0.0, 0.6, 0.3], [0.0, 0.6, 0.4], [0.0, 0.6, 0.4]]
    world = three_members([0.4, 0.6, 0.0], [0.6, 0.2, 0.2], [0.2, 0.4, 0.4])
    world.reserved[0, 1] = True
    assert handed_over(world, 0, 0.5) == [[0.0, 0.6, 0.0], [0.6, 0.2, 0.2], [0.2, 0.4, 0.4]]


def test_colleagues_may_give_and_take_all() -> None:
    world = three_members([0.0, 0.5, 0.0], [0.3, 0.7, 0.0], [0.2, 0.7, 0.1])
    found = handed_over(world, 0, 0.5)
    expected = [[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.9, 0.1]]
    assert flat(found) == pytest.approx(flat(expected))


def test_time_for_a_task_is_what_colleagues_can_take_over() -> None:
    world = three_members([0.1, 0.6, 0.3], [0.6, 0.2, 0.1], [0.2, 0.4, 0.4])
    economy = economy_of(world)
    assert time_for(economy, 2, 1) == pytest.approx(1.0)
    assert time_for(economy, 3, 1) == pytest.approx(0.9)
    world.reserved[0, :2] = True
    economy = economy_of(world)
    assert time_for(economy, 2, 0) == pytest.approx(0.4)
    assert time_for(economy, 2, 1) == pytest.approx(0.9)
    assert time_for(economy, 2, 2) == pytest.approx(0.3)
    assert hours_of_task(economy, 1, 0) == pytest.approx(0.9)
    assert hours_of_task(economy, 0, 2) == pytest.approx(0.8)


def two_workplaces(second: float = 0.5) -> World:
    """Return two workplaces of two, whose tasks have indices of 1, this one and 0.

    All do tasks as their shares say. An hour of the first two brings 1.5, 1.2 and 1 in them, of the
    others 1, 1 and .8; those of the second task are worth twice as much in the first workplace,
    those of the third thrice in the second.
    """
    world = few(2, 2)
    world.task_count[0], world.hours_share[0, :3] = 3, [0.4, 0.3, 0.3]
    world.task_index[0, :3] = [1.0, second, 0.0]
    world.complexity[0, :3], world.domain[0, :3] = 1.0, [0, 1, 2]
    world.skill[:2, :3], world.skill[2:, :3] = [1.5, 1.2, 1.0], [1.0, 1.0, 0.8]
    world.marginal_product[:, :3] = [[1.0, 2.0, 1.0], [1.0, 1.0, 3.0]]
    world.hours[:, :3] = [0.4, 0.3, 0.3]
    return world


def test_an_hour_gains_what_one_does_better() -> None:
    economy, products = producing(two_workplaces()), np.array([1.0, 2.0, 1.0] + [0.0] * 5)
    assert gain_of_hour(economy, HIGH, LOW, 0, 0, products) == pytest.approx(0.5)
    assert gain_of_hour(economy, LOW, HIGH, 1, 0, products) == pytest.approx(-0.4)


def arranged(
    world: World,
    givers: tuple[int, ...] = (HIGH,),
    receivers: tuple[int, ...] = (LOW,),
    index: tuple[float, ...] = (0.9, 0.9, 0.1, 0.1),
    done: np.ndarray | None = None,
    **parameters: float,
) -> tuple[EconomyState, float]:
    """Return the economy after these have met, the mean of whose indices is .5, and hours moved."""
    given: dict[str, Any] = {"federation_hours": 0.2, "outside_work_limit": 0.5, **parameters}
    economy = producing(world, people={"job_index": np.array(index)}, **given)
    work = economy.people.hours.sum()
    moved = arrange_wide_exchanges(
        np.array(givers),
        np.array(receivers),
        economy,
        np.zeros(2, np.int64),
        np.array([0.5]),
        np.zeros((2, 8)) if done is None else done,
    )
    assert economy.people.hours.sum() == pytest.approx(work - moved)
    assert economy.people.outside_hours.sum() == pytest.approx(moved)
    return economy, moved


def tasks_of(economy: EconomyState) -> tuple[int, int]:
    """Return what the pair does outside: the one of the better workplace, then the other."""
    task = economy.people.outside_task
    return int(task[HIGH]), int(task[LOW])


def test_the_task_that_brings_both_farthest_is_exchanged() -> None:
    # Of the same hours the second task would bring half as far.
    economy, moved = arranged(two_workplaces())
    assert moved == pytest.approx(0.4)
    assert tasks_of(economy) == (2, 0)
    assert economy.people.hours[HIGH, :3].tolist() == pytest.approx([0.2, 0.3, 0.3])
    assert economy.people.hours[LOW, :3].tolist() == pytest.approx([0.4, 0.3, 0.1])
    assert economy.people.outside_partner.tolist() == [LOW, -1, HIGH, -1]


@pytest.mark.parametrize(
    ("second", "worth", "task"),
    [
        (0.95, 2.0, 1),  # nearly as far; a gain of .2 per .95 against one of .1
        (0.95, 3.0, 0),  # a gain of nothing
        (0.9, 2.0, 1),  # just far enough
        (0.89, 2.0, 0),
    ],
)
def test_of_tasks_that_bring_them_nearly_as_far_the_cheapest_is_exchanged(
    second: float, worth: float, task: int
) -> None:
    world = two_workplaces(second)
    world.marginal_product[0, 1] = worth
    economy, moved = arranged(world)
    assert tasks_of(economy) == (2, task)
    assert moved == pytest.approx(0.4)


def test_what_the_other_workplace_gains_is_part_of_the_cost() -> None:
    # Both lose an hour's .5 in the first task, .4 in the second; the gain of g in the third counts
    # for as much more as the step is shorter: .5 - g against (.4 - g) / .8 at twice the reach.
    for worth, task in ((0.05, 0), (0.6, 1)):
        world = two_workplaces(0.95)
        world.skill[:2, 1], world.marginal_product[0, 1] = 1.24, 2.0
        world.marginal_product[1, 2] = worth / 0.2
        found = arranged(world)[0]
        cost = [0.5 - worth, (0.48 - worth) / 0.95]
        assert tasks_of(found)[1] == int(np.argmin(cost)) == task


@pytest.mark.parametrize(
    ("changes", "amount"),
    [
        ({"federation_hours": 0.15}, 0.15),
        ({"index": (0.68, 0.9, 0.1, 0.1)}, 0.18),
        ({"index": (0.9, 0.9, 0.37, 0.1)}, 0.13),
        ({"outside_work_limit": 0.2}, 0.12),  # of the .6 hours of the third task
        ({"done": (0, 0)}, 0.15),  # all but so much of .4 hours is done already
        ({"done": (1, 2)}, 0.05),
    ],
)
def test_hours_exchanged_are_bounded(changes: dict[str, Any], amount: float) -> None:
    given, done = dict(changes), np.zeros((2, 8))
    if "done" in given:
        done[given.pop("done")] = 0.25
    before = done.copy()
    economy, moved = arranged(two_workplaces(), done=done, **given)
    assert moved == pytest.approx(2.0 * amount)
    assert tasks_of(economy) == (2, 0)
    assert (done - before)[:, :3].ravel().tolist() == pytest.approx([amount, 0, 0, 0, 0, amount])


@pytest.mark.parametrize(
    ("rows", "hours", "reserved", "amount"),
    [
        ([0, 1], [0.03, 0.37, 0.6], [], 0.06),  # all that anybody does of the task given
        ([2, 3], [0.5, 0.46, 0.04], [], 0.08),  # and of the task taken
        ([0], [0.05, 0.95, 0.0], [1], 0.05),  # licensed work keeps the rest of the time
        ([2], [0.0, 0.93, 0.07], [1], 0.07),
    ],
)
def test_no_more_is_handed_over_than_there_is(
    rows: list[int], hours: list[float], reserved: list[int], amount: float
) -> None:
    world = two_workplaces()
    world.hours[rows, :3] = hours
    world.reserved[0, reserved] = True
    economy, moved = arranged(world)
    assert moved == pytest.approx(2.0 * amount)
    assert tasks_of(economy) == (2, 0)


def test_a_step_of_half_a_unit_goes_twice_as_long() -> None:
    world = two_workplaces()
    world.reserved[0, 0], world.expert[:2] = True, 0
    # The first task is barred for the other one; .08 of the index are .16 hours of the second.
    economy, moved = arranged(world, index=(0.58, 0.9, 0.1, 0.1))
    assert (moved, tasks_of(economy)) == (pytest.approx(0.32), (2, 1))


def test_little_is_not_worth_arranging() -> None:
    assert arranged(two_workplaces(), federation_hours=LEAST_HOURS)[1] == 2.0 * LEAST_HOURS
    assert arranged(two_workplaces(), federation_hours=0.99 * LEAST_HOURS)[1] == 0.0


@pytest.mark.parametrize(("left", "tasks"), [(LEAST_HOURS, (2, 0)), (0.019, (1, 0))])
def test_the_least_desirable_task_is_one_with_room(left: float, tasks: tuple[int, int]) -> None:
    done = np.zeros((2, 8))
    done[1, 2] = 0.3 - left
    economy, _ = arranged(two_workplaces(), done=done)
    assert tasks_of(economy) == tasks


def test_licences_bar_either_partner() -> None:
    world = two_workplaces()
    world.reserved[0, 2] = True
    assert tasks_of(arranged(world)[0]) == (1, 0)
    world.expert[HIGH] = 2
    assert tasks_of(arranged(world)[0]) == (2, 0)
    world.reserved[0, :3] = [True, False, False]
    assert tasks_of(arranged(world)[0]) == (2, 1)
    world.expert[LOW] = 0
    assert tasks_of(arranged(world)[0]) == (2, 0)


@pytest.mark.parametrize("case", ["no task with room", "no better task", "at the mean", "no time"])
def test_the_next_pair_exchanges_where_the_first_cannot(case: str) -> None:
    world, index = two_workplaces(), (0.9, 0.9, 0.1, 0.1)
    if case == "no task with room":
        world.reserved[0, :3], world.domain[0, :3] = True, 4
        world.expert[[SECOND_HIGH, LOW, SECOND_LOW]] = 4
    elif case == "no better task":
        world.reserved[0, :2], world.domain[0, :2] = True, 4
        world.expert[[HIGH, SECOND_HIGH, SECOND_LOW]] = 4
    elif case == "at the mean":
        index = (0.5, 0.9, 0.1, 0.1)
    else:
        world.reserved[0, 1], world.expert[:] = True, 1
        world.hours[HIGH, :3] = [0.01, 0.99, 0.0]
    pairs = (HIGH, SECOND_HIGH), (LOW, SECOND_LOW)
    economy, moved = arranged(world, *pairs, index=index)
    assert moved == pytest.approx(0.4)
    assert economy.people.outside_partner.tolist() == [-1, SECOND_LOW, -1, SECOND_HIGH]
