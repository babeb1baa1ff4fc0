"""Every experiment by its verb: exit code, what is written where, and that it goes on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sim
from sim.errors import ResultsError
from tests.cli.command import Finished, call

pytestmark = pytest.mark.slow

TINY = ("--workers", 200, "--months", 12, "--burn-in", 2, "--seed", 3)

DESIGN = """
scenarios = ["capitalism", "parecon"]

[sobol]
samples = 4
parameters = ["monitoring", "crowding"]
"""

VERBS: dict[str, tuple[object, ...]] = {
    "sweep": ("sweep", "plan.toml"),
    "factorial": ("factorial", "--b", "rotation", "--replicates", 2),
    "frontier": (
        "frontier", "intrinsic_motivation=0.2:0.5", "monitoring", "--first", 3, "--levels", 1,
        "--replicates", 2, "--horizon", "year_1",
    ),
    "break-even": ("break-even", "intrinsic_motivation", "--first", 3, "--replicates", 2),
    "verdict": ("verdict", "--samples", 2, "--decisive", 2, "--screening", 2),
    "sensitivity": ("sensitivity", "plan.toml", "--outcome", "effort"),
}  # fmt: skip
"""A small call of each verb; its name is that of its results as well."""

Ended = Callable[[str], Finished]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("verbs")
    (place / "plan.toml").write_text(DESIGN, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def ended(folder: Path) -> Ended:
    """Return a function that says how the call of a verb ended; it is given when first asked for.

    Its results go to a folder of its name.
    """
    calls: dict[str, Finished] = {}

    def end(name: str) -> Finished:
        if name not in calls:
            order = (*VERBS[name], *TINY, "--out", name, "--json")
            calls[name] = call(*order, folder=folder)
        return calls[name]

    return end


@pytest.mark.parametrize("name", VERBS)
def test_standard_output_holds_the_summary_as_json_and_nothing_else(
    name: str, ended: Ended, folder: Path
) -> None:
    finished = ended(name)
    assert finished.returncode == 0, finished.stderr
    printed: dict[str, Any] = json.loads(finished.stdout)
    assert printed.pop("folder") == name
    saved = json.loads((folder / name / "summary.json").read_text(encoding="utf-8"))
    assert printed == saved
    assert printed["kind"] == name
    assert printed["runs"]["completed"] == printed["runs"]["planned"] > 0


@pytest.mark.parametrize("name", VERBS)
def test_the_results_are_opened_and_drawn(name: str, ended: Ended, folder: Path) -> None:
    assert ended(name).returncode == 0
    result = sim.open_results(folder / name)
    assert result.kind == name  # type: ignore[union-attr]
    assert result.completed == result.planned  # type: ignore[union-attr]
    pictures = {path.suffix for path in (folder / name / "figures").iterdir()}
    assert pictures == {".png"}


@pytest.mark.parametrize("name", VERBS)
def test_the_same_call_again_computes_nothing_and_says_the_answer(
    name: str, ended: Ended, folder: Path
) -> None:
    assert ended(name).returncode == 0
    chunks = {path: path.stat().st_mtime_ns for path in (folder / name / "chunks").iterdir()}
    tables = {path: path.read_bytes() for path in (folder / name).glob("*.parquet")}
    again = call(*VERBS[name], *TINY, "--out", name, "--jobs", 1, folder=folder)
    assert again.returncode == 0, again.stderr
    assert f"Files: {name}" in again.stdout
    assert 4 <= len(again.stdout.splitlines()) <= 12
    assert "Traceback" not in again.stderr
    assert {path: path.stat().st_mtime_ns for path in (folder / name / "chunks").iterdir()} == (
        chunks
    )
    assert {path: path.read_bytes() for path in (folder / name).glob("*.parquet")} == tables


def test_quiet_says_nothing(ended: Ended, folder: Path) -> None:
    assert ended("sweep").returncode == 0
    quiet = call(*VERBS["sweep"], *TINY, "--out", "sweep", "--quiet", folder=folder)
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")


def test_other_settings_are_refused_by_name(ended: Ended, folder: Path) -> None:
    assert ended("break-even").returncode == 0
    changed = call(*VERBS["break-even"], *TINY[:-1], 4, "--out", "break-even", folder=folder)
    assert changed.returncode == 2
    assert "seed was 3, now 4" in changed.stderr
    assert "--restart" in changed.stderr
    other = call(*VERBS["sweep"], *TINY, "--out", "factorial", folder=folder)
    assert other.returncode == 2
    assert "holds results of 'factorial', not of 'sweep'" in other.stderr
    compared = call("run", "parecon", *TINY, "--out", "factorial", folder=folder)
    assert compared.returncode == 2
    assert "holds results of 'factorial', not of 'run'" in compared.stderr
    assert sim.open_results(folder / "factorial").completed == 4  # type: ignore[union-attr]


def test_results_are_listed_with_kind_state_and_size(ended: Ended, folder: Path) -> None:
    assert all(ended(name).returncode == 0 for name in VERBS)
    begun = folder / "begun"
    (begun / "chunks").mkdir(parents=True)
    manifest = (folder / "verdict" / "manifest.json").read_bytes()
    (begun / "manifest.json").write_bytes(manifest)
    (folder / "damaged").mkdir()
    (folder / "damaged" / "manifest.json").write_text("{", encoding="utf-8")
    listed = {
        entry["folder"]: entry
        for entry in json.loads(call("results", ".", "--json", folder=folder).stdout)
    }
    assert set(listed) >= {*VERBS, "begun", "damaged"}
    for name in VERBS:
        assert (listed[name]["kind"], listed[name]["state"]) == (name, "complete")
        files = [path for path in (folder / name).rglob("*") if path.is_file()]
        assert listed[name]["size"] == sum(path.stat().st_size for path in files)
    assert (listed["begun"]["kind"], listed["begun"]["state"]) == ("verdict", "not complete")
    assert listed["damaged"]["state"] == "broken"
    table = call("results", ".", folder=folder).stdout.splitlines()
    assert table[0].split() == ["folder", "kind", "state", "runs", "size", "date"]
    assert len(table) == 1 + len(listed)
    with pytest.raises(ResultsError, match="give the command that began it"):
        sim.open_results(begun)


def test_any_run_is_repeated_in_full(ended: Ended, folder: Path) -> None:
    assert ended("frontier").returncode == 0
    repeated = call("rerun", "frontier", 7, "--out", "seven", folder=folder)
    assert repeated.returncode == 0, repeated.stderr
    assert "the same as those stored, to the last bit" in repeated.stdout
    run = sim.open_results(folder / "seven")
    assert isinstance(run, sim.Run)
    assert run.monthly["month"].max() == 12
    missing = call("rerun", "frontier", 10_000, folder=folder)
    assert missing.returncode == 2
    assert "has no run 10000" in missing.stderr
    nothing = call("rerun", "nowhere", 1, folder=folder)
    assert nothing.returncode == 2
    assert "`balanced-jobs results` lists what there is" in nothing.stderr


def test_numbers_that_differ_from_the_stored_end_with_one(ended: Ended, folder: Path) -> None:
    assert ended("factorial").returncode == 0
    shutil.copytree(folder / "factorial", folder / "altered")
    file = folder / "altered" / "runs.parquet"
    runs = pd.read_parquet(file)
    runs.loc[runs["run"] == 1, "effort"] += 1e-15
    runs.to_parquet(file)
    altered = call("rerun", "altered", 1, folder=folder)
    assert altered.returncode == 1
    assert "the numbers differ from those stored" in altered.stderr


def test_another_outcome_of_a_design_simulates_nothing_and_says_what_it_replaces(
    folder: Path,
) -> None:
    first = call(*VERBS["sensitivity"], *TINY, folder=folder)
    assert first.returncode == 0, first.stderr
    (place,) = (folder / "results").glob("sensitivity-plan--*")
    assert "effort" not in place.name
    chunks = {path: path.stat().st_mtime_ns for path in (place / "chunks").iterdir()}
    other = call("sensitivity", "plan.toml", "--outcome", "alienation", *TINY, folder=folder)
    assert other.returncode == 0, other.stderr
    assert "Tables and figures of effort, long run, are replaced." in other.stderr
    assert {path: path.stat().st_mtime_ns for path in (place / "chunks").iterdir()} == chunks
    again = call("sensitivity", place.relative_to(folder), "--quiet", folder=folder)
    assert again.returncode == 0, again.stderr
    opened = sim.open_results(place)
    assert opened.outcome == "output_per_hour"  # type: ignore[attr-defined]
    assert {path: path.stat().st_mtime_ns for path in (place / "chunks").iterdir()} == chunks
