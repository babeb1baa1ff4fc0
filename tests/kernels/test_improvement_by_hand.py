"""How a few people improve who does what, by numbers that can be checked by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.kernels.improvement import (
    MOST_DIRECTIONS,
    MOST_ROUNDS,
    NUMBERS,
    add_incoming,
    bar_unlicensed,
    improve_assignment,
    list_directions,
    scale_labour,
)
from sim.kernels.pairing import MOST_PAIRS, first_best, largest
from sim.kernels.random import uniform
from sim.state import EconomyState, Stream
from tests.kernels.economies import economy_of
from tests.kernels.few import few
from tests.kernels.worlds import World

NEVER = np.inf


def skilled(*worth: list[float], before: tuple[int, ...] = ()) -> World:
    """Return people whose hours are worth so much in each task, after others of workplaces before.

    All do the same of every task.
    """
    world = few(*before, len(worth))
    tasks, first = len(worth[0]), sum(before)
    world.task_count[0], world.hours_share[0, :tasks] = tasks, 1.0 / tasks
    world.complexity[0, :tasks], world.domain[0, :tasks] = 1.0, np.arange(tasks)
    world.skill[first:, :tasks] = worth
    world.hours[:, :tasks] = 1.0 / tasks
    return world


def improved(
    world: World,
    hold_index: bool = False,
    rounds: int = 1,
    sorted_again: bool = True,
    **parameters: Any,
) -> EconomyState:
    """Return the economy after all workplaces have looked at who does what."""
    given = {"assignment_improvement": 1.0, "substitution_elasticity": 1.0, **parameters}
    economy = economy_of(world, **given)
    again = np.full(world.workplaces, sorted_again)
    improve_assignment(0, world.workplaces, economy, hold_index, again, rounds)
    assert economy.people.hours.sum(axis=1) == pytest.approx(world.hours.sum(axis=1))
    return economy


def first_task(world: World, **how: Any) -> list[float]:
    """Return everybody's hours of the first task afterwards."""
    found: list[float] = improved(world, **how).people.hours[:, 0].tolist()
    return found


def test_each_does_what_he_does_better() -> None:
    assert first_task(skilled([2.0, 1.0], [1.0, 2.0])) == pytest.approx([1.0, 0.0])
    assert first_task(skilled([1.0, 2.0], [2.0, 1.0])) == pytest.approx([0.0, 1.0])
    assert first_task(skilled([2.0, 2.0], [1.0, 1.0])) == pytest.approx([0.5, 0.5])


def test_effort_and_productive_time_are_worth_as_much_as_skill() -> None:
    world = skilled([2.0, 1.0], [2.0, 4.0])
    world.effort[1], world.productive_time[1] = 0.5, 0.8
    # Worth .8 and 1.6: less of both than a third in the first task.
    assert first_task(world) == pytest.approx([1.0, 0.0])


@pytest.mark.parametrize(
    ("first", "second", "moved"),
    [
        (3.0, 1.9, 0.25),  # the last hour gains as long as less than .306 have moved
        (3.0, 1.5, 0.5),  # .75
        (4.0, 3.0, 0.0625),  # .083
        (6.0, 4.5, 0.03125),  # .043
        (6.0, 5.0, 0.0),  # .025 is less than a sixteenth of a half
    ],
)
def test_hours_are_halved_until_the_last_one_gains(
    first: float, second: float, moved: float
) -> None:
    # One who is worth (p, q) moves x to the first task, where p - 1 is gained of (p + 1) / 2 hours,
    # and q - 1 lost of (q + 1) / 2 in the second: up to x = (p - q) / (2 (p - 1) (q - 1)).
    found = first_task(skilled([first, second], [1.0, 1.0]))
    assert found == pytest.approx([0.5 + moved, 0.5 - moved])


@pytest.mark.parametrize(("worth", "moves"), [(1.030, False), (1.031, True)])
def test_little_is_not_gained(worth: float, moves: bool) -> None:
    # An hour gains (p - 1) / ((p + 1) / 2), at three hundredths of what an hour produces or more.
    found = first_task(skilled([worth, 1.0], [1.0, 1.0]))
    assert found == pytest.approx([1.0, 0.0] if moves else [0.5, 0.5])


