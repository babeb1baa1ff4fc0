"""Reading a results folder back into the object that was written."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.errors import ResultsError, ScenarioError
from sim.experiments.compare.record import COMPARISON_COLUMNS, Comparison
from sim.experiments.run.record import RUN_COLUMNS, Run
from sim.results.store import LATER_TABLES, PROVENANCE
from sim.scenario import Scenario
from sim.study.experiment_store import read_experiment
from sim.study.manifest import MANIFEST
from sim.study.provenance import FORMAT, noted_rules
from sim.study.record import Experiment
from sim.study.tables_on_disk import broken, read_table, table_file

_Folder = str | os.PathLike[str]


def open_results(folder: _Folder) -> Run | Comparison | Experiment:
    """Return the run, comparison, sweep or other experiment that a folder holds.

    Parameters
    ----------
    folder : path
        Written by a command, or by a function that was given it as ``out``.

    Raises
    ------
    ResultsError
        If the folder holds no complete results, or a file in it is broken.
    """
    place = Path(folder)
    if (place / MANIFEST).exists():
        return read_experiment(place)
    provenance = _provenance(place)
    kind = provenance.get("kind")
    if kind == "comparison":
        return _comparison(place, provenance)
    if kind == "run":
        return _run(place, provenance)
    raise ResultsError(f"{place / PROVENANCE}: kind is {kind!r}; it must be 'run' or 'comparison'")


def read_comparison(folder: _Folder) -> Comparison:
    """Return the comparison that a folder holds.

    Raises
    ------
    ResultsError
        If the folder holds no complete comparison, or a file in it is broken.
    """
    result = open_results(folder)
    if not isinstance(result, Comparison):
        raise ResultsError(
            f"{folder} holds a single run, not a comparison; open it with open_results"
        )
    return result


def _comparison(folder: Path, provenance: Mapping[str, Any]) -> Comparison:
    return Comparison(
        a=_scenario(folder, provenance, "a"),
        b=_scenario(folder, provenance, "b"),
        **_tables(folder, COMPARISON_COLUMNS),
        **_shared(folder, provenance),
    )


def _run(folder: Path, provenance: Mapping[str, Any]) -> Run:
    return Run(
        scenario=_scenario(folder, provenance, "scenario"),
        **_tables(folder, RUN_COLUMNS),
        **_shared(folder, provenance),
    )


def _tables(folder: Path, columns: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """Return the tables as the fields that they fill."""
    return {
        name: read_table(folder, name, keys)
        for name, keys in columns.items()
        if name not in LATER_TABLES or table_file(folder, name).exists()
    }


def _shared(folder: Path, provenance: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that runs and comparisons have in common."""
    try:
        return {
            "seed": int(provenance["seed"]),
            "replicates": int(provenance["replicates"]),
            "units": {str(name): str(unit) for name, unit in provenance["units"].items()},
            "failures": [
                (int(entry["replicate"]), str(entry["message"])) for entry in provenance["failures"]
            ],
            "interrupted": bool(provenance["interrupted"]),
            "elapsed": float(provenance["seconds"]),
        }
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise broken(folder / PROVENANCE, error) from error


def _scenario(folder: Path, provenance: Mapping[str, Any], role: str) -> Scenario:
    try:
        content = dict(provenance["scenarios"][role])
    except (KeyError, TypeError, ValueError) as error:
        raise broken(folder / PROVENANCE, error) from error
    digest = content.pop("digest", None)
    try:
        scenario = Scenario.from_dict(content, noted_rules(provenance))
    except ScenarioError as error:
        raise ResultsError(f"{folder / PROVENANCE}: scenario {role!r}: {error}") from error
    if digest != scenario.digest:
        raise ResultsError(
            f"{folder / PROVENANCE}: scenario {role!r} does not match its digest; the file was "
            "changed or written by another version"
        )
    return scenario


def _provenance(folder: Path) -> dict[str, Any]:
    path = folder / PROVENANCE
    if not folder.is_dir():
        raise ResultsError(f"there is no folder {folder}; name one that a run or comparison wrote")
    if not path.is_file():
        raise ResultsError(
            f"{folder} holds no complete results: {PROVENANCE} is missing; name a folder that a "
            "run or comparison wrote"
        )
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise broken(path, error) from error
    if not isinstance(content, dict):
        raise ResultsError(f"{path}: must hold one JSON object; run the simulation again")
    if content.get("format") != FORMAT:
        raise ResultsError(
            f"{path}: format {content.get('format')!r}, but this version reads format {FORMAT}; "
            "use the version of balanced-jobs that wrote it"
        )
    return content
