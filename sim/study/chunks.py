"""Work cut into chunks that are named by what is in them.

A chunk is a few runs that one process does in one go. Its name is a digest of everything that the
numbers depend on, so that a finished chunk can be recognised whoever computed it and when.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import sim
from sim.evidence.observation import Observation
from sim.institutions.plugins import Plugin, plugins_of
from sim.parameters.own import owners_of
from sim.phases.indicators import INDICATORS
from sim.scenario import Scenario, load_scenario

WORKER_MONTHS: Final = 1_000_000
"""Size of a chunk: a few seconds of computing, against which starting it costs nothing."""

LEAST_CHUNKS: Final = 16
"""Chunks of work that would fit into fewer, so that several processes can share it."""

MOST_CHUNKS: Final = 2_000
"""Above it chunks grow with the work, so that a folder does not fill with files."""

LAYOUT: Final = 1
"""Number of the columns and rules by which the result of a run is written down."""

_MODEL: Final = (
    "vocabulary.py", "rules.py", "kernels", "parameters", "sectors", "data/sectors", "scenario",
    "state", "institutions", "phases", "economy.py", "collection.py",
    "evidence/cross_section.py", "evidence/moments.py", "evidence/observation.py",
    "evidence/processes.py",
)  # fmt: skip
"""What the numbers of a run depend on, inside the package."""

_INSTITUTIONS: Final = "institutions."

Point = tuple[tuple[str, Any], ...]
"""Overrides by key, in the order of the factors."""


@dataclass(frozen=True, slots=True)
class Arm:
    """A run whose economy changes when the burn-in ends, and what is observed of it.

    Attributes
    ----------
    name : str
    scenario : int
        Index among the scenarios of the work.
    change : tuple of (str, value)
        Overrides from the end of the burn-in on.
    observation : Observation
    """

    name: str
    scenario: int
    change: Point
    observation: Observation

    def to_dict(self) -> dict[str, Any]:
        """Return the arm ready for JSON; `from_dict` reads it back."""
        return {
            "name": self.name,
            "scenario": self.scenario,
            "change": dict(self.change),
            "observation": {**asdict(self.observation), "sectors": list(self.observation.sectors)},
        }

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> Arm:
        """Return the arm that `to_dict` described."""
        observation = {**content["observation"]}
        observation["sectors"] = tuple(observation["sectors"])
        return cls(
            content["name"],
            content["scenario"],
            as_point(content["change"]),
            Observation(**observation),
        )


@dataclass(frozen=True, slots=True)
class RunRequest:
    """One run: a scenario at a point in a replicate.

    Attributes
    ----------
    scenario : int
        Index among the scenarios of the work.
    point : tuple of (str, value)
        Overrides of the scenario.
    replicate : int
    arm : Arm, optional
        What happens after the burn-in and is observed; by default the scenario goes on, and its
        indicators are measured by horizon.
    """

    scenario: int
    point: Point
    replicate: int
    arm: Arm | None = None

    def content(self) -> list[Any]:
        """Return everything that distinguishes the run from others of its work."""
        arm = [] if self.arm is None else [self.arm.to_dict()]
        return [self.scenario, [list(pair) for pair in self.point], self.replicate, *arm]


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
    """

    scenarios: tuple[Scenario, ...]
    digests: tuple[str, ...]
    seed: int
    requests: tuple[RunRequest, ...]
    plugins: tuple[Plugin, ...] = ()

    @cached_property
    def name(self) -> str:
        """Return the digest of the content: 24 hexadecimal digits of SHA-256."""
        content = {
            "layout": LAYOUT,
            "model": model_digest(),
            "plugins": [[p.switch, p.rule, p.target, p.digest] for p in self.plugins],
            "indicators": list(INDICATORS),
            "seed": self.seed,
            "scenarios": self.digests,
            "requests": [request.content() for request in self.requests],
        }
        text = json.dumps(content, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:24]

    def settings(self, request: RunRequest) -> Scenario:
        """Return the scenario of a run in full.

        Raises
        ------
        ScenarioError
            If the values of the point do not go together.
        """
        return load_scenario(self.scenarios[request.scenario], dict(request.point))


@cache
def model_digest() -> str:
    """Return the digest of the program text that the numbers depend on.

    The version alone would let chunks of an edited model pass for those of the published one.
    """
    root = Path(sim.__file__).parent
    digest = hashlib.sha256(sim.__version__.encode())
    for part in _MODEL:
        place = root / part
        for file in sorted([place] if place.is_file() else place.rglob("*")):
            if file.suffix in {".py", ".toml"}:
                digest.update(file.relative_to(root).as_posix().encode())
                digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:24]


def cut(
    scenarios: Sequence[Scenario], seed: int, requests: Iterable[RunRequest]
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
    """
    numbered = list(enumerate(requests))
    if not numbered:
        return []
    first = scenarios[0]
    cost = first.workers * (first.months + first.burn_in)
    longest = min(WORKER_MONTHS // cost, -(-len(numbered) // LEAST_CHUNKS))
    longest = max(longest, -(-len(numbered) // MOST_CHUNKS), 1)
    parameters = [scenario.parameters.to_dict() for scenario in scenarios]
    kinds = [parameters.index(known) for known in parameters]

    # Runs share the objects of their points, so that each is looked at once.
    same_point: dict[int, int] = {}
    same_burn_in: dict[bytes, int] = {}

    def burn_in(item: tuple[int, RunRequest]) -> tuple[int, int, int]:
        request = item[1]
        if id(request.point) not in same_point:
            before = [(key, str(value)) for key, value in request.point if not _is_institution(key)]
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
        return Chunk(shared, digests, seed, requests, plugins)

    return [
        (chunk(tuple(request for _, request in piece)), [number for number, _ in piece])
        for piece in pieces
        if piece
    ]


def rules_named(
    scenarios: Iterable[Scenario], points: Iterable[Point]
) -> Iterator[tuple[str, str]]:
    """Yield switch and name of every rule that scenarios or points name.

    To set a parameter that a rule of one's own declares is to name the rule.
    """
    for scenario in scenarios:
        yield from scenario.institutions
        yield from owners_of(scenario.overrides)
    for point in points:
        yield from owners_of(key for key, _ in point)
        for key, value in point:
            if _is_institution(key):
                yield key.removeprefix(_INSTITUTIONS), str(value)


def _is_institution(key: str) -> bool:
    return key.startswith(_INSTITUTIONS)


def as_point(values: Mapping[Any, Any]) -> Point:
    """Return overrides as a point, with plain Python values."""
    return tuple(
        (str(key), value.item() if hasattr(value, "item") else value)
        for key, value in values.items()
    )
