"""What members of two workplaces exchange, by numbers that can be checked by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.kernels.exchange import (
    LEAST_HOURS,
    arrange_exchanges,
    incoming_hours,
    note_exchange,
    pair_up,
    room_for_others,
)
from sim.state import EconomyState
from tests.kernels.economies import economy_of
from tests.kernels.few import few
from tests.kernels.producing import producing
from tests.kernels.worlds import World

HIGH, LOW = 0, 2
"""Rows of a member of the workplace of good jobs, and of one of the other."""

SECOND_HIGH, SECOND_LOW = 1, 3


def pairs_of(givers: list[int], receivers: list[int]) -> list[list[int]]:
    """Return who meets; rows 2f and 2f + 1 are of federation f, and 8 is of the workplace of 0."""
    workplace = np.array([0, 1, 2, 3, 4, 5, 6, 7, 0], np.int32)
    federation = np.array([0, 0, 1, 1, 2, 2, 3, 3])
    sides = np.array(givers, np.int64), np.array(receivers, np.int64)
    found: list[list[int]] = pair_up(*sides, federation, workplace).tolist()
    return found


def test_the_first_giver_meets_the_first_receiver_of_the_federation() -> None:
    assert pairs_of([0, 2, 4], [1, 3, 5]) == [[0, 1], [2, 3], [4, 5]]
    assert pairs_of([0, 2, 4], [1, 5]) == [[0, 1], [4, 5]]
    assert pairs_of([4], [1, 3, 5]) == [[4, 5]]
    assert pairs_of([4], [1, 5, 7]) == [[4, 5]]
    assert pairs_of([0, 2], [7]) == []
    assert pairs_of([], [1]) == []
    assert pairs_of([0], []) == []


def test_two_of_one_workplace_are_no_pair() -> None:
    assert pairs_of([0, 2], [8, 3]) == [[2, 3]]
    assert pairs_of([0, 1], [8, 8]) == [[1, 8]]


def test_hours_of_others_are_added_up_by_task() -> None:
    world = few(2, 1, 1)
    for row, there, task, time in ((0, 1, 0, 0.25), (1, 1, 0, 0.125), (2, 0, 1, 0.5)):
        world.outside_workplace[row], world.outside_task[row] = there, task
        world.outside_hours[row] = time
    economy, hours = economy_of(world), np.zeros((3, 8))
    hours[1, 1] = 0.1
    incoming_hours(0, 3, economy, hours)
    assert hours[:, :2].tolist() == [[0.0, 0.5], [0.375, 0.1], [0.0, 0.0]]
    assert not hours[:, 2:].any()


def test_both_partners_know_where_they_work_besides() -> None:
    world, done = few(1, 2), np.full((2, 8), 0.5)
    world.person = np.array([2, 0, 1])
    economy = economy_of(world)
    note_exchange(economy, 0, 2, 1, 0, 0.25, done)
    people = economy.people
    assert people.outside_partner.tolist() == [1, -1, 2]
    assert people.outside_workplace.tolist() == [1, -1, 0]
    assert people.outside_task.tolist() == [0, -1, 1]
    assert people.outside_hours.tolist() == [0.25, 0.0, 0.25]
    assert done[:, :3].tolist() == [[0.5, 0.75, 0.5], [0.75, 0.5, 0.5]]


def test_others_may_do_a_share_of_the_work_of_a_task() -> None:
    world, done = few(1, 3), np.zeros((2, 8))
    world.hours_share[0, :2], done[1, 1] = [0.6, 0.4], 0.1
    economy = economy_of(world, outside_work_limit=0.5)
    assert room_for_others(economy, 1, 1, done) == pytest.approx(0.5 * 0.4 * 3.0 - 0.1)
    assert room_for_others(economy, 0, 0, done) == pytest.approx(0.3)


def two_workplaces() -> World:
    """Return two workplaces of two, whose tasks have indices of 1.3, 1 and .5.

    An hour of the first two brings 1.5, 1.2 and 1 in them, of the others 1, 1 and .8; those of the
    second task are worth twice as much in the first workplace, those of the third thrice in the
    second.
    """
    world = few(2, 2)
    world.task_count[0], world.hours_share[0, :3] = 3, [0.4, 0.3, 0.3]
    world.task_index[0, :3] = [1.3, 1.0, 0.5]
    world.complexity[0, :3], world.domain[0, :3] = 1.0, [0, 1, 2]
    world.skill[:2, :3], world.skill[2:, :3] = [1.5, 1.2, 1.0], [1.0, 1.0, 0.8]
    world.marginal_product[:, :3] = [[1.0, 2.0, 1.0], [1.0, 1.0, 3.0]]
    world.hours[:2, :3], world.hours[2:, :3] = [0.5, 0.3, 0.2], [0.2, 0.3, 0.5]
    return world


def arranged(
    world: World,
    givers: tuple[int, ...] = (HIGH,),
    receivers: tuple[int, ...] = (LOW,),
    index: tuple[float, ...] = (0.9, 0.9, 0.1, 0.1),
    done: np.ndarray | None = None,
    **parameters: float,
) -> tuple[EconomyState, float]:
    """Return the economy after these have met, the mean of whose indices is .5, and hours moved."""
    given: dict[str, Any] = {"federation_hours": 0.1, "outside_work_limit": 0.5, **parameters}
    economy = producing(world, people={"job_index": np.array(index)}, **given)
    moved = arrange_exchanges(
        np.array(givers),
        np.array(receivers),
        economy,
        np.zeros(2, np.int64),
        np.array([0.5]),
        np.zeros((2, 8)) if done is None else done,
    )
    return economy, moved


def test_the_task_that_costs_least_is_exchanged_for_the_least_desirable_one() -> None:
    # For the first task the pair loses .5 and gains .6 at a step of .8; for the second it loses .4
    # and gains .6 at a step of .5.
    economy, moved = arranged(two_workplaces())
    people = economy.people
    assert moved == pytest.approx(0.2)
    assert people.hours[HIGH, :3].tolist() == pytest.approx([0.5, 0.2, 0.2])
    assert people.hours[LOW, :3].tolist() == pytest.approx([0.2, 0.3, 0.4])
    assert people.outside_task.tolist() == [2, -1, 1, -1]
    assert people.outside_hours.tolist() == pytest.approx([0.1, 0.0, 0.1, 0.0])
    assert people.outside_partner.tolist() == [LOW, -1, HIGH, -1]
    assert people.outside_workplace.tolist() == [1, -1, 0, -1]


def test_what_the_other_workplace_gains_is_part_of_the_cost() -> None:
    world = two_workplaces()
    world.marginal_product[1, 2] = 1.0
    # Now .5 - .2 are lost for .8 of the index, and .4 - .2 for .5 of it.
    economy, _ = arranged(world)
    assert economy.people.hours[HIGH, :3].tolist() == pytest.approx([0.4, 0.3, 0.2])
    assert economy.people.outside_task.tolist() == [2, -1, 0, -1]


@pytest.mark.parametrize(("product", "given"), [(0.5, 1), (0.42, 1), (0.4, 0), (0.36, 0)])
def test_costs_are_compared_per_unit_of_index(product: float, given: int) -> None:
    world = two_workplaces()
    world.marginal_product[:, :3] = [[product, 1.0, 1.0], [1.0, 1.0, 1.0]]
    world.skill[:, 0], world.skill[:, 2] = [2.0, 2.0, 1.0, 1.0], 1.0
    world.skill[:2, 1] = 1.25
    # The product is lost at a step of .8, or .25 at one of .5: half a unit, of equals the first.
    assert arranged(world)[0].people.outside_task[LOW] == given


def two_sectors(worse: list[float], doing: list[float]) -> World:
    """Return workplaces of two sectors, of which the second has worse tasks of these indices.

    The two there do so much of each.
    """
    world = two_workplaces()
    world.sector[:] = [1, 0]
    for name in ("task_count", "hours_share", "complexity", "domain"):
        getattr(world, name)[1] = getattr(world, name)[0]
    world.task_index[1, :3], world.task_index[0, :3] = [1.6, 1.8, 2.0], worse
    world.hours[2:, :3] = doing
    return world


@pytest.mark.parametrize(
    ("worse", "doing", "bad"),
    [
        ([0.5, 1.0, 1.3], [0.4, 0.3, 0.3], 0),
        ([0.5, 1.0, 1.3], [0.01, 0.4, 0.59], 1),
        ([0.5, 1.0, 1.3], [0.01, 0.0, 0.99], 2),
        ([1.3, 1.0, 0.5], [1.0, 0.0, 0.0], 0),
        ([0.5, 0.5, 1.3], [0.4, 0.3, 0.3], 0),
    ],
)
def test_the_least_desirable_task_is_one_that_the_other_does(
    worse: list[float], doing: list[float], bad: int
) -> None:
    economy, moved = arranged(two_sectors(worse, doing))
    assert moved == pytest.approx(0.2)
    assert economy.people.outside_task[HIGH] == bad


def test_a_task_that_cannot_be_given_is_passed_over() -> None:
    world = two_workplaces()
    world.marginal_product[1, 2] = 1.0
    world.hours[HIGH, :3] = [0.0, 0.7, 0.3]
    assert arranged(world)[0].people.outside_task[LOW] == 1
    world = two_workplaces()
    world.marginal_product[1, 2] = 1.0
    world.reserved[0, 0], world.expert[HIGH] = True, 0
    assert arranged(world)[0].people.outside_task[LOW] == 1


@pytest.mark.parametrize(
    ("changes", "amount"),
    [
        ({"federation_hours": 0.15}, 0.15),
        ({"federation_hours": 0.25, "giver": [0.6, 0.2, 0.2]}, 0.2),  # of the task given
        ({"federation_hours": 0.25, "receiver": [0.4, 0.42, 0.18]}, 0.18),  # of the task taken
        ({"index": (0.56, 0.9, 0.1, 0.1)}, 0.12),  # up to the mean, at a step of .5
        ({"index": (0.9, 0.9, 0.43, 0.1)}, 0.14),
        ({"outside_work_limit": 0.2}, 0.12),  # of the work of both tasks, .6 each
        ({"done": (0, 1)}, 0.05),  # all but so much is done already
        ({"done": (1, 2)}, 0.05),
    ],
)
def test_hours_exchanged_are_bounded(changes: dict[str, Any], amount: float) -> None:
    world, given = two_workplaces(), {"federation_hours": 0.2, **changes}
    if "giver" in given:
        world.hours[HIGH, :3] = given.pop("giver")
    if "receiver" in given:
        world.hours[LOW, :3] = given.pop("receiver")
    done = np.zeros((2, 8))
    if "done" in given:
        done[given.pop("done")] = 0.25
    before = done.copy()
    economy, moved = arranged(world, done=done, **given)
    assert moved == pytest.approx(2.0 * amount)
    assert economy.people.outside_hours.tolist() == pytest.approx([amount, 0.0, amount, 0.0])
    assert (done - before)[0, :3].tolist() == pytest.approx([0.0, amount, 0.0])
    assert (done - before)[1, :3].tolist() == pytest.approx([0.0, 0.0, amount])


def test_little_is_not_worth_arranging() -> None:
    assert arranged(two_workplaces(), federation_hours=LEAST_HOURS)[1] == 2.0 * LEAST_HOURS
    assert arranged(two_workplaces(), federation_hours=0.99 * LEAST_HOURS)[1] == 0.0


def test_of_what_one_hardly_does_nothing_is_exchanged() -> None:
    world = two_workplaces()
    world.hours[HIGH, 1], world.hours[LOW, 2] = LEAST_HOURS, LEAST_HOURS
    economy, moved = arranged(world)
    assert moved == 2.0 * LEAST_HOURS
    assert (economy.people.outside_task[HIGH], economy.people.outside_task[LOW]) == (2, 1)
    world.hours[HIGH, 1], world.hours[LOW, 2] = 0.99 * LEAST_HOURS, 0.99 * LEAST_HOURS
    economy, moved = arranged(world)
    assert moved == pytest.approx(0.2)
    # The second task is the least desirable that is left, and the first the only better one.
    assert (economy.people.outside_task[HIGH], economy.people.outside_task[LOW]) == (1, 0)


def test_licences_bar_either_partner() -> None:
    world = two_workplaces()
    world.reserved[0, 1], world.expert[LOW], world.expert[HIGH] = True, 5, 1
    # The receiver may not do the second task and gets the first; the giver may do all.
    people = arranged(world)[0].people
    assert (people.outside_task[HIGH], people.outside_task[LOW]) == (2, 0)
    world = two_workplaces()
    world.reserved[0, 2], world.expert[LOW] = True, 2
    # The giver may not do the third task and gets the second, against the first.
    people = arranged(world)[0].people
    assert (people.outside_task[HIGH], people.outside_task[LOW]) == (1, 0)
    world.expert[HIGH] = 2
    assert arranged(world)[0].people.outside_task[HIGH] == 2


CASES = ["no hours", "no better task", "at the mean", "barred", "barred the other way"]


@pytest.mark.parametrize("case", CASES)
def test_the_next_pair_exchanges_where_the_first_cannot(case: str) -> None:
    world, index = two_workplaces(), (0.9, 0.9, 0.1, 0.1)
    if case == "no hours":
        world.hours[LOW] = 0.0
    elif case == "no better task":
        world.hours[HIGH, :3] = [0.0, 0.0, 1.0]
    elif case == "at the mean":
        index = (0.5, 0.9, 0.1, 0.1)
    else:
        world.reserved[0, :3] = True
        world.domain[0, :3], world.expert[:] = 4, 4
        world.expert[HIGH if case == "barred" else LOW] = -1
    pairs = (HIGH, SECOND_HIGH), (LOW, SECOND_LOW)
    economy, moved = arranged(world, *pairs, index=index)
    assert moved == pytest.approx(0.2)
    assert economy.people.outside_partner.tolist() == [-1, SECOND_LOW, -1, SECOND_HIGH]


def test_two_pairs_share_the_room_for_others() -> None:
    pairs = (HIGH, SECOND_HIGH), (LOW, SECOND_LOW)
    economy, moved = arranged(two_workplaces(), *pairs, outside_work_limit=0.25)
    # .15 of each task: .1 for the first pair and what is left for the second.
    assert moved == pytest.approx(0.3)
    assert economy.people.outside_hours.tolist() == pytest.approx([0.1, 0.05, 0.1, 0.05])
