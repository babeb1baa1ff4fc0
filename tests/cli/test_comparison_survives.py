"""A comparison that is killed at any moment goes on where it was, and ends with the same bytes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

import sim
from benchmarks.processes import end_and_wait_for_silence
from benchmarks.sweep_folders import differences
from sim.execution.chunk_store import CHUNKS
from sim.study.store import PROVENANCE
from tests.cli.command import call, command_line, environment

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="sessions and SIGKILL need POSIX"),
]

REPLICATES = 8

COMPARISON = (
    "compare", "capitalism", "parecon", "--workers", 300, "--months", 24, "--burn-in", 6,
    "--replicates", REPLICATES, "--seed", 3, "--quiet", "--figures", "none", "--no-balance",
    "--out", "out",
)  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a comparison that nothing happened to."""
    folder = tmp_path_factory.mktemp("whole")
    done = call(*COMPARISON, "--jobs", 1, folder=folder)
    assert done.returncode == 0, done.stderr
    return folder / "out"


def chunks(folder: Path) -> dict[str, int]:
    """Return the finished chunks of a folder, with the time at which each was written."""
    return {file.name: file.stat().st_mtime_ns for file in (folder / CHUNKS).glob("*.parquet")}


def killed(folder: Path, finished: int, wait: float, jobs: int) -> None:
    """Kill a comparison some time after so many of its replicates are finished."""
    process = subprocess.Popen(
        command_line(*COMPARISON, "--jobs", jobs),
        cwd=folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while len(chunks(folder / "out")) < finished and process.poll() is None:
        time.sleep(0.01)
    time.sleep(wait)
    process.send_signal(signal.SIGKILL)
    assert process.wait(timeout=60) == -signal.SIGKILL
    assert end_and_wait_for_silence(process.pid) == []


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("seed", [0, 1])
def test_killed_at_a_random_moment_and_called_again(
    whole: Path, tmp_path: Path, seed: int, jobs: int
) -> None:
    moment = random.Random(10 * seed + jobs)
    killed(tmp_path, moment.randrange(1, REPLICATES - 2), moment.uniform(0.0, 0.3), jobs)
    folder = tmp_path / "out"
    kept = chunks(folder)
    assert 0 < len(kept) < REPLICATES
    assert not (folder / PROVENANCE).exists()

    done = call(*COMPARISON, "--jobs", jobs, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    after = chunks(folder)
    assert len(after) == REPLICATES
    assert {name: after[name] for name in kept} == kept
    assert differences(folder, whole) == []
    assert sim.open_results(folder).completed == REPLICATES
