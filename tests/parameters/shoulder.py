"""Who reads which parameter, noted over the shoulders of rules and phases.

A program for a process of its own, in which Python runs the kernels itself
(``NUMBA_DISABLE_JIT=1``): what compiled functions read, nobody sees. It writes names of readers by
name of parameter as JSON.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from types import FrameType
from typing import Any

import sim.economy
import sim.state.population
from sim.economy import PHASES, Economy
from sim.institutions.registry import names_of
from sim.kernels.instructions import IN_PYTHON
from sim.parameters import Parameters, declarations
from sim.parameters.declaration import START

REGIMES = (
    ("capitalism", {"workers": 300, "job_to_job_rate": 0.3}),
    ("parecon", {"federation_tolerance": 0.2, "federation_rate": 0.2}),
    ("parecon", {"institutions.division": "rotation", "institutions.pay": "equal"}),
    ("parecon", {"institutions.education": "class_selected", "competence_adjustment": 1.0}),
    ("capitalism", {"progress_by_growth": 0.0, "knowledge_pool": 0.0}),
    ("parecon", {"progress_by_growth": 0.0, "uptake_by_voice": 1.0}),
    ("parecon", {"layoff_rate": 0.01, "supervision_part": 0.3, "exit_response": 0.01}),
    ("capitalism", {"progress_by_growth": 1.0, "knowledge_pool": 1.0, "recombination": 0.05}),
    ("parecon", {"progress_by_growth": 1.0, "knowledge_pool": 1.0, "recombination": 0.05}),
)
"""Together they bring in every rule, and the two educations with hidden talent."""

NAMES = frozenset(declarations())

MONTHS = 8


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


def readers() -> dict[str, set[str]]:
    """Return the readers of each parameter in a few months of every rule."""
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
    sim.state.population.per_step = watched  # type: ignore[attr-defined]
    sim.state.population.task_tables = watched_tables
    for scenario, changes in REGIMES:
        economy = Followed(
            scenario, seed=6, agent_interval=0,
            **{"workers": 100, "burn_in": 2, "months": MONTHS, **changes},
        )  # fmt: skip
        for month in range(2 + MONTHS):
            # Some retire every month, in so small an economy too.
            economy.state.people.age[month::20] = 12 * 100
            economy.step()
    return shoulder.readers


if __name__ == "__main__":
    assert IN_PYTHON, "compiled functions read what nobody sees"
    print(json.dumps({name: sorted(found) for name, found in readers().items()}))
