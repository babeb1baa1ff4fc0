"""The soak under random kills works, and notices what it is there to notice."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import sim
from benchmarks.processes import ROOT, environment
from benchmarks.soak_memory import LARGEST_GROWTH, Growth, MemoryOfSweep, growth
from benchmarks.sweep_folders import chunks_of, differences
from sim.execution.files import PARTIAL


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a finished sweep."""
    folder = tmp_path_factory.mktemp("whole") / "sweep"
    sim.sweep("smoke", out=folder, replicates=2, months=2, burn_in=1, workers=200)
    return folder


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    """Return a copy of it that may be spoilt."""
    return Path(shutil.copytree(whole, tmp_path / "copy"))


def change_runs(folder: Path, order: list[int]) -> None:
    path = folder / "runs.parquet"
    pq.write_table(pq.read_table(path).take(pa.array(order)), path, compression="zstd")


def test_a_copy_of_a_sweep_does_not_differ(whole: Path, copy: Path) -> None:
    assert len(chunks_of(whole)) > 3
    assert differences(copy, whole) == []


def test_the_comparison_notices_a_lost_run(whole: Path, copy: Path) -> None:
    rows = pq.read_metadata(whole / "runs.parquet").num_rows
    change_runs(copy, list(range(1, rows)))
    assert differences(copy, whole) == [
        "runs.parquet has other bytes",
        "1 rows of runs are lost",
    ]


def test_the_comparison_notices_a_doubled_run(whole: Path, copy: Path) -> None:
    rows = pq.read_metadata(whole / "runs.parquet").num_rows
    change_runs(copy, [*range(rows), 3])
    assert differences(copy, whole) == [
        "runs.parquet has other bytes",
        "1 rows of runs are doubled",
    ]


def test_the_comparison_notices_what_is_missing_left_over_or_changed(
    whole: Path, copy: Path
) -> None:
    name = min(chunks_of(whole))
    (copy / "chunks" / name).unlink()
    (copy / f".runs.parquet.7{PARTIAL}").touch()
    (copy / "summary.json").write_text("{}", encoding="utf-8")
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    (copy / "manifest.json").write_text(json.dumps(manifest | {"started": "then"}), "utf-8")
    assert differences(copy, whole) == [
        f"chunks/{name} is missing",
        f".runs.parquet.7{PARTIAL} is left over",
        "summary.json has other bytes",
    ]
    (copy / "manifest.json").write_text(json.dumps(manifest | {"model": "other"}), "utf-8")
    assert differences(copy, whole)[-1] == "manifest.json asks for something else"


def test_memory_that_grows_is_noticed() -> None:
    runs = [100.0 * number for number in range(30)]
    flat = growth(runs, [200.0 + number % 2 for number in range(30)])
    leaking = growth(runs, [200.0 + number for number in range(30)])
    assert flat.share < LARGEST_GROWTH < leaking.share
    assert leaking.slope == pytest.approx(10.0)
    found = MemoryOfSweep(2_900, 60.0, parent=flat, workers=leaking, tree=leaking)
    assert [failure.partition(" grew")[0] for failure in found.failures()] == [
        "the memory of the workers"
    ]
    assert MemoryOfSweep(2_900, 60.0, flat, flat, flat).failures() == []


def test_memory_of_a_few_samples_says_nothing() -> None:
    with pytest.raises(ValueError, match="too few"):
        growth([1.0, 2.0], [3.0, 4.0])
    assert growth([1.0] * 6, [3.0] * 6) == Growth(3.0, 3.0, 0.0, 6)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="sessions and SIGKILL need POSIX")
def test_a_short_soak_kills_sweeps_and_finds_nothing_wrong(short: Path) -> None:
    found = short / "found.json"
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.soak", "--minutes", "0.5", "--seed", "3",
         "--json", str(found)],
        cwd=ROOT, env=environment(TMPDIR=str(short)), capture_output=True, text=True,
        timeout=280, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nothing lost, nothing doubled, nothing left over" in done.stdout
    content = json.loads(found.read_text(encoding="utf-8"))
    assert content["failures"] == []
    assert content["sweeps"] >= 1
    assert sum(content["kills"].values()) >= 1
    assert content["memory"]["workers"]["first"] > 0.0
    assert [path.name for path in short.iterdir()] == ["found.json"]
