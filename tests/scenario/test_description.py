"""A scenario describes itself in full: as a dictionary, as a fingerprint, as a file."""

from __future__ import annotations

import hashlib
import json
import pickle
from dataclasses import FrozenInstanceError, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import BalancedJobsError, ScenarioError
from sim.parameters import Parameters, declarations
from sim.scenario import (
    INSTITUTION_RULES,
    Institutions,
    Scenario,
    list_scenarios,
    load_scenario,
    write_scenario,
)
from sim.sectors import load_sector

DECLARED = declarations()
NAMES = [name for name, _, _ in list_scenarios()]


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    overrides: dict[str, object] = {
        f"institutions.{switch}": draw(st.sampled_from(rules))
        for switch, rules in INSTITUTION_RULES.items()
    }
    for name in draw(st.sets(st.sampled_from(list(DECLARED)), max_size=5)):
        if not name.startswith("weight_"):
            overrides[name] = draw(st.floats(DECLARED[name].low, DECLARED[name].high))
    weights = draw(st.lists(st.integers(1, 20), min_size=3, max_size=3))
    names = draw(st.permutations(["hospital", "school", "software", "warehouse"]))[:3]
    overrides["sectors"] = {
        name: weight / sum(weights) for name, weight in zip(names, weights, strict=True)
    }
    overrides["workers"] = draw(st.integers(1000, 20_000_000))
    return load_scenario(draw(st.sampled_from(NAMES)), overrides)


@given(scenarios())
def test_the_dictionary_is_json_and_gives_the_scenario_back(scenario: Scenario) -> None:
    content = json.loads(json.dumps(scenario.to_dict(), allow_nan=False))
    again = Scenario.from_dict(content)
    assert again == scenario
    assert again.overrides == scenario.overrides
    assert again.digest == scenario.digest


@given(scenarios())
def test_a_written_file_gives_the_scenario_back(
    tmp_path_factory: pytest.TempPathFactory, scenario: Scenario
) -> None:
    path = write_scenario(scenario, tmp_path_factory.mktemp("written") / "any.toml")
    assert load_scenario(path) == scenario
    assert load_scenario(path).digest == scenario.digest


@given(scenarios())
def test_a_pickled_copy_is_equal(scenario: Scenario) -> None:
    copy = pickle.loads(pickle.dumps(scenario))
    assert copy == scenario
    assert copy.overrides == scenario.overrides
    assert copy.digest == scenario.digest


def test_the_dictionary_holds_all_parameters_and_whole_sectors() -> None:
    content = load_scenario("cooperative").to_dict()
    assert set(content["parameters"]) == set(DECLARED)
    assert content["overrides"] == ["profit_sharing"]
    hospital = next(s for s in content["sector_definitions"] if s["name"] == "hospital")
    assert len(hospital["tasks"]) == 8
    assert hospital["tasks"][0]["hours_share"] > 0.0


