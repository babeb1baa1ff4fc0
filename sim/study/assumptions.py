"""What a result rests on: which assumption set its scenarios follow, and what else is changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from sim.parameters import declarations
from sim.scenario import load_scenario
from sim.text.assumptions import Assumptions, Change
from sim.vocabulary import PUBLISHED, SIDES

SETS: Final = (*SIDES, "calibrated", "fitted")
"""Shipped scenarios whose parameters are known as a set of assumptions."""


def assumptions_of(
    scenarios: Sequence[Mapping[str, Any]], varied: Sequence[str] = (), priors: str = ""
) -> Assumptions:
    """Return what scenarios assume.

    Parameters
    ----------
    scenarios : sequence of mapping
        As `Scenario.to_dict` makes them.
    varied : sequence of str
        Parameters that have many values in the result.
    priors : str
        From which distributions they were drawn, in words.
    """
    fixed = [name for name in declarations() if name not in varied]
    values = [scenario["parameters"] for scenario in scenarios]
    name = _set_of(values, fixed)
    expected = _values_of(name)
    changes = []
    for parameter in fixed:
        found = [value[parameter] for value in values if parameter in value]
        apart = [value != expected[parameter] for value in found]
        if any(apart):
            where = "" if all(apart) else _place(scenarios, apart)
            changes.append(Change(parameter, found[apart.index(True)], expected[parameter], where))
    size = sum(expected[name] != declared.default for name, declared in declarations().items())
    return Assumptions(name, size, len(declarations()), tuple(changes), tuple(varied), priors)


def _set_of(values: Sequence[Mapping[str, Any]], fixed: Sequence[str]) -> str:
    """Return the set from which the fewest parameters are changed, the published one in doubt."""

    def changed(name: str) -> int:
        expected = _values_of(name)
        return sum(
            any(value.get(parameter) != expected[parameter] for value in values)
            for parameter in fixed
        )

    return min((PUBLISHED, *SETS), key=changed)


@cache
def _values_of(name: str) -> Mapping[str, Any]:
    """Return the values of all parameters in an assumption set."""
    defaults = {parameter: declared.default for parameter, declared in declarations().items()}
    if name == PUBLISHED:
        return defaults
    chosen = load_scenario(name).to_dict()["parameters"]
    return {**defaults, **chosen}


def _place(scenarios: Sequence[Mapping[str, Any]], apart: Sequence[bool]) -> str:
    """Return the title of the first scenario that is apart."""
    scenario = scenarios[apart.index(True)]
    return str(scenario["title"] or scenario["name"])
