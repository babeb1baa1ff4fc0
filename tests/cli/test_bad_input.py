"""Bad input to the simulating verbs: one clear message, exit code 2, nothing computed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.command import Command

VERBS = (("run", "parecon"), ("compare", "capitalism", "parecon"))

OPTIONS = [
    (["--replicates", "0"], "--replicates"),
    (["--replicates", "-3"], "--replicates"),
    (["--replicates", "2.5"], "--replicates"),
    (["--replicates", "many"], "many"),
    (["--workers", "0"], "--workers"),
    (["--workers", "-1"], "--workers"),
    (["--workers", "1"], "workers"),
    (["--months", "0"], "--months"),
    (["--months", "-12"], "--months"),
    (["--burn-in", "-1"], "--burn-in"),
    (["--jobs", "0"], "--jobs"),
    (["--jobs", "-2"], "--jobs"),
    (["--seed", "-1"], "--seed"),
    (["--seed", "1.5"], "--seed"),
    (["--seed", str(2**64)], "--seed"),
    (["--seed"], "requires an argument"),
    (["--set"], "requires an argument"),
    (["--set", "intrinsic_motivation"], "KEY=VALUE"),
    (["--set", "intrinsic_motivation="], "KEY=VALUE"),
    (["--set", "=0.3"], "KEY=VALUE"),
    (["--set", "="], "KEY=VALUE"),
    (["--set", ""], "KEY=VALUE"),
    (["--set", "learning=0.02", "--set", "learning=0.03"], "set twice"),
    (["--set", "intrinsic_motivatoin=0.3"], "did you mean 'intrinsic_motivation'?"),
    (["--set", "learning=fast"], "fast"),
    (["--set", "learning=nan"], "learning"),
    (["--set", "learning=inf"], "learning"),
    (["--set", "learning=-1"], "0.01"),
    (["--set", "learning=9"], "0.05"),
    (["--set", "institutions.division=balancd"], "did you mean 'balanced'?"),
    (["--set", "institutions.divison=balanced"], "division"),
    (["--set", "institutions.division=3"], "division"),
    (["--set", "institutions=balanced"], "institutions"),
    (["--set", "division=balanced"], "division"),
    (["--out", ""], "folder"),
    (["--out", "."], "folder"),
    (["--fast"], "No such option"),
    (["--wrkers", "100"], "--workers"),
]


@pytest.mark.parametrize("verb", VERBS, ids=["run", "compare"])
@pytest.mark.parametrize(("options", "message"), OPTIONS, ids=lambda value: str(value))
def test_a_bad_option_exits_with_two_and_says_why(
    balanced_jobs: Command,
    tmp_path: Path,
    verb: tuple[str, ...],
    options: list[str],
    message: str,
) -> None:
    finished = balanced_jobs(*verb, *options)
    assert finished.returncode == 2
    assert finished.stdout == ""
    assert message in finished.stderr
    assert "Traceback" not in finished.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run"], "Missing argument"),
        (["run", "pareconn"], "did you mean 'parecon'?"),
        (["run", ""], "Error"),
        (["run", "missing/file.toml"], "missing/file.toml"),
        (["run", "parecon", "capitalism"], "unexpected extra argument"),
        (["compare", "capitalism"], "Missing argument"),
        (["compare", "capitalism", "parecom"], "did you mean 'parecon'?"),
        (["compare", "captalism", "parecon"], "did you mean 'capitalism'?"),
        (["compare", "capitalism", "parecon", "rotation"], "unexpected extra argument"),
        (["compare", "capitalism", "parecon", "--assumptions", "critcs"], "'critics'"),
        (["compare", "critics", "advocates"], "differ in"),
    ],
)
def test_a_bad_scenario_exits_with_two_and_says_why(
    balanced_jobs: Command, tmp_path: Path, arguments: list[str], message: str
) -> None:
    finished = balanced_jobs(*arguments)
    assert finished.returncode == 2
    assert finished.stdout == ""
    assert message in finished.stderr
    assert "Traceback" not in finished.stderr
    assert not (tmp_path / "results").exists() or not any((tmp_path / "results").iterdir())


@pytest.mark.parametrize("verb", VERBS, ids=["run", "compare"])
def test_a_folder_that_holds_something_else_is_left_as_it_is(
    balanced_jobs: Command, tmp_path: Path, verb: tuple[str, ...]
) -> None:
    thesis = tmp_path / "work" / "thesis.txt"
    thesis.parent.mkdir()
    thesis.write_text("years of work", encoding="utf-8")
    finished = balanced_jobs(*verb, "--out", "work")
    assert finished.returncode == 2
    assert "holds something other than results" in finished.stderr
    assert thesis.read_text(encoding="utf-8") == "years of work"
    assert [path.name for path in thesis.parent.iterdir()] == ["thesis.txt"]


def test_a_file_in_place_of_the_folder_is_refused(balanced_jobs: Command, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    for place in ("taken", "taken/below"):
        finished = balanced_jobs("run", "parecon", "--out", place)
        assert finished.returncode == 2
        assert "taken" in finished.stderr
        assert "--out" in finished.stderr
        assert "Traceback" not in finished.stderr


def test_a_folder_that_cannot_be_written_is_found_before_computing(
    balanced_jobs: Command, tmp_path: Path
) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    if os.access(locked, os.W_OK):
        # An administrator may write anywhere, but not where there are no real files.
        locked = Path("/proc/self")
        if not locked.is_dir():
            pytest.skip("this user may write to every folder")
    finished = balanced_jobs("run", "parecon", "--out", locked / "results")
    assert finished.returncode == 2
    assert "cannot write to" in finished.stderr
    assert "Simulating" not in finished.stderr


@pytest.mark.parametrize("verb", ["scenarios", "parameters", "validate"])
def test_verbs_that_simulate_nothing_take_no_option_of_a_simulation(
    balanced_jobs: Command, verb: str
) -> None:
    assert balanced_jobs(verb, "--replicates", "2").returncode == 2
