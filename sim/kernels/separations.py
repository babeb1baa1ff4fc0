"""Quits, dismissals and layoffs (model section 5.7)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.random import uniform
from sim.kernels.ranking import PENDING, largest_workplace, rank

NO_WORKPLACE = -1


@compiled
def quits_and_dismissals(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    quit_key: np.uint64,
    dismissal_key: np.uint64,
    person: NDArray[np.int64],
    effort: NDArray[np.float64],
    alienation_total: NDArray[np.float64],
    quit_rate: float,
    turnover_response: float,
    dismissal_rate: float,
    dismissal_threshold: float,
    destination: NDArray[np.int32],
    quits: NDArray[np.int64],
    dismissals: NDArray[np.int64],
) -> None:
    """Send those who quit, and those caught with low effort, into unemployment.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    quit_key, dismissal_key : uint64
        Random keys of the month.
    person : (people,) int64
    effort, alienation_total : (people,) float64
    quit_rate : float
        Probability per month at alienation 0.5.
    turnover_response : float
        Relative rise of the probability per unit of alienation.
    dismissal_rate : float
        Probability per month that low effort is caught and punished.
    dismissal_threshold : float
        Effort below this share of the workplace's mean counts as low.
    destination : (people,) int32
        Set to -1 for those who leave.
    quits, dismissals : (workplaces,) int64
        Filled with counts.
    """
    for j in range(first, last):
        quits[j] = 0
        dismissals[j] = 0
        start, stop = offsets[j], offsets[j + 1]
        mean = 0.0
        for row in range(start, stop):
            mean += effort[row]
        mean /= max(stop - start, 1)
        for row in range(start, stop):
            if destination[row] == NO_WORKPLACE:
                continue
            chance = quit_rate * (1.0 + turnover_response * (alienation_total[row] - 0.5))
            if uniform(quit_key, person[row]) < chance:
                destination[row] = NO_WORKPLACE
                quits[j] += 1
            elif (
                effort[row] < dismissal_threshold * mean
                and uniform(dismissal_key, person[row]) < dismissal_rate
            ):
                destination[row] = NO_WORKPLACE
                dismissals[j] += 1


@compiled
def end_jobs(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    key: np.uint64,
    rate: float,
    person: NDArray[np.int64],
    destination: NDArray[np.int32],
    ended: NDArray[np.int64],
) -> None:
    """Take the workplace from those whose job ends for reasons of the workplace.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    key : uint64
        Random key of the month.
    rate : float
        Probability, the same for all members.
    person : (people,) int64
    destination : (people,) int32
        Set to -1 for those whose job ends.
    ended : (workplaces,) int64
        Filled with counts.
    """
    for j in range(first, last):
        ended[j] = 0
        for row in range(offsets[j], offsets[j + 1]):
            if destination[row] != NO_WORKPLACE and uniform(key, person[row]) < rate:
                destination[row] = NO_WORKPLACE
                ended[j] += 1


@compiled
def lay_off(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    desired: NDArray[np.int64],
    skill: NDArray[np.float64],
    effort: NDArray[np.float64],
    destination: NDArray[np.int32],
    layoffs: NDArray[np.int64],
    vacancies: NDArray[np.int64],
) -> None:
    """Lay off the least valuable members above desired employment and count vacancies below it.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    desired : (workplaces,) int64
        Desired number of members.
    skill : (people, domains) float64
    effort : (people,) float64
        Those whose mean skill times effort is lowest go first.
    destination : (people,) int32
        Set to -1 for those laid off.
    layoffs, vacancies : (workplaces,) int64
        Filled with counts.
    """
    room = largest_workplace(first, last, offsets)
    value, candidates = np.empty(room), np.empty(room, np.int64)
    ranking, pending = np.empty(room, np.int64), np.empty(2 * PENDING, np.int64)
    domains = skill.shape[1]
    for j in range(first, last):
        staying = 0
        for row in range(offsets[j], offsets[j + 1]):
            staying += destination[row] != NO_WORKPLACE
        layoffs[j] = max(staying - desired[j], 0)
        vacancies[j] = max(desired[j] - staying, 0)
        if layoffs[j] == 0:
            continue
        count = 0
        for row in range(offsets[j], offsets[j + 1]):
            if destination[row] == NO_WORKPLACE:
                continue
            total = 0.0
            for d in range(domains):
                total += skill[row, d]
            value[count], candidates[count] = total / domains * effort[row], row
            count += 1
        rank(count, value, ranking, pending)
        for place in range(layoffs[j]):
            destination[candidates[ranking[place]]] = NO_WORKPLACE
