"""What is measured every month (model section 4, phase 12), with units."""

from __future__ import annotations

from dataclasses import dataclass

from sim.institutions import Rules
from sim.kernels.measures import measure_inequality, measure_means
from sim.state import EconomyState
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


def measure(state: EconomyState, rules: Rules) -> list[float]:
    """Return every indicator of the month, in the order of `INDICATORS`.

    Parameters
    ----------
    state : EconomyState
    rules : Rules
        Institutions in force.
    """
    for_sacrifice = measure_means(state, rules.employment.insecurity(state))
    for_sacrifice.sort()
    people = state.people
    measure_inequality(state, ordered(people.income), ordered(people.wealth), for_sacrifice)
    return state.indicators.values()


def ordered(values: Floats) -> Floats:
    """Return numbers in ascending order."""
    copy = values.copy()
    copy.sort()
    return copy
