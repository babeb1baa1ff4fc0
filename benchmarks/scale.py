"""The largest economies that a small machine is to hold: each in a process of its own.

Memory is what the operating system accounts to the process at its peak, interpreter and libraries
included.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.measure import Ratio, Row
from benchmarks.runs import SCENARIOS, measured

PART = "scale"
THREADS = 2
GIBIBYTE = 2**30

SECONDS = "a whole run"
MONTH = "a month of a whole run"
PEAK = "peak memory"
BYTES = "peak memory per worker"


@dataclass(frozen=True, slots=True)
class Size:
    """A size that has to be possible.

    Attributes
    ----------
    workers : int
    months : int
        Under the scenario, after a burn-in of a third as many.
    gibibytes : float
        Memory that is enough; not a number when nothing is demanded.
    """

    workers: int
    months: int
    gibibytes: float = math.nan


SIZES = (Size(1_000_000, 240, 8.0), Size(10_000_000, 12, 20.0))
"""What is demanded."""


def sizes_of(workers: Sequence[int] | None, months: Sequence[int] | None) -> list[Size]:
    """Return the sizes to measure; a size that was changed has no limit.

    Parameters
    ----------
    workers, months : sequence of int, optional
        One for each of `SIZES`, by default theirs.
    """
    workers = workers or [size.workers for size in SIZES]
    months = months or [size.months for size in SIZES]
    demanded = {(size.workers, size.months): size for size in SIZES}
    asked = zip(workers, months, strict=True)
    return [demanded.get(pair, Size(*pair)) for pair in asked]


def setting_of(size: Size, scenario: str) -> str:
    """Return the circumstances of a run in words."""
    return f"{size.workers:,} workers, {size.months} months, {THREADS} threads, {scenario}"


def scale_rows(sizes: Sequence[Size]) -> list[Row]:
    """Return time and peak memory of runs of each size under each regime.

    A line on standard error says when a run is finished, since each takes minutes.
    """
    rows = []
    for size in sizes:
        for scenario in SCENARIOS:
            setting = setting_of(size, scenario)
            found = measured(scenario, size.workers, size.months, THREADS)
            peak = found["peak"]
            for subject, value, unit in (
                (SECONDS, found["seconds"], "seconds"),
                (MONTH, found["nanoseconds"], "ns per worker"),
                (PEAK, peak / GIBIBYTE, "GiB"),
                (BYTES, peak / size.workers, "bytes"),
            ):
                rows.append(Row(PART, subject, setting, value, unit, value))
            print(
                f"{setting}: {found['seconds']:.1f} s, {peak / GIBIBYTE:.2f} GiB", file=sys.stderr
            )
    return rows


def scale_ratios(rows: Sequence[Row]) -> list[Ratio]:
    """Return peak memory beside what it may be."""
    limits = {
        setting_of(size, scenario): size.gibibytes for size in SIZES for scenario in SCENARIOS
    }
    return [
        Ratio("peak memory in GiB", row.setting, row.value, limits.get(row.setting, math.nan))
        for row in rows
        if row.part == PART and row.subject == PEAK
    ]
