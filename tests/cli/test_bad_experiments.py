"""Bad input to the verbs of experiments: one clear message, exit code 2, nothing computed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sim.cli import main
from tests.cli.command import call

TINY = ("--workers", "200", "--months", "12", "--burn-in", "2")

FILES = {
    "plan.toml": 'scenarios = ["capitalism"]\n[grid]\nmonitoring = [0.1, 0.4]\n',
    "typo.toml": 'scenarios = ["capitalizm"]\nreplicate = 3\n[grid]\nmonitorin = 3\n',
    "range.toml": 'scenarios = ["capitalism"]\n[sobol.ranges]\nmonitoring = [0.1, 9.0]\n',
    "broken.toml": 'scenarios = ["capitalism"\n',
}

MISTAKES = [
    (["sweep"], "Missing argument"),
    (["sweep", "smok"], "did you mean 'smoke'?"),
    (["sweep", "missing.toml"], "missing.toml: no such design file"),
    (["sweep", "typo.toml"], "did you mean 'replicates'?"),
    (["sweep", "typo.toml"], "did you mean 'monitoring'?"),
    (["sweep", "range.toml"], "sobol.ranges.monitoring = [0.1, 9.0]"),
    (["sweep", "broken.toml"], "broken.toml"),
    (["sweep", "plan.toml", "--set", "monitoring=0.2"], "is varied by the design 'plan'"),
    (["sweep", "plan.toml", "--set", "monitorin=0.2"], "did you mean 'monitoring'?"),
    (["sweep", "plan.toml", "--samples", "8"], "the grid design 'plan' draws no samples"),
    (["sweep", "plan.toml", "--priors", "uniform"], "the grid design 'plan' draws no parameters"),
    (["sweep", "plan.toml", "--replicates", "0"], "--replicates"),
    (["sweep", "plan.toml", "--cluster", "nowhere"], "neither the address of a Dask scheduler"),
    (["sweep", "plan.toml", "--jobs", "0"], "--jobs"),
    (["factorial", "--b", "parecn"], "did you mean 'parecon'?"),
    (["factorial", "--b", "capitalism"], "both scenarios have the name 'capitalism'"),
    (["factorial", "--set", "institutions.pay=equl"], "did you mean 'equal'?"),
    (["frontier", "monitoring"], "Missing argument"),
    (["frontier", "monitoring", "monitoring"], "must differ"),
    (["frontier", "monitorin", "crowding"], "did you mean 'monitoring'?"),
    (["frontier", "monitoring=0.5:9", "crowding"], "from 0 to 1"),
    (["frontier", "monitoring=0.5:0.1", "crowding"], "give a lower and a higher value"),
    (["frontier", "monitoring=much", "crowding"], "NAME=LOW:HIGH"),
    (["frontier", "monitoring", "crowding", "--first", "1"], "--first"),
    (["frontier", "monitoring", "crowding", "--first", "65", "--levels", "6"], "take fewer"),
    (["frontier", "monitoring", "crowding", "--horizon", "year_5"], "did you mean 'year_1'?"),
    (["frontier", "monitoring", "crowding", "--measure", "effort"], "output_per_head"),
    (["frontier", "monitoring", "crowding", "--set", "monitoring=0.2"], "held fixed"),
    (["break-even", "institutions.pay"], "is not a parameter"),
    (["break-even", "intrinsic_motivatoin"], "did you mean 'intrinsic_motivation'?"),
    (["break-even", "intrinsik"], "did you mean 'intrinsic_motivation'?"),
    (["break-even", "monitoring=0.1:0.4:0.6"], "NAME=LOW:HIGH"),
    (["break-even", "monitoring", "--horizon", "year_20"], "a run of 12 months has no such"),
    (["break-even", "monitoring=0:2"], "from 0 to 1"),
    (["verdict", "--samples", "3"], "a power of two, such as 2 or 4"),
    (["verdict", "--samples", "0"], "--samples"),
    (["verdict", "--a", "capitalizm"], "did you mean 'capitalism'?"),
    (["verdict", "--decisive", "0"], "--decisive"),
    (["verdict", "--set", "monitoring=9"], "from 0 to 1"),
    (["verdict", "--priors", "flat"], "'declared', 'uniform'"),
    (["sensitivity", "smoke"], "is a grid design; indices need one of sobol, morris"),
    (["sensitivity", "screening", "--outcome", "efort"], "did you mean 'effort'?"),
    (["sensitivity", "screening", "--horizon", "year_20"], "has no such horizon"),
    (["sensitivity", "screening", "--samples", "1"], "must be a whole number from 2"),
    (["sensitivity", "sobol_motivation", "--samples", "12"], "a power of two, such as 8 or 16"),
    (["results", "nowhere"], "there is no folder nowhere"),
    (["rerun", "nowhere", "1"], "holds no experiment"),
    (["rerun", ".", "first"], "'first'"),
    (["designs", "--samples", "3"], "No such option"),
]

SIZED = ("sweep", "factorial", "frontier", "break-even", "verdict", "sensitivity")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("arguments", "message"), MISTAKES, ids=lambda value: str(value))
def test_a_mistake_exits_with_two_and_says_what_is_allowed(
    arguments: list[str], message: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    size = TINY if arguments[0] in SIZED else ()
    assert main([*arguments, *size]) == 2
    written = capsys.readouterr()
    assert written.out == ""
    assert message in written.err
    assert "Traceback" not in written.err
    # Nothing is announced that does not come about.
    assert "Results go to" not in written.err
    assert {path.name for path in folder.iterdir()} <= {*FILES, "results"}
    assert not [path for path in (folder / "results").glob("*/*") if path.name != ".lock"]


@pytest.mark.parametrize("place", ["thesis", "thesis/below"])
def test_a_file_in_place_of_the_folder_is_refused(
    place: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "thesis").write_text("years of work", encoding="utf-8")
    assert main(["sweep", "plan.toml", *TINY, "--out", place]) == 2
    assert f"cannot write to {place}" in capsys.readouterr().err
    assert (folder / "thesis").read_text(encoding="utf-8") == "years of work"


def test_a_folder_that_holds_something_else_keeps_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "work").mkdir()
    (folder / "work" / "thesis.json").write_text("{}", encoding="utf-8")
    (folder / "work" / "data.parquet").write_bytes(b"years of work")
    for more in ([], ["--restart"], ["--anew"]):
        assert main(["sweep", "plan.toml", *TINY, "--out", "work", *more]) == 2
        assert "holds something other than results" in capsys.readouterr().err
    assert (folder / "work" / "data.parquet").read_bytes() == b"years of work"
    assert (folder / "work" / "thesis.json").read_text(encoding="utf-8") == "{}"


def test_a_folder_that_cannot_be_written_to_is_found_before_computing(folder: Path) -> None:
    locked = folder / "locked"
    locked.mkdir(mode=0o555)
    if os.access(locked, os.W_OK):
        # An administrator may write anywhere, but not where there are no real files.
        locked = Path("/proc/self")
        if not locked.is_dir():
            pytest.skip("this user may write to every folder")
    ended = call("sweep", "plan.toml", *TINY, "--out", locked / "results", folder=folder)
    assert ended.returncode == 2
    assert "cannot write to" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("verb", SIZED)
def test_verbs_of_experiments_share_their_options(
    verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([verb, "--help"]) == 0
    text = capsys.readouterr().out
    for option in (
        "set", "seed", "replicates", "workers", "months", "burn-in", "jobs", "cluster", "out",
        "restart", "retry-failed", "quiet", "json",
    ):  # fmt: skip
        assert f"--{option}" in text


def test_the_named_designs_are_listed_with_their_runs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    import json

    assert main(["designs", "--json"]) == 0
    listed = {entry["name"]: entry for entry in json.loads(capsys.readouterr().out)}
    assert listed["smoke"]["runs"] == 12
    assert main(["designs"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(listed)
