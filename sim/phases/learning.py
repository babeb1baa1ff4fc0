"""Learning by doing, in courses, and forgetting (model sections 5.11 and 10.1)."""

from __future__ import annotations

from sim.kernels.learning import forget_without_practice, update_skill
from sim.kernels.threads import for_people, for_workplaces
from sim.state.economy_state import EconomyState


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
    for_workplaces(update_skill, state, schooling)
    for_people(forget_without_practice, state)
