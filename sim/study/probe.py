"""A short probe of this machine: what a run costs, from the first request of the work itself."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter, thread_time
from typing import Final, NamedTuple

from sim.scenario import Scenario
from sim.simulation import begin
from sim.study.chunks import Chunk
from sim.study.evaluation import read_chunk, simulate_chunk
from sim.study.groups import SIZE, groups_of
from sim.study.load import Part, parts_of
from sim.study.requests import Point, RunRequest

SHORT: Final = 12
"""Months of the shorter of two spans; all steps divide it."""

LONG: Final = 36
"""Months of the longer."""

MOST_WORKERS: Final = 10_000
"""Largest economy that is simulated; from there the cost goes on in a straight line."""

MOST_REQUESTS: Final = 4
"""Requests of which a probe consists at most."""

LARGE: Final = 2_000
"""People above which a probe is of a single pair."""

ENOUGH: Final = 0.25
"""Seconds over which a probe of each span is repeated, unless it takes longer."""

MOST_REPEATS: Final = 5

KIBIBYTE: Final = 1024


class Line(NamedTuple):
    """What a step costs over the number of people, as a straight line.

    Attributes
    ----------
    fixed, per_worker : float
        Seconds.
    """

    fixed: float
    per_worker: float

    def at(self, workers: int) -> float:
        """Return the seconds at a number of people."""
        return self.fixed + self.per_worker * workers


class _Cost(NamedTuple):
    """What was measured at one size, in seconds: of a request, and of the steps of an economy."""

    start: float
    burn_in: float
    step: float


@dataclass(frozen=True, slots=True)
class Pace:
    """What a run costs on this machine.

    Attributes
    ----------
    start : Line
        Seconds of a request beside its months: to begin it, and to measure and keep what it gives.
    burn_in, run : Line
        Seconds of a step of the burn-in, and of a step of one economy after it.
    memory : float
        Bytes of a process at its peak beside those of people.
    bytes_per_worker : float
        Bytes of an economy for each of its people.
    probed : tuple of int
        Numbers of people that were simulated.
    seconds : float
        How long the probe took.
    """

    start: Line
    burn_in: Line
    run: Line
    memory: float
    bytes_per_worker: float
    probed: tuple[int, ...]
    seconds: float

    def of(self, part: Part) -> float:
        """Return the seconds of a part of the work."""
        return (
            part.requests * self.start.at(part.workers)
            + part.burn_in / part.step * self.burn_in.at(part.workers)
            + part.months / part.step * self.run.at(part.workers)
        )

    def bytes_of(self, part: Part) -> float:
        """Return the memory that a process needs for a part of the work, at its peak."""
        economies = 1 + part.runs / part.requests
        return self.memory + self.bytes_per_worker * part.workers * economies


class ProbeError(Exception):
    """The first request cannot be simulated, not even for some months."""


def probe(chunk: Chunk, sizes: Sequence[int]) -> Pace:
    """Return what runs cost, after simulating the first of them for some months.

    Two spans tell what a month costs from what a run costs beside its months, two sizes what it
    costs whoever is there from what it costs for each person. Where all economies are of one size
    that can be simulated, it is that size alone.

    Parameters
    ----------
    chunk : Chunk
        The first of the work.
    sizes : sequence of int
        Numbers of people in the economies of the work.

    Raises
    ------
    ProbeError
        If the first request ends in an error.
    """
    began = perf_counter()
    probed = _sizes(sizes)
    costs = [_cost(chunk, size) for size in probed]
    start, burn_in, run = (_line(probed, seconds) for seconds in zip(*costs, strict=True))
    bytes_per_worker = _bytes_per_worker(_scenario(chunk, chunk.requests[0], probed[-1]))
    (part,) = _parts(chunk, probed[-1])
    economies = 1 + part.runs / part.requests
    return Pace(
        start=start,
        burn_in=burn_in,
        run=run,
        memory=max(_peak() - bytes_per_worker * probed[-1] * economies, 0.0),
        bytes_per_worker=bytes_per_worker,
        probed=probed,
        seconds=perf_counter() - began,
    )


def _sizes(sizes: Sequence[int]) -> tuple[int, ...]:
    """Return the numbers of people to simulate."""
    if len(set(sizes)) == 1 and sizes[0] <= MOST_WORKERS:
        return (sizes[0],)
    least = min(*sizes, LARGE)
    most = min(max(sizes), MOST_WORKERS)
    return (least, most)


def _line(sizes: Sequence[int], seconds: Sequence[float]) -> Line:
    """Return the straight line through what was measured; one size stands for itself alone."""
    if len(sizes) == 1:
        return Line(0.0, max(seconds[0], 0.0) / sizes[0])
    slope = max(seconds[1] - seconds[0], 0.0) / (sizes[1] - sizes[0])
    return Line(max(seconds[0] - slope * sizes[0], 0.0), slope)


def _cost(chunk: Chunk, workers: int) -> _Cost:
    """Return what the first request costs with so many people."""
    # The requests of one burn-in are one part.
    (part,) = _parts(chunk, workers)
    short = _seconds(_shortened(chunk, workers, SHORT, SHORT), warm=True)
    burn_in = _seconds(_shortened(chunk, workers, LONG, SHORT))
    after = _seconds(_shortened(chunk, workers, SHORT, LONG))
    steps, further = SHORT / part.step, (LONG - SHORT) / part.step
    of_burn_in = max(burn_in - short, 0.0) / further
    of_step = max(after - short, 0.0) / further / part.runs
    start = short - steps * (of_burn_in + part.runs * of_step)
    return _Cost(max(start, 0.0) / part.requests, of_burn_in, of_step)


def _parts(chunk: Chunk, workers: int) -> list[Part]:
    short = _shortened(chunk, workers, SHORT, SHORT)
    return parts_of(short.scenarios, short.requests, chunk.measurement)


def _shortened(chunk: Chunk, workers: int, burn_in: int, months: int) -> Chunk:
    """Return some requests of the first burn-in of a chunk, small and short."""
    first = groups_of(chunk.scenarios, chunk.requests)[0]
    alike = [chunk.requests[number] for unit in first.units for number in unit]
    most = MOST_REQUESTS if workers <= LARGE else MOST_REQUESTS // 2
    apart = max(-(-len(alike) // most), 1)
    points: dict[int, Point] = {}
    requests = []
    for request in alike[::apart]:
        # One object for each point, by which runs are known to share it.
        point = points.setdefault(
            id(request.point), tuple(pair for pair in request.point if pair[0] not in SIZE)
        )
        arm = request.arm
        if arm is not None:
            seen = arm.observation
            seen = replace(seen, months=months, first=min(seen.first, months))
            arm = replace(arm, observation=seen)
        requests.append(RunRequest(request.scenario, point, request.replicate, arm))
    scenarios = tuple(
        replace(scenario, workers=workers, burn_in=burn_in, months=months)
        for scenario in chunk.scenarios
    )
    return replace(chunk, scenarios=scenarios, requests=tuple(requests))


def _scenario(chunk: Chunk, request: RunRequest, workers: int) -> Scenario:
    short = _shortened(chunk, workers, SHORT, SHORT)
    return short.settings(short.requests[0].point, request.scenario)


def _seconds(chunk: Chunk, *, warm: bool = False) -> float:
    """Return the seconds that a chunk takes, the least of some repeats.

    Parameters
    ----------
    chunk : Chunk
    warm : bool
        Whether it is done once before that does not count, so that all is compiled and loaded.
    """
    clock: Callable[[], float] = thread_time if chunk.threads == 1 else perf_counter
    if warm:
        failures = read_chunk(simulate_chunk(chunk))[1]
        if failures:
            raise ProbeError(failures[0].error)
    each: list[float] = []
    while not each or (sum(each) < ENOUGH and len(each) < MOST_REPEATS):
        began = clock()
        simulate_chunk(chunk)
        each.append(clock() - began)
    return min(each)


def _bytes_per_worker(scenario: Scenario) -> float:
    """Return the bytes of an economy for each of its people: all arrays of people."""
    people = begin(scenario, 0).state.people
    arrays = [getattr(people, name) for name in people.__dataclass_fields__]
    counted = sum(array.nbytes for array in arrays if hasattr(array, "nbytes"))
    return float(counted / scenario.workers)


def _peak() -> float:
    """Return the memory of this process at its peak, in bytes; not a number where nobody tells."""
    try:
        text = Path("/proc/self/status").read_text(encoding="utf-8")
        line = next(line for line in text.splitlines() if line.startswith("VmHWM:"))
        return float(line.split()[1]) * KIBIBYTE
    except (OSError, StopIteration):
        pass
    try:
        import resource
    except ImportError:
        return float("nan")
    most = float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    return most if sys.platform == "darwin" else most * KIBIBYTE