def test_the_digest_is_the_sha256_of_canonical_json() -> None:
    scenario = load_scenario("parecon")
    text = json.dumps(scenario.to_dict(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert scenario.digest == hashlib.sha256(text.encode()).hexdigest()


CHANGES: list[dict[str, object]] = [
    {"workers": 2001},
    {"months": 239},
    {"burn_in": 119},
    {"leniency": 0.51},
    {"leniency": DECLARED["leniency"].default},
    {"institutions.pay": "equal"},
    {"sectors": {"hospital": 1.0}},
]


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_every_change_changes_the_digest(change: dict[str, object]) -> None:
    scenario = load_scenario("parecon")
    assert load_scenario(scenario, change).digest != scenario.digest


def test_a_change_inside_a_sector_changes_the_digest() -> None:
    scenario = load_scenario("parecon", sectors={"hospital": 1.0})
    hospital = scenario.sector_definitions[0]
    task = replace(hospital.tasks[0], creativity=0.123)
    other = replace(hospital, tasks=(task, *hospital.tasks[1:]))
    changed = replace(scenario, sector_definitions=(other,))
    assert changed.digest != scenario.digest


def test_names_of_scenarios_give_different_digests() -> None:
    assert len({load_scenario(name).digest for name in NAMES}) == len(NAMES)


def test_a_sector_that_differs_from_the_shipped_one_is_written_beside_the_scenario(
    tmp_path: Path,
) -> None:
    scenario = load_scenario("parecon", sectors={"hospital": 0.5, "school": 0.5})
    hospital, school = scenario.sector_definitions
    task = replace(hospital.tasks[0], name='a "new" task \\ of 3', note="é \U0001f600")
    mine = replace(hospital, tasks=(task, *hospital.tasks[1:]))
    changed = replace(scenario, sector_definitions=(mine, school))
    path = write_scenario(changed, tmp_path / "mine.toml")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["mine-hospital.toml", "mine.toml"]
    assert load_scenario(path).digest == changed.digest


def test_a_scenario_cannot_be_written_where_there_is_no_folder(tmp_path: Path) -> None:
    scenario = load_scenario("parecon")
    with pytest.raises(ScenarioError, match="cannot be written"):
        write_scenario(scenario, tmp_path / "no" / "such.toml")
    with pytest.raises(ScenarioError, match=r"must end in \.toml"):
        write_scenario(scenario, tmp_path / "scenario.json")


def test_a_saved_scenario_of_an_older_version_keeps_its_values_when_it_is_changed() -> None:
    content = load_scenario("parecon").to_dict()
    content["parameters"]["leniency"] = 0.77  # as if the default had been another one
    scenario = Scenario.from_dict(content)
    assert scenario.overrides == {}
    assert load_scenario(scenario, workers=500).parameters.leniency == 0.77


@pytest.mark.parametrize(
    "damage",
    [
        {"parameters": {"leniency": 9}},
        {"parameters": None},
        {"institutions": {"pay": "fair"}},
        {"institutions": {"pay": 3}},
        {"sector_definitions": [{"name": "x"}]},
        {"sector_definitions": []},
        {"workers": "many"},
        {"sectors": {"hospital": 0.5}},
        {"surprise": 1},
    ],
    ids=str,
)
def test_a_damaged_dictionary_is_refused_with_a_message(damage: dict[str, Any]) -> None:
    content = load_scenario("parecon").to_dict() | damage
    with pytest.raises(BalancedJobsError):
        Scenario.from_dict(content)


def test_an_incomplete_dictionary_is_refused_with_a_message() -> None:
    for key in ("name", "sectors", "sector_definitions", "parameters", "institutions"):
        content = load_scenario("parecon").to_dict()
        del content[key]
        with pytest.raises(ScenarioError):
            Scenario.from_dict(content)


def test_a_scenario_can_be_built_in_python() -> None:
    scenario = Scenario(
        name="mine",
        sectors={"school": 0.5, "hospital": 0.5},
        institutions=Institutions(pay="equal"),
        parameters=Parameters(leniency=0.2),
    )
    assert scenario.sector_definitions == (load_sector("hospital"), load_sector("school"))
    assert list(scenario.sectors) == ["hospital", "school"]
    assert scenario.overrides == {"leniency": 0.2}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"workers": 3}, "workers = 3: must be a whole number from 50"),
        ({"workers": 100.0}, "whole number"),
        ({"wrokers": 100}, "did you mean 'workers'?"),
        ({"name": "a b"}, "name = "),
        ({"sectors": {"hospital": 0.9}}, "the shares sum to 0.9"),
        ({"sectors": {"hospital": 1.0, "school": 0.0}, "workers": 5}, "workers = 5"),
        ({"institutions": {"pay": "fair"}}, "institutions.pay"),
        ({"parameters": {"leniency": 2.0}}, "parameters.leniency"),
        ({"extends": "parecon"}, "extends"),
    ],
)
def test_a_mistake_in_python_gets_the_same_message_as_in_a_file(
    values: dict[str, Any], expected: str
) -> None:
    with pytest.raises(ScenarioError) as caught:
        Scenario(**{"name": "mine", "sectors": {"hospital": 1.0}, **values})
    assert expected in str(caught.value)


def test_institutions_are_checked_when_they_are_made() -> None:
    with pytest.raises(ScenarioError, match=r"did you mean 'balanced'\?"):
        Institutions(division="balancd")
    with pytest.raises(ScenarioError, match=r"did you mean 'division'\?"):
        Institutions(divison="balanced")  # type: ignore[call-arg]


def test_a_registered_rule_can_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(INSTITUTION_RULES, "pay", [*INSTITUTION_RULES["pay"], "by_lot"])
    scenario = load_scenario("capitalism", {"institutions.pay": "by_lot"})
    assert scenario.institutions.pay == "by_lot"


def test_a_scenario_cannot_be_changed_in_place() -> None:
    with pytest.raises(FrozenInstanceError):
        load_scenario("parecon").workers = 3  # type: ignore[misc]
