"""Learning by doing and forgetting (model section 5.11)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled


@compiled
def update_skill(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    sector: NDArray[np.int64],
    task_count: NDArray[np.int64],
    domain: NDArray[np.int64],
    complexity: NDArray[np.float64],
    hours: NDArray[np.float64],
    outside_workplace: NDArray[np.int32],
    outside_task: NDArray[np.int8],
    outside_hours: NDArray[np.float64],
    aptitude: NDArray[np.float64],
    learning: float,
    learning_exponent: float,
    forgetting: float,
    maintenance: float,
    untrained_skill: float,
    skill: NDArray[np.float64],
) -> None:
    """Move skill towards what the practice of the month can sustain.

    Practice of a domain is the hours in it, each weighted by how demanding the task is,
    ``min(1, complexity)``. Following the learning curve, practice sustains
    ``aptitude * practice ** exponent``: halving the hours costs the share that the progress ratio
    names in a task of complexity one or more, and less in simpler ones. Below that level skill is
    learnt in proportion to practice; above it, it is forgotten as far as practice falls short of
    what maintenance takes, but never below the untrained floor.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    sector, task_count, domain, complexity
        Sector of each workplace and task tables.
    hours : (people, tasks) float64
    outside_workplace, outside_task, outside_hours : (people,)
        Work in another workplace, which is practice too.
    aptitude : (people, domains) float64
    learning, forgetting : float
        Rates per month.
    learning_exponent : float
        ``-log2(progress ratio)``.
    maintenance : float
        Practice at which nothing is forgotten.
    untrained_skill : float
        Floor as a share of aptitude.
    skill : (people, domains) float64
        Changed in place.
    """
    domains = skill.shape[1]
    practice = np.empty(domains)
    demand = np.empty(domains)
    for j in range(first, last):
        kind = sector[j]
        for row in range(offsets[j], offsets[j + 1]):
            practice[:] = 0.0
            demand[:] = 0.0
            for k in range(task_count[kind]):
                weighted = hours[row, k] * min(1.0, complexity[kind, k])
                practice[domain[kind, k]] += weighted
                demand[domain[kind, k]] += weighted * complexity[kind, k]
            if outside_workplace[row] >= 0:
                away = sector[outside_workplace[row]]
                k = outside_task[row]
                weighted = outside_hours[row] * min(1.0, complexity[away, k])
                practice[domain[away, k]] += weighted
                demand[domain[away, k]] += weighted * complexity[away, k]
            for d in range(domains):
                talent = aptitude[row, d]
                floor = untrained_skill * talent
                level = floor
                if practice[d] > 0.0:
                    # The progress ratio is about unit labour, hence efficiency skill ** complexity.
                    exponent = learning_exponent / max(1.0, demand[d] / practice[d])
                    level = max(floor, talent * practice[d] ** exponent)
                if skill[row, d] < level:
                    skill[row, d] += learning * practice[d] * (level - skill[row, d])
                elif skill[row, d] > level:
                    lapse = max(0.0, 1.0 - practice[d] / maintenance)
                    skill[row, d] -= forgetting * lapse * (skill[row, d] - level)


@compiled
def forget_without_practice(
    start: int,
    stop: int,
    aptitude: NDArray[np.float64],
    forgetting: float,
    untrained_skill: float,
    skill: NDArray[np.float64],
) -> None:
    """Let people without work forget towards the untrained floor.

    Parameters
    ----------
    start, stop : int
        Range of rows.
    aptitude : (people, domains) float64
    forgetting : float
        Rate per month.
    untrained_skill : float
        Floor as a share of aptitude.
    skill : (people, domains) float64
        Changed in place.
    """
    for row in range(start, stop):
        for d in range(skill.shape[1]):
            floor = untrained_skill * aptitude[row, d]
            if skill[row, d] > floor:
                skill[row, d] -= forgetting * (skill[row, d] - floor)
