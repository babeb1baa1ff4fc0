"""Competence to take part in decisions, habits, and where people come from (10.6 and 10.8)."""

from __future__ import annotations

import numpy as np

from sim.kernels.habits import follow_jobs, get_accustomed
from sim.kernels.threads import over_rows
from sim.state.economy_state import EconomyState
from sim.state.jobs import update_job_indices
from sim.state.people import Integers


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
    people, parameters = state.people, state.parameters
    adjustment, gain = parameters.competence_adjustment, parameters.schooling_competence
    if only_at_once and adjustment < 1.0:
        return
    over_rows(
        follow_jobs,
        len(people),
        people.status,
        people.empowerment,
        people.schooling,
        adjustment,
        gain,
        people.competence,
        threads=state.threads,
    )


def become_accustomed(state: EconomyState) -> None:
    """Let everyone get used to present alienation, half of it in `habituation_half_life`.

    Parameters
    ----------
    state : EconomyState
        `people.accustomed_alienation` is changed in place.
    """
    people = state.people
    share = 1.0 - 0.5 ** (state.months_per_step / state.parameters.habituation_half_life)
    over_rows(
        get_accustomed,
        len(people),
        people.alienation_total,
        share,
        people.accustomed_alienation,
        threads=state.threads,
    )


def note_origins(state: EconomyState) -> None:
    """Note whose job is less empowering than the mean as the scenario's institutions come in.

    Parameters
    ----------
    state : EconomyState
        `people.once_disempowered` is filled; who has no work counts as disempowered.
    """
    people, employed = state.people, int(state.workplaces.offsets[-1])
    if state.month <= state.months_per_step:  # without a burn-in nobody has looked at jobs yet
        update_job_indices(state)
    people.once_disempowered[:] = 1
    at_work = people.empowerment[:employed]
    if employed:
        people.once_disempowered[:employed] = at_work < at_work.mean()


def enter_society(state: EconomyState, rows: Integers) -> None:
    """Give entrants the competence of those at work, and the habits of nobody.

    Parameters
    ----------
    state : EconomyState
        Competence of `rows` becomes the mean of the employed; they are used to the alienation that
        they have, have not been outvoted, and count as once disempowered.
    rows : (n,) int64
    """
    people, employed = state.people, int(state.workplaces.offsets[-1])
    if employed:
        people.competence[rows] = np.mean(people.competence[:employed])
    people.accustomed_alienation[rows] = people.alienation_total[rows]
    people.heard[rows] = 1.0
    people.once_disempowered[rows] = 1
