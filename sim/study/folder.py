"""Taking a folder for the work of an experiment, without losing anything that stands in it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from sim.errors import ResultsError
from sim.execution.chunk_store import CHUNKS
from sim.execution.files import PARTIAL, explained
from sim.execution.locks import HOLDER, LOCK, locked
from sim.study.crate import CRATE
from sim.study.log import LOG
from sim.study.manifest import MANIFEST, RESTART, check_same, read_manifest, write_manifest
from sim.study.record import ERRORS, RUNS
from sim.study.store import PROVENANCE, REPORT_FILES, SUMMARY
from sim.study.stored import what_is_left

FIRST_FORMAT_TABLES: Final = (
    "monthly", "differences", "path", "channels", "channel_path", "quintiles", "people", "jobs",
    "workplaces", "regimes", "effects", "points", "contours", "packs", "crossings", "undecided",
    "probabilities", "draws", "gaps", "screening", "indices", "density", "boxes", "box_quality",
    "pack_gaps", "variants", "pairs", "facts", "responses", "fit", "targets", "sensitivity",
    "steps",
)  # fmt: skip
"""Tables of results whose manifest does not name them, since it is of the first format."""


def claim(folder: Path, manifest: Mapping[str, Any], restart: bool) -> None:
    """Make sure that a folder holds this work or none, and nothing of another origin.

    Parameters
    ----------
    folder : Path
        Exists.
    manifest : mapping
        Of the work that is to be done.
    restart : bool
        Whether to remove other results; files that are none are never removed.

    Raises
    ------
    ResultsError
        If the folder holds something else.
    """
    ours = refuse_foreign(folder)
    with explained("write to", folder):
        # What a process that was killed was about to write.
        for rest in folder.glob(f"**/.*{PARTIAL}" if ours else f".*{PARTIAL}"):
            rest.unlink(missing_ok=True)
    if restart:
        remove_results(folder)
    if (folder / MANIFEST).exists():
        if not _is_begun(folder):
            write_manifest(manifest, folder)
            return
        check_same(read_manifest(folder), manifest, folder)
        return
    if (folder / PROVENANCE).exists() or (folder / CHUNKS).exists():
        left = what_is_left(folder, CHUNKS)
        raise ResultsError(f"{folder} holds other results, without a {MANIFEST}: {left or RESTART}")
    write_manifest(manifest, folder)


def refuse_foreign(folder: Path) -> bool:
    """Return whether a folder holds results, and not nothing.

    Parameters
    ----------
    folder : Path
        May be missing.

    Raises
    ------
    ResultsError
        If it holds something other than results; nothing is written there then.
    """
    with explained("write to", folder):
        if any((folder / name).exists() for name in (MANIFEST, PROVENANCE, CHUNKS)):
            return True
        foreign = folder.is_dir() and any(
            not entry.name.startswith(".") for entry in folder.iterdir()
        )
    if foreign:
        raise ResultsError(
            f"the folder {folder} holds something other than results of this program; it is left "
            "as it is: name another folder with --out, or empty it"
        )
    return False


def remove_results(folder: Path) -> None:
    """Remove the results that a folder holds; files that are none are left alone.

    Raises
    ------
    ResultsError
        If they cannot be removed.
    """
    with explained("write to", folder):
        shutil.rmtree(folder / CHUNKS, ignore_errors=True)
        for name in (*_tables_in(folder), MANIFEST, SUMMARY, PROVENANCE, CRATE, LOG, *REPORT_FILES):
            (folder / name).unlink(missing_ok=True)


def _tables_in(folder: Path) -> list[str]:
    """Return the names of the files of tables that the results in a folder consist of."""
    try:
        named = read_manifest(folder).get("tables", ())
    except ResultsError:
        named = ()
    return [f"{table}.parquet" for table in (RUNS, ERRORS, *named, *FIRST_FORMAT_TABLES)]


def remove_unbegun(folder: Path) -> bool:
    """Return whether nothing is finished in a folder, after removing what such work leaves there.

    Parameters
    ----------
    folder : Path
        Of work that was stopped. It is removed, unless it holds anything else or another process
        works there.
    """
    if _is_begun(folder):
        return False
    ours = {MANIFEST, LOCK, HOLDER, CHUNKS, SUMMARY, CRATE, LOG, *_tables_in(folder)}
    if (folder / MANIFEST).exists() and ours >= {entry.name for entry in folder.iterdir()}:
        with suppress(ResultsError, OSError):
            with locked(folder):
                remove_results(folder)
            (folder / LOCK).unlink(missing_ok=True)
            folder.rmdir()
    return True


def _is_begun(folder: Path) -> bool:
    """Return whether a folder with a manifest holds anything else that would be lost."""
    return (folder / PROVENANCE).exists() or any((folder / CHUNKS).glob("*.parquet"))
