"""Ageing, and the entrants who take the seats of those who leave (model sections 4 and 10.13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels import DOMAINS, UNEMPLOYED
from sim.kernels.compile import compiled
from sim.kernels.elementary import log
from sim.kernels.entrants import adopt_typical_attitudes, draw_traits
from sim.kernels.habits import enter_society

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState

Integers = NDArray[np.int64]

MONTHS_PER_YEAR = 12


@compiled
def grow_older(economy: EconomyState, exits: Integers) -> Integers:
    """Let everyone age by a step, and return the rows of those who retire or exit, ascending.

    Parameters
    ----------
    economy : EconomyState
        `people.age` and `tenure` are changed in place, and `flows` say who exits without having
        come to the age of retirement.
    exits : (n,) int64
        Rows of those who leave for a market enclave, ascending.
    """
    people, flows, step = economy.people, economy.flows, economy.months_per_step
    age, tenure = people.age, people.tenure
    oldest = np.rint(economy.parameters.retirement_age * MONTHS_PER_YEAR)
    leaving, count, next_exit = np.empty(age.shape[0], np.int64), 0, 0
    flows.exits = flows.aptitude_of_exits = 0.0
    for row in range(age.shape[0]):
        age[row] += step
        tenure[row] += step
        leaves = age[row] >= oldest
        if next_exit < exits.shape[0] and exits[next_exit] == row:
            next_exit += 1
            if not leaves:
                flows.exits += 1.0
                flows.aptitude_of_exits += mean_log_aptitude(row, economy)
            leaves = True
        if leaves:
            leaving[count] = row
            count += 1
    return leaving[:count].copy()


@compiled
def mean_log_aptitude(row: int, economy: EconomyState) -> float:
    """Return the mean over domains of the logarithm of somebody's aptitude."""
    logarithms = 0.0
    for d in range(DOMAINS):
        logarithms += log(economy.people.aptitude[row, d])
    return logarithms / DOMAINS


@compiled
def replace(economy: EconomyState, leaving: Integers) -> None:
    """Put entrants in the seats of those who leave.

    A share `inheritance` of the wealth that somebody leaves goes to the entrant, who is of the same
    family; the rest is divided equally among all, so wealth is conserved.

    Parameters
    ----------
    economy : EconomyState
        Every attribute of the seats is changed in place; their destination becomes -1.
    leaving : (n,) int64
        Rows.
    """
    people, parameters, wealth = economy.people, economy.parameters, economy.people.wealth
    estates = 0.0
    for row in leaving:
        estates += wealth[row]
        wealth[row] *= parameters.inheritance
    for_everyone = (1.0 - parameters.inheritance) * estates / wealth.shape[0]
    for row in range(wealth.shape[0]):
        wealth[row] += for_everyone

    youngest = np.int64(np.rint(parameters.entry_age * MONTHS_PER_YEAR))
    draw_traits(economy, leaving)
    for row in leaving:
        people.age[row] = youngest
        people.entry_month[row] = economy.month
        people.tenure[row] = 0
        people.status[row] = UNEMPLOYED
        people.expert[row] = -1
        people.training_domain[row] = -1
        people.training_left[row] = 0
        people.schooling[row] = 0.0
        for d in range(DOMAINS):
            people.skill[row, d] = parameters.untrained_skill * people.aptitude[row, d]
        economy.destination[row] = -1
    adopt_typical_attitudes(economy, leaving)
    enter_society(economy, leaving)
