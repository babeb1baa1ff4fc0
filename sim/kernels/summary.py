"""Indicators of a month, topic by topic (model section 4, phase 12).

Each function fills fields of `economy.indicators`; units and meanings stand in
`sim.phases.indicators`, outcomes of model section 10.8 in `sim.kernels.outcomes`. Sums are taken
over blocks first: that is faster, and more accurate than one long sum.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels import IN_TRAINING
from sim.kernels.compile import compiled
from sim.kernels.elementary import log
from sim.kernels.expertise import (
    ELSEWHERE,
    EXPERT_WORK,
    LICENSED_WORK,
    OF_TRAINED,
    UNLICENSED,
    UNTRAINED,
)
from sim.kernels.headcount import labour_force
from sim.kernels.inequality import gini_of_ordered, quantile_of_ordered
from sim.kernels.sums import mean, spread, total, totals_of_columns

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState

Floats = NDArray[np.float64]

BLOCK = 1024
"""Values summed before they are added to the rest."""


@compiled
def ratio(numerator: float, denominator: float) -> float:
    """Return a ratio; not a number where there is nothing to divide by."""
    return numerator / denominator if denominator > 0.0 else np.nan


@compiled
def count_of(economy: EconomyState, status: int) -> int:
    """Return the number of people of a status."""
    count = 0
    for row in range(economy.people.status.shape[0]):
        count += economy.people.status[row] == status
    return count


@compiled
def measure_output(economy: EconomyState) -> None:
    """Measure what is produced and consumed, and where working time goes."""
    workplaces, flows, found = economy.workplaces, economy.flows, economy.indicators
    everybody, places = economy.people.person.shape[0], workplaces.sector.shape[0]
    employed = float(workplaces.offsets[-1])
    output, hours, technology = total(workplaces.output), 0.0, 0.0
    for j in range(places):
        members = workplaces.offsets[j + 1] - workplaces.offsets[j]
        hours += workplaces.hours_factor[j] * members
        technology += workplaces.hours_factor[j] * members * log(workplaces.technology[j])
    found.output_per_hour = ratio(output, hours)
    found.output_per_head = output / everybody
    found.output_per_hour_with_training = ratio(output, hours + count_of(economy, IN_TRAINING))
    found.consumption_per_head = flows.consumption / everybody
    found.hours_per_worker = ratio(hours, employed)
    found.wage_share = ratio(flows.labour_income, output)
    found.technology = ratio(technology, hours)
    found.ideas_per_workplace = flows.ideas / economy.months_per_step / places
    found.meeting_share = ratio(flows.meeting_time, employed)
    found.supervision_share = ratio(flows.supervision_time, employed)
    found.switching_share = ratio(flows.switching_time, employed)
    found.newcomer_share = ratio(flows.newcomer_time, employed)
    found.schooling_share = ratio(flows.schooling_time, employed)
    found.vote_pass_rate = ratio(flows.votes_passed, flows.votes)


@compiled
def measure_labour_market(economy: EconomyState, risk: float) -> None:
    """Measure unemployment, and moves into and out of work.

    Parameters
    ----------
    economy : EconomyState
    risk : float
        Probability that a worker loses the job within a year.
    """
    flows, found, months = economy.flows, economy.indicators, economy.months_per_step
    employed = float(economy.workplaces.offsets[-1])
    force = float(labour_force(economy))
    unemployed = force - employed
    into_unemployment = flows.separations_into_unemployment
    found.unemployment_rate = ratio(unemployed, force)
    found.insecurity = ratio(risk * employed + unemployed, force)
    found.job_finding_rate = ratio(flows.hires, flows.unemployed_before_hiring)
    found.separation_rate = ratio(into_unemployment / months, employed)
    found.job_loss_share = ratio(flows.layoffs + flows.dismissals, into_unemployment)
    found.job_to_job_transition_rate = ratio(flows.job_to_job / months, employed)
    found.exit_rate = ratio(flows.exits / months, employed)
    talent = ratio(flows.aptitude_of_exits, flows.exits)
    found.exit_aptitude = talent / economy.parameters.aptitude_dispersion
    found.vacancy_rate = ratio(flows.vacancies, force)


@compiled
def measure_alienation(economy: EconomyState) -> None:
    """Measure mean alienation of all but those in training, and its four dimensions."""
    status, alienation = economy.people.status, economy.people.alienation
    alienation_total, found = economy.people.alienation_total, economy.indicators
    count, sums = 0, np.zeros(5)
    for start in range(0, status.shape[0], BLOCK):
        first, second, third, fourth, whole = 0.0, 0.0, 0.0, 0.0, 0.0
        for row in range(start, min(start + BLOCK, status.shape[0])):
            weight = 0.0 if status[row] == IN_TRAINING else 1.0
            count += status[row] != IN_TRAINING
            first += weight * alienation[row, 0]
            second += weight * alienation[row, 1]
            third += weight * alienation[row, 2]
            fourth += weight * alienation[row, 3]
            whole += weight * alienation_total[row]
        sums[0] += first
        sums[1] += second
        sums[2] += third
        sums[3] += fourth
        sums[4] += whole
    found.powerlessness = ratio(sums[0], count)
    found.meaninglessness = ratio(sums[1], count)
    found.self_estrangement = ratio(sums[2], count)
    found.isolation = ratio(sums[3], count)
    found.alienation = ratio(sums[4], count)


@compiled
def measure_jobs(economy: EconomyState) -> None:
    """Measure what the jobs of the employed are like, and how unlike one another."""
    people, found, employed = economy.people, economy.indicators, economy.workplaces.offsets[-1]
    found.effort = mean(people.effort[:employed])
    found.empowerment = mean(people.empowerment[:employed])
    found.empowerment_spread = spread(people.empowerment[:employed])
    found.job_index_spread = spread(people.job_index[:employed])
    found.concentration = mean(people.concentration[:employed])
    found.variety = mean(people.variety[:employed])
    found.outside_share = mean(people.outside_hours[:employed])


@compiled
def measure_skill(economy: EconomyState) -> None:
    """Measure skill, training, and how apt experts are for what they were trained in."""
    people, found = economy.people, economy.indicators
    expert, aptitude, training_left = people.expert, people.aptitude, people.training_left
    everybody = expert.shape[0]
    count, trainees, talent = 0, 0, 0.0
    rows = np.empty(BLOCK, np.int64)
    for start in range(0, everybody, BLOCK):
        # Few are experts: a branch that nobody can foresee costs more than the logarithms.
        here = 0
        for row in range(start, min(start + BLOCK, everybody)):
            rows[np.uint64(here)] = row
            here += expert[row] >= 0
            trainees += training_left[row] != 0
        for position in range(here):
            talent += log(aptitude[rows[position], expert[rows[position]]])
        count += here
    found.mean_skill = mean(people.skill.reshape(-1))
    found.training_share = trainees / everybody
    found.expert_share = count / everybody
    found.expert_aptitude = ratio(talent, count) / economy.parameters.aptitude_dispersion


@compiled
def measure_use_of_training(economy: EconomyState, hours: Floats) -> None:
    """Measure who does the work of experts, and what experts do.

    Parameters
    ----------
    economy : EconomyState
    hours : (workplaces, 6) float64
        Of `sim.kernels.expertise.hours_by_training`.
    """
    found, whole = economy.indicators, totals_of_columns(hours)
    found.untrained_share = ratio(whole[UNTRAINED], whole[EXPERT_WORK])
    found.untrained_share_of_licensed = ratio(whole[UNLICENSED], whole[LICENSED_WORK])
    found.expert_routine_share = ratio(whole[ELSEWHERE], whole[OF_TRAINED])


@compiled
def measure_incomes(economy: EconomyState, income: Floats, wealth: Floats) -> None:
    """Measure how unequal pay, income and wealth are.

    Parameters
    ----------
    economy : EconomyState
        With `ordered_pay` of the month.
    income, wealth : (people,) float64
        Of all people, ascending.
    """
    people, pay, found = economy.people, economy.ordered_pay, economy.indicators
    found.income_gini = gini_of_ordered(income)
    found.wealth_gini = gini_of_ordered(wealth)
    found.wealth_per_head = mean(people.wealth)
    found.wage_gini = gini_of_ordered(pay)
    found.pay_ratio_90_10 = ratio(quantile_of_ordered(pay, 0.9), quantile_of_ordered(pay, 0.1))
    employed, at_work = pay.shape[0], 0
    pay_of_experts, pay_of_others = 0.0, 0.0
    for start in range(0, employed, BLOCK):
        of_experts, of_others = 0.0, 0.0
        for row in range(start, min(start + BLOCK, employed)):
            at_work += people.expert[row] >= 0
            of_experts += people.hourly_pay[row] if people.expert[row] >= 0 else 0.0
            of_others += 0.0 if people.expert[row] >= 0 else people.hourly_pay[row]
        pay_of_experts += of_experts
        pay_of_others += of_others
    found.expert_pay_ratio = ratio(
        ratio(pay_of_experts, at_work), ratio(pay_of_others, employed - at_work)
    )


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
