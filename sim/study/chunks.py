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
from typing import Any, Final

from sim.institutions.plugins import Plugin, plugins_of
from sim.phases.indicators import INDICATORS
from sim.scenario import Scenario, load_at_point
from sim.study.groups import Group, groups_of
from sim.study.measurement import HORIZON_MEANS, Measurement
from sim.study.program import model_digest, program_digest
from sim.study.requests import Point, RunRequest, rules_named

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
        content: dict[str, Any] = {
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
        told = getattr(self.measurement, "told", None)
        if told is not None:
            content["told"] = told
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
        return load_at_point(self.scenarios[scenario], dict(point))


def cut(
    scenarios: Sequence[Scenario],
    seed: int,
    requests: Iterable[RunRequest],
    measurement: Measurement = HORIZON_MEANS,
    threads: int = 1,
) -> list[tuple[Chunk, list[int]]]:
    """Return the work in chunks, each with the numbers of its runs.

    How it is cut depends on the work alone, never on how many processes there are. Runs that differ
    in nothing before the end of the burn-in stand next to each other, as they share it. Both sides
    of a pair are never torn apart, nor are the arms at a point; of more runs as many stay together
    as make the burn-in a small part of their chunk, unless there were too few chunks then.

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
    listed = list(requests)
    pieces = (
        [[number] for number in range(len(listed))]
        if measurement.alone
        else _pieces(groups_of(scenarios, listed))
    )
    shared = tuple(scenarios)
    digests = tuple(scenario.digest for scenario in scenarios)

    def chunk(requests: tuple[RunRequest, ...]) -> Chunk:
        points = list({id(request.point): request.point for request in requests}.values())
        points += [request.arm.change for request in requests if request.arm is not None]
        plugins = plugins_of(rules_named(shared, points))
        return Chunk(shared, digests, seed, requests, plugins, measurement, threads)

    return [(chunk(tuple(listed[number] for number in piece)), piece) for piece in pieces]


def _pieces(groups: Sequence[Group]) -> list[list[int]]:
    """Return the numbers of the runs of each chunk."""
    total = sum(group.cost(group.size) for group in groups)
    share = total / LEAST_CHUNKS
    most = max(min(WORKER_MONTHS, share), total / MOST_CHUNKS)
    pieces: list[list[int]] = []
    filled = 0.0
    for group in groups:
        for part in group.torn(most, share):
            cost = group.cost(len(part))
            if not pieces or filled + cost > most:
                pieces.append([])
                filled = 0.0
            pieces[-1] += part
            filled += cost
    return pieces
