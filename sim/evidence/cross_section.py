"""What a survey of all workers would find in one month: pay, jobs, attitudes and performance.

An occupation is a sector and the task to which most hours of a job go.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sim.evidence.units import Moment
from sim.kernels.elementwise import logarithms, powers
from sim.kernels.sums import dot
from sim.state import EconomyState
from sim.state.people import Floats, Integers
from sim.state.tasks import EXPERT_COMPLEXITY

CROSS_SECTION: Final[Mapping[str, Moment]] = MappingProxyType(
    {
        "managing_share": Moment("share of hours", "managing and supervising tasks"),
        "expert_job_share": Moment("share of jobs", "mostly tasks that call for experts"),
        "expert_job_pay_ratio": Moment("ratio", "mean hourly pay in expert jobs to other jobs"),
        "return_to_preparation": Moment(
            "log points per year", "pay of an occupation by its years of preparation"
        ),
        "empowerment_desirability_correlation": Moment("correlation", "over jobs"),
        "pay_desirability_correlation": Moment("correlation", "log hourly pay, over jobs"),
        "engaged_share": Moment("share of the employed", "alienation in the lowest third of scale"),
        "disengaged_share": Moment(
            "share of the employed", "alienation in the highest third of its scale"
        ),
        "satisfaction_performance_correlation": Moment(
            "correlation", "1 - alienation and own productivity, people of one occupation"
        ),
        "performance_dispersion": Moment(
            "standard deviation over mean", "own productivity, people of one occupation"
        ),
        "performance_dispersion_low": Moment(
            "standard deviation over mean", "the same, occupations of low complexity"
        ),
        "performance_dispersion_medium": Moment(
            "standard deviation over mean", "the same, occupations of medium complexity"
        ),
        "performance_dispersion_high": Moment(
            "standard deviation over mean", "the same, occupations of high complexity"
        ),
        "overqualified_share": Moment("share of the employed", "experts in jobs for others"),
        "underqualified_share": Moment(
            "share of the employed", "people without expert training in jobs for experts"
        ),
        "return_to_schooling": Moment(
            "log points per year", "hourly pay by years of training and schooling, over people"
        ),
        "workplace_size_dispersion": Moment(
            "log points, standard deviation", "members of workplaces"
        ),
    }
)
"""Moments of a cross-section."""

MANAGING_EMPOWERMENT: Final = 0.8
"""Organisational tasks from this empowerment on count as managing and supervising."""

LOW_COMPLEXITY: Final = 0.5
"""Occupations up to this complexity count as low: up to three years of preparation."""

SMALLEST_GROUP: Final = 5
"""People an occupation needs for its dispersion to be measured."""

EXPLAINED: Final = 1e-20
"""Part of the squares of a cause that rounding leaves where other causes explain all of it."""

ENGAGED: Final = 1.0 / 3.0
"""Thirds of the scale of alienation stand for engaged and actively disengaged."""


@dataclass(frozen=True, slots=True)
class Jobs:
    """The employed with their occupation.

    Attributes
    ----------
    occupation : (employed,) int64
        Number of the occupation.
    complexity : (employed,) float64
        Of the main task, before scaling.
    pay, performance : (employed,) float64
        Hourly pay; effective labour per full-time month.
    """

    occupation: Integers
    complexity: Floats
    pay: Floats
    performance: Floats


def jobs_of(state: EconomyState) -> Jobs:
    """Return the jobs of the employed.

    Performance is productive time times effort times the efficiency of the person in each
    task (model section 5.1): what the person contributes in a month of full-time work.
    """
    people, workplaces, sectors = state.people, state.workplaces, state.sectors
    employed = int(workplaces.offsets[-1])
    sector = np.repeat(workplaces.sector, workplaces.members)
    hours = people.hours[:employed]
    main = hours.argmax(axis=1)
    complexity = sectors.complexity[sector]
    rows = np.arange(employed)[:, None]
    skill = people.skill[:employed][rows, sectors.domain[sector]]
    total = hours.sum(axis=1)
    efficiency = (hours * powers(skill, complexity)).sum(axis=1) / np.where(total > 0.0, total, 1.0)
    return Jobs(
        occupation=sector * hours.shape[1] + main,
        complexity=complexity[np.arange(employed), main] / state.parameters.complexity_scale,
        pay=people.hourly_pay[:employed],
        performance=people.productive_time[:employed] * people.effort[:employed] * efficiency,
    )


def preparation_years(complexity: Floats) -> Floats:
    """Return years of preparation, the inverse of how the task tables make complexity of them."""
    years: Floats = 1.0 + 11.0 * (complexity - 0.05) / 2.45
    return years


def cross_section(state: EconomyState) -> dict[str, float]:
    """Return the moments of `CROSS_SECTION` for the month that has just ended.

    Parameters
    ----------
    state : EconomyState
        With somebody at work.
    """
    people = state.people
    jobs = jobs_of(state)
    employed = len(jobs.pay)
    expert_job = jobs.complexity >= EXPERT_COMPLEXITY
    alienation = people.alienation_total[:employed]
    log_pay = logarithms(np.where(jobs.pay > 0.0, jobs.pay, np.nan))
    log_performance = logarithms(np.where(jobs.performance > 0.0, jobs.performance, np.nan))
    desirability = people.desirability[:employed]
    trained = people.expert[:employed] >= 0
    return {
        "managing_share": _managing_share(state),
        "expert_job_share": float(expert_job.mean()),
        "expert_job_pay_ratio": _mean(jobs.pay[expert_job]) / _mean(jobs.pay[~expert_job]),
        "return_to_preparation": _return_to_preparation(jobs),
        "empowerment_desirability_correlation": correlation(
            people.empowerment[:employed], desirability
        ),
        "pay_desirability_correlation": correlation(log_pay, desirability),
        "engaged_share": float((alienation < ENGAGED).mean()),
        "disengaged_share": float((alienation > 1.0 - ENGAGED).mean()),
        "satisfaction_performance_correlation": correlation(
            within(1.0 - alienation, jobs.occupation), within(log_performance, jobs.occupation)
        ),
        **_dispersions(jobs),
        "overqualified_share": float((trained & ~expert_job).mean()),
        "underqualified_share": float((expert_job & ~trained).mean()),
        "return_to_schooling": _return_to_schooling(state, log_pay),
        "workplace_size_dispersion": float(
            logarithms(state.workplaces.members[state.workplaces.members > 0]).std()
        ),
    }


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else float("nan")


def correlation(one: Floats, other: Floats) -> float:
    """Return the correlation of two arrays of shape (n,); NaN where one does not vary.

    Entries of which one is missing are left out.
    """
    known = ~(np.isnan(one) | np.isnan(other))
    one, other = one[known], other[known]
    if len(one) < 2 or one.std() == 0.0 or other.std() == 0.0:
        return float("nan")
    one, other = one - one.mean(), other - other.mean()
    return float(dot(one, other) / np.sqrt(dot(one, one) * dot(other, other)))


def within(values: Floats, group: Integers) -> Floats:
    """Return deviations of each from the mean of their group, shape (n,)."""
    size = np.bincount(group)
    mean = np.bincount(group, weights=values) / np.maximum(size, 1)
    deviations: Floats = values - mean[group]
    return deviations


def _managing_share(state: EconomyState) -> float:
    from sim.sectors import DOMAIN_NAMES

    workplaces, sectors = state.workplaces, state.sectors
    managing = (sectors.domain == DOMAIN_NAMES.index("organisational")) & (
        sectors.empowerment >= MANAGING_EMPOWERMENT
    )
    share = (sectors.hours_share * managing).sum(axis=1)
    return float((share[workplaces.sector] * workplaces.members).sum() / workplaces.members.sum())


def _return_to_preparation(jobs: Jobs) -> float:
    """Return the slope of log mean pay by occupation on years of preparation, in log points.

    Weighted by employment, as in the regression between occupations of the source.
    """
    size = np.bincount(jobs.occupation)
    present = size > 0
    pay = np.bincount(jobs.occupation, weights=jobs.pay)[present] / size[present]
    complexity = np.bincount(jobs.occupation, weights=jobs.complexity)[present] / size[present]
    years, weight = preparation_years(complexity), size[present] / size.sum()
    years = years - (weight * years).sum()
    variance = (weight * years**2).sum()
    if variance <= 0.0 or (pay <= 0.0).any():
        return float("nan")
    return float(100.0 * (weight * years * logarithms(pay)).sum() / variance)


def _return_to_schooling(state: EconomyState, log_pay: Floats) -> float:
    """Return the slope of log pay on years of schooling over people, in log points.

    Years of expert training and of general education count, as far as the model has them; age and
    its square stand for experience, as in the earnings function of Mincer (1974). NaN where
    schooling does not vary.
    """
    people, known = state.people, np.flatnonzero(~np.isnan(log_pay))
    trained = people.expert[known] >= 0
    years = people.schooling[known] + trained * state.parameters.train_months / 12.0
    if len(known) < SMALLEST_GROUP or years.std() == 0.0:
        return float("nan")
    age = people.age[known] / 12.0
    age -= age.mean()
    others: list[Floats] = []
    for cause in (np.ones(len(known)), age, age * age, years):
        # Least squares by Gram and Schmidt, since the last digits of a library of linear algebra
        # depend on the processor: what of a cause those before it do not explain.
        alone = cause
        for other in others:
            alone = alone - dot(alone, other) / dot(other, other) * other
        if dot(alone, alone) > EXPLAINED * dot(cause, cause):
            others.append(alone)
        elif cause is years:
            return float("nan")
    return 100.0 * dot(alone, log_pay[known]) / dot(alone, alone)


def _dispersions(jobs: Jobs) -> dict[str, float]:
    """Return the spread of performance inside occupations, overall and by complexity."""
    size = np.bincount(jobs.occupation)
    groups = np.flatnonzero(size >= SMALLEST_GROUP)
    mean = np.bincount(jobs.occupation, weights=jobs.performance) / np.maximum(size, 1)
    variance = np.bincount(
        jobs.occupation, weights=within(jobs.performance, jobs.occupation) ** 2
    ) / np.maximum(size, 1)
    complexity = np.bincount(jobs.occupation, weights=jobs.complexity) / np.maximum(size, 1)
    spread = np.sqrt(variance[groups]) / mean[groups]
    kinds: dict[str, NDArray[Any]] = {
        "performance_dispersion": np.ones(len(groups), dtype=np.bool_),
        "performance_dispersion_low": complexity[groups] <= LOW_COMPLEXITY,
        "performance_dispersion_medium": (complexity[groups] > LOW_COMPLEXITY)
        & (complexity[groups] < EXPERT_COMPLEXITY),
        "performance_dispersion_high": complexity[groups] >= EXPERT_COMPLEXITY,
    }
    return {
        name: float(np.average(spread[kind], weights=size[groups][kind]))
        if kind.any()
        else float("nan")
        for name, kind in kinds.items()
    }
