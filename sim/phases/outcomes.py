"""Participation, equity and balance as outcomes (model section 10.8)."""

from __future__ import annotations

import numpy as np

from sim.kernels.inequality import gini_of_ordered
from sim.kernels.summary import balance_of_jobs, mean_of
from sim.state.economy_state import EconomyState

BAND = 0.1
"""A job whose index is as close to the mean of all counts as balanced."""

LEAST_SACRIFICE = 1e-9
"""Pay is not held against a smaller sacrifice."""


def ratio(numerator: float, denominator: float) -> float:
    """Return a ratio; not a number where there is nothing to divide by."""
    return float(numerator / denominator) if denominator > 0.0 else float("nan")


def participation(state: EconomyState) -> dict[str, float]:
    """Return who is able to take part in councils, does so, is heard, and votes for others.

    Parameters
    ----------
    state : EconomyState
        What the meetings of the month were like stands in `flows`.
    """
    flows, employed = state.flows, int(state.workplaces.offsets[-1])
    below = ratio(flows.invited_from_below, flows.invited)
    return {
        "competence": float(mean_of(employed, state.people.competence)),
        "attendance": ratio(flows.attending, flows.invited),
        "speaking_share": ratio(ratio(flows.speaking_from_below, flows.speaking), below),
        "proposals_from_below": ratio(flows.proposals_from_below, flows.proposals),
        "solidary_votes": ratio(flows.solidary_votes, flows.votes_at_own_cost),
    }


def balance(state: EconomyState) -> dict[str, float]:
    """Return how equal jobs are, and pay in proportion to what people sacrifice at work.

    Parameters
    ----------
    state : EconomyState
        Sacrifice is effort times one plus the undesirability of the job.
    """
    people, workplaces = state.people, state.workplaces
    balanced, between, within = balance_of_jobs(
        workplaces.offsets,
        workplaces.sector,
        len(state.sectors.task_count),
        people.job_index,
        BAND,
    )
    employed = int(workplaces.offsets[-1])
    pay = state.scratch.take("pay per sacrifice", employed)
    np.subtract(2.0, people.desirability[:employed], out=pay)
    pay *= people.effort[:employed]
    np.maximum(pay, LEAST_SACRIFICE, out=pay)
    np.divide(people.hourly_pay[:employed], pay, out=pay)
    pay.sort()
    return {
        "sacrifice_pay_gini": float(gini_of_ordered(pay)),
        "balanced_share": float(balanced),
        "sector_spread": float(between),
        "workplace_spread": float(within),
    }
