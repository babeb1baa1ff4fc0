"""What is said of rules whose numbers do not fit what they do to people, money and jobs."""

from __future__ import annotations

from typing import Any

import pytest

from sim.institutions.division import Balanced
from sim.institutions.employment import LabourMarket
from sim.institutions.innovation import Commons
from sim.institutions.pay import Market
from sim.testing import ContractError, check_institution
from tests.testing.test_contract import SHORT, broken


def sent_nowhere(answer: Any, state: Any, *_: Any) -> None:
    state.destination[0] = len(state.workplaces)


def hires_invented(answer: Any, state: Any, *_: Any) -> None:
    state.flows.hires += 1.0


def quits_invented(answer: Any, state: Any, *_: Any) -> None:
    state.flows.quits += 1.0


def spread_hidden(answer: Any, *_: Any) -> Any:
    answer.spread_after[0] *= 0.5
    return answer


def task_hidden(answer: Any, *_: Any) -> Any:
    answer.taken_task[answer.amount > 0.0] = -1
    return answer


def overpaid(answer: Any, state: Any, *_: Any) -> None:
    state.people.hourly_pay *= 2.0


def underpaid(answer: Any, state: Any, *_: Any) -> None:
    state.people.hourly_pay[0] = -1.0


def promised(answer: Any, state: Any, *_: Any) -> None:
    state.fallback_income += 1.0


def kept_new(answer: Any, state: Any, *_: Any) -> None:
    """Give back what has worn out of wealth."""
    wealth = state.people.wealth
    before = wealth.sum() - state.months_per_step * state.flows.investment
    wear = state.parameters.wealth_depreciation
    wealth[0] += before * wear / (1.0 - wear)


def ideas_hidden(answer: Any, state: Any, *_: Any) -> None:
    state.flows.ideas = 0.0
    state.workplaces.technology *= 1.01


def median_claimed(answer: Any, state: Any, *_: Any) -> None:
    state.median_pay += 1.0


FALSE: dict[str, tuple[str, type[Any], dict[str, Any], str]] = {
    "moves to nowhere": (
        "employment", LabourMarket, {"allocate": sent_nowhere}, "must be the number of a workplace",
    ),
    "a flow that nobody made": (
        "employment", LabourMarket, {"allocate": hires_invented},
        r"flows\.hires is \d+, but by state\.destination there are \d+",
    ),
    "separations that do not add up": (
        "employment", LabourMarket, {"allocate": quits_invented}, "sum of quits, layoffs and",
    ),
    "a proposal that hides what it does": (
        "division", Balanced, {"propose": spread_hidden}, "spread_after of the proposal must be",
    ),
    "a proposal without its task": (
        "division", Balanced, {"propose": task_hidden}, "must be named where amount is above 0",
    ),
    "pay beyond output": (
        "pay", Market, {"distribute": overpaid}, "hourly pay times hours must not exceed output",
    ),
    "pay below nothing": (
        "pay", Market, {"distribute": underpaid}, r"hourly_pay must not be negative; that of one",
    ),
    "less than the least": (
        "pay", Market, {"distribute": promised}, "people without work must get",
    ),
    "capital that never wears out": (
        "pay", Market, {"distribute": kept_new}, "must grow by what is invested, less what wears",
    ),
    "ideas beyond the count": (
        "innovation", Commons, {"advance": ideas_hidden}, r"flows\.ideas must count what raises",
    ),
    "what others derive": (
        "pay", Market, {"distribute": median_claimed},
        r"it changed state\.median_pay, which rules of pay may not",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FALSE)
def test_a_rule_is_told_where_its_accounts_are_false(case: str) -> None:
    switch, base, methods, message = FALSE[case]
    with pytest.raises(ContractError, match=message):
        check_institution(switch, broken(base, **methods), **SHORT)
