"""Variety of a job: the quadratic entropy of what its tasks demand (model section 10.5)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from sim.parameters import Parameters
from sim.sectors import load_sector, sector_names, sector_table
from sim.state.tasks import distances, task_tables
from tests.kernels.differences import differences, job_of
from tests.kernels.test_job_indices import busy_world, economy_with, indices_in
from tests.kernels.worlds import World, few_examples, make_world, seeds, shares
from tests.reference import equations

TABLE = sector_table([load_sector(name) for name in sector_names()])


def judged(world: World, content: float) -> tuple[np.ndarray, np.ndarray]:
    """Return concentration and variety of the employed."""
    economy = economy_with(world)
    economy.sectors.difference[:] = differences(world, content)
    found = indices_in(economy)
    return found[3, : world.employed], found[4, : world.employed]


@few_examples
@given(seeds, shares)
def test_variety_agrees_with_the_reference(seed, content):
    world = busy_world(seed)
    _, variety = judged(world, content)
    expected = [equations.variety(job_of(world, row), content) for row in range(world.employed)]
    np.testing.assert_allclose(variety, expected, rtol=1e-12, atol=1e-15)


@few_examples
@given(seeds)
def test_variety_without_content_is_one_less_concentration(seed):
    world = busy_world(seed)
    concentration, variety = judged(world, 0.0)
    np.testing.assert_allclose(variety, 1.0 - concentration, rtol=0.0, atol=1e-15)


@few_examples
@given(seeds, shares)
def test_content_never_raises_variety_and_one_task_has_none(seed, content):
    world = busy_world(seed)
    concentration, variety = judged(world, content)
    assert (variety <= 1.0 - concentration + 1e-15).all()
    assert (variety >= 0.0).all()
    world = make_world(seed, workplaces=1, smallest=2)
    world.hours[:] = 0.0
    world.hours[:, 1] = 1.0
    assert (judged(world, content)[1] == 0.0).all()


@few_examples
@given(seeds)
def test_turns_at_like_tasks_have_no_variety_and_two_opposite_ones_a_half(seed):
    world = make_world(seed, workplaces=1, smallest=2)
    world.hours[:] = 0.0
    world.hours[:, :2] = 0.5
    kind = world.sector[0]
    for table in (world.empowerment_score, world.desirability_score, world.creativity_score):
        table[kind, :2] = 0.3
    world.domain[kind, :2], world.complexity[kind, :2] = 2, 0.4
    concentration, variety = judged(world, 1.0)
    assert (variety == 0.0).all()
    assert concentration == pytest.approx(0.5)
    world.domain[kind, 1], world.complexity[kind, 1] = 3, 2.9
    for table in (world.empowerment_score, world.desirability_score, world.creativity_score):
        table[kind, :2] = 0.0, 1.0
    assert judged(world, 1.0)[1] == pytest.approx(0.5)


@few_examples
@given(seeds, shares)
def test_the_same_task_elsewhere_is_another_task_but_for_its_content(seed, content):
    world = make_world(seed, workplaces=1, smallest=2)
    world.hours[:] = 0.0
    world.hours[:, 0], world.outside_hours[:] = 0.5, 0.5
    world.outside_workplace[:], world.outside_task[:] = 0, 0
    assert judged(world, content)[1] == pytest.approx(0.5 * (1.0 - content), abs=1e-15)


def test_distances_are_symmetric_between_0_and_1_and_0_for_the_same_task() -> None:
    apart = distances(TABLE)
    assert np.array_equal(apart, apart.transpose(2, 3, 0, 1))
    assert apart.min() == 0.0
    sectors, tasks = TABLE.domain.shape
    assert (apart.reshape(sectors * tasks, -1).diagonal() == 0.0).all()


def test_the_most_different_tasks_of_a_shipped_sector_are_nearly_wholly_different() -> None:
    apart, largest = distances(TABLE), []
    for s, count in enumerate(TABLE.task_count):
        largest.append(apart[s, :count, s, :count].max())
    assert 0.95 < max(largest) < 1.0
    assert min(largest) > 0.7


def test_the_scale_of_complexity_leaves_distances_alone() -> None:
    tables = [
        task_tables(TABLE, Parameters(complexity_scale=scale, content_variety=1.0))
        for scale in (0.5, 1.5)
    ]
    assert np.array_equal(tables[0].difference, tables[1].difference)


def test_a_balanced_job_has_more_content_than_turns_at_routine_work() -> None:
    hospital = sector_names().index("hospital")
    names, apart = TABLE.task_names[hospital], distances(TABLE)[hospital, :, hospital]
    routine = sorted(range(len(names)), key=lambda k: TABLE.empowerment[hospital, k])
    low, high = apart[routine[0], routine[1]], apart[routine[0], routine[-1]]
    assert low < 0.5 < high
