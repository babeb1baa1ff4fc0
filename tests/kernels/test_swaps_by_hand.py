"""What two and more people swap, by numbers that can be checked by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.kernels.swaps import (
    LANES,
    NEGLIGIBLE,
    apply_swaps,
    count_swapped_hours,
    propose_swaps,
    task_product,
)
from sim.state import EconomyState
from sim.state.proposal import Proposal
from tests.kernels.few import few
from tests.kernels.producing import producing
from tests.kernels.worlds import World

LOW, HIGH = 0, 1
"""Rows of a pair: who has the lower job index, and who the higher one."""


def stale(world: World) -> Proposal:
    """Return a round that is full of what an earlier one left."""
    people, places = world.people, world.workplaces
    return Proposal(
        given_task=np.full(people, 5, dtype=np.int8),
        taken_task=np.full(people, 6, dtype=np.int8),
        amount=np.full(people, 7.0),
        index_change=np.full(people, 8.0),
        spread_before=np.full(places, 9.0),
        spread_after=np.full(places, 9.0),
        output_change=np.full(places, 9.0),
    )


def proposed(world: World, swap_hours: float = 0.1, output: float = 1.0) -> Proposal:
    """Return the round that is proposed."""
    proposal = stale(world)
    state = producing(world, output, swap_hours=swap_hours)
    propose_swaps(0, world.workplaces, state, proposal)
    return proposal


def pair(**values: Any) -> World:
    """Return somebody who does only the second task, of index 0, and one who does the first, of 1.

    An hour of full efficiency brings 2 in the first task, whose efficiency is skill, and .5 in the
    second. The former has a skill of .5, an effort of .8 and half of the productive time.
    """
    world = few(2)
    world.task_index[0, :2] = [1.0, 0.0]
    world.hours[:, :2] = [[0.0, 1.0], [1.0, 0.0]]
    world.marginal_product[0, :2] = [2.0, 0.5]
    world.complexity[0, 0], world.domain[0, 0] = 1.0, 3
    world.skill[LOW, 3], world.effort[LOW], world.productive_time[LOW] = 0.5, 0.8, 0.5
    for name, value in values.items():
        getattr(world, name)[:] = value
    return world


@pytest.mark.parametrize("output", [0.5, 1.0, 2.0])
def test_a_swap_costs_what_one_does_better_than_the_other(output: float) -> None:
    found = proposed(pair(), 0.1, output)
    assert found.given_task.tolist() == [1, 0]
    assert found.taken_task.tolist() == [0, 1]
    assert found.amount.tolist() == pytest.approx([0.1, 0.1])
    # An hour of the first brings .4 in the first task and .2 in the second, of the other 2 and .5.
    assert found.output_change[0] == pytest.approx(-0.1 * (2.0 - 0.4 - 0.5 + 0.2) / output)
    assert found.index_change.tolist() == pytest.approx([0.1, -0.1])
    assert found.spread_before[0] == pytest.approx(0.5)
    assert found.spread_after[0] == pytest.approx(0.4)


def test_without_output_the_change_is_that_of_output_itself() -> None:
    world, proposal = pair(), stale(pair())
    state = producing(world, swap_hours=0.1)
    state.workplaces.output[:] = 0.0
    propose_swaps(0, 1, state, proposal)
    assert proposal.output_change.tolist() == [0.0]
    assert proposal.amount.tolist() == pytest.approx([0.1, 0.1])


@pytest.mark.parametrize(
    ("hours", "swap_hours", "amount"),
    [
        ([[0.0, 1.0], [1.0, 0.0]], 0.7, 0.5),  # the indices meet
        ([[0.0, 1.0], [1.0, 0.0]], 0.3, 0.3),  # the most that a round allows
        ([[0.0, 1.0], [0.2, 0.0]], 0.3, 0.1),  # the indices .2 and 0 meet
        ([[0.0, 0.05], [1.0, 0.0]], 0.3, 0.05),  # all that one has of a task
    ],
)
def test_hours_swapped_are_bounded(hours: list, swap_hours: float, amount: float) -> None:
    world = few(2)
    world.task_index[0, :2], world.hours[:, :2] = [1.0, 0.0], hours
    assert proposed(world, swap_hours).amount.tolist() == pytest.approx([amount, amount])


def test_indices_meet_sooner_the_farther_a_swap_moves_them() -> None:
    world = few(2)
    world.task_index[0, :2], world.hours[:, :2] = [0.5, 0.0], [[0.2, 0.8], [0.6, 0.4]]
    # Indices of .1 and .3: at half a unit an hour .2 hours bring both to .2.
    assert proposed(world, 0.4).amount.tolist() == pytest.approx([0.2, 0.2])


def test_no_more_is_given_than_one_does() -> None:
    world = few(2)
    # Indices of .04 * 1 + .96 * .5 and 0; only the first task may be given, which is .04.
    world.task_index[0, :3] = [1.0, 0.5, 0.0]
    world.task_count[0], world.hours_share[0, :3] = 3, [0.2, 0.4, 0.4]
    world.hours[:, :3] = [[0.0, 0.0, 1.0], [0.04, 0.96, 0.0]]
    world.reserved[0, 1], world.domain[0, 1] = True, 4
    found = proposed(world, 0.3)
    assert found.amount.tolist() == pytest.approx([0.04, 0.04])
    assert (found.given_task[HIGH], found.taken_task[HIGH]) == (0, 2)


def three_tasks(better: list[float]) -> World:
    """Return two who do tasks of indices 1, .5 and 0, one more of the first and the last.

    By so much more does an hour of who has the higher index bring in each of them.
    """
    world = few(2)
    world.task_count[0], world.hours_share[0, :3] = 3, [0.2, 0.4, 0.4]
    world.task_index[0, :3] = [1.0, 0.5, 0.0]
    world.complexity[0, :3], world.domain[0, :3] = 1.0, [0, 1, 2]
    world.skill[LOW, :3], world.skill[HIGH, :3] = 1.0, 1.0 + np.array(better)
    world.hours[:, :3] = [[0.2, 0.3, 0.5], [0.5, 0.3, 0.2]]
    return world


@pytest.mark.parametrize(
    ("better", "given", "taken", "cost"),
    [
        ([0.6, 0.1, 0.0], 1, 2, 0.1),  # per unit of index 1 from first to second, .6, and .2
        ([0.3, 0.2, 0.0], 0, 1, 0.1),  # .2, .3 and .4
        ([0.1, 0.3, 0.0], 0, 1, -0.2),  # the other one should have done the first anyway
        ([0.0, 0.0, 0.0], 0, 1, 0.0),  # of equals the first
    ],
)
def test_the_cheapest_pair_of_tasks_is_swapped(
    better: list[float], given: int, taken: int, cost: float
) -> None:
    found = proposed(three_tasks(better), 0.1)
    assert (found.given_task[HIGH], found.taken_task[HIGH]) == (given, taken)
    assert (found.given_task[LOW], found.taken_task[LOW]) == (taken, given)
    assert found.amount.tolist() == pytest.approx([0.1, 0.1])
    assert found.output_change[0] == pytest.approx(-0.1 * cost)
    assert found.index_change.tolist() == pytest.approx([0.05, -0.05])


@pytest.mark.parametrize("row", [LOW, HIGH])
def test_what_one_does_not_do_is_not_given(row: int) -> None:
    world = three_tasks([0.6, 0.1, 0.0] if row == HIGH else [0.3, 0.2, 0.0])
    world.hours[row, 1] = NEGLIGIBLE
    found = proposed(world, 0.05)
    # In each case the cheapest swap is one in which the second task would be given.
    assert found.given_task[row] != 1
    assert found.amount.tolist() == pytest.approx([0.05, 0.05])


@pytest.mark.parametrize("row", [LOW, HIGH])
def test_who_has_no_licence_is_not_given_a_licensed_task(row: int) -> None:
    # Without licences the cheapest swap is one in which the second task would be taken.
    world = three_tasks([0.6, 0.1, 0.0] if row == LOW else [0.3, 0.2, 0.0])
    world.reserved[0, 1], world.expert[1 - row] = True, world.domain[0, 1]
    found = proposed(world, 0.1)
    assert (found.given_task[HIGH], found.taken_task[HIGH]) == (0, 2)
    # A licence of the domain lifts the bar.
    world.expert[row] = world.domain[0, 1]
    assert proposed(world, 0.1).taken_task[row] == 1


@pytest.mark.parametrize("order", [[3, 4], [4, 3]])
@pytest.mark.parametrize("case", ["all", "barred", "barred high", "nothing done"])
def test_a_pair_swaps_alike_whoever_works_elsewhere(case: str, order: list[int]) -> None:
    alone, world = pair(), few(3, 2)
    if case == "barred":
        alone = three_tasks([0.6, 0.1, 0.0])
        alone.reserved[0, 1], alone.expert[:] = True, [-1, 1]
    elif case == "barred high":
        alone = three_tasks([0.3, 0.2, 0.0])
        alone.reserved[0, 1], alone.expert[:] = True, [1, -1]
    elif case == "nothing done":
        alone.hours[:, :2] = [[0.5, 0.5], [1.0, 0.0]]
        alone.hours[LOW, 1], alone.hours[LOW, 2] = 0.0, 0.5
    for name in ("task_count", "task_index", "hours_share", "complexity", "domain", "reserved"):
        setattr(world, name, getattr(alone, name))
    world.marginal_product[:] = alone.marginal_product
    for name in ("skill", "effort", "productive_time", "hours", "expert"):
        getattr(world, name)[order] = getattr(alone, name)
    # Others before them, of whom nobody does what the pair does, and some are licensed.
    world.effort[:3], world.productive_time[:3], world.expert[:3] = 0.3, 0.1, [1, -1, 1]
    world.hours[:3, :3] = [[0.0, 0.0, 1.0], [0.0, 1.0, 0.0], [1.0, 0.0, 0.0]]
    found, expected = proposed(world), proposed(alone)
    assert found.amount[order].tolist() == pytest.approx(expected.amount.tolist())
    assert found.given_task[order].tolist() == expected.given_task.tolist()
    assert found.index_change[order].tolist() == pytest.approx(expected.index_change.tolist())
    assert found.output_change[1] == pytest.approx(expected.output_change[0])


def test_the_next_pair_swaps_where_the_first_is_barred() -> None:
    world = jobs([0.9, 0.1, 0.8, 0.2])
    world.reserved[0, 0], world.expert[[0, 2, 3]] = True, world.domain[0, 0]
    assert proposed(world, 0.1).amount.tolist() == pytest.approx([0.0, 0.0, 0.1, 0.1])


def test_nobody_swaps_where_all_is_barred() -> None:
    world = pair()
    world.reserved[0, 0] = True
    found = proposed(world)
    assert found.given_task.tolist() == [-1, -1]
    assert found.taken_task.tolist() == [-1, -1]
    assert found.amount.tolist() == [0.0, 0.0]
    assert found.index_change.tolist() == [0.0, 0.0]
    assert found.output_change.tolist() == [0.0]
    assert (found.spread_before[0], found.spread_after[0]) == (0.5, 0.5)


def jobs(*members: list[float]) -> World:
    """Return workplaces whose members spend these shares of time on a task of index 1."""
    world = few(*[len(one) for one in members])
    world.task_index[:, :2] = [1.0, 0.0]
    shares = np.concatenate([np.array(one) for one in members])
    world.hours[:, 0], world.hours[:, 1] = shares, 1.0 - shares
    return world


def test_the_highest_is_paired_with_the_lowest_and_so_on() -> None:
    found = proposed(jobs([0.4, 0.1, 0.35, 0.2], [], [0.9, 0.1, 0.5]), 0.1)
    # .4 with .1, and .35 with .2, whose gap is .15; in the other workplace one is left alone.
    assert found.amount.tolist() == pytest.approx([0.1, 0.1, 0.075, 0.075, 0.1, 0.1, 0.0])
    assert found.given_task.tolist() == [0, 1, 0, 1, 0, 1, -1]
    change = [-0.1, 0.1, -0.075, 0.075, -0.1, 0.1, 0.0]
    assert found.index_change.tolist() == pytest.approx(change)
    before = [np.std([0.4, 0.1, 0.35, 0.2]), 0.0, np.std([0.9, 0.1, 0.5])]
    after = [np.std([0.3, 0.2, 0.275, 0.275]), 0.0, np.std([0.8, 0.2, 0.5])]
    assert found.spread_before.tolist() == pytest.approx(before)
    assert found.spread_after.tolist() == pytest.approx(after)


@pytest.mark.parametrize("members", [2 * LANES, 2 * LANES + 3])
def test_many_pairs_are_looked_at_together(members: int) -> None:
    shares = [place / members for place in range(members)]
    world = jobs([0.0, 0.9], shares, [0.2, 0.6])
    world.skill[: world.people, 3] = np.linspace(0.5, 1.5, world.people)
    world.skill[: world.people, 4] = np.linspace(1.4, 0.9, world.people)
    world.complexity[0, :2], world.domain[0, :2] = 1.0, [3, 4]
    found = proposed(world, 0.01)
    middle = [] if members % 2 == 0 else [0.0]
    half = [0.01] * (members // 2)
    assert found.amount.tolist() == pytest.approx([0.01] * 2 + half + middle + half + [0.01] * 2)
    skill = world.skill[2:-2, 3] - world.skill[2:-2, 4]
    lost = sum(skill[-1 - one] - skill[one] for one in range(members // 2))
    assert found.output_change[1] == pytest.approx(-0.01 * lost)


def test_equal_jobs_are_left_alone() -> None:
    found = proposed(jobs([0.5, 0.5, 0.5], [0.7], [0.3, 0.3 + 0.4e-8]))
    assert found.amount.tolist() == [0.0] * 6
    assert found.output_change.tolist() == [0.0] * 3
    assert found.spread_before[:2].tolist() == [0.0, 0.0]
    assert found.spread_after[:2].tolist() == [0.0, 0.0]
    # Between two unlike ones the two that are equal have nothing to swap.
    assert proposed(jobs([0.9, 0.5, 0.1, 0.5])).given_task.tolist() == [0, -1, 1, -1]


def test_an_hour_brings_its_marginal_product_times_efficiency() -> None:
    state: EconomyState = producing(pair())
    products = np.array([2.0, 0.5] + [0.0] * 6)
    assert task_product(state, LOW, 0, 0, products) == pytest.approx(2.0 * 0.4 * 0.5)
    assert task_product(state, LOW, 1, 0, products) == pytest.approx(0.5 * 0.4)
    assert task_product(state, HIGH, 0, 0, products) == pytest.approx(2.0)


def test_swaps_are_carried_out_where_they_are_approved() -> None:
    world = jobs([0.9, 0.1], [0.8, 0.2], [0.6, 0.4])
    state, proposal = producing(world), proposed(world, 0.1)
    approved = np.array([False, True, True])
    apply_swaps(0, 3, state, proposal, approved)
    expected = [0.9, 0.1, 0.7, 0.3, 0.5, 0.5]
    assert state.people.hours[:, 0].tolist() == pytest.approx(expected)
    assert state.people.hours[:, 1].tolist() == pytest.approx([1.0 - one for one in expected])
    count_swapped_hours(state, proposal, approved)
    assert state.flows.swapped_hours == pytest.approx(0.4)


def test_nothing_is_carried_out_where_nothing_is_proposed() -> None:
    world = jobs([0.5, 0.5])
    state, proposal = producing(world), stale(world)
    proposal.amount[:] = 0.0
    apply_swaps(0, 1, state, proposal, np.array([True]))
    assert state.people.hours[:, :2].tolist() == [[0.5, 0.5]] * 2
    assert not state.people.hours[:, 2:].any()
