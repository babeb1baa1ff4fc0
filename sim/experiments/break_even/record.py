"""The value of a parameter at which two regimes are equal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from sim.study.record import Experiment


@dataclass(frozen=True, eq=False, kw_only=True)
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
    tables: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "points": ("gap", "low", "high"),
        "crossings": ("value", "low", "high", "low_open", "high_open", "b_ahead"),
        "undecided": ("low", "high"),
        "packs": ("pack", "parameter", "value"),
    }

    parameter: str
    measure: str
    horizon: str
    points: pd.DataFrame
    crossings: pd.DataFrame
    undecided: pd.DataFrame
    packs: pd.DataFrame
