"""The runs of a design."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from sim.study.provenance import noted_rules
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
        from sim.designs import Design

        settings = manifest["settings"]
        content = {**settings["design"], "scenarios": settings["scenarios"]}
        design = Design.from_dict(content, noted_rules(manifest))
        done = super().stored_fields(manifest, tables)["planned"]
        return {"design": design, "planned": design.runs, "unfinished": design.runs - done}
