"""Exchanges of hours that raise output and leave the balance of jobs as it is (model section 10.2).

A *direction* is a shift between tasks that an organisation can examine. Where job indices are held
it takes three tasks, whose hours move in proportion to the differences of their indices: out of the
middle one into a mix of the upper and the lower one that is worth as much, or back. Two tasks of
equal index are a direction of their own, and so are any two tasks where indices need not be held.

In an examined direction the member who gains most output by going forward meets the one who gains
most by going back, then the next two, as long as the pair gains. Both move by the same hours, so
that the work of every task, everyone's time and, where held, every job index are conserved. They
move as far as their hours allow, halved until the last hour still gains: output is concave in the
hours moved, so that it rises all the way there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels import MAX_TASKS
from sim.kernels.compile import compiled
from sim.kernels.effective_labour import fill_efficiency
from sim.kernels.elementary import power
from sim.kernels.expertise import efficiency_of
from sim.kernels.licences import barred as barred_by_law
from sim.kernels.pairing import (
    LANES,
    LEAST_HOURS,
    exchange_hours,
    fill_gains,
    largest,
    product_exponent,
)
from sim.kernels.random import uniform
from sim.kernels.ranking import largest_workplace
from sim.kernels.streams import Stream, key_in

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

EQUAL_INDEX = 1e-12
"""Difference of two job indices that counts as none."""

LEAST_GAIN = 0.03
"""Gain of an hour, relative to the output of an hour in the workplace, below which nobody moves."""

MOST_DIRECTIONS = 84
"""Directions of a sector of 8 tasks, at most: 56 triples and 28 pairs."""

NUMBERS = 512
"""Directions have numbers below this one, and rounds below the next."""

MOST_ROUNDS = 64
"""Rounds of a workplace in a month have numbers below this one."""


@compiled
def improve_assignment(
    first: int,
    last: int,
    economy: EconomyState,
    hold_index: bool,
    sorted_again: NDArray[np.bool_],
    rounds: int,
) -> None:
    """Improve the assignment of workplaces `first` to `last` - 1 in the directions examined.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        `people.hours` of the members are changed in place; what people do who come from other
        workplaces counts but does not change. A workplace examines each direction with the
        probability `assignment_improvement`.
    hold_index : bool
        Whether everyone's job index stays as it is.
    sorted_again : (workplaces,) bool
        Workplaces whose hours have just been assigned from the start.
    rounds : int
        Rounds of examination there; one elsewhere, where what earlier months found still stands.
    """
    offsets, sector = economy.workplaces.offsets, economy.workplaces.sector
    key = key_in(economy, Stream.IMPROVEMENT, economy.month)
    share = economy.parameters.assignment_improvement
    if share <= 0.0:
        return
    room = largest_workplace(first, last, offsets) + LANES
    logarithms, efficiency = np.empty(room * MAX_TASKS), np.empty(room * MAX_TASKS)
    value, barred = np.empty(room * MAX_TASKS), np.empty(room * MAX_TASKS)
    closed = np.zeros(room * MAX_TASKS)
    ahead, behind = np.empty(room), np.empty(room)
    relative, products, scale = np.empty(MAX_TASKS), np.empty(MAX_TASKS), np.empty(MAX_TASKS)
    directions = np.empty((MOST_DIRECTIONS, 3), np.int64)
    numbers = np.empty(MOST_DIRECTIONS, np.int64)
    weights, in_vain = np.empty(MOST_DIRECTIONS), np.empty(MOST_DIRECTIONS, np.int64)
    examined, changed = np.empty(MOST_DIRECTIONS, np.int64), np.empty(MAX_TASKS, np.int64)
    listed, count = -1, 0
    for j in range(first, last):
        kind, members = sector[j], offsets[j + 1] - offsets[j]
        if members < 2:
            continue
        if kind != listed:
            count = list_directions(economy, kind, hold_index, directions, numbers, weights)
            listed = kind
        width = (members + LANES - 1) // LANES * LANES
        # Moves so far; after which of them a direction was last examined in vain; and the last that
        # changed a task. A direction whose tasks have not changed since then is in vain again.
        moves = 0
        in_vain[:count] = -1
        changed[:] = 0
        least, compared = 0.0, False
        for number in range(rounds if sorted_again[j] else 1):
            moved, drawn, base = 0.0, 0, (j * MOST_ROUNDS + number) * NUMBERS
            for x in range(count):
                # Always written and only kept for some: cheaper than a branch nobody can foresee.
                examined[np.uint64(drawn)] = x
                drawn += uniform(key, base + numbers[x]) < share
            for x in examined[:drawn]:
                middle, upper, lower = directions[x, 0], directions[x, 1], directions[x, 2]
                if in_vain[x] >= max(changed[middle], changed[upper], changed[lower]):
                    continue
                if not compared:
                    compared = True
                    least = compare(
                        economy, j, width, logarithms, efficiency, value, barred, closed, relative,
                        scale, products,
                    )  # fmt: skip
                if least < 0.0:
                    break
                gain = fill_gains(
                    middle, upper, lower, weights[x], width, products, value, barred, ahead, behind,
                )  # fmt: skip
                reserved = economy.sectors.reserved
                if reserved[kind, middle] or reserved[kind, upper] or reserved[kind, lower]:
                    gain = bar_unlicensed(middle, upper, lower, width, closed, ahead, behind)
                exchanged = 0.0
                if gain > least:
                    exchanged = exchange_hours(
                        economy, j, middle, upper, lower, weights[x], least, width, scale, relative,
                        products, value, barred, ahead, behind,
                    )  # fmt: skip
                if exchanged > 0.0:
                    moved += exchanged
                    moves += 1
                    changed[middle] = changed[upper] = changed[lower] = moves
                else:
                    in_vain[x] = moves
            if least < 0.0 or (moved <= 0.0 and share >= 1.0):
                break


@compiled
def compare(
    economy: EconomyState,
    j: int,
    width: int,
    logarithms: Floats,
    efficiency: Floats,
    value: Floats,
    barred: Floats,
    closed: Floats,
    relative: Floats,
    scale: Floats,
    products: Floats,
) -> float:
    """Fill what hours of the members of workplace j are worth before anybody moves.

    Parameters
    ----------
    economy : EconomyState
    j, width : int
        Workplace, and its members filled up to whole lanes.
    logarithms, efficiency : (n,) float64
        Room for 8 numbers a member.
    value, barred : (8 * width,) float64
        As `add_members` fills them.
    closed : (8 * width,) float64
        Filled, task by task, in a sector with licensed tasks: minus infinity where the law bars a
        member from taking over hours, else 0.
    relative, scale, products : (8,) float64
        Filled: labour relative to the scarcest task, what a unit of labour adds to it, and marginal
        products.

    Returns
    -------
    float
        Gain of an hour below which nobody moves; -1 where nothing can be compared.
    """
    people, sectors, offsets = economy.people, economy.sectors, economy.workplaces.offsets
    start, stop, kind = offsets[j], offsets[j + 1], economy.workplaces.sector[j]
    exponent = product_exponent(economy)
    fill_efficiency(
        start, stop, kind, people.skill, sectors.domain, sectors.complexity, people.expert,
        sectors.untrained_efficiency, logarithms, efficiency,
    )  # fmt: skip
    add_incoming(economy, j, relative)
    add_members(economy, j, width, efficiency, value, barred, relative)
    if not scale_labour(economy, kind, relative, scale):
        return -1.0
    least, licensed = 0.0, False
    for k in range(sectors.task_count[kind]):
        products[k] = 0.0
        if scale[k] > 0.0:
            products[k] = power(relative[k], exponent)
            least += LEAST_GAIN * products[k] * relative[k] / scale[k] / (stop - start)
        licensed |= sectors.reserved[kind, k]
    if licensed:
        for k in range(sectors.task_count[kind]):
            for row in range(start, stop):
                shut = barred_by_law(sectors, people.expert[row], kind, k)
                closed[k * width + row - start] = -np.inf if shut else 0.0
    return least


@compiled
def bar_unlicensed(
    middle: int,
    upper: int,
    lower: int,
    width: int,
    closed: Floats,
    ahead: Floats,
    behind: Floats,
) -> float:
    """Keep members from going where they would take hours of a licensed task without the training.

    Parameters
    ----------
    middle, upper, lower : int
        A direction: who goes forward takes hours of the latter two, who goes back of the first.
    width : int
    closed : (8 * width,) float64
        As `compare` fills it.
    ahead, behind : (width,) float64
        Gains; minus infinity afterwards for those whom the law bars.

    Returns
    -------
    float
        The gain of the best pair that is left.
    """
    to_middle, to_upper, to_lower = middle * width, upper * width, lower * width
    for x in range(width):
        mix = closed[np.uint64(to_upper + x)] + closed[np.uint64(to_lower + x)]
        ahead[np.uint64(x)] += mix
        behind[np.uint64(x)] += closed[np.uint64(to_middle + x)]
    return largest(width, ahead) + largest(width, behind)


@compiled
def add_incoming(economy: EconomyState, j: int, labour: Floats) -> None:
    """Fill the effective labour of those who come to workplace j from others, by task."""
    people, workplaces = economy.people, economy.workplaces
    labour[:] = 0.0
    for position in range(workplaces.incoming_offsets[j], workplaces.incoming_offsets[j + 1]):
        row = workplaces.incoming_rows[position]
        k = people.outside_task[row]
        efficiency = efficiency_of(economy, row, k, workplaces.sector[j])
        time = people.productive_time[row] * people.effort[row]
        labour[k] += time * people.outside_hours[row] * efficiency


@compiled
def add_members(
    economy: EconomyState,
    j: int,
    width: int,
    efficiency: Floats,
    value: Floats,
    barred: Floats,
    labour: Floats,
) -> None:
    """Add the effective labour of the members and fill what an hour of each is worth in it.

    Parameters
    ----------
    economy : EconomyState
    j : int
        Workplace.
    width : int
        Members, filled up to whole lanes with nobody.
    efficiency : (members * 8,) float64
        Member by member.
    value : (8 * width,) float64
        Filled, task by task: effective labour of an hour.
    barred : (8 * width,) float64
        Filled, task by task: 0 where a member could leave the task, minus infinity where not.
    labour : (8,) float64
        Added to.
    """
    start = economy.workplaces.offsets[j]
    members = economy.workplaces.offsets[j + 1] - start
    hours, effort = economy.people.hours, economy.people.effort
    productive_time = economy.people.productive_time
    tasks = economy.sectors.task_count[economy.workplaces.sector[j]]
    for member in range(members):
        row = start + member
        time = productive_time[row] * effort[row]
        for k in range(tasks):
            worth = efficiency[np.uint64(member * MAX_TASKS + k)] * time
            done = hours[row, k]
            value[np.uint64(k * width + member)] = worth
            barred[np.uint64(k * width + member)] = 0.0 if done > LEAST_HOURS else -np.inf
            labour[k] += done * worth
    for k in range(tasks):
        for member in range(members, width):
            value[k * width + member] = 0.0
            barred[k * width + member] = -np.inf


@compiled
def list_directions(
    economy: EconomyState,
    kind: int,
    hold_index: bool,
    directions: Integers,
    numbers: Integers,
    weights: Floats,
) -> int:
    """Fill the directions that can be examined in a sector and return how many there are.

    Going forward a member leaves the task ``directions[x, 0]`` for the share ``weights[x]`` of
    ``directions[x, 1]`` and the rest of ``directions[x, 2]``; ``numbers[x]`` identifies it.
    """
    hours_share, task_index = economy.sectors.hours_share, economy.sectors.job_index
    tasks = economy.sectors.task_count[kind]
    count = 0
    for k in range(tasks):
        for other in range(k):
            if hours_share[kind, k] <= 0.0 or hours_share[kind, other] <= 0.0:
                continue
            if hold_index and abs(task_index[kind, k] - task_index[kind, other]) > EQUAL_INDEX:
                continue
            directions[count, 0], directions[count, 1], directions[count, 2] = k, other, other
            numbers[count] = (k * MAX_TASKS + other) * MAX_TASKS + other
            weights[count] = 1.0
            count += 1
    if not hold_index:
        return count
    for middle in range(tasks):
        for upper in range(tasks):
            above = task_index[kind, upper] - task_index[kind, middle]
            if above <= EQUAL_INDEX or hours_share[kind, upper] <= 0.0:
                continue
            for lower in range(tasks):
                below = task_index[kind, middle] - task_index[kind, lower]
                if below <= EQUAL_INDEX or hours_share[kind, lower] <= 0.0:
                    continue
                if hours_share[kind, middle] <= 0.0:
                    continue
                directions[count, 0] = middle
                directions[count, 1], directions[count, 2] = upper, lower
                numbers[count] = (middle * MAX_TASKS + upper) * MAX_TASKS + lower
                weights[count] = below / (above + below)
                count += 1
    return count


@compiled
def scale_labour(economy: EconomyState, kind: int, relative: Floats, scale: Floats) -> bool:
    """Turn labour into labour per share relative to the scarcest task, and fill the scale of each.

    Returns
    -------
    bool
        Whether every task with a share has labour; nothing can be compared otherwise.
    """
    hours_share, tasks = economy.sectors.hours_share, economy.sectors.task_count[kind]
    scarcest = np.inf
    for k in range(tasks):
        share = hours_share[kind, k]
        scarcest = min(scarcest, relative[k] / share if share > 0.0 else np.inf)
    if not 0.0 < scarcest < np.inf:
        return False
    for k in range(tasks):
        share = hours_share[kind, k]
        scale[k] = 1.0 / (share * scarcest) if share > 0.0 else 0.0
        relative[k] *= scale[k]
    return True
