"""The smallest worlds: a few people in workplaces of given sizes, whose tasks are plain."""

from __future__ import annotations

import numpy as np

from tests.kernels.worlds import World, make_world, only_first

TWO_SECTORS = 1
"""Seed of a world of two sectors."""


def few(*members: int, outside: int = 0) -> World:
    """Return a world of so many members in each workplace, all alike.

    Both sectors have two tasks of equal hours that take no skill; all workplaces are of the first
    one. Effort, productive time, aptitude and skill are 1, nobody is trained, and person numbers
    are those of the rows.

    Parameters
    ----------
    *members : int
        Of each workplace.
    outside : int
        People without work.
    """
    people = sum(members) + outside
    world = make_world(TWO_SECTORS, workplaces=len(members), smallest=max(people, 1))
    only_first(world, people)
    world.offsets = np.concatenate([[0], np.cumsum(members)]).astype(np.int64)
    world.workplace[:] = -1
    world.workplace[: world.employed] = np.repeat(np.arange(len(members)), members)
    world.sector[:], world.home_sector[:], world.task_count[:] = 0, 0, 2
    for name in ("empowerment_score", "desirability_score", "creativity_score", "task_index"):
        getattr(world, name)[:] = 0.0
    world.task_order[:] = np.arange(world.task_order.shape[1])
    world.hours_share[:], world.complexity[:], world.domain[:] = 0.0, 0.0, 0
    world.hours_share[:, :2] = 0.5
    world.untrained_efficiency[:], world.reserved[:] = 1.0, False
    for name in ("hours_factor", "technology", "marginal_product"):
        getattr(world, name)[:] = 1.0
    for name in ("effort", "productive_time", "aptitude", "skill"):
        getattr(world, name)[:] = 1.0
    world.expert[:], world.hours[:] = -1, 0.0
    world.hours[: world.employed, :2] = 0.5
    return world
