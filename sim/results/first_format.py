"""Runs and comparisons as the first format of results kept them: without a manifest."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pandas as pd

from sim.errors import ResultsError, ScenarioError
from sim.experiments.compare.record import Comparison
from sim.experiments.run.record import Run
from sim.scenario import Scenario
from sim.study.provenance import noted_rules
from sim.study.record import Record
from sim.study.store import PROVENANCE
from sim.study.tables_on_disk import broken, read_table, table_file

FORMAT: Final = 1

LATER_TABLES: Final = frozenset({"jobs"})
"""Tables that the earliest folders lack."""


def read_first_format(folder: Path) -> Run | Comparison:
    """Return the run or comparison that a folder without a manifest holds.

    Raises
    ------
    ResultsError
        If the folder holds no complete results, or a file in it is broken.
    """
    provenance = _provenance(folder)
    kind = provenance.get("kind")
    if kind == "comparison":
        return Comparison(
            a=_scenario(folder, provenance, "a"),
            b=_scenario(folder, provenance, "b"),
            **_tables(folder, Comparison),
            **_shared(folder, provenance, ("a", "b")),
        )
    if kind == "run":
        return Run(
            scenario=_scenario(folder, provenance, "scenario"),
            **_tables(folder, Run),
            **_shared(folder, provenance, ("scenario",)),
        )
    raise ResultsError(f"{folder / PROVENANCE}: kind is {kind!r}; it must be 'run' or 'comparison'")


def _tables(folder: Path, kind: type[Record]) -> dict[str, Any]:
    """Return the tables as the fields that they fill."""
    return {
        name: read_table(folder, name, layout.columns)
        for name, layout in kind.tables.items()
        if name not in LATER_TABLES or table_file(folder, name).exists()
    }


def _shared(folder: Path, provenance: Mapping[str, Any], roles: tuple[str, ...]) -> dict[str, Any]:
    """Return the fields that runs and comparisons have in common."""
    try:
        seed, replicates = int(provenance["seed"]), int(provenance["replicates"])
        failures = [
            (int(entry["replicate"]), str(entry["message"])) for entry in provenance["failures"]
        ]
        completed = int(provenance.get("completed", replicates - len(failures)))
        return {
            "seed": seed,
            "replicates": replicates,
            "planned": replicates,
            "unfinished": replicates - completed - len(failures),
            "errors": pd.DataFrame(failures, columns=["replicate", "error"]),
            "settings": {
                "replicates": replicates,
                "seed": seed,
                "scenarios": [dict(provenance["scenarios"][role]) for role in roles],
            },
            "units": {str(name): str(unit) for name, unit in provenance["units"].items()},
            "interrupted": bool(provenance["interrupted"]),
            "elapsed": float(provenance["seconds"]),
            "folder": folder,
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