def test_what_one_hardly_does_is_not_handed_over() -> None:
    world = skilled([2.0, 1.0], [1.0, 2.0])
    world.hours[1, :2] = [0.01, 0.99]
    assert first_task(world) == pytest.approx([0.5, 0.01])
    world.hours[1, :2] = [0.02, 0.98]
    assert first_task(world) == pytest.approx([0.52, 0.0])


def test_people_meet_in_the_order_of_their_gains() -> None:
    # Of four the first gains most in the first task and the last most in the second. They have half
    # of a month each to exchange, and so do the next two.
    world = skilled([3.0, 1.0], [2.0, 1.0], [1.0, 2.0], [1.0, 3.0])
    assert first_task(world) == pytest.approx([1.0, 1.0, 0.0, 0.0])
    world.hours[:, :2] = [[0.9, 0.1], [0.5, 0.5], [0.3, 0.7], [0.5, 0.5]]
    # .1 are all that the first has left; the second takes .4 of the last and .1 of the third.
    found = first_task(world)
    assert found[0] == pytest.approx(1.0)
    assert sum(found) == pytest.approx(2.2)


def test_so_many_pairs_meet_in_a_direction() -> None:
    count = MOST_PAIRS + 2
    world = skilled(*[[2.0, 1.0]] * count, *[[1.0, 2.0]] * count)
    found = np.array(first_task(world))
    assert (found == 1.0).sum() == (found == 0.0).sum() == MOST_PAIRS
    assert (found == 0.5).sum() == 4
    # Of equals the first come first.
    assert (found[:MOST_PAIRS] == 1.0).all()
    found = np.array(first_task(world, rounds=2))
    assert (found == 0.5).sum() == 0


@pytest.mark.parametrize(("sorted_again", "left"), [(True, 0), (False, 4)])
def test_rounds_are_those_of_what_was_sorted_again(sorted_again: bool, left: int) -> None:
    count = MOST_PAIRS + 2
    world = skilled(*[[2.0, 1.0]] * count, *[[1.0, 2.0]] * count)
    found = first_task(world, rounds=3, sorted_again=sorted_again)
    assert sum(one == 0.5 for one in found) == left


def test_job_indices_can_be_held() -> None:
    world = skilled([2.0, 1.0, 2.0], [1.0, 2.0, 1.0])
    world.task_index[0, :3] = [1.0, 0.5, 0.0]
    hours = improved(world, hold_index=True).people.hours
    # A third of the middle task goes for a sixth of both others.
    assert hours[0, :3].tolist() == pytest.approx([0.5, 0.0, 0.5])
    assert hours[1, :3].tolist() == pytest.approx([1 / 6, 2 / 3, 1 / 6])


@pytest.mark.parametrize("middle", [0.75, 0.25])
def test_a_mix_is_worth_as_much_as_the_middle_task(middle: float) -> None:
    world = skilled([2.0, 1.0, 2.0], [1.0, 2.0, 1.0])
    world.task_index[0, :3] = [1.0, middle, 0.0]
    hours = improved(world, hold_index=True).people.hours
    # The whole third of the middle task goes at most; of the other side no more than a third of the
    # task that makes up three quarters of the mix.
    assert hours[0, :3].tolist() == pytest.approx(
        [1 / 3 + middle / 3, 0.0, 1 / 3 + (1.0 - middle) / 3]
    )
    assert hours[:, :3] @ [1.0, middle, 0.0] == pytest.approx([(1.0 + middle) / 3.0] * 2)


@pytest.mark.parametrize("task", [0, 2])
def test_the_mix_ends_with_the_task_that_runs_out_first(task: int) -> None:
    world = skilled([2.0, 1.0, 2.0], [1.0, 2.0, 1.0])
    world.task_index[0, :3] = [1.0, 0.5, 0.0]
    world.hours[1, [task, 1]] = [0.1, 17 / 30]
    hours = improved(world, hold_index=True).people.hours
    assert hours[1, task] == pytest.approx(0.0)
    assert hours[0, :3].tolist() == pytest.approx([1 / 3 + 0.1, 1 / 3 - 0.2, 1 / 3 + 0.1])


