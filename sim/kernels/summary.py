"""Sums over people for the indicators of a month (model section 4, phase 12).

Sums are taken over blocks first: that is faster, and more accurate than one long sum.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.elementary import log

Floats = NDArray[np.float64]

BLOCK = 1024
"""Values summed before they are added to the rest."""


@compiled
def mean_and_spread(count: int, values: Floats) -> tuple[float, float]:
    """Return mean and standard deviation of the first `count` values; not a number without any."""
    if count == 0:
        return np.nan, np.nan
    mean = mean_of(count, values)
    squares = 0.0
    for start in range(0, count, BLOCK):
        one, other = 0.0, 0.0
        stop = min(start + BLOCK, count)
        for row in range(start, stop - 1, 2):
            one += (values[row] - mean) ** 2
            other += (values[row + 1] - mean) ** 2
        if (stop - start) % 2:
            one += (values[stop - 1] - mean) ** 2
        squares += one + other
    return mean, np.sqrt(squares / count)


@compiled
def mean_of(count: int, values: Floats) -> float:
    """Return the mean of the first `count` values; not a number without any."""
    if count == 0:
        return np.nan
    total = 0.0
    for start in range(0, count, BLOCK):
        one, two, three, four = 0.0, 0.0, 0.0, 0.0
        stop = min(start + BLOCK, count)
        even = stop - (stop - start) % 4
        for row in range(start, even, 4):
            one += values[row]
            two += values[row + 1]
            three += values[row + 2]
            four += values[row + 3]
        for row in range(even, stop):
            one += values[row]
        total += (one + two) + (three + four)
    return total / count


@compiled
def means_of_jobs(
    employed: int,
    effort: Floats,
    empowerment: Floats,
    job_index: Floats,
    concentration: Floats,
    variety: Floats,
    outside_hours: Floats,
) -> tuple[float, float, float, float, float, float, float]:
    """Return what the jobs of the employed are like on average; not a number without any.

    Parameters
    ----------
    employed : int
        Number of people at work, the first rows.
    effort, empowerment, job_index, concentration, variety, outside_hours : (people,) float64

    Returns
    -------
    (float, float, float, float, float, float, float)
        Mean effort, mean and standard deviation of empowerment, standard deviation of the job
        index, mean concentration, mean variety, mean hours outside.
    """
    empowering, spread_of_empowerment = mean_and_spread(employed, empowerment)
    _, spread_of_index = mean_and_spread(employed, job_index)
    return (
        mean_of(employed, effort),
        empowering,
        spread_of_empowerment,
        spread_of_index,
        mean_of(employed, concentration),
        mean_of(employed, variety),
        mean_of(employed, outside_hours),
    )


@compiled
def balance_of_jobs(
    offsets: NDArray[np.int64],
    sector: NDArray[np.int64],
    sectors: int,
    job_index: Floats,
    band: float,
) -> tuple[float, float, float]:
    """Return how equal jobs are in society; not a number where nobody works.

    Parameters
    ----------
    offsets : (workplaces + 1,) int64
    sector : (workplaces,) int64
    sectors : int
        Number of sectors.
    job_index : (people,) float64
    band : float
        Distance from the mean up to which a job counts as balanced.

    Returns
    -------
    (float, float, float)
        Share of jobs whose index is at most `band` from the mean of all; standard deviation of the
        mean index of a sector over the sectors where people work; root of the mean, over people, of
        the squared distance from the mean of the workplace.
    """
    count = offsets[-1]
    mean = mean_of(count, job_index)
    total, people = np.zeros(sectors), np.zeros(sectors)
    balanced, squares = 0, 0.0
    for j in range(sector.shape[0]):
        start, stop = offsets[j], offsets[j + 1]
        inside = 0.0
        for row in range(start, stop):
            inside += job_index[row]
            balanced += abs(job_index[row] - mean) <= band
        total[sector[j]] += inside
        people[sector[j]] += stop - start
        centre = inside / max(stop - start, 1)
        within = 0.0
        for row in range(start, stop):
            within += (job_index[row] - centre) ** 2
        squares += within
    if count == 0:
        return np.nan, np.nan, np.nan
    at_work = people > 0.0
    means = total[at_work] / people[at_work]
    return balanced / count, np.std(means), np.sqrt(squares / count)


@compiled
def mean_rows(count: int, matrix: Floats) -> Floats:
    """Return the mean of the first `count` rows of a (people, 4) matrix; there must be some."""
    first, second, third, fourth = 0.0, 0.0, 0.0, 0.0
    for row in range(count):
        first += matrix[row, 0]
        second += matrix[row, 1]
        third += matrix[row, 2]
        fourth += matrix[row, 3]
    return np.array([first, second, third, fourth]) / count


@compiled
def mean_alienation(
    in_training: int,
    status: NDArray[np.int8],
    alienation: Floats,
    alienation_total: Floats,
    means: Floats,
) -> None:
    """Fill the means of alienation over all but those in training.

    Parameters
    ----------
    in_training : int
        Status of the people who do not count.
    status : (people,) int8
    alienation : (people, 4) float64
    alienation_total : (people,) float64
    means : (5,) float64
        Filled: the four dimensions, then the total; not a number when nobody counts.
    """
    count = 0
    means[:] = 0.0
    for start in range(0, status.shape[0], BLOCK):
        first, second, third, fourth, total = 0.0, 0.0, 0.0, 0.0, 0.0
        for row in range(start, min(start + BLOCK, status.shape[0])):
            weight = 0.0 if status[row] == in_training else 1.0
            count += status[row] != in_training
            first += weight * alienation[row, 0]
            second += weight * alienation[row, 1]
            third += weight * alienation[row, 2]
            fourth += weight * alienation[row, 3]
            total += weight * alienation_total[row]
        means[0] += first
        means[1] += second
        means[2] += third
        means[3] += fourth
        means[4] += total
    for position in range(5):
        means[position] /= count


@compiled
def experts(
    employed: int, expert: NDArray[np.int8], aptitude: Floats, hourly_pay: Floats
) -> tuple[int, float, float, float]:
    """Return how many experts there are, how apt they are, and what they and the others earn.

    Parameters
    ----------
    employed : int
        Number of people at work, the first rows.
    expert : (people,) int8
        Domain of expertise, negative for none.
    aptitude : (people, domains) float64
    hourly_pay : (people,) float64

    Returns
    -------
    (int, float, float, float)
        Number of experts, their mean log aptitude in their own domain, and mean hourly pay of the
        experts and of the others at work; not a number where there is nobody.
    """
    count, at_work, talent = 0, 0, 0.0
    rows = np.empty(BLOCK, np.int64)
    for start in range(0, expert.shape[0], BLOCK):
        # Few are experts: a branch that nobody can foresee costs more than the logarithms.
        found = 0
        for row in range(start, min(start + BLOCK, expert.shape[0])):
            rows[np.uint64(found)] = row
            found += expert[row] >= 0
            at_work += (expert[row] >= 0) & (row < employed)
        for position in range(found):
            talent += log(aptitude[rows[position], expert[rows[position]]])
        count += found
    pay, pay_of_others = 0.0, 0.0
    for start in range(0, employed, BLOCK):
        of_experts, of_others = 0.0, 0.0
        for row in range(start, min(start + BLOCK, employed)):
            of_experts += hourly_pay[row] if expert[row] >= 0 else 0.0
            of_others += 0.0 if expert[row] >= 0 else hourly_pay[row]
        pay += of_experts
        pay_of_others += of_others
    return (
        count,
        talent / count if count else np.nan,
        pay / at_work if at_work else np.nan,
        pay_of_others / (employed - at_work) if employed > at_work else np.nan,
    )
