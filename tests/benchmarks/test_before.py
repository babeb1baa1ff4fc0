"""The sweep that is done by an earlier commit as well."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import sim
from benchmarks import before
from benchmarks.measure import Row
from benchmarks.processes import ROOT, environment


@pytest.mark.parametrize("name", [before.SHORT, before.LONG])
def test_a_design_has_the_runs_that_are_said(tmp_path: Path, name: str) -> None:
    file = tmp_path / "design.toml"
    replicates = before.REPLICATES[name]
    file.write_text(before.design(replicates), encoding="utf-8")
    assert sim.load_design(file).runs == before.runs_of(replicates)


def row(version: str, sweep: str, seconds: float) -> Row:
    return Row(before.PART, version, f"{sweep}: 4 runs of 300 workers", seconds, "s", seconds)


def test_a_further_run_is_told_without_start_and_end() -> None:
    seconds = {("now", "short"): 3.0, ("old", "short"): 7.0}
    seconds |= {("now", "long"): 5.0, ("old", "long"): 15.0}
    rows = [row(*names, value) for names, value in seconds.items()]
    whole, further = before.before_ratios(rows)
    assert whole.value == pytest.approx(15.0 / 5.0)
    assert whole.reached is None
    assert further.value == pytest.approx((15.0 - 7.0) / (5.0 - 3.0))
    assert further.reached


def test_a_sweep_that_fails_says_why(tmp_path: Path) -> None:
    package = tmp_path / "sim"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text("raise SystemExit('nothing works')", encoding="utf-8")
    with pytest.raises(RuntimeError, match="nothing works"):
        before.processor_seconds(tmp_path, before.design(1))


def test_a_folder_without_the_package_is_refused(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.before", str(tmp_path)],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "holds no package sim" in done.stderr
