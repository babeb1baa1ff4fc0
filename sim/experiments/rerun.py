"""Repeating a single run of an experiment, exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim.errors import ResultsError, ScenarioError
from sim.experiments.registry import kind_of
from sim.grammar.arguments import checked
from sim.scenario import Scenario, load_at_point
from sim.simulation import BurnIns
from sim.study.evaluation import simulate_arm, simulate_run
from sim.study.manifest import read_manifest
from sim.study.measurement import OBSERVED, OUTCOMES, Measurement, TableMeasurement
from sim.study.record import Experiment
from sim.study.replicated import ReplicatedRecord, stored_scenarios
from sim.study.requests import Arm, RunRequest, as_point
from sim.study.rows import ERROR_COLUMNS
from sim.study.store import read
from sim.study.tables_on_disk import table_file
from sim.vocabulary import RUN_KEYS


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run of an experiment, as its folder describes it.

    Attributes
    ----------
    scenario : Scenario
        In full, at the point of the run.
    seed, replicate, run : int
    stored : pandas.DataFrame
        What it gave, one row per horizon or, of an arm, per outcome; without rows when it failed.
    arm : Arm, optional
        What changed at the end of the burn-in, and what was observed.
    measurement : Measurement, optional
        What was measured in place of means by horizon.
    scenarios : tuple of Scenario
        All of the experiment, at the point of the run, where the measurement may ask for them.
    """

    scenario: Scenario
    seed: int
    replicate: int
    run: int
    stored: pd.DataFrame
    arm: Arm | None = None
    measurement: Measurement | None = None
    scenarios: tuple[Scenario, ...] = ()

    @property
    def observed(self) -> bool:
        """Return whether outcomes were observed in place of means by horizon."""
        return self.arm is not None or self.measurement is not None

    @property
    def succeeded(self) -> bool:
        """Return whether the run went through at first."""
        return bool(len(self.stored))

    def repeat(self) -> pd.DataFrame:
        """Return what the run gives now: ``horizon`` and the outcomes, or those of an arm.

        Raises
        ------
        Exception
            What the run raised at first, where it failed.
        """
        if self.arm is not None:
            found = simulate_arm(self.scenario, self.arm, self.seed, self.replicate)
            return pd.DataFrame(found.items(), columns=list(OBSERVED))
        if self.measurement is not None:
            names = [scenario.name for scenario in self.scenarios]
            request = RunRequest(names.index(self.scenario.name), (), self.replicate)
            measured = self.measurement.measure(
                self.scenarios.__getitem__, request, BurnIns(self.seed)
            )
            table = pd.DataFrame([(label, values[0]) for label, values in measured])
            return table.set_axis(list(OBSERVED), axis=1)
        rows = simulate_run(self.scenario, self.seed, self.replicate)
        table = pd.DataFrame([values for _, values in rows], columns=list(OUTCOMES))
        table.insert(0, "horizon", [horizon for horizon, _ in rows])
        return table

    def agrees(self, repeated: pd.DataFrame) -> bool:
        """Return whether a repetition gave the same numbers to the last bit."""
        if self.observed:
            return bool(self.stored[list(OBSERVED)].reset_index(drop=True).equals(repeated))
        columns = list(OUTCOMES)
        return np.array_equal(
            self.stored[columns].to_numpy(), repeated[columns].to_numpy(), equal_nan=True
        )


@dataclass(frozen=True, slots=True)
class StoredReplicate:
    """A replicate of a run or a comparison, of which all months are kept.

    Attributes
    ----------
    scenarios : tuple of Scenario
    seed, replicate, run : int
    stored : pandas.DataFrame
        Its rows of the monthly table; none when it failed.
    measurement : TableMeasurement
        What is simulated.
    """

    scenarios: tuple[Scenario, ...]
    seed: int
    replicate: int
    run: int
    stored: pd.DataFrame
    measurement: TableMeasurement

    @property
    def scenario(self) -> Scenario:
        """Return the first scenario."""
        return self.scenarios[0]

    @property
    def succeeded(self) -> bool:
        """Return whether the replicate went through at first."""
        return bool(len(self.stored))

    def repeat(self) -> pd.DataFrame:
        """Return the monthly table that the replicate gives now.

        Raises
        ------
        Exception
            What the replicate raised at first, where it failed.
        """
        request = RunRequest(0, (), self.replicate)
        tables = self.measurement.tables(self.scenarios.__getitem__, request, BurnIns(self.seed))
        return tables["monthly"]

    def agrees(self, repeated: pd.DataFrame) -> bool:
        """Return whether a repetition gave the same numbers to the last bit."""
        return bool(self.stored.reset_index(drop=True).equals(repeated.reset_index(drop=True)))


