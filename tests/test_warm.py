"""``python -m sim.warm`` compiles all that the shipped scenarios need; nobody compiles after it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from sim import warm
from sim.execution.progress import ProgressDisplay
from sim.execution.signals import STOPPED
from sim.kernels import compile as kernel_compiler
from sim.study import workers
from tests.cli.command import environment
from tests.support.processors import PLAIN_COMPILER

RUN_ALL = """
import sim
for summary in sim.list_scenarios():
    scenario = sim.load_scenario(summary.name, {settings!r})
    sim.run(scenario, replicates=1, threads={threads})
"""
COMPARE_ALL = """
import sim
size = {"workers": 300, "months": 12, "burn_in": 2}
capitalism = sim.load_scenario("capitalism", size)
for summary in sim.list_scenarios():
    sim.compare(capitalism, sim.load_scenario(summary.name, size), replicates=1)
"""


def call(cache: Path, folder: Path, *arguments: str) -> None:
    """Run Python in a folder with a cache of its own."""
    subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment(NUMBA_CACHE_DIR=str(cache), **PLAIN_COMPILER),
        check=True,
    )


def kept(cache: Path) -> dict[str, int]:
    """Return when each file of machine code was written."""
    return {path.name: path.stat().st_mtime_ns for path in cache.rglob("*.*")}


def test_late_phases_can_be_compiled_before_anybody_is_hired() -> None:
    called = set()

    class Noted(warm._Unstaffed):
        def __getattribute__(self, name: str) -> object:
            called.add(name)
            return super().__getattribute__(name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(warm, "_Unstaffed", Noted)
        warm.from_the_end()
    assert called >= set(warm.PHASE_NAMES)


def test_both_parts_are_compiled_and_a_failure_is_left_to_the_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    called: list[str] = []
    seen: list[tuple[int, int]] = []

    def fail() -> None:
        called.append("end")
        raise MemoryError

    parts = SimpleNamespace(from_the_beginning=lambda: called.append("start"), from_the_end=fail)
    monkeypatch.setitem(sys.modules, "sim.warm", parts)

    class Display(ProgressDisplay):
        def __call__(self, done: int, total: int) -> None:
            seen.append((done, total))

    with ThreadPoolExecutor(2) as executor:
        workers.compile_together(executor, Display())
    assert sorted(called) == ["end", "start"]
    assert seen
    assert all(0 <= done <= total for done, total in seen)


@pytest.mark.parametrize(
    ("kernels", "folder", "jobs", "asked"),
    [
        ((0, 10), Path("kept"), 2, True),
        ((9, 10), Path("kept"), 2, False),
        ((0, 10), Path("kept"), 1, False),
        ((0, 10), None, 2, False),  # what one process compiles is lost for the other
        ((0, 0), Path("kept"), 2, False),  # Python runs the kernels itself
    ],
)
def test_processes_compile_together_only_what_they_can_share(
    monkeypatch: pytest.MonkeyPatch,
    kernels: tuple[int, int],
    folder: Path | None,
    jobs: int,
    asked: bool,
) -> None:
    called: list[bool] = []

    @contextmanager
    def somewhere(
        tasks: int, jobs: int, *_: object
    ) -> Iterator[tuple[Executor | None, ProgressDisplay]]:
        yield (None if min(tasks, jobs) == 1 else ThreadPoolExecutor(1)), ProgressDisplay()

    monkeypatch.setattr(kernel_compiler, "kept_kernels", lambda: kernels)
    monkeypatch.setattr(kernel_compiler, "cache_folder", lambda: folder)
    monkeypatch.setattr(workers, "working_on", somewhere)
    monkeypatch.setattr(workers, "compile_together", lambda *_: called.append(True))
    with workers.working(5, jobs, quiet=True):
        pass
    assert bool(called) == asked


def test_whoever_stops_it_is_told_what_is_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(warm, "warm", stop)
    assert warm.main() == STOPPED
    assert capsys.readouterr().err == "Stopped; what is compiled is kept.\n"


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize(
    ("settings", "threads"),
    [
        ({"workers": 300, "months": 240, "burn_in": 12}, 1),
        ({"workers": 300, "months": 36, "burn_in": 12, "months_per_step": 3}, 1),
        ({"workers": 45_000, "months": 26, "burn_in": 2}, 2),
    ],
)
def test_no_run_of_a_shipped_scenario_compiles(
    plain_kernels: Path, tmp_path: Path, settings: dict[str, int], threads: int
) -> None:
    before = kept(plain_kernels)
    call(plain_kernels, tmp_path, "-c", RUN_ALL.format(settings=settings, threads=threads))
    assert len(before) > 50
    assert kept(plain_kernels) == before


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_no_comparison_of_shipped_scenarios_compiles(plain_kernels: Path, tmp_path: Path) -> None:
    before = kept(plain_kernels)
    call(plain_kernels, tmp_path, "-c", COMPARE_ALL)
    assert kept(plain_kernels) == before


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_the_processes_of_a_sweep_do_not_compile(plain_kernels: Path, tmp_path: Path) -> None:
    before = kept(plain_kernels)
    sweep = ("sweep", "smoke", "--jobs", "2", "--replicates", "2", "--quiet", "--out", "results")
    call(plain_kernels, tmp_path, "-m", "sim", *sweep)
    assert kept(plain_kernels) == before
