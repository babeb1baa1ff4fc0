"""The runs of a design."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from sim.study.record import Experiment

if TYPE_CHECKING:
    from sim.designs import Design


@dataclass(frozen=True, eq=False, kw_only=True)
class Sweep(Experiment):
    """The runs of a design.

    Attributes
    ----------
    design : Design
    """

    kind = "sweep"
    tables: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    design: Design

    @property
    def table(self) -> pd.DataFrame:
        """Return the table of runs, one row per run and horizon."""
        return self.runs

    @property
    def factors(self) -> list[str]:
        """Return the names of the factors."""
        return [factor.name for factor in self.design.factors]