@checked
def stored_run(folder: str | Path, run: int) -> StoredRun | StoredReplicate:
    """Return a run of an experiment.

    Parameters
    ----------
    folder : path
        Of the experiment; a sweep may be incomplete.
    run : int
        As in the column ``run`` of its tables; of a run or a comparison, the number of the
        replicate.

    Raises
    ------
    ResultsError
        If the folder holds no experiment, or has no such run.
    """
    place = Path(folder)
    manifest = read_manifest(place)
    kind = kind_of(str(manifest["kind"]), place).load_record()
    if issubclass(kind, ReplicatedRecord):
        return _stored_replicate(place, manifest, kind, run)
    assert issubclass(kind, Experiment)
    runs, errors = (_rows(place, table, run) for table in ("runs", "errors"))
    found = runs if len(runs) else errors
    if not len(found):
        raise ResultsError(
            f"{place} has no run {run}; the column 'run' of runs.parquet holds the numbers of "
            "those that are finished, that of errors.parquet those that failed"
        )
    row = found.iloc[0]
    settings = manifest["settings"]
    try:
        saved = {scenario["name"]: scenario for scenario in settings["scenarios"]}
        base = Scenario.from_dict(saved[row["scenario"]])
        arm, point = _arm(settings, row), _point(row)
        measurement = None if arm is not None else kind.measurement()
        others = stored_scenarios(manifest) if measurement is not None else []
        return StoredRun(
            scenario=load_at_point(base, point),
            seed=int(row.get("seed", settings["seed"])),
            replicate=int(row["replicate"]),
            run=run,
            stored=runs,
            arm=arm,
            measurement=measurement,
            scenarios=tuple(load_at_point(scenario, point) for scenario in others),
        )
    except (KeyError, TypeError, ScenarioError) as error:
        what = "cannot be repeated" if len(runs) else "fails again before it starts"
        raise ResultsError(f"{place}: run {run} {what}: {error}") from error


def _stored_replicate(
    folder: Path, manifest: Mapping[str, Any], kind: type[ReplicatedRecord], run: int
) -> StoredReplicate:
    result = read(folder, kind)
    assert isinstance(result, ReplicatedRecord)
    if not 0 <= run < result.replicates:
        raise ResultsError(
            f"{folder} has no run {run}; its runs are numbered from 0 to {result.replicates - 1}"
        )
    replicate = run + int(manifest["settings"].get("first_replicate", 0))
    monthly = result.monthly
    return StoredReplicate(
        scenarios=tuple(stored_scenarios(manifest)),
        seed=result.seed,
        replicate=replicate,
        run=run,
        stored=monthly[monthly["replicate"] == replicate],
        measurement=kind.measurement(manifest["settings"]),
    )


def _arm(settings: Mapping[str, Any], row: pd.Series[Any]) -> Arm | None:
    if "arm" not in row or pd.isna(row["arm"]):
        return None
    return Arm.from_dict(next(arm for arm in settings["arms"] if arm["name"] == row["arm"]))


def _rows(folder: Path, table: str, run: int) -> pd.DataFrame:
    """Return the rows of a run, without reading the others into memory."""
    path = table_file(folder, table)
    if not path.exists():
        raise ResultsError(
            f"{folder} has no {table}.parquet yet: give the command that began it again first"
        )
    try:
        rows: pd.DataFrame = pq.read_table(path, filters=[("run", "==", run)]).to_pandas()
    except (OSError, pa.ArrowException) as error:
        raise ResultsError(f"{path} is broken ({error})") from error
    return rows


def _point(row: pd.Series[Any]) -> dict[str, Any]:
    """Return the overrides of a run; a factor that the run does not set has no value."""
    apart = {*RUN_KEYS, "seed", "arm", "horizon", *ERROR_COLUMNS, *OBSERVED, *OUTCOMES}
    values = {key: value for key, value in row.items() if key not in apart}
    return dict(as_point({str(key): v for key, v in values.items() if not pd.isna(v)}))
