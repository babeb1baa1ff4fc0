"""How a few people are sorted into tasks by skill, by numbers that can be checked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.kernels.hierarchy import assign_by_skill, choose_candidates, rotate
from tests.kernels.economies import economy_of
from tests.kernels.few import few
from tests.kernels.worlds import World


def ladder(*skills: tuple[float, float], shares: tuple[float, ...] = (0.25, 0.25, 0.5)) -> World:
    """Return a workplace of one and one of people with skills for the third and the first task.

    The third task is the most complex one, and the second takes no skill.
    """
    world = few(1, len(skills))
    world.task_count[0], world.hours_share[0, :3] = 3, shares
    world.complexity[0, :3], world.domain[0, :3] = [1.0, 0.0, 2.0], [0, 1, 2]
    world.task_order[0, :3] = [2, 0, 1]
    world.skill[1:, [2, 0]] = np.reshape(skills, (-1, 2))
    world.hours[:, :3] = [1.0, 0.0, 0.0]
    return world


def assigned(world: World, changed: tuple[bool, bool] = (False, True)) -> list[list[float]]:
    """Return the hours of the second workplace once it has been sorted."""
    economy = economy_of(world)
    economy.people.hours[1:, 5] = 9.0
    assign_by_skill(0, 2, economy, np.array(changed))
    assert economy.people.hours[0, :3].tolist() == (
        world.hours_share[0, :3].tolist() if changed[0] else [1.0, 0.0, 0.0]
    )
    assert changed[1] != (economy.people.hours[1:, 3:] != 0.0).any()
    found: list[list[float]] = economy.people.hours[1:, :3].tolist()
    return found


def test_the_most_complex_task_goes_to_the_most_skilled() -> None:
    # Two months of the third task, for .9 and .8; of the rest .7 is better in the first than .2.
    found = assigned(ladder((0.3, 0.2), (0.9, 0.1), (0.5, 0.7), (0.8, 0.9)))
    assert found == [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]


def test_one_may_straddle_two_tasks() -> None:
    world = ladder((0.3, 0.2), (0.9, 0.1), (0.5, 0.7), shares=(0.25, 0.25, 0.5))
    # One and a half months of the third task; the half that is left goes first to the next task,
    # if skill is the highest there, and three quarters of a month are left for the last.
    found = assigned(world)
    assert found == [[0.25, 0.75, 0.0], [0.0, 0.0, 1.0], [0.5, 0.0, 0.5]]


def test_training_counts_by_what_is_left_without_it() -> None:
    world = ladder((0.8, 0.5), (0.7, 0.5), shares=(0.25, 0.25, 0.5))
    world.untrained_efficiency[0, 2] = 0.64
    world.expert[1:] = [-1, 2]
    # The root of .64 is .8: .64 against .7.
    assert [row[2] for row in assigned(world)] == [0.0, 1.0]
    world.expert[1:] = [2, -1]
    assert [row[2] for row in assigned(world)] == [1.0, 0.0]
    world.expert[1:] = -1
    assert [row[2] for row in assigned(world)] == [1.0, 0.0]


def test_a_task_without_work_is_passed_over() -> None:
    world = ladder((0.3, 0.2), (0.9, 0.1), shares=(0.5, 0.5, 0.0))
    assert assigned(world) == [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]
    world = ladder((0.3, 0.2), (0.9, 0.1), shares=(0.0, 0.5, 0.5))
    assert assigned(world) == [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]


def test_one_alone_does_all() -> None:
    found = assigned(ladder((0.3, 0.2), (0.9, 0.1)), (True, True))
    assert len(found) == 2
    assert assigned(ladder(), (True, True)) == []


def test_what_has_not_changed_stays() -> None:
    world = ladder((0.3, 0.2), (0.9, 0.1))
    assert assigned(world, (False, False)) == [[1.0, 0.0, 0.0]] * 2


def test_only_the_best_are_candidates_among_many() -> None:
    world = ladder(*[(skill / 20.0, 0.5) for skill in range(1, 13)])
    economy = economy_of(world)
    keys, chosen = np.full(12, 9.0), np.full(12, -9)
    idle = np.array([0, 2, 3, 5, 6, 7, 8, 9, 10, 11])
    # Three of ten are asked for: those of the last three seats.
    assert choose_candidates(economy, 3, 1, 0, 2, idle, keys, chosen) == 3
    assert chosen[:3].tolist() == [9, 10, 11]
    assert keys[:3].tolist() == pytest.approx([-0.5, -0.55, -0.6])
    # Where half of them or more are asked for, all are looked at.
    assert choose_candidates(economy, 5, 1, 0, 2, idle, keys, chosen) == 10
    assert chosen[:10].tolist() == idle.tolist()
    world.skill[1:, 2] = 0.5
    assert choose_candidates(economy_of(world), 3, 1, 0, 2, idle, keys, chosen) == 10


@pytest.mark.parametrize("seed", range(4))
def test_many_are_sorted_as_a_few_are(seed: int) -> None:
    skill = np.random.default_rng(seed).permutation(40) / 40.0
    world = ladder(*[(one, 1.0 - one) for one in skill], shares=(0.3, 0.6, 0.1))
    hours = np.array(assigned(world))
    # The four best do the third task, and the twelve that are worst at it the first.
    assert set(np.flatnonzero(hours[:, 2] == 1.0)) == set(np.argsort(-skill)[:4])
    assert set(np.flatnonzero(hours[:, 0] == 1.0)) == set(np.argsort(skill)[:12])


def test_all_do_all_where_tasks_rotate() -> None:
    world = few(2, 1, outside=1)
    world.sector[:] = [0, 1]
    world.hours_share[:, :2] = [[0.25, 0.75], [0.9, 0.1]]
    economy = economy_of(world)
    rotate(0, 2, economy)
    expected = [[0.25, 0.75], [0.25, 0.75], [0.9, 0.1], [0.0, 0.0]]
    assert economy.people.hours[:, :2].tolist() == expected
    assert not economy.people.hours[:, 2:].any()
