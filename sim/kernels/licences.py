"""Licences: hours that the law reserves to the trained (model section 10.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels import MAX_TASKS
from sim.kernels.compile import compiled

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState
    from sim.state.tasks import TaskTables

NEGLIGIBLE = 1e-12
"""Hours, in full-time months, below which nothing is brought to the licensed."""


@compiled
def barred(sectors: TaskTables, trained: int, kind: int, task: int) -> bool:
    """Return whether the law bars somebody from taking over hours of a task.

    Parameters
    ----------
    sectors : TaskTables
    trained : int
        Domain of completed expert training, or -1.
    kind, task : int
        Sector and task.
    """
    closed: bool = sectors.reserved[kind, task] and trained != sectors.domain[kind, task]
    return closed


@compiled
def reserve_licensed(
    first: int, last: int, economy: EconomyState, where: NDArray[np.bool_]
) -> None:
    """Bring the hours of licensed tasks to licensed members, as far as these have other work.

    Licensed hours of the unlicensed are exchanged for as many hours of other work of the licensed;
    all of them take part in proportion to what they have. The work of each task and everyone's full
    time are conserved. Afterwards either nobody unlicensed does the task, or all who are trained in
    its domain do nothing but licensed work of that domain. One pass is enough: a task that is done
    with is reopened by none of the following ones.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        `people.hours` of the members are changed in place.
    where : (workplaces,) bool
        Workplaces to treat.
    """
    sectors, sector = economy.sectors, economy.workplaces.sector
    mix = np.empty(MAX_TASKS)
    for j in range(first, last):
        if not where[j]:
            continue
        kind = sector[j]
        for task in range(sectors.task_count[kind]):
            if sectors.reserved[kind, task]:
                bring_to_licensed(economy, j, task, mix)


@compiled
def bring_to_licensed(economy: EconomyState, j: int, task: int, mix: NDArray[np.float64]) -> None:
    """Bring the hours of one licensed task of workplace j to its licensed members.

    Parameters
    ----------
    economy : EconomyState
        `people.hours` of the members are changed in place.
    j, task : int
    mix : (tasks,) float64
        Overwritten with the hours that the licensed can give away.
    """
    hours, expert = economy.people.hours, economy.people.expert
    domain, reserved = economy.sectors.domain, economy.sectors.reserved
    start, stop = economy.workplaces.offsets[j], economy.workplaces.offsets[j + 1]
    kind = economy.workplaces.sector[j]
    tasks = economy.sectors.task_count[kind]
    licence = domain[kind, task]
    wanted = 0.0
    for row in range(start, stop):
        wanted += hours[row, task] if expert[row] != licence else 0.0
    if wanted <= NEGLIGIBLE:
        return
    free = 0.0
    for k in range(tasks):
        mix[k] = 0.0
        if reserved[kind, k] and domain[kind, k] == licence:
            continue
        for row in range(start, stop):
            mix[k] += hours[row, k] if expert[row] == licence else 0.0
        free += mix[k]
    moved = min(wanted, free)
    if moved <= NEGLIGIBLE:
        return
    for row in range(start, stop):
        if expert[row] == licence:
            gained = 0.0
            for k in range(tasks):
                if not (reserved[kind, k] and domain[kind, k] == licence):
                    part = moved / free * hours[row, k]
                    hours[row, k] -= part
                    gained += part
            hours[row, task] += gained
        else:
            given = moved / wanted * hours[row, task]
            hours[row, task] -= given
            for k in range(tasks):
                hours[row, k] += given * (mix[k] / free)
