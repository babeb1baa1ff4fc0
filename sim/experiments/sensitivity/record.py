"""Which assumptions decide an outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from sim.study.index_tables import DISTANCE, EFFECT_COLUMNS, INDEX_COLUMNS, SHARE_OF_VARIANCE
from sim.study.record import LOG_POINTS_UNIT, Experiment, Layout, measured
from sim.vocabulary import MEASURES


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Sensitivity(Experiment):
    """Which factors of a design decide an outcome.

    Attributes
    ----------
    method : str
        "sobol", "morris" or "latin_hypercube".
    outcome, horizon : str
        What was analysed: "gap" in a measure, or an indicator of one scenario.
    indices : pandas.DataFrame
        ``parameter`` and the indices of the method with their intervals.
    density : pandas.DataFrame
        ``parameter, pawn, threshold``: PAWN indices, as a second opinion; without rows for a Morris
        design, whose points are no independent draws.
    """

    kind = "sensitivity"
    tables: ClassVar[Mapping[str, Layout]] = {
        "indices": Layout(("parameter",), measured(SHARE_OF_VARIANCE, *INDEX_COLUMNS)),
        "density": Layout(
            ("parameter", "pawn", "threshold"), measured(DISTANCE, "pawn", "threshold")
        ),
    }
    answers = ("indices", "density")
    asked = ("outcome", "horizon", "method")

    method: str
    outcome: str
    horizon: str
    indices: pd.DataFrame
    density: pd.DataFrame

    def units_of(self, table: str) -> dict[str, str]:
        """Return the unit of every measured column of a table, by its name."""
        own = measured(self._unit_of_outcome, *EFFECT_COLUMNS) if table == "indices" else {}
        return super().units_of(table) | own

    @property
    def _unit_of_outcome(self) -> str:
        if len(self.settings["scenarios"]) > 1 and self.outcome in MEASURES:
            return LOG_POINTS_UNIT
        return self.units[self.outcome]
