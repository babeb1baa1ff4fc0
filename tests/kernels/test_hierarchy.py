"""The corporate division of labour, and naive rotation."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from sim.kernels.hierarchy import assign_by_skill, rotate
from tests.kernels import reference_hours as reference
from tests.kernels.economies import assert_same_state_however_cut, economy_of
from tests.kernels.worlds import World, few_examples, make_world, seeds

EXACT = 1e-9


def sort(world: World, changed: np.ndarray) -> None:
    """Sort the workplaces of a world that have changed."""
    state = economy_of(world)
    assign_by_skill(0, world.workplaces, state, changed)
    world.hours = state.people.hours


def sorted_world(seed: int) -> World:
    """Return a world in which every workplace was sorted by skill."""
    world = make_world(seed)
    everywhere = np.ones(world.workplaces, dtype=np.bool_)
    sort(world, everywhere)
    return world


@few_examples
@given(seeds)
def test_sorting_agrees_with_the_reference(seed):
    world = make_world(seed)
    changed = world.rng.uniform(size=world.workplaces) < 0.7
    expected = reference.assign_by_skill(world, changed)
    sort(world, changed)
    np.testing.assert_allclose(world.hours, expected, rtol=1e-12, atol=1e-13)


@few_examples
@given(seeds)
def test_sorting_staffs_every_task_and_gives_everyone_full_time(seed):
    world = sorted_world(seed)
    np.testing.assert_allclose(world.work(), world.full_work(), rtol=0.0, atol=EXACT)
    np.testing.assert_allclose(world.hours[: world.employed].sum(axis=1), 1.0, atol=EXACT)
    assert (world.hours >= 0.0).all()
    assert (world.hours[world.employed :] == 0.0).all()


@few_examples
@given(seeds)
def test_nobody_passed_over_is_better_than_somebody_chosen(seed):
    world = sorted_world(seed)
    for j in range(world.workplaces):
        kind, hours = world.sector[j], world.hours[world.rows(j)]
        left = np.ones(len(hours))
        for k in world.task_order[kind, : world.task_count[kind] - 1]:
            skill = reference.counted_skill(world, j, k)
            could_do_more = left - hours[:, k] > EXACT
            chosen = hours[:, k] > EXACT
            if could_do_more.any() and chosen.any():
                assert skill[could_do_more].max() <= skill[chosen].min()
            left = left - hours[:, k]


@few_examples
@given(seeds)
def test_exchanging_two_whole_jobs_never_helps_the_most_complex_task(seed):
    world = sorted_world(seed)
    for j in range(world.workplaces):
        kind, hours = world.sector[j], world.hours[world.rows(j)]
        k = world.task_order[kind, 0]
        skill = reference.counted_skill(world, j, k)
        inside, outside = skill[hours[:, k] == 1.0], skill[hours[:, k] == 0.0]
        if len(inside) and len(outside):
            assert outside.max() <= inside.min()


@few_examples
@given(seeds)
def test_at_most_one_member_of_a_task_straddles_into_later_tasks(seed):
    world = sorted_world(seed)
    for j in range(world.workplaces):
        kind, hours = world.sector[j], world.hours[world.rows(j)]
        left = np.ones(len(hours))
        for k in world.task_order[kind, : world.task_count[kind] - 1]:
            straddling = (hours[:, k] > EXACT) & (left - hours[:, k] > EXACT)
            assert straddling.sum() <= 1
            left = left - hours[:, k]


@few_examples
@given(seeds)
def test_sorting_leaves_unchanged_workplaces_untouched(seed):
    world = make_world(seed)
    before = world.hours.copy()
    sort(world, np.zeros(world.workplaces, np.bool_))
    assert world.hours.tobytes() == before.tobytes()


@few_examples
@given(seeds)
def test_rotation_gives_every_member_the_mix_of_the_sector(seed):
    world = make_world(seed)
    state = economy_of(world)
    rotate(0, world.workplaces, state)
    hours, kinds = state.people.hours, world.sector[world.workplace[: world.employed]]
    np.testing.assert_array_equal(hours[: world.employed], world.hours_share[kinds])
    assert (hours[world.employed :] == 0.0).all()


@few_examples
@given(seeds)
def test_sorting_and_rotation_do_not_depend_on_how_workplaces_are_cut(seed):
    world = make_world(seed)
    everywhere = np.ones(world.workplaces, dtype=np.bool_)
    state = economy_of(world)
    assert_same_state_however_cut(assign_by_skill, world.workplaces, state, everywhere)
    assert_same_state_however_cut(rotate, world.workplaces, state)
