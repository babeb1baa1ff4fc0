"""Learning by doing, in courses, and forgetting (model sections 5.11 and 10.1)."""

from __future__ import annotations

import math

from sim.kernels.learning import forget_without_practice, update_skill
from sim.kernels.threads import over_rows, over_workplaces
from sim.state.economy_state import EconomyState
from sim.state.people import Status

MONTHS_PER_YEAR = 12


def advance(state: EconomyState, schooling: float) -> None:
    """Let the employed learn from the month's practice and courses and the unemployed forget.

    Parameters
    ----------
    state : EconomyState
        `people.skill` and `schooling` are changed in place. People in training are treated by the
        education rule.
    schooling : float
        Share of everyone's working time spent in general courses.
    """
    people, workplaces, sectors = state.people, state.workplaces, state.sectors
    parameters = state.parameters
    employed = int(workplaces.offsets[-1])
    if schooling > 0.0:
        people.schooling[:employed] += schooling * state.months_per_step / MONTHS_PER_YEAR
    over_workplaces(
        update_skill,
        workplaces.offsets,
        workplaces.offsets,
        workplaces.sector,
        sectors.task_count,
        sectors.domain,
        sectors.complexity,
        people.hours,
        people.outside_workplace,
        people.outside_task,
        people.outside_hours,
        people.aptitude,
        parameters.learning,
        -math.log2(parameters.progress_ratio),
        parameters.forgetting,
        parameters.maintenance,
        parameters.untrained_skill,
        people.schooling,
        parameters.schooling_return,
        people.skill,
        threads=state.threads,
    )
    over_rows(
        forget_without_practice,
        len(people) - employed,
        people.status[employed:] == Status.UNEMPLOYED,
        people.aptitude[employed:],
        parameters.forgetting,
        parameters.untrained_skill,
        people.skill[employed:],
        threads=state.threads,
    )
