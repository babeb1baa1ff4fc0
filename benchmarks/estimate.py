"""What a verdict of a million runs on a Dask cluster would take, from parts measured here.

The parts are then put to the test: a small verdict is predicted from parts of its own size,
measured in the same way, and done.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import sim
from benchmarks.__main__ import machine, show_ratios
from benchmarks.assembly import ALL, READ, Plan, assembled, exponent, extrapolated
from benchmarks.estimate_parts import (
    RunCost,
    cluster_seconds,
    local_cluster,
    local_pool,
    peak_of_process,
    planned_runs,
    run_cost,
    seconds_per_chunk,
    tasks_per_second,
    waves,
)
from benchmarks.measure import Ratio
from benchmarks.sweep import processor_seconds

GIBIBYTE = 2**30
LOCAL_PROCESSES = 2
DECISIVE = 10
"""Parameters with indices of their own that a verdict has at least."""


@dataclass(frozen=True, slots=True)
class Item:
    """A number of the estimate.

    Attributes
    ----------
    section : str
        "plan", "parts", "estimate" or "check".
    name : str
    value : float
    unit : str
    how : str
        How it was obtained.
    """

    section: str
    name: str
    value: float
    unit: str
    how: str


@dataclass(frozen=True, slots=True)
class Parts:
    """What was measured.

    Attributes
    ----------
    cost : RunCost
    pool, dask : float
        Seconds for which a small chunk keeps a process busy.
    tasks : float
        Calls without work that the scheduler gets done in a second.
    peak : float
        Bytes of memory of a process that simulates, at its peak.
    assemblies : list of dict
        What `assembled` returned, by growing size.
    """

    cost: RunCost
    pool: float
    dask: float
    tasks: float
    peak: float
    assemblies: list[dict[str, Any]]

    @property
    def overhead(self) -> float:
        """Return the seconds that a chunk takes longer on Dask than in a pool of processes."""
        return max(self.dask - self.pool, 0.0)


def plan_of(runs: int, given: argparse.Namespace) -> Plan:
    """Return the smallest verdict of at least so many runs: few decisive parameters come first."""
    plan = Plan(2, DECISIVE, given.screening, given.workers, given.months, given.burn_in)
    while planned_runs(replace(plan, samples=2 * plan.samples)) <= runs:
        plan = replace(plan, samples=2 * plan.samples)
    while planned_runs(plan) < runs:
        plan = replace(plan, decisive=plan.decisive + 1)
    return plan


def measure(plan: Plan, given: argparse.Namespace) -> Parts:
    """Return the parts of a large verdict."""
    say("seconds of a run")
    cost = run_cost(plan, given.points)
    say("chunks in a pool of processes")
    with local_pool(LOCAL_PROCESSES) as pool:
        seconds_in_pool = seconds_per_chunk(pool, LOCAL_PROCESSES, given.chunks)
    say("chunks on Dask")
    with local_cluster(LOCAL_PROCESSES) as cluster:
        seconds_on_dask = seconds_per_chunk(cluster, LOCAL_PROCESSES, given.chunks)
        tasks = tasks_per_second(cluster)
        peak = peak_of_process(cluster)
    assemblies = []
    for samples in sorted(given.samples):
        small = replace(plan, samples=samples)
        say(f"{planned_runs(small):,} made-up runs put together")
        assemblies.append(assembled(small))
    return Parts(cost, seconds_in_pool, seconds_on_dask, tasks, peak, assemblies)


def plan_items(plan: Plan) -> list[Item]:
    """Return what is asked for."""
    chunks = [runs for wave in waves(plan) for runs in wave]
    rule = "cut as the program cuts a verdict of this size"
    return [
        Item("plan", "runs", planned_runs(plan), "runs", "smallest verdict of at least so many"),
        Item("plan", "base samples", plan.samples, "", "power of two"),
        Item("plan", "decisive parameters", plan.decisive, "", ""),
        Item("plan", "workers of a run", plan.workers, "workers", ""),
        Item("plan", "months of a run", plan.months + plan.burn_in, "months", "burn-in included"),
        Item("plan", "chunks", len(chunks), "chunks", rule),
        Item("plan", "runs of the largest chunk", max(chunks), "runs", rule),
    ]


def part_items(parts: Parts, points: int, chunks: int) -> list[Item]:
    """Return the measured parts."""
    drawn = f"mean over {points} points drawn from the declared priors, one process"
    both = f"{chunks} small chunks, {LOCAL_PROCESSES} processes"
    items = [
        Item("parts", "a run in a chunk", parts.cost.paired, "processor seconds", drawn),
        Item("parts", "a run alone", parts.cost.alone, "processor seconds", drawn),
        Item("parts", "a small chunk, pool of processes", parts.pool, "seconds of a process", both),
        Item("parts", "a small chunk, local Dask", parts.dask, "seconds of a process", both),
        Item("parts", "pace of the scheduler", parts.tasks, "tasks per second", "empty calls"),
        Item("parts", "memory of a process", parts.peak / GIBIBYTE, "GiB", "peak, small runs"),
    ]
    for found in parts.assemblies:
        how = f"verdict of {found['runs']:,} made-up runs"
        for stage, seconds in found["seconds"].items():
            items.append(Item("parts", stage, seconds, "processor seconds", how))
        items.append(
            Item("parts", "memory that puts together", found["peak"] / GIBIBYTE, "GiB", how)
        )
    return items


def grown(parts: Parts, plan: Plan, costs: Sequence[float]) -> tuple[float, str]:
    """Return a cost at the size of the plan, and how it follows from those that were measured."""
    sizes = [float(found["runs"]) for found in parts.assemblies]
    runs = planned_runs(plan)
    if runs in sizes:
        return costs[sizes.index(runs)], f"measured with {runs:,} made-up runs"
    if len(sizes) == 1:
        return costs[-1] * runs / sizes[-1], f"in proportion, from {sizes[-1]:,.0f} made-up runs"
    power = exponent((sizes[-2], costs[-2]), (sizes[-1], costs[-1]))
    how = f"from {sizes[-1]:,.0f} made-up runs, growing with the power {power:.2f} of their number"
    return extrapolated(sizes, costs, runs), how


def estimate_items(parts: Parts, plan: Plan, processes: int) -> list[Item]:
    """Return the estimate."""
    runs = planned_runs(plan)
    chunks = sum(len(wave) for wave in waves(plan))
    overhead = parts.overhead
    on_cluster = cluster_seconds(plan, parts.cost, overhead, processes)
    work = sum(parts.cost.of(one) + overhead for wave in waves(plan) for one in wave)
    found = parts.assemblies
    together, how_together = grown(parts, plan, [one["seconds"][ALL] for one in found])
    read, how_read = grown(parts, plan, [one["seconds"][READ] for one in found])
    above, how_above = grown(parts, plan, [one["peak"] - one["before"] for one in found])
    kept = sum(found[-1][key] for key in ("chunk_bytes", "table_bytes")) / found[-1]["runs"]
    message, how_message = grown(parts, plan, [one["message"] for one in found])
    rate = chunks / on_cluster
    on_disk = f"bytes per run of {found[-1]['runs']:,} made-up runs, chunks and tables"
    dealt = f"chunks dealt to {processes} processes, wave after wave, each with its overhead"
    return [
        Item("estimate", "processes", processes, "", "as asked for"),
        Item("estimate", "work of all processes", work / 3600.0, "processor hours",
             "runs by their seconds, and the overhead of chunks"),
        Item("estimate", "time of the cluster", on_cluster / 60.0, "minutes", dealt),
        Item("estimate", "time to put together", together / 60.0, "minutes", how_together),
        Item("estimate", "wall-clock time", (on_cluster + together) / 60.0, "minutes",
             "their sum, as if nothing were put together meanwhile"),
        Item("estimate", "time to open the result", read / 60.0, "minutes", how_read),
        Item("estimate", "idle share of the cluster", 1.0 - work / processes / on_cluster,
             "share", "processes that wait for the last chunks of a wave"),
        Item("estimate", "scheduler load", rate, "tasks per second", "chunks by time"),
        Item("estimate", "scheduler load, share of its pace", rate / parts.tasks, "share",
             "by the pace of empty calls"),
        Item("estimate", "largest message", message / 2**20, "MiB", how_message),
        Item("estimate", "disk", kept * runs / GIBIBYTE, "GiB", on_disk),
        Item("estimate", "memory that puts together", (found[-1]["before"] + above) / GIBIBYTE,
             "GiB", how_above),
        Item("estimate", "memory of all processes", parts.peak * processes / GIBIBYTE, "GiB",
             "peak of one, by their number"),
    ]  # fmt: skip


def bottleneck(items: Sequence[Item]) -> dict[str, Any]:
    """Return which part takes most of the wall-clock time, and which share of it."""
    value = {item.name: item.value for item in items if item.section == "estimate"}
    serial = {name: value[name] for name in ("time of the cluster", "time to put together")}
    longest = max(serial, key=lambda name: serial[name])
    return {"part": longest, "share": serial[longest] / value["wall-clock time"]}


def check(plan: Plan, parts: Parts, points: int) -> tuple[list[Item], list[Ratio]]:
    """Return a small verdict on a local Dask cluster, as predicted and as measured.

    The prediction is made before anything of it is run, from its own seconds of a run, the overhead
    of chunks, and its own putting together.
    """
    say(f"parts of the small verdict of {planned_runs(plan):,} runs")
    cost = run_cost(plan, points)
    together = assembled(plan)["seconds"][ALL]
    clock = cluster_seconds(plan, cost, parts.overhead, LOCAL_PROCESSES) + together
    work = sum(cost.of(one) + parts.overhead for wave in waves(plan) for one in wave) + together
    say("the small verdict itself")
    with tempfile.TemporaryDirectory() as folder, local_cluster(LOCAL_PROCESSES) as executor:
        seconds_per_chunk(executor, LOCAL_PROCESSES, 2)
        begin, worked = time.perf_counter(), processor_seconds()
        result = sim.verdict(executor=executor, out=Path(folder) / "v", **plan.arguments())
        seconds, spent = time.perf_counter() - begin, processor_seconds() - worked
    if result.unfinished:
        raise RuntimeError(f"{result.unfinished} runs were not done")
    size = f"{result.planned:,} runs of {plan.workers:,} workers, {LOCAL_PROCESSES} processes"
    items = [
        Item("check", "runs", result.planned, "runs", size),
        Item("check", "predicted, by the clock", clock, "seconds", "from its parts, beforehand"),
        Item("check", "measured, by the clock", seconds, "seconds", "done on a local Dask cluster"),
        Item("check", "predicted, work", work, "processor seconds", "from its parts, beforehand"),
        Item("check", "measured, work", spent, "processor seconds", "of all processes"),
    ]
    return items, [
        Ratio("verdict measured to predicted, clock", size, seconds / clock),
        Ratio("verdict measured to predicted, work", size, spent / work),
    ]


def say(what: str) -> None:
    """Say on standard error what is measured now."""
    print(f"measuring: {what} ...", file=sys.stderr, flush=True)


def show(items: Sequence[Item]) -> None:
    """Print a line for each number."""
    section = ""
    for item in items:
        if item.section != section:
            section = item.section
            print(f"\n{section}")
        print(f"  {item.name:<34}{item.value:14,.3f} {item.unit:<22}{item.how}")


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the settings given on the command line."""
    own = sim.load_scenario("capitalism")
    parser = argparse.ArgumentParser(prog="python -m benchmarks.estimate", description=__doc__)
    whole = {
        "--runs": (1_000_000, "runs of the verdict, at least"),
        "--processes": (256, "processes of the cluster"),
        "--workers": (own.workers, "workers of a run"),
        "--months": (own.months, "months of a run"),
        "--burn-in": (own.burn_in, "months of its burn-in"),
        "--screening": (8, "trajectories of the screening"),
        "--points": (8, "points at which runs are timed"),
        "--chunks": (200, "small chunks that are timed"),
        "--check-samples": (8, "base samples of the verdict that is done"),
        "--check-workers": (500, "workers of its runs"),
        "--check-months": (120, "months of its runs"),
    }
    for option, (default, text) in whole.items():
        parser.add_argument(option, type=int, default=default, metavar="N", help=text)
    parser.add_argument(
        "--samples",
        type=int,
        nargs="+",
        default=(1_024, 4_096),
        metavar="N",
        help="base samples, powers of two, of the verdicts put together from made-up runs",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything to FILE")
    given = parser.parse_args(words)
    low = min(getattr(given, option.strip("-").replace("-", "_")) for option in whole)
    if low < 1 or given.runs < 1_000:
        parser.error("all numbers must be at least 1, and --runs at least 1,000")
    return given


def main(words: Sequence[str] | None = None) -> None:
    """Measure, estimate, check, print and write."""
    given = arguments(words)
    plan = plan_of(given.runs, given)
    parts = measure(plan, given)
    items = [
        *plan_items(plan),
        *part_items(parts, given.points, given.chunks),
        *estimate_items(parts, plan, given.processes),
    ]
    small = Plan(given.check_samples, 2, 2, given.check_workers, given.check_months, 12)
    checked, ratios = check(small, parts, given.points)
    items += checked
    show(items)
    longest = bottleneck(items)
    print(f"\nbottleneck: {longest['part']}, {longest['share']:.0%} of the wall-clock time")
    show_ratios(ratios)
    if given.json is not None:
        content = {
            "machine": machine(),
            "items": [asdict(item) for item in items],
            "bottleneck": longest,
            "ratios": [{**asdict(ratio), "reached": ratio.reached} for ratio in ratios],
        }
        given.json.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
        print(f"\nwritten to {given.json}")


if __name__ == "__main__":
    main()
