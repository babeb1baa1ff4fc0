"""Time lost to supervision, meetings, switching, newcomers and courses (model 5.6, 10.1, 10.10)."""

from __future__ import annotations

import numpy as np

from sim.institutions.protocols import Decisions, Education
from sim.kernels.newcomers import charge_newcomers
from sim.kernels.overheads import charge_overheads, empowering_hours
from sim.kernels.threads import over_workplaces
from sim.parameters import Parameters
from sim.state.economy_state import EconomyState

TYPICAL_CHANGE = 0.29
"""Further tasks of the mean balanced job by content, v / (1 - v), for each by number: by own runs
of the shipped sectors .54 against 1.84."""


def switching_rate(parameters: Parameters) -> float:
    """Return the share of time that a further task with nothing in common with the others costs.

    `switching_cost` is that of a change as it is typical of balanced jobs, so that it means the
    same whether variety counts tasks or their content (model section 10.5).
    """
    content = parameters.content_variety
    return parameters.switching_cost / ((1.0 - content) + content * TYPICAL_CHANGE)


def advance(state: EconomyState, decisions: Decisions, education: Education) -> None:
    """Set everyone's productive time under the overheads of the decision rule.

    Parameters
    ----------
    state : EconomyState
        `people.productive_time` and the time sums of `flows` are changed in place.
    decisions : Decisions
        Decides how much is supervised and how long people meet.
    education : Education
        Decides how long everyone is in general courses.
    """
    people, workplaces, sectors = state.people, state.workplaces, state.sectors
    parameters = state.parameters
    rates = decisions.overheads(parameters)
    schooling = education.schooling(parameters)
    empowering = state.scratch.take("numbers", len(people))
    over_workplaces(
        empowering_hours,
        workplaces.offsets,
        workplaces.offsets,
        workplaces.sector,
        sectors.empowerment,
        parameters.empowered_cut,
        people.hours,
        people.outside_workplace,
        people.outside_task,
        people.outside_hours,
        empowering,
        threads=state.threads,
    )
    meeting_time = np.zeros(len(workplaces))
    switching_time = np.zeros(len(workplaces))
    over_workplaces(
        charge_overheads,
        workplaces.offsets,
        workplaces.offsets,
        rates.supervision,
        rates.meetings,
        rates.meetings_of_empowering_tasks,
        switching_rate(parameters),
        schooling,
        empowering,
        people.variety,
        people.productive_time,
        meeting_time,
        switching_time,
        threads=state.threads,
    )
    state.flows.meeting_time = float(meeting_time.sum())
    state.flows.switching_time = float(switching_time.sum())
    state.flows.schooling_time = float(schooling * workplaces.offsets[-1])
    state.flows.supervision_time = float(rates.supervision * workplaces.offsets[-1])
    if parameters.newcomer_cost > 0.0:
        newcomer_time = np.zeros(len(workplaces))
        over_workplaces(
            charge_newcomers,
            workplaces.offsets,
            workplaces.offsets,
            parameters.newcomer_cost,
            state.months_per_step,
            people.tenure,
            people.productive_time,
            newcomer_time,
            threads=state.threads,
        )
        state.flows.newcomer_time = float(newcomer_time.sum())
