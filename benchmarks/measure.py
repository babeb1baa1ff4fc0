"""Repeated timings, and the ratios between them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A measured number.

    Attributes
    ----------
    part : str
        Part of the suite.
    subject : str
        What was measured.
    setting : str
        Under which circumstances.
    value : float
        Median over the repeats; not a number when it could not be measured.
    unit : str
    fastest : float
        Smallest of the repeats.
    note : str
        Why there is no number.
    """

    part: str
    subject: str
    setting: str
    value: float
    unit: str
    fastest: float = float("nan")
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio of two numbers of the same run, beside the limit that it should not cross.

    Attributes
    ----------
    name, setting : str
    value : float
    limit : float
        Not a number when nothing is demanded.
    at_least : bool
        Whether `value` has to reach the limit; otherwise it must not exceed it.
    """

    name: str
    setting: str
    value: float
    limit: float = float("nan")
    at_least: bool = False

    @property
    def reached(self) -> bool | None:
        """Return whether the limit is kept; None when there is no limit or no number."""
        if self.value != self.value or self.limit != self.limit:
            return None
        return self.value >= self.limit if self.at_least else self.value <= self.limit


NANOSECONDS = "ns per worker"

Clock = Callable[[], int]


def clock_for(threads: int) -> Clock:
    """Return processor time for one thread, elapsed time for several, in nanoseconds.

    Processor time leaves out what others do on the machine.
    """
    return time.thread_time_ns if threads == 1 else time.perf_counter_ns


def timed(
    part: str,
    subject: str,
    setting: str,
    workers: int,
    repeats: int,
    action: Callable[[], object],
    threads: int = 1,
) -> Row:
    """Return the time of an action per worker, after one call that does not count.

    Parameters
    ----------
    part, subject, setting : str
    workers : int
        Workers served by one call.
    repeats : int
        Calls that count.
    action : callable
        Called without arguments.
    threads : int
        Threads that the action uses.
    """
    clock = clock_for(threads)
    action()
    each = []
    for _ in range(repeats):
        begin = clock()
        action()
        each.append((clock() - begin) / workers)
    return row_of(part, subject, setting, each)


def row_of(
    part: str, subject: str, setting: str, each: list[float], unit: str = NANOSECONDS
) -> Row:
    """Return the median and the smallest of repeated measurements."""
    return Row(part, subject, setting, statistics.median(each), unit, min(each))


def find(rows: Iterable[Row], subject: str, setting: str) -> float:
    """Return the smallest repeat of a row; not a number when there is none.

    Noise only ever adds, so that ratios of the smallest are steadier than those of medians.
    """
    for row in rows:
        if row.subject == subject and row.setting == setting:
            return row.fastest
    return float("nan")


def settings_of(rows: Iterable[Row], part: str) -> Iterator[str]:
    """Yield the settings of a part, each once."""
    yield from dict.fromkeys(row.setting for row in rows if row.part == part)
