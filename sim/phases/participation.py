"""Competence to take part in decisions, habits, and where people come from (10.6 and 10.8)."""

from __future__ import annotations

from sim.kernels import habits
from sim.kernels.threads import for_people
from sim.state.economy_state import EconomyState
from sim.state.jobs import update_job_indices


def advance(state: EconomyState, only_at_once: bool = False) -> None:
    """Let competence follow the jobs of the month.

    Parameters
    ----------
    state : EconomyState
        `people.competence` is changed in place.
    only_at_once : bool
        Do so only if competence follows the job at once. Competence changes once a month, when jobs
        are settled, and votes are cast before that with what has been built up; who follows the job
        at once votes with the competence of the job at the time of the vote.
    """
    if only_at_once and state.parameters.competence_adjustment < 1.0:
        return
    for_people(habits.follow_jobs, state)


def become_accustomed(state: EconomyState) -> None:
    """Let everyone get used to present alienation, half of it in `habituation_half_life`.

    Parameters
    ----------
    state : EconomyState
        `people.accustomed_alienation` is changed in place.
    """
    for_people(habits.get_accustomed, state)


def note_origins(state: EconomyState) -> None:
    """Note whose job is less empowering than the mean as the scenario's institutions come in.

    Parameters
    ----------
    state : EconomyState
        `people.once_disempowered` is filled; who has no work counts as disempowered.
    """
    if state.month <= state.months_per_step:  # without a burn-in nobody has looked at jobs yet
        update_job_indices(state)
    habits.note_once_disempowered(state)
