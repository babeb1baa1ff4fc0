"""Ageing, retirement and entrants (model section 4, phase 1)."""

from __future__ import annotations

import numpy as np

from sim.state.economy_state import EconomyState
from sim.state.jobs import adopt_typical_attitudes
from sim.state.people import NOBODY, Status
from sim.state.population import draw_traits, untrained

MONTHS_PER_YEAR = 12


def advance(state: EconomyState) -> None:
    """Let everyone age by a step and replace who retires by an entrant in the same seat.

    A share `inheritance` of the wealth that a retiree leaves goes to the entrant, who is of the
    same family; the rest is divided equally among all, so wealth is conserved.

    Parameters
    ----------
    state : EconomyState
        Changed in place: ages, tenures, and every attribute of the seats that change hands. Their
        destination becomes -1; the labour allocation of the month acts on it.
    """
    people, parameters = state.people, state.parameters
    people.age += state.months_per_step
    people.tenure += state.months_per_step
    retiring = np.flatnonzero(people.age >= round(parameters.retirement_age * MONTHS_PER_YEAR))
    if len(retiring) == 0:
        return
    estates = people.wealth[retiring]
    people.wealth[retiring] = parameters.inheritance * estates
    people.wealth += (1.0 - parameters.inheritance) * estates.sum() / len(people)

    people.age[retiring] = round(parameters.entry_age * MONTHS_PER_YEAR)
    people.entry_month[retiring] = state.month
    people.tenure[retiring] = 0
    people.status[retiring] = Status.UNEMPLOYED
    people.expert[retiring] = NOBODY
    people.training_domain[retiring] = NOBODY
    people.training_left[retiring] = 0
    people.schooling[retiring] = 0.0
    draw_traits(state, retiring)
    people.skill[retiring] = untrained(people.aptitude[retiring], parameters)
    adopt_typical_attitudes(state, retiring)
    state.destination[retiring] = NOBODY
