"""Licences: hours that the law reserves to the trained (model section 10.1)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled

NEGLIGIBLE = 1e-12
"""Hours, in full-time months, below which nothing is brought to the licensed."""


@compiled
def barred(
    trained: int,
    kind: int,
    task: int,
    domain: NDArray[np.int64],
    reserved: NDArray[np.bool_],
) -> bool:
    """Return whether the law bars somebody from taking over hours of a task.

    Parameters
    ----------
    trained : int
        Domain of completed expert training, or -1.
    kind, task : int
        Sector and task.
    domain : (sectors, tasks) int64
    reserved : (sectors, tasks) bool
        Tasks whose hours the law reserves to those trained in their domain.
    """
    closed: bool = reserved[kind, task] and trained != domain[kind, task]
    return closed


@compiled
def reserve_licensed(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    where: NDArray[np.bool_],
    sector: NDArray[np.int64],
    task_count: NDArray[np.int64],
    domain: NDArray[np.int64],
    reserved: NDArray[np.bool_],
    expert: NDArray[np.int8],
    hours: NDArray[np.float64],
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
    offsets : (workplaces + 1,) int64
    where : (workplaces,) bool
        Workplaces to treat.
    sector : (workplaces,) int64
    task_count : (sectors,) int64
    domain : (sectors, tasks) int64
    reserved : (sectors, tasks) bool
        Tasks whose hours the law reserves to those trained in their domain.
    expert : (people,) int8
        Domain of completed expert training, or -1.
    hours : (people, tasks) float64
        Changed in place.
    """
    mix = np.empty(hours.shape[1])
    for j in range(first, last):
        if not where[j]:
            continue
        kind = sector[j]
        for task in range(task_count[kind]):
            if reserved[kind, task]:
                bring_to_licensed(
                    offsets[j], offsets[j + 1], kind, task, task_count[kind], domain, reserved,
                    expert, mix, hours,
                )  # fmt: skip


@compiled
def bring_to_licensed(
    start: int,
    stop: int,
    kind: int,
    task: int,
    tasks: int,
    domain: NDArray[np.int64],
    reserved: NDArray[np.bool_],
    expert: NDArray[np.int8],
    mix: NDArray[np.float64],
    hours: NDArray[np.float64],
) -> None:
    """Bring the hours of one licensed task of a workplace to its licensed members.

    Parameters
    ----------
    start, stop : int
        Rows of the workplace.
    kind, task, tasks : int
        Sector, licensed task and number of tasks of the sector.
    domain, reserved : (sectors, tasks)
    expert : (people,) int8
    mix : (tasks,) float64
        Overwritten with the hours that the licensed can give away.
    hours : (people, tasks) float64
        Changed in place.
    """
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
