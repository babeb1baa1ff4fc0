"""Scenarios at the points of a design, where sectors that are not named share what is left."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum
from typing import Any, Final

from sim.grammar.values import SHARES_TOLERANCE
from sim.scenario.loading import load_scenario
from sim.scenario.model import Scenario

SECTORS: Final = "sectors"

SECTOR_PREFIX: Final = f"{SECTORS}."
"""What stands before the name of a sector in keys of points."""


def load_at_point(scenario: Scenario, point: Mapping[str, Any]) -> Scenario:
    """Return a scenario at a point.

    Parameters
    ----------
    scenario : Scenario
    point : mapping of str to object
        Overrides as in `load_scenario`. A share ``sectors.<name>`` is that of a sector which the
        scenario has; the sectors that the point does not name share the rest in proportion to what
        they have in the scenario, and a share of 0 removes a sector.

    Raises
    ------
    ScenarioError
        If the values do not go together.
    """
    shares = sector_shares(point)
    if not shares:
        return load_scenario(scenario, dict(point))
    others = {key: value for key, value in point.items() if not key.startswith(SECTOR_PREFIX)}
    return load_scenario(scenario, {**others, SECTORS: _with_rest(scenario.sectors, shares)})


def sector_shares(point: Mapping[str, Any]) -> dict[str, float]:
    """Return the shares that a point sets, by name of the sector."""
    return {
        key.removeprefix(SECTOR_PREFIX): float(value)
        for key, value in point.items()
        if key.startswith(SECTOR_PREFIX)
    }


def shares_problem(scenario: Scenario, shares: Mapping[str, float]) -> str:
    """Return what is wrong with the shares of a point in a scenario, empty where nothing is.

    Parameters
    ----------
    scenario : Scenario
    shares : mapping of str to float
        Of sectors that the scenario has.
    """
    total = fsum(shares.values())
    listed = ", ".join(f"{name} {share:g}" for name, share in shares.items())
    if total > 1.0 + SHARES_TOLERANCE:
        return f"the shares of sectors ({listed}) sum to {total:.7g}; they may sum to 1 at most"
    if total < 1.0 - SHARES_TOLERANCE and set(scenario.sectors) <= set(shares):
        return (
            f"the shares of sectors ({listed}) sum to {total:.7g}, and scenario "
            f"'{scenario.name}' has no other sector to take the rest; they must sum to 1"
        )
    return ""


def _with_rest(before: Mapping[str, float], shares: Mapping[str, float]) -> dict[str, float]:
    """Return the shares of all sectors, those that are not named in proportion to what they had."""
    rest = {name: share for name, share in before.items() if name not in shares}
    left, had = max(1.0 - fsum(shares.values()), 0.0), fsum(rest.values())
    if left <= SHARES_TOLERANCE:
        left = 0.0
    return {**shares, **{name: share / had * left for name, share in rest.items()}}
