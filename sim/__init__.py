"""Balanced Jobs: workplaces under capitalism and under participatory economics, simulated.

The names below are the public interface; everything else may change. They are loaded when first
used, so that ``import sim`` is cheap.
"""

from __future__ import annotations

import warnings
from importlib import import_module
from typing import TYPE_CHECKING, Any

# Mesa asks for a progress bar of notebooks, which nothing here draws.
warnings.filterwarnings("ignore", message="IProgress not found")

if TYPE_CHECKING:
    from sim import institutions, plot, results
    from sim.designs import Design, list_designs, load_design
    from sim.economy import Economy
    from sim.experiments.calibrate.plan import calibrate
    from sim.experiments.compare.plan import compare
    from sim.experiments.compare.record import Comparison
    from sim.experiments.factorial.plan import factorial
    from sim.experiments.frontier.plan import break_even, frontier
    from sim.experiments.natural_experiments.plan import natural_experiments
    from sim.experiments.rerun import stored_run
    from sim.experiments.robustness.plan import robustness
    from sim.experiments.run.plan import run
    from sim.experiments.run.record import Run
    from sim.experiments.sensitivity.plan import sensitivity
    from sim.experiments.sweep.plan import sweep
    from sim.experiments.validate_model.plan import validate_model
    from sim.experiments.verdict.plan import verdict
    from sim.parameters import table as parameters
    from sim.report.findings import findings
    from sim.report.writing import write_report as report
    from sim.results import list_results, open_results
    from sim.scenario import Scenario, list_scenarios, load_scenario

__version__ = "0.1.0"

_HOME = {
    "Comparison": ("sim.experiments.compare.record", "Comparison"),
    "Design": ("sim.designs", "Design"),
    "Economy": ("sim.economy", "Economy"),
    "Run": ("sim.experiments.run.record", "Run"),
    "Scenario": ("sim.scenario", "Scenario"),
    "break_even": ("sim.experiments.frontier.plan", "break_even"),
    "calibrate": ("sim.experiments.calibrate.plan", "calibrate"),
    "compare": ("sim.experiments.compare.plan", "compare"),
    "findings": ("sim.report.findings", "findings"),
    "factorial": ("sim.experiments.factorial.plan", "factorial"),
    "frontier": ("sim.experiments.frontier.plan", "frontier"),
    "institutions": ("sim.institutions", ""),
    "list_designs": ("sim.designs", "list_designs"),
    "list_results": ("sim.results", "list_results"),
    "list_scenarios": ("sim.scenario", "list_scenarios"),
    "load_design": ("sim.designs", "load_design"),
    "load_scenario": ("sim.scenario", "load_scenario"),
    "natural_experiments": ("sim.experiments.natural_experiments.plan", "natural_experiments"),
    "open_results": ("sim.results", "open_results"),
    "parameters": ("sim.parameters", ""),
    "plot": ("sim.plot", ""),
    "report": ("sim.report", ""),
    "results": ("sim.results", ""),
    "robustness": ("sim.experiments.robustness.plan", "robustness"),
    "run": ("sim.experiments.run.plan", "run"),
    "sensitivity": ("sim.experiments.sensitivity.plan", "sensitivity"),
    "stored_run": ("sim.experiments.rerun", "stored_run"),
    "sweep": ("sim.experiments.sweep.plan", "sweep"),
    "validate_model": ("sim.experiments.validate_model.plan", "validate_model"),
    "verdict": ("sim.experiments.verdict.plan", "verdict"),
}

__all__ = [
    "Comparison",
    "Design",
    "Economy",
    "Run",
    "Scenario",
    "break_even",
    "calibrate",
    "compare",
    "factorial",
    "findings",
    "frontier",
    "institutions",
    "list_designs",
    "list_results",
    "list_scenarios",
    "load_design",
    "load_scenario",
    "natural_experiments",
    "open_results",
    "parameters",
    "plot",
    "report",
    "results",
    "robustness",
    "run",
    "sensitivity",
    "stored_run",
    "sweep",
    "validate_model",
    "verdict",
]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used."""
    if name not in _HOME:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    module, attribute = _HOME[name]
    loaded = import_module(module)
    value = getattr(loaded, attribute) if attribute else loaded
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted([*__all__, "__version__"])
