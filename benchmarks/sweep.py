"""A sweep of many small runs, beside the same runs without any sweep.

Both are timed by the clock and by the time that processors worked for them. On a machine that
others use as well the clock says little; the time of the processors stays comparable, but does not
see processes that wait.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import psutil

import sim
from benchmarks.measure import Ratio, Row
from sim.execution.process_pool import LastingProcessPool, process_pool
from sim.phases.indicators import INDICATORS
from sim.study.workers import PRELOAD

WORKERS = 500
MONTHS = 120
POINTS = {"monitoring": 5, "intrinsic_motivation": 5}
SCENARIOS = ("capitalism", "parecon")

OUTPUT_PER_HOUR = list(INDICATORS).index("output_per_hour")

SECONDS_OF_A_RUN = 0.065
"""By the clock, on two cores."""

PART = "sweep"
ALONE = "runs alone"
SWEPT = "as a sweep"
OVERHEAD = "overhead"

LARGEST_OVERHEAD = 0.10
"""What a sweep may cost beside its runs."""

Task = tuple[sim.Scenario, int]


class Duration(NamedTuple):
    """How long something took.

    Attributes
    ----------
    clock : float
        Seconds that passed.
    work : float
        Seconds that processors worked, in this process and in those below it.
    """

    clock: float
    work: float


@dataclass(frozen=True, slots=True)
class SweepTiming:
    """How long the same runs take with a sweep and without.

    Attributes
    ----------
    runs, processes : int
    bare : list of Duration
        Each pass in warm processes without any sweep.
    sweep : list of Duration
        Each pass as a sweep: chunks, Parquet files, manifest and table. The two alternate, so that
        a slow moment of the machine meets both.
    """

    runs: int
    processes: int
    bare: list[Duration]
    sweep: list[Duration]

    @property
    def overhead(self) -> Duration:
        """Return by which share the sweep takes longer, the median over the passes."""
        ratios = np.array(self.sweep) / np.array(self.bare)
        clock, work = (np.median(ratios, axis=0) - 1.0).tolist()
        return Duration(clock, work)


def sweep_seconds(runs: int, passes: int) -> float:
    """Return about how many seconds `sweep_rows` takes on two cores that nobody else uses."""
    return 15.0 + 2 * passes * runs * SECONDS_OF_A_RUN


def sweep_rows(runs: int, passes: int) -> list[Row]:
    """Return what a sweep and its runs alone take, by the clock and by the time of processors."""
    timing = sweep_timing(runs, passes)
    size = f"{WORKERS} workers and {MONTHS} months"
    setting = f"{timing.runs:,} runs of {size}, {timing.processes} processes"
    rows = []
    for subject, durations in ((ALONE, timing.bare), (SWEPT, timing.sweep)):
        table = np.array(durations)
        for column, unit in enumerate(("seconds by the clock", "seconds of processors")):
            values = table[:, column]
            rows.append(
                Row(PART, subject, setting, float(np.median(values)), unit, float(values.min()))
            )
    for name, value in timing.overhead._asdict().items():
        rows.append(Row(PART, f"{OVERHEAD}, {name}", setting, 100.0 * float(value), "per cent"))
    return rows


def sweep_ratios(rows: list[Row]) -> list[Ratio]:
    """Return the time of a sweep relative to that of its runs alone."""
    return [
        Ratio("sweep to its runs alone" + row.subject.removeprefix(OVERHEAD), row.setting,
              1.0 + row.value / 100.0, 1.0 + LARGEST_OVERHEAD)
        for row in rows
        if row.part == PART and row.subject.startswith(OVERHEAD)
    ]  # fmt: skip


def design(runs: int) -> sim.Design:
    """Return a design of about so many runs; without burn-in, so that there is none to share."""
    each = len(SCENARIOS) * int(np.prod(list(POINTS.values())))
    return sim.load_design(
        {
            "name": "benchmark",
            "scenarios": list(SCENARIOS),
            "replicates": max(round(runs / each), 1),
            "workers": WORKERS,
            "months": MONTHS,
            "burn_in": 0,
            "grid": POINTS,
        }
    )


def sweep_timing(runs: int, repeats: int) -> SweepTiming:
    """Return the time of so many runs with a sweep and without, on all processors.

    Parameters
    ----------
    runs : int
    repeats : int
        Passes of each.
    """
    plan = design(runs)
    tasks = [
        (sim.load_scenario(scenario, dict(point)), replicate)
        for point in plan.points().to_dict("records")
        for scenario in plan.scenarios
        for replicate in range(plan.replicates)
    ]
    jobs = os.cpu_count() or 1
    bare, swept = [], []
    pool = LastingProcessPool(jobs, PRELOAD)
    with process_pool(jobs, PRELOAD) as plain, tempfile.TemporaryDirectory() as folder:
        try:
            _bare(plain, tasks[:jobs], jobs)
            sim.sweep(design(1), pool)
            for k in range(repeats):
                place = Path(folder) / str(k)
                bare.append(_timed(lambda: _bare(plain, tasks, jobs)))
                swept.append(_timed(lambda place=place: _swept(pool, plan, place)))
        finally:
            pool.abandon()
    return SweepTiming(plan.runs, jobs, bare, swept)


def _timed(action: Callable[[], None]) -> Duration:
    begin, worked = time.perf_counter(), processor_seconds()
    action()
    return Duration(time.perf_counter() - begin, processor_seconds() - worked)


def processor_seconds() -> float:
    """Return how long processors have worked for this process and all below it."""
    me = psutil.Process()
    times = [process.cpu_times() for process in (me, *me.children(recursive=True))]
    return sum(each.user + each.system for each in times)


def _swept(pool: Executor, plan: sim.Design, folder: Path) -> None:
    result = sim.sweep(plan, pool, folder)
    if result.completed != plan.runs:
        raise RuntimeError(f"{plan.runs - result.completed} runs were not done")


def _bare(pool: ProcessPoolExecutor, tasks: list[Task], jobs: int) -> None:
    """Do runs that are dealt to processes once and for all."""
    shares = [tasks[k::jobs] for k in range(jobs)]
    list(pool.map(_simulate, shares))


def _simulate(tasks: list[Task]) -> list[float]:
    """Return mean output per hour of each run, having looked at every indicator every month."""
    means = []
    for scenario, replicate in tasks:
        economy = sim.Economy(scenario, seed=0, replicate=replicate, agent_interval=0)
        months = np.empty((scenario.months, len(INDICATORS)))
        for month in range(scenario.months):
            economy.step()
            months[month] = list(economy.indicators.values())
        means.append(float(months[:, OUTPUT_PER_HOUR].mean()))
    return means
