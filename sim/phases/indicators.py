"""What is measured every month (model section 4, phase 12), with units."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.institutions import Rules
from sim.kernels.expertise import (
    ELSEWHERE,
    EXPERT_WORK,
    LICENSED_WORK,
    OF_TRAINED,
    UNLICENSED,
    UNTRAINED,
)
from sim.kernels.inequality import gini_of_ordered, quantile_of_ordered
from sim.kernels.summary import experts, mean_alienation, mean_of, means_of_jobs
from sim.kernels.threads import all_at_once
from sim.phases.outcomes import balance, participation, ratio
from sim.state import ALIENATION_DIMENSIONS, EconomyState, Status
from sim.state.fit import hours_by_training
from sim.state.people import Floats


@dataclass(frozen=True, slots=True)
class Indicator:
    """A number that describes an economy in a month.

    Attributes
    ----------
    unit : str
    meaning : str
    """

    unit: str
    meaning: str


_PRODUCT = "output of a fully trained, average person at full effort = 1"

INDICATORS: dict[str, Indicator] = {
    "output_per_hour": Indicator(_PRODUCT, "output per full-time month worked"),
    "output_per_head": Indicator(_PRODUCT, "output per person, whether at work or not"),
    "output_per_hour_with_training": Indicator(
        _PRODUCT, "output per full-time month worked or spent in training"
    ),
    "consumption_per_head": Indicator(_PRODUCT, "consumption per person"),
    "effort": Indicator("0 to 1", "mean effort of the employed"),
    "alienation": Indicator("0 to 1", "mean alienation of the labour force"),
    "powerlessness": Indicator("0 to 1", "mean over the labour force"),
    "meaninglessness": Indicator("0 to 1", "mean over the labour force"),
    "self_estrangement": Indicator("0 to 1", "mean over the labour force"),
    "isolation": Indicator("0 to 1", "mean over the labour force"),
    "unemployment_rate": Indicator("share of the labour force", "people looking for work"),
    "insecurity": Indicator(
        "probability per year", "mean risk of losing the job; 1 for the unemployed"
    ),
    "job_finding_rate": Indicator("per month", "hires per unemployed person"),
    "separation_rate": Indicator("per month", "moves into unemployment per employed person"),
    "job_loss_share": Indicator(
        "share of moves into unemployment", "layoffs and dismissals, the rest being quits"
    ),
    "job_to_job_transition_rate": Indicator(
        "per month", "moves between workplaces per employed person"
    ),
    "exit_rate": Indicator("per month", "exits to a market enclave per employed person"),
    "exit_aptitude": Indicator("standard deviations", "mean log aptitude of those who left"),
    "vacancy_rate": Indicator("share of the labour force", "open positions"),
    "training_share": Indicator("share of people", "people in expert training"),
    "expert_share": Indicator("share of people", "people with completed expert training"),
    "untrained_share": Indicator(
        "share of hours in tasks for experts", "done by people not trained in the domain"
    ),
    "untrained_share_of_licensed": Indicator(
        "share of hours in licensed tasks", "done by people not trained in the domain"
    ),
    "expert_routine_share": Indicator(
        "share of the hours of trained experts", "outside tasks for experts of their domain"
    ),
    "expert_aptitude": Indicator(
        "standard deviations", "mean log aptitude of experts in their own domain"
    ),
    "income_gini": Indicator("0 to 1", "Gini coefficient of monthly income, all people"),
    "wealth_gini": Indicator("0 to 1", "Gini coefficient of personal wealth, all people"),
    "wage_gini": Indicator("0 to 1", "Gini coefficient of hourly pay, the employed"),
    "pay_ratio_90_10": Indicator("ratio", "ninth to first decile of hourly pay, the employed"),
    "expert_pay_ratio": Indicator("ratio", "mean hourly pay of experts to that of the others"),
    "wage_share": Indicator("share of output", "income from work, before tax"),
    "wealth_per_head": Indicator("months of output", "personal wealth per person"),
    "empowerment": Indicator("0 to 1", "mean empowerment of jobs"),
    "empowerment_spread": Indicator("standard deviation", "of empowerment over jobs"),
    "job_index_spread": Indicator("standard deviation", "of the job index over jobs"),
    "concentration": Indicator("0 to 1", "mean sum of squared task shares of a job"),
    "variety": Indicator("0 to 1", "mean difference of what two hours of a job demand"),
    "meeting_share": Indicator("share of working time", "time in meetings"),
    "supervision_share": Indicator("share of working time", "time lost to supervision"),
    "switching_share": Indicator("share of working time", "time lost between tasks"),
    "newcomer_share": Indicator("share of working time", "time lost with newcomers"),
    "schooling_share": Indicator("share of working time", "time in general courses"),
    "outside_share": Indicator("share of working time", "hours worked in a second workplace"),
    "vote_pass_rate": Indicator("share of votes", "rounds of swaps that a council passed"),
    "mean_skill": Indicator("fully trained, average = 1", "mean skill over people and domains"),
    "hours_per_worker": Indicator("full-time months", "mean hours of the employed"),
    "technology": Indicator("natural logarithm", "hours-weighted mean log technology level"),
    "ideas_per_workplace": Indicator("per month", "ideas adopted"),
    "competence": Indicator("0 to 1", "mean competence to take part in decisions, the employed"),
    "attendance": Indicator("share of meetings", "meetings of a council that members attend"),
    "speaking_share": Indicator(
        "ratio", "weight in a council of those with once disempowering jobs, to their share of it"
    ),
    "proposals_from_below": Indicator(
        "share of proposals", "made by those with once disempowering jobs"
    ),
    "solidary_votes": Indicator(
        "share of votes", "in favour, among members whose own job would become worse"
    ),
    "sacrifice_pay_gini": Indicator(
        "0 to 1", "Gini coefficient of hourly pay per unit of effort times one plus undesirability"
    ),
    "balanced_share": Indicator("share of jobs", "jobs whose index is within 0.1 of the mean"),
    "sector_spread": Indicator(
        "standard deviation", "of the mean job index of a sector over sectors"
    ),
    "workplace_spread": Indicator(
        "standard deviation", "of the job index inside workplaces, root mean square"
    ),
}
"""Every indicator, in the order of the columns of a monthly table."""

UNITS: dict[str, str] = {name: indicator.unit for name, indicator in INDICATORS.items()}
"""Unit of each indicator."""


def measure(state: EconomyState, rules: Rules) -> dict[str, float]:
    """Return every indicator of the month, in the order of `INDICATORS`.

    Parameters
    ----------
    state : EconomyState
    rules : Rules
        Institutions in force.
    """
    topics = (
        lambda: _wealth(state),
        lambda: _income(state),
        lambda: _skill_and_experts(state),
        lambda: _jobs(state),
        lambda: _use_of_training(state),
        lambda: _alienation(state),
        lambda: _labour_market(state, rules),
        lambda: _output(state),
        lambda: participation(state),
        lambda: balance(state),
    )
    values: dict[str, float] = {}
    for numbers in all_at_once(topics, len(state.people), threads=state.threads):
        values |= numbers
    return {name: values[name] for name in INDICATORS}


def _gini(state: EconomyState, memory: str, values: Floats) -> float:
    ordered = state.scratch.take(memory, len(values))
    ordered[:] = values
    ordered.sort()
    return float(gini_of_ordered(ordered))


def _output(state: EconomyState) -> dict[str, float]:
    workplaces, flows = state.workplaces, state.flows
    count = len(state.people)
    output = float(workplaces.output.sum())
    hours_by_workplace = workplaces.hours_factor * workplaces.members
    hours = float(hours_by_workplace.sum())
    employed = float(workplaces.offsets[-1])
    trainees = float(np.count_nonzero(state.people.status == Status.IN_TRAINING))
    technology = float((np.log(workplaces.technology) * hours_by_workplace).sum())
    return {
        "output_per_hour": ratio(output, hours),
        "output_per_head": output / count,
        "output_per_hour_with_training": ratio(output, hours + trainees),
        "consumption_per_head": flows.consumption / count,
        "hours_per_worker": ratio(hours, employed),
        "wage_share": ratio(flows.labour_income, output),
        "technology": ratio(technology, hours),
        "ideas_per_workplace": flows.ideas / state.months_per_step / len(workplaces),
        "meeting_share": ratio(flows.meeting_time, employed),
        "supervision_share": ratio(flows.supervision_time, employed),
        "switching_share": ratio(flows.switching_time, employed),
        "newcomer_share": ratio(flows.newcomer_time, employed),
        "schooling_share": ratio(flows.schooling_time, employed),
        "vote_pass_rate": ratio(flows.votes_passed, flows.votes),
    }


def _alienation(state: EconomyState) -> dict[str, float]:
    people = state.people
    means = np.empty(len(ALIENATION_DIMENSIONS) + 1)
    mean_alienation(
        int(Status.IN_TRAINING), people.status, people.alienation, people.alienation_total, means
    )
    return dict(zip((*ALIENATION_DIMENSIONS, "alienation"), means.tolist(), strict=True))


def _labour_market(state: EconomyState, rules: Rules) -> dict[str, float]:
    flows, months = state.flows, state.months_per_step
    employed = float(state.workplaces.offsets[-1])
    force = float(state.labour_force)
    unemployed = force - employed
    risk = rules.employment.insecurity(state)
    return {
        "unemployment_rate": ratio(unemployed, force),
        "insecurity": ratio(risk * employed + unemployed, force),
        "job_finding_rate": ratio(flows.hires, flows.unemployed_before_hiring),
        "separation_rate": ratio(flows.separations_into_unemployment / months, employed),
        "job_loss_share": ratio(
            flows.layoffs + flows.dismissals, flows.separations_into_unemployment
        ),
        "job_to_job_transition_rate": ratio(flows.job_to_job / months, employed),
        "exit_rate": ratio(flows.exits / months, employed),
        "exit_aptitude": ratio(flows.aptitude_of_exits, flows.exits)
        / state.parameters.aptitude_dispersion,
        "vacancy_rate": ratio(flows.vacancies, force),
    }


def _skill_and_experts(state: EconomyState) -> dict[str, float]:
    people, count = state.people, len(state.people)
    employed = int(state.workplaces.offsets[-1])
    number, talent, pay, pay_of_others = experts(
        employed, people.expert, people.aptitude, people.hourly_pay
    )
    return {
        "mean_skill": float(np.mean(people.skill)),
        "training_share": float(np.count_nonzero(people.training_left)) / count,
        "expert_share": number / count,
        "expert_aptitude": talent / state.parameters.aptitude_dispersion,
        "expert_pay_ratio": ratio(pay, pay_of_others),
    }


def _use_of_training(state: EconomyState) -> dict[str, float]:
    hours = hours_by_training(state).sum(axis=0)
    return {
        "untrained_share": ratio(hours[UNTRAINED], hours[EXPERT_WORK]),
        "untrained_share_of_licensed": ratio(hours[UNLICENSED], hours[LICENSED_WORK]),
        "expert_routine_share": ratio(hours[ELSEWHERE], hours[OF_TRAINED]),
    }


def _wealth(state: EconomyState) -> dict[str, float]:
    wealth = state.people.wealth
    return {
        "wealth_gini": _gini(state, "numbers", wealth),
        "wealth_per_head": float(mean_of(len(wealth), wealth)),
    }


def _income(state: EconomyState) -> dict[str, float]:
    people, ordered_pay = state.people, state.ordered_pay
    low, high = quantile_of_ordered(ordered_pay, 0.1), quantile_of_ordered(ordered_pay, 0.9)
    return {
        "income_gini": _gini(state, "other numbers", people.income),
        "wage_gini": float(gini_of_ordered(ordered_pay)),
        "pay_ratio_90_10": ratio(high, low),
    }


def _jobs(state: EconomyState) -> dict[str, float]:
    people = state.people
    names = (
        "effort",
        "empowerment",
        "empowerment_spread",
        "job_index_spread",
        "concentration",
        "variety",
        "outside_share",
    )
    means = means_of_jobs(
        int(state.workplaces.offsets[-1]),
        people.effort,
        people.empowerment,
        people.job_index,
        people.concentration,
        people.variety,
        people.outside_hours,
    )
    return dict(zip(names, means, strict=True))
