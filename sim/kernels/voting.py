"""Votes and voice in the workplace (model sections 5.4 and 10.6)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.meetings import attendance, mean_of_members, weight_in_meeting
from sim.kernels.random import normal


@compiled
def count_votes(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    key: np.uint64,
    person: NDArray[np.int64],
    competence: NDArray[np.float64],
    index_change: NDArray[np.float64],
    spread_fall: NDArray[np.float64],
    output_change: NDArray[np.float64],
    own_interest: float,
    solidarity: float,
    output_concern: float,
    noise: float,
    dominance: float,
    attendance_least: float,
    wish: NDArray[np.int8],
    yes_share: NDArray[np.float64],
) -> None:
    """Fill the share of votes for the proposed swaps in each workplace.

    A vote weighs attendance times ``1 + dominance * (C_i - mean C) / mean C``, at least zero: with
    unequal competence the competent carry more of a formally equal meeting.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    key : uint64
        Random key of the month's votes.
    person : (people,) int64
    competence, index_change : (people,) float64
        Competence to take part; change of the member's job index under the proposal.
    spread_fall, output_change : (workplaces,) float64
        Fall of the spread of job indices; expected change of log output.
    own_interest, solidarity, output_concern : float
        Weights of the member's own change, of the spread and of output in the vote.
    noise : float
        Standard deviation of what else moves a vote, index points.
    dominance, attendance_least : float
        Extra weight per unit of relative competence; attendance without any competence.
    wish : (people,) int8
        Filled: 1 for a vote in favour, 0 for one against.
    yes_share : (workplaces,) float64
        Filled; 0 in a workplace without members.
    """
    for j in range(first, last):
        start, stop = offsets[j], offsets[j + 1]
        yes_share[j] = 0.0
        mean = mean_of_members(start, stop, competence)
        yes, total = 0.0, 0.0
        for row in range(start, stop):
            weight = weight_in_meeting(competence[row], mean, dominance, attendance_least)
            gain = (
                own_interest * index_change[row]
                + solidarity * spread_fall[j]
                + output_concern * output_change[j]
                + noise * normal(key, person[row])
            )
            total += weight
            wish[row] = 1 if gain > 0.0 else 0
            if gain > 0.0:
                yes += weight
        if total > 0.0:
            yes_share[j] = yes / total


@compiled
def voice_by_rank(
    start: int,
    stop: int,
    empowerment: NDArray[np.float64],
    competence: NDArray[np.float64],
    low: float,
    high: float,
    consultation: float,
    attendance_least: float,
    voice: NDArray[np.float64],
) -> None:
    """Fill voice under a manager: it rises with the empowerment of the job.

    Parameters
    ----------
    start, stop : int
        Range of rows.
    empowerment, competence : (people,) float64
    low, high : float
        Empowerment at which a person has no say and full say by rank.
    consultation, attendance_least : float
        Voice that consultation gives to who takes part in it; attendance without any competence.
    voice : (people,) float64
        Filled, in [0, 1].
    """
    for row in range(start, stop):
        least = consultation * attendance(competence[row], attendance_least)
        voice[row] = min(max((empowerment[row] - low) / (high - low), least), 1.0)


@compiled
def voice_in_council(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    competence: NDArray[np.float64],
    heard: NDArray[np.float64],
    mean_of_all: float,
    dominance: float,
    society_reference: float,
    attendance_least: float,
    assembly_size: float,
    delegation_loss: float,
    outvoted_loss: float,
    voice: NDArray[np.float64],
) -> None:
    """Fill voice under a council: what attendance, dominance, delegation and votes leave of it.

    ``attendance * (1 - dominance * max(0, 1 - C_i / reference)) * delegation
    * (1 - outvoted_loss * (1 - heard_i))``, where the reference mixes the mean competence of the
    workplace with that of all at work, and delegation is ``min(1, (size / n) ** loss)``.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    competence : (people,) float64
        Competence to take part, in [0, 1].
    heard : (people,) float64
        Share of the votes of about a year that went as the person wished.
    mean_of_all : float
        Mean competence of all at work.
    dominance : float
        Voice lost per unit of relative shortfall of competence.
    society_reference : float
        Weight of the mean of all in the reference.
    attendance_least : float
        Attendance without any competence.
    assembly_size, delegation_loss : float
        Members up to whom all can take part themselves; exponent of what is lost beyond.
    outvoted_loss : float
        Share of voice lost by who is never heard.
    voice : (people,) float64
        Filled, in [0, 1].
    """
    for j in range(first, last):
        start, stop = offsets[j], offsets[j + 1]
        mean = mean_of_members(start, stop, competence)
        reference = (1.0 - society_reference) * mean + society_reference * mean_of_all
        delegation = min((assembly_size / max(stop - start, 1)) ** delegation_loss, 1.0)
        for row in range(start, stop):
            shortfall = max(1.0 - competence[row] / reference, 0.0) if reference > 0.0 else 0.0
            voice[row] = (
                attendance(competence[row], attendance_least)
                * (1.0 - dominance * shortfall)
                * delegation
                * (1.0 - outvoted_loss * (1.0 - heard[row]))
            )
