"""Effective labour by task and workplace: the hot path (model section 5.1).

Almost all the time goes into skill to the power of complexity. Rows are taken in tiles that stay in
the nearest caches, and each stage is a flat loop over a tile, which the compiler vectorises: the
logarithm once per skill domain, then one exponential per task. Where most hours are zero, as when
everybody has one task, the tasks with hours are first collected and only they are evaluated. Both
ways give the same bytes. While one tile is evaluated the next is asked for, so that reading and
computing overlap. The sum over the members of a workplace is always taken row by row, so
that it depends neither on the tiles nor on the range of workplaces of a call.

Positions are made unsigned where a loop is short of nothing else: a signed one is first checked for
being negative. Rows of tables are not taken inside loops: a view costs two atomic operations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels import DOMAINS, MAX_TASKS
from sim.kernels.compile import compiled
from sim.kernels.elementary import exp2, log2_for_power
from sim.kernels.expertise import efficiency_of, is_any_below_one
from sim.kernels.instructions import prefetch

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

TILE = 256
"""Rows evaluated together."""

EIGHT = np.uint64(MAX_TASKS)

SPARSE = 2.3
"""Tasks with hours per person below which collecting them is faster than evaluating all."""


@compiled
def effective_time(start: int, stop: int, economy: EconomyState, time: Floats) -> None:
    """Fill productive time times effort, pi_i * e_i, of rows `start` to `stop` - 1; (people,)."""
    productive_time, effort = economy.people.productive_time, economy.people.effort
    for row in range(start, stop):
        time[row] = productive_time[row] * effort[row]


@compiled
def fill_effective_labour(first: int, last: int, economy: EconomyState) -> None:
    """Fill the effective labour of each task of workplaces `first` to `last` - 1.

    ``L_k = H * sum_i h_ik * pi_i * e_i * u_ik * s_i,d(k) ** c_k`` over the members and those who
    come from another workplace for some hours.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        `workplaces.effective_labour` is filled.
    """
    people, workplaces = economy.people, economy.workplaces
    labour, hours_factor = workplaces.effective_labour, workplaces.hours_factor
    labour[first:last] = 0.0
    add_members(first, last, economy)
    for j in range(first, last):
        for position in range(workplaces.incoming_offsets[j], workplaces.incoming_offsets[j + 1]):
            row = workplaces.incoming_rows[position]
            k, hours = people.outside_task[row], people.outside_hours[row]
            time = people.productive_time[row] * people.effort[row]
            efficiency = efficiency_of(economy, row, k, workplaces.sector[j])
            labour[j, k] += time * (hours * efficiency)
        for k in range(MAX_TASKS):
            labour[j, k] *= hours_factor[j]


@compiled
def add_members(first: int, last: int, economy: EconomyState) -> None:
    """Add the labour of the members, tile by tile."""
    people, offsets = economy.people, economy.workplaces.offsets
    hours, skill = people.hours.reshape(-1), people.skill.reshape(-1)  # rows end to end
    productive_time, effort = people.productive_time, people.effort
    training_counts = is_any_below_one(economy.sectors.untrained_efficiency)
    worth = np.empty(TILE * MAX_TASKS)
    time = np.empty(TILE)
    values = np.empty(TILE * MAX_TASKS)
    exponents = np.empty(TILE * MAX_TASKS)
    cells = np.empty(TILE * MAX_TASKS + 1, np.int64)
    places = np.empty(TILE, np.int64)
    ends = np.empty(TILE, np.int64)
    j = first
    for start in range(offsets[first], offsets[last], TILE):
        stop = min(start + TILE, offsets[last])
        while offsets[j + 1] <= start:
            j += 1
        pieces = cut_by_workplace(start, stop, j, offsets, places, ends)
        at = places[:pieces]
        tile_hours = hours[start * MAX_TASKS : stop * MAX_TASKS]
        tile_skill = skill[start * DOMAINS : stop * DOMAINS]
        for row in range(stop - start):
            time[row] = productive_time[start + row] * effort[start + row]
        given = tile_hours
        if training_counts:
            given = worth[: tile_hours.shape[0]]
            discount_untrained(economy, at, ends, start, tile_hours, given)
        if count_positive(tile_hours) < SPARSE * (stop - start):
            used = cells[: collect_positive(tile_hours, cells)]
            evaluate_collected(economy, at, ends, used, tile_skill, exponents, values)
            add_collected(economy, at, ends, used, time, given, values)
        else:
            evaluate_all(economy, at, ends, given, tile_skill, exponents, values)
            add_all(economy, at, ends, time, tile_hours, values)


@compiled
def discount_untrained(
    economy: EconomyState,
    places: Integers,
    ends: Integers,
    start: int,
    hours: Floats,
    worth: Floats,
) -> None:
    """Fill the hours of a tile, those in tasks whose training somebody lacks for what they give.

    ``h_ik * u_ik``, u being 1 for who is trained in the domain (model section 10.1).
    """
    sector, expert = economy.workplaces.sector, economy.people.expert
    domain, left = economy.sectors.domain, economy.sectors.untrained_efficiency
    row = 0
    for piece in range(places.shape[0]):
        kind = sector[places[piece]]
        for person in range(row, ends[piece]):
            trained = expert[start + person]
            for k in range(MAX_TASKS):
                cell = np.uint64(person * MAX_TASKS + k)
                given = 1.0 if trained == domain[kind, k] else left[kind, k]
                worth[cell] = hours[cell] * given
        row = ends[piece]


@compiled
def cut_by_workplace(
    start: int, stop: int, workplace: int, offsets: Integers, places: Integers, ends: Integers
) -> int:
    """Fill the workplace and the end, from `start`, of each piece of a tile; return how many."""
    pieces = 0
    row = start
    j = workplace
    while row < stop:
        while offsets[j + 1] <= row:
            j += 1
        row = min(offsets[j + 1], stop)
        places[pieces] = j
        ends[pieces] = row - start
        pieces += 1
    return pieces


@compiled
def count_positive(numbers: Floats) -> int:
    """Return how many numbers are above zero."""
    count = 0
    for x in range(numbers.shape[0]):
        count += numbers[x] > 0.0
    return count


@compiled
def collect_positive(numbers: Floats, positions: Integers) -> int:
    """Fill the positions of the numbers above zero, in ascending order; return how many."""
    count = 0
    for x in range(numbers.shape[0]):
        # Always written and only sometimes kept: cheaper than a branch nobody can foresee.
        positions[np.uint64(count)] = x
        count += numbers[x] > 0.0
    return count


@compiled
def evaluate_collected(
    economy: EconomyState,
    places: Integers,
    ends: Integers,
    cells: Integers,
    skill: Floats,
    exponents: Floats,
    values: Floats,
) -> None:
    """Fill skill to the power of complexity for the collected tasks of a tile."""
    sector, domain = economy.workplaces.sector, economy.sectors.domain
    complexity = economy.sectors.complexity
    x = 0
    for piece in range(places.shape[0]):
        kind = sector[places[piece]]
        end = ends[piece] * MAX_TASKS
        while x < cells.shape[0] and cells[np.uint64(x)] < end:
            cell = cells[np.uint64(x)]
            k = cell % MAX_TASKS
            of_domain = cell // MAX_TASKS * DOMAINS + domain[kind, k]
            values[np.uint64(x)] = skill[np.uint64(of_domain)]
            exponents[np.uint64(x)] = complexity[kind, k]
            x += 1
    for x in range(cells.shape[0]):
        values[x] = exp2(exponents[x] * log2_for_power(values[x]))


@compiled
def add_collected(
    economy: EconomyState,
    places: Integers,
    ends: Integers,
    cells: Integers,
    time: Floats,
    hours: Floats,
    values: Floats,
) -> None:
    """Add the labour of the collected tasks of a tile to their workplaces."""
    labour = economy.workplaces.effective_labour
    x = 0
    for piece in range(places.shape[0]):
        j = places[piece]
        end = ends[piece] * MAX_TASKS
        while x < cells.shape[0] and cells[np.uint64(x)] < end:
            cell = np.uint64(cells[np.uint64(x)])
            row, k = cell // EIGHT, cell % EIGHT
            labour[j, k] += time[row] * (hours[cell] * values[np.uint64(x)])
            x += 1


@compiled
def evaluate_all(
    economy: EconomyState,
    places: Integers,
    ends: Integers,
    hours: Floats,
    skill: Floats,
    exponents: Floats,
    values: Floats,
) -> None:
    """Fill hours times efficiency for all tasks of a tile, with one logarithm per skill domain."""
    sector, domain = economy.workplaces.sector, economy.sectors.domain
    complexity = economy.sectors.complexity
    logarithms = values
    for x in range(skill.shape[0]):
        logarithms[x] = log2_for_power(skill[x])
    row = 0
    for piece in range(places.shape[0]):
        kind = sector[places[piece]]
        # Written out: the table of a sector stays in registers while its people pass.
        d0, d1, d2, d3 = domain[kind, 0], domain[kind, 1], domain[kind, 2], domain[kind, 3]
        d4, d5, d6, d7 = domain[kind, 4], domain[kind, 5], domain[kind, 6], domain[kind, 7]
        c0, c1 = complexity[kind, 0], complexity[kind, 1]
        c2, c3 = complexity[kind, 2], complexity[kind, 3]
        c4, c5 = complexity[kind, 4], complexity[kind, 5]
        c6, c7 = complexity[kind, 6], complexity[kind, 7]
        for person in range(row, ends[piece]):
            cell, base = person * MAX_TASKS, person * DOMAINS
            prefetch(skill, (TILE + person) * DOMAINS)
            exponents[np.uint64(cell)] = c0 * logarithms[np.uint64(base + d0)]
            exponents[np.uint64(cell + 1)] = c1 * logarithms[np.uint64(base + d1)]
            exponents[np.uint64(cell + 2)] = c2 * logarithms[np.uint64(base + d2)]
            exponents[np.uint64(cell + 3)] = c3 * logarithms[np.uint64(base + d3)]
            exponents[np.uint64(cell + 4)] = c4 * logarithms[np.uint64(base + d4)]
            exponents[np.uint64(cell + 5)] = c5 * logarithms[np.uint64(base + d5)]
            exponents[np.uint64(cell + 6)] = c6 * logarithms[np.uint64(base + d6)]
            exponents[np.uint64(cell + 7)] = c7 * logarithms[np.uint64(base + d7)]
        row = ends[piece]
    for x in range(row * MAX_TASKS):
        values[x] = hours[x] * exp2(exponents[x]) if hours[x] > 0.0 else 0.0


@compiled
def fill_efficiency(
    start: int,
    stop: int,
    kind: int,
    skill: Floats,
    domain: Integers,
    complexity: Floats,
    expert: NDArray[np.int8],
    untrained_efficiency: Floats,
    logarithms: Floats,
    efficiency: Floats,
) -> None:
    """Fill the efficiency of rows of one sector in all 8 tasks.

    Skill to the power of complexity, times what is left without training (model section 10.1).

    Parameters
    ----------
    start, stop : int
        Range of rows.
    kind : int
        Sector.
    skill : (people, 6) float64
    domain, complexity : (sectors, 8)
    expert : (people,) int8
        Domain of completed expert training, or -1.
    untrained_efficiency : (sectors, 8) float64
        Share of efficiency that is left without training in the domain.
    logarithms, efficiency : (n,) float64
        Room for 8 numbers a row; `efficiency` is filled from its beginning.
    """
    for row in range(start, stop):
        base = (row - start) * DOMAINS
        for d in range(DOMAINS):
            logarithms[np.uint64(base + d)] = skill[row, d]
    for x in range((stop - start) * DOMAINS):
        logarithms[x] = log2_for_power(logarithms[x])
    d0, d1, d2, d3 = domain[kind, 0], domain[kind, 1], domain[kind, 2], domain[kind, 3]
    d4, d5, d6, d7 = domain[kind, 4], domain[kind, 5], domain[kind, 6], domain[kind, 7]
    c0, c1 = complexity[kind, 0], complexity[kind, 1]
    c2, c3 = complexity[kind, 2], complexity[kind, 3]
    c4, c5, c6, c7 = (
        complexity[kind, 4],
        complexity[kind, 5],
        complexity[kind, 6],
        complexity[kind, 7],
    )
    for person in range(stop - start):
        cell, base = person * MAX_TASKS, person * DOMAINS
        efficiency[np.uint64(cell)] = c0 * logarithms[np.uint64(base + d0)]
        efficiency[np.uint64(cell + 1)] = c1 * logarithms[np.uint64(base + d1)]
        efficiency[np.uint64(cell + 2)] = c2 * logarithms[np.uint64(base + d2)]
        efficiency[np.uint64(cell + 3)] = c3 * logarithms[np.uint64(base + d3)]
        efficiency[np.uint64(cell + 4)] = c4 * logarithms[np.uint64(base + d4)]
        efficiency[np.uint64(cell + 5)] = c5 * logarithms[np.uint64(base + d5)]
        efficiency[np.uint64(cell + 6)] = c6 * logarithms[np.uint64(base + d6)]
        efficiency[np.uint64(cell + 7)] = c7 * logarithms[np.uint64(base + d7)]
    for x in range((stop - start) * MAX_TASKS):
        efficiency[x] = exp2(efficiency[x])
    if not is_any_below_one(untrained_efficiency):
        return
    for person in range(stop - start):
        for k in range(MAX_TASKS):
            if expert[start + person] != domain[kind, k]:
                efficiency[np.uint64(person * MAX_TASKS + k)] *= untrained_efficiency[kind, k]


@compiled
def add_all(
    economy: EconomyState,
    places: Integers,
    ends: Integers,
    time: Floats,
    hours: Floats,
    values: Floats,
) -> None:
    """Add the labour of all tasks of a tile to their workplaces."""
    labour = economy.workplaces.effective_labour
    row = 0
    for piece in range(places.shape[0]):
        j = places[piece]
        # Written out: eight sums side by side stay in registers.
        s0, s1, s2, s3 = labour[j, 0], labour[j, 1], labour[j, 2], labour[j, 3]
        s4, s5, s6, s7 = labour[j, 4], labour[j, 5], labour[j, 6], labour[j, 7]
        for person in range(row, ends[piece]):
            cell, share = person * MAX_TASKS, time[np.uint64(person)]
            prefetch(hours, (TILE + person) * MAX_TASKS)
            s0 += share * values[np.uint64(cell)]
            s1 += share * values[np.uint64(cell + 1)]
            s2 += share * values[np.uint64(cell + 2)]
            s3 += share * values[np.uint64(cell + 3)]
            s4 += share * values[np.uint64(cell + 4)]
            s5 += share * values[np.uint64(cell + 5)]
            s6 += share * values[np.uint64(cell + 6)]
            s7 += share * values[np.uint64(cell + 7)]
        labour[j, 0], labour[j, 1], labour[j, 2], labour[j, 3] = s0, s1, s2, s3
        labour[j, 4], labour[j, 5], labour[j, 6], labour[j, 7] = s4, s5, s6, s7
        row = ends[piece]
