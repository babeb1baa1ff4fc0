"""Pay of the month, and everything that follows from it (model section 5.8)."""

from __future__ import annotations

import numpy as np

from sim.institutions.protocols import Pay
from sim.kernels.fairness import compare_with_fair_pay, note_pay
from sim.kernels.inequality import quantile_of_ordered
from sim.kernels.threads import for_workplaces
from sim.state.economy_state import EconomyState


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
    paid = np.empty(state.workplaces.offsets[-1])
    note_pay(state, paid)
    for_workplaces(compare_with_fair_pay, state)
    paid.sort()
    state.ordered_pay = paid
    state.median_pay = quantile_of_ordered(paid, 0.5)
