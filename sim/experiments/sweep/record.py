"""The runs of a design."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from sim.study.manifest import stored_design
from sim.study.record import Experiment, Layout

if TYPE_CHECKING:
    from sim.designs import Design


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Sweep(Experiment):
    """The runs of a design.

    Attributes
    ----------
    design : Design
    """

    kind = "sweep"
    tables: ClassVar[Mapping[str, Layout]] = {}
    useful_in_part = True

    design: Design

    @property
    def table(self) -> pd.DataFrame:
        """Return the table of runs, one row per run and horizon."""
        return self.runs

    @property
    def factors(self) -> list[str]:
        """Return the names of the factors."""
        return [factor.name for factor in self.design.factors]

    @classmethod
    def stored_fields(
        cls, manifest: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]
    ) -> dict[str, Any]:
        """Return the fields that are no tables, from what a folder holds."""
        design = stored_design(manifest)
        done = super().stored_fields(manifest, tables)["planned"]
        return {"design": design, "planned": design.runs, "unfinished": design.runs - done}
