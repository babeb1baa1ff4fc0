"""Time lost to supervision, meetings, switching, newcomers and courses (model 5.6, 10.1, 10.10)."""

from __future__ import annotations

import numpy as np

from sim.institutions.protocols import Decisions, Education
from sim.kernels.overheads import LOSSES, charge_overheads, note_lost_time
from sim.kernels.threads import for_workplaces
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
    rates = decisions.overheads(state.parameters)
    schooling = education.schooling(state.parameters)
    lost = np.empty((len(state.workplaces), LOSSES))
    for_workplaces(
        charge_overheads,
        state,
        rates.supervision,
        rates.meetings,
        rates.meetings_of_empowering_tasks,
        switching_rate(state.parameters),
        schooling,
        lost,
    )
    note_lost_time(state, rates.supervision, schooling, lost)
