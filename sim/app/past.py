"""Shared pasts that were simulated before: pages that begin alike need not wait for them again."""

from __future__ import annotations

import json
from collections import OrderedDict
from threading import Lock
from typing import Final

from sim.economy import Economy
from sim.scenario import Scenario

KEPT: Final = 4
"""Pasts that are kept at a time."""

MOST_PEOPLE: Final = 4_000
"""Larger economies are not kept: their memory counts more than their seconds."""

Rows = list[dict[str, float]]

_pasts: OrderedDict[str, tuple[Economy, Rows]] = OrderedDict()
_lock: Final = Lock()


def _key(scenario: Scenario, seed: int) -> str:
    return json.dumps([scenario.to_dict(), seed], sort_keys=True, default=str)


def keep(scenario: Scenario, seed: int, economy: Economy, rows: Rows) -> None:
    """Keep a past that has just ended.

    Parameters
    ----------
    scenario : Scenario
        The first of the two, under whose parameters the past was simulated.
    seed : int
    economy : Economy
        At the fork; a copy is kept.
    rows : list of dict
        Indicators of the months of the past.
    """
    if scenario.workers > MOST_PEOPLE:
        return
    key = _key(scenario, seed)
    with _lock:
        if key not in _pasts:
            _pasts[key] = (economy.fork(scenario), list(rows))
        _pasts.move_to_end(key)
        while len(_pasts) > KEPT:
            _pasts.popitem(last=False)


def find(scenario: Scenario, seed: int) -> tuple[Economy, Rows] | None:
    """Return a copy of the economy at the fork and the rows of its past, or None."""
    with _lock:
        found = _pasts.get(_key(scenario, seed))
        return None if found is None else (found[0].fork(scenario), list(found[1]))
