"""Who attends, speaks, proposes and is heard in the meetings of a council (10.6 and 10.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.random import uniform
from sim.kernels.sums import totals_of_columns

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState

ATTENDING, SPEAKING, FROM_BELOW, BELOW = range(4)
MEETING_COLUMNS = 4
"""Columns of what `hold_meetings` fills."""


@compiled
def attendance(competence: float, least: float) -> float:
    """Return the share of meetings that a person takes part in (model section 10.6).

    Parameters
    ----------
    competence : float
        Competence to take part, in [0, 1].
    least : float
        Attendance without any competence, in [0, 1].

    Returns
    -------
    float
        ``least + (1 - least) * competence``.
    """
    return least + (1.0 - least) * competence


@compiled
def mean_of_members(start: int, stop: int, values: NDArray[np.float64]) -> float:
    """Return the mean over the members of a workplace, 0 without any."""
    total = 0.0
    for row in range(start, stop):
        total += values[row]
    mean: float = total / max(stop - start, 1)
    return mean


@compiled
def weight_in_meeting(competence: float, mean: float, dominance: float, least: float) -> float:
    """Return how much a member counts in a formally equal meeting (model section 10.6).

    Parameters
    ----------
    competence, mean : float
        Competence of the member, and the mean of the workplace.
    dominance : float
        Extra weight per unit of relative competence.
    least : float
        See `attendance`.

    Returns
    -------
    float
        Attendance times ``1 + dominance * (C_i - mean) / mean``, at least 0.
    """
    weight = 1.0
    if mean > 0.0:
        weight = max(1.0 + dominance * (competence - mean) / mean, 0.0)
    return attendance(competence, least) * weight


@compiled
def hold_meetings(first: int, last: int, economy: EconomyState, held: NDArray[np.float64]) -> None:
    """Fill what the meetings of each workplace are like (model section 10.8).

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
    held : (workplaces, 4) float64
        Filled with sums over members: attendance; weight; weight of the once disempowered; number
        of the once disempowered.
    """
    people, parameters, offsets = economy.people, economy.parameters, economy.workplaces.offsets
    competence, least = people.competence, parameters.attendance_least
    for j in range(first, last):
        start, stop = offsets[j], offsets[j + 1]
        mean = mean_of_members(start, stop, competence)
        attending, speaking, from_below, below = 0.0, 0.0, 0.0, 0.0
        for row in range(start, stop):
            weight = weight_in_meeting(competence[row], mean, parameters.dominance, least)
            attending += attendance(competence[row], least)
            speaking += weight
            if people.once_disempowered[row] == 1:
                from_below += weight
                below += 1.0
        held[j, ATTENDING], held[j, SPEAKING] = attending, speaking
        held[j, FROM_BELOW], held[j, BELOW] = from_below, below


@compiled
def count_attendance(economy: EconomyState, held: NDArray[np.float64]) -> None:
    """Add up the meetings of all workplaces, (workplaces, 4), in `flows`."""
    of_all, flows = totals_of_columns(held), economy.flows
    flows.invited = float(economy.workplaces.offsets[-1])
    flows.attending, flows.speaking = of_all[ATTENDING], of_all[SPEAKING]
    flows.speaking_from_below, flows.invited_from_below = of_all[FROM_BELOW], of_all[BELOW]


@compiled
def draw_proposer(economy: EconomyState, j: int, key: np.uint64) -> int:
    """Draw who proposes the round of a workplace, by weight in the meeting (section 10.8).

    Parameters
    ----------
    economy : EconomyState
    j : int
        Workplace.
    key : uint64
        Random key of the month's proposers.

    Returns
    -------
    int
        1 where the proposer was once disempowered, 0 where not, -1 without a proposer.
    """
    people, offsets = economy.people, economy.workplaces.offsets
    competence, start, stop = people.competence, offsets[j], offsets[j + 1]
    dominance, least = economy.parameters.dominance, economy.parameters.attendance_least
    mean = mean_of_members(start, stop, competence)
    total = 0.0
    for row in range(start, stop):
        total += weight_in_meeting(competence[row], mean, dominance, least)
    left = uniform(key, j) * total
    proposer = -1
    for row in range(start, stop):
        weight = weight_in_meeting(competence[row], mean, dominance, least)
        if weight > 0.0:
            proposer = int(people.once_disempowered[row])
            left -= weight
            if left < 0.0:
                break
    return proposer
