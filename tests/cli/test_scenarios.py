"""``balanced-jobs scenarios`` and ``balanced-jobs validate``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import ROOT, Command

NAMED = {
    "advocates",
    "balanced_only",
    "capitalism",
    "cooperative",
    "coordinatorism",
    "critics",
    "parecon",
    "parecon_no_balance",
    "rotation",
}
SWITCHES = {"division", "decisions", "pay", "employment", "education", "innovation"}
FILES = sorted((ROOT / "scenarios").glob("*.toml"))


def test_json_lists_every_named_scenario_with_its_six_institutions(balanced_jobs: Command) -> None:
    listed = json.loads(balanced_jobs("scenarios", "--json").stdout)
    assert {row["name"] for row in listed} >= NAMED
    assert all(set(row["institutions"]) == SWITCHES for row in listed)
    rules = {row["name"]: row["institutions"] for row in listed}
    assert rules["capitalism"]["division"] == "hierarchical"
    assert rules["parecon"]["pay"] == "effort_and_need"


@pytest.mark.parametrize("width", [40, 80, 100, 140])
def test_the_list_names_every_scenario_and_fits_the_terminal(
    balanced_jobs: Command, width: int
) -> None:
    finished = balanced_jobs("scenarios", COLUMNS=str(width))
    assert (finished.returncode, finished.stderr) == (0, "")
    lines = finished.stdout.splitlines()
    assert max(map(len, lines)) <= width
    for name in NAMED:
        assert any(line.startswith(name) for line in lines)
    for word in ("hierarchical", "effort_and_need", "job_guarantee", "commons"):
        assert word in finished.stdout


def test_scenarios_of_the_working_folder_are_listed_and_stand_in_for_shipped_ones(
    balanced_jobs: Command, tmp_path: Path
) -> None:
    shipped = json.loads(balanced_jobs("scenarios", "--json").stdout)
    folder = tmp_path / "scenarios"
    folder.mkdir()
    mine = 'title = "Mine"\nextends = "parecon"\n[institutions]\ndivision = "rotation"\n'
    (folder / "mine.toml").write_text(mine, encoding="utf-8")
    (folder / "critics.toml").write_text('extends = "capitalism"\n', encoding="utf-8")
    listed = {row["name"]: row for row in json.loads(balanced_jobs("scenarios", "--json").stdout)}
    before = {row["name"]: row for row in shipped}
    assert listed.keys() == before.keys() | {"mine"}
    assert list(listed) == sorted(listed)
    assert listed["mine"]["title"] == "Mine"
    rules = before["parecon"]["institutions"] | {"division": "rotation"}
    assert listed["mine"]["institutions"] == rules
    rules = before["capitalism"]["institutions"]
    assert listed["critics"] == {"name": "critics", "title": "", "institutions": rules}
    assert listed["rotation"] == before["rotation"]


def test_every_scenario_that_comes_along_is_valid(balanced_jobs: Command) -> None:
    finished = balanced_jobs("validate", *FILES)
    assert (finished.returncode, finished.stderr) == (0, "")
    assert finished.stdout.splitlines() == [f"ok  {path}" for path in FILES]


WRONG = {
    "parameter": ("[parameters]\nintrinsic_motivatoin = 0.3\n", "intrinsic_motivation"),
    "range": ("[parameters]\nintrinsic_motivation = 30.0\n", "30"),
    "type": ('[parameters]\nintrinsic_motivation = "much"\n', "much"),
    "rule": ('[institutions]\ndivision = "balancd"\n', "balanced"),
    "switch": ('[institutions]\ndivison = "balanced"\n', "division"),
    "sector": ("[sectors]\nhospitl = 1.0\n", "hospital"),
    "shares": ("[sectors]\nhospital = 0.4\nsoftware = 0.4\n", "0.8"),
    "key": ("wrkers = 100\n", "workers"),
    "count": ("workers = -5\n", "-5"),
    "parent": ('extends = "capitalsm"\n', "capitalism"),
    "circle": ('extends = "circle.toml"\n', "circle"),
    "syntax": ("workers = = 3\n", "TOML"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_file_is_named_with_what_is_wrong_and_what_was_meant(
    balanced_jobs: Command, tmp_path: Path, what: str
) -> None:
    text, expected = WRONG[what]
    file = tmp_path / f"{what}.toml"
    # Keys of the top level must come before the first table.
    name = f'name = "{what}"\n'
    file.write_text(name + text, encoding="utf-8")
    for arguments in (["validate", file], ["run", file, "--replicates", 1]):
        finished = balanced_jobs(*arguments)
        assert finished.returncode == 2
        assert finished.stdout == ""
        assert f"{what}.toml" in finished.stderr
        assert expected in finished.stderr
        assert "Traceback" not in finished.stderr
    assert not (tmp_path / "results").exists()


@pytest.mark.parametrize("what", WRONG)
def test_a_list_with_a_wrong_file_is_refused_as_validate_refuses_the_file(
    balanced_jobs: Command, tmp_path: Path, what: str
) -> None:
    file = tmp_path / "scenarios" / f"{what}.toml"
    file.parent.mkdir()
    file.write_text(WRONG[what][0], encoding="utf-8")
    listed = balanced_jobs("scenarios")
    validated = balanced_jobs("validate", file.relative_to(tmp_path))
    assert (listed.returncode, listed.stdout) == (2, "")
    assert listed.stderr == validated.stderr


def test_a_file_that_is_not_text_is_refused(balanced_jobs: Command, tmp_path: Path) -> None:
    file = tmp_path / "latin.toml"
    file.write_bytes('name = "é"\n'.encode("latin-1"))
    finished = balanced_jobs("validate", file)
    assert finished.returncode == 2
    assert "UTF-8" in finished.stderr


def test_one_wrong_file_does_not_keep_the_others_from_being_checked(
    balanced_jobs: Command, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("workers = 0\n", encoding="utf-8")
    good = ROOT / "scenarios" / "capitalism.toml"
    finished = balanced_jobs("validate", wrong, tmp_path / "missing.toml", good)
    assert finished.returncode == 2
    assert finished.stdout == f"ok  {good}\n"
    assert "wrong.toml" in finished.stderr
    assert "missing.toml" in finished.stderr


def test_validate_needs_a_file(balanced_jobs: Command) -> None:
    assert balanced_jobs("validate").returncode == 2
