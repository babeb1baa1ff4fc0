"""One scenario, simulated: a record of tidy tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from sim.scenario import Scenario
from sim.study.measurement import TableMeasurement
from sim.study.record import Layout
from sim.study.replicated import ReplicatedRecord, stored_scenarios


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Run(ReplicatedRecord):
    """One scenario, simulated in one or more replicates.

    Attributes
    ----------
    scenario : Scenario
        What was simulated.
    seed : int
        Seed of every random stream.
    replicates : int
        Replicates asked for; `completed` counts those that finished.
    monthly : pandas.DataFrame
        ``replicate, month`` and one column per indicator.
    people : pandas.DataFrame
        ``replicate, person`` and what is known of each person at the end of the run.
    workplaces : pandas.DataFrame
        ``replicate, workplace`` and what is known of each workplace at the end of the run.
    """

    kind = "run"
    tables: ClassVar[Mapping[str, Layout]] = {
        "monthly": Layout(("replicate", "month")),
        "people": Layout(("replicate", "person")),
        "workplaces": Layout(("replicate", "workplace")),
    }
    main = "monthly"

    scenario: Scenario
    people: pd.DataFrame
    workplaces: pd.DataFrame

    @classmethod
    def measurement(cls, settings: Mapping[str, Any]) -> TableMeasurement:
        """Return what is simulated and kept of each replicate."""
        from sim.experiments.run.simulate import RunTables

        return RunTables()

    def summary(self) -> dict[str, Any]:
        """Return the means of the last months with their intervals, ready for JSON."""
        from sim.experiments.run.summary import summary

        return summary(self)

    @classmethod
    def stored_fields(
        cls, manifest: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]
    ) -> dict[str, Any]:
        """Return the fields that are no tables, from what a folder holds."""
        scenario = stored_scenarios(manifest)[0]
        return {**super().stored_fields(manifest, tables), "scenario": scenario}
