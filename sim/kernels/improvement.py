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

import numpy as np
from numpy.typing import NDArray

from sim.kernels import MAX_TASKS
from sim.kernels.aggregation import substitution_exponent
from sim.kernels.compile import compiled
from sim.kernels.effective_labour import fill_efficiency
from sim.kernels.elementary import power
from sim.kernels.expertise import task_efficiency
from sim.kernels.licences import barred as barred_by_law
from sim.kernels.pairing import LANES, LEAST_HOURS, exchange_hours, fill_gains, largest
from sim.kernels.random import uniform
from sim.kernels.ranking import largest_workplace

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
    key: np.uint64,
    share: float,
    hold_index: bool,
    sorted_again: NDArray[np.bool_],
    rounds: int,
    offsets: Integers,
    sector: Integers,
    hours_share: Floats,
    task_count: Integers,
    task_index: Floats,
    domain: Integers,
    complexity: Floats,
    expert: NDArray[np.int8],
    untrained_efficiency: Floats,
    reserved: NDArray[np.bool_],
    substitution: float,
    effective_time: Floats,
    skill: Floats,
    incoming_offsets: Integers,
    incoming_rows: Integers,
    outside_task: NDArray[np.int8],
    outside_hours: Floats,
    hours: Floats,
) -> None:
    """Improve the assignment of workplaces `first` to `last` - 1 in the directions examined.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    key : uint64
        Random key of the month: which directions are examined.
    share : float
        Probability that a workplace examines a direction.
    hold_index : bool
        Whether everyone's job index stays as it is.
    sorted_again : (workplaces,) bool
        Workplaces whose hours have just been assigned from the start.
    rounds : int
        Rounds of examination there; one elsewhere, where what earlier months found still stands.
    offsets : (workplaces + 1,) int64
    sector : (workplaces,) int64
    hours_share : (sectors, 8) float64
    task_count : (sectors,) int64
    task_index : (sectors, 8) float64
        Job index of an hour of each task.
    domain, complexity : (sectors, 8)
    expert : (people,) int8
        Domain of completed training.
    untrained_efficiency : (sectors, 8) float64
        Share of efficiency that those without the training reach.
    reserved : (sectors, 8) bool
        Licensed tasks, of which nobody takes hours who is not trained in the domain.
    substitution : float
        Elasticity of substitution between tasks, in [0, 1].
    effective_time : (people,) float64
        Productive time times effort.
    skill : (people, 6) float64
    incoming_offsets, incoming_rows
        Who comes from other workplaces; what they do counts but does not change.
    outside_task, outside_hours : (people,)
    hours : (people, 8) float64
        Changed in place.
    """
    exponent = substitution_exponent(substitution) - 1.0
    room = largest_workplace(first, last, offsets) + LANES
    efficiency, logarithms = np.empty(room * MAX_TASKS), np.empty(room * MAX_TASKS)
    value, barred = np.empty(room * MAX_TASKS), np.empty(room * MAX_TASKS)
    ahead, behind = np.empty(room), np.empty(room)
    relative, products, scale = np.empty(MAX_TASKS), np.empty(MAX_TASKS), np.empty(MAX_TASKS)
    directions, weights = np.empty(MOST_DIRECTIONS * 3, np.int64), np.empty(MOST_DIRECTIONS)
    for j in range(first, last):
        start, stop, kind = offsets[j], offsets[j + 1], sector[j]
        members, tasks = stop - start, task_count[kind]
        if members < 2:
            continue
        width = (members + LANES - 1) // LANES * LANES
        ready, least = False, 0.0
        for number in range(rounds if sorted_again[j] else 1):
            examined = draw_directions(
                (j * MOST_ROUNDS + number) * NUMBERS, kind, tasks, key, share, hold_index,
                hours_share, task_index, directions, weights,
            )  # fmt: skip
            if examined == 0:
                continue
            if not ready:
                fill_efficiency(
                    start, stop, kind, skill, domain, complexity, expert, untrained_efficiency,
                    logarithms, efficiency,
                )  # fmt: skip
                add_incoming(
                    j, kind, effective_time, skill, domain, complexity, expert,
                    untrained_efficiency, incoming_offsets, incoming_rows, outside_task,
                    outside_hours, relative,
                )  # fmt: skip
                add_members(
                    start, members, tasks, width, effective_time, hours, efficiency, value, barred,
                    relative,
                )  # fmt: skip
                if not scale_labour(tasks, kind, hours_share, relative, scale):
                    break
                least = 0.0
                for k in range(tasks):
                    products[k] = 0.0
                    if scale[k] > 0.0:
                        products[k] = power(relative[k], exponent)
                        least += LEAST_GAIN * products[k] * relative[k] / scale[k] / members
                ready = True
            moved = 0.0
            for x in range(examined):
                middle, upper, lower = (
                    directions[3 * x],
                    directions[3 * x + 1],
                    directions[3 * x + 2],
                )
                gain = fill_gains(
                    middle, upper, lower, weights[x], width, products, value, barred, ahead, behind,
                )  # fmt: skip
                if reserved[kind, middle] or reserved[kind, upper] or reserved[kind, lower]:
                    gain = bar_unlicensed(
                        middle, upper, lower, start, members, width, kind, domain, reserved, expert,
                        ahead, behind,
                    )  # fmt: skip
                if gain > least:
                    moved += exchange_hours(
                        middle, upper, lower, weights[x], least, start, members, width, exponent,
                        scale, relative, products, value, barred, ahead, behind, hours,
                    )  # fmt: skip
            if moved <= 0.0 and share >= 1.0:
                break


