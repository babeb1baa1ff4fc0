"""What the kernels that divide, exchange and lose working time must give, in plain Python.

Written for reading: lists, dictionaries and whole-array formulas, one workplace at a time, that
return new arrays. Equations are those of the reference economy (`tests.reference.equations`).
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from sim.kernels.exchange import LEAST_HOURS
from sim.kernels.random import uniform
from sim.kernels.swaps import NEGLIGIBLE
from tests.kernels.worlds import World
from tests.reference import equations
from tests.reference.licences import bring_to_licensed
from tests.reference.staffing import fitted

Array = np.ndarray


def efficiency(world: World, row: int, kind: int, task: int) -> float:
    """Return skill to the power of the task's complexity, less what training is missed."""
    domain = world.domain[kind, task]
    left = 1.0 if world.expert[row] == domain else world.untrained_efficiency[kind, task]
    return float(left * world.skill[row, domain] ** world.complexity[kind, task])


def hour_of_work(world: World, row: int, workplace: int, task: int) -> float:
    """Return the output of an hour of a person in a task of a workplace."""
    time = world.productive_time[row] * world.effort[row]
    gain = efficiency(world, row, world.sector[workplace], task)
    return float(equations.hour_of_work(world.marginal_product[workplace, task], time, gain))


def changed_workplaces(before: Array, after: Array, workplaces: int) -> Array:
    """Return which workplaces gain or lose somebody."""
    touched = set(before[before != after]) | set(after[before != after])
    return np.array([j in touched for j in range(workplaces)])


def dissolve_exchanges(world: World, ends: Array) -> tuple[Array, Array, Array, Array, Array]:
    """Return hours and the outside arrays after the exchanges of `ends` are over."""
    hours = world.hours.copy()
    partner, there = world.outside_partner.copy(), world.outside_workplace.copy()
    task, time = world.outside_task.copy(), world.outside_hours.copy()
    for row in range(world.people):
        if world.outside_partner[row] < 0:
            continue
        other = int(np.flatnonzero(world.person == world.outside_partner[row])[0])
        if ends[row] or ends[other]:
            # What the other did here is mine again.
            hours[row, world.outside_task[other]] += world.outside_hours[other]
            partner[row], there[row], task[row], time[row] = -1, -1, -1, 0.0
    return hours, partner, there, task, time


def suits(world: World, row: int, kind: int, hours: Array) -> float:
    """Return how well hours suit the training of somebody."""
    for_experts = world.for_experts[kind]
    if world.expert[row] < 0:
        return -float(hours[for_experts].sum())
    return float(hours[for_experts & (world.domain[kind] == world.expert[row])].sum())


def hand_over_hours(world: World, destination: Array, key: np.uint64, fit: float) -> Array:
    """Return hours after leavers gave theirs to joiners, first come first served.

    With probability `fit` a joiner takes what suits the training best of what is left.
    """
    moving = np.flatnonzero(world.workplace != destination)
    waiting: dict[int, list[Array]] = defaultdict(list)
    for row in moving:
        if world.workplace[row] >= 0:
            waiting[world.workplace[row]].append(world.hours[row])
    hours = world.hours.copy()
    for row in moving:
        if destination[row] < 0:
            if world.workplace[row] >= 0:
                hours[row] = 0.0
        elif waiting[destination[row]]:
            left, kind = waiting[destination[row]], world.sector[destination[row]]
            best = 0
            if uniform(key, world.person[row]) < fit:
                scores = [suits(world, row, kind, vacated) for vacated in left]
                best = scores.index(max(scores))
            hours[row] = left.pop(best)
        else:
            hours[row] = world.hours_share[world.sector[destination[row]]]
    return hours


def restore_staffing(world: World, changed: Array) -> Array:
    """Return hours after proportional fitting of the changed workplaces."""
    hours = world.hours.copy()
    for j in np.flatnonzero(changed & (world.members > 0)):
        share = world.hours_share[world.sector[j]]
        used = share > 0.0
        need = share * world.members[j]
        for row in np.flatnonzero(world.outside_workplace == j):
            need[world.outside_task[row]] -= world.outside_hours[row]
        time = 1.0 - world.outside_hours[world.rows(j)]
        block = hours[world.rows(j)][:, used]
        hours[world.rows(j), : used.sum()] = fitted(
            block.tolist(), time.tolist(), need[used].tolist(), share[used].tolist()
        )
    return hours


def reserve_licensed(world: World, where: Array) -> Array:
    """Return hours after licensed work was exchanged for other work of the licensed."""
    hours = world.hours.copy()
    for j in np.flatnonzero(where):
        kind, block = world.sector[j], hours[world.rows(j)]
        for task in np.flatnonzero(world.reserved[kind]):
            licence = world.domain[kind, task]
            own = world.reserved[kind] & (world.domain[kind] == licence)
            licensed = (world.expert[world.rows(j)] == licence).tolist()
            rows = block.tolist()
            bring_to_licensed(rows, licensed, own.tolist(), task)
            block[:] = np.reshape(rows, block.shape)
    return hours


def counted_skill(world: World, workplace: int, task: int) -> Array:
    """Return the skill of the members in a task, less what counts for nothing without training."""
    rows, kind = world.rows(workplace), world.sector[workplace]
    domain = world.domain[kind, task]
    untrained = world.expert[rows] != domain
    left = np.where(untrained, world.untrained_worth[kind, task], 1.0)
    return np.asarray(left * world.skill[rows, domain])


