"""The regimes of a result, one or two, with their titles, marks and rows."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from sim.drawing.style import REGIME_MARKS, Mark, legend_text
from sim.errors import ResultsError
from sim.experiments.compare.record import Comparison
from sim.experiments.run.record import Run
from sim.vocabulary import BURN_IN


class Regime(NamedTuple):
    """A regime as a figure shows it.

    Attributes
    ----------
    name : str
        Value of the ``regime`` column of a comparison.
    title : str
        For a legend, on lines that are short enough.
    mark : Mark
    """

    name: str
    title: str
    mark: Mark


def regimes_of(result: Run | Comparison) -> list[Regime]:
    """Return the regime of a run, or both of a comparison."""
    if isinstance(result, Run):
        scenario = result.scenario
        return [
            Regime(scenario.name, legend_text(scenario.title or scenario.name), REGIME_MARKS[0])
        ]
    return [
        Regime(name, legend_text(title), mark)
        for name, title, mark in zip(result.regimes, result.titles, REGIME_MARKS, strict=True)
    ]


def versus(result: Run | Comparison) -> str:
    """Return for a heading what is shown: one regime, or which against which."""
    if isinstance(result, Run):
        return result.scenario.title or result.scenario.name
    a, b = result.titles
    return f"{b} against {a}"


def people_of(result: Run | Comparison, regime: str) -> pd.DataFrame:
    """Return the people of a regime at the end."""
    if isinstance(result, Run):
        return result.people
    return result.people[result.people["regime"] == regime]


def monthly_of(result: Run | Comparison, regime: str) -> pd.DataFrame:
    """Return the months of a regime, or of ``"burn-in"``."""
    if isinstance(result, Run):
        before = result.monthly["month"] <= 0
        return result.monthly[before if regime == BURN_IN else ~before]
    return result.monthly[result.monthly["regime"] == regime]


def check_people(result: Run | Comparison, measures: tuple[str, ...]) -> None:
    """Make sure that the people of a result have some measures.

    Raises
    ------
    ResultsError
        If they have not, or there are no people.
    """
    missing = [name for name in measures if name not in result.people.columns]
    if missing or result.people.empty:
        kind = "run" if isinstance(result, Run) else "comparison"
        raise ResultsError(f"this {kind} holds no {missing[0] if missing else 'people'}")
