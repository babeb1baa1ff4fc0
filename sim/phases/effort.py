"""Effort from motivation, discipline, exchange and norms (model section 5.10)."""

from __future__ import annotations

from sim.institutions.protocols import Decisions, Employment, Pay, peer_monitoring
from sim.kernels.psychology import update_effort
from sim.kernels.threads import for_workplaces
from sim.phases.participation import become_accustomed
from sim.state.economy_state import EconomyState


def advance(state: EconomyState, decisions: Decisions, employment: Employment, pay: Pay) -> None:
    """Move everyone's effort towards the person's own target and the norm of the workplace.

    Parameters
    ----------
    state : EconomyState
        `people.effort` is changed in place, then `people.accustomed_alienation`.
    decisions, employment, pay
        The rules decide monitoring by superiors and peers, solidarity by decree, the threat of job
        loss, and how far pay follows effort; what effort that draws and what it crowds out are
        traits of people.
    """
    parameters = state.parameters
    for_workplaces(
        update_effort,
        state,
        decisions.monitoring(parameters),
        peer_monitoring(decisions, parameters),
        employment.discipline_response(parameters),
        employment.spell_months(state),
        decisions.solidarity(parameters),
        pay.performance_link(parameters),
    )
    become_accustomed(state)
