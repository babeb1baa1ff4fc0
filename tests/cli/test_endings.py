"""How a simulation ends that does not end well: stopped by the user, or broken."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import sim
from benchmarks.processes import end_and_wait_for_silence
from sim.study.store import PROVENANCE
from tests.cli.command import TINY, command_line, environment

# Enough replicates that they cannot all be finished before the signal.
LONG = (
    "compare", "capitalism", "parecon", "--workers", 300, "--months", 24, "--burn-in", 12,
    "--replicates", 4000, "--no-balance", "--out", "stopped",
)  # fmt: skip

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="signals as on a terminal need POSIX"),
]

# Runs the command and reports each replicate on standard output.
REPORTING = """
import sys
from sim.cli import main
from sim.execution.progress import ProgressDisplay

original = ProgressDisplay.__call__

def reporting(self, done, total):
    print("done", done, flush=True)
    original(self, done, total)

ProgressDisplay.__call__ = reporting

if __name__ == "__main__":
    print("ready", flush=True)
    sys.exit(main())
"""


def start(folder: Path, *arguments: object) -> subprocess.Popen[str]:
    script = folder / "reporting.py"
    script.write_text(REPORTING, encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, str(script), *map(str, arguments)],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_for_replicates(process: subprocess.Popen[str], count: int) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if line == f"done {count}\n":
            return
    pytest.fail("the command ended before it had finished enough replicates")


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("whole_group", [False, True], ids=["kill", "terminal"])
def test_a_stopped_comparison_saves_what_is_finished_and_leaves_no_process(
    tmp_path: Path, jobs: int, whole_group: bool
) -> None:
    process = start(tmp_path, *LONG, "--jobs", jobs)
    wait_for_replicates(process, 3)
    if whole_group:
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=120)
    left = end_and_wait_for_silence(process.pid)
    assert process.returncode == 130
    assert left == []
    assert "Traceback" not in errors
    assert "Stopped: saving" in errors
    assert "give the same command again to go on" in errors
    assert "Files: stopped" in output
    written = sim.open_results(tmp_path / "stopped")
    assert 3 <= written.completed < 4000
    assert written.interrupted


def test_a_job_ended_by_a_batch_system_saves_what_is_finished(tmp_path: Path) -> None:
    process = start(tmp_path, *LONG, "--jobs", 2)
    wait_for_replicates(process, 2)
    process.terminate()
    _, errors = process.communicate(timeout=120)
    assert end_and_wait_for_silence(process.pid) == []
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert sim.open_results(tmp_path / "stopped").completed >= 2


def test_stopped_before_anything_is_finished_nothing_is_left(tmp_path: Path) -> None:
    process = subprocess.Popen(
        command_line(
            "compare",
            "capitalism",
            "parecon",
            "--workers",
            20000,
            "--no-balance",
            "--out",
            "stopped",
        ),
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stderr is not None
    assert process.stderr.readline().startswith("Simulating")
    time.sleep(3)
    os.killpg(process.pid, signal.SIGINT)
    output, errors = process.communicate(timeout=120)
    assert end_and_wait_for_silence(process.pid) == []
    assert process.returncode == 130
    assert output == ""
    assert "nothing was saved" in errors
    assert "Traceback" not in errors
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("request_to_stop", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("delay", [0.05, 0.1, 0.4, 0.7, 1.0, 1.3, 1.6, 1.9])
def test_stopped_while_still_loading_there_is_no_traceback(
    tmp_path: Path, delay: float, request_to_stop: signal.Signals
) -> None:
    process = start(tmp_path, *LONG)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(delay)
    os.killpg(process.pid, request_to_stop)
    _, errors = process.communicate(timeout=120)
    assert end_and_wait_for_silence(process.pid) == []
    assert process.returncode == 130
    assert "Stopped" in errors
    assert "Traceback" not in errors


@pytest.mark.parametrize(
    "arguments",
    [
        ("compare", "capitalism", "parecon", "--replicates", 1, "--no-balance"),
        ("sweep", "smoke", "--replicates", 2),
    ],
    ids=["comparison", "sweep"],
)
@pytest.mark.parametrize("request_to_stop", [signal.SIGINT, signal.SIGTERM])
def test_stopped_while_figures_are_drawn_the_results_are_there(
    tmp_path: Path, arguments: tuple[object, ...], request_to_stop: signal.Signals
) -> None:
    process = subprocess.Popen(
        command_line(*arguments, *TINY, "--quiet", "--out", "stopped"),
        cwd=tmp_path,
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not (tmp_path / "stopped" / PROVENANCE).exists():
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(request_to_stop)
    _, errors = process.communicate(timeout=60)
    assert end_and_wait_for_silence(process.pid) == []
    assert process.returncode == 130
    assert errors == "Stopped. The results are in stopped, but figures may be missing.\n"
    assert sim.open_results(tmp_path / "stopped").completed >= 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_fifteen_stops_in_a_row_end_like_one(tmp_path: Path, jobs: int) -> None:
    process = start(tmp_path, *LONG, "--jobs", jobs)
    wait_for_replicates(process, 1)
    for _ in range(15):
        os.killpg(process.pid, signal.SIGINT)
        time.sleep(0.02)
    _, errors = process.communicate(timeout=120)
    assert end_and_wait_for_silence(process.pid) == []
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert sim.open_results(tmp_path / "stopped").completed >= 1
