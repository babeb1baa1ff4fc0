"""A rule of the division of labour is its steps, one after the other, wherever it is cut."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from sim.institutions.improvement import ROUNDS_AFTER_SORTING, improve
from sim.kernels.division import (
    divide_by_skill,
    improve_balanced_jobs,
    look_at_balance,
    propose_round,
)
from sim.kernels.hierarchy import assign_by_skill
from sim.kernels.improvement import improve_assignment
from sim.kernels.job_indices import clear_jobs_of_others, job_indices
from sim.kernels.licences import reserve_licensed
from sim.kernels.staffing import restore_staffing
from sim.kernels.swaps import propose_swaps
from sim.state import EconomyState
from tests.kernels.economies import arrays_of, assert_same_state_however_cut, economy_of
from tests.kernels.few import few
from tests.kernels.producing import nothing_proposed, producing
from tests.kernels.worlds import World, add_exchanges, few_examples, make_world, seeds

ROUNDS = 3


def world_with_exchanges(seed: int) -> World:
    """Return a staffed world of which some members also work elsewhere."""
    world = make_world(seed, staffed=True)
    add_exchanges(world)
    return world


def with_changes(world: World) -> EconomyState:
    """Return its economy, where membership of every other workplace has just changed."""
    state = producing(world, assignment_improvement=0.5)
    state.workplaces.changed[:] = np.arange(world.workplaces) % 2 == 0
    return state


def assert_same(one: EconomyState, other: EconomyState) -> None:
    """Check that two states hold the same bytes."""
    first, second = arrays_of(one), arrays_of(other)
    assert [name for name in first if first[name].tobytes() != second[name].tobytes()] == []


@few_examples
@given(seeds)
def test_a_round_is_proposed_after_staffing_licences_and_a_look_at_jobs(seed: int) -> None:
    world = world_with_exchanges(seed)
    state, count = with_changes(world), world.workplaces
    stepwise, proposal, expected = state.copy(), nothing_proposed(world), nothing_proposed(world)
    assert_same_state_however_cut(propose_round, count, state, proposal)
    propose_round(0, count, state, proposal)
    changed = stepwise.workplaces.changed
    reserve_licensed(0, count, stepwise, ~changed)
    restore_staffing(0, count, stepwise, changed)
    reserve_licensed(0, count, stepwise, changed)
    job_indices(0, count, stepwise, np.ones(count, np.bool_))
    clear_jobs_of_others(stepwise)
    propose_swaps(0, count, stepwise, expected)
    assert_same(state, stepwise)
    for name in ("given_task", "taken_task", "amount", "index_change", "output_change"):
        assert getattr(proposal, name).tobytes() == getattr(expected, name).tobytes()


@few_examples
@given(seeds)
def test_labour_is_divided_by_skill_then_licences_then_improvement(seed: int) -> None:
    world = make_world(seed, staffed=True)
    state, count = with_changes(world), world.workplaces
    stepwise, changed = state.copy(), state.workplaces.changed.copy()
    assert_same_state_however_cut(divide_by_skill, count, state, changed, ROUNDS)
    divide_by_skill(0, count, state, changed, ROUNDS)
    assign_by_skill(0, count, stepwise, changed)
    reserve_licensed(0, count, stepwise, np.ones(count, np.bool_))
    improve_assignment(0, count, stepwise, False, changed, ROUNDS)
    assert_same(state, stepwise)


@few_examples
@given(seeds)
def test_balanced_jobs_are_improved_after_licences(seed: int) -> None:
    world = world_with_exchanges(seed)
    state, count = with_changes(world), world.workplaces
    stepwise = state.copy()
    assert_same_state_however_cut(improve_balanced_jobs, count, state)
    improve_balanced_jobs(0, count, state)
    reserve_licensed(0, count, stepwise, np.ones(count, np.bool_))
    improve_assignment(0, count, stepwise, True, np.zeros(count, np.bool_), 1)
    assert_same(state, stepwise)


@few_examples
@given(seeds)
def test_a_rule_of_ones_own_improves_as_the_shipped_ones_do(seed: int) -> None:
    world = make_world(seed, staffed=True)
    state, count = with_changes(world), world.workplaces
    shipped, changed = state.copy(), state.workplaces.changed.copy()
    improve(state, hold_index=False, sorted_again=changed)
    improve_assignment(0, count, shipped, False, changed, ROUNDS_AFTER_SORTING)
    improve(state, hold_index=True)
    improve_assignment(0, count, shipped, True, np.zeros(count, np.bool_), 1)
    assert_same(state, shipped)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_nobody_improves_anything_where_no_direction_is_examined(share: float) -> None:
    world = make_world(4, staffed=True)
    state = producing(world, assignment_improvement=share)
    before = state.people.hours.copy()
    everywhere = np.ones(world.workplaces, np.bool_)
    improve_assignment(0, world.workplaces, state, False, everywhere, ROUNDS)
    assert (state.people.hours.tobytes() == before.tobytes()) == (share == 0.0)


@pytest.mark.parametrize("ended", [False, True])
def test_licensed_work_goes_to_the_licensed_once_exchanges_have_ended(ended: bool) -> None:
    world = few(2, 2)
    # A nurse and a helper share two tasks, of which the law reserves the first to nurses.
    world.reserved[0, 0], world.domain[0, 0], world.expert[[0, 2]] = True, 3, 3
    world.task_index[0, :2] = world.empowerment_score[0, :2] = [1.0, 0.0]
    economy, mean = economy_of(world, empowerment_weight=1.0), np.full(2, 9.0)
    economy.people.job_index[:] = 0.25
    look_at_balance(0, 2, economy, ended, np.array([True, False]), mean)
    nurse, helper = (1.0, 0.0) if ended else (0.5, 0.5)
    assert economy.people.hours[:, 0].tolist() == pytest.approx([nurse, helper] * 2)
    # Only in the first workplace are jobs looked at again.
    assert economy.people.job_index.tolist() == pytest.approx([nurse, helper, 0.25, 0.25])
    assert mean.tolist() == pytest.approx([0.5, 0.25])
    spread = [0.5 if ended else 0.0, 0.0]
    assert economy.workplaces.job_index_spread.tolist() == pytest.approx(spread)
