"""Pay of the month, and everything that follows from it (model section 5.8)."""

from __future__ import annotations

import numpy as np

from sim.institutions.protocols import Pay
from sim.kernels.inequality import quantile_of_ordered
from sim.kernels.pay import unfairness_of_pay
from sim.kernels.threads import at_once, elementwise, over_workplaces
from sim.parameters import Parameters
from sim.state.economy_state import EconomyState
from sim.state.jobs import hours_of_members


def norm_of_fairness(parameters: Parameters) -> tuple[float, float, float]:
    """Return the weights of effort, contribution and equality in fair pay (model section 10.9).

    They sum to 1; equality alone where all three parameters are 0.
    """
    effort, contribution = parameters.fair_effort, parameters.fair_contribution
    equality = parameters.fair_equality
    total = effort + contribution + equality
    if total <= 0.0:
        return 0.0, 0.0, 1.0
    return effort / total, contribution / total, equality / total


def advance(state: EconomyState, pay: Pay) -> None:
    """Let the rule distribute income, then derive what follows from hourly pay.

    Parameters
    ----------
    state : EconomyState
        Changed in place: what `Pay.distribute` fills, and what `derive` does.
    pay : Pay
        Decides who gets what, and what is saved.
    """
    pay.distribute(state)
    derive(state)


def derive(state: EconomyState) -> None:
    """Fill what hourly pay implies, so that no rule can forget it or get it wrong.

    Parameters
    ----------
    state : EconomyState
        Filled: `ordered_pay` and `median_pay`, `workplaces.pay_level`, `people.fair_pay` and
        `unfairness` of the employed, and `flows.labour_income`; `people.hourly_pay` and `fair_pay`
        of people without work become 0.
    """
    people, workplaces = state.people, state.workplaces
    employed = int(workplaces.offsets[-1])
    people.hourly_pay[employed:] = people.fair_pay[employed:] = 0.0
    sectors, norm = state.sectors, norm_of_fairness(state.parameters)
    paid = people.hourly_pay[:employed]

    def compare_with_peers() -> None:
        over_workplaces(
            unfairness_of_pay,
            workplaces.offsets,
            workplaces.offsets,
            people.hourly_pay,
            people.effort,
            workplaces.sector,
            sectors.task_count,
            sectors.domain,
            sectors.complexity,
            people.hours,
            people.skill,
            *norm,
            workplaces.pay_level,
            people.fair_pay,
            people.unfairness,
        )

    ordered = state.ordered_pay = state.scratch.take("ordered pay", employed)
    ordered[:] = paid
    at_once(ordered.sort, compare_with_peers, employed, threads=state.threads)
    state.median_pay = float(quantile_of_ordered(ordered, 0.5))
    earned = state.scratch.take("numbers", len(people))[:employed]
    elementwise(np.multiply, paid, hours_of_members(state), out=earned, threads=state.threads)
    state.flows.labour_income = float(earned.sum())
