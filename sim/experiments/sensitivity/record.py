"""Which assumptions decide an outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from sim.study.record import Experiment


@dataclass(frozen=True, eq=False, kw_only=True)
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
    tables: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "indices": ("parameter",),
        "density": ("parameter", "pawn", "threshold"),
    }

    method: str
    outcome: str
    horizon: str
    indices: pd.DataFrame
    density: pd.DataFrame
