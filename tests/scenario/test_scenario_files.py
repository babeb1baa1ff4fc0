"""Scenario files: finding them, what they inherit, and how values replace one another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sim.errors import ScenarioError
from sim.scenario import Scenario, load_scenario, validate_file
from sim.scenario.files import search_folders
from sim.sectors import Sector

SECTOR = """
[size]
median = 12
log_sd = 0.5
minimum = 4
[[tasks]]
name = "baking"
hours_share = 0.75
domain = "manual"
complexity = 0.8
empowerment = 0.4
desirability = 0.5
creativity = 0.5
[[tasks]]
name = "accounts"
hours_share = 0.25
domain = "clerical"
complexity = 1.0
empowerment = 0.5
desirability = 0.4
creativity = 0.2
"""


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def message_of(path: Path | str) -> str:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    return str(caught.value)


def test_what_a_file_sets_replaces_what_it_inherits_and_the_rest_stays(tmp_path: Path) -> None:
    path = write(
        tmp_path / "mine.toml",
        'extends = "parecon"\nworkers = 900\n'
        '[institutions]\npay = "equal"\n[parameters]\nmonitoring = 0.2\n',
    )
    scenario, parent = load_scenario(path), load_scenario("parecon")
    assert (scenario.name, scenario.title, scenario.workers) == ("mine", "", 900)
    assert scenario.institutions == replace(parent.institutions, pay="equal")
    assert scenario.parameters == parent.parameters.replace(monitoring=0.2)
    assert scenario.overrides == {"monitoring": 0.2}
    assert scenario.sectors == parent.sectors


def test_parameters_of_all_ancestors_count_as_set_and_the_nearest_wins(tmp_path: Path) -> None:
    write(tmp_path / "a.toml", 'extends = "capitalism"\n[parameters]\nmonitoring=0.2\nleniency=1\n')
    write(tmp_path / "b.toml", 'extends = "a.toml"\n[parameters]\nmonitoring = 0.3\n')
    path = write(tmp_path / "c.toml", 'extends = "./b.toml"\n[parameters]\ncrowding = 0.1\n')
    assert load_scenario(path).overrides == {"monitoring": 0.3, "leniency": 1.0, "crowding": 0.1}


def test_a_table_of_sectors_replaces_the_inherited_one(tmp_path: Path) -> None:
    path = write(tmp_path / "mine.toml", 'extends = "parecon"\n[sectors]\nhospital = 1\n')
    assert load_scenario(path).sectors == {"hospital": 1.0}


def test_paths_start_from_the_file_that_has_them(tmp_path: Path) -> None:
    write(tmp_path / "sectors" / "bakery.toml", SECTOR)
    base = '[sectors]\n"../sectors/bakery.toml" = 0.5\nschool = 0.5\n'
    write(tmp_path / "base" / "base.toml", base)
    path = write(tmp_path / "mine" / "mine.toml", 'extends = "../base/base.toml"\n')
    scenario = load_scenario(path)
    assert scenario.sectors == {"bakery": 0.5, "school": 0.5}
    assert [sector.name for sector in scenario.sector_definitions] == ["bakery", "school"]
    assert scenario.sector_definitions[0].tasks[0].name == "baking"


def test_order_and_rounding_of_sectors_do_not_matter(tmp_path: Path) -> None:
    first = write(tmp_path / "a.toml", 'name="x"\n[sectors]\nschool = 0.25\nhospital = 0.75\n')
    second = write(tmp_path / "b.toml", 'name="x"\n[sectors]\nhospital = 0.75\nschool = 0.25\n')
    assert load_scenario(first).digest == load_scenario(second).digest
    third = write(
        tmp_path / "c.toml",
        "[sectors]\nhospital = 0.3333333\nschool = 0.3333333\nsoftware = 0.3333333\n",
    )
    assert list(load_scenario(third).sectors.values()) == pytest.approx([1 / 3] * 3)


def test_a_sector_with_a_share_of_zero_is_left_out(tmp_path: Path) -> None:
    path = write(tmp_path / "mine.toml", "[sectors]\nhospital = 1.0\nschool = 0.0\n")
    assert load_scenario(path).sectors == {"hospital": 1.0}


def test_a_name_finds_a_file_in_scenarios_of_the_working_directory_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_scenario("parecon").workers == 2000
    write(tmp_path / "scenarios" / "mine.toml", 'extends = "parecon"\nworkers = 901\n')
    write(tmp_path / "scenarios" / "parecon.toml", 'extends = "capitalism"\nworkers = 902\n')
    assert load_scenario("mine").workers == 901
    assert load_scenario("parecon").workers == 902
    assert search_folders()[0] == tmp_path / "scenarios"


def test_a_file_may_extend_the_shipped_scenario_of_its_own_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "scenarios" / "parecon.toml", 'extends = "parecon"\nmonths = 12\n')
    scenario = load_scenario("parecon")
    assert scenario.months == 12
    assert scenario.institutions.division == "balanced"


def test_a_name_also_finds_a_file_beside_the_one_that_extends_it(tmp_path: Path) -> None:
    write(tmp_path / "base.toml", 'extends = "capitalism"\nworkers = 903\n')
    path = write(tmp_path / "mine.toml", 'extends = "base"\n')
    assert load_scenario(path).workers == 903


def test_a_home_directory_can_be_written_with_a_tilde(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    write(tmp_path / "mine.toml", 'extends = "capitalism"\nworkers = 904\n')
    assert load_scenario("~/mine.toml").workers == 904


def test_a_name_that_a_file_does_not_give_is_made_from_that_of_the_file(tmp_path: Path) -> None:
    path = write(tmp_path / "my first try.toml", 'extends = "capitalism"\n')
    assert load_scenario(path).name == "my_first_try"
    path = write(tmp_path / f"{'x' * 120}.toml", 'extends = "capitalism"\n')
    assert load_scenario(path).name == "x" * 100


def test_a_circle_is_shown_with_all_its_members(tmp_path: Path) -> None:
    write(tmp_path / "a.toml", 'extends = "b.toml"\n')
    write(tmp_path / "b.toml", 'extends = "c.toml"\n')
    write(tmp_path / "c.toml", 'extends = "b.toml"\n')
    message = message_of(tmp_path / "a.toml")
    assert "circular extends" in message
    circle = message.partition("circular extends: ")[2].partition(";")[0].split(" -> ")
    assert [Path(member).name for member in circle] == ["b.toml", "c.toml", "b.toml"]


@pytest.mark.parametrize("reference", ["self.toml", "./self.toml", "self", "../x/self.toml"])
def test_a_file_that_extends_itself_is_a_circle(tmp_path: Path, reference: str) -> None:
    path = write(tmp_path / "x" / "self.toml", f'extends = "{reference}"\n')
    message = message_of(path)
    assert "circular extends" in message
    assert "self.toml -> " in message


def test_a_long_chain_is_no_circle(tmp_path: Path) -> None:
    write(tmp_path / "s0.toml", 'extends = "capitalism"\nworkers = 905\n')
    for step in range(1, 200):
        write(tmp_path / f"s{step}.toml", f'extends = "s{step - 1}.toml"\n')
    assert load_scenario(tmp_path / "s199.toml").workers == 905


def test_a_mistake_in_an_ancestor_is_reported_with_the_name_of_that_file(tmp_path: Path) -> None:
    write(tmp_path / "base.toml", 'extends = "capitalism"\nworkers = -3\n')
    path = write(tmp_path / "mine.toml", 'extends = "base.toml"\n')
    assert "base.toml: workers = -3" in message_of(path)


def test_validating_reads_scenario_files_and_sector_files(tmp_path: Path) -> None:
    scenario = write(tmp_path / "mine.toml", 'extends = "parecon"\n')
    sector = write(tmp_path / "bakery.toml", SECTOR)
    assert isinstance(validate_file(scenario), Scenario)
    assert isinstance(validate_file(str(sector)), Sector)


def test_validating_a_name_says_that_a_path_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ScenarioError, match="'parecon' is the name of a scenario, not a path"):
        validate_file("parecon")
