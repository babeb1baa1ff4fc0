"""Who attends, speaks, proposes and is heard in the meetings of a council (10.6 and 10.8)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.random import uniform


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
def hold_meetings(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    competence: NDArray[np.float64],
    once_disempowered: NDArray[np.int8],
    dominance: float,
    attendance_least: float,
    held: NDArray[np.float64],
) -> None:
    """Fill what the meetings of each workplace are like (model section 10.8).

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    competence : (people,) float64
    once_disempowered : (people,) int8
        1 for those whose job was once less empowering than the mean.
    dominance, attendance_least : float
        See `weight_in_meeting`.
    held : (workplaces, 4) float64
        Filled with sums over members: attendance; weight; weight of the once disempowered; number
        of the once disempowered.
    """
    for j in range(first, last):
        start, stop = offsets[j], offsets[j + 1]
        mean = mean_of_members(start, stop, competence)
        attending, speaking, from_below, below = 0.0, 0.0, 0.0, 0.0
        for row in range(start, stop):
            weight = weight_in_meeting(competence[row], mean, dominance, attendance_least)
            attending += attendance(competence[row], attendance_least)
            speaking += weight
            if once_disempowered[row] == 1:
                from_below += weight
                below += 1.0
        held[j, 0] = attending
        held[j, 1] = speaking
        held[j, 2] = from_below
        held[j, 3] = below


@compiled
def draw_proposers(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    key: np.uint64,
    deciding: NDArray[np.bool_],
    competence: NDArray[np.float64],
    once_disempowered: NDArray[np.int8],
    dominance: float,
    attendance_least: float,
    proposed: NDArray[np.int8],
) -> None:
    """Draw who proposes the round of each workplace, by weight in the meeting (section 10.8).

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    key : uint64
        Random key of the month's proposers.
    deciding : (workplaces,) bool
        Where there is something to decide.
    competence : (people,) float64
    once_disempowered : (people,) int8
    dominance, attendance_least : float
        See `weight_in_meeting`.
    proposed : (workplaces,) int8
        Filled: 1 where the proposer was once disempowered, 0 where not, -1 without a proposer.
    """
    for j in range(first, last):
        proposed[j] = -1
        if not deciding[j]:
            continue
        start, stop = offsets[j], offsets[j + 1]
        mean = mean_of_members(start, stop, competence)
        total = 0.0
        for row in range(start, stop):
            total += weight_in_meeting(competence[row], mean, dominance, attendance_least)
        left = uniform(key, j) * total
        for row in range(start, stop):
            weight = weight_in_meeting(competence[row], mean, dominance, attendance_least)
            if weight > 0.0:
                proposed[j] = once_disempowered[row]
                left -= weight
                if left < 0.0:
                    break


@compiled
def hear_members(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    deciding: NDArray[np.bool_],
    passed: NDArray[np.bool_],
    wish: NDArray[np.int8],
    index_change: NDArray[np.float64],
    memory: float,
    heard: NDArray[np.float64],
    giving: NDArray[np.float64],
    for_others: NDArray[np.float64],
) -> None:
    """Note whose wish came true, and who voted for others at a cost (sections 10.6 and 10.8).

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    deciding, passed : (workplaces,) bool
        Where there was a vote, and where the proposal passed.
    wish : (people,) int8
        1 for a vote in favour, 0 for one against.
    index_change : (people,) float64
        Change of the member's own job index under the proposal.
    memory : float
        Share of what is remembered that the latest vote makes up.
    heard : (people,) float64
        Changed in place where there was a vote: moves towards 1 if it went as the person wished and
        towards 0 if not.
    giving, for_others : (workplaces,) float64
        Filled with the number of votes of members whose own index would fall, and of those in
        favour.
    """
    for j in range(first, last):
        giving[j] = 0.0
        for_others[j] = 0.0
        if not deciding[j]:
            continue
        for row in range(offsets[j], offsets[j + 1]):
            favours = wish[row] == 1
            came_true = 1.0 if favours == passed[j] else 0.0
            heard[row] += memory * (came_true - heard[row])
            if index_change[row] < 0.0:
                giving[j] += 1.0
                for_others[j] += 1.0 if favours else 0.0
