"""Learning by doing and forgetting (model section 5.11)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels import DOMAINS
from sim.kernels.compile import compiled
from sim.kernels.elementary import exp2, log2_for_power

TILE = 128
"""Rows whose levels are evaluated together."""


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
    schooling: NDArray[np.float64],
    schooling_return: float,
    skill: NDArray[np.float64],
) -> None:
    """Move skill towards what the practice of the month can sustain.

    Practice of a domain is the hours in it, each weighted by how demanding the task is,
    ``min(1, complexity)``. Following the learning curve, practice sustains
    ``aptitude * practice ** exponent``: halving the hours costs the share that the progress ratio
    names in a task of complexity one or more, and less in simpler ones. Years of general education
    raise what practice sustains (model section 10.1). Below that level skill is
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
    schooling : (people,) float64
        Years of general education during the working life.
    schooling_return : float
        Relative rise of what practice sustains per year of them.
    skill : (people, domains) float64
        Changed in place.
    """
    practice, sustained = np.empty(TILE * DOMAINS), np.empty(TILE * DOMAINS)
    values, exponents = np.empty(TILE * DOMAINS), np.empty(TILE * DOMAINS)
    cells = np.empty(TILE * DOMAINS + 1, np.int64)
    for j in range(first, last):
        for start in range(offsets[j], offsets[j + 1], TILE):
            stop = min(start + TILE, offsets[j + 1])
            demand = sustained
            for x in range((stop - start) * DOMAINS):
                practice[x] = 0.0
                demand[x] = 0.0
            add_practice(
                start,
                stop,
                sector[j],
                task_count[sector[j]],
                sector,
                domain,
                complexity,
                hours,
                outside_workplace,
                outside_task,
                outside_hours,
                practice,
                demand,
            )
            used = 0
            for x in range((stop - start) * DOMAINS):
                # Always written and only sometimes kept: cheaper than a branch.
                cells[np.uint64(used)] = x
                used += practice[x] > 0.0
            # The progress ratio is about unit labour, hence efficiency skill ** complexity.
            for x in range(used):
                done, demanding = practice[np.uint64(cells[x])], demand[np.uint64(cells[x])]
                values[x] = done
                exponents[x] = learning_exponent * done / max(done, demanding)
            for x in range(used):
                values[x] = exp2(exponents[x] * log2_for_power(values[x]))
            for x in range((stop - start) * DOMAINS):
                sustained[x] = 0.0
            for x in range(used):
                years = schooling[start + cells[x] // DOMAINS]
                sustained[np.uint64(cells[x])] = values[x] * (1.0 + schooling_return * years)
            own_aptitude = aptitude[start:stop].reshape(-1)
            own_skill = skill[start:stop].reshape(-1)
            for x in range((stop - start) * DOMAINS):
                talent, present = own_aptitude[x], own_skill[x]
                floor, reached = untrained_skill * talent, sustained[x] * talent
                level = reached if reached > floor else floor
                lapse = 1.0 - practice[x] / maintenance
                lapse = lapse if lapse > 0.0 else 0.0
                rate = learning * practice[x] if present < level else forgetting * lapse
                own_skill[x] = present + rate * (level - present)


@compiled
def add_practice(
    start: int,
    stop: int,
    kind: int,
    tasks: int,
    sector: NDArray[np.int64],
    domain: NDArray[np.int64],
    complexity: NDArray[np.float64],
    hours: NDArray[np.float64],
    outside_workplace: NDArray[np.int32],
    outside_task: NDArray[np.int8],
    outside_hours: NDArray[np.float64],
    practice: NDArray[np.float64],
    demand: NDArray[np.float64],
) -> None:
    """Add the practice of rows of one sector, and practice times complexity, by skill domain.

    `practice` and `demand` have 6 numbers a row, from row `start` on.
    """
    for row in range(start, stop):
        base = (row - start) * DOMAINS
        for k in range(tasks):
            weighted = hours[row, k] * min(1.0, complexity[kind, k])
            position = np.uint64(base + domain[kind, k])
            practice[position] += weighted
            demand[position] += weighted * complexity[kind, k]
        if outside_workplace[row] >= 0:
            away = sector[outside_workplace[row]]
            k = outside_task[row]
            weighted = outside_hours[row] * min(1.0, complexity[away, k])
            position = np.uint64(base + domain[away, k])
            practice[position] += weighted
            demand[position] += weighted * complexity[away, k]


@compiled
def forget_without_practice(
    start: int,
    stop: int,
    idle: NDArray[np.bool_],
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
    idle : (people,) bool
        Whom this concerns.
    aptitude : (people, domains) float64
    forgetting : float
        Rate per month.
    untrained_skill : float
        Floor as a share of aptitude.
    skill : (people, domains) float64
        Changed in place.
    """
    for row in range(start, stop):
        if not idle[row]:
            continue
        for d in range(skill.shape[1]):
            floor = untrained_skill * aptitude[row, d]
            if skill[row, d] > floor:
                skill[row, d] -= forgetting * (skill[row, d] - floor)