def test_two_tasks_of_one_index_are_exchanged_where_indices_are_held() -> None:
    world = skilled([2.0, 1.0], [1.0, 2.0])
    world.task_index[0, :2] = [0.5, 0.5]
    assert first_task(world, hold_index=True) == pytest.approx([1.0, 0.0])
    world.task_index[0, :2] = [0.5, 0.6]
    assert first_task(world, hold_index=True) == pytest.approx([0.5, 0.5])


def test_licences_keep_the_unlicensed_out() -> None:
    for task in (0, 1):
        world = skilled([2.0, 1.0], [1.0, 2.0])
        world.reserved[0, task] = True
        # Who would take over the licensed task needs the licence; the other one gives it away.
        assert first_task(world) == pytest.approx([0.5, 0.5])
        world.expert[1 - task] = task
        assert first_task(world) == pytest.approx([0.5, 0.5])
        world.expert[task] = task
        assert first_task(world) == pytest.approx([1.0, 0.0])


def test_the_second_workplace_is_looked_at_as_the_first() -> None:
    world = skilled([2.0, 1.0], [1.0, 2.0], before=(1, 3, 0))
    world.effort[:4], world.hours[:4, :2] = 0.3, [0.8, 0.2]
    assert first_task(world) == pytest.approx([0.8] * 4 + [1.0, 0.0])


def test_who_is_alone_or_lacks_a_task_has_nothing_to_compare() -> None:
    assert first_task(skilled([2.0, 1.0])) == [0.5]
    world = skilled([2.0, 1.0], [1.0, 2.0])
    world.skill[:, 1] = 0.0
    assert first_task(world) == [0.5, 0.5]


@pytest.mark.parametrize("workplace", [0, 1])
def test_a_direction_is_examined_with_its_probability(workplace: int) -> None:
    world = skilled([2.0, 1.0], [1.0, 2.0], before=(1,) * workplace)
    key = economy_of(world).key(Stream.IMPROVEMENT)
    # The direction from the second task to the first, in the first round.
    own = uniform(key, np.int64(workplace * MOST_ROUNDS * NUMBERS + 64))
    for share, moves in ((own, False), (1.0001 * own, True)):
        found = first_task(world, assignment_improvement=share)[workplace:]
        assert found == pytest.approx([1.0, 0.0] if moves else [0.5, 0.5])
    second = uniform(key, np.int64((workplace * MOST_ROUNDS + 1) * NUMBERS + 64))
    share = 0.5 * (own + second)
    found = first_task(world, assignment_improvement=share, rounds=2)[workplace:]
    assert found == pytest.approx([1.0, 0.0])
    assert first_task(world, assignment_improvement=0.0)[workplace:] == [0.5, 0.5]


def directions_of(world: World, hold_index: bool) -> list[tuple[list[int], int, float]]:
    """Return the directions of the first sector with their numbers and weights."""
    directions = np.full((MOST_DIRECTIONS, 3), -9)
    numbers, weights = np.full(MOST_DIRECTIONS, -9), np.full(MOST_DIRECTIONS, NEVER)
    count = list_directions(economy_of(world), 0, hold_index, directions, numbers, weights)
    found = zip(directions[:count].tolist(), numbers.tolist(), weights.tolist(), strict=False)
    return list(found)


def test_any_two_tasks_are_a_direction() -> None:
    world = skilled([1.0, 1.0, 1.0], [1.0, 1.0, 1.0])
    expected = [([1, 0, 0], 64, 1.0), ([2, 0, 0], 128, 1.0), ([2, 1, 1], 137, 1.0)]
    assert directions_of(world, False) == expected
    world.hours_share[0, :3] = [0.0, 0.5, 0.5]
    assert directions_of(world, False) == expected[2:]
    world.hours_share[0, :3] = [0.5, 0.5, 0.0]
    assert directions_of(world, False) == expected[:1]


