"""Alienation in four dimensions (model section 5.9)."""

from __future__ import annotations

from sim.kernels.psychology import update_alienation
from sim.kernels.threads import for_people
from sim.state.economy_state import EconomyState


def advance(state: EconomyState, insecurity: float) -> None:
    """Move everyone's alienation towards what the month's job makes of it.

    Parameters
    ----------
    state : EconomyState
        `people.alienation` and `people.alienation_total` are changed in place.
    insecurity : float
        Probability that a worker loses the job within a year.
    """
    for_people(update_alienation, state, insecurity)
