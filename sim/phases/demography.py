"""Ageing, retirement, exit and entrants (model section 4, phase 1, and section 10.13)."""

from __future__ import annotations

import numpy as np

from sim.kernels.enclave import wish_to_exit
from sim.kernels.entrants import adopt_typical_attitudes, draw_traits
from sim.kernels.pay import used_skill
from sim.kernels.streams import Stream
from sim.kernels.threads import over_workplaces
from sim.phases.participation import enter_society
from sim.state.economy_state import EconomyState
from sim.state.people import NOBODY, Integers, Status
from sim.state.population import untrained

MONTHS_PER_YEAR = 12


def advance(state: EconomyState) -> None:
    """Let everyone age by a step, and replace who retires or leaves by an entrant.

    Parameters
    ----------
    state : EconomyState
        Changed in place: ages, tenures, and every attribute of the seats that change hands. Their
        destination becomes -1; the labour allocation of the month acts on it.
    """
    people, parameters = state.people, state.parameters
    people.age += state.months_per_step
    people.tenure += state.months_per_step
    leaving = people.age >= round(parameters.retirement_age * MONTHS_PER_YEAR)
    if parameters.exit_response > 0.0:
        exits = _exits(state)
        exits = exits[~leaving[exits]]
        leaving[exits] = True
        talent = np.log(people.aptitude[exits]).mean(axis=1)
        state.flows.exits, state.flows.aptitude_of_exits = float(len(exits)), float(talent.sum())
    _replace(state, np.flatnonzero(leaving))


def _exits(state: EconomyState) -> Integers:
    """Return the rows of the employed who leave for a market enclave, ascending.

    The enclave pays what is paid here on average, and more or less by the skill that the person
    uses in the job, as a market does (`skill_premium`). The chance to leave is `exit_response`
    times the log points by which that exceeds the person's pay of the latest month.
    """
    people, workplaces, sectors = state.people, state.workplaces, state.sectors
    employed = int(workplaces.offsets[-1])
    used = state.scratch.take("numbers", len(people))
    over_workplaces(
        used_skill,
        workplaces.offsets,
        workplaces.offsets,
        workplaces.sector,
        sectors.task_count,
        sectors.domain,
        sectors.complexity,
        people.hours,
        people.skill,
        people.outside_hours,
        used,
        threads=state.threads,
    )
    rows = np.empty(employed, dtype=np.int64)
    count = wish_to_exit(
        state.key(Stream.EXIT),
        state.parameters.exit_response,
        state.parameters.skill_premium,
        people.person,
        people.hourly_pay,
        used,
        rows,
    )
    return rows[:count]


def _replace(state: EconomyState, leaving: Integers) -> None:
    """Put entrants in the seats of those who leave.

    A share `inheritance` of the wealth that somebody leaves goes to the entrant, who is of the same
    family; the rest is divided equally among all, so wealth is conserved.

    Parameters
    ----------
    state : EconomyState
    leaving : (n,) int64
        Rows.
    """
    if len(leaving) == 0:
        return
    people, parameters = state.people, state.parameters
    estates = people.wealth[leaving]
    people.wealth[leaving] = parameters.inheritance * estates
    people.wealth += (1.0 - parameters.inheritance) * estates.sum() / len(people)

    people.age[leaving] = round(parameters.entry_age * MONTHS_PER_YEAR)
    people.entry_month[leaving] = state.month
    people.tenure[leaving] = 0
    people.status[leaving] = Status.UNEMPLOYED
    people.expert[leaving] = NOBODY
    people.training_domain[leaving] = NOBODY
    people.training_left[leaving] = 0
    people.schooling[leaving] = 0.0
    draw_traits(state, leaving)
    people.skill[leaving] = untrained(people.aptitude[leaving], parameters)
    adopt_typical_attitudes(state, leaving)
    enter_society(state, leaving)
    state.destination[leaving] = NOBODY
