"""Exchanges across workplaces in which colleagues make room for the partners (model 10.11)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.exchange import LEAST_HOURS, note_exchange, pair_up
from sim.kernels.licences import barred
from sim.kernels.swaps import task_product

NEARLY_AS_FAR = 0.9
"""Tasks that bring the partners this share of the way that the best one does are compared by what
the exchange costs."""


@compiled
def hand_over(
    row: int,
    start: int,
    stop: int,
    tasks: int,
    kind: int,
    task: int,
    amount: float,
    reserved: NDArray[np.bool_],
    hours: NDArray[np.float64],
) -> None:
    """Take hours off a member's month and off a task; colleagues take the member's other tasks.

    The member gives hours of the task first. What is missing colleagues give, in proportion to
    their own hours of it, and take over as many hours of the member's other tasks, in proportion
    to the member's hours of each. Licensed hours stay with the member.

    Parameters
    ----------
    row, start, stop : int
        The member, and the rows of the workplace; together they have `amount` of the task, and the
        member as much time outside other licensed tasks (`time_for`).
    tasks, kind, task : int
        Number of tasks, sector, and the task that somebody else will do.
    amount : float
    reserved : (sectors, tasks) bool
        Licensed tasks.
    hours : (people, tasks) float64
        Changed in place.
    """
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
def time_for(
    row: int,
    tasks: int,
    kind: int,
    task: int,
    reserved: NDArray[np.bool_],
    hours: NDArray[np.float64],
) -> float:
    """Return the hours of a member in a task and in those that colleagues may take over."""
    total = 0.0
    for k in range(tasks):
        if k == task or not reserved[kind, k]:
            total += hours[row, k]
    return total


@compiled
def hours_of_task(start: int, stop: int, task: int, hours: NDArray[np.float64]) -> float:
    """Return the hours of a task that the members of a workplace do."""
    total = 0.0
    for row in range(start, stop):
        total += hours[row, task]
    return total


@compiled
def arrange_wide_exchanges(
    givers: NDArray[np.int64],
    receivers: NDArray[np.int64],
    federation: NDArray[np.int64],
    federation_mean: NDArray[np.float64],
    person: NDArray[np.int64],
    workplace: NDArray[np.int32],
    offsets: NDArray[np.int64],
    sector: NDArray[np.int64],
    task_count: NDArray[np.int64],
    hours_share: NDArray[np.float64],
    task_index: NDArray[np.float64],
    domain: NDArray[np.int64],
    complexity: NDArray[np.float64],
    expert: NDArray[np.int8],
    untrained_efficiency: NDArray[np.float64],
    reserved: NDArray[np.bool_],
    marginal_product: NDArray[np.float64],
    job_index: NDArray[np.float64],
    effective_time: NDArray[np.float64],
    skill: NDArray[np.float64],
    most_hours: float,
    outside_work_limit: float,
    hours: NDArray[np.float64],
    outside_partner: NDArray[np.int64],
    outside_workplace: NDArray[np.int32],
    outside_task: NDArray[np.int8],
    outside_hours: NDArray[np.float64],
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
    federation : (workplaces,) int64
        Federation of each workplace; the same on both sides of an exchange.
    federation_mean : (federations,) float64
        Mean job index of each federation.
    person, workplace : (people,)
    offsets : (workplaces + 1,) int64
    sector, task_count : (workplaces,) and (sectors,) int64
    hours_share, task_index, domain, complexity : (sectors, tasks)
    expert : (people,) int8
        Domain of completed training.
    untrained_efficiency : (sectors, tasks) float64
    reserved : (sectors, tasks) bool
        Licensed tasks, of which nobody takes hours who is not trained in the domain.
    marginal_product : (workplaces, tasks) float64
    job_index, effective_time : (people,) float64
    skill : (people, domains) float64
    most_hours, outside_work_limit : float
        Most hours of an exchange, and largest share of a task done by people from elsewhere.
    hours : (people, tasks) float64
        Changed in place, also those of colleagues.
    outside_partner, outside_workplace, outside_task, outside_hours : (people,)
        Changed in place.
    work_from_outside : (workplaces, tasks) float64
        Hours already done by people of other workplaces, changed in place.
    """
    moved_hours = 0.0
    reach = np.empty(hours.shape[1])
    cost = np.empty(hours.shape[1])
    pairs = pair_up(givers, receivers, federation, workplace)
    for pair in range(pairs.shape[0]):
        high, low = pairs[pair, 0], pairs[pair, 1]
        home, away = workplace[high], workplace[low]
        home_kind, away_kind = sector[home], sector[away]
        size_home = float(offsets[home + 1] - offsets[home])
        size_away = float(offsets[away + 1] - offsets[away])
        mean = federation_mean[federation[home]]
        need = min(job_index[high] - mean, mean - job_index[low])
        bad, room_away = -1, 0.0
        for k in range(task_count[away_kind]):
            room = outside_work_limit * hours_share[away_kind, k] * size_away
            room -= work_from_outside[away, k]
            if barred(expert[high], away_kind, k, domain, reserved):
                continue
            if room >= LEAST_HOURS and (
                bad < 0 or task_index[away_kind, k] < task_index[away_kind, bad]
            ):
                bad, room_away = k, room
        if bad < 0:
            continue
        room_away = min(room_away, hours_of_task(offsets[away], offsets[away + 1], bad, hours))
        room_away = min(
            room_away, time_for(low, task_count[away_kind], away_kind, bad, reserved, hours)
        )
        bad_difference = task_product(
            high, bad, away_kind, effective_time[high], marginal_product[away, bad],
            skill, domain, complexity, expert, untrained_efficiency,
        ) - task_product(
            low, bad, away_kind, effective_time[low], marginal_product[away, bad],
            skill, domain, complexity, expert, untrained_efficiency,
        )  # fmt: skip
        farthest = 0.0
        for k in range(task_count[home_kind]):
            reach[k] = 0.0
            step = task_index[home_kind, k] - task_index[away_kind, bad]
            if step <= 0.0 or barred(expert[low], home_kind, k, domain, reserved):
                continue
            room = outside_work_limit * hours_share[home_kind, k] * size_home
            amount = min(most_hours, need / step, room - work_from_outside[home, k], room_away)
            if amount < LEAST_HOURS:
                continue
            good_difference = task_product(
                low, k, home_kind, effective_time[low], marginal_product[home, k],
                skill, domain, complexity, expert, untrained_efficiency,
            ) - task_product(
                high, k, home_kind, effective_time[high], marginal_product[home, k],
                skill, domain, complexity, expert, untrained_efficiency,
            )  # fmt: skip
            reach[k] = amount * step
            cost[k] = -(good_difference + bad_difference) / step
            farthest = max(farthest, reach[k])
        if farthest <= 0.0:
            continue
        best = -1
        for k in range(task_count[home_kind]):
            if reach[k] >= NEARLY_AS_FAR * farthest and (best < 0 or cost[k] < cost[best]):
                best = k
        amount = reach[best] / (task_index[home_kind, best] - task_index[away_kind, bad])
        amount = min(amount, hours_of_task(offsets[home], offsets[home + 1], best, hours))
        amount = min(
            amount, time_for(high, task_count[home_kind], home_kind, best, reserved, hours)
        )
        if amount < LEAST_HOURS:
            continue
        hand_over(
            high, offsets[home], offsets[home + 1], task_count[home_kind], home_kind, best, amount,
            reserved, hours,
        )  # fmt: skip
        hand_over(
            low, offsets[away], offsets[away + 1], task_count[away_kind], away_kind, bad, amount,
            reserved, hours,
        )  # fmt: skip
        note_exchange(
            high, low, best, bad, amount, person, workplace, outside_partner, outside_workplace,
            outside_task, outside_hours, work_from_outside,
        )  # fmt: skip
        moved_hours += 2.0 * amount
    return moved_hours
