"""Effort from motivation, discipline, exchange and norms (model section 5.10)."""

from __future__ import annotations

from sim.institutions.protocols import Decisions, Employment, Pay, peer_monitoring
from sim.kernels.psychology import update_effort
from sim.kernels.threads import over_workplaces
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
    people, workplaces, parameters = state.people, state.workplaces, state.parameters
    link = pay.performance_link(parameters)
    extrinsic = parameters.effort_pay_response * link + decisions.solidarity(parameters)
    over_workplaces(
        update_effort,
        workplaces.offsets,
        workplaces.offsets,
        people.alienation_total,
        people.hourly_pay,
        workplaces.hours_factor,
        people.diligence,
        parameters.effort_norm,
        parameters.intrinsic_motivation,
        parameters.motivation_steepness,
        parameters.crowding,
        decisions.monitoring(parameters),
        employment.discipline_response(parameters),
        state.fallback_income,
        employment.spell_months(state),
        parameters.gift_response,
        parameters.gift_asymmetry,
        extrinsic,
        parameters.reward_crowding * link,
        people.fair_pay,
        parameters.peer_norm,
        parameters.habituation,
        (1.0 - parameters.solidarity_by_decree) * parameters.solidarity,
        peer_monitoring(decisions, parameters),
        parameters.sanction_cost,
        parameters.effort_adjustment,
        parameters.effort_minimum,
        people.accustomed_alienation,
        people.voice,
        people.unfairness,
        people.effort,
        threads=state.threads,
    )
    become_accustomed(state)
