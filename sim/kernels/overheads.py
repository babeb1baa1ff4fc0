"""Time lost to supervision, meetings and switching between tasks (model section 5.6)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels import MAX_TASKS
from sim.kernels.compile import compiled


@compiled
def empowering_hours(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    sector: NDArray[np.int64],
    empowerment: NDArray[np.float64],
    cut: float,
    hours: NDArray[np.float64],
    outside_workplace: NDArray[np.int32],
    outside_task: NDArray[np.int8],
    outside_hours: NDArray[np.float64],
    result: NDArray[np.float64],
) -> None:
    """Fill each person's hours in tasks that are empowering enough to come with managers' meetings.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    sector : (workplaces,) int64
    empowerment : (sectors, tasks) float64
    cut : float
        Empowerment score from which a task counts.
    hours : (people, tasks) float64
    outside_workplace, outside_task, outside_hours : (people,)
    result : (people,) float64
        Filled, share of a full-time month.
    """
    counts = np.empty(MAX_TASKS)
    for j in range(first, last):
        for k in range(MAX_TASKS):
            counts[k] = 1.0 if empowerment[sector[j], k] >= cut else 0.0
        for row in range(offsets[j], offsets[j + 1]):
            total = 0.0
            for k in range(MAX_TASKS):
                total += counts[k] * hours[row, k]
            if outside_workplace[row] >= 0:
                away = sector[outside_workplace[row]]
                if empowerment[away, outside_task[row]] >= cut:
                    total += outside_hours[row]
            result[row] = total


@compiled
def charge_overheads(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    supervision: float,
    meetings: float,
    empowering_meetings: float,
    switching_cost: float,
    schooling: float,
    empowering: NDArray[np.float64],
    variety: NDArray[np.float64],
    productive_time: NDArray[np.float64],
    meeting_time: NDArray[np.float64],
    switching_time: NDArray[np.float64],
) -> None:
    """Fill productive time, and the members' total time in meetings and in switching.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    supervision : float
        Share of time lost to supervision.
    meetings : float
        Share of everyone's time in meetings.
    empowering_meetings : float
        Further share per hour in empowering tasks.
    switching_cost : float
        Share of time per further task of equal size, with nothing in common with the others.
    schooling : float
        Share of everyone's time in general courses.
    empowering : (people,) float64
        Hours in empowering tasks.
    variety : (people,) float64
        Diversity of what the tasks demand, in [0, 1); v / (1 - v) is the number of further tasks of
        equal size that would make it.
    productive_time : (people,) float64
        Filled, at least 0.
    meeting_time, switching_time : (workplaces,) float64
        Filled with sums over members, in full-time months.
    """
    for j in range(first, last):
        meeting_time[j] = 0.0
        switching_time[j] = 0.0
        for row in range(offsets[j], offsets[j + 1]):
            meeting = meetings + empowering_meetings * empowering[row]
            switching = switching_cost * (variety[row] / (1.0 - variety[row]))
            meeting_time[j] += meeting
            switching_time[j] += switching
            productive_time[row] = max(0.0, 1.0 - supervision - meeting - switching - schooling)
