"""The runs of a design."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from sim.study.manifest import stored_design
from sim.study.record import Experiment, Layout
from sim.study.watching import MONTHLY, OWN_OUTCOMES
from sim.vocabulary import RUN_KEYS

if TYPE_CHECKING:
    from sim.designs import Design


def _without_rows(key: str) -> pd.DataFrame:
    return pd.DataFrame(columns=[*RUN_KEYS, key])


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Sweep(Experiment):
    """The runs of a design.

    Attributes
    ----------
    design : Design
    outcomes : pandas.DataFrame
        As ``runs``, with outcomes of one's own in place of indicators; without rows where none
        were wanted.
    monthly : pandas.DataFrame
        ``run, point, scenario, replicate``, one column per factor, ``month``, every indicator and
        outcome of one's own; without rows where months were not wanted.
    """

    kind = "sweep"
    main = "runs"
    tables: ClassVar[Mapping[str, Layout]] = {
        OWN_OUTCOMES: Layout((*RUN_KEYS, "horizon")),
        MONTHLY: Layout((*RUN_KEYS, "month")),
    }
    optional = (OWN_OUTCOMES, MONTHLY)
    useful_in_part = True

    design: Design
    outcomes: pd.DataFrame = field(default_factory=partial(_without_rows, "horizon"))
    monthly: pd.DataFrame = field(default_factory=partial(_without_rows, "month"))

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
        # What was asked for beside runs has settings of the same names as its tables.
        return {"design": design, "planned": design.runs, "unfinished": design.runs - done}
