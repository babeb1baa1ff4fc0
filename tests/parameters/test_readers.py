"""Each parameter names the rules and phases that read it, as a look over their shoulders shows."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from types import FrameType
from typing import Any

import pytest

import sim.economy
import sim.state.population
from sim.economy import PHASES, Economy
from sim.institutions.registry import names_of
from sim.parameters import Parameters, declarations
from sim.parameters.declaration import START
from sim.rules import SHIPPED_RULES

REGIMES = (
    ("capitalism", {}),
    ("parecon", {"federation_tolerance": 0.2, "federation_rate": 0.2}),
    ("parecon", {"institutions.division": "rotation", "institutions.pay": "equal"}),
    ("parecon", {"institutions.education": "class_selected"}),
    ("capitalism", {"progress_by_growth": 0.0, "knowledge_pool": 0.0}),
    ("parecon", {"progress_by_growth": 0.0, "uptake_by_voice": 1.0}),
    ("parecon", {"layoff_rate": 0.01, "supervision_part": 0.3, "exit_response": 0.01}),
    ("capitalism", {"progress_by_growth": 1.0, "knowledge_pool": 1.0, "recombination": 0.05}),
    ("parecon", {"progress_by_growth": 1.0, "knowledge_pool": 1.0, "recombination": 0.05}),
)
"""Together they bring in every rule, and the two educations with hidden talent."""

NAMES = frozenset(declarations())


class Shoulder:
    """Notes who reads which parameter."""

    def __init__(self) -> None:
        self.phase = START
        self.readers: dict[str, set[str]] = defaultdict(set)

    def note(self, name: str, frame: FrameType | None) -> None:
        """Note that the code of a frame, or what called it, reads a parameter."""
        while frame is not None:
            module = frame.f_globals["__name__"]
            if module.startswith("sim.parameters"):
                return
            names = names_of(type(frame.f_locals.get("self")))
            if module.startswith("sim.institutions.") and names:
                self.readers[name].add(".".join(names[0]))
                return
            frame = frame.f_back
        self.readers[name].add(self.phase)


@pytest.fixture(scope="module")
def readers() -> Iterator[dict[str, set[str]]]:
    """Yield the readers of each parameter in a few months of every rule."""
    shoulder = Shoulder()

    class Watched(Parameters):
        def __getattribute__(self, name: str) -> Any:
            if name in NAMES:
                shoulder.note(name, sys._getframe(1))
            return super().__getattribute__(name)

    def watched(parameters: Parameters, *_: int) -> Parameters:
        return Watched.unchecked(parameters.to_dict(), parameters.explicit)

    def watched_tables(table: Any, parameters: Parameters) -> Any:
        return tables(table, watched(parameters))

    class Followed(Economy):
        pass

    for phase in PHASES:

        def follow(self: Economy, phase: Any = phase) -> None:
            shoulder.phase = phase.name
            phase.function(self)
            shoulder.phase = START

        setattr(Followed, phase.name, follow)

    tables = sim.state.population.task_tables
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sim.state.population, "per_step", watched)
        patch.setattr(sim.state.population, "task_tables", watched_tables)
        for scenario, changes in REGIMES:
            economy = Followed(
                scenario, seed=6, workers=400, burn_in=2, months=30, agent_interval=0, **changes
            )
            for _ in range(32):
                economy.step()
        yield shoulder.readers


def test_readers_are_rules_and_phases_that_exist() -> None:
    rules = {f"{switch}.{rule}" for switch, names in SHIPPED_RULES.items() for rule in names}
    phases = {START, *(phase.name for phase in PHASES)}
    for row in declarations().values():
        assert set(row.readers) <= rules | phases, row.name
        assert len(set(row.readers)) == len(row.readers) > 0


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_parameter_names_all_who_read_it_and_nobody_else(
    name: str, readers: dict[str, set[str]]
) -> None:
    assert set(declarations()[name].readers) == readers[name]
