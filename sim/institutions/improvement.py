"""Improving who does what, under managers and councils alike (model section 10.2)."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.kernels.improvement import improve_assignment
from sim.kernels.streams import Stream
from sim.kernels.threads import over_workplaces
from sim.state.economy_state import EconomyState
from sim.state.jobs import effective_time

ROUNDS_AFTER_SORTING: Final = 12
"""Rounds of examination of a workplace whose hours have just been assigned from the start: what
was found in the course of a year is found again, since most of the people are the same."""


def improve(
    state: EconomyState, *, hold_index: bool, sorted_again: NDArray[np.bool_] | None = None
) -> None:
    """Let members exchange hours where that raises output.

    Parameters
    ----------
    state : EconomyState
        The hours of members in their own workplaces are changed in place. Job indices are not
        updated.
    hold_index : bool
        Whether everyone's job index stays as it is.
    sorted_again : (workplaces,) bool, optional
        Workplaces whose hours have been assigned from the start this month; by default none.
    """
    share = state.parameters.assignment_improvement
    if share <= 0.0:
        return
    people, workplaces, sectors = state.people, state.workplaces, state.sectors
    if sorted_again is None:
        sorted_again = np.zeros(len(workplaces), dtype=np.bool_)
    over_workplaces(
        improve_assignment,
        workplaces.offsets,
        state.key(Stream.IMPROVEMENT),
        share,
        hold_index,
        sorted_again,
        ROUNDS_AFTER_SORTING,
        workplaces.offsets,
        workplaces.sector,
        sectors.hours_share,
        sectors.task_count,
        sectors.job_index,
        sectors.domain,
        sectors.complexity,
        people.expert,
        sectors.untrained_efficiency,
        sectors.reserved,
        state.parameters.substitution_elasticity,
        effective_time(state),
        people.skill,
        workplaces.incoming_offsets,
        workplaces.incoming_rows,
        people.outside_task,
        people.outside_hours,
        people.hours,
        threads=state.threads,
    )
