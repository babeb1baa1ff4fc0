"""Pay, transfers and saving (model section 5.8)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.elementary import exp, log
from sim.kernels.meetings import mean_of_members
from sim.kernels.random import normal, uniform


@compiled
def skill_in_use(
    row: int,
    kind: int,
    tasks: int,
    hours: NDArray[np.float64],
    skill: NDArray[np.float64],
    domain: NDArray[np.int64],
    complexity: NDArray[np.float64],
) -> float:
    """Return how much skill a job uses: hours-weighted log of one plus complexity times skill."""
    used = 0.0
    for k in range(tasks):
        if hours[row, k] > 0.0:
            used += hours[row, k] * log(1.0 + complexity[kind, k] * skill[row, domain[kind, k]])
    return used


@compiled
def market_pay_weights(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    sector: NDArray[np.int64],
    task_count: NDArray[np.int64],
    domain: NDArray[np.int64],
    complexity: NDArray[np.float64],
    hours: NDArray[np.float64],
    skill: NDArray[np.float64],
    empowerment: NDArray[np.float64],
    outside_hours: NDArray[np.float64],
    success: NDArray[np.float64],
    rank_premium: float,
    skill_premium: float,
    rent_sharing: float,
    weight: NDArray[np.float64],
) -> None:
    """Fill relative hourly pay: it rises with rank, with skill in use and with success.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    sector, task_count, domain, complexity
        Sector of each workplace and task tables.
    hours : (people, tasks) float64
    skill : (people, domains) float64
    empowerment, outside_hours : (people,) float64
    success : (workplaces,) float64
        Output per hour relative to the economy, positive.
    rank_premium : float
        Log points per unit of empowerment.
    skill_premium : float
        Log points per unit of skill in use.
    rent_sharing : float
        Elasticity of pay to the workplace's success.
    weight : (people,) float64
        Filled.
    """
    for j in range(first, last):
        kind = sector[j]
        shared = rent_sharing * np.log(success[j]) if success[j] > 0.0 else 0.0
        for row in range(offsets[j], offsets[j + 1]):
            used = skill_in_use(row, kind, task_count[kind], hours, skill, domain, complexity)
            # Hours done elsewhere are paid like the rest of the job.
            own_time = max(1.0 - outside_hours[row], 1e-9)
            weight[row] = exp(
                rank_premium * empowerment[row] + skill_premium * used / own_time + shared
            )


@compiled
def rate_effort(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    rating_key: np.uint64,
    collusion_key: np.uint64,
    person: NDArray[np.int64],
    effort: NDArray[np.float64],
    hours_factor: NDArray[np.float64],
    noise: float,
    leniency: float,
    collusion_share: float,
    collusion_gain: float,
    competence: NDArray[np.float64],
    dominance: float,
    weight: NDArray[np.float64],
) -> None:
    """Fill relative pay by peer-rated effort, with the same mean rating in every workplace.

    The rating is ``(1 - leniency) * effort * noise + leniency * mean``. Colluding members rate one
    another up by `collusion_gain` and the others down, and who dominates meetings is rated higher,
    by ``1 + dominance * (C_i - mean C) / mean C`` (model section 10.6). Ratings share a pool that
    the workplace's hours fix, so they are zero-sum inside it.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    rating_key, collusion_key : uint64
        Random keys; who colludes is a lasting trait.
    person : (people,) int64
    effort : (people,) float64
    hours_factor : (workplaces,) float64
    noise : float
        Standard deviation of the log error of the mean rating.
    leniency : float
    collusion_share : float
        Share of members who collude.
    collusion_gain : float
        Relative rise of a colluder's rating.
    competence : (people,) float64
        Competence to take part.
    dominance : float
        Relative rise of a rating per unit of relative competence; 0 switches it off.
    weight : (people,) float64
        Filled; sums to hours in each workplace.
    """
    for j in range(first, last):
        start, stop = offsets[j], offsets[j + 1]
        members = stop - start
        if members == 0:
            continue
        mean = 0.0
        for row in range(start, stop):
            mean += effort[row]
        mean /= members
        competent = mean_of_members(start, stop, competence) if dominance > 0.0 else 0.0
        total = 0.0
        for row in range(start, stop):
            seen = effort[row] * exp(noise * normal(rating_key, person[row]) - 0.5 * noise**2)
            rating = (1.0 - leniency) * seen + leniency * mean
            if uniform(collusion_key, person[row]) < collusion_share:
                rating *= 1.0 + collusion_gain
            if competent > 0.0:
                rating *= max(1.0 + dominance * (competence[row] - competent) / competent, 0.0)
            weight[row] = rating
            total += rating
        scale = hours_factor[j] * members / total if total > 0.0 else 0.0
        for row in range(start, stop):
            weight[row] *= scale


@compiled
def unfairness_of_pay(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    hourly_pay: NDArray[np.float64],
    effort: NDArray[np.float64],
    pay_level: NDArray[np.float64],
    unfairness: NDArray[np.float64],
) -> None:
    """Fill the workplace's mean hourly pay and each member's shortfall from fair pay.

    Fair pay is what the workplace pays on average for the member's effort.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    hourly_pay, effort : (people,) float64
    pay_level : (workplaces,) float64
        Filled.
    unfairness : (people,) float64
        Filled with ``max(0, 1 - pay / fair pay)``.
    """
    for j in range(first, last):
        start, stop = offsets[j], offsets[j + 1]
        pay, work = 0.0, 0.0
        for row in range(start, stop):
            pay += hourly_pay[row]
            work += effort[row]
        pay_level[j] = pay / max(stop - start, 1)
        for row in range(start, stop):
            fair = pay * effort[row] / work if work > 0.0 else 0.0
            unfairness[row] = max(0.0, 1.0 - hourly_pay[row] / fair) if fair > 0.0 else 0.0


@compiled
def save_by_income(
    start: int,
    stop: int,
    income: NDArray[np.float64],
    mean_income: float,
    saving_rate: float,
    saving_progressivity: float,
    saved: NDArray[np.float64],
) -> None:
    """Fill saving: a base rate, and more of the part of income above the mean.

    Parameters
    ----------
    start, stop : int
        Range of rows.
    income : (people,) float64
    mean_income : float
    saving_rate : float
        Share of every income that is saved.
    saving_progressivity : float
        Further share of the income above the mean.
    saved : (people,) float64
        Filled.
    """
    for row in range(start, stop):
        excess = max(income[row] - mean_income, 0.0)
        saved[row] = saving_rate * income[row] + saving_progressivity * excess


@compiled
def save_towards_buffer(
    start: int,
    stop: int,
    income: NDArray[np.float64],
    wealth: NDArray[np.float64],
    buffer_months: float,
    speed: float,
    saved: NDArray[np.float64],
) -> None:
    """Fill saving (negative when drawn down) towards a buffer of some months of income.

    Parameters
    ----------
    start, stop : int
        Range of rows.
    income, wealth : (people,) float64
    buffer_months : float
        Months of income that people want to hold.
    speed : float
        Share of the gap closed in a month.
    saved : (people,) float64
        Filled; at most a third of income.
    """
    for row in range(start, stop):
        gap = buffer_months * income[row] - wealth[row]
        saved[row] = min(speed * gap, income[row] / 3.0)
