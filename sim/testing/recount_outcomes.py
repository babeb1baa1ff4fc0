"""The outcomes of model section 10.8 once more, from the tables of an economy."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.economy import Economy
from sim.kernels.outcomes import BAND
from sim.testing.measures import gini, ratio


def outcomes(economy: Economy, people: pd.DataFrame) -> dict[str, float]:
    """Return participation, equity and balance of the latest step.

    Parameters
    ----------
    economy : Economy
        After a step. Votes, proposals and their proposers are taken from its flows.
    people : DataFrame
        Its table of people.
    """
    at_work = people[people["status"] == "employed"]
    state = economy.state
    rows = state.people.row_of[at_work["person"]]
    competence = pd.Series(state.people.competence[rows], index=at_work.index)
    below = pd.Series(state.people.once_disempowered[rows] == 1, index=at_work.index)
    index = at_work["job_index"]
    by_sector = index.groupby(at_work["sector"])
    inside = index - index.groupby(at_work["workplace"]).transform("mean")
    sacrifice = at_work["effort"] * (2.0 - at_work["desirability"])
    return {
        **_meetings(economy, at_work["workplace"], competence, below),
        "competence": float(competence.mean()),
        "sacrifice_pay_gini": gini(at_work["hourly_pay"] / sacrifice),
        "balanced_share": float(((index - index.mean()).abs() <= BAND).mean()),
        "sector_spread": float(by_sector.mean().std(ddof=0)),
        "workplace_spread": float(np.sqrt((inside**2).mean())),
    }


def _meetings(
    economy: Economy, workplace: pd.Series, competence: pd.Series, below: pd.Series
) -> dict[str, float]:
    parameters, flows = economy.state.parameters, economy.state.flows
    shares = {
        "proposals_from_below": ratio(flows.proposals_from_below, flows.proposals),
        "solidary_votes": ratio(flows.solidary_votes, flows.votes_at_own_cost),
    }
    if not economy.rules.decisions.holds_votes:
        nothing = float("nan")
        return {**shares, "attendance": nothing, "speaking_share": nothing}
    least = parameters.attendance_least
    present = least + (1.0 - least) * competence
    mean = competence.groupby(workplace).transform("mean")
    relative = ((competence - mean) / mean).where(mean > 0.0, 0.0)
    weight = present * np.maximum(1.0 + parameters.dominance * relative, 0.0)
    speaking = ratio(weight[below].sum(), weight.sum())
    return {
        **shares,
        "attendance": float(present.mean()),
        "speaking_share": ratio(speaking, float(below.mean())),
    }
