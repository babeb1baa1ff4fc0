"""The parts of which the time of a large verdict is made, each measured on this machine."""

from __future__ import annotations

import heapq
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import numpy as np

from benchmarks.assembly import Plan
from benchmarks.runs import resident
from sim.analysis import sobol
from sim.analysis.factors import Factor
from sim.execution.chunk_store import MemoryStore
from sim.execution.process_pool import LastingProcessPool
from sim.execution.scheduler import complete
from sim.experiments.verdict.plan import DESIGN_SEED_OFFSET, PACK_REPLICATES, screening_points
from sim.parameters import uncertain
from sim.scenario import Scenario
from sim.study import workers
from sim.study.chunks import Chunk, cut
from sim.study.evaluation import read_chunk, simulate_chunk
from sim.study.pairs import pair_of
from sim.study.priors import prior_over
from sim.study.requests import Point, RunRequest, as_point
from sim.vocabulary import SIDES

SMALL = {"workers": 100, "months": 6, "burn_in": 0}
"""Runs that cost so little that what is around them shows."""

EMPTY_TASKS = 1_000
"""Calls without work by which the pace of a scheduler is measured."""


@dataclass(frozen=True, slots=True)
class RunCost:
    """Processor time of a run, in seconds.

    Attributes
    ----------
    paired : float
        Of a run in a chunk that holds both regimes of a point, which share the burn-in.
    alone : float
        Of a run that is a chunk by itself.
    """

    paired: float
    alone: float

    def of(self, runs: int) -> float:
        """Return the time of a chunk of so many runs."""
        return (runs - runs % 2) * self.paired + (runs % 2) * self.alone


def scenarios_of(plan: Plan) -> tuple[Scenario, Scenario]:
    """Return both regimes in the size of a plan."""
    return pair_of(
        "capitalism", "parecon", workers=plan.workers, months=plan.months, burn_in=plan.burn_in
    )


def run_cost(plan: Plan, points: int) -> RunCost:
    """Return the processor time of runs of a plan, at points drawn as a verdict draws them.

    Parameters
    ----------
    plan : Plan
    points : int
        Both regimes are simulated at each, together and alone.

    Raises
    ------
    RuntimeError
        If a run ends in an error.
    """
    pair = scenarios_of(plan)
    digests = tuple(scenario.digest for scenario in pair)
    factors = prior_over(uncertain()).factors
    base = 2 ** max(int(np.ceil(np.log2(points))), 1)
    drawn = sobol.base_sample(factors, base, seed=1).points.head(points)
    # Machine code is loaded before anything counts.
    _seconds(Chunk(pair, digests, 0, (RunRequest(1, (), 0),)))
    paired, alone = [], []
    for row in drawn.to_dict("records"):
        requests = tuple(RunRequest(index, as_point(row), 0) for index in range(2))
        paired.append(_seconds(Chunk(pair, digests, 0, requests)) / 2)
        alone += [_seconds(Chunk(pair, digests, 0, (request,))) for request in requests]
    return RunCost(float(np.mean(paired)), float(np.mean(alone)))


def _seconds(chunk: Chunk) -> float:
    begin = time.process_time()
    content = simulate_chunk(chunk)
    spent = time.process_time() - begin
    for failure in read_chunk(content)[1]:
        raise RuntimeError(failure.error)
    return spent


@cache
def waves(plan: Plan) -> tuple[tuple[int, ...], ...]:
    """Return the runs of every chunk of each wave of a verdict, as the program cuts them.

    Points of the screening are those that are simulated, since many of its steps leave the burn-in
    as it is. Others stand for themselves by a single number, as if no two shared a burn-in; it is a
    little less work where a decisive parameter does nothing in the burn-in.
    """
    pair, replicates = scenarios_of(plan), range(PACK_REPLICATES)
    steps = screening_points(factors_of(), plan.screening, DESIGN_SEED_OFFSET)
    waves_of_points = (
        (_numbered(2 * plan.samples), range(1)),
        ([as_point(row) for row in steps.points.to_dict("records")], range(1)),
        (_numbered(plan.samples * (plan.decisive + 1)), range(1)),
        (_numbered(1 + len(SIDES)), replicates),
    )
    everything = []
    for points, repeats in waves_of_points:
        requests = [
            RunRequest(index, point, replicate)
            for point in points
            for index in range(len(pair))
            for replicate in repeats
        ]
        everything.append(tuple(len(numbers) for _, numbers in cut(pair, 0, requests)))
    return tuple(everything)


