"""A rule that leaves out one of the things it has to do is found out, whichever it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.economy import Economy
from sim.institutions.decisions import Council, Manager
from sim.institutions.division import Balanced, Hierarchical, Rotation
from sim.institutions.education import ClassSelected, Open
from sim.institutions.employment import JobGuarantee, LabourMarket
from sim.institutions.innovation import Commons, Private
from sim.institutions.pay import EffortAndNeed, Equal, Market
from sim.institutions.registry import forget
from sim.phases.indicators import INDICATORS
from sim.study.economy_tables import people_table
from sim.testing import ContractError, check_institution
from sim.testing.filling import FILLED
from sim.testing.measures import gini
from sim.testing.recount import indicator_problems, recount

ROOT = Path(__file__).resolve().parents[2]

SHORT = {"workers": 300, "months": 6, "burn_in": 2}

ENOUGH_TIME: dict[str, dict[str, Any]] = {
    "education": {
        "months": 42,
        "burn_in": 3,
        "overrides": {"train_months": 36, "months_per_step": 3},
    },
    "innovation": {"overrides": {"idea_rate": 0.6}},
}
"""For training to end, and for ideas to arise in a small economy."""


def forgetful(base: type[Any], method: str, name: str) -> type[Any]:
    """Return a rule whose method does all but one of its assignments.

    What it would have assigned keeps the value that it had before the call, as if the line that
    assigns it were gone.
    """

    def forgets(self: Any, state: Any, *others: Any) -> Any:
        owner, _, attribute = name.partition(".")
        place = state if owner == "state" else getattr(state, owner)
        before = np.array(getattr(place, attribute))
        answer = getattr(super(rule, self), method)(state, *others)
        if before.ndim:
            getattr(place, attribute)[...] = before
        else:
            setattr(place, attribute, before[()])
        return answer

    rule = type("Forgetful", (base,), {method: forgets})
    return rule


FORGOTTEN: list[tuple[str, type[Any], str, str, str]] = [
    *(
        ("pay", rule, "distribute", name, message)
        for rule in (Market, EffortAndNeed, Equal)
        for name, message in {
            "people.hourly_pay": r"people\.hourly_pay must be filled",
            "people.income": r"people\.income must be filled",
            "people.wealth": "must grow by what is invested",
            "state.fallback_income": r"state\.fallback_income must be filled",
            "flows.consumption": r"flows\.consumption must be filled",
            "flows.investment": r"flows\.investment must be filled",
        }.items()
    ),
    *(
        ("pay", rule, "distribute", "state.public_capital", "must grow by what is invested")
        for rule in (EffortAndNeed, Equal)
    ),
    *(
        ("pay", rule, "enter", name, "together must stay the same")
        for rule in (EffortAndNeed, Equal)
        for name in ("people.wealth", "state.public_capital")
    ),
    *(
        ("decisions", rule, "update_voice", "people.voice", r"people\.voice must be filled")
        for rule in (Manager, Council)
    ),
    *(
        ("division", rule, "divide", "people.hours", "every task must get its share of the hours")
        for rule in (Hierarchical, Rotation)
    ),
    ("division", Balanced, "divide", "people.hours", "hours that sum to 1|where a proposal was"),
    ("division", Balanced, "divide", "people.outside_hours", "hours that sum to 1"),
    ("division", Balanced, "divide", "people.outside_partner", "exchange them with nobody"),
    ("division", Balanced, "propose", "people.job_index", "job_index must fit the hours"),
    ("division", Balanced, "propose", "people.empowerment", "empowerment must fit the hours"),
    *(
        ("employment", rule, "allocate", name, message)
        for rule in (LabourMarket, JobGuarantee)
        for name, message in {
            "state.destination": r"by state\.destination there are",
            **{
                name: rf"{name.replace('.', '[.]')} must be filled"
                for name in FILLED["employment", "allocate"]
            },
        }.items()
    ),
    *(
        ("education", rule, "train", name, message)
        for rule in (ClassSelected, Open)
        for name, message in {
            "people.status": "training_left must be above 0 for those IN_TRAINING",
            "people.training_left": "training_left must",
            "people.training_domain": "training_domain must be set",
            "people.expert": "expert must become the domain of training",
            "people.skill": "skill of those in training must rise",
            "state.destination": "destination must be -1 for people in training",
        }.items()
    ),
    *(
        ("innovation", rule, "advance", name, message)
        for rule in (Private, Commons)
        for name, message in {
            "workplaces.technology": "technology must rise by ideas",
            "flows.ideas": r"flows\.ideas must be filled",
        }.items()
    ),
]


@pytest.mark.parametrize(
    ("switch", "base", "method", "name", "message"),
    FORGOTTEN,
    ids=[f"{base.__name__}.{method}: {name}" for _, base, method, name, _ in FORGOTTEN],
)
def test_an_assignment_that_is_left_out_is_noticed(
    switch: str, base: type[Any], method: str, name: str, message: str
) -> None:
    with pytest.raises(ContractError, match=message):
        check_institution(
            switch, forgetful(base, method, name), **{**SHORT, **ENOUGH_TIME.get(switch, {})}
        )


def test_everything_a_protocol_fills_is_among_the_forgotten() -> None:
    tried = {(switch, method, name) for switch, _, method, name, _ in FORGOTTEN}
    for (switch, method), names in FILLED.items():
        assert {(switch, method, name) for name in names} <= tried


def test_the_pay_rule_of_the_guide_keeps_the_contract_with_what_it_fills() -> None:
    guide = (ROOT / "docs" / "own_institutions.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```python\n(\"\"\"Everybody gets the same.*?)```", guide, re.DOTALL)
    names: dict[str, Any] = {"__name__": "basic_income"}
    try:
        exec(text, names)
        check_institution("pay", names["BasicIncome"], **SHORT)
    finally:
        forget("pay", "basic_income")


TAMPERED: dict[str, Callable[[Any], None]] = {
    "wage_gini": lambda state: state.ordered_pay.fill(1.0),
    "wage_share": lambda state: setattr(state.flows, "labour_income", 1.0),
    "consumption_per_head": lambda state: setattr(state.flows, "consumption", 1.0),
    "meeting_share": lambda state: setattr(state.flows, "meeting_time", 1.0),
    "switching_share": lambda state: setattr(state.flows, "switching_time", 1.0),
    "supervision_share": lambda state: setattr(state.flows, "supervision_time", 1.0),
    "vote_pass_rate": lambda state: setattr(state.flows, "votes_passed", 0.5),
    "job_finding_rate": lambda state: setattr(state.flows, "unemployed_before_hiring", 900.0),
    "separation_rate": lambda state: setattr(state.flows, "separations_into_unemployment", 0.5),
    "job_to_job_transition_rate": lambda state: setattr(state.flows, "job_to_job", 0.5),
}
"""Numbers apart from the tables that an indicator is made of, and what may happen to them."""


@pytest.mark.parametrize("name", TAMPERED)
def test_an_indicator_that_the_tables_contradict_is_named(name: str) -> None:
    economy = Economy("parecon", seed=2, workers=300, burn_in=2, months=12, agent_interval=0)
    for _ in range(4):
        economy.step()
    before = people_table(economy)
    with economy.observe("innovation_and_diffusion", lambda model: TAMPERED[name](model.state)):
        economy.step()
    (problem,) = [one for one in indicator_problems(economy, before) if f" {name} is" in one]
    assert "but the tables say" in problem


@pytest.mark.parametrize("regime", ["capitalism", "parecon", "cooperative"])
def test_the_tables_tell_every_indicator(regime: str) -> None:
    economy = Economy(regime, seed=2, workers=300, burn_in=3, months=12, agent_interval=0)
    for _ in range(9):
        before = people_table(economy)
        economy.step()
        assert list(indicator_problems(economy, before)) == []
    assert set(recount(economy, before)) == set(INDICATORS)


def test_the_gini_coefficient_of_known_distributions() -> None:
    assert gini(pd.Series([1.0] * 5)) == pytest.approx(0.0)
    assert gini(pd.Series([0.0, 0.0, 0.0, 1.0])) == pytest.approx(0.75)
    assert np.isnan(gini(pd.Series([0.0, 0.0])))
