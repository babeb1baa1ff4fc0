"""The value of a parameter at which two regimes are equal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from sim.parameters import unit_of
from sim.study.record import LOG_POINTS_UNIT, OF_THE_PARAMETER, Experiment, Layout, measured


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class BreakEven(Experiment):
    """The values of one parameter at which neither regime is ahead.

    Attributes
    ----------
    parameter, measure, horizon : str
    points : pandas.DataFrame
        The parameter, ``gap, low, high``.
    crossings : pandas.DataFrame
        ``value, low, high, low_open, high_open, b_ahead``; without rows if there is none inside the
        range.
    undecided : pandas.DataFrame
        ``low, high``: parts of the range where the interval of the gap contains zero.
    packs : pandas.DataFrame
        ``pack, parameter, value``: published defaults and what critics and advocates assume.
    """

    kind = "break-even"
    tables: ClassVar[Mapping[str, Layout]] = {
        "points": Layout(("gap", "low", "high"), measured(LOG_POINTS_UNIT, "gap", "low", "high")),
        "crossings": Layout(("value", "low", "high", "low_open", "high_open", "b_ahead")),
        "undecided": Layout(("low", "high")),
        "packs": Layout(("pack", "parameter", "value"), {"value": OF_THE_PARAMETER}),
    }
    main = "points"
    answers = ("crossings", "undecided")
    asked = ("parameter", "measure", "horizon")

    parameter: str
    measure: str
    horizon: str
    points: pd.DataFrame
    crossings: pd.DataFrame
    undecided: pd.DataFrame
    packs: pd.DataFrame

    def units_of(self, table: str) -> dict[str, str]:
        """Return the unit of every measured column of a table, by its name."""
        own = {}
        if table in ("crossings", "undecided"):
            own = measured(unit_of(self.parameter), "value", "low", "high")
        return super().units_of(table) | own
