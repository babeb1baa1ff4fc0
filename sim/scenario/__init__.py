"""Scenarios: read from files, checked, changed, described in full (model section 6).

What needs pydantic is loaded when it is first used, so that scenarios are listed fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sim.scenario.overrides import override_keys, parse_override
from sim.scenario.rules import INSTITUTION_RULES
from sim.scenario.settings import ScenarioSummary, list_scenarios

if TYPE_CHECKING:
    from sim.scenario.loading import load_scenario, validate_file
    from sim.scenario.model import Institutions, Scenario
    from sim.scenario.writing import write_scenario

__all__ = [
    "INSTITUTION_RULES",
    "Institutions",
    "Scenario",
    "ScenarioSummary",
    "list_scenarios",
    "load_scenario",
    "override_keys",
    "parse_override",
    "validate_file",
    "write_scenario",
]

_HOME = {
    "Institutions": "sim.scenario.model",
    "Scenario": "sim.scenario.model",
    "load_scenario": "sim.scenario.loading",
    "validate_file": "sim.scenario.loading",
    "write_scenario": "sim.scenario.writing",
}


def __getattr__(name: str) -> Any:
    """Load a name when it is first used."""
    if name not in _HOME:
        raise AttributeError(f"module 'sim.scenario' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value
