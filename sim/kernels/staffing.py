"""Hours when membership changes: hand-over and restoring the work that has to be done.

Implements the last point of model section 5.3. Rows (everyone's full time) and columns (the work
of each task) are brought back into line by iterative proportional fitting (Deming and Stephan,
1940), which keeps the pattern of specialisation; what fitting cannot reach, because nobody left
does the task, is closed exactly by moving hours from over-staffed to under-staffed tasks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.expertise import draw_of_fit, fit_of_hours

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState

FITTING_ROUNDS = 12
FITTING_TOLERANCE = 1e-9


@compiled
def mark_changed(
    moved: NDArray[np.int64], destination: NDArray[np.int32], economy: EconomyState
) -> None:
    """Fill `workplaces.changed` with whether a workplace gains or loses a member.

    Parameters
    ----------
    moved : (n,) int64
        Rows of those who change the workplace.
    destination : (people,) int32
        Workplace afterwards, -1 for none.
    economy : EconomyState
    """
    workplace, changed = economy.people.workplace, economy.workplaces.changed
    changed[:] = False
    for row in moved:
        if workplace[row] >= 0:
            changed[workplace[row]] = True
        if destination[row] >= 0:
            changed[destination[row]] = True


@compiled
def dissolve_exchanges(ends: NDArray[np.int64], economy: EconomyState) -> None:
    """End the exchanges of hours of the people in `ends`; both take their own work back.

    Parameters
    ----------
    ends : (n,) int64
        Rows whose exchange ends, if they have one.
    economy : EconomyState
        Hours in the person's own workplace and what people do elsewhere are changed in place.
    """
    people = economy.people
    outside_hours, outside_task, hours = people.outside_hours, people.outside_task, people.hours
    for row in ends:
        if people.outside_partner[row] < 0:
            continue
        other = people.row_of[people.outside_partner[row]]
        hours[row, outside_task[other]] += outside_hours[row]
        hours[other, outside_task[row]] += outside_hours[other]
        for side in (row, other):
            people.outside_partner[side] = -1
            people.outside_workplace[side] = -1
            outside_task[side] = -1
            outside_hours[side] = 0.0


@compiled
def hand_over_hours(
    moved: NDArray[np.int64],
    workplace: NDArray[np.int32],
    destination: NDArray[np.int32],
    sector: NDArray[np.int64],
    hours_share: NDArray[np.float64],
    key: np.uint64,
    placement_fit: float,
    person: NDArray[np.int64],
    expert: NDArray[np.int8],
    domain: NDArray[np.int64],
    for_experts: NDArray[np.bool_],
    hours: NDArray[np.float64],
) -> None:
    """Give each person who joins the hours of one who left, else the mean mix of tasks.

    Where fit decides (model section 10.3), it is the hours that suit the training best of those
    that are still vacant; else those of the first who left.

    Parameters
    ----------
    moved : (n,) int64
        Rows of those who change the workplace, ascending.
    workplace, destination : (people,) int32
        Workplace before and after, -1 for none.
    sector : (workplaces,) int64
        Sector of each workplace.
    hours_share : (sectors, tasks) float64
        Share of each task in the work of a sector.
    key : uint64
        Random key of the month.
    placement_fit : float
        Probability that fit decides.
    person : (people,) int64
    expert : (people,) int8
        Domain of completed expert training, or -1.
    domain, for_experts : (sectors, tasks)
    hours : (people, tasks) float64
        Changed in place; rows of people who leave employment become zero.
    """
    leavers = 0
    for row in moved:
        leavers += workplace[row] >= 0
    vacated = np.empty((leavers, hours.shape[1]))
    following = np.empty(leavers, dtype=np.int64)
    first_vacated = np.full(sector.shape[0], -1, dtype=np.int64)
    slot = leavers
    # Backwards, so that each workplace's list starts with its first leaver.
    for row in moved[::-1]:
        if workplace[row] >= 0:
            slot -= 1
            vacated[slot] = hours[row]
            following[slot] = first_vacated[workplace[row]]
            first_vacated[workplace[row]] = slot
            hours[row] = 0.0
    for row in moved:
        target = destination[row]
        if target < 0:
            continue
        slot = first_vacated[target]
        before = -1
        if slot >= 0 and draw_of_fit(key, person[row], placement_fit) < 1.0:
            kind, trained = sector[target], expert[row]
            most, earlier, candidate = -np.inf, -1, slot
            while candidate >= 0:
                fit = fit_of_hours(vacated[candidate], kind, trained, domain, for_experts)
                if fit > most:
                    most, slot, before = fit, candidate, earlier
                earlier, candidate = candidate, following[candidate]
        if slot < 0:
            hours[row] = hours_share[sector[target]]
            continue
        hours[row] = vacated[slot]
        if before < 0:
            first_vacated[target] = following[slot]
        else:
            following[before] = following[slot]


@compiled
def restore_staffing(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    changed: NDArray[np.bool_],
    sector: NDArray[np.int64],
    hours_share: NDArray[np.float64],
    task_count: NDArray[np.int64],
    outside_hours: NDArray[np.float64],
    outside_task: NDArray[np.int8],
    incoming_offsets: NDArray[np.int64],
    incoming_rows: NDArray[np.int64],
    hours: NDArray[np.float64],
) -> None:
    """Bring the hours of changed workplaces back to full staffing and full time.

    Afterwards the hours of each task, those of people from other workplaces included, equal the
    task's share times the number of members, and each member's hours at home and outside sum to 1.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
        Row blocks of the workplaces.
    changed : (workplaces,) bool
        Workplaces to treat.
    sector : (workplaces,) int64
    hours_share : (sectors, tasks) float64
    task_count : (sectors,) int64
        Number of tasks in use.
    outside_hours, outside_task : (people,)
        Hours spent elsewhere and the task done there.
    incoming_offsets, incoming_rows
        Who comes from elsewhere, by workplace.
    hours : (people, tasks) float64
        Changed in place.
    """
    target = np.empty(hours_share.shape[1])
    total = np.empty(hours_share.shape[1])
    for j in range(first, last):
        start, stop = offsets[j], offsets[j + 1]
        members = stop - start
        if not changed[j] or members == 0:
            continue
        kind = sector[j]
        tasks = task_count[kind]
        required, available = 0.0, 0.0
        for k in range(tasks):
            target[k] = hours_share[kind, k] * members
        for position in range(incoming_offsets[j], incoming_offsets[j + 1]):
            row = incoming_rows[position]
            target[outside_task[row]] -= outside_hours[row]
        for k in range(tasks):
            # A workplace that shrank may be left with more outside help than work in a task.
            target[k] = max(target[k], 0.0)
            required += target[k]
        for row in range(start, stop):
            own_time = 1.0 - outside_hours[row]
            available += own_time
            own = 0.0
            for k in range(tasks):
                own += hours[row, k]
            if own > 0.0:
                for k in range(tasks):
                    hours[row, k] *= own_time / own
            else:
                for k in range(tasks):
                    hours[row, k] = own_time * hours_share[kind, k]
        for k in range(tasks):
            target[k] *= available / required
        _fit(start, stop, tasks, target, total, outside_hours, hours)
        _close(start, stop, tasks, target, total, hours)


@compiled
def _fit(
    start: int,
    stop: int,
    tasks: int,
    target: NDArray[np.float64],
    total: NDArray[np.float64],
    outside_hours: NDArray[np.float64],
    hours: NDArray[np.float64],
) -> None:
    """Scale columns and rows in turn until the columns fit or the rounds are used up."""
    for _ in range(FITTING_ROUNDS):
        worst = _column_totals(start, stop, tasks, target, total, hours)
        if worst <= FITTING_TOLERANCE * (stop - start):
            return
        for k in range(tasks):
            total[k] = target[k] / total[k] if total[k] > 0.0 else 1.0
        for row in range(start, stop):
            own = 0.0
            for k in range(tasks):
                hours[row, k] *= total[k]
                own += hours[row, k]
            if own > 0.0:
                for k in range(tasks):
                    hours[row, k] *= (1.0 - outside_hours[row]) / own
            else:
                for k in range(tasks):
                    hours[row, k] = (1.0 - outside_hours[row]) / tasks


@compiled
def _column_totals(
    start: int,
    stop: int,
    tasks: int,
    target: NDArray[np.float64],
    total: NDArray[np.float64],
    hours: NDArray[np.float64],
) -> float:
    """Fill `total` with the hours of each task and return the largest gap to `target`."""
    for k in range(tasks):
        total[k] = 0.0
    for row in range(start, stop):
        for k in range(tasks):
            total[k] += hours[row, k]
    worst = 0.0
    for k in range(tasks):
        worst = max(worst, abs(total[k] - target[k]))
    return worst


@compiled
def _close(
    start: int,
    stop: int,
    tasks: int,
    target: NDArray[np.float64],
    total: NDArray[np.float64],
    hours: NDArray[np.float64],
) -> None:
    """Move the remaining excess hours of each row to the tasks that lack them; rows stay exact."""
    _column_totals(start, stop, tasks, target, total, hours)
    lacking = 0.0
    for k in range(tasks):
        lacking += max(target[k] - total[k], 0.0)
    if lacking <= 0.0:
        return
    for row in range(start, stop):
        released = 0.0
        for k in range(tasks):
            if total[k] > target[k]:
                excess = hours[row, k] * (1.0 - target[k] / total[k])
                hours[row, k] -= excess
                released += excess
        if released > 0.0:
            for k in range(tasks):
                if target[k] > total[k]:
                    hours[row, k] += released * (target[k] - total[k]) / lacking
