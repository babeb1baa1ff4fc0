"""What an experiment would do, how long it would take and where: the outcome of a dry run."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from heapq import heapreplace
from pathlib import Path
from typing import Any, Final

from sim.study.load import Count
from sim.text.phrases import counted, listed

MANY_PROCESSES: Final = 256
"""Processes of a cluster for which a time is given beside that of this machine."""

GIBIBYTE: Final = 2**30

COLUMNS: Final = 80
INDENT: Final = 11

RESULTS: Final = "Results"
"""Heading of the folder."""

_UNITS: Final = ((86_400.0, "day"), (3_600.0, "hour"), (60.0, "minute"), (1.0, "second"))

_TWO_OF_A_UNIT: Final = 2.0
"""From so many of a unit on a duration is told in it."""


@dataclass(frozen=True, slots=True)
class Bound:
    """Runs that depend on the results of others.

    Attributes
    ----------
    text : str
        What they are for.
    count : Count
        As many as there are at most; burn-ins as if nothing more were shared.
    seconds : float
        Of one process; not a number where nothing was timed.
    exact : bool
        Whether so many runs are made whatever the results are.
    each : str
        What the bound is for, where it is not for all together.
    """

    text: str
    count: Count
    seconds: float
    exact: bool
    each: str

    def __add__(self, other: Bound) -> Bound:
        """Return both together, which are for the same."""
        return replace(self, count=self.count + other.count, seconds=self.seconds + other.seconds)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What an experiment would do, if it were started now.

    Attributes
    ----------
    known : Count
        What is known before it begins, without what is kept.
    later : tuple of Bound
        What depends on its results.
    kept : int
        Requests whose results the folder holds already.
    expected : int
        Requests that it is likely to make in all, those of later waves included.
    workers, burn_in, months : (int, int)
        Smallest and largest of the economies, and of their months.
    waves : tuple of tuple of float
        Seconds of each chunk of what is known, by wave; chunks are done one after another where
        there are fewer processes. Not a number where nothing could be timed.
    processes : int
        Processes on this machine.
    memory : float
        Bytes that a process needs at most; not a number where nobody tells.
    folder : Path or None
        Where results would go.
    probe : str
        How long a probe took and of what, or why there is no time.
    """

    known: Count
    later: tuple[Bound, ...]
    kept: int
    expected: int
    workers: tuple[int, int]
    burn_in: tuple[int, int]
    months: tuple[int, int]
    waves: tuple[tuple[float, ...], ...]
    processes: int
    memory: float
    folder: Path | None
    probe: str

    @property
    def chunks(self) -> int:
        """Return how many pieces of work there are that processes can share."""
        return max(map(len, self.waves), default=0)

    def seconds(self, processes: int) -> float:
        """Return the seconds that what is known takes with so many processes."""
        return sum(makespan(wave, processes) for wave in self.waves)

    def most_seconds(self, processes: int) -> float:
        """Return the seconds with all that may follow, dealt out evenly, or not a number."""
        busy = min(processes, max(self.chunks, 1))
        return self.seconds(processes) + sum(bound.seconds for bound in self.later) / busy

    def to_dict(self) -> dict[str, Any]:
        """Return the forecast ready for JSON; what is not known is None."""

        def plain(value: float) -> float | None:
            return None if value != value else round(value, 3)

        def times(processes: int) -> dict[str, Any]:
            return {
                "processes": processes,
                "seconds": plain(self.seconds(processes)),
                "at_most": plain(self.most_seconds(processes)),
            }

        return {
            "known": asdict(self.known),
            "later": [{**asdict(bound), "seconds": plain(bound.seconds)} for bound in self.later],
            "kept": self.kept,
            "expected": self.expected,
            "workers": list(self.workers),
            "burn_in": list(self.burn_in),
            "months": list(self.months),
            "times": [times(self.processes), times(MANY_PROCESSES)],
            "chunks": self.chunks,
            "memory_of_a_process": plain(self.memory),
            "folder": None if self.folder is None else str(self.folder),
            "probe": self.probe,
        }

    def lines(self) -> list[str]:
        """Return the forecast for a reader: at most 12 lines, a heading in front of each."""
        rows = [("Runs", self._runs()), ("Work", self._work())]
        if self.kept:
            rows.append(("Kept", f"{counted(self.kept, 'run')} in the folder, not done again"))
        rows += [("Later", _words_of(bound)) for bound in self.later]
        in_all = self.kept + self.known.requests
        if self.expected > in_all and not all(bound.exact for bound in self.later):
            rows.append(("In all", f"{self.expected:,} runs are likely"))
        rows += [
            ("Here", self._time(self.processes)),
            (f"On {MANY_PROCESSES}", self._time(MANY_PROCESSES)),
            ("Memory", f"{_size(self.memory)} in each process"),
        ]
        if self.folder is not None:
            rows.append((RESULTS, str(self.folder)))
        rows.append(("Timed by", self.probe))
        return [line for heading, text in rows for line in _wrapped(heading, text)]

    def __str__(self) -> str:
        """Return the lines as one text."""
        return "\n".join(self.lines())

    def _runs(self) -> str:
        count = self.known
        if not count.runs:
            return "none is left to do"
        each, shared = count.runs // count.requests, count.requests - count.runs
        more = f", {each} side by side" if each > 1 else ""
        if shared > 0:
            more = f", {shared:,} the same as others"
        runs = max(count.requests, count.runs)
        return f"{runs:,} of {span(self.workers)} people over {span(self.months)} months{more}"

    def _work(self) -> str:
        count = self.known
        return (
            f"{count.worker_months:,} worker-months, with "
            f"{counted(count.burn_ins, 'burn-in')} of {span(self.burn_in)} months"
        )

    def _time(self, processes: int) -> str:
        least, most = self.seconds(processes), self.most_seconds(processes)
        if least != least:
            return "unknown"
        busy = counted(min(processes, self.chunks), "process", "processes")
        in_all = "" if most == least else f"; at most {duration(most)} with what may follow"
        return f"about {duration(least)} in {busy}{in_all}"


