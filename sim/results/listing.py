"""What results there are: kind, state and size of each folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

from sim.study.manifest import MANIFEST
from sim.study.store import PROVENANCE


@dataclass(frozen=True, slots=True)
class Listed:
    """A folder of results.

    Attributes
    ----------
    folder : Path
    kind : str
        "run", "compare", "sweep", ...
    state : str
        "complete", "12 failed", "not complete", "broken".
    runs : int or None
        Runs or replicates that are finished, None where it is not known.
    size : int
        Bytes of all files.
    date : str
        Day and time of the end, or of the beginning where it is not complete.
    """

    folder: Path
    kind: str
    state: str
    runs: int | None
    size: int
    date: str


def list_results(folder: str | PathLike[str] = "results") -> list[Listed]:
    """Return what a folder and the folders in it hold, in alphabetical order.

    Parameters
    ----------
    folder : path
        Missing folders hold nothing.
    """
    return list(_listed(Path(folder)))


def _listed(folder: Path) -> Iterator[Listed]:
    if not folder.is_dir():
        return
    if (folder / PROVENANCE).exists() or (folder / MANIFEST).exists():
        yield _describe(folder)
        return
    for inner in sorted(entry for entry in folder.iterdir() if entry.is_dir()):
        yield from _listed(inner)


def _describe(folder: Path) -> Listed:
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    try:
        manifest = _content(folder / MANIFEST)
        provenance = _content(folder / PROVENANCE)
    except ValueError:
        return Listed(folder, "unknown", "broken", None, size, "")
    known = provenance or manifest
    failed = provenance.get("failed", len(provenance.get("failures", ())))
    if not provenance or provenance.get("interrupted"):
        state = "not complete"
    else:
        state = f"{failed:,} failed" if failed else "complete"
    return Listed(
        folder=folder,
        kind=str(known.get("kind", "unknown")),
        state=state,
        runs=provenance.get("completed"),
        size=size,
        date=str(provenance.get("date") or manifest.get("started", "")),
    )


def _content(file: Path) -> dict[str, Any]:
    """Return what a JSON file holds, nothing where it is missing."""
    if not file.exists():
        return {}
    content = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise ValueError(f"{file} holds no object")
    return content
