"""Participation, equity and balance as outcomes (model section 10.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.inequality import gini_of_ordered
from sim.kernels.summary import ratio
from sim.kernels.sums import mean, spread

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState

BAND = 0.1
"""A job whose index is as close to the mean of all counts as balanced."""

LEAST_SACRIFICE = 1e-9
"""Pay is not held against a smaller sacrifice."""


@compiled
def measure_participation(economy: EconomyState) -> None:
    """Measure who is able to take part in councils, does so, is heard, and votes for others.

    Parameters
    ----------
    economy : EconomyState
        What the meetings of the month were like stands in `flows`.
    """
    flows, found, employed = economy.flows, economy.indicators, economy.workplaces.offsets[-1]
    below = ratio(flows.invited_from_below, flows.invited)
    found.competence = mean(economy.people.competence[:employed])
    found.attendance = ratio(flows.attending, flows.invited)
    found.speaking_share = ratio(ratio(flows.speaking_from_below, flows.speaking), below)
    found.proposals_from_below = ratio(flows.proposals_from_below, flows.proposals)
    found.solidary_votes = ratio(flows.solidary_votes, flows.votes_at_own_cost)


@compiled
def pay_for_sacrifice(economy: EconomyState) -> NDArray[np.float64]:
    """Return hourly pay in proportion to what people sacrifice at work, shape (employed,).

    Sacrifice is effort times one plus the undesirability of the job.
    """
    people = economy.people
    hourly_pay, effort, desirability = people.hourly_pay, people.effort, people.desirability
    pay = np.empty(economy.workplaces.offsets[-1])
    for row in range(pay.shape[0]):
        sacrifice = effort[row] * (2.0 - desirability[row])
        pay[row] = hourly_pay[row] / max(sacrifice, LEAST_SACRIFICE)
    return pay


@compiled
def measure_equity(economy: EconomyState, ordered: NDArray[np.float64]) -> None:
    """Measure how unequal pay for sacrifice is.

    Parameters
    ----------
    economy : EconomyState
    ordered : (employed,) float64
        Of `pay_for_sacrifice`, ascending.
    """
    economy.indicators.sacrifice_pay_gini = gini_of_ordered(ordered)


@compiled
def measure_balance(economy: EconomyState) -> None:
    """Measure how equal jobs are in society, between sectors and inside workplaces.

    The spread between sectors is that of the mean index over those where people work; the one
    inside workplaces the root of the mean, over people, of the squared distance from the mean of
    the workplace.
    """
    workplaces, index, found = economy.workplaces, economy.people.job_index, economy.indicators
    offsets, sectors = workplaces.offsets, economy.sectors.task_count.shape[0]
    usual = mean(index[: offsets[-1]])
    in_sector, people = np.zeros(sectors), np.zeros(sectors)
    balanced, squares = 0, 0.0
    for j in range(workplaces.sector.shape[0]):
        start, stop, kind = offsets[j], offsets[j + 1], workplaces.sector[j]
        inside = 0.0
        for row in range(start, stop):
            inside += index[row]
            balanced += abs(index[row] - usual) <= BAND
        in_sector[kind] += inside
        people[kind] += stop - start
        centre = inside / max(stop - start, 1)
        within = 0.0
        for row in range(start, stop):
            within += (index[row] - centre) ** 2
        squares += within
    at_work = people > 0.0
    found.balanced_share = ratio(balanced, offsets[-1])
    found.sector_spread = spread(in_sector[at_work] / people[at_work])
    found.workplace_spread = np.sqrt(ratio(squares, offsets[-1]))