def factors_of() -> list[Factor]:
    """Return the factors of a verdict."""
    return prior_over(uncertain()).factors


def _numbered(points: int) -> list[Point]:
    """Return so many points that share nothing."""
    return [(("point", number),) for number in range(points)]


def planned_runs(plan: Plan) -> int:
    """Return the runs of a verdict."""
    points = 2 * plan.samples + plan.screening * (len(uncertain()) + 1)
    points += plan.samples * (plan.decisive + 1)
    return 2 * (points + PACK_REPLICATES * (1 + len(SIDES)))


def makespan(seconds: Sequence[float], processes: int) -> float:
    """Return when the last of some tasks is done if each goes to the process that is free first."""
    free = [0.0] * processes
    for each in seconds:
        heapq.heapreplace(free, free[0] + each)
    return max(free)


def cluster_seconds(plan: Plan, cost: RunCost, overhead: float, processes: int) -> float:
    """Return the time that a cluster takes for the runs of a verdict, wave after wave.

    Parameters
    ----------
    plan : Plan
    cost : RunCost
    overhead : float
        Seconds that a chunk takes beside its runs.
    processes : int
    """
    return sum(
        makespan([cost.of(runs) + overhead for runs in chunks], processes) for chunks in waves(plan)
    )


@contextmanager
def local_pool(processes: int) -> Iterator[Executor]:
    """Yield the processes that experiments use by default."""
    pool = LastingProcessPool(processes, workers.PRELOAD)
    try:
        yield pool
    finally:
        pool.abandon()


@contextmanager
def local_cluster(processes: int) -> Iterator[Executor]:
    """Yield the executor of a Dask cluster on this machine, found by its address as any other."""
    from distributed import LocalCluster

    with (
        LocalCluster(
            n_workers=processes,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=40,
        ) as cluster,
        workers.working_on_cluster(cluster.scheduler_address, quiet=True) as (executor, _),
    ):
        yield executor


def seconds_per_chunk(executor: Executor, processes: int, chunks: int) -> float:
    """Return how long small chunks keep a process busy, all around them included.

    Parameters
    ----------
    executor : concurrent.futures.Executor
    processes : int
        That it has.
    chunks : int
    """
    pair = pair_of("capitalism", "parecon", **SMALL)
    digests = tuple(scenario.digest for scenario in pair)
    small = [
        Chunk(pair, digests, 0, (RunRequest(0, (), k),)) for k in range(chunks + 8 * processes)
    ]
    first, counted = small[chunks:], small[:chunks]
    complete(first, simulate_chunk, MemoryStore(), executor, lambda runs: None)
    begin = time.perf_counter()
    completion = complete(counted, simulate_chunk, MemoryStore(), executor, lambda runs: None)
    elapsed = time.perf_counter() - begin
    if completion.problems:
        raise RuntimeError(next(iter(completion.problems.values())))
    return elapsed * processes / chunks


def tasks_per_second(executor: Executor) -> float:
    """Return how many calls without work an executor gets done in a second."""
    begin = time.perf_counter()
    for future in [executor.submit(abs, k) for k in range(EMPTY_TASKS)]:
        future.result()
    return EMPTY_TASKS / (time.perf_counter() - begin)


def peak_of_process(executor: Executor) -> float:
    """Return the memory at its peak of a process of an executor, in bytes."""
    return float(executor.submit(resident).result()[1])
