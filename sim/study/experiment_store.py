"""Experiments on disk: their tables beside the chunks, a summary and the provenance.

As in `sim.results.store`, the provenance comes last, so that a folder with it is complete, and
equal results give equal bytes in every other file.
"""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pandas as pd

from sim.errors import ResultsError, printable
from sim.execution.files import explained
from sim.experiments.break_even.record import BreakEven
from sim.experiments.calibrate.record import Calibration
from sim.experiments.compare.record import COMPARISON_COLUMNS
from sim.experiments.factorial.record import Factorial
from sim.experiments.frontier.record import Frontier
from sim.experiments.natural_experiments.record import NaturalExperiments
from sim.experiments.robustness.record import Robustness
from sim.experiments.run.record import RUN_COLUMNS
from sim.experiments.sensitivity.record import Sensitivity
from sim.experiments.sweep.record import Sweep
from sim.experiments.validate_model.record import ModelValidation
from sim.experiments.verdict.record import Verdict
from sim.parameters import evidence_counts
from sim.results.experiment_summary import experiment_summary
from sim.results.store import PROVENANCE, SUMMARY
from sim.study.experiment_units import run_units, table_units
from sim.study.manifest import MANIFEST, read_manifest
from sim.study.provenance import FORMAT, noted_rules, public_text, software_versions
from sim.study.record import Experiment
from sim.study.tables_on_disk import read_table, table_file, write_json, write_table

KINDS: Final[Mapping[str, type[Experiment]]] = {
    kind.kind: kind
    for kind in (
        Sweep, Factorial, Frontier, BreakEven, Verdict, Sensitivity, Robustness,
        ModelValidation, NaturalExperiments, Calibration,
    )
}  # fmt: skip
"""Class of results by verb."""

ALWAYS: Final = ("runs", "errors")
"""Tables of every experiment."""


FILES: Final = frozenset(
    {MANIFEST, SUMMARY, PROVENANCE}
    | {
        f"{table}.parquet"
        for table in (
            *ALWAYS,
            *(table for kind in KINDS.values() for table in kind.tables),
            *RUN_COLUMNS,
            *COMPARISON_COLUMNS,
        )
    }
)
"""Names of the files that results consist of, of whatever kind; all else is left alone."""


def write_experiment(result: Experiment) -> Path:
    """Return the folder of an experiment after writing its tables, summary and provenance.

    What is not complete gets its tables of runs and errors alone.

    Raises
    ------
    ResultsError
        If the experiment has no folder, or it cannot be written to.
    """
    folder = result.folder
    if folder is None:
        raise ResultsError("the experiment has no folder; name one with out")
    with explained("write to", folder):
        (folder / PROVENANCE).unlink(missing_ok=True)
    write_runs(folder, result.runs, result.errors, result.units)
    if result.unfinished:
        return folder
    for name in type(result).tables:
        write_table(getattr(result, name), table_file(folder, name), table_units(result, name))
    write_json(experiment_summary(result), folder / SUMMARY)
    write_json(_provenance(result), folder / PROVENANCE)
    return folder


def write_runs(
    folder: Path, runs: pd.DataFrame, errors: pd.DataFrame, units: Mapping[str, str]
) -> None:
    """Write the tables of runs and of errors, which every experiment has.

    Parameters
    ----------
    folder : Path
    runs, errors : pandas.DataFrame
        As in `Experiment`.
    units : mapping of str to str
        Unit of each outcome.

    Raises
    ------
    ResultsError
        If a file cannot be written.
    """
    for name, table in zip(ALWAYS, (runs, errors), strict=True):
        write_table(table, table_file(folder, name), run_units(units))


def _provenance(result: Experiment) -> dict[str, Any]:
    assert result.folder is not None
    manifest = read_manifest(result.folder)
    return {
        "format": FORMAT,
        "kind": result.kind,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(result.elapsed, 3),
        "command": [printable(public_text(part)) for part in sys.argv],
        "software": software_versions(),
        "model": manifest["model"],
        "plugins": manifest.get("plugins", []),
        "platform": {"system": platform.system(), "machine": platform.machine()},
        "planned": result.planned,
        "completed": result.completed,
        "failed": len(result.errors),
        "units": dict(result.units),
        "evidence": evidence_counts(),
        "rerun": "balanced-jobs rerun FOLDER RUN repeats the run of that number in runs.parquet",
    }


def read_experiment(folder: Path) -> Experiment:
    """Return the experiment that a folder holds.

    A sweep that was stopped comes with what was finished then.

    Raises
    ------
    ResultsError
        If there is none, it is not complete, or a file in it is broken.
    """
    manifest = read_manifest(folder)
    kind = KINDS.get(manifest["kind"])
    if kind is None:
        raise ResultsError(f"{folder} holds results of an unknown kind, '{manifest['kind']}'")
    complete = (folder / PROVENANCE).exists()
    if not complete and (kind is not Sweep or not table_file(folder, "runs").exists()):
        raise ResultsError(
            f"{folder} holds work that is not complete: give the command that began it again, and "
            "it goes on where it was stopped"
        )
    tables: dict[str, Any] = {name: read_table(folder, name) for name in ALWAYS}
    tables |= {name: read_table(folder, name, keys) for name, keys in kind.tables.items()}
    try:
        provenance = (
            json.loads((folder / PROVENANCE).read_text(encoding="utf-8")) if complete else {}
        )
        return kind(
            **tables,
            **_own_fields(kind, manifest, tables),
            settings=manifest["settings"],
            units=provenance.get("units", {}),
            elapsed=float(provenance.get("seconds", 0.0)),
            interrupted=not complete,
            folder=folder,
        )
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise ResultsError(f"{folder / PROVENANCE} is broken ({error})") from error


def _own_fields(
    kind: type[Experiment], manifest: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]
) -> dict[str, Any]:
    """Return the fields of one kind of experiment that are no tables."""
    settings = manifest["settings"]
    done = tables["runs"]["run"].nunique() + len(tables["errors"])
    if kind is Sweep:
        from sim.designs import Design

        content = {**settings["design"], "scenarios": settings["scenarios"]}
        design = Design.from_dict(content, noted_rules(manifest))
        return {"design": design, "planned": design.runs, "unfinished": design.runs - done}
    # A setting may have the name of a table, as the screening of a verdict.
    plain = ({field.name for field in fields(kind)} - set(kind.tables)) & set(settings)
    return {name: settings[name] for name in plain} | {"planned": done}
