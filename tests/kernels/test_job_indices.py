"""Job indices: hours-weighted means of the scores of a job's tasks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.job_indices import clear_jobs_of_others, job_indices
from sim.state import EconomyState
from tests.kernels.differences import differences
from tests.kernels.economies import assert_same_state_however_cut, economy_of
from tests.kernels.worlds import (
    World,
    add_exchanges,
    few_examples,
    make_world,
    seeds,
)

WEIGHT = 0.3


FILLED = ("empowerment", "desirability", "creativity", "concentration", "variety", "job_index")


def economy_with(world: World, filled: float = 0.0) -> EconomyState:
    """Return an economy with these numbers where indices belong."""
    economy = economy_of(world, dict.fromkeys(FILLED, filled), empowerment_weight=WEIGHT)
    economy.sectors.difference[:] = differences(world)
    return economy


def indices_in(economy: EconomyState, changed: np.ndarray | None = None) -> np.ndarray:
    """Return empowerment to concentration, variety and job index, (6, people)."""
    count = len(economy.workplaces)
    job_indices(0, count, economy, np.ones(count, np.bool_) if changed is None else changed)
    return np.array([getattr(economy.people, name) for name in FILLED])


def indices(world: World) -> np.ndarray:
    """Return empowerment to concentration, variety and job index, (6, people)."""
    return indices_in(economy_with(world))


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
    found = indices_in(economy_with(world, -1.0))
    assert world.people > world.employed
    assert np.all(found[:, world.employed :] == -1.0)


def test_people_without_a_workplace_have_no_job_voice_or_unfairness() -> None:
    world = make_world(3)
    economy = economy_of(world, dict.fromkeys((*FILLED, "voice", "unfairness"), -1.0))
    clear_jobs_of_others(economy)
    assert world.people > world.employed
    for name in (*FILLED, "voice", "unfairness"):
        array = getattr(economy.people, name)
        assert np.all(array[: world.employed] == -1.0)
        assert np.all(array[world.employed :] == 0.0)


def test_workplaces_that_did_not_change_keep_their_indices() -> None:
    world = make_world(4, workplaces=3, smallest=2)
    changed = np.array([True, False, True])
    found, everywhere = indices_in(economy_with(world), changed), indices(world)
    for j in range(world.workplaces):
        expected = everywhere[:, world.rows(j)] if changed[j] else 0.0
        assert np.all(found[:, world.rows(j)] == expected)


@few_examples
@given(seeds)
def test_the_bytes_do_not_depend_on_how_the_workplaces_are_divided(seed: int) -> None:
    world = busy_world(seed)
    everywhere = np.ones(world.workplaces, dtype=np.bool_)
    economy = economy_with(world, np.nan)
    assert_same_state_however_cut(job_indices, world.workplaces, economy, everywhere)