@compiled
def bar_unlicensed(
    middle: int,
    upper: int,
    lower: int,
    start: int,
    members: int,
    width: int,
    kind: int,
    domain: Integers,
    reserved: NDArray[np.bool_],
    expert: NDArray[np.int8],
    ahead: Floats,
    behind: Floats,
) -> float:
    """Keep members from going where they would take hours of a licensed task without the training.

    Parameters
    ----------
    middle, upper, lower : int
        A direction: who goes forward takes hours of the latter two, who goes back of the first.
    start, members, width, kind : int
    domain, reserved : (sectors, 8)
    expert : (people,) int8
    ahead, behind : (width,) float64
        Gains; minus infinity afterwards for those whom the law bars.

    Returns
    -------
    float
        The gain of the best pair that is left.
    """
    for member in range(members):
        trained = expert[start + member]
        forward = barred_by_law(trained, kind, upper, domain, reserved)
        if forward or barred_by_law(trained, kind, lower, domain, reserved):
            ahead[member] = -np.inf
        if barred_by_law(trained, kind, middle, domain, reserved):
            behind[member] = -np.inf
    return largest(width, ahead) + largest(width, behind)


@compiled
def add_incoming(
    j: int,
    kind: int,
    effective_time: Floats,
    skill: Floats,
    domain: Integers,
    complexity: Floats,
    expert: NDArray[np.int8],
    untrained_efficiency: Floats,
    incoming_offsets: Integers,
    incoming_rows: Integers,
    outside_task: NDArray[np.int8],
    outside_hours: Floats,
    labour: Floats,
) -> None:
    """Fill the effective labour of those who come to workplace j from others, by task."""
    labour[:] = 0.0
    for position in range(incoming_offsets[j], incoming_offsets[j + 1]):
        row = incoming_rows[position]
        k = outside_task[row]
        efficiency = task_efficiency(
            row, k, kind, skill, domain, complexity, expert, untrained_efficiency
        )
        labour[k] += effective_time[row] * outside_hours[row] * efficiency


@compiled
def add_members(
    start: int,
    members: int,
    tasks: int,
    width: int,
    effective_time: Floats,
    hours: Floats,
    efficiency: Floats,
    value: Floats,
    barred: Floats,
    labour: Floats,
) -> None:
    """Add the effective labour of the members and fill what an hour of each is worth in it.

    Parameters
    ----------
    start, members, tasks : int
    width : int
        Members, filled up to whole lanes with nobody.
    effective_time : (people,) float64
    hours : (people, 8) float64
    efficiency : (members * 8,) float64
        Member by member.
    value : (8 * width,) float64
        Filled, task by task: effective labour of an hour.
    barred : (8 * width,) float64
        Filled, task by task: 0 where a member could leave the task, minus infinity where not.
    labour : (8,) float64
        Added to.
    """
    for k in range(tasks):
        total = labour[k]
        for member in range(members):
            worth = efficiency[np.uint64(member * MAX_TASKS + k)] * effective_time[start + member]
            done = hours[start + member, k]
            value[np.uint64(k * width + member)] = worth
            barred[np.uint64(k * width + member)] = 0.0 if done > LEAST_HOURS else -np.inf
            total += done * worth
        labour[k] = total
        for member in range(members, width):
            value[k * width + member] = 0.0
            barred[k * width + member] = -np.inf


@compiled
def draw_directions(
    base: int,
    kind: int,
    tasks: int,
    key: np.uint64,
    share: float,
    hold_index: bool,
    hours_share: Floats,
    task_index: Floats,
    directions: Integers,
    weights: Floats,
) -> int:
    """Fill the directions that are examined in a round and return how many.

    `base` is the identifier of the round in its workplace; the number of a direction is added.

    Going forward a member leaves the task ``directions[3 * x]`` for the share ``weights[x]`` of
    ``directions[3 * x + 1]`` and the rest of ``directions[3 * x + 2]``.
    """
    count = 0
    for k in range(tasks):
        for other in range(k):
            if hours_share[kind, k] <= 0.0 or hours_share[kind, other] <= 0.0:
                continue
            if hold_index and abs(task_index[kind, k] - task_index[kind, other]) > EQUAL_INDEX:
                continue
            number = (k * MAX_TASKS + other) * MAX_TASKS + other
            if uniform(key, base + number) < share:
                directions[3 * count] = k
                directions[3 * count + 1], directions[3 * count + 2] = other, other
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
                number = (middle * MAX_TASKS + upper) * MAX_TASKS + lower
                if hours_share[kind, middle] > 0.0 and uniform(key, base + number) < share:
                    directions[3 * count] = middle
                    directions[3 * count + 1], directions[3 * count + 2] = upper, lower
                    weights[count] = below / (above + below)
                    count += 1
    return count


@compiled
def scale_labour(
    tasks: int, kind: int, hours_share: Floats, relative: Floats, scale: Floats
) -> bool:
    """Turn labour into labour per share relative to the scarcest task, and fill the scale of each.

    Returns
    -------
    bool
        Whether every task with a share has labour; nothing can be compared otherwise.
    """
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
