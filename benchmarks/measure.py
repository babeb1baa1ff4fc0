"""Repeated timings of one thing."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """How long something takes for one worker.

    Attributes
    ----------
    subject : str
        What was timed.
    setting : str
        Under which circumstances.
    workers : int
        Number of workers.
    nanoseconds : float
        Median time over the repeats, per worker.
    fastest : float
        Shortest time over the repeats, nanoseconds per worker.
    """

    subject: str
    setting: str
    workers: int
    nanoseconds: float
    fastest: float


def timed(
    subject: str, setting: str, workers: int, repeats: int, action: Callable[[], object]
) -> Timing:
    """Return the time of an action, after one call that does not count.

    Parameters
    ----------
    subject, setting : str
        Names for the table.
    workers : int
        Workers served by one call.
    repeats : int
        Calls that count.
    action : callable
        Called without arguments.
    """
    action()
    each = []
    for _ in range(repeats):
        begin = time.perf_counter_ns()
        action()
        each.append((time.perf_counter_ns() - begin) / workers)
    return Timing(subject, setting, workers, statistics.median(each), min(each))
