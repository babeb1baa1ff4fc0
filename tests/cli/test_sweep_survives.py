"""A sweep survives what happens to long work: kills at any moment, full disks, broken workers."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import sim
from benchmarks.processes import end_and_wait_for_silence, servers_and_workers
from benchmarks.sweep_folders import chunks_of, differences
from sim.execution.chunk_store import CHUNKS
from tests.cli.command import call, command_line, environment
from tests.support.processors import IS_X86, PLAIN_COMPILER, PLAIN_LIBRARIES

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="sessions and SIGKILL need POSIX"),
]

DESIGN = """
scenarios = ["capitalism", "parecon"]
workers = 300
months = 48
burn_in = 12
replicates = 4

[latin_hypercube]
samples = 12
parameters = ["monitoring", "intrinsic_motivation"]
"""

CHUNKS_BETWEEN_KILLS = (1, 3, 6)


@pytest.fixture(scope="module")
def design(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("design") / "mine.toml"
    path.write_text(DESIGN, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def whole(design: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a sweep that nothing happened to."""
    folder = tmp_path_factory.mktemp("whole")
    done = call("sweep", design, "--out", "done", "--jobs", 1, "--quiet", folder=folder)
    assert done.returncode == 0, done.stderr
    return folder / "done"


def start(folder: Path, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command_line(*arguments),
        cwd=folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_for_chunks(folder: Path, count: int, process: subprocess.Popen[str]) -> None:
    while len(chunks_of(folder)) < count and process.poll() is None:
        time.sleep(0.01)


def assert_same(folder: Path, whole: Path) -> None:
    assert differences(folder, whole) == []


def test_a_sweep_killed_again_and_again_ends_the_same(
    design: Path, whole: Path, tmp_path: Path
) -> None:
    moments = random.Random(7)
    everything = len(chunks_of(whole))
    folder = tmp_path / "killed"
    kills = 0
    for attempt in range(40):
        before = chunks_of(folder)
        jobs = 1 + attempt % 2
        process = start(tmp_path, "sweep", design, "--out", folder, "--jobs", jobs, "--quiet")
        wait_for_chunks(folder, len(before) + moments.choice(CHUNKS_BETWEEN_KILLS), process)
        time.sleep(moments.uniform(0.0, 0.25))
        if process.poll() is not None:
            _, errors = process.communicate()
            assert process.returncode == 0, errors
            break
        process.send_signal(signal.SIGKILL)
        process.communicate()
        kills += 1
        assert end_and_wait_for_silence(process.pid) == []
        assert before <= chunks_of(folder)
    assert process.returncode == 0
    assert kills >= 3
    assert len(chunks_of(folder)) == everything
    assert_same(folder, whole)


def test_what_is_finished_is_not_done_again(design: Path, whole: Path, tmp_path: Path) -> None:
    folder = tmp_path / "resumed"
    process = start(tmp_path, "sweep", design, "--out", folder, "--jobs", 1, "--quiet")
    wait_for_chunks(folder, 3, process)
    process.kill()
    process.communicate()
    kept = {name: (folder / CHUNKS / name).stat().st_mtime_ns for name in chunks_of(folder)}
    assert 3 <= len(kept) < len(chunks_of(whole))
    done = call("sweep", design, "--out", folder, "--jobs", 2, "--quiet", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    for name, written in kept.items():
        assert (folder / CHUNKS / name).stat().st_mtime_ns == written
    assert_same(folder, whole)


@pytest.mark.skipif(not IS_X86, reason="what is promised, is promised of x86-64")
@pytest.mark.timeout(1200)  # the second compiles all for another processor, unless another test has
@pytest.mark.parametrize("compiled_anew", [False, True])
def test_a_sweep_killed_on_one_machine_is_finished_on_another(
    design: Path,
    whole: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    compiled_anew: bool,
) -> None:
    other = dict(PLAIN_LIBRARIES)
    if compiled_anew:
        kernels = request.getfixturevalue("plain_kernels")
        other |= {**PLAIN_COMPILER, "NUMBA_CACHE_DIR": str(kernels)}
    folder = tmp_path / "moved"
    process = start(tmp_path, "sweep", design, "--out", folder, "--jobs", 1, "--quiet")
    wait_for_chunks(folder, 3, process)
    process.kill()
    process.communicate()
    kept = chunks_of(folder)
    assert 3 <= len(kept) < len(chunks_of(whole))
    done = call("sweep", design, "--out", folder, "--quiet", folder=tmp_path, **other)
    assert done.returncode == 0, done.stderr
    assert kept < chunks_of(folder)
    assert_same(folder, whole)


def test_a_worker_process_that_dies_is_replaced(design: Path, whole: Path, tmp_path: Path) -> None:
    folder = tmp_path / "worker"
    process = start(tmp_path, "sweep", design, "--out", folder, "--jobs", 2, "--quiet")
    for count in (2, 5):
        wait_for_chunks(folder, count, process)
        _, workers = servers_and_workers(process.pid)
        max(workers, key=lambda worker: worker.cpu_times().user).kill()
    _, errors = process.communicate(timeout=240)
    assert process.returncode == 0, errors
    assert_same(folder, whole)


def test_ctrl_c_keeps_what_is_finished_and_says_how_to_go_on(
    design: Path, whole: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "stopped"
    process = start(tmp_path, "sweep", design, "--out", folder, "--jobs", 2)
    wait_for_chunks(folder, 2, process)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 130, errors
    assert end_and_wait_for_silence(process.pid) == []
    assert "give the same command again to go on" in errors
    partial = sim.open_results(folder)
    assert partial.unfinished > 0
    assert partial.completed == partial.runs["run"].nunique() > 0
    listed = call("results", tmp_path, folder=tmp_path).stdout
    assert "not complete" in listed
    done = call("sweep", design, "--out", folder, "--quiet", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert_same(folder, whole)


def test_a_changed_design_is_refused_until_one_restarts(
    design: Path, whole: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    changed = tmp_path / "mine.toml"
    changed.write_text(DESIGN.replace("samples = 12", "samples = 2"), encoding="utf-8")
    first = call("sweep", changed, "--out", folder, "--quiet", folder=tmp_path)
    assert first.returncode == 0, first.stderr
    refused = call("sweep", design, "--out", folder, folder=tmp_path)
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
    assert "samples" in refused.stderr
    assert "--restart" in refused.stderr
    again = call("sweep", design, "--out", folder, "--restart", "--quiet", folder=tmp_path)
    assert again.returncode == 0, again.stderr
    assert_same(folder, whole)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a way to limit file sizes")
def test_a_disk_without_room_is_reported_and_the_sweep_goes_on_later(
    design: Path, whole: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "full"
    limited = subprocess.run(
        # No file may grow beyond 4 kB: the manifest fits, no chunk does.
        ["bash", "-c", 'ulimit -f 32; trap "" XFSZ; exec "$@"', "bash",
         *command_line("sweep", design, "--out", folder, "--jobs", 1)],
        cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert limited.returncode in (1, 2)
    assert "Traceback" not in limited.stderr
    assert "File too large" in limited.stderr
    done = call("sweep", design, "--out", folder, "--quiet", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert_same(folder, whole)


def test_the_final_table_is_in_the_order_of_the_runs(whole: Path) -> None:
    runs = pq.read_table(whole / "runs.parquet").to_pandas()
    assert runs["run"].is_monotonic_increasing
    assert list(runs["run"].unique()) == list(range(12 * 2 * 4))
