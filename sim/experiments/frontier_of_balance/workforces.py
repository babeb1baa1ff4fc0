"""The people of a simulated workplace, as the search for the best division of labour takes them."""

from __future__ import annotations

import numpy as np

from sim.analysis.best_division import NO_LICENCE, Workforce
from sim.kernels import MAX_TASKS
from sim.kernels.effective_labour import fill_efficiency
from sim.state.economy_state import EconomyState
from sim.state.jobs import effective_time
from sim.state.people import Floats

FEWEST_MEMBERS = 2
"""Members without whom nothing can be divided."""


def workforce_of(state: EconomyState, workplace: int) -> Workforce:
    """Return who works in a workplace, with the skill, effort and overheads that they have now.

    Hours that members spend elsewhere, and those that others spend here, are taken as given.
    Licences bind where the law is enforced (`TaskTables.reserved`).

    Parameters
    ----------
    state : EconomyState
    workplace : int
        Index of a workplace with members.
    """
    people, workplaces, sectors = state.people, state.workplaces, state.sectors
    start, stop = (int(end) for end in workplaces.offsets[workplace : workplace + 2])
    kind = int(workplaces.sector[workplace])
    tasks = slice(int(sectors.task_count[kind]))
    time = effective_time(state)
    hours = people.hours[start:stop, tasks]
    outside = np.zeros(MAX_TASKS)
    for position in range(*workplaces.incoming_offsets[workplace : workplace + 2]):
        row = int(workplaces.incoming_rows[position])
        task = people.outside_task[row]
        efficiency = _efficiency(state, row, row + 1, kind)[0, task]
        outside[task] += time[row] * people.outside_hours[row] * efficiency
    task_index = sectors.job_index[kind, tasks]
    return Workforce(
        worth=time[start:stop, None] * _efficiency(state, start, stop, kind)[:, tasks],
        time=hours.sum(axis=1),
        work=hours.sum(axis=0),
        share=sectors.hours_share[kind, tasks],
        substitution=state.parameters.substitution_elasticity,
        outside=outside[tasks],
        task_index=task_index,
        index_elsewhere=people.job_index[start:stop] - hours @ task_index,
        licence=np.where(sectors.reserved[kind, tasks], sectors.domain[kind, tasks], NO_LICENCE),
        held=people.expert[start:stop].astype(np.int64),
    )


def hours_of(state: EconomyState, workplace: int) -> Floats:
    """Return the hours of the members of a workplace, shape (members, tasks)."""
    workplaces = state.workplaces
    start, stop = workplaces.offsets[workplace : workplace + 2]
    tasks = int(state.sectors.task_count[workplaces.sector[workplace]])
    hours: Floats = state.people.hours[start:stop, :tasks].copy()
    return hours


def chosen_workplaces(state: EconomyState, sector: int, members: int, count: int) -> list[int]:
    """Return the workplaces of a sector whose number of members is nearest to the one wanted."""
    size = state.workplaces.members
    here = np.flatnonzero((state.workplaces.sector == sector) & (size >= FEWEST_MEMBERS))
    order = np.lexsort((here, np.abs(size[here] - members)))
    return [int(workplace) for workplace in here[order[:count]]]


def _efficiency(state: EconomyState, start: int, stop: int, kind: int) -> Floats:
    """Return efficiency in the tasks of a sector as production has it, shape (rows, 8)."""
    efficiency = np.empty((stop - start) * MAX_TASKS)
    fill_efficiency(
        start,
        stop,
        kind,
        state.people.skill,
        state.sectors.domain,
        state.sectors.complexity,
        state.people.expert,
        state.sectors.untrained_efficiency,
        np.empty(len(efficiency)),
        efficiency,
    )
    table: Floats = efficiency.reshape(-1, MAX_TASKS)
    return table
