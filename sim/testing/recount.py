"""Every indicator, computed again from the tables of people and workplaces.

Nothing here is shared with `sim.phases.indicators`: a number that the phases derive from something
else than what the tables show is found out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.economy import Economy
from sim.kernels.newcomers import NEWCOMER_MONTHS
from sim.phases.overheads import switching_rate
from sim.state.people import Floats
from sim.study.economy_tables import people_table, workplaces_table
from sim.testing.measures import gini, ratio
from sim.testing.recount_outcomes import outcomes

TOLERANCE: Final = 1e-9
"""Of an indicator, relative; absolute below 1."""

_LOSSES: Final = (
    "meeting_share",
    "supervision_share",
    "switching_share",
    "newcomer_share",
    "schooling_share",
)

_DIMENSIONS: Final = ("powerlessness", "meaninglessness", "self_estrangement", "isolation")


def indicator_problems(economy: Economy, before: pd.DataFrame) -> Iterator[str]:
    """Yield which indicators of the latest step are not what the tables say.

    Parameters
    ----------
    economy : Economy
        After a step.
    before : DataFrame
        Its table of people before the step.
    """
    indicators = economy.indicators
    for name, found in recount(economy, before).items():
        told = indicators[name]
        both_missing = np.isnan(told) and np.isnan(found)
        if not both_missing and not abs(told - found) <= TOLERANCE * max(1.0, abs(found)):
            yield f"the indicator {name} is {told:.9g}, but the tables say {found:.9g}"


def recount(economy: Economy, before: pd.DataFrame) -> dict[str, float]:
    """Return every indicator of the latest step that the tables can tell.

    In a step of several months who loses a job may find another, so that flows between states are
    left out there.

    Parameters
    ----------
    economy : Economy
        After a step.
    before : DataFrame
        Its table of people before the step.
    """
    people, workplaces = people_table(economy), workplaces_table(economy)
    values = {
        **_output(economy, people, workplaces),
        **_people(economy, people),
        **_jobs(economy, people),
        **_incomes(people, workplaces),
        **_overheads(economy, people),
        **_use_of_training(economy, people),
        **outcomes(economy, people),
    }
    if economy.state.months_per_step == 1:
        values |= _moves(economy, people, before)
    return values


def _hours(workplaces: pd.DataFrame) -> pd.Series:
    return workplaces["members"] * workplaces["hours_factor"]


def _output(economy: Economy, people: pd.DataFrame, workplaces: pd.DataFrame) -> dict[str, float]:
    output, hours = workplaces["output"].sum(), _hours(workplaces)
    training = (people["status"] == "in_training").sum()
    flows, months = economy.state.flows, economy.state.months_per_step
    technology = (np.log(workplaces["technology_level"]) * hours).sum()
    return {
        "output_per_hour": ratio(output, hours.sum()),
        "output_per_head": output / len(people),
        "output_per_hour_with_training": ratio(output, hours.sum() + training),
        "consumption_per_head": (output - flows.investment) / len(people),
        "hours_per_worker": ratio(hours.sum(), workplaces["members"].sum()),
        "technology": ratio(technology, hours.sum()),
        "ideas_per_workplace": flows.ideas / months / len(workplaces),
    }


def _people(economy: Economy, people: pd.DataFrame) -> dict[str, float]:
    state = economy.state
    force = people[people["status"] != "in_training"]
    unemployed = (force["status"] == "unemployed").sum()
    employed = len(force) - unemployed
    risk = economy.rules.employment.insecurity(state)
    expert = people["expert_domain"] >= 0
    aptitude = state.people.aptitude[state.people.row_of]
    own: Floats = aptitude[np.flatnonzero(expert), people.loc[expert, "expert_domain"]]
    at_work = people["status"] == "employed"
    pay_of = {one: people.loc[at_work & (expert == one), "hourly_pay"] for one in (True, False)}
    talent = float(np.log(own).mean()) if len(own) else float("nan")
    return {
        **{name: float(force[name].mean()) for name in (*_DIMENSIONS, "alienation")},
        "unemployment_rate": ratio(unemployed, len(force)),
        "insecurity": ratio(risk * employed + unemployed, len(force)),
        "vacancy_rate": ratio(state.flows.vacancies, len(force)),
        "job_loss_share": ratio(
            state.flows.layoffs + state.flows.dismissals, state.flows.separations_into_unemployment
        ),
        "exit_rate": ratio(state.flows.exits / state.months_per_step, employed),
        "exit_aptitude": ratio(state.flows.aptitude_of_exits, state.flows.exits)
        / state.parameters.aptitude_dispersion,
        "training_share": float((people["status"] == "in_training").mean()),
        "expert_share": float(expert.mean()),
        "expert_aptitude": talent / state.parameters.aptitude_dispersion,
        "expert_pay_ratio": ratio(pay_of[True].mean(), pay_of[False].mean()),
        "mean_skill": float(pd.DataFrame(state.people.skill).to_numpy().mean()),
    }


def _incomes(people: pd.DataFrame, workplaces: pd.DataFrame) -> dict[str, float]:
    at_work = people[people["status"] == "employed"]
    pay = at_work["hourly_pay"]
    hours = workplaces.set_index("workplace")["hours_factor"].reindex(at_work["workplace"])
    earned = (pay.to_numpy() * hours.to_numpy()).sum()
    return {
        "income_gini": gini(people["income"]),
        "wealth_gini": gini(people["wealth"]),
        "wage_gini": gini(pay),
        "pay_ratio_90_10": ratio(float(pay.quantile(0.9)), float(pay.quantile(0.1))),
        "wage_share": ratio(earned, workplaces["output"].sum()),
        "wealth_per_head": float(people["wealth"].mean()),
    }


def _jobs(economy: Economy, people: pd.DataFrame) -> dict[str, float]:
    at_work = people[people["status"] == "employed"]
    voted, passed = 0.0, 0.0
    proposal, approved = economy.proposal, economy.approved
    if proposal is not None and approved is not None and economy.rules.decisions.holds_votes:
        substantial = proposal.spread_before - proposal.spread_after > 1e-6
        voted, passed = float(substantial.sum()), float((substantial & approved).sum())
    return {
        "effort": float(at_work["effort"].mean()),
        "empowerment": float(at_work["empowerment"].mean()),
        "empowerment_spread": float(at_work["empowerment"].std(ddof=0)),
        "job_index_spread": float(at_work["job_index"].std(ddof=0)),
        "concentration": float(at_work["concentration"].mean()),
        "variety": float(at_work["variety"].mean()),
        "outside_share": float(at_work["outside_hours"].mean()),
        "vote_pass_rate": ratio(passed, voted),
    }


def _overheads(economy: Economy, people: pd.DataFrame) -> dict[str, float]:
    """Return the time lost, from the hours of each person in each task."""
    state = economy.state
    at_work = people[people["status"] == "employed"]
    if not len(at_work):
        return dict.fromkeys(_LOSSES, np.nan)
    rates = economy.rules.decisions.overheads(state.parameters)
    rows = state.people.row_of[at_work["person"]]
    sector, score = state.workplaces.sector, state.sectors.empowerment
    counts = score >= state.parameters.empowered_cut
    empowering = (state.people.hours[rows] * counts[sector[at_work["workplace"]]]).sum(axis=1)
    second = at_work["second_workplace"].to_numpy()
    there = counts[sector[second], state.people.outside_task[rows]]
    empowering += np.where((second >= 0) & there, at_work["outside_hours"], 0.0)
    variety = at_work["variety"].to_numpy()
    left = (NEWCOMER_MONTHS - state.people.tenure[rows]) / state.months_per_step
    newcomers = np.clip(left, 0.0, 1.0)
    return {
        "meeting_share": float(
            rates.meetings + rates.meetings_of_empowering_tasks * empowering.mean()
        ),
        "supervision_share": float(rates.supervision),
        "schooling_share": float(economy.rules.education.schooling(state.parameters)),
        "newcomer_share": float(state.parameters.newcomer_cost * newcomers.mean()),
        "switching_share": float(
            switching_rate(state.parameters) * (variety / (1.0 - variety)).mean()
        ),
    }


def _use_of_training(economy: Economy, people: pd.DataFrame) -> dict[str, float]:
    """Return who does the work of experts, and what experts do, hour by hour."""
    state = economy.state
    at_work = people[people["status"] == "employed"]
    rows = state.people.row_of[at_work["person"]]
    sectors, sector = state.sectors, state.workplaces.sector
    home = sector[at_work["workplace"]]
    hours, own_domain = state.people.hours[rows], at_work["expert_domain"].to_numpy()
    second = at_work["second_workplace"].to_numpy()
    away, task = sector[second], state.people.outside_task[rows]
    outside = np.where(second >= 0, at_work["outside_hours"], 0.0)

    def total(counts: NDArray[np.bool_], trained: bool | None = None) -> float:
        fits = sectors.domain == np.arange(-1, 6)[:, None, None]
        by_domain = np.stack([counts & fit for fit in fits])
        if trained is None:
            inside, there = counts[home], counts[away, task]
        else:
            mine = by_domain[own_domain + 1]
            which = np.arange(len(rows))
            inside, there = mine[which, home], mine[which, away, task]
        return float((hours * inside).sum() + (outside * there).sum())

    every = sectors.for_experts
    licensed = sectors.licensed
    expert_work, by_trained = total(every), total(every, trained=True)
    of_licensed, licensed_by_trained = total(licensed), total(licensed, trained=True)
    of_trained = float((hours.sum(axis=1) + outside)[own_domain >= 0].sum())
    return {
        "untrained_share": ratio(expert_work - by_trained, expert_work),
        "untrained_share_of_licensed": ratio(of_licensed - licensed_by_trained, of_licensed),
        "expert_routine_share": ratio(of_trained - by_trained, of_trained),
    }


def _moves(economy: Economy, people: pd.DataFrame, before: pd.DataFrame) -> dict[str, float]:
    """Return the flows of the labour market from where people were and are."""
    entrant = people["entry_month"] == economy.month
    worked = (before["workplace"] >= 0) & ~entrant
    works = people["workplace"] >= 0
    looking = ~worked & (people["status"] != "in_training")
    lost = worked & (people["status"] == "unemployed")
    moved = worked & works & (people["workplace"] != before["workplace"])
    return {
        "job_finding_rate": ratio((looking & works).sum(), looking.sum()),
        "separation_rate": ratio(lost.sum(), works.sum()),
        "job_to_job_transition_rate": ratio(moved.sum(), works.sum()),
    }
