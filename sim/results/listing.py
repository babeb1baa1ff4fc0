"""What results there are: kind, state and size of each folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any, Final

from sim.errors import ResultsError, refuse
from sim.grammar.arguments import checked
from sim.grammar.reading import is_of_the_system, json_of
from sim.results.notes import read_notes
from sim.study.manifest import MANIFEST
from sim.study.store import PROVENANCE
from sim.study.stored import MANIFEST_TABLE, PROVENANCE_TABLE

MOST_FOLDERS: Final = 20_000
"""Folders in which results are looked for."""


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
    tags : tuple of str
        Words that people gave it.
    note : str
        What people say of it.
    """

    folder: Path
    kind: str
    state: str
    runs: int | None
    size: int
    date: str
    tags: tuple[str, ...] = ()
    note: str = ""


@checked
def list_results(folder: str | PathLike[str] = "results") -> list[Listed]:
    """Return what a folder and the folders in it hold, in alphabetical order.

    Parameters
    ----------
    folder : path
        Missing folders hold nothing.
    """
    return list(_listed(Path(folder)))


def _listed(folder: Path) -> Iterator[Listed]:
    """Yield what stands in a folder, without following links that lead round."""
    if not folder.is_dir():
        return
    if is_of_the_system(folder):
        raise ResultsError(f"{folder} is a folder of the system; name one that holds results")
    waiting, seen = [folder], set[tuple[int, int]]()
    while waiting:
        place = waiting.pop()
        try:
            status = place.stat()
            known = (status.st_dev, status.st_ino)
            if known in seen or is_of_the_system(place):
                continue
            seen.add(known)
            if (place / PROVENANCE).exists() or (place / MANIFEST).exists():
                yield _describe(place)
                continue
            inner = [entry for entry in sorted(place.iterdir()) if entry.is_dir()]
        except OSError as error:
            if place == folder:
                raise ResultsError(f"cannot read {folder}: {error.strerror or error}") from error
            yield Listed(place, "unknown", "cannot be read", None, 0, "")
            continue
        if len(seen) > MOST_FOLDERS:
            raise ResultsError(
                f"{folder} holds more than {MOST_FOLDERS:,} folders; name one that holds results"
            )
        waiting += reversed(inner)


def _describe(folder: Path) -> Listed:
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    try:
        manifest = _content(folder / MANIFEST)
        provenance = _content(folder / PROVENANCE)
        notes = read_notes(folder)
        if manifest:
            refuse(ResultsError, MANIFEST_TABLE.problems("", manifest))
            refuse(ResultsError, PROVENANCE_TABLE.problems("", provenance) if provenance else ())
        elif not isinstance(provenance.get("failures", []), list):
            raise ValueError("failures must be a list")
    except (OSError, ValueError, ResultsError):
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
        tags=notes.tags,
        note=notes.note,
    )


def _content(file: Path) -> dict[str, Any]:
    """Return what a JSON file holds, nothing where it is missing."""
    return json_of(file) if file.exists() else {}
