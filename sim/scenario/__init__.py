"""Scenarios: read from files, checked, changed, described in full (model section 6)."""

from __future__ import annotations

from sim.rules import INSTITUTION_RULES
from sim.scenario.loading import load_scenario, validate_file
from sim.scenario.model import Institutions, Scenario
from sim.scenario.overrides import override_keys, parse_override
from sim.scenario.points import load_at_point
from sim.scenario.settings import ScenarioSummary, list_scenarios
from sim.scenario.writing import write_scenario

__all__ = [
    "INSTITUTION_RULES",
    "Institutions",
    "Scenario",
    "ScenarioSummary",
    "list_scenarios",
    "load_at_point",
    "load_scenario",
    "override_keys",
    "parse_override",
    "validate_file",
    "write_scenario",
]
