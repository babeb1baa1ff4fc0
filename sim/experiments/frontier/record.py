"""The line on which two regimes are equal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from sim.study.record import LOG_POINTS_UNIT, OF_THE_PARAMETER, Experiment, Layout, measured


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Frontier(Experiment):
    """The gap over two parameters and the line where it is zero.

    Attributes
    ----------
    x, y : str
        The two parameters.
    measure, horizon : str
    points : pandas.DataFrame
        x, y, ``level, gap, low, high``.
    contours : pandas.DataFrame
        ``kind, line, order``, x, y: where the gap (``estimate``), the lower and the upper limit of
        its interval are zero; between the latter two the data do not decide.
    packs : pandas.DataFrame
        ``pack, parameter, value``: published defaults and what critics and advocates assume.
    """

    kind = "frontier"
    tables: ClassVar[Mapping[str, Layout]] = {
        "points": Layout(
            ("level", "gap", "low", "high"), measured(LOG_POINTS_UNIT, "gap", "low", "high")
        ),
        "contours": Layout(("kind", "line", "order")),
        "packs": Layout(("pack", "parameter", "value"), {"value": OF_THE_PARAMETER}),
    }
    main = "points"
    answers = ("contours",)
    asked = ("x", "y", "measure", "horizon")

    x: str
    y: str
    measure: str
    horizon: str
    points: pd.DataFrame
    contours: pd.DataFrame
    packs: pd.DataFrame
