"""Overrides: changes by key and value, from Python or as text from a command line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import BalancedJobsError, ScenarioError
from sim.parameters import declarations
from sim.scenario import (
    INSTITUTION_RULES,
    load_scenario,
    override_keys,
    parse_override,
)

BAKERY = """
[size]
median = 12
log_sd = 0.5
minimum = 4
[[tasks]]
name = "baking"
hours_share = 0.5
domain = "manual"
complexity = 0.8
empowerment = 0.4
desirability = 0.5
creativity = 0.5
[[tasks]]
name = "accounts"
hours_share = 0.5
domain = "clerical"
complexity = 1.0
empowerment = 0.5
desirability = 0.4
creativity = 0.2
"""


def message_of(overrides: dict[str, object]) -> str:
    with pytest.raises(ScenarioError) as caught:
        load_scenario("parecon", overrides)
    return str(caught.value)


def test_parameters_counts_and_institutions_are_set_by_their_keys() -> None:
    scenario = load_scenario(
        "parecon", {"institutions.division": "rotation", "workers": 500}, leniency=1, burn_in=0
    )
    assert scenario.institutions.division == "rotation"
    assert scenario.institutions.pay == "effort_and_need"
    assert (scenario.workers, scenario.burn_in, scenario.months) == (500, 0, 240)
    assert scenario.overrides == {"leniency": 1.0}
    assert scenario.name == "parecon"


def test_tables_may_be_given_as_mappings() -> None:
    scenario = load_scenario(
        "parecon",
        institutions={"pay": "equal"},
        parameters={"leniency": 0.9},
        sectors={"hospital": 0.5, "school": 0.5},
    )
    assert scenario.institutions.pay == "equal"
    assert scenario.institutions.division == "balanced"
    assert scenario.overrides == {"leniency": 0.9}
    assert scenario.sectors == {"hospital": 0.5, "school": 0.5}


def test_single_sectors_change_and_a_share_of_zero_removes_one() -> None:
    scenario = load_scenario("parecon", {"sectors.hospital": 0.4, "sectors.school": 0.0})
    assert scenario.sectors["hospital"] == 0.4
    assert "school" not in scenario.sectors
    assert "the shares sum to 1.2" in message_of({"sectors.hospital": 0.4})


def test_a_sector_file_can_be_added_and_is_then_known_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bakery.toml").write_text(BAKERY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    changed = load_scenario("parecon", {"sectors.bakery.toml": 0.2, "sectors.school": 0})
    assert changed.sectors["bakery"] == 0.2
    (tmp_path / "bakery.toml").unlink()
    again = load_scenario(changed, {"sectors.bakery": 0.4, "sectors.hospital": 0})
    assert again.sectors["bakery"] == 0.4


def test_a_sector_may_have_the_name_of_an_institution(tmp_path: Path) -> None:
    path = tmp_path / "education.toml"
    path.write_text(BAKERY, encoding="utf-8")
    scenario = load_scenario("parecon", sectors={str(path): 1.0})
    again = load_scenario(scenario, {"sectors.education": 0.5, "sectors.hospital": 0.5})
    assert again.sectors == {"education": 0.5, "hospital": 0.5}


def test_a_scenario_is_changed_in_a_copy() -> None:
    original = load_scenario("critics")
    before = original.digest
    changed = load_scenario(original, leniency=0.1)
    assert original.digest == before
    assert changed.overrides == {**original.overrides, "leniency": 0.1}
    assert changed.shared_assumptions
    assert load_scenario(original) == original


def test_overrides_of_one_scenario_apply_to_another_as_they_are() -> None:
    critics = load_scenario("critics")
    capitalism = load_scenario("capitalism", critics.overrides)
    assert capitalism.parameters == critics.parameters
    assert capitalism.overrides == critics.overrides


def test_numbers_may_come_from_numpy() -> None:
    scenario = load_scenario("parecon", leniency=np.float64(0.7), workers=np.int64(700))
    assert scenario == load_scenario("parecon", leniency=0.7, workers=700)
    assert type(scenario.workers) is int


def test_what_the_file_gives_may_be_made_valid_or_not_by_overrides(tmp_path: Path) -> None:
    assert "workers = 60: sector aircraft_plant" in message_of({"workers": 60})
    assert load_scenario("parecon", workers=60, sectors={"hospital": 1.0}).workers == 60


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("lenience", 0.5, "did you mean 'leniency'?"),
        ("divison", "balanced", "did you mean 'institutions.division'?"),
        ("wrkers", 5, "did you mean 'workers'?"),
        ("seed", 1, "there is no such parameter or setting"),
        ("name", "x", "there is no such parameter or setting"),
        ("leniency", 1.5, "leniency = 1.5: must be a number from 0 to 1"),
        ("leniency", "much", 'leniency = "much": must be a number from 0 to 1'),
        ("leniency", True, "leniency = true: must be a number from 0 to 1"),
        ("leniency", float("nan"), "leniency = nan: must be a number from 0 to 1"),
        ("leniency", None, "leniency = None: must be a number from 0 to 1"),
        ("workers", 10, "workers = 10: must be a whole number from 50 to 20,000,000"),
        ("months", 1.5, "months = 1.5: must be a whole number from 1 to 6,000"),
        ("burn_in", "long", 'burn_in = "long": must be a whole number from 0 to 6,000'),
        ("institutions.division", "balancd", "did you mean 'balanced'?"),
        ("institutions.divison", "balanced", "did you mean 'division'?"),
        ("institutions", "parecon", "must be a table of rules"),
        ("parameters", 3, "must be a table of numbers"),
        ("sectors", {}, "must be a table of shares"),
        ("sectors", {"hospital": 0.5}, "the shares sum to 0.5"),
        ("sectors.hospitl", 0.1, "did you mean 'hospital'?"),
        ("sectors.hospital", -0.1, "sectors.hospital = -0.1: must be a number from 0 to 1"),
    ],
)
def test_a_wrong_override_is_named_with_key_value_and_what_is_allowed(
    key: str, value: object, expected: str
) -> None:
    assert expected in message_of({key: value})


def test_several_wrong_overrides_are_named_together() -> None:
    message = message_of({"leniency": 7, "workers": 0, "institutions.pay": "fair"})
    assert message.startswith("3 mistakes:")


def test_the_keys_are_counts_institutions_and_all_parameters() -> None:
    keys = override_keys()
    assert keys[:4] == ["workers", "months", "burn_in", "months_per_step"]
    assert keys[4:10] == [f"institutions.{switch}" for switch in INSTITUTION_RULES]
    assert keys[10:] == list(declarations())


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("leniency=0.3", "leniency", 0.3),
        (" leniency = .3 ", "leniency", 0.3),
        ("leniency=1e-2", "leniency", 0.01),
        ("leniency=1.", "leniency", 1.0),
        ("leniency=-0.5", "leniency", -0.5),
        ("workers=1_000", "workers", 1000),
        ("institutions.pay=equal", "institutions.pay", "equal"),
        ('institutions.pay="equal"', "institutions.pay", "equal"),
        ("flag=true", "flag", True),
        ("flag=True", "flag", "True"),
        ("sectors.my/bakery.toml=0.2", "sectors.my/bakery.toml", 0.2),
        ("x=a.b", "x", "a.b"),
        ("x=[1, 2]", "x", [1, 2]),
        ("x={a = 1}", "x", {"a": 1}),
        ('x="a=b c"', "x", "a=b c"),
    ],
)
def test_a_text_is_split_into_key_and_value(text: str, key: str, value: object) -> None:
    parsed = parse_override(text)
    assert parsed == (key, value)
    assert type(parsed[1]) is type(value)


@pytest.mark.parametrize("text", ["", "leniency", "=0.3", "leniency=", " = ", "leniency= "])
def test_a_text_without_key_or_value_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ScenarioError, match=r"is not KEY=VALUE; write, for example"):
        parse_override(text)


@pytest.mark.parametrize("text", ["x=a b", "x=[1", 'x="a', "x={", "x=1\ny=2", "x=#", "x=[" * 9999])
def test_a_value_that_is_neither_number_nor_word_is_refused(text: str) -> None:
    with pytest.raises(ScenarioError, match="neither a number nor a word"):
        parse_override(text)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_survives_the_way_through_text(value: float) -> None:
    assert parse_override(f"leniency={value!r}") == ("leniency", value)


@given(st.text(max_size=30))
def test_whatever_the_text_it_is_parsed_or_refused_with_a_message(text: str) -> None:
    message = "valid"
    try:
        key, value = parse_override(text)
        load_scenario("parecon", {key: value})
    except BalancedJobsError as error:
        message = str(error)
    assert message
