"""What a job is like: hours-weighted means of the scores of its tasks (model section 5.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels import MAX_TASKS
from sim.kernels.compile import compiled

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState


@compiled
def job_indices(first: int, last: int, economy: EconomyState, changed: NDArray[np.bool_]) -> None:
    """Fill the indices of the members' jobs in workplaces that changed (model section 5.2).

    Empowerment, desirability and creativity are means of the scores of the tasks, weighted by
    hours; the job index is the weighted mean of the first two. Concentration is the sum of squared
    shares of the hours: 1 for a single task, 1/n for n equal ones. Variety is the quadratic entropy
    of Rao (1982): the expected difference of what two hours of the job demand (model section 10.5).
    A task done in a second workplace counts with the scores of that workplace's sector, and as a
    task of its own in concentration and variety. All are 0 for a member without hours.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        `people.empowerment`, `desirability`, `creativity`, `concentration`, `variety` and
        `job_index` of the members are filled.
    changed : (workplaces,) bool
        Workplaces to treat.
    """
    people, sectors, offsets = economy.people, economy.sectors, economy.workplaces.offsets
    sector, task_count = economy.workplaces.sector, sectors.task_count
    difference = sectors.difference
    hours, outside_workplace = people.hours, people.outside_workplace
    outside_task, outside_hours = people.outside_task, people.outside_hours
    empowerment, desirability = people.empowerment, people.desirability
    creativity, concentration = people.creativity, people.concentration
    variety, job_index = people.variety, people.job_index
    empowerment_weight = economy.parameters.empowerment_weight
    cells = hours.reshape(-1)
    for j in range(first, last):
        if not changed[j]:
            continue
        kind = sector[j]
        # Written out: the scores of a sector stay in registers while its people pass.
        e0, e1, e2, e3, e4, e5, e6, e7 = scores_of(kind, sectors.empowerment)
        d0, d1, d2, d3, d4, d5, d6, d7 = scores_of(kind, sectors.desirability)
        c0, c1, c2, c3, c4, c5, c6, c7 = scores_of(kind, sectors.creativity)
        for row in range(offsets[j], offsets[j + 1]):
            x = row * MAX_TASKS
            h0, h1 = cells[np.uint64(x)], cells[np.uint64(x + 1)]
            h2, h3 = cells[np.uint64(x + 2)], cells[np.uint64(x + 3)]
            h4, h5 = cells[np.uint64(x + 4)], cells[np.uint64(x + 5)]
            h6, h7 = cells[np.uint64(x + 6)], cells[np.uint64(x + 7)]
            total = h0 + h1 + h2 + h3 + h4 + h5 + h6 + h7
            squares = h0 * h0 + h1 * h1 + h2 * h2 + h3 * h3 + h4 * h4 + h5 * h5 + h6 * h6 + h7 * h7
            empowering = (
                h0 * e0 + h1 * e1 + h2 * e2 + h3 * e3 + h4 * e4 + h5 * e5 + h6 * e6 + h7 * e7
            )
            desirable = (
                h0 * d0 + h1 * d1 + h2 * d2 + h3 * d3 + h4 * d4 + h5 * d5 + h6 * d6 + h7 * d7
            )
            creative = h0 * c0 + h1 * c1 + h2 * c2 + h3 * c3 + h4 * c4 + h5 * c5 + h6 * c6 + h7 * c7
            varied = 0.0
            for k in range(1, task_count[kind]):
                apart = 0.0
                for other in range(k):
                    apart += hours[row, other] * difference[kind, other, kind, k]
                varied += hours[row, k] * apart
            if outside_workplace[row] >= 0:
                time = outside_hours[row]
                kind_there, task_there = sector[outside_workplace[row]], outside_task[row]
                apart = 0.0
                for k in range(task_count[kind]):
                    apart += hours[row, k] * difference[kind, k, kind_there, task_there]
                varied += time * apart
                total += time
                squares += time * time
                empowering += time * sectors.empowerment[kind_there, task_there]
                desirable += time * sectors.desirability[kind_there, task_there]
                creative += time * sectors.creativity[kind_there, task_there]
            scale = 1.0 / total if total > 0.0 else 0.0
            empowering, desirable = empowering * scale, desirable * scale
            empowerment[row] = empowering
            desirability[row] = desirable
            job_index[row] = (
                empowering * empowerment_weight + (1.0 - empowerment_weight) * desirable
            )
            creativity[row] = creative * scale
            concentration[row] = squares * scale * scale
            variety[row] = 2.0 * varied * scale * scale


@compiled
def describe_jobs(first: int, last: int, economy: EconomyState) -> None:
    """Fill what all jobs of some workplaces are like; with the last, also of people without one.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        The job indices of the members are filled.
    """
    count = economy.workplaces.sector.shape[0]
    job_indices(first, last, economy, np.ones(count, np.bool_))
    if last == count:
        clear_jobs_of_others(economy)


@compiled
def scores_of(
    kind: int, score: NDArray[np.float64]
) -> tuple[float, float, float, float, float, float, float, float]:
    """Return the scores of the 8 tasks of a sector."""
    return (
        score[kind, 0],
        score[kind, 1],
        score[kind, 2],
        score[kind, 3],
        score[kind, 4],
        score[kind, 5],
        score[kind, 6],
        score[kind, 7],
    )


@compiled
def clear_jobs_of_others(economy: EconomyState) -> None:
    """Put what jobs are like to 0 for people without one."""
    people = economy.people
    for row in range(economy.workplaces.offsets[-1], people.person.shape[0]):
        people.empowerment[row] = 0.0
        people.desirability[row] = 0.0
        people.creativity[row] = 0.0
        people.concentration[row] = 0.0
        people.variety[row] = 0.0
        people.job_index[row] = 0.0
        people.voice[row] = 0.0
        people.unfairness[row] = 0.0
