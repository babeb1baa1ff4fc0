"""Whole runs by size: time per worker and month, and memory, each in a process of its own."""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import subprocess
import sys
import time
from dataclasses import fields
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.measure import Ratio, Row, find, row_of

if TYPE_CHECKING:
    from sim import Economy

PART = "runs"
SIZES = (500, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
SCENARIOS = ("capitalism", "parecon")
ROUNDS = 3
"""Runs of every size, in turn; the fastest counts, since machines are faster at some times."""

LEAST_WORKER_MONTHS = 3_000_000
"""Simulated at every size, so that small runs are timed long enough."""

FLAT = (10_000, 1_000_000)
FEWEST_FOR_MEMORY = 100_000
"""Workers from which on the memory of the interpreter does not matter."""

THREADS_FROM = 1_000_000
"""Workers at which two threads have to pay."""

LEAST_GAIN = 1.5

MOST_BYTES = 600.0
"""Of memory per worker."""

SECONDS_TO_BEGIN = 3.5
SECONDS_OF_A_WORKER_MONTH = 5e-7
"""Roughly, on two cores that nobody else uses."""

PEAK = "memory at its peak"
MEMORY = "memory of a running economy"
BYTES = "bytes per worker"
MONTH = "a month of a whole run"
ONE_BY_THE_CLOCK = "a month of a whole run, one thread by the clock"
TWO_THREADS = "a month of a whole run, two threads"
NANOSECONDS = "ns per worker"


def resident() -> tuple[int, int]:
    """Return the resident memory of this process now and at its peak, in bytes (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    fields = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    return tuple(int(fields[name].split()[0]) * 1024 for name in ("VmRSS", "VmHWM"))


def digest(economy: Economy) -> str:
    """Return a digest of all people, all workplaces and all indicators, to the last bit."""
    found = hashlib.blake2b(digest_size=16)
    for table in (economy.state.people, economy.state.workplaces):
        for field in fields(table):
            array = getattr(table, field.name)
            found.update(f"{field.name} {array.dtype} {array.shape}".encode())
            found.update(np.ascontiguousarray(array).data.cast("B"))
    for name, value in economy.indicators.items():
        found.update(f"{name} {float(value).hex()}".encode())
    return found.hexdigest()


def check_same(setting: str, one: dict[str, Any], two: dict[str, Any]) -> None:
    """Make sure that one thread and two gave the same bytes.

    Parameters
    ----------
    setting : str
        Under which circumstances, for the message.
    one, two : dict
        What `measured` returned.

    Raises
    ------
    RuntimeError
        If they did not.
    """
    if one["digest"] != two["digest"]:
        raise RuntimeError(
            f"{setting}: one thread gives {one['digest']}, two threads give {two['digest']}"
        )


def child(scenario: str, workers: int, months: int, threads: int) -> dict[str, Any]:
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

    def simulate(size: int) -> tuple[float, float, Economy]:
        economy = Economy(
            scenario,
            seed=1,
            threads=threads,
            agent_interval=0,
            workers=size,
            burn_in=burn_in,
            months=months,
        )
        begin = time.perf_counter(), time.process_time()
        for _ in range(burn_in + months):
            economy.step()
        return time.perf_counter() - begin[0], time.process_time() - begin[1], economy

    # Machine code is loaded and small allocations are made before anything counts.
    simulate(500)
    before = resident()[0]
    begin = time.perf_counter()
    by_the_clock, of_processors, economy = simulate(workers)
    now, peak = resident()
    worker_months = workers * (burn_in + months)
    return {
        "months": burn_in + months,
        "nanoseconds": (of_processors if threads == 1 else by_the_clock) * 1e9 / worker_months,
        "nanoseconds_by_the_clock": by_the_clock * 1e9 / worker_months,
        "seconds": time.perf_counter() - begin,
        "bytes": (now - before) / workers,
        "bytes_at_peak": (peak - before) / workers,
        "peak": peak,
        "output_per_hour": economy.indicators["output_per_hour"],
        "digest": digest(economy),
    }


def measured(scenario: str, workers: int, months: int, threads: int = 1) -> dict[str, Any]:
    """Return what `child` returns, from a process of its own."""
    command = [sys.executable, "-m", "benchmarks.runs", scenario, str(workers), str(months)]
    done = subprocess.run(
        [*command, str(threads)], check=True, capture_output=True, text=True, timeout=7200
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def months_of(workers: int) -> int:
    """Return the months of a run of a size after its burn-in."""
    return min(max(LEAST_WORKER_MONTHS // workers, 12), 240)


def run_seconds(largest: int) -> float:
    """Return about how many seconds `run_rows` takes: each process begins, then simulates."""
    sizes = [size for size in SIZES if size <= largest]
    if not sizes:
        return 0.0
    work = [size * months_of(size) * 4 / 3 for size in sizes]
    each = [SECONDS_TO_BEGIN + SECONDS_OF_A_WORKER_MONTH * one for one in (*work, work[-1])]
    return ROUNDS * len(SCENARIOS) * sum(each)


def run_rows(largest: int) -> list[Row]:
    """Return time and memory of runs of every size; of the largest also with two threads.

    Parameters
    ----------
    largest : int
        Most workers.

    Raises
    ------
    RuntimeError
        If one thread and two do not give the same bytes.
    """
    sizes = [size for size in SIZES if size <= largest]
    found: dict[tuple[int, str, int], list[dict[str, Any]]] = {}
    for _, workers, scenario in product(range(ROUNDS), sizes, SCENARIOS):
        months = months_of(workers)
        for threads in (1, 2) if workers == sizes[-1] else (1,):
            one = measured(scenario, workers, months, threads)
            found.setdefault((workers, scenario, threads), []).append(one)
    rows = []
    for (workers, scenario, threads), rounds in found.items():
        setting = f"{workers:,} workers, {scenario}"
        if threads == 2:
            alone = found[workers, scenario, 1]
            check_same(setting, alone[0], rounds[0])
            # What two threads bring shows by the clock alone, so both are held against it.
            times = [one["nanoseconds_by_the_clock"] for one in alone]
            rows.append(row_of(PART, ONE_BY_THE_CLOCK, setting, times))
        times = [one["nanoseconds"] for one in rounds]
        subject = MONTH if threads == 1 else TWO_THREADS
        rows.append(row_of(PART, subject, setting, times))
        if threads == 1 and workers >= FEWEST_FOR_MEMORY:
            for name, key in ((MEMORY, "bytes"), (PEAK, "bytes_at_peak")):
                each = [one[key] for one in rounds]
                rows.append(row_of(PART, name, setting, each, BYTES))
    return rows


def run_ratios(rows: list[Row]) -> list[Ratio]:
    """Return how flat the cost is, what small runs cost more, what threads bring, and memory."""
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
    for row in rows:
        if row.part == PART and row.subject == TWO_THREADS:
            enough = row.setting.startswith(f"{THREADS_FROM:,} ")
            gain = find(rows, ONE_BY_THE_CLOCK, row.setting) / row.fastest
            limit = LEAST_GAIN if enough else math.nan
            found.append(Ratio("whole run, one thread to two", row.setting, gain, limit, True))
        if row.part == PART and row.subject in (MEMORY, PEAK):
            found.append(
                Ratio(f"bytes per worker, {row.subject}", row.setting, row.value, MOST_BYTES)
            )
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenario")
    for name in ("workers", "months", "threads"):
        parser.add_argument(name, type=int)
    given = parser.parse_args()
    json.dump(child(given.scenario, given.workers, given.months, given.threads), sys.stdout)
