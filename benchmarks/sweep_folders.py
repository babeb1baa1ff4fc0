"""Folders of sweeps, held against the folder of a sweep that nothing happened to."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq

from sim.execution.chunk_store import CHUNKS
from sim.study.crate import CRATE
from sim.study.log import LOG
from sim.study.manifest import MANIFEST
from sim.study.store import PROVENANCE

WITH_DATES = frozenset({MANIFEST, PROVENANCE, CRATE, LOG})
"""Files that say when the work was done."""


def chunks_of(folder: Path) -> set[str]:
    """Return the names of the chunks that are finished."""
    return {path.name for path in (folder / CHUNKS).glob("*.parquet")}


def differences(folder: Path, whole: Path) -> list[str]:
    """Return in sentences what distinguishes the folder of a finished sweep from another one.

    Parameters
    ----------
    folder : Path
    whole : Path
        Of the same sweep, undisturbed.
    """
    there, expected = (
        {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}
        for place in (folder, whole)
    )
    found = [f"{name} is missing" for name in sorted(expected - there)]
    found += [f"{name} is left over" for name in sorted(there - expected)]
    for name in sorted(there & expected):
        if name not in WITH_DATES and (folder / name).read_bytes() != (whole / name).read_bytes():
            found.append(f"{name} has other bytes")
    if "runs.parquet" in there:
        found += _other_runs(folder, whole)
    if MANIFEST in there and _lasting(folder) != _lasting(whole):
        found.append(f"{MANIFEST} asks for something else")
    return found


def _other_runs(folder: Path, whole: Path) -> list[str]:
    """Return which runs are lost, doubled or out of thin air."""
    keys = [tuple(row.values()) for row in _keys(folder)]
    wanted = {tuple(row.values()) for row in _keys(whole)}
    found = []
    if len(set(keys)) < len(keys):
        found.append(f"{len(keys) - len(set(keys))} rows of runs are doubled")
    if lost := wanted - set(keys):
        found.append(f"{len(lost)} rows of runs are lost")
    if others := set(keys) - wanted:
        found.append(f"{len(others)} rows are of runs that nobody asked for")
    return found


def _keys(folder: Path) -> list[dict[str, object]]:
    columns = ["run", "point", "scenario", "replicate", "horizon"]
    rows: list[dict[str, object]] = pq.read_table(
        folder / "runs.parquet", columns=columns
    ).to_pylist()
    return rows


def _lasting(folder: Path) -> dict[str, object]:
    """Return the manifest without the moment at which it was begun."""
    content: dict[str, object] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return {key: value for key, value in content.items() if key != "started"}
