"""Votes and voice in the workplace (model section 5.4)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.random import normal


@compiled
def count_votes(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    key: np.uint64,
    person: NDArray[np.int64],
    empowerment: NDArray[np.float64],
    index_change: NDArray[np.float64],
    spread_fall: NDArray[np.float64],
    output_change: NDArray[np.float64],
    own_interest: float,
    solidarity: float,
    output_concern: float,
    noise: float,
    dominance: float,
    yes_share: NDArray[np.float64],
) -> None:
    """Fill the share of votes for the proposed swaps in each workplace.

    A vote weighs ``1 + dominance * (E_i - mean E) / mean E``, at least zero: with unequal
    empowerment those with empowering jobs carry more of a formally equal meeting.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    key : uint64
        Random key of the month's votes.
    person : (people,) int64
    empowerment, index_change : (people,) float64
        Empowerment of the job; change of the member's job index under the proposal.
    spread_fall, output_change : (workplaces,) float64
        Fall of the spread of job indices; expected change of log output.
    own_interest, solidarity, output_concern : float
        Weights of the member's own change, of the spread and of output in the vote.
    noise : float
        Standard deviation of what else moves a vote, index points.
    dominance : float
        Extra weight per unit of relative empowerment.
    yes_share : (workplaces,) float64
        Filled; 0 in a workplace without members.
    """
    for j in range(first, last):
        start, stop = offsets[j], offsets[j + 1]
        yes_share[j] = 0.0
        mean = 0.0
        for row in range(start, stop):
            mean += empowerment[row]
        mean /= max(stop - start, 1)
        yes, total = 0.0, 0.0
        for row in range(start, stop):
            weight = 1.0
            if mean > 0.0:
                weight = max(1.0 + dominance * (empowerment[row] - mean) / mean, 0.0)
            gain = (
                own_interest * index_change[row]
                + solidarity * spread_fall[j]
                + output_concern * output_change[j]
                + noise * normal(key, person[row])
            )
            total += weight
            if gain > 0.0:
                yes += weight
        if total > 0.0:
            yes_share[j] = yes / total


@compiled
def voice_by_rank(
    start: int,
    stop: int,
    empowerment: NDArray[np.float64],
    low: float,
    high: float,
    least: float,
    voice: NDArray[np.float64],
) -> None:
    """Fill voice under a manager: it rises with the empowerment of the job.

    Parameters
    ----------
    start, stop : int
        Range of rows.
    empowerment : (people,) float64
    low, high : float
        Empowerment at which a person has no say and full say by rank.
    least : float
        Voice that everyone has at least.
    voice : (people,) float64
        Filled, in [0, 1].
    """
    for row in range(start, stop):
        voice[row] = min(max((empowerment[row] - low) / (high - low), least), 1.0)


@compiled
def voice_in_council(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    empowerment: NDArray[np.float64],
    dominance: float,
    voice: NDArray[np.float64],
) -> None:
    """Fill voice under a council: full but for those dominated by more empowered members.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    empowerment : (people,) float64
    dominance : float
    voice : (people,) float64
        Filled, in [0, 1].
    """
    for j in range(first, last):
        start, stop = offsets[j], offsets[j + 1]
        mean = 0.0
        for row in range(start, stop):
            mean += empowerment[row]
        mean /= max(stop - start, 1)
        for row in range(start, stop):
            shortfall = max(1.0 - empowerment[row] / mean, 0.0) if mean > 0.0 else 0.0
            voice[row] = 1.0 - dominance * shortfall
