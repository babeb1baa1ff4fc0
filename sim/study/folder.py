"""Taking a folder for the work of an experiment, without losing anything that stands in it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.errors import ResultsError
from sim.execution.chunk_store import CHUNKS
from sim.execution.files import PARTIAL, explained
from sim.results.store import PROVENANCE
from sim.study.experiment_store import FILES
from sim.study.manifest import MANIFEST, START_ANEW, check_same, read_manifest, write_manifest


def claim(folder: Path, manifest: Mapping[str, Any], anew: bool) -> None:
    """Make sure that a folder holds this work or none, and nothing of another origin.

    Parameters
    ----------
    folder : Path
        Exists.
    manifest : mapping
        Of the work that is to be done.
    anew : bool
        Whether to remove other results; files that are none are never removed.

    Raises
    ------
    ResultsError
        If the folder holds something else.
    """
    ours = any((folder / name).exists() for name in (MANIFEST, PROVENANCE, CHUNKS))
    if not ours and any(not entry.name.startswith(".") for entry in folder.iterdir()):
        raise ResultsError(
            f"the folder {folder} holds something else than results of this program; it is left "
            "as it is: name another folder with --out, or empty it"
        )
    with explained("write to", folder):
        # What a process that was killed was about to write.
        for rest in folder.glob(f"**/.*{PARTIAL}" if ours else f".*{PARTIAL}"):
            rest.unlink(missing_ok=True)
    if anew:
        with explained("write to", folder):
            shutil.rmtree(folder / CHUNKS, ignore_errors=True)
            for name in FILES:
                (folder / name).unlink(missing_ok=True)
    if (folder / MANIFEST).exists():
        if not _is_begun(folder):
            write_manifest(manifest, folder)
            return
        check_same(read_manifest(folder), manifest, folder)
        return
    if (folder / PROVENANCE).exists() or (folder / CHUNKS).exists():
        raise ResultsError(f"{folder} holds other results: {START_ANEW}")
    write_manifest(manifest, folder)


def _is_begun(folder: Path) -> bool:
    """Return whether a folder with a manifest holds anything else that would be lost."""
    return (folder / PROVENANCE).exists() or any((folder / CHUNKS).glob("*.parquet"))
