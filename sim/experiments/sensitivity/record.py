"""Which assumptions decide an outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import pandas as pd

from sim.analysis.index_checks import no_checks
from sim.study.index_tables import (
    CHECK_COLUMNS,
    CHECK_UNITS,
    DISTANCE,
    EFFECT_COLUMNS,
    INDEX_COLUMNS,
    SHARE_OF_VARIANCE,
    IndexTables,
)
from sim.study.record import LOG_POINTS_UNIT, Experiment, Layout, measured
from sim.text.labels import name_of
from sim.text.phrases import horizon_name
from sim.vocabulary import MEASURES


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Sensitivity(Experiment):
    """Which factors of a design decide an outcome.

    Attributes
    ----------
    method : str
        "sobol", "morris" or "latin_hypercube".
    outcome, horizon : str
        What was analysed: an indicator of one scenario, or its difference between two.
    indices : pandas.DataFrame
        ``parameter`` and the indices of the method with their intervals.
    density : pandas.DataFrame
        ``parameter, pawn, threshold, limit``: PAWN indices, as a second opinion, what 95 % of
        factors without influence stay below, and what all of them together do; without rows for a
        Morris design, whose points are no independent draws.
    checks : pandas.DataFrame
        ``check, value, limit, passed, where``: how far columns of the draws correlate, and whether
        the indices are such as indices can be.
    """

    kind = "sensitivity"
    tables: ClassVar[Mapping[str, Layout]] = {
        "indices": Layout(("parameter",), measured(SHARE_OF_VARIANCE, *INDEX_COLUMNS)),
        "density": Layout(
            ("parameter", "pawn", "threshold"), measured(DISTANCE, "pawn", "threshold", "limit")
        ),
        "checks": Layout(CHECK_COLUMNS, CHECK_UNITS),
    }
    answers = ("indices", "density", "checks")
    asked = ("outcome", "horizon", "method")
    analysed = ("outcome", "horizon")

    method: str
    outcome: str
    horizon: str
    indices: pd.DataFrame
    density: pd.DataFrame
    checks: pd.DataFrame = field(default_factory=no_checks)

    def units_of(self, table: str) -> dict[str, str]:
        """Return the unit of every measured column of a table, by its name."""
        own = measured(self.outcome_unit, *EFFECT_COLUMNS) if table == "indices" else {}
        return super().units_of(table) | own

    def index_tables(self, measure: str = "", horizon: str | None = None) -> IndexTables:
        """Return what decides the outcome; a sensitivity has a single one."""
        del measure, horizon
        difference = " (difference of the regimes)" if self.compared else ""
        return IndexTables(
            f"{name_of(self.outcome)}{difference}, {horizon_name(self.horizon)}",
            self.indices,
            self.density,
            int(self.settings["design"]["samples"]),
            self.outcome_unit,
            checks=self.checks,
            priors=self.priors,
        )

    @property
    def compared(self) -> bool:
        """Return whether the outcome is a difference of two scenarios."""
        return len(self.settings["scenarios"]) > 1

    @property
    def outcome_unit(self) -> str:
        """Return the unit of the outcome, which for a difference in output is log points."""
        if self.compared and self.outcome in MEASURES:
            return LOG_POINTS_UNIT
        return self.units[self.outcome]
