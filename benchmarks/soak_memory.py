"""One long sweep of many small runs, and the memory that its processes take meanwhile."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil

from benchmarks.processes import (
    command_line,
    end_and_wait_for_silence,
    environment,
    resident,
    servers_and_workers,
)
from benchmarks.soak_kills import SECONDS_TO_FINISH
from benchmarks.sweep_folders import chunks_of

LARGEST_GROWTH = 0.05
"""Of resident memory between the first and the last third of the runs after warm-up."""

WARM_UP = 0.2
"""Share of the chunks after which imports and first allocations are over."""

PROCESSES = 2
SECONDS_BETWEEN_SAMPLES = 0.2

DESIGN = """
scenarios = ["capitalism", "parecon"]
workers = 150
months = 12
burn_in = 3
replicates = {replicates}

[latin_hypercube]
samples = 50
parameters = ["monitoring", "intrinsic_motivation"]
"""
RUNS_PER_REPLICATE = 100
LEAST_REPLICATES = 12


@dataclass(frozen=True)
class Growth:
    """How the memory of a process, or of several together, went while runs were done.

    Attributes
    ----------
    first, last : float
        Median over the first and the last third of the samples after warm-up, in MB.
    slope : float
        MB per 1,000 runs, by least squares.
    samples : int
    """

    first: float
    last: float
    slope: float
    samples: int

    @property
    def share(self) -> float:
        """Return by which share the memory grew."""
        return self.last / self.first - 1.0


def growth(runs: list[float], megabytes: list[float]) -> Growth:
    """Return how memory went.

    Parameters
    ----------
    runs : list of float, shape (samples,)
        Runs done at each sample.
    megabytes : list of float, shape (samples,)

    Raises
    ------
    ValueError
        If there are too few samples for thirds.
    """
    if len(runs) < 6:
        raise ValueError(f"{len(runs)} samples of memory are too few")
    done, memory = np.array(runs), np.array(megabytes)
    third = len(done) // 3
    slope = float(np.polyfit(done, memory, 1)[0]) if done.max() > done.min() else 0.0
    return Growth(
        first=float(np.median(memory[:third])),
        last=float(np.median(memory[-third:])),
        slope=1_000.0 * slope,
        samples=len(done),
    )


@dataclass(frozen=True)
class MemoryOfSweep:
    """What a long sweep took.

    Attributes
    ----------
    runs : int
    seconds : float
    parent, workers, tree : Growth
        Of the command, of its workers together, and of all its processes.
    """

    runs: int
    seconds: float
    parent: Growth
    workers: Growth
    tree: Growth

    def failures(self) -> list[str]:
        """Return what grew more than it may."""
        return [
            f"the memory of {name} grew by {100.0 * found.share:.1f} per cent over {self.runs:,} "
            f"runs, more than {100.0 * LARGEST_GROWTH:g}"
            for name, found in (("the parent", self.parent), ("the workers", self.workers))
            if found.share > LARGEST_GROWTH
        ]


def long_sweep(folder: Path, seconds: float, tick: Callable[[], None]) -> MemoryOfSweep:
    """Return the memory of a sweep that takes about so long and is not disturbed.

    Parameters
    ----------
    folder : Path
        Where it works; must not exist.
    seconds : float
    tick : callable
        Called now and then.

    Raises
    ------
    RuntimeError
        If the sweep does not go through.
    """
    folder.mkdir(parents=True)
    probe = _sweep(folder / "probe", 4, tick)
    replicates = max(int(seconds * probe.speed / RUNS_PER_REPLICATE), LEAST_REPLICATES)
    return _sweep(folder / "long", replicates, tick).memory()


@dataclass
class _Samples:
    """Runs done and bytes at each sample, after warm-up."""

    runs: int
    seconds: float
    speed: float
    done: list[float]
    parent: list[float]
    workers: list[float]
    tree: list[float]

    def memory(self) -> MemoryOfSweep:
        parts = (growth(self.done, each) for each in (self.parent, self.workers, self.tree))
        return MemoryOfSweep(self.runs, self.seconds, *parts)


def _sweep(folder: Path, replicates: int, tick: Callable[[], None]) -> _Samples:
    """Return samples of the memory of a sweep while its chunks are computed."""
    folder.mkdir()
    design = folder / "design.toml"
    design.write_text(DESIGN.format(replicates=replicates), encoding="utf-8")
    out, runs = folder / "sweep", replicates * RUNS_PER_REPLICATE
    begin = time.monotonic()
    process = subprocess.Popen(
        command_line("sweep", design, "--out", out, "--jobs", PROCESSES, "--quiet"),
        env=environment(MPLBACKEND="Agg"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    samples: list[tuple[int, int, int, int]] = []
    while process.poll() is None:
        tick()
        servers, workers = servers_and_workers(process.pid)
        parent = resident([psutil.Process(process.pid)])
        everything = parent + resident([*servers, *workers])
        samples.append((len(chunks_of(out)), parent, resident(workers), everything))
        time.sleep(SECONDS_BETWEEN_SAMPLES)
    _, errors = process.communicate(timeout=SECONDS_TO_FINISH)
    seconds = time.monotonic() - begin
    if process.returncode or end_and_wait_for_silence(process.pid):
        raise RuntimeError(f"a long sweep ended with {process.returncode}: {errors}")
    total = len(chunks_of(out))
    table = np.array([sample for sample in samples if WARM_UP * total <= sample[0] < total])
    written = sorted(path.stat().st_mtime for path in (out / "chunks").glob("*.parquet"))
    speed = runs * (1.0 - 1.0 / total) / max(written[-1] - written[0], 0.1)
    columns = table.reshape(-1, 4).T.astype(float)
    done = columns[0] * runs / total
    parts = (list(column / 1e6) for column in columns[1:])
    return _Samples(runs, seconds, speed, list(done), *parts)