def assign_by_skill(world: World, changed: Array) -> Array:
    """Return hours when each task in turn fills up from the best who have time left."""
    hours = world.hours.copy()
    for j in np.flatnonzero(changed & (world.members > 0)):
        kind, members = world.sector[j], int(world.members[j])
        block, left = np.zeros((members, hours.shape[1])), np.ones(members)
        tasks = world.task_order[kind, : world.task_count[kind]]
        for k in tasks[:-1]:
            best_first = np.argsort(-counted_skill(world, j, k))
            before = np.concatenate([[0.0], np.cumsum(left[best_first])[:-1]])
            need = world.hours_share[kind, k] * members
            block[best_first, k] = np.clip(need - before, 0.0, left[best_first])
            left = left - block[:, k]
        block[:, tasks[-1]] = left
        hours[world.rows(j)] = block
    return hours


def propose_swaps(world: World, index: Array, most: float) -> tuple[Array, Array, Array, Array]:
    """Return given task, taken task, amount and change of output of a round of swaps."""
    given, taken = np.full(world.people, -1), np.full(world.people, -1)
    amount, output = np.zeros(world.people), np.zeros(world.workplaces)
    for j in range(world.workplaces):
        rows = list(range(world.people))[world.rows(j)]
        upwards = sorted(rows, key=lambda row: index[row])
        score = world.task_index[world.sector[j]]
        for low, high in zip(upwards, upwards[::-1], strict=True):
            gap = index[high] - index[low]
            if gap <= NEGLIGIBLE:
                break
            options = []
            for k in np.flatnonzero(world.hours[high] > NEGLIGIBLE):
                for m in np.flatnonzero(world.hours[low] > NEGLIGIBLE):
                    allowed = world.may(low, j, k) and world.may(high, j, m)
                    if allowed and score[k] - score[m] > NEGLIGIBLE:
                        products = [
                            hour_of_work(world, row, j, task)
                            for row, task in ((high, k), (high, m), (low, m), (low, k))
                        ]
                        step = score[k] - score[m]
                        options.append((equations.cost_of_exchange(*products, step), k, m))
            if not options:
                continue
            cost, k, m = min(options)
            step = score[k] - score[m]
            x = min(most, gap / (2 * step), world.hours[high, k], world.hours[low, m])
            given[[high, low]], taken[[high, low]], amount[[high, low]] = (k, m), (m, k), x
            output[j] -= cost * step * x
    return given, taken, amount, output


def index_change(
    world: World, index: Array, given: Array, taken: Array, amount: Array
) -> tuple[Array, Array, Array]:
    """Return changes of job indices, and their standard deviation by workplace before and after."""
    change = np.zeros(world.people)
    rows = np.flatnonzero(amount > 0.0)
    score = world.task_index[world.sector[world.workplace[rows]]]
    places = np.arange(len(rows))
    change[rows] = amount[rows] * (score[places, taken[rows]] - score[places, given[rows]])
    spreads = []
    for values in (index, index + change):
        blocks = [values[world.rows(j)] for j in range(world.workplaces)]
        spreads.append(np.array([np.std(block) if len(block) else 0.0 for block in blocks]))
    return change, spreads[0], spreads[1]


def arrange_exchanges(
    world: World,
    givers: Array,
    receivers: Array,
    federation: Array,
    mean: Array,
    most: float,
    outside_work: Array,
    limit: float,
) -> tuple[dict[int, tuple[int, int, int, float]], float]:
    """Return partner, workplace, task and hours by row, and the hours moved."""
    outside, found = outside_work.copy(), {}
    index = world.job_index
    for group in np.unique(federation):
        ours = [[r for r in rows if federation[r] == group] for rows in (givers, receivers)]
        for high, low in zip(*ours, strict=False):
            home, away = world.workplace[high], world.workplace[low]
            tasks_away = [
                m
                for m in range(8)
                if world.hours[low, m] >= LEAST_HOURS and world.may(high, away, m)
            ]
            if home == away or not tasks_away:
                continue
            home_score = world.task_index[world.sector[home]]
            away_score = world.task_index[world.sector[away]]
            m = min(tasks_away, key=lambda task: away_score[task])
            options = []
            for k in range(8):
                step = home_score[k] - away_score[m]
                done = world.hours[high, k] >= LEAST_HOURS
                if done and step > 0.0 and world.may(low, home, k):
                    products = [
                        hour_of_work(world, row, place, task)
                        for row, place, task in (
                            (high, home, k),
                            (high, away, m),
                            (low, away, m),
                            (low, home, k),
                        )
                    ]
                    options.append((equations.cost_of_exchange(*products, step), k, step))
            if not options:
                continue
            _, k, step = min(options)
            room = limit * world.full_work() - outside
            distance = min(index[high] - mean[high], mean[low] - index[low])
            x = min(most, world.hours[high, k], world.hours[low, m], distance / step)
            x = min(x, room[home, k], room[away, m])
            if x >= LEAST_HOURS:
                outside[home, k] += x
                outside[away, m] += x
                found[int(high)] = (int(low), int(away), int(m), x)
                found[int(low)] = (int(high), int(home), int(k), x)
    return found, sum(entry[3] for entry in found.values())


def empowering_hours(world: World, cut: float) -> Array:
    """Return hours in tasks whose empowerment score reaches the cut, here and elsewhere."""
    counts = world.empowerment_score >= cut
    result = np.zeros(world.people)
    for row in range(world.employed):
        result[row] = world.hours[row, counts[world.sector[world.workplace[row]]]].sum()
        if world.outside_workplace[row] >= 0:
            kind = world.sector[world.outside_workplace[row]]
            result[row] += world.outside_hours[row] * counts[kind, world.outside_task[row]]
    return result
