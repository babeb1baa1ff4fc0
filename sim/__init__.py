"""Balanced Jobs: workplaces under capitalism and under participatory economics, simulated.

The names below are the public interface; everything else may change. They are loaded when first
used, so that ``import sim`` is cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim import institutions, plot, results
    from sim.economy import Economy
    from sim.experiments.compare import compare
    from sim.experiments.run import run
    from sim.parameters import table as parameters
    from sim.results import open_results
    from sim.results.types import Comparison, Run
    from sim.scenario import Scenario, list_scenarios, load_scenario

__version__ = "0.1.0"

_HOME = {
    "Comparison": ("sim.results.types", "Comparison"),
    "Economy": ("sim.economy", "Economy"),
    "Run": ("sim.results.types", "Run"),
    "Scenario": ("sim.scenario", "Scenario"),
    "compare": ("sim.experiments.compare", "compare"),
    "institutions": ("sim.institutions", ""),
    "list_scenarios": ("sim.scenario", "list_scenarios"),
    "load_scenario": ("sim.scenario", "load_scenario"),
    "open_results": ("sim.results", "open_results"),
    "parameters": ("sim.parameters", ""),
    "plot": ("sim.plot", ""),
    "results": ("sim.results", ""),
    "run": ("sim.experiments.run", "run"),
}

__all__ = [
    "Comparison",
    "Economy",
    "Run",
    "Scenario",
    "compare",
    "institutions",
    "list_scenarios",
    "load_scenario",
    "open_results",
    "parameters",
    "plot",
    "results",
    "run",
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
