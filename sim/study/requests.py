"""What is asked for: runs of scenarios at points, in replicates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from sim.evidence.observation import Observation
from sim.parameters.own import owners_of
from sim.scenario import Scenario

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
            if is_institution(key):
                yield key.removeprefix(_INSTITUTIONS), str(value)


def is_institution(key: str) -> bool:
    """Return whether a key of a point names an institution, not a parameter."""
    return key.startswith(_INSTITUTIONS)


def as_point(values: Mapping[Any, Any]) -> Point:
    """Return overrides as a point, with plain Python values."""
    return tuple(
        (str(key), value.item() if hasattr(value, "item") else value)
        for key, value in values.items()
    )


def levels_of(settings: Mapping[str, Any]) -> Iterator[Point]:
    """Yield a point for each value of each factor that is varied by values, and each other one."""
    for factor in settings.get("design", {}).get("factors", ()):
        for value in factor["values"] or (None,):
            yield ((str(factor["name"]), value),)
    for name in settings.get("ranges") or ():
        yield ((str(name), None),)
