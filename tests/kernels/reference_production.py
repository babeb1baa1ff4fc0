"""What the productivity kernel must give: whole-array NumPy, and a loop with library powers."""

from __future__ import annotations

import math

import numba
import numpy as np

from sim.kernels import DOMAINS, MAX_TASKS
from tests.kernels.worlds import World, random_hours

Array = np.ndarray


def efficiency(world: World, rows: Array, workplaces: Array) -> Array:
    """Return skill to the power of complexity, less what training is missed, (rows, tasks)."""
    kind = world.sector[workplaces]
    skill = np.take_along_axis(world.skill[rows], world.domain[kind], axis=1)
    untrained = world.expert[rows, None] != world.domain[kind]
    left = np.where(untrained, world.untrained_efficiency[kind], 1.0)
    return np.asarray(left * skill ** world.complexity[kind])


def effective_labour(world: World) -> Array:
    """Return effective labour, (workplaces, tasks)."""
    labour = np.zeros((world.workplaces, MAX_TASKS))
    rows = np.arange(world.employed)
    home = world.workplace[rows]
    time = world.productive_time * world.effort
    np.add.at(labour, home, world.hours[rows] * time[rows, None] * efficiency(world, rows, home))
    away = np.flatnonzero(world.outside_workplace >= 0)
    there, task = world.outside_workplace[away], world.outside_task[away]
    gained = efficiency(world, away, there)[np.arange(len(away)), task]
    np.add.at(labour, (there, task), world.outside_hours[away] * time[away] * gained)
    return labour * world.hours_factor[:, None]


def output(world: World, labour: Array, sigma: float) -> Array:
    """Return output of each workplace in extended precision, limits included."""
    result = np.zeros(world.workplaces)
    for j in range(world.workplaces):
        share = world.hours_share[world.sector[j]]
        alpha = share[share > 0.0].astype(np.longdouble)
        ratio = labour[j, share > 0.0] / alpha
        lowest = ratio.min(initial=np.inf)
        if lowest <= 0.0 or not np.isfinite(lowest):
            continue
        logarithm = np.log(ratio / lowest)
        if sigma == 0.0:
            mean = np.longdouble(1.0)
        elif sigma == 1.0:
            mean = np.exp((alpha * logarithm).sum())
        else:
            rho = (np.longdouble(sigma) - 1.0) / np.longdouble(sigma)
            mean = np.exp(np.log1p((alpha * np.expm1(rho * logarithm)).sum()) / rho)
        result[j] = world.technology[j] * lowest * mean
    return result


@numba.njit(error_model="numpy")
def library_loop(
    offsets: Array,
    sector: Array,
    hours: Array,
    time: Array,
    skill: Array,
    domain: Array,
    complexity: Array,
    expert: Array,
    untrained_efficiency: Array,
    labour: Array,
) -> None:
    """Fill effective labour of members, one library power after the other."""
    labour[:] = 0.0
    for j in range(sector.shape[0]):
        for row in range(offsets[j], offsets[j + 1]):
            for k in range(hours.shape[1]):
                power = math.pow(skill[row, domain[sector[j], k]], complexity[sector[j], k])
                if expert[row] != domain[sector[j], k]:
                    power *= untrained_efficiency[sector[j], k]
                labour[j, k] += time[row] * (hours[row, k] * power)


def crowd(world: World, members: list[int], tasks_each: list[int]) -> World:
    """Return the world with other workplaces: this many members with this many tasks each."""
    rng = world.rng
    count, people = len(members), sum(members)
    world.offsets = np.concatenate([[0], np.cumsum(members)]).astype(np.int64)
    world.sector = rng.integers(0, len(world.task_count), count).astype(np.int64)
    world.technology, world.hours_factor = np.ones(count), rng.uniform(0.8, 1.2, count)
    world.workplace = np.repeat(np.arange(count), members).astype(np.int32)
    world.skill = rng.lognormal(-0.2, 0.5, (people, DOMAINS))
    world.expert = rng.integers(-1, DOMAINS, people).astype(np.int8)
    world.effort, world.productive_time = rng.uniform(0.2, 1.0, (2, people))
    share = world.hours_share[world.sector[world.workplace]]
    # Of the tasks of the sector, only the first of a random order get hours.
    rank = np.argsort(np.argsort(np.where(share > 0, rng.uniform(size=share.shape), 2.0)))
    kept = rank < np.asarray(tasks_each)[world.workplace][:, None]
    hours = np.where(kept & (share > 0), random_hours(rng, share) + 1e-3, 0.0)
    world.hours = hours / hours.sum(axis=1, keepdims=True)
    world.outside_workplace = np.full(people, -1, dtype=np.int32)
    world.outside_partner = np.full(people, -1, dtype=np.int64)
    world.outside_task = np.full(people, -1, dtype=np.int8)
    world.outside_hours = np.zeros(people)
    world.person, world.row_of = np.arange(people), np.arange(people)
    world.home_sector = world.sector[world.workplace]
    world.aptitude = np.ones((people, DOMAINS))
    return world
