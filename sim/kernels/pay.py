"""What an hour of work is worth under each rule of pay (model section 5.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.elementary import exp, log
from sim.kernels.meetings import mean_of_members
from sim.kernels.random import normal, uniform
from sim.kernels.streams import Stream, key_in
from sim.kernels.sums import spread, total

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState


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
def fill_market_pay(first: int, last: int, economy: EconomyState) -> None:
    """Fill relative hourly pay of a market, in any unit.

    Its logarithm is ``rank_premium * empowerment + skill_premium * skill in use + rent_sharing *
    log(success) + pay_premium + compensating_differential * (1 - desirability)``; success is output
    per hour of the workplace relative to that of the economy.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        `people.hourly_pay` of the members is filled.
    """
    people, workplaces, sectors = economy.people, economy.workplaces, economy.sectors
    parameters, offsets = economy.parameters, workplaces.offsets
    empowerment, hours, skill = people.empowerment, people.hours, people.skill
    domain, complexity = sectors.domain, sectors.complexity
    rank_premium, skill_premium = parameters.rank_premium, parameters.skill_premium
    differential = parameters.compensating_differential
    usual = output_per_hour(economy)
    for j in range(first, last):
        kind = workplaces.sector[j]
        shared = parameters.rent_sharing * log_success(economy, j, usual)
        for row in range(offsets[j], offsets[j + 1]):
            used = skill_in_use(
                row, kind, sectors.task_count[kind], hours, skill, domain, complexity
            )
            # Hours done elsewhere are paid like the rest of the job.
            own_time = max(1.0 - people.outside_hours[row], 1e-9)
            premium = people.pay_premium[row]
            if differential > 0.0:
                premium += differential * (1.0 - people.desirability[row])
            people.hourly_pay[row] = exp(
                rank_premium * empowerment[row] + skill_premium * used / own_time + shared + premium
            )


@compiled
def output_per_hour(economy: EconomyState) -> float:
    """Return output per full-time month of work in the whole economy, 0 where nobody works."""
    workplaces, offsets = economy.workplaces, economy.workplaces.offsets
    worked = 0.0
    for j in range(workplaces.sector.shape[0]):
        worked += workplaces.hours_factor[j] * (offsets[j + 1] - offsets[j])
    return total(workplaces.output) / worked if worked > 0.0 else 0.0


@compiled
def log_success(economy: EconomyState, workplace: int, usual: float) -> float:
    """Return log output per hour of a workplace relative to what is usual; 0 without output.

    Parameters
    ----------
    economy : EconomyState
    workplace : int
    usual : float
        Output per hour of the economy; 0 for no comparison.
    """
    workplaces, offsets = economy.workplaces, economy.workplaces.offsets
    members = offsets[workplace + 1] - offsets[workplace]
    worked = workplaces.hours_factor[workplace] * members
    if worked <= 0.0 or workplaces.output[workplace] <= 0.0:
        return 0.0
    per_hour = workplaces.output[workplace] / worked
    return log(per_hour / usual if usual > 0.0 else per_hour)


@compiled
def rate_effort(first: int, last: int, economy: EconomyState, noise: float) -> None:
    """Fill relative hourly pay by peer-rated effort, with a mean of 1 in every workplace.

    The rating is ``(1 - leniency) * effort * noise + leniency * mean``. Colluding members rate one
    another up by `collusion_gain` and the others down, an onerous job raises the rating, and who
    dominates meetings is rated higher, by ``1 + dominance * (C_i - mean C) / mean C`` (model
    section 10.6). Ratings share a pool that the workplace's hours fix, so they are zero-sum inside
    it.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        `people.hourly_pay` of the members is filled.
    noise : float
        Standard deviation of the log error of the mean rating.
    """
    people, parameters, offsets = economy.people, economy.parameters, economy.workplaces.offsets
    person, effort, competence = people.person, people.effort, people.competence
    rating_of = people.hourly_pay
    leniency, onerous_pay = parameters.leniency, parameters.onerous_pay
    collusion_share, collusion_gain = parameters.collusion_share, parameters.collusion_gain
    dominance = parameters.dominance_in_ratings * parameters.dominance
    rating_key = key_in(economy, Stream.PEER_RATING, economy.month)
    collusion_key = key_in(economy, Stream.COLLUSION, 0)  # who colludes is a lasting trait
    for j in range(first, last):
        start, stop = offsets[j], offsets[j + 1]
        mean = mean_of_members(start, stop, effort)
        competent = mean_of_members(start, stop, competence) if dominance > 0.0 else 0.0
        whole = 0.0
        for row in range(start, stop):
            seen = effort[row] * exp(noise * normal(rating_key, person[row]) - 0.5 * noise**2)
            rating = (1.0 - leniency) * seen + leniency * mean
            rating *= 1.0 + onerous_pay * (1.0 - people.desirability[row])
            if uniform(collusion_key, person[row]) < collusion_share:
                rating *= 1.0 + collusion_gain
            if competent > 0.0:
                rating *= max(1.0 + dominance * (competence[row] - competent) / competent, 0.0)
            rating_of[row] = rating
            whole += rating
        scale = (stop - start) / whole if whole > 0.0 else 0.0
        for row in range(start, stop):
            rating_of[row] *= scale


@compiled
def noise_of_ratings(economy: EconomyState, precision: float) -> float:
    """Return the standard deviation of the log error of ratings of a reliability, as people differ.

    Parameters
    ----------
    economy : EconomyState
    precision : float
        Reliability of the mean rating, in (0, 1]: the variance of log effort of the employed
        divided by that of the rating.
    """
    employed = economy.workplaces.offsets[-1]
    if employed == 0:
        return 0.0
    log_effort = np.empty(employed)
    for row in range(employed):
        log_effort[row] = log(economy.people.effort[row])
    noise: float = spread(log_effort) * np.sqrt(1.0 / precision - 1.0)
    return noise


@compiled
def pay_equally(economy: EconomyState) -> None:
    """Fill relative hourly pay with 1 for everybody at work."""
    for row in range(economy.workplaces.offsets[-1]):
        economy.people.hourly_pay[row] = 1.0


@compiled
def pay_for_hours(economy: EconomyState, earned: NDArray[np.float64]) -> None:
    """Fill hourly pay with what people have earned in the month divided by their hours.

    Parameters
    ----------
    economy : EconomyState
        `people.hourly_pay` of the employed is filled.
    earned : (employed,) float64
    """
    workplaces = economy.workplaces
    for j in range(workplaces.sector.shape[0]):
        for row in range(workplaces.offsets[j], workplaces.offsets[j + 1]):
            economy.people.hourly_pay[row] = earned[row] / workplaces.hours_factor[j]
