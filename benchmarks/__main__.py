"""Print and optionally write how fast the simulator is on this machine."""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any

import numba
import numpy as np

from benchmarks.kernel import FLOOR, KERNEL, LIBRARY, kernel_timings
from benchmarks.measure import Timing
from benchmarks.month import month_timings
from benchmarks.sweep import MONTHS, WORKERS, SweepTiming, sweep_timing

DEFAULT_WORKERS = (10_000, 100_000)
DEFAULT_RUNS = 1_000

LARGEST_OVERHEAD = 0.10
"""What a sweep may cost beside its runs."""


def arguments() -> argparse.Namespace:
    """Return the settings given on the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--workers", type=int, nargs="+", default=DEFAULT_WORKERS, metavar="N")
    parser.add_argument("--repeats", type=int, default=7, help="timed calls of each, at least 5")
    parser.add_argument(
        "--only", choices=("kernel", "month", "sweep"), help="leave the other parts out"
    )
    parser.add_argument(
        "--runs",
        type=int,
        default=DEFAULT_RUNS,
        metavar="N",
        help="runs of the sweep, rounded to a multiple of 50",
    )
    parser.add_argument("--passes", type=int, default=3, help="timed sweeps, at least 1")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all timings to FILE")
    given = parser.parse_args()
    if given.repeats < 5:
        parser.error(f"--repeats {given.repeats}: a median needs at least 5")
    if min(given.workers) < 100:
        parser.error(f"--workers {min(given.workers)}: at least 100")
    if given.runs < 50:
        parser.error(f"--runs {given.runs}: at least 50")
    if given.passes < 1:
        parser.error(f"--passes {given.passes}: at least 1")
    return given


def machine() -> dict[str, Any]:
    """Return what the timings depend on besides the code."""
    return {
        "processor": platform.processor() or platform.machine(),
        "processors": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "numba": numba.__version__,
        "numpy": np.__version__,
    }


def ratios(timings: Iterable[Timing]) -> list[dict[str, Any]]:
    """Return the kernel relative to its floor and to the library loop, by setting."""
    found = []
    for (workers, setting), group in groupby(timings, key=lambda t: (t.workers, t.setting)):
        time = {timing.subject: timing.nanoseconds for timing in group}
        if KERNEL in time:
            found.append(
                {
                    "workers": workers,
                    "setting": setting,
                    "times the floor": time[KERNEL] / time[FLOOR],
                    "times faster than library powers": time[LIBRARY] / time[KERNEL],
                }
            )
    return found


def show(timings: Iterable[Timing]) -> None:
    """Print one line per timing."""
    for (workers, setting), group in groupby(timings, key=lambda t: (t.workers, t.setting)):
        print(f"\n{workers:,} workers, {setting}: nanoseconds per worker, median (fastest)")
        for timing in group:
            print(f"  {timing.subject:<34}{timing.nanoseconds:9.1f} ({timing.fastest:.1f})")


def show_sweep(timing: SweepTiming) -> None:
    """Print what a sweep costs beside its runs."""
    print(
        f"\nA sweep of {timing.runs:,} runs of {WORKERS} workers and {MONTHS} months, "
        f"{timing.processes} processes"
    )
    print("                   seconds, clock   seconds, processors")
    for name, passes in (("runs alone", timing.bare), ("as a sweep", timing.sweep)):
        clock, work = np.median(np.array(passes), axis=0)
        print(f"  {name:<16}{clock:>14.1f}{work:>21.1f}")
    clock, work = (100.0 * share for share in timing.overhead)
    print(
        f"  {'overhead':<16}{clock:>12.1f} %{work:>19.1f} %   "
        f"(at most {100 * LARGEST_OVERHEAD:.0f} %)"
    )


def main() -> None:
    """Time, print and write."""
    given = arguments()
    timings: list[Timing] = []
    for workers in () if given.only == "sweep" else given.workers:
        parts = [] if given.only == "month" else kernel_timings(workers, given.repeats)
        if given.only != "kernel":
            parts += month_timings(workers, given.repeats)
        show(parts)
        timings += parts
    compared = ratios(timings)
    if compared:
        print("\nThe kernel")
    for row in compared:
        print(
            f"  {row['workers']:>9,} workers, {row['setting']:<16}"
            f"{row['times the floor']:5.2f} times the floor,"
            f"{row['times faster than library powers']:5.1f} times faster than library powers"
        )
    swept = None
    if given.only in (None, "sweep"):
        swept = sweep_timing(given.runs, given.passes)
        show_sweep(swept)
    if given.json is not None:
        content: dict[str, Any] = {
            "machine": machine(),
            "timings": [asdict(timing) for timing in timings],
            "ratios": compared,
        }
        if swept is not None:
            content["sweep"] = {
                "runs": swept.runs,
                "processes": swept.processes,
                "bare": [duration._asdict() for duration in swept.bare],
                "sweep": [duration._asdict() for duration in swept.sweep],
                "overhead": swept.overhead._asdict(),
            }
        given.json.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
        print(f"\nwritten to {given.json}")


if __name__ == "__main__":
    main()
