"""The same sweep on a Dask cluster: a real scheduler and workers, one of which is killed."""

from __future__ import annotations

import builtins
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from sim.execution import cluster
from sim.execution.cluster import ClusterError, cluster_executor
from sim.execution.program import Program
from sim.study import workers
from tests.cli.command import call, environment
from tests.cli.test_sweep_survives import DESIGN, assert_same, chunks_of, start, wait_for_chunks

SECONDS_TO_START = 120


@contextmanager
def process(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Yield a process of Dask that is ended with the block."""
    started = subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + str(arguments[0]), *map(str, arguments[1:])],
        env=environment(NUMBA_NUM_THREADS="1", OMP_NUM_THREADS="1"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield started
    finally:
        started.terminate()
        with suppress(subprocess.TimeoutExpired):
            started.wait(10)
        if started.poll() is None:
            started.kill()
            started.wait()


def wait_until(happened: Callable[[], Any], what: str) -> Any:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        if found := happened():
            return found
        time.sleep(0.05)
    pytest.fail(f"{what} did not happen in {SECONDS_TO_START} s")


@contextmanager
def scheduler(folder: Path) -> Iterator[Path]:
    """Yield the scheduler file of a scheduler on loopback."""
    file = folder / "scheduler.json"
    with process(
        "dask_scheduler", "--host", "127.0.0.1", "--port", 0, "--no-dashboard",
        "--scheduler-file", file,
    ):  # fmt: skip
        wait_until(lambda: _written(file), "the scheduler's start")
        yield file


def _written(file: Path) -> bool:
    with suppress(OSError, ValueError):
        return bool(json.loads(file.read_text(encoding="utf-8"))["address"])
    return False


def worker(file: Path, folder: Path, name: str) -> Any:
    return process(
        "dask_worker", "--scheduler-file", file, "--host", "127.0.0.1", "--name", name,
        "--nworkers", 1, "--nthreads", 1, "--no-nanny", "--no-dashboard",
        "--local-directory", folder / name,
    )  # fmt: skip


@pytest.fixture(scope="module")
def design(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("design") / "mine.toml"
    path.write_text(DESIGN, encoding="utf-8")
    return path


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL needs POSIX")
def test_a_sweep_on_a_cluster_survives_a_killed_worker(design: Path, tmp_path: Path) -> None:
    local = call("sweep", design, "--out", "local", "--jobs", 1, "--quiet", folder=tmp_path)
    assert local.returncode == 0, local.stderr
    everything = len(chunks_of(tmp_path / "local"))
    with ExitStack() as open_:
        file = open_.enter_context(scheduler(tmp_path))
        workers = [open_.enter_context(worker(file, tmp_path, name)) for name in ("one", "two")]
        address = json.loads(file.read_text(encoding="utf-8"))["address"]
        assert address.startswith("tcp://127.0.0.1:")
        from distributed import Client

        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=SECONDS_TO_START)
        folder = tmp_path / "cluster"
        sweep = start(tmp_path, "sweep", design, "--out", folder, "--cluster", address, "--quiet")
        wait_for_chunks(folder, everything // 3, sweep)
        assert sweep.poll() is None, sweep.communicate()
        workers[0].kill()
        assert len(chunks_of(folder)) < everything
        _, errors = sweep.communicate(timeout=240)
        assert sweep.returncode == 0, errors
        assert workers[1].poll() is None
        assert_same(folder, tmp_path / "local")
        # The scheduler file does instead of the address, and what is finished is not done again.
        again = call("sweep", design, "--out", folder, "--cluster", file, folder=tmp_path)
        assert again.returncode == 0, again.stderr


@pytest.mark.slow
def test_nobody_at_the_address_is_a_clear_message(design: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    ended = call("sweep", design, "--out", "out", "--cluster", address, folder=tmp_path)
    assert ended.returncode == 2
    assert f"no Dask scheduler answers at {address}" in ended.stderr
    assert "dask scheduler" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("address", ["no such place", "missing.json", "", "tcp://", "127.0.0.1:x"])
def test_an_address_that_is_none_is_a_clear_message(address: str) -> None:
    with (
        pytest.raises(ClusterError, match="neither the address"),
        workers.working_on_cluster(address, quiet=True),
    ):
        pass


def test_a_file_that_is_no_scheduler_file_is_a_clear_message(tmp_path: Path) -> None:
    (tmp_path / "scheduler.json").write_text("{", encoding="utf-8")
    with (
        pytest.raises(ClusterError, match="neither the address"),
        workers.working_on_cluster(str(tmp_path / "scheduler.json"), quiet=True),
    ):
        pass


@pytest.mark.slow
def test_a_scheduler_without_workers_is_a_clear_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "SECONDS_TO_FIND_WORKERS", 1)
    with (
        scheduler(tmp_path) as file,
        pytest.raises(ClusterError, match="has no worker: start some"),
        workers.working_on_cluster(str(file), quiet=True),
    ):
        pass


@pytest.mark.slow
def test_a_worker_with_another_version_is_refused(tmp_path: Path) -> None:
    with (
        scheduler(tmp_path) as file,
        worker(file, tmp_path, "one"),
        pytest.raises(ClusterError, match=r"has software \d+ instead of \d+"),
        cluster_executor(str(file), different_version, workers.program, dict),
    ):
        pass


def different_version() -> dict[str, str]:
    return {"software": str(os.getpid())}


def different_program() -> Program:
    return Program(str(os.getpid()), f"place of {os.getpid()}")


@pytest.mark.slow
def test_a_worker_with_another_program_text_is_refused(tmp_path: Path) -> None:
    with (
        scheduler(tmp_path) as file,
        worker(file, tmp_path, "one"),
        pytest.raises(ClusterError, match=r"runs the program in place of \d+.*in place of \d+"),
        cluster_executor(str(file), dict, different_program, dict),
    ):
        pass


def test_without_dask_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    original = builtins.__import__

    def without(name: str, *arguments: Any, **more: Any) -> Any:
        if name == "distributed":
            raise ImportError(name)
        return original(name, *arguments, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with (
        pytest.raises(ClusterError, match=r"pip install 'balanced-jobs\[cluster\]'"),
        workers.working_on_cluster("tcp://127.0.0.1:8786", quiet=True),
    ):
        pass
