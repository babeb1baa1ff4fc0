"""A run that fails: kept with parameters and traceback, replayed by the command that is printed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import sim
from tests.cli.command import Command, environment

DESIGN = """
scenarios = ["capitalism", "parecon"]
workers = 200
months = 12
burn_in = 2

[grid]
monitoring = [0.1, 0.4]
"""

# The command, but for a mistake in the model that one of four runs meets.
BROKEN_MODEL = """
import sys
from sim.cli import main
from sim.economy import Economy

step = Economy.step

def broken(economy):
    scenario = economy.scenario
    if scenario.name == "parecon" and scenario.parameters.monitoring == 0.4 and economy.month == 5:
        raise ArithmeticError("a planted mistake")
    step(economy)

Economy.step = broken
sys.exit(main(sys.argv[1:]))
"""

IMPOSSIBLE = """
scenarios = ["parecon"]
workers = 200
months = 12
burn_in = 2

[parameters]
weight_powerlessness = 0.0
weight_meaninglessness = 0.0
weight_self_estrangement = 0.0

[grid]
weight_isolation = [0.0, 0.5]
"""


ALL_BROKEN = """
scenarios = ["parecon"]
workers = 200
months = 12
burn_in = 2
parameters = { monitoring = 0.4 }

[latin_hypercube]
samples = 4
parameters = ["crowding"]
"""


def broken(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", BROKEN_MODEL, *map(str, arguments)],
        cwd=folder, env=environment(), capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip


@pytest.mark.slow
def test_a_failing_run_is_kept_and_replayed_by_the_printed_command(
    tmp_path: Path, balanced_jobs: Command
) -> None:
    (tmp_path / "plan.toml").write_text(DESIGN, encoding="utf-8")
    ended = broken(tmp_path, "sweep", "plan.toml", "--out", "out", "--jobs", 1)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert "Error: run 3 failed: ArithmeticError: a planted mistake" in ended.stderr
    assert "Failed: 1 of 4 runs; they stand in out/errors.parquet" in ended.stderr
    (row,) = pq.read_table(tmp_path / "out" / "errors.parquet").to_pylist()
    assert (row["run"], row["scenario"], row["monitoring"]) == (3, "parecon", 0.4)
    assert "a planted mistake" in row["traceback"]
    assert "simulate_chunk" in row["traceback"]
    assert str(tmp_path) not in row["traceback"]
    assert sim.open_results(tmp_path / "out").completed == 3
    assert "1 failed" in balanced_jobs("results", ".").stdout

    printed = ended.stderr.partition("repeat it with: ")[2].splitlines()[0]
    assert printed == row["command"]
    program, *arguments = printed.split()
    assert program == "balanced-jobs"
    replayed = broken(tmp_path, *arguments)
    assert replayed.returncode == 1
    assert "Traceback" in replayed.stderr
    assert "Run 3 fails again: ArithmeticError: a planted mistake" in replayed.stderr

    # A run that went through is repeated, and where the model is mended the failed one as well.
    assert "to the last bit" in broken(tmp_path, "rerun", "out", 2).stdout
    mended = balanced_jobs(*arguments)
    assert mended.returncode == 0
    assert "It failed at first, and went through now" in mended.stdout
    again = balanced_jobs("sweep", "plan.toml", "--out", "out", "--quiet", "--retry-failed")
    assert again.returncode == 0, again.stderr
    assert sim.open_results(tmp_path / "out").completed == 4


@pytest.mark.slow
def test_a_point_that_is_not_admitted_fails_alone(tmp_path: Path, balanced_jobs: Command) -> None:
    (tmp_path / "some.toml").write_text(IMPOSSIBLE, encoding="utf-8")
    some = balanced_jobs("sweep", "some.toml", "--out", "some", "--jobs", 1)
    assert some.returncode == 1
    assert "Failed: 1 of 2 runs" in some.stderr
    replayed = balanced_jobs("rerun", "some", 0)
    assert replayed.returncode == 2
    assert "run 0 fails again before it starts" in replayed.stderr
    assert "at least one of them must be above 0" in replayed.stderr


@pytest.mark.slow
def test_when_no_run_goes_through_the_cause_is_named_and_kept(tmp_path: Path) -> None:
    (tmp_path / "all.toml").write_text(ALL_BROKEN, encoding="utf-8")
    ended = broken(tmp_path, "sensitivity", "all.toml", "--out", "all", "--jobs", 1)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert "4 of 4 runs failed, so that no run went through" in ended.stderr
    assert "a planted mistake" in ended.stderr
    assert "balanced-jobs rerun all 0" in ended.stderr
    assert len(pq.read_table(tmp_path / "all" / "errors.parquet")) == 4
