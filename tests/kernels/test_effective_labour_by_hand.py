"""Effective labour in eight tasks, added up person by person."""

from __future__ import annotations

import numpy as np
import pytest

from sim.kernels import MAX_TASKS
from sim.kernels.effective_labour import effective_time, fill_effective_labour, fill_efficiency
from sim.state import EconomyState
from tests.kernels.economies import economy_of
from tests.kernels.few import few
from tests.kernels.worlds import World

DOMAIN = np.array([[0, 1, 2, 3, 4, 5, 0, 1], [5, 4, 3, 2, 1, 0, 5, 4]])
COMPLEXITY = np.array(
    [[0.5, 1.0, 1.5, 2.0, 0.25, 0.75, 1.25, 0.0], [1.0, 0.5, 2.0, 0.25, 1.5, 0.0, 0.75, 1.25]]
)
"""Of the tasks of two sectors."""


def eight_tasks(*members: int, dense: bool, trained: bool) -> World:
    """Return workplaces of two sectors in turn, whose people differ in all that counts.

    They do all eight tasks, or two of them.
    """
    world = few(*members)
    count, number = world.people, np.arange(world.people)
    world.sector[:] = np.arange(len(members)) % 2
    world.task_count[:], world.domain[:], world.complexity[:] = 8, DOMAIN, COMPLEXITY
    world.skill[:] = 0.5 + 0.125 * ((number[:, None] + 3 * np.arange(6)) % 7)
    world.effort[:], world.productive_time[:] = 0.5 + 0.25 * (number % 3), 1.0 - 0.1 * (number % 4)
    world.hours_factor[:] = 1.0 - 0.125 * np.arange(len(members))
    world.expert[:] = number % 7 - 1
    world.hours[:] = (1.0 + (number[:, None] + 2 * np.arange(8)) % 5) / 24.0
    if not dense:
        kept = (number[:, None] + np.arange(8)) % 4 == 0
        world.hours *= kept
    if trained:
        world.untrained_efficiency[:] = 0.3 + 0.05 * (np.arange(16).reshape(2, 8))
    if count > 2:
        for row, partner, task, time in ((0, count - 1, 3, 0.125), (count - 1, 0, 6, 0.0625)):
            world.outside_partner[row] = partner
            world.outside_workplace[row] = world.workplace[partner]
            world.outside_task[row], world.outside_hours[row] = task, time
    return world


def efficiency(world: World, row: int, kind: int, task: int) -> float:
    """Return the efficiency of somebody in a task."""
    skill = world.skill[row, DOMAIN[kind, task]] ** COMPLEXITY[kind, task]
    trained = world.expert[row] == DOMAIN[kind, task]
    return float(skill * (1.0 if trained else world.untrained_efficiency[kind, task]))


def labour_of(world: World) -> np.ndarray:
    """Return labour by workplace and task."""
    labour = np.zeros((world.workplaces, MAX_TASKS))
    for row in range(world.employed):
        home = world.workplace[row]
        work = [(home, k, world.hours[row, k]) for k in range(MAX_TASKS)]
        away = world.outside_workplace[row]
        if away >= 0:
            work.append((away, world.outside_task[row], world.outside_hours[row]))
        for j, k, hours in work:
            time = world.effort[row] * world.productive_time[row] * hours
            labour[j, k] += time * efficiency(world, row, world.sector[j], k)
    return labour * world.hours_factor[:, None]


FEW = [(1, 2, 3), (2, 0, 3, 4)]
MORE_THAN_A_TILE = (200, 62)


@pytest.mark.parametrize(
    ("members", "dense", "trained"),
    [
        *[(members, dense, trained) for members in FEW for dense in (0, 1) for trained in (0, 1)],
        (MORE_THAN_A_TILE, 0, 1),
        (MORE_THAN_A_TILE, 1, 1),
    ],
)
def test_labour_is_added_up_over_people_and_tasks(
    members: tuple[int, ...], dense: int, trained: int
) -> None:
    world = eight_tasks(*members, dense=bool(dense), trained=bool(trained))
    economy, expected = economy_of(world), labour_of(world)
    economy.workplaces.effective_labour[:] = 9.0
    fill_effective_labour(0, len(members), economy)
    np.testing.assert_allclose(economy.workplaces.effective_labour, expected, rtol=1e-11)
    # And of the later workplaces alone.
    economy.workplaces.effective_labour[:] = 9.0
    fill_effective_labour(1, len(members), economy)
    np.testing.assert_allclose(economy.workplaces.effective_labour[1:], expected[1:], rtol=1e-11)
    assert (economy.workplaces.effective_labour[0] == 9.0).all()


def test_time_is_productive_time_at_ones_effort() -> None:
    world = eight_tasks(4, dense=True, trained=False)
    time = np.full(4, 9.0)
    effective_time(1, 3, economy_of(world), time)
    assert time.tolist() == pytest.approx([9.0, 0.75 * 0.9, 1.0 * 0.8, 9.0])


@pytest.mark.parametrize("trained", [False, True])
@pytest.mark.parametrize("kind", [0, 1])
def test_efficiency_in_all_tasks_of_a_sector(kind: int, trained: bool) -> None:
    world = eight_tasks(9, dense=True, trained=trained)
    economy: EconomyState = economy_of(world)
    people, sectors = economy.people, economy.sectors
    found = np.full(5 * MAX_TASKS, 9.0)
    fill_efficiency(
        3, 7, kind, people.skill, sectors.domain, sectors.complexity, people.expert,
        sectors.untrained_efficiency, np.empty(5 * MAX_TASKS), found,
    )  # fmt: skip
    expected = [efficiency(world, row, kind, k) for row in range(3, 7) for k in range(MAX_TASKS)]
    assert found[: 4 * MAX_TASKS].tolist() == pytest.approx(expected)
    assert (found[4 * MAX_TASKS :] == 9.0).all()