def _words_of(bound: Bound) -> str:
    count = bound.count
    start = "" if bound.exact else "at most "
    each = f" for each {bound.each}" if bound.each else ""
    return f"{start}{count.runs:,} runs, {count.burn_ins:,} burn-ins{each}: {bound.text}"


def _wrapped(heading: str, text: str) -> list[str]:
    """Return a heading and its text, in lines; a path is never broken."""
    if heading == RESULTS:
        return [f"{heading:<{INDENT}}{text}"]
    return textwrap.wrap(f"{heading:<{INDENT}}{text}", COLUMNS, subsequent_indent=" " * INDENT)


def makespan(seconds: Iterable[float], processes: int) -> float:
    """Return how long pieces of work take that are dealt in turn to whoever is free.

    Parameters
    ----------
    seconds : iterable of float
        Of each piece, in order.
    processes : int
    """
    ends = [0.0] * processes
    for each in seconds:
        heapreplace(ends, ends[0] + each)
    return max(ends)


def span(ends: Sequence[int]) -> str:
    """Return a range of whole numbers in words; one number where both ends are the same."""
    low, high = ends
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def duration(seconds: float) -> str:
    """Return a duration in words, with no more digits than a forecast bears."""
    if seconds != seconds:
        return "an unknown time"
    for size, unit in _UNITS:
        count = seconds / size
        if count >= _TWO_OF_A_UNIT:
            return counted(round(count), unit)
    return "2 seconds"


def _size(count: float) -> str:
    """Return bytes in words."""
    return "unknown" if count != count else f"about {count / GIBIBYTE:.1f} GiB"


def sizes(numbers: Iterable[int]) -> str:
    """Return numbers of people, one after another."""
    return listed([f"{number:,}" for number in numbers])
