"""Settings that hold for all tests."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sim.study.record import Experiment

# Before anything imports them: figures need no window, and parallel work is done by processes.
os.environ.setdefault("MPLBACKEND", "Agg")
os.environ.setdefault("NUMBA_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

from filelock import FileLock
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

# The first call of a kernel compiles it, so the time of an example says nothing.
settings.register_profile(
    "balanced-jobs",
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("ci", settings.get_profile("balanced-jobs"), derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
    # Otherwise constants of the modules that happen to be loaded are drawn as examples: which these
    # are depends on what a process of the tests has done before.
    providers.is_local_module_file = lambda _: False  # type: ignore[attr-defined]
else:
    settings.load_profile("balanced-jobs")


@pytest.fixture(autouse=True)
def _no_rule_stays() -> Iterator[None]:
    """Refuse a test that leaves rules behind: schemas and messages of later tests name them."""
    from sim.rules import INSTITUTION_RULES

    before = {switch: list(rules) for switch, rules in INSTITUTION_RULES.items()}
    yield
    assert before == INSTITUTION_RULES, "take rules back, as `registered_for_now` does"


@pytest.fixture
def short() -> Iterator[Path]:
    """Yield an empty folder whose path, unlike that of `tmp_path`, is short enough for sockets."""
    with tempfile.TemporaryDirectory(prefix="t-", dir="/tmp") as folder:
        yield Path(folder).resolve()


@pytest.fixture(scope="session")
def done(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Experiment, Path]]:
    """Return a function that gives a small experiment and its folder, done when first asked for."""
    from tests.support.small import CALLS

    finished: dict[str, tuple[Experiment, Path]] = {}

    def result(name: str) -> tuple[Experiment, Path]:
        if name not in finished:
            folder = tmp_path_factory.mktemp("experiments") / name
            with ThreadPoolExecutor(2) as executor:
                finished[name] = CALLS[name](out=folder, executor=executor), folder
        return finished[name]

    return result


@pytest.fixture(scope="session")
def plain_kernels(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return a cache of machine code for any x86-64 that nothing but `sim.warm` filled.

    To fill it takes a minute, so all that needs a cache from the start shares this one, also among
    the processes of one call of pytest.
    """
    from benchmarks.processes import ROOT, environment
    from tests.support.processors import PLAIN_COMPILER

    base = tmp_path_factory.getbasetemp()
    cache = (base if worker_id == "master" else base.parent) / "warmed"
    with FileLock(f"{cache}.lock"):
        if not cache.exists():
            subprocess.run(
                [sys.executable, "-m", "sim.warm"],
                cwd=ROOT,
                env=environment(NUMBA_CACHE_DIR=str(cache), **PLAIN_COMPILER),
                check=True,
            )
    return cache
