"""Whole runs by size: time per worker and month, and memory, each in a process of its own."""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.measure import Ratio, Row, find

PART = "runs"
SIZES = (500, 1_000, 10_000, 100_000, 1_000_000)
SCENARIOS = ("capitalism", "parecon")
LEAST_WORKER_MONTHS = 3_000_000
"""Simulated at every size, so that small runs are timed long enough."""

FLAT = (10_000, 1_000_000)
MEMORY = "memory of a running economy"
BYTES = "bytes per worker"
MONTH = "a month of a whole run"
NANOSECONDS = "ns per worker"


def resident() -> tuple[int, int]:
    """Return the resident memory of this process now and at its peak, in bytes (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    fields = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    return tuple(int(fields[name].split()[0]) * 1024 for name in ("VmRSS", "VmHWM"))


def child(scenario: str, workers: int, months: int, threads: int) -> dict[str, float]:
    """Return what a run in this process costs, start-up of the interpreter left out.

    Parameters
    ----------
    scenario : str
    workers : int
    months : int
        Months under the scenario, after a third as many of burn-in.
    threads : int
    """
    from sim import Economy

    burn_in = max(months // 3, 2)

    def simulate(size: int) -> tuple[float, float]:
        clock = time.process_time if threads == 1 else time.perf_counter
        economy = Economy(
            scenario,
            seed=1,
            threads=threads,
            agent_interval=0,
            workers=size,
            burn_in=burn_in,
            months=months,
        )
        begin = clock()
        for _ in range(burn_in + months):
            economy.step()
        return clock() - begin, economy.indicators["output_per_hour"]

    # Machine code is loaded and small allocations are made before anything counts.
    simulate(500)
    before = resident()[0]
    begin = time.perf_counter()
    seconds, output = simulate(workers)
    peak = resident()[1]
    return {
        "months": burn_in + months,
        "nanoseconds": seconds * 1e9 / workers / (burn_in + months),
        "seconds": time.perf_counter() - begin,
        "bytes": (peak - before) / workers,
        "peak": peak,
        "output_per_hour": output,
    }


def measured(scenario: str, workers: int, months: int, threads: int = 1) -> dict[str, float]:
    """Return what `child` returns, from a process of its own."""
    command = [sys.executable, "-m", "benchmarks.runs", scenario, str(workers), str(months)]
    done = subprocess.run(
        [*command, str(threads)], check=True, capture_output=True, text=True, timeout=7200
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def run_rows(largest: int) -> list[Row]:
    """Return time and memory of runs of every size up to the largest.

    Parameters
    ----------
    largest : int
        Most workers.
    """
    rows = []
    for workers in (size for size in SIZES if size <= largest):
        months = min(max(LEAST_WORKER_MONTHS // workers, 12), 240)
        for scenario in SCENARIOS:
            setting = f"{workers:,} workers, {scenario}"
            found = measured(scenario, workers, months)
            time_of = found["nanoseconds"]
            rows.append(Row(PART, MONTH, setting, time_of, NANOSECONDS, time_of))
            if workers >= 100_000:
                rows.append(Row(PART, MEMORY, setting, found["bytes"], BYTES, found["bytes"]))
    return rows


def run_ratios(rows: list[Row]) -> list[Ratio]:
    """Return how flat the cost is, what small runs cost more, and memory."""
    found = []
    for scenario in SCENARIOS:
        cost = {size: find(rows, MONTH, f"{size:,} workers, {scenario}") for size in SIZES}
        between = [cost[s] for s in SIZES if FLAT[0] <= s <= FLAT[1] and not math.isnan(cost[s])]
        if len(between) > 1:
            spread = max(between) / min(between)
            found.append(Ratio("dearest to cheapest size from 10,000 on", scenario, spread, 1.5))
        found.append(
            Ratio(
                "month of 500 workers to one of 100,000", scenario, cost[500] / cost[100_000], 6.0
            )
        )
    found += [
        Ratio("bytes per worker", row.setting, row.value, 600.0)
        for row in rows
        if row.subject == MEMORY
    ]
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenario")
    for name in ("workers", "months", "threads"):
        parser.add_argument(name, type=int)
    given = parser.parse_args()
    json.dump(child(given.scenario, given.workers, given.months, given.threads), sys.stdout)
