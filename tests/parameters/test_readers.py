"""Each parameter names the rules and phases that read it, as a look over their shoulders shows."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from benchmarks.processes import ROOT, environment
from sim.economy import PHASES
from sim.parameters import declarations
from sim.parameters.declaration import START
from sim.rules import SHIPPED_RULES

NAMES = frozenset(declarations())


@pytest.fixture(scope="module")
def readers() -> dict[str, set[str]]:
    """Return the readers of each parameter in a few months of every rule."""
    finished = subprocess.run(
        [sys.executable, "-m", "tests.parameters.shoulder"],
        cwd=ROOT,
        env=environment(NUMBA_DISABLE_JIT="1"),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    return {name: set(found) for name, found in json.loads(finished.stdout).items()}


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
    assert set(declarations()[name].readers) == readers.get(name, set())
