"""What readers are told of parameters and regimes, in plain words."""

from __future__ import annotations

import pytest

import sim
from sim.app.beliefs import BELIEFS
from sim.explorer.questions import QUESTIONS
from sim.explorer.regimes import RULE_WORDS, regime_words
from sim.explorer.shipped import shipped_parts
from sim.parameters import declarations
from sim.rules import SHIPPED_RULES


def test_questions_are_of_parameters_and_those_of_the_page_are_the_same() -> None:
    assert set(QUESTIONS) <= set(declarations())
    assert all(text.endswith("?") and len(text) < 72 for text in QUESTIONS.values())
    for belief in BELIEFS:
        assert QUESTIONS[belief.parameter] == belief.question


def test_every_assumption_of_the_page_that_ships_is_a_question() -> None:
    for one in shipped_parts().content["parameters"]:
        assert one["question"] == QUESTIONS[one["name"]]


def test_every_rule_that_ships_has_words() -> None:
    assert set(RULE_WORDS) == {
        (key, rule) for key, rules in SHIPPED_RULES.items() for rule in rules
    }


def test_a_regime_is_told_by_what_differs_from_the_baseline() -> None:
    scenarios = [
        sim.load_scenario(name).to_dict()
        for name in ("capitalism", "parecon", "parecon_no_balance", "cooperative", "calibrated")
    ]
    names = {str(one["name"]): "" for one in scenarios[1:]} | {"balanced_jobs": ""}
    found = regime_words(scenarios, names)
    assert found["cooperative"] == "Everybody has a vote in the council of the workplace."
    assert found["parecon"].count(";") == 5
    assert found["calibrated"] == "Its institutions are the same; only numbers differ."
    assert found["balanced_jobs"] == (
        f"{RULE_WORDS['division', 'balanced'].capitalize()}. All else is the same."
    )
    own = {**scenarios[1], "institutions": {**scenarios[1]["institutions"], "pay": "lottery"}}
    assert "pay goes by 'lottery'" in regime_words([scenarios[0], own], {"parecon": ""})["parecon"]


@pytest.mark.parametrize("regime", ["balanced_jobs", "parecon"])
def test_the_page_that_ships_tells_who_gains(regime: str) -> None:
    parts = shipped_parts()
    assert parts.content["about"][regime].endswith(".")
    assert list(parts.content["by_fifth"]) == ["income", "alienation", "voice"]
    for name in parts.content["by_fifth"]:
        for fifth in range(5):
            assert f"fifth|{regime}|{name}|{fifth}" in parts.columns