def test_where_indices_are_held_three_tasks_are_a_direction() -> None:
    world = skilled(*[[1.0, 1.0, 1.0, 1.0]] * 2)
    world.task_index[0, :4] = [0.25, 1.0, 0.0, 1.0]
    # From the first to a quarter of the second or fourth and three quarters of the third; and
    # between the two of equal index.
    expected = [
        ([3, 1, 1], 3 * 64 + 9, 1.0),
        ([0, 1, 2], 10, 0.25),
        ([0, 3, 2], 26, 0.25),
    ]
    assert directions_of(world, True) == expected
    for task, left in (
        (0, [expected[0]]),
        (1, [expected[2]]),
        (2, [expected[0]]),
        (3, [expected[1]]),
    ):
        world.hours_share[0, :4] = 1 / 3
        world.hours_share[0, task] = 0.0
        assert directions_of(world, True) == left


def test_those_who_come_from_elsewhere_do_a_part_of_the_work() -> None:
    world = skilled([0.5, 2.0], [1.0, 1.0], before=(1,))
    for row, partner, there, task, time in ((0, 1, 1, 0, 0.25), (1, 0, 0, 1, 0.5)):
        world.outside_partner[row], world.outside_workplace[row] = partner, there
        world.outside_task[row], world.outside_hours[row] = task, time
    world.effort[1], world.productive_time[1] = 0.5, 0.8
    economy, labour = economy_of(world), np.full(8, 9.0)
    add_incoming(economy, 0, labour)
    # Half of the month of who is worth 2 there at .4 of an hour.
    assert labour.tolist() == pytest.approx([0.0, 0.4] + [0.0] * 6)
    add_incoming(economy, 1, labour)
    assert labour.tolist() == pytest.approx([0.25] + [0.0] * 7)


def test_labour_is_compared_to_that_of_the_scarcest_task() -> None:
    world = skilled([1.0, 1.0, 1.0])
    world.hours_share[0, :3] = [0.25, 0.75, 0.0]
    economy, scale = economy_of(world), np.full(8, 9.0)
    relative = np.array([1.0, 1.5, 5.0, 9.0, 9.0, 9.0, 9.0, 9.0])
    assert scale_labour(economy, 0, relative, scale)
    # 4 and 2 hours a share: those of the second task are the scarcest.
    assert relative.tolist() == [2.0, 1.0, 0.0, 9.0, 9.0, 9.0, 9.0, 9.0]
    assert scale[:3].tolist() == pytest.approx([2.0, 2.0 / 3.0, 0.0])
    assert not scale_labour(economy, 0, np.array([0.0, 1.0, 1.0]), scale)
    world.hours_share[0, :3] = 0.0
    assert not scale_labour(economy_of(world), 0, np.ones(3), scale)


def test_the_law_bars_both_ways() -> None:
    closed = np.zeros(3 * 4)
    # The first may not do the upper task, the second not the lower, the third not the middle one.
    closed[[4 + 0, 8 + 1, 0 + 2]] = -np.inf
    ahead, behind = np.array([5.0, 6.0, 3.0, 1.0]), np.array([1.0, 2.0, 9.0, 0.5])
    assert bar_unlicensed(0, 1, 2, 4, closed, ahead, behind) == 3.0 + 2.0
    assert ahead.tolist() == [-np.inf, -np.inf, 3.0, 1.0]
    assert behind.tolist() == [1.0, 2.0, -np.inf, 0.5]


@pytest.mark.parametrize("place", range(8))
def test_the_largest_of_eight_is_found_wherever_it_stands(place: int) -> None:
    values = np.array([3.0, 1.0, 2.0, 0.0, 1.0, 2.0, 3.0, 1.0])
    values[place] = 4.0
    assert largest(8, values) == 4.0
    assert first_best(8, values) == place
    for other in range(place + 1, 8):
        values[other] = 4.0
        assert first_best(8, values) == place
        values[other] = 3.5
    assert first_best(4, np.full(4, -np.inf)) == 0
