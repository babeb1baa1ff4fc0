"""Learning by doing, in courses, and forgetting (model sections 5.11 and 10.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels import DOMAINS, UNEMPLOYED
from sim.kernels.compile import compiled
from sim.kernels.elementary import exp2, log2, log2_for_power

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState

TILE = 128
"""Rows whose levels are evaluated together."""

MONTHS_PER_YEAR = 12


@compiled
def update_skill(first: int, last: int, economy: EconomyState, schooling: float) -> None:
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
    economy : EconomyState
        `people.skill` and `people.schooling` of the members are changed in place.
    schooling : float
        Share of working time in general courses.
    """
    people, parameters, offsets = economy.people, economy.parameters, economy.workplaces.offsets
    sector, aptitude, skill = economy.workplaces.sector, people.aptitude, people.skill
    learning, forgetting = parameters.learning, parameters.forgetting
    maintenance, untrained_skill = parameters.maintenance, parameters.untrained_skill
    years, schooling_return = people.schooling, parameters.schooling_return
    taken = schooling * economy.months_per_step / MONTHS_PER_YEAR
    learning_exponent = -log2(parameters.progress_ratio)
    practice, sustained = np.empty(TILE * DOMAINS), np.empty(TILE * DOMAINS)
    values, exponents = np.empty(TILE * DOMAINS), np.empty(TILE * DOMAINS)
    cells = np.empty(TILE * DOMAINS + 1, np.int64)
    if taken > 0.0:
        for row in range(offsets[first], offsets[last]):
            years[row] += taken
    for j in range(first, last):
        for start in range(offsets[j], offsets[j + 1], TILE):
            stop = min(start + TILE, offsets[j + 1])
            demand = sustained
            for x in range((stop - start) * DOMAINS):
                practice[x] = 0.0
                demand[x] = 0.0
            add_practice(start, stop, sector[j], economy, practice, demand)
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
                educated = years[start + cells[x] // DOMAINS]
                sustained[np.uint64(cells[x])] = values[x] * (1.0 + schooling_return * educated)
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
    economy: EconomyState,
    practice: NDArray[np.float64],
    demand: NDArray[np.float64],
) -> None:
    """Add the practice of rows of one sector, and practice times complexity, by skill domain.

    `practice` and `demand` have 6 numbers a row, from row `start` on. Work in another workplace is
    practice too.
    """
    people, sectors, sector = economy.people, economy.sectors, economy.workplaces.sector
    hours, outside_workplace = people.hours, people.outside_workplace
    domain, complexity = sectors.domain, sectors.complexity
    for row in range(start, stop):
        base = (row - start) * DOMAINS
        for k in range(sectors.task_count[kind]):
            weighted = hours[row, k] * min(1.0, complexity[kind, k])
            position = np.uint64(base + domain[kind, k])
            practice[position] += weighted
            demand[position] += weighted * complexity[kind, k]
        if outside_workplace[row] >= 0:
            away = sector[outside_workplace[row]]
            k = people.outside_task[row]
            weighted = people.outside_hours[row] * min(1.0, complexity[away, k])
            position = np.uint64(base + domain[away, k])
            practice[position] += weighted
            demand[position] += weighted * complexity[away, k]


@compiled
def forget_without_practice(start: int, stop: int, economy: EconomyState) -> None:
    """Let the unemployed forget towards the untrained floor.

    Parameters
    ----------
    start, stop : int
        Part of all people whose share of those without a workplace, who come last, is treated.
    economy : EconomyState
        `people.skill` is changed in place.
    """
    people, parameters = economy.people, economy.parameters
    count, employed = people.person.shape[0], economy.workplaces.offsets[-1]
    outside = count - employed
    for row in range(employed + start * outside // count, employed + stop * outside // count):
        if people.status[row] != UNEMPLOYED:
            continue
        for d in range(DOMAINS):
            floor = parameters.untrained_skill * people.aptitude[row, d]
            if people.skill[row, d] > floor:
                people.skill[row, d] -= parameters.forgetting * (people.skill[row, d] - floor)
