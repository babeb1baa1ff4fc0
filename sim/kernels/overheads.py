"""Time lost to supervision, meetings, switching, newcomers and courses (5.6, 10.1 and 10.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels import MAX_TASKS
from sim.kernels.compile import compiled
from sim.kernels.newcomers import time_with_newcomer
from sim.kernels.sums import totals_of_columns

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState

Floats = NDArray[np.float64]

IN_MEETINGS, IN_SWITCHING, WITH_NEWCOMERS = range(3)
LOSSES = 3
"""Columns of the lost time that `charge_overheads` fills."""


@compiled
def charge_overheads(
    first: int,
    last: int,
    economy: EconomyState,
    supervision: float,
    meetings: float,
    empowering_meetings: float,
    switching_cost: float,
    schooling: float,
    lost: Floats,
) -> None:
    """Fill productive time, and the members' total time in meetings, switching and with newcomers.

    What is left after supervision, meetings, switching and courses, at least nothing, is productive
    (model sections 5.6 and 10.1); newcomers lose a part of that (model section 10.10).

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        `people.productive_time` of the members is filled, at least 0.
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
    lost : (workplaces, 3) float64
        Filled with sums over members, in full-time months.
    """
    people, offsets = economy.people, economy.workplaces.offsets
    variety, productive_time = people.variety, people.productive_time
    newcomer_cost, months = economy.parameters.newcomer_cost, economy.months_per_step
    empowering = np.empty(MAX_TASKS)
    for j in range(first, last):
        mark_empowering_tasks(economy, economy.workplaces.sector[j], empowering)
        in_meetings, in_switching, with_newcomers = 0.0, 0.0, 0.0
        for row in range(offsets[j], offsets[j + 1]):
            hours = hours_in_empowering_tasks(economy, row, empowering)
            meeting = meetings + empowering_meetings * hours
            # v / (1 - v) further tasks of equal size would make a job as diverse as this one.
            switching = switching_cost * (variety[row] / (1.0 - variety[row]))
            time = max(0.0, 1.0 - supervision - meeting - switching - schooling)
            if newcomer_cost > 0.0:
                newcomer = time_with_newcomer(people.tenure[row], months, newcomer_cost, time)
                time -= newcomer
                with_newcomers += newcomer
            productive_time[row] = time
            in_meetings += meeting
            in_switching += switching
        lost[j, IN_MEETINGS] = in_meetings
        lost[j, IN_SWITCHING] = in_switching
        lost[j, WITH_NEWCOMERS] = with_newcomers


@compiled
def mark_empowering_tasks(economy: EconomyState, kind: int, empowering: Floats) -> None:
    """Fill 1 for tasks of a sector that come with managers' meetings, else 0, shape (tasks,).

    They are those with an empowerment score of at least `empowered_cut`.
    """
    for k in range(MAX_TASKS):
        score = economy.sectors.empowerment[kind, k]
        empowering[k] = 1.0 if score >= economy.parameters.empowered_cut else 0.0


@compiled
def hours_in_empowering_tasks(economy: EconomyState, row: int, empowering: Floats) -> float:
    """Return a person's hours in tasks that come with managers' meetings, here and elsewhere.

    Parameters
    ----------
    economy : EconomyState
    row : int
    empowering : (tasks,) float64
        As `mark_empowering_tasks` fills it for the person's own workplace.

    Returns
    -------
    float
        Share of a full-time month.
    """
    people = economy.people
    total = 0.0
    for k in range(MAX_TASKS):
        total += empowering[k] * people.hours[row, k]
    there = people.outside_workplace[row]
    if there >= 0:
        kind, k = economy.workplaces.sector[there], people.outside_task[row]
        if economy.sectors.empowerment[kind, k] >= economy.parameters.empowered_cut:
            total += people.outside_hours[row]
    return total


@compiled
def note_lost_time(
    economy: EconomyState, supervision: float, schooling: float, lost: Floats
) -> None:
    """Fill the time sums of `flows`.

    Parameters
    ----------
    economy : EconomyState
    supervision, schooling : float
        Shares of everyone's time.
    lost : (workplaces, 3) float64
        As `charge_overheads` fills it.
    """
    flows, employed = economy.flows, economy.workplaces.offsets[-1]
    total = totals_of_columns(lost)
    flows.meeting_time = total[IN_MEETINGS]
    flows.switching_time = total[IN_SWITCHING]
    flows.newcomer_time = total[WITH_NEWCOMERS]
    flows.schooling_time = schooling * employed
    flows.supervision_time = supervision * employed
