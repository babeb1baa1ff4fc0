"""Swaps of task hours inside a workplace."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.swaps import apply_swaps, index_change, propose_swaps, task_product
from tests.kernels import reference_hours as reference
from tests.kernels.worlds import (
    World,
    add_exchanges,
    assert_same_bytes_however_cut,
    few_examples,
    make_world,
    seeds,
)

EXACT = 1e-9
amounts = st.floats(min_value=0.01, max_value=1.0)


def arguments(world: World, most: float) -> tuple:
    """Return what `propose_swaps` takes after the range of workplaces; the last four are filled."""
    return (
        world.offsets,
        world.sector,
        world.task_count,
        world.task_index,
        world.domain,
        world.complexity,
        world.expert,
        world.untrained_efficiency,
        world.reserved,
        world.marginal_product,
        world.job_index,
        world.productive_time * world.effort,
        world.skill,
        world.hours,
        most,
        np.full(world.people, -1, dtype=np.int8),
        np.full(world.people, -1, dtype=np.int8),
        np.zeros(world.people),
        np.zeros(world.workplaces),
    )


def proposed(world: World, most: float) -> tuple:
    """Return given task, taken task, amount and change of output of one round."""
    full = arguments(world, most)
    propose_swaps(0, world.workplaces, *full)
    return full[-4:]


def applied(world: World, most: float) -> tuple:
    """Propose a round and carry it out everywhere."""
    given_task, taken_task, amount, output = proposed(world, most)
    approved = np.ones(world.workplaces, dtype=np.bool_)
    apply_swaps(
        0, world.workplaces, world.offsets, approved, given_task, taken_task, amount, world.hours
    )
    return given_task, taken_task, amount, output


def exchanging_world(seed: int) -> World:
    """Return a staffed world of which some members also work elsewhere."""
    world = make_world(seed, staffed=True)
    add_exchanges(world)
    return world


def expert_and_helper(skill: float, complexity: float) -> World:
    """Return two people: an expert in the one complex task, and a helper in the one simple task."""
    world = make_world(1, workplaces=1, smallest=12)
    world.offsets = np.array([0, 2])
    world.workplace = world.workplace[:2]
    for name in ("effort", "productive_time"):
        setattr(world, name, np.ones(2))
    for name in ("outside_workplace", "outside_task", "outside_hours"):
        setattr(world, name, getattr(world, name)[:2])
    world.sector = np.zeros(1, dtype=np.int64)
    world.task_count = np.array([2])
    world.hours_share = np.array([[0.5, 0.5, 0, 0, 0, 0, 0, 0]])
    world.complexity = np.array([[complexity, 0.0, 0, 0, 0, 0, 0, 0]])
    world.domain = np.zeros((1, 8), dtype=np.int64)
    world.untrained_efficiency = np.ones((1, 8))
    world.reserved = np.zeros((1, 8), dtype=np.bool_)
    world.task_index = np.array([[1.0, 0.0, 0, 0, 0, 0, 0, 0]])
    world.skill = np.array([[skill] * 6, [1.0] * 6])
    world.hours = np.eye(2, 8)
    return world


def labour(world: World) -> np.ndarray:
    """Return effective labour by task of the first workplace."""
    kind = world.sector[0]
    ability = world.skill[:, world.domain[kind]] ** world.complexity[kind]
    return (world.hours * ability).sum(axis=0)


@few_examples
@given(seeds)
def test_task_products_agree_with_the_reference(seed):
    world = make_world(seed, smallest=1)
    time = world.productive_time * world.effort
    for j in range(world.workplaces):
        row, kind = int(world.offsets[j]), int(world.sector[j])
        for k in range(world.task_count[kind]):
            found = task_product(
                row,
                k,
                kind,
                time[row],
                world.marginal_product[j, k],
                world.skill,
                world.domain,
                world.complexity,
                world.expert,
                world.untrained_efficiency,
            )
            assert found == pytest.approx(reference.hour_of_work(world, row, j, k), rel=1e-12)


@few_examples
@given(seeds, amounts)
def test_proposals_agree_with_the_reference(seed, most):
    world = exchanging_world(seed)
    expected = reference.propose_swaps(world, world.job_index, most)
    given_task, taken_task, amount, output = proposed(world, most)
    np.testing.assert_array_equal(given_task, expected[0])
    np.testing.assert_array_equal(taken_task, expected[1])
    np.testing.assert_allclose(amount, expected[2], rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(output, expected[3], rtol=1e-12, atol=1e-13)


@few_examples
@given(seeds, amounts)
def test_index_changes_and_spreads_agree_with_the_reference(seed, most):
    world = exchanging_world(seed)
    index = world.job_index
    given_task, taken_task, amount, _ = proposed(world, most)
    change, before, after = (np.zeros(n) for n in (world.people, *[world.workplaces] * 2))
    index_change(
        0,
        world.workplaces,
        world.offsets,
        world.sector,
        world.task_index,
        index,
        given_task,
        taken_task,
        amount,
        change,
        before,
        after,
    )
    expected = reference.index_change(world, index, given_task, taken_task, amount)
    for found, wanted in zip((change, before, after), expected, strict=True):
        np.testing.assert_allclose(found, wanted, rtol=1e-12, atol=1e-15)
    assert (after <= before + 1e-12).all()


@few_examples
@given(seeds, amounts)
def test_swaps_conserve_the_hours_of_every_task_and_every_person(seed, most):
    world = exchanging_world(seed)
    work, time = world.work(), world.hours.sum(axis=1)
    for _ in range(5):
        applied(world, most)
    np.testing.assert_allclose(world.work(), work, rtol=0.0, atol=EXACT)
    np.testing.assert_allclose(world.hours.sum(axis=1), time, rtol=0.0, atol=EXACT)
    assert (world.hours >= 0.0).all()


@few_examples
@given(seeds, amounts)
def test_swaps_move_no_more_hours_than_allowed_and_indices_never_cross(seed, most):
    world = exchanging_world(seed)
    before = world.job_index
    _, _, amount, _ = applied(world, most)
    after = world.job_index
    assert (amount <= most).all()
    for j in range(world.workplaces):
        upwards = np.argsort(before[world.rows(j)]) + world.rows(j).start
        for low, high in zip(upwards, upwards[::-1][: len(upwards) // 2], strict=False):
            assert after[low] - before[low] == pytest.approx(before[high] - after[high], abs=1e-12)
            assert before[low] - 1e-12 <= after[low] <= after[high] + 1e-12


@few_examples
@given(seeds)
def test_no_other_pair_of_tasks_is_cheaper_than_the_chosen_one(seed):
    world = make_world(seed, staffed=True)
    index = world.job_index
    given_task, taken_task, amount, _ = proposed(world, 0.05)

    def cost(high: int, low: int, j: int, given_up: int, taken: int) -> float:
        moved = world.task_index[world.sector[j], [given_up, taken]] @ [1.0, -1.0]
        sides = ((high, given_up, 1), (high, taken, -1), (low, taken, 1), (low, given_up, -1))
        value = sum(sign * reference.hour_of_work(world, r, j, k) for r, k, sign in sides)
        return value / moved

    for j in range(world.workplaces):
        upwards = np.argsort(index[world.rows(j)]) + world.rows(j).start
        score = world.task_index[world.sector[j]]
        for low, high in zip(upwards, upwards[::-1][: len(upwards) // 2], strict=False):
            if amount[high] == 0.0:
                continue
            chosen = cost(high, low, j, given_task[high], taken_task[high])
            for k in np.flatnonzero(world.hours[high] > 1e-6):
                for m in np.flatnonzero(world.hours[low] > 1e-6):
                    allowed = world.may(low, j, k) and world.may(high, j, m)
                    if allowed and score[k] > score[m] + 1e-6:
                        assert chosen <= cost(high, low, j, k, m) + 1e-9 * abs(chosen)


def test_only_workplaces_that_approve_carry_swaps_out():
    world = make_world(4, workplaces=4, staffed=True, smallest=4)
    before = world.hours.copy()
    given_task, taken_task, amount, _ = proposed(world, 0.1)
    approved = np.array([True, False, True, False])
    apply_swaps(0, 4, world.offsets, approved, given_task, taken_task, amount, world.hours)
    for j in range(4):
        assert (world.hours[world.rows(j)] != before[world.rows(j)]).any() == approved[j]


def test_equal_jobs_are_not_swapped():
    world = make_world(6, workplaces=2, smallest=3)
    world.hours[: world.employed] = world.hours_share[
        world.sector[world.workplace[: world.employed]]
    ]
    given_task, taken_task, amount, output = proposed(world, 0.1)
    assert (amount == 0.0).all()
    assert (output == 0.0).all()
    assert (given_task == -1).all()
    assert (taken_task == -1).all()


def test_repeated_swaps_make_two_unlike_jobs_equal():
    world = expert_and_helper(2.0, 1.0)
    for _ in range(20):
        applied(world, 0.05)
    np.testing.assert_allclose(world.hours[:, :2], 0.5, rtol=0.0, atol=EXACT)


@few_examples
@given(
    st.floats(min_value=0.5, max_value=2.0),
    st.floats(min_value=0.0, max_value=2.5),
    st.floats(min_value=0.01, max_value=0.5),
)
def test_two_people_and_two_tasks_lose_what_the_closed_form_says(skill, complexity, moved):
    world = expert_and_helper(skill, complexity)
    expert = skill**complexity
    # Cobb-Douglas with equal shares at the start: dY/dL = Y / (2 L).
    output = 2.0 * math.sqrt(expert)
    world.marginal_product = np.array([[output / (2 * expert), output / 2.0, 0, 0, 0, 0, 0, 0]])
    _, _, amount, first_order = applied(world, moved)
    assert amount == pytest.approx([moved, moved], rel=1e-12)
    assert first_order[0] == pytest.approx(-moved * output * (1 - 1 / expert) / 2, abs=1e-12)
    after = 2.0 * math.sqrt(np.prod(labour(world)[:2]))
    closed_form = 0.5 * math.log(1.0 - moved * (1.0 - 1.0 / expert))
    assert math.log(after / output) == pytest.approx(closed_form, abs=1e-12)


@few_examples
@given(seeds, amounts)
def test_swaps_do_not_depend_on_how_workplaces_are_cut(seed, most):
    world = exchanging_world(seed)
    assert_same_bytes_however_cut(propose_swaps, world.workplaces, arguments(world, most))
    given_task, taken_task, amount, _ = proposed(world, most)
    swaps = (given_task, taken_task, amount)
    results = (np.zeros(world.people), np.zeros(world.workplaces), np.zeros(world.workplaces))
    table = (world.offsets, world.sector, world.task_index, world.job_index)
    assert_same_bytes_however_cut(index_change, world.workplaces, (*table, *swaps, *results))
    approved = world.rng.uniform(size=world.workplaces) < 0.5
    table = (world.offsets, approved, *swaps, world.hours)
    assert_same_bytes_however_cut(apply_swaps, world.workplaces, table)
