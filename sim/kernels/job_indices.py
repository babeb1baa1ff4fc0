"""What a job is like: hours-weighted means of the scores of its tasks (model section 5.2)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels import MAX_TASKS
from sim.kernels.compile import compiled


@compiled
def job_indices(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    sector: NDArray[np.int64],
    hours: NDArray[np.float64],
    outside_workplace: NDArray[np.int32],
    outside_task: NDArray[np.int8],
    outside_hours: NDArray[np.float64],
    empowerment_score: NDArray[np.float64],
    desirability_score: NDArray[np.float64],
    creativity_score: NDArray[np.float64],
    empowerment: NDArray[np.float64],
    desirability: NDArray[np.float64],
    creativity: NDArray[np.float64],
    concentration: NDArray[np.float64],
) -> None:
    """Fill empowerment, desirability, creativity and concentration of the members' jobs.

    A task done in a second workplace counts with the scores of that workplace's sector, and as a
    task of its own in the concentration.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    sector : (workplaces,) int64
    hours : (people, tasks) float64
        Share of a full-time month given to each task of the own workplace.
    outside_workplace, outside_task : (people,) integer
        Second workplace and the task there; negative for none.
    outside_hours : (people,) float64
        Share of a full-time month spent there.
    empowerment_score, desirability_score, creativity_score : (sectors, tasks) float64
        Scores of the tasks, in [0, 1].
    empowerment, desirability, creativity : (people,) float64
        Filled with means weighted by hours; 0 for a member without hours.
    concentration : (people,) float64
        Filled with the sum of squared shares of the hours: 1 for a single task, 1/n for n equal
        ones, 0 for a member without hours.
    """
    for j in range(first, last):
        kind = sector[j]
        for row in range(offsets[j], offsets[j + 1]):
            total, squares = 0.0, 0.0
            empowering, desirable, creative = 0.0, 0.0, 0.0
            for k in range(MAX_TASKS):
                time = hours[row, k]
                total += time
                squares += time * time
                empowering += time * empowerment_score[kind, k]
                desirable += time * desirability_score[kind, k]
                creative += time * creativity_score[kind, k]
            if outside_workplace[row] >= 0:
                time = outside_hours[row]
                kind_there, task_there = sector[outside_workplace[row]], outside_task[row]
                total += time
                squares += time * time
                empowering += time * empowerment_score[kind_there, task_there]
                desirable += time * desirability_score[kind_there, task_there]
                creative += time * creativity_score[kind_there, task_there]
            scale = 1.0 / total if total > 0.0 else 0.0
            empowerment[row] = empowering * scale
            desirability[row] = desirable * scale
            creativity[row] = creative * scale
            concentration[row] = squares * scale * scale
