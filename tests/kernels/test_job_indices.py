"""Job indices: hours-weighted means of the scores of a job's tasks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.job_indices import job_indices
from tests.kernels.differences import differences
from tests.kernels.worlds import (
    World,
    add_exchanges,
    assert_same_bytes_however_cut,
    few_examples,
    make_world,
    seeds,
)

WEIGHT = 0.3


def arguments(world: World, changed: np.ndarray | None = None) -> tuple:
    """Return what `job_indices` takes after the range of workplaces; the last six are filled."""
    return (
        world.offsets,
        np.ones(world.workplaces, dtype=np.bool_) if changed is None else changed,
        world.sector,
        world.task_count,
        world.hours,
        world.outside_workplace,
        world.outside_task,
        world.outside_hours,
        world.empowerment_score,
        world.desirability_score,
        world.creativity_score,
        differences(world),
        WEIGHT,
        *(np.zeros(world.people) for _ in range(6)),
    )


def indices(world: World) -> np.ndarray:
    """Return empowerment to concentration, variety and job index, (6, people)."""
    filled = arguments(world)
    job_indices(0, world.workplaces, *filled)
    return np.array(filled[-6:])


def busy_world(seed: int) -> World:
    """Return a random world with exchanges across workplaces."""
    world = make_world(seed, staffed=True, smallest=2)
    add_exchanges(world)
    return world


@few_examples
@given(seeds, st.floats(min_value=0.1, max_value=1.0))
def test_indices_are_means_over_all_tasks_here_and_elsewhere(seed: int, part_time: float) -> None:
    world = busy_world(seed)
    world.hours *= part_time
    world.outside_hours *= part_time
    scores = (world.empowerment_score, world.desirability_score, world.creativity_score)
    found = indices(world)
    for row in range(world.employed):
        time = list(world.hours[row])
        tables = [list(score[world.sector[world.workplace[row]]]) for score in scores]
        away = world.outside_workplace[row]
        if away >= 0:
            time.append(world.outside_hours[row])
            for table, score in zip(tables, scores, strict=True):
                table.append(score[world.sector[away], world.outside_task[row]])
        weights = np.array(time) / np.sum(time)
        expected = [weights @ np.array(table) for table in tables] + [weights @ weights]
        expected.append(found[4, row])  # see test_variety.py
        expected.append(WEIGHT * expected[0] + (1.0 - WEIGHT) * expected[1])
        np.testing.assert_allclose(found[:, row], expected, rtol=1e-13)


def test_one_task_is_wholly_concentrated_and_equal_tasks_share() -> None:
    world = make_world(1, workplaces=1, smallest=3)
    world.hours[:] = 0.0
    world.hours[0, 1] = 1.0
    world.hours[1, :2] = 0.5
    world.hours[2, 0], world.outside_hours[2] = 0.5, 0.5
    world.outside_workplace[2], world.outside_task[2] = 0, 0
    concentration = indices(world)[3]
    assert concentration[:3] == pytest.approx([1.0, 0.5, 0.5], rel=1e-15)


def test_a_member_without_hours_has_indices_of_zero() -> None:
    world = make_world(2, workplaces=2, smallest=2)
    world.hours[0] = 0.0
    assert np.all(indices(world)[:, 0] == 0.0)


def test_people_without_a_workplace_are_left_alone() -> None:
    world = make_world(3)
    filled = arguments(world)
    for array in filled[-6:]:
        array[:] = -1.0
    job_indices(0, world.workplaces, *filled)
    assert world.people > world.employed
    assert np.all(np.array(filled[-6:])[:, world.employed :] == -1.0)


def test_workplaces_that_did_not_change_keep_their_indices() -> None:
    world = make_world(4, workplaces=3, smallest=2)
    changed = np.array([True, False, True])
    filled = arguments(world, changed)
    job_indices(0, world.workplaces, *filled)
    everywhere = indices(world)
    for j in range(world.workplaces):
        expected = everywhere[:, world.rows(j)] if changed[j] else 0.0
        assert np.all(np.array(filled[-6:])[:, world.rows(j)] == expected)


@few_examples
@given(seeds)
def test_the_bytes_do_not_depend_on_how_the_workplaces_are_divided(seed: int) -> None:
    world = busy_world(seed)
    assert_same_bytes_however_cut(job_indices, world.workplaces, arguments(world))
