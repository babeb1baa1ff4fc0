"""Measure how fast the simulator is on this machine; every claim is a ratio of the same run."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import numba
import numpy as np

from benchmarks import peers
from benchmarks.kernel import kernel_ratios, kernel_rows
from benchmarks.measure import NANOSECONDS, Ratio, Row, find
from benchmarks.month import WHOLE, beside_rows, month_ratios, month_rows, plain_rows
from benchmarks.runs import run_ratios, run_rows, run_seconds
from benchmarks.scale import SIZES, scale_ratios, scale_rows, sizes_of
from benchmarks.small import small_ratios, small_rows
from benchmarks.startup import startup_ratios, startup_rows
from benchmarks.sweep import sweep_ratios, sweep_rows, sweep_seconds

QUICK = {"workers": (10_000,), "largest": 100_000, "runs": 200}
"""Settings by default, with which all parts together take less than ten minutes."""

FULL = {"workers": (10_000, 100_000), "largest": 1_000_000, "runs": 1_000}
"""Settings of what is published."""

PEERS = "peers"
PEER_WORKERS = 100_000
PEER_MONTHS = 15
FULL_PEER = "Starsim, full"
MOST_OF_PEER = 0.7
"""What a month of a worker may cost, relative to a step of an agent there."""


def arguments() -> argparse.Namespace:
    """Return the settings given on the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--workers",
        type=int,
        nargs="+",
        metavar="N",
        help="sizes for the kernel and the month",
    )
    parser.add_argument("--largest", type=int, metavar="N", help="most workers of a whole run")
    parser.add_argument(
        "--full",
        action="store_true",
        help="the larger sizes of what is published, where no others are given: much longer",
    )
    parser.add_argument("--repeats", type=int, default=7, help="timed calls of each, at least 5")
    parser.add_argument(
        "--runs",
        type=int,
        metavar="N",
        help="runs of the sweep, some multiple of 50",
    )
    parser.add_argument("--passes", type=int, default=3, help="timed sweeps, at least 1")
    parser.add_argument(
        "--scale-workers",
        type=int,
        nargs=len(SIZES),
        metavar="N",
        help="sizes of the part scale, which then has no limits",
    )
    parser.add_argument(
        "--scale-months", type=int, nargs=len(SIZES), metavar="N", help="months of each of them"
    )
    parser.add_argument(
        "--only",
        choices=tuple(PARTS),
        nargs="+",
        default=BY_DEFAULT,
        metavar="PART",
        help=f"parts to measure, of {', '.join(PARTS)}; by default {', '.join(BY_DEFAULT)}",
    )
    parser.add_argument(
        "--peers",
        default=sys.executable,
        metavar="PYTHON",
        help="interpreter that has Starsim and Covasim, by default this one",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything to FILE")
    given = parser.parse_args()
    for name, value in (FULL if given.full else QUICK).items():
        if getattr(given, name) is None:
            setattr(given, name, value)
    if given.repeats < 5:
        parser.error(f"--repeats {given.repeats}: a median needs at least 5")
    if min(given.workers) < 100:
        parser.error(f"--workers {min(given.workers)}: at least 100")
    return given


def kernel_part(given: argparse.Namespace) -> list[Row]:
    """Measure the productivity kernel."""
    return [row for size in given.workers for row in kernel_rows(size, given.repeats)]


def month_part(given: argparse.Namespace) -> list[Row]:
    """Measure a month, phase by phase, and the reference implementation in plain Mesa."""
    rows = [row for size in given.workers for row in month_rows(size, given.repeats)]
    return rows + [row for size in given.workers for row in plain_rows(size)]


def small_part(given: argparse.Namespace) -> list[Row]:
    """Measure small economies beside a large one."""
    return small_rows()


def run_part(given: argparse.Namespace) -> list[Row]:
    """Measure whole runs."""
    return run_rows(given.largest)


def scale_part(given: argparse.Namespace) -> list[Row]:
    """Measure the largest economies."""
    return scale_rows(sizes_of(given.scale_workers, given.scale_months))


def sweep_part(given: argparse.Namespace) -> list[Row]:
    """Measure a sweep of small runs beside the same runs alone."""
    return sweep_rows(given.runs, given.passes)


def startup_part(given: argparse.Namespace) -> list[Row]:
    """Measure the start of the command line."""
    return startup_rows(given.repeats)


def peer_part(given: argparse.Namespace) -> list[Row]:
    """Measure the reference simulators where they are installed."""
    environment = {**os.environ, "NUMBA_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [given.peers, peers.__file__], capture_output=True, text=True, check=False, env=environment
    )
    # They greet on standard output.
    lines = done.stdout.splitlines()
    if done.returncode or not lines:
        return [Row(PEERS, "all", "", float("nan"), NANOSECONDS, note=done.stderr[-200:])]
    text = lines[-1]
    return [
        Row(
            PEERS,
            entry["subject"],
            f"{peers.AGENTS:,} agents",
            entry.get("nanoseconds", float("nan")),
            "ns per agent and step",
            entry.get("fastest", float("nan")),
            entry.get("note", ""),
        )
        for entry in json.loads(text[text.index("[{") :])
    ]


def peers_and_month(given: argparse.Namespace) -> list[Row]:
    """Measure the reference simulators, and right after them a month of ours."""
    rows = peer_part(given)
    if any(not row.note for row in rows):
        rows += [replace(row, part=PEERS) for row in beside_rows(PEER_WORKERS, PEER_MONTHS)]
    return rows


def peer_ratios(rows: list[Row]) -> list[Ratio]:
    """Return the month relative to a step of the fullest reference simulator."""
    full = [row for row in rows if row.subject.startswith(FULL_PEER) and not row.note]
    if not full:
        return []
    found = []
    for scenario in ("capitalism", "parecon"):
        setting = f"{PEER_WORKERS:,} workers, {scenario}"
        value = find([row for row in rows if row.part == PEERS], WHOLE, setting) / full[0].fastest
        found.append(Ratio(f"month to a step of {full[0].subject}", setting, value, MOST_OF_PEER))
    return found


PARTS: dict[str, tuple[Callable[[argparse.Namespace], list[Row]], Callable[..., list[Ratio]]]] = {
    "kernel": (kernel_part, kernel_ratios),
    "month": (month_part, month_ratios),
    "small": (small_part, small_ratios),
    "runs": (run_part, run_ratios),
    "scale": (scale_part, scale_ratios),
    "sweep": (sweep_part, sweep_ratios),
    "start-up": (startup_part, startup_ratios),
    PEERS: (peers_and_month, peer_ratios),
}
"""Every part of the suite: how it is measured, and the ratios that follow from all rows."""

BY_DEFAULT = ("kernel", "month", "small", "runs", "sweep", "start-up", PEERS)
"""Parts that are measured unless others are asked for; scale alone takes a quarter of an hour."""


SECONDS: dict[str, Callable[[argparse.Namespace], float]] = {
    "kernel": lambda given: 5.0 * len(given.workers),
    # Nearly all of it is plain Mesa.
    "month": lambda given: 0.006 * sum(given.workers),
    "small": lambda given: 30.0,
    "runs": lambda given: run_seconds(given.largest),
    "scale": lambda given: 700.0,
    "sweep": lambda given: sweep_seconds(given.runs, given.passes),
    "start-up": lambda given: 1.5 * given.repeats,
    PEERS: lambda given: 90.0,
}
"""Seconds of each part on two cores that nobody else uses, roughly."""


def announce(chosen: list[str], given: argparse.Namespace) -> float:
    """Return the seconds that parts are likely to take, after saying so."""
    each = {name: SECONDS[name](given) for name in chosen}
    parts = ", ".join(f"{name} {seconds / 60.0:.1f}" for name, seconds in each.items())
    together = sum(each.values())
    print(f"About {together / 60.0:.0f} minutes on two free cores: {parts}.", flush=True)
    return together


def machine() -> dict[str, Any]:
    """Return what the timings depend on besides the code."""
    return {
        "processor": platform.processor() or platform.machine(),
        "processors": os.cpu_count(),
        "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
        "system": platform.platform(),
        "python": platform.python_version(),
        "numba": numba.__version__,
        "numpy": np.__version__,
    }


def show(rows: list[Row]) -> None:
    """Print one line per row."""
    for (part, setting), group in groupby(rows, key=lambda row: (row.part, row.setting)):
        print(f"\n{part}: {setting}" if setting else f"\n{part}")
        for row in group:
            number = row.note or f"{row.value:12,.3f} ({row.fastest:,.3f}) {row.unit}"
            print(f"  {row.subject:<34}{number}")


def show_ratios(found: list[Ratio]) -> None:
    """Print one line per ratio, and whether it keeps its limit."""
    print("\nRatios")
    width = max((len(ratio.setting) for ratio in found), default=0)
    for ratio in found:
        limit = ""
        if ratio.reached is not None:
            sign = ">=" if ratio.at_least else "<="
            limit = f"  {sign} {ratio.limit:g}: {'reached' if ratio.reached else 'NOT REACHED'}"
        print(f"  {ratio.name:<48}{ratio.setting:<{width}}{ratio.value:9.2f}{limit}")


def main() -> None:
    """Measure, print and write."""
    given = arguments()
    chosen = list(given.only)
    announce(chosen, given)
    began = time.perf_counter()
    rows: list[Row] = []
    for name in chosen:
        part = PARTS[name][0](given)
        show(part)
        rows += part
    found = [ratio for name in chosen for ratio in PARTS[name][1](rows)]
    show_ratios(found)
    print(f"\nThis took {(time.perf_counter() - began) / 60.0:.1f} minutes.")
    if given.json is not None:
        content = {
            "machine": machine(),
            "rows": [asdict(row) for row in rows],
            "ratios": [{**asdict(ratio), "reached": ratio.reached} for ratio in found],
        }
        given.json.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
        print(f"\nwritten to {given.json}")


if __name__ == "__main__":
    main()
