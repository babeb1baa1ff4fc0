"""One replicate of one scenario: all its months, and who and what there is at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from sim.simulation import BurnIns, advance, burned_in
from sim.study.economy_tables import people_table, workplaces_table
from sim.study.measurement import Settings, TableMeasurement
from sim.study.requests import RunRequest


@dataclass(frozen=True, slots=True)
class RunTables(TableMeasurement):
    """The monthly indicators, the people and the workplaces of a run."""

    program: ClassVar[tuple[str, ...]] = (
        "simulation.py",
        "study/measurement.py",
        "study/economy_tables.py",
        "experiments/run/simulate.py",
    )

    def tables(
        self, settings: Settings, request: RunRequest, burn_ins: BurnIns
    ) -> Mapping[str, pd.DataFrame]:
        """Return ``monthly``, ``people`` and ``workplaces``, each with its replicate."""
        scenario = settings(request.scenario)
        economy = burned_in(
            scenario,
            burn_ins.seed,
            request.replicate,
            threads=burn_ins.threads,
            note=burn_ins.note,
        )
        for month in advance(economy, scenario.months):
            burn_ins.note(scenario.burn_in + month)
        tables = {
            "monthly": economy.monthly,
            "people": people_table(economy),
            "workplaces": workplaces_table(economy),
        }
        for table in tables.values():
            table.insert(0, "replicate", request.replicate)
        return tables
