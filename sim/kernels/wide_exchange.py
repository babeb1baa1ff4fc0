"""Exchanges across workplaces in which colleagues make room for the partners (model 10.11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels import MAX_TASKS
from sim.kernels.aggregation import fill_products
from sim.kernels.compile import compiled
from sim.kernels.exchange import LEAST_HOURS, note_exchange, pair_up, room_for_others
from sim.kernels.licences import barred
from sim.kernels.swaps import task_product

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState

NEARLY_AS_FAR = 0.9
"""Tasks that bring the partners this share of the way that the best one does are compared by what
the exchange costs."""


@compiled
def hand_over(economy: EconomyState, row: int, task: int, amount: float) -> None:
    """Take hours off a member's month and off a task; colleagues take the member's other tasks.

    The member gives hours of the task first. What is missing colleagues give, in proportion to
    their own hours of it, and take over as many hours of the member's other tasks, in proportion
    to the member's hours of each. Licensed hours stay with the member.

    Parameters
    ----------
    economy : EconomyState
        `people.hours` of the workplace are changed in place.
    row : int
        The member; all together have `amount` of the task, and the member as much time outside
        other licensed tasks (`time_for`).
    task : int
        The task that somebody else will do.
    amount : float
    """
    hours, reserved = economy.people.hours, economy.sectors.reserved
    j = economy.people.workplace[row]
    start, stop = economy.workplaces.offsets[j], economy.workplaces.offsets[j + 1]
    kind = economy.workplaces.sector[j]
    tasks = economy.sectors.task_count[kind]
    own = min(hours[row, task], amount)
    hours[row, task] -= own
    missing = amount - own
    if missing <= 0.0:
        return
    others, rest = 0.0, 0.0
    for member in range(start, stop):
        if member != row:
            others += hours[member, task]
    for k in range(tasks):
        if k != task and not reserved[kind, k]:
            rest += hours[row, k]
    if others <= 0.0 or rest <= 0.0:
        return
    for member in range(start, stop):
        if member != row:
            part = hours[member, task] / others
            hours[member, task] -= min(missing * part, hours[member, task])
            for k in range(tasks):
                if k != task and not reserved[kind, k]:
                    hours[member, k] += missing * part * hours[row, k] / rest
    for k in range(tasks):
        if k != task and not reserved[kind, k]:
            hours[row, k] -= min(missing / rest, 1.0) * hours[row, k]


@compiled
def time_for(economy: EconomyState, row: int, task: int) -> float:
    """Return the hours of a member in a task and in those that colleagues may take over."""
    hours, reserved = economy.people.hours, economy.sectors.reserved
    kind = economy.workplaces.sector[economy.people.workplace[row]]
    total = 0.0
    for k in range(economy.sectors.task_count[kind]):
        if k == task or not reserved[kind, k]:
            total += hours[row, k]
    return total


@compiled
def hours_of_task(economy: EconomyState, j: int, task: int) -> float:
    """Return the hours of a task that the members of workplace j do."""
    hours, total = economy.people.hours, 0.0
    for row in range(economy.workplaces.offsets[j], economy.workplaces.offsets[j + 1]):
        total += hours[row, task]
    return total


@compiled
def gain_of_hour(
    economy: EconomyState, one: int, other: int, task: int, kind: int, products: NDArray[np.float64]
) -> float:
    """Return how much more output an hour of a task brings when one person does it, not the other.

    Parameters
    ----------
    economy : EconomyState
    one, other : int
        Rows.
    task, kind : int
    products : (8,) float64
        Marginal products of the workplace.
    """
    more = task_product(economy, one, task, kind, products)
    gain: float = more - task_product(economy, other, task, kind, products)
    return gain


@compiled
def arrange_wide_exchanges(
    givers: NDArray[np.int64],
    receivers: NDArray[np.int64],
    economy: EconomyState,
    federation: NDArray[np.int64],
    federation_mean: NDArray[np.float64],
    work_from_outside: NDArray[np.float64],
) -> float:
    """Pair members of better-off with members of worse-off workplaces and return the hours moved.

    As `sim.kernels.exchange.arrange_exchanges`, but partners may exchange more hours of a task than
    their own jobs hold: colleagues hand those over and take the partners' other tasks. The task is
    the least desirable of the worse-off workplace, against the one of the better-off workplace that
    brings the partners about as far as any towards the mean at the least cost in output.

    Parameters
    ----------
    givers, receivers : (n,) and (m,) int64
        Rows, sorted by federation and then by distance from its mean, farthest first.
    economy : EconomyState
        `people.hours`, also those of colleagues, and what people do outside are changed in place.
        At most `federation_hours` are exchanged at once.
    federation : (workplaces,) int64
        Federation of each workplace; the same on both sides of an exchange.
    federation_mean : (federations,) float64
        Mean job index of each federation.
    work_from_outside : (workplaces, tasks) float64
        Hours already done by people of other workplaces, changed in place.
    """
    people, sectors, sector = economy.people, economy.sectors, economy.workplaces.sector
    job_index, task_index = people.job_index, sectors.job_index
    most_hours = economy.parameters.federation_hours
    reach, cost = np.empty(MAX_TASKS), np.empty(MAX_TASKS)
    at_home, there = np.empty(MAX_TASKS), np.empty(MAX_TASKS)
    moved_hours = 0.0
    pairs = pair_up(givers, receivers, federation, people.workplace)
    for pair in range(pairs.shape[0]):
        high, low = pairs[pair, 0], pairs[pair, 1]
        home, away = people.workplace[high], people.workplace[low]
        home_kind, away_kind = sector[home], sector[away]
        mean = federation_mean[federation[home]]
        need = min(job_index[high] - mean, mean - job_index[low])
        bad, room_away = -1, 0.0
        for k in range(sectors.task_count[away_kind]):
            room = room_for_others(economy, away, k, work_from_outside)
            if barred(sectors, people.expert[high], away_kind, k):
                continue
            if room >= LEAST_HOURS and (
                bad < 0 or task_index[away_kind, k] < task_index[away_kind, bad]
            ):
                bad, room_away = k, room
        if bad < 0:
            continue
        room_away = min(room_away, hours_of_task(economy, away, bad), time_for(economy, low, bad))
        fill_products(economy, home, at_home)
        fill_products(economy, away, there)
        bad_difference = gain_of_hour(economy, high, low, bad, away_kind, there)
        farthest = 0.0
        for k in range(sectors.task_count[home_kind]):
            reach[k] = 0.0
            step = task_index[home_kind, k] - task_index[away_kind, bad]
            if step <= 0.0 or barred(sectors, people.expert[low], home_kind, k):
                continue
            room = room_for_others(economy, home, k, work_from_outside)
            amount = min(most_hours, need / step, room, room_away)
            if amount < LEAST_HOURS:
                continue
            good_difference = gain_of_hour(economy, low, high, k, home_kind, at_home)
            reach[k] = amount * step
            cost[k] = -(good_difference + bad_difference) / step
            farthest = max(farthest, reach[k])
        if farthest <= 0.0:
            continue
        best = -1
        for k in range(sectors.task_count[home_kind]):
            if reach[k] >= NEARLY_AS_FAR * farthest and (best < 0 or cost[k] < cost[best]):
                best = k
        amount = reach[best] / (task_index[home_kind, best] - task_index[away_kind, bad])
        amount = min(amount, hours_of_task(economy, home, best), time_for(economy, high, best))
        if amount < LEAST_HOURS:
            continue
        hand_over(economy, high, best, amount)
        hand_over(economy, low, bad, amount)
        note_exchange(economy, high, low, best, bad, amount, work_from_outside)
        moved_hours += 2.0 * amount
    return moved_hours
