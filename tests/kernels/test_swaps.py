"""Swaps of task hours inside a workplace."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.aggregation import fill_products
from sim.kernels.swaps import (
    apply_swaps,
    count_swapped_hours,
    propose_swaps,
    task_product,
)
from sim.state.proposal import Proposal
from tests.kernels import reference_hours as reference
from tests.kernels.economies import assert_same_state_however_cut
from tests.kernels.producing import keep, nothing_proposed, producing
from tests.kernels.worlds import (
    World,
    add_exchanges,
    few_examples,
    make_world,
    only_first,
    seeds,
)

EXACT = 1e-9
amounts = st.floats(min_value=0.01, max_value=1.0)


def proposed(world: World, most: float, output: float = 1.0) -> Proposal:
    """Return one round of swaps."""
    proposal = nothing_proposed(world)
    state = producing(world, output, swap_hours=most)
    propose_swaps(0, world.workplaces, state, proposal)
    return proposal


def applied(world: World, most: float) -> Proposal:
    """Propose a round and carry it out everywhere."""
    proposal, state = proposed(world, most), producing(world)
    apply_swaps(0, world.workplaces, state, proposal, np.ones(world.workplaces, dtype=np.bool_))
    keep(world, state)
    return proposal


def exchanging_world(seed: int) -> World:
    """Return a staffed world of which some members also work elsewhere."""
    world = make_world(seed, staffed=True)
    add_exchanges(world)
    return world


def expert_and_helper(skill: float, complexity: float) -> World:
    """Return two people: an expert in the one complex task, and a helper in the one simple task."""
    world = make_world(1, workplaces=1, smallest=12)
    only_first(world, 2)
    for name in ("effort", "productive_time"):
        setattr(world, name, np.ones(2))
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
    state, products = producing(world), np.empty(8)
    for j in range(world.workplaces):
        row, kind = int(world.offsets[j]), int(world.sector[j])
        fill_products(state, j, products)
        for k in range(world.task_count[kind]):
            found = task_product(state, row, k, kind, products)
            assert found == pytest.approx(reference.hour_of_work(world, row, j, k), rel=1e-12)


@few_examples
@given(seeds, amounts)
def test_proposals_agree_with_the_reference(seed, most):
    world = exchanging_world(seed)
    expected = reference.propose_swaps(world, world.job_index, most)
    for output in (1.0, 2.5):  # log points: the change relative to what is produced
        found = proposed(world, most, output)
        np.testing.assert_array_equal(found.given_task, expected[0])
        np.testing.assert_array_equal(found.taken_task, expected[1])
        np.testing.assert_allclose(found.amount, expected[2], rtol=1e-12, atol=1e-15)
        change = output * found.output_change
        np.testing.assert_allclose(change, expected[3], rtol=1e-12, atol=1e-13)


@few_examples
@given(seeds, amounts)
def test_index_changes_and_spreads_agree_with_the_reference(seed, most):
    world = exchanging_world(seed)
    index = world.job_index
    found = proposed(world, most)
    swaps = (found.given_task, found.taken_task, found.amount)
    expected = reference.index_change(world, index, *swaps)
    before, after = found.spread_before, found.spread_after
    for one, wanted in zip((found.index_change, before, after), expected, strict=True):
        np.testing.assert_allclose(one, wanted, rtol=1e-12, atol=1e-15)
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
    amount = applied(world, most).amount
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
    found = proposed(world, 0.05)
    given_task, taken_task, amount = found.given_task, found.taken_task, found.amount

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
    proposal, state = proposed(world, 0.1), producing(world)
    approved = np.array([True, False, True, False])
    apply_swaps(0, 4, state, proposal, approved)
    count_swapped_hours(state, proposal, approved)
    for j in range(4):
        rows = world.rows(j)
        assert (state.people.hours[rows] != before[rows]).any() == approved[j]
    swapped = sum(proposal.amount[world.rows(j)].sum() for j in (0, 2))
    assert state.flows.swapped_hours == pytest.approx(swapped, rel=1e-12)


def test_equal_jobs_are_not_swapped():
    world = make_world(6, workplaces=2, smallest=3)
    world.hours[: world.employed] = world.hours_share[
        world.sector[world.workplace[: world.employed]]
    ]
    proposal = proposed(world, 0.1)
    assert (proposal.amount == 0.0).all()
    assert (proposal.output_change == 0.0).all()
    assert (proposal.given_task == -1).all()
    assert (proposal.taken_task == -1).all()


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
    proposal = applied(world, moved)
    assert proposal.amount == pytest.approx([moved, moved], rel=1e-12)
    assert proposal.output_change[0] == pytest.approx(
        -moved * output * (1 - 1 / expert) / 2, abs=1e-12
    )
    after = 2.0 * math.sqrt(np.prod(labour(world)[:2]))
    closed_form = 0.5 * math.log(1.0 - moved * (1.0 - 1.0 / expert))
    assert math.log(after / output) == pytest.approx(closed_form, abs=1e-12)


@few_examples
@given(seeds, amounts)
def test_swaps_do_not_depend_on_how_workplaces_are_cut(seed, most):
    world = exchanging_world(seed)
    state = producing(world, swap_hours=most)
    empty = nothing_proposed(world)
    assert_same_state_however_cut(propose_swaps, world.workplaces, state, empty)
    approved = world.rng.uniform(size=world.workplaces) < 0.5
    proposal = proposed(world, most)
    assert_same_state_however_cut(apply_swaps, world.workplaces, state, proposal, approved)
