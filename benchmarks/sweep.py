"""A sweep of many small runs, beside the same runs without any sweep."""

from __future__ import annotations

import os
import tempfile
import time
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import sim
from sim.experiments.executors import LastingProcessPool, process_pool
from sim.indicators import INDICATORS

WORKERS = 500
MONTHS = 120
POINTS = {"monitoring": 5, "intrinsic_motivation": 5}
SCENARIOS = ("capitalism", "parecon")

OUTPUT_PER_HOUR = list(INDICATORS).index("output_per_hour")

Task = tuple[sim.Scenario, int]


@dataclass(frozen=True, slots=True)
class SweepTiming:
    """How long the same runs take with a sweep and without.

    Attributes
    ----------
    runs, processes : int
    bare : list of float
        Seconds of each pass in warm processes without any sweep.
    sweep : list of float
        Seconds of each pass as a sweep: chunks, Parquet files, manifest and table.
    overhead : float
        Median over the passes of what the sweep takes longer, as a share of the bare time. The two
        alternate, so that a slow moment of the machine meets both.
    """

    runs: int
    processes: int
    bare: list[float]
    sweep: list[float]

    @property
    def overhead(self) -> float:
        """Return by which share the sweep takes longer."""
        return float(np.median(np.array(self.sweep) / np.array(self.bare))) - 1.0


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
    pool = LastingProcessPool(jobs)
    with process_pool(jobs) as plain, tempfile.TemporaryDirectory() as folder:
        try:
            _bare(plain, tasks[:jobs], jobs)
            sim.sweep(design(1), pool)
            for k in range(repeats):
                bare.append(_bare(plain, tasks, jobs))
                swept.append(_swept(pool, plan, Path(folder) / str(k)))
        finally:
            pool.abandon()
    return SweepTiming(plan.runs, jobs, bare, swept)


def _swept(pool: Executor, plan: sim.Design, folder: Path) -> float:
    begin = time.perf_counter()
    result = sim.sweep(plan, pool, folder)
    seconds = time.perf_counter() - begin
    if result.completed != plan.runs:
        raise RuntimeError(f"{plan.runs - result.completed} runs were not done")
    return seconds


def _bare(pool: ProcessPoolExecutor, tasks: list[Task], jobs: int) -> float:
    """Return the seconds of runs that are dealt to processes once and for all."""
    shares = [tasks[k::jobs] for k in range(jobs)]
    begin = time.perf_counter()
    list(pool.map(_simulate, shares))
    return time.perf_counter() - begin


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
