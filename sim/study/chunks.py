"""Work cut into chunks that are named by what is in them.

A chunk is a few runs that one process does in one go. Its name is a digest of everything that the
numbers depend on, so that a finished chunk can be recognised whoever computed it and when.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Final

from sim.institutions.plugins import Plugin, plugins_of
from sim.phases.indicators import INDICATORS
from sim.scenario import Scenario, load_scenario
from sim.study.measurement import HORIZON_MEANS, Measurement
from sim.study.program import model_digest, program_digest
from sim.study.requests import Point, RunRequest, is_institution, rules_named

WORKER_MONTHS: Final = 1_000_000
"""Size of a chunk: a few seconds of computing, against which starting it costs nothing."""

LEAST_CHUNKS: Final = 16
"""Chunks of work that would fit into fewer, so that several processes can share it."""

MOST_CHUNKS: Final = 2_000
"""Above it chunks grow with the work, so that a folder does not fill with files."""

LAYOUT: Final = 1
"""Number of the columns and rules by which the result of a run is written down."""


@dataclass(frozen=True)
class Chunk:
    """Runs that are done together, and everything they depend on.

    Attributes
    ----------
    scenarios : tuple of Scenario
    digests : tuple of str
        Of the scenarios.
    seed : int
    requests : tuple of RunRequest
    plugins : tuple of Plugin
        Rules that do not come with this package.
    measurement : Measurement
        What is kept of each run.
    threads : int
        Threads of each run, on which no number depends.
    """

    scenarios: tuple[Scenario, ...]
    digests: tuple[str, ...]
    seed: int
    requests: tuple[RunRequest, ...]
    plugins: tuple[Plugin, ...] = ()
    measurement: Measurement = HORIZON_MEANS
    threads: int = 1

    @cached_property
    def name(self) -> str:
        """Return the digest of the content: 24 hexadecimal digits of SHA-256."""
        content = {
            "layout": LAYOUT,
            "model": model_digest(),
            "measurement": type(self.measurement).__name__,
            "program": program_digest(self.measurement.program),
            "plugins": [[p.switch, p.rule, p.target, p.digest] for p in self.plugins],
            "indicators": list(INDICATORS),
            "seed": self.seed,
            "scenarios": self.digests,
            "requests": [request.content() for request in self.requests],
        }
        text = json.dumps(content, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:24]

    @property
    def size(self) -> int:
        """Return the number of runs."""
        return len(self.requests)

    def settings(self, point: Point, scenario: int) -> Scenario:
        """Return a scenario of the work in full, at a point.

        Parameters
        ----------
        point : tuple of (str, value)
        scenario : int
            Index among the scenarios of the work.

        Raises
        ------
        ScenarioError
            If the values of the point do not go together.
        """
        return load_scenario(self.scenarios[scenario], dict(point))


def cut(
    scenarios: Sequence[Scenario],
    seed: int,
    requests: Iterable[RunRequest],
    measurement: Measurement = HORIZON_MEANS,
    threads: int = 1,
) -> list[tuple[Chunk, list[int]]]:
    """Return the work in chunks, each with the numbers of its runs.

    How it is cut depends on the work alone, never on how many processes there are. Runs that differ
    in nothing before the end of the burn-in stand next to each other, as they share it; arms that
    share one are never torn apart.

    Parameters
    ----------
    scenarios : sequence of Scenario
        All of the same size and length.
    seed : int
    requests : iterable of RunRequest
        Runs by number.
    measurement : Measurement
    threads : int
    """
    numbered = list(enumerate(requests))
    if not numbered:
        return []
    first = scenarios[0]
    cost = first.workers * (first.months + first.burn_in)
    longest = min(WORKER_MONTHS // cost, -(-len(numbered) // LEAST_CHUNKS))
    longest = 1 if measurement.alone else max(longest, -(-len(numbered) // MOST_CHUNKS), 1)
    parameters = [scenario.parameters.to_dict() for scenario in scenarios]
    kinds = [parameters.index(known) for known in parameters]

    # Runs share the objects of their points, so that each is looked at once.
    same_point: dict[int, int] = {}
    same_burn_in: dict[bytes, int] = {}

    def burn_in(item: tuple[int, RunRequest]) -> tuple[int, int, int]:
        request = item[1]
        if id(request.point) not in same_point:
            before = [(key, str(value)) for key, value in request.point if not is_institution(key)]
            known = hashlib.sha256(repr(before).encode()).digest()
            same_point[id(request.point)] = same_burn_in.setdefault(known, len(same_burn_in))
        return kinds[request.scenario], same_point[id(request.point)], request.replicate

    order: dict[tuple[int, int, int], int] = {}
    for item in numbered:
        order.setdefault(burn_in(item), len(order))
    numbered.sort(key=lambda item: (order[burn_in(item)], item[0]))
    if numbered[0][1].arm is not None:
        longest = max(len(list(alike)) for _, alike in groupby(numbered, burn_in))
    pieces: list[list[tuple[int, RunRequest]]] = [[]]
    for _, alike in groupby(numbered, burn_in):
        group = list(alike)
        # A group that fits into one chunk is not torn apart.
        if len(group) <= longest < len(pieces[-1]) + len(group):
            pieces.append([])
        for item in group:
            if len(pieces[-1]) == longest:
                pieces.append([])
            pieces[-1].append(item)
    shared = tuple(scenarios)
    digests = tuple(scenario.digest for scenario in scenarios)

    def chunk(requests: tuple[RunRequest, ...]) -> Chunk:
        points = list({id(request.point): request.point for request in requests}.values())
        points += [request.arm.change for request in requests if request.arm is not None]
        plugins = plugins_of(rules_named(shared, points))
        return Chunk(shared, digests, seed, requests, plugins, measurement, threads)

    return [
        (chunk(tuple(request for _, request in piece)), [number for number, _ in piece])
        for piece in pieces
        if piece
    ]
