"""Further replicates of two economies, month by month, in slices of a fraction of a second.

This runs in a process beside the page and knows nothing of it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from time import perf_counter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.economy import Economy
from sim.scenario import Scenario
from sim.simulation import begin

SLICE: Final = 0.3
"""Seconds of computing at a time, after which the page may ask for something else."""

POLITENESS: Final = 10
"""By how much the process stands back behind those that answer."""

Rows = NDArray[np.float64]

_courses: dict[str, Iterator[Rows]] = {}
"""Replicates that are under way, by key."""


def stand_back() -> None:
    """Let other processes of this machine go first; for the beginning of the process."""
    if hasattr(os, "nice"):
        os.nice(POLITENESS)


def advance(
    key: str,
    scenarios: tuple[Scenario, Scenario],
    seed: int,
    replicate: int,
    names: tuple[str, ...],
) -> Rows | None:
    """Return the next months of a replicate, or None after its last.

    Parameters
    ----------
    key : str
        Of the replicate; one that is not under way is begun.
    scenarios : (Scenario, Scenario)
    seed, replicate : int
    names : tuple of str
        Indicators that are wanted.

    Returns
    -------
    rows : (months, 2, indicators) float64
        The months of this slice; none during the shared past.
    """
    if key not in _courses:
        _courses[key] = course(scenarios, seed, replicate, names, SLICE)
    rows = next(_courses[key], None)
    if rows is None:
        del _courses[key]
    return rows


def forget(key: str) -> None:
    """Let go of a replicate that nobody wants any longer."""
    _courses.pop(key, None)


def course(
    scenarios: tuple[Scenario, Scenario],
    seed: int,
    replicate: int,
    names: tuple[str, ...],
    seconds: float,
) -> Iterator[Rows]:
    """Yield the months of a replicate in slices.

    Parameters
    ----------
    scenarios, seed, replicate, names
        As in `advance`.
    seconds : float
        Computing time of a slice.
    """
    first = begin(scenarios[0], seed, replicate)
    rows: list[list[list[float]]] = []
    begun = perf_counter()
    second: Economy | None = None
    while first.month < scenarios[0].months:
        if second is None and first.month >= 0:
            second = first.fork(scenarios[1])
        first.step()
        if second is not None:
            second.step()
            rows.append([[one.indicators[name] for name in names] for one in (first, second)])
        if perf_counter() - begun >= seconds:
            yield _array(rows, names)
            rows, begun = [], perf_counter()
    yield _array(rows, names)


def _array(rows: list[list[list[float]]], names: tuple[str, ...]) -> Rows:
    return np.array(rows, dtype=np.float64).reshape(-1, 2, len(names))
