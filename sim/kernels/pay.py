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
def used_skill(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    sector: NDArray[np.int64],
    task_count: NDArray[np.int64],
    domain: NDArray[np.int64],
    complexity: NDArray[np.float64],
    hours: NDArray[np.float64],
    skill: NDArray[np.float64],
    outside_hours: NDArray[np.float64],
    used: NDArray[np.float64],
) -> None:
    """Fill how much skill the job of each member uses, per hour at the home workplace.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    sector, task_count, domain, complexity
        Sector of each workplace and task tables.
    hours : (people, tasks) float64
    skill : (people, domains) float64
    outside_hours : (people,) float64
    used : (people,) float64
        Filled.
    """
    for j in range(first, last):
        kind = sector[j]
        for row in range(offsets[j], offsets[j + 1]):
            in_use = skill_in_use(row, kind, task_count[kind], hours, skill, domain, complexity)
            used[row] = in_use / max(1.0 - outside_hours[row], 1e-9)


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
    desirability: NDArray[np.float64],
    onerous_pay: float,
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
    desirability : (people,) float64
        Desirability of the job, in [0, 1].
    onerous_pay : float
        Relative rise of the rating per unit of undesirability, which counts as sacrifice.
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
            rating *= 1.0 + onerous_pay * (1.0 - desirability[row])
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
def contribution(
    row: int,
    kind: int,
    tasks: int,
    hours: NDArray[np.float64],
    skill: NDArray[np.float64],
    domain: NDArray[np.int64],
    complexity: NDArray[np.float64],
    effort: NDArray[np.float64],
) -> float:
    """Return effort times the sum over tasks of hours times one plus complexity times skill."""
    weight = 0.0
    for k in range(tasks):
        weight += hours[row, k] * (1.0 + complexity[kind, k] * skill[row, domain[kind, k]])
    contributed: float = effort[row] * weight
    return contributed


@compiled
def unfairness_of_pay(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    hourly_pay: NDArray[np.float64],
    effort: NDArray[np.float64],
    sector: NDArray[np.int64],
    task_count: NDArray[np.int64],
    domain: NDArray[np.int64],
    complexity: NDArray[np.float64],
    hours: NDArray[np.float64],
    skill: NDArray[np.float64],
    by_effort: float,
    by_contribution: float,
    equally: float,
    pay_level: NDArray[np.float64],
    fair_pay: NDArray[np.float64],
    unfairness: NDArray[np.float64],
) -> None:
    """Fill the workplace's mean hourly pay, each member's fair pay, and the shortfall from it.

    What the workplace pays in all would be fairly divided in parts: in proportion to effort, in
    proportion to contribution, and equally (model section 10.9). Contribution is what peers can
    see: effort times the hours-weighted mean of one plus complexity times skill, at home.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    hourly_pay, effort : (people,) float64
    sector, task_count, domain, complexity
        Sector of each workplace and task tables.
    hours : (people, tasks) float64
    skill : (people, domains) float64
    by_effort, by_contribution, equally : float
        Weights of the three norms, which sum to 1.
    pay_level : (workplaces,) float64
        Filled.
    fair_pay : (people,) float64
        Filled, hourly; also holds contributions meanwhile.
    unfairness : (people,) float64
        Filled with ``max(0, 1 - pay / fair pay)``.
    """
    for j in range(first, last):
        start, stop = offsets[j], offsets[j + 1]
        pay, work = 0.0, 0.0
        for row in range(start, stop):
            pay += hourly_pay[row]
            work += effort[row]
        mean = pay / max(stop - start, 1)
        pay_level[j] = mean
        contributions = 0.0
        if by_contribution > 0.0:
            kind = sector[j]
            for row in range(start, stop):
                fair_pay[row] = contribution(
                    row, kind, task_count[kind], hours, skill, domain, complexity, effort
                )
                contributions += fair_pay[row]
        for row in range(start, stop):
            fair = by_effort * (pay * effort[row] / work if work > 0.0 else 0.0) + equally * mean
            if contributions > 0.0:
                fair += by_contribution * (pay * fair_pay[row] / contributions)
            fair_pay[row] = fair
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
