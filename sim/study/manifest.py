"""What a folder of experiments is for: the record by which work is resumed or refused.

The manifest is written before the first run and never changed afterwards. It holds everything that
the numbers depend on; a command that finds another one in its folder does not touch the folder.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sim.errors import ResultsError
from sim.execution.chunk_store import CHUNKS
from sim.study.provenance import FORMAT, noted_rules, software_versions
from sim.study.stored import MANIFEST_TABLE, read_stored, what_is_left
from sim.study.tables_on_disk import write_json

if TYPE_CHECKING:
    from sim.designs import Design

MANIFEST: Final = "manifest.json"
"""File of the manifest."""

RESTART: Final = (
    "add --restart to throw that away and start over, or name another folder with --out"
)


def new_manifest(
    kind: str,
    settings: Mapping[str, Any],
    model: str,
    tables: Sequence[str] = (),
    plugins: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Return a manifest for work that is about to start.

    Parameters
    ----------
    kind : str
        Name of the verb.
    settings : mapping
        Everything that the runs depend on, ready for JSON.
    model : str
        Digest of the source code that the numbers depend on.
    tables : sequence of str
        Names of the tables that will be written.
    plugins : sequence of dict
        Rules that do not come with this package, as `sim.institutions.plugins.record` has them.
    """
    return {
        "format": FORMAT,
        "kind": kind,
        "settings": json.loads(json.dumps(settings)),
        "model": model,
        "tables": list(tables),
        "plugins": [dict(plugin) for plugin in plugins],
        "software": software_versions(),
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def write_manifest(manifest: Mapping[str, Any], folder: Path) -> None:
    """Write the manifest into a folder, as a whole or not at all.

    Raises
    ------
    ResultsError
        If the file cannot be written.
    """
    write_json(manifest, folder / MANIFEST)


def read_manifest(folder: str | os.PathLike[str]) -> dict[str, Any]:
    """Return the manifest of a folder.

    Raises
    ------
    ResultsError
        If there is none, or it is broken.
    """
    path = Path(folder) / MANIFEST
    left = what_is_left(Path(folder), CHUNKS)
    try:
        found = read_stored(path, MANIFEST_TABLE, left or RESTART)
    except FileNotFoundError as error:
        raise ResultsError(
            f"{folder} holds no experiment ({MANIFEST} is missing); "
            + (left or "`balanced-jobs results` lists what there is")
        ) from error
    except OSError as error:
        raise ResultsError(f"cannot read {path}: {error.strerror or error}") from error
    check_format(path, found)
    return found


def check_format(path: Path, content: Mapping[str, Any]) -> None:
    """Make sure that this version can read a file of results.

    Raises
    ------
    ResultsError
        If a newer one wrote it.
    """
    if content.get("format", FORMAT) > FORMAT:
        version = content.get("software", {}).get("balanced-jobs")
        wrote = f"version {version} of balanced-jobs" if version else "the version of balanced-jobs"
        raise ResultsError(
            f"{path}: format {content['format']}, but this version reads formats up to {FORMAT}; "
            f"use {wrote} that wrote it"
        )


def stored_design(manifest: Mapping[str, Any]) -> Design:
    """Return the design whose runs a manifest is of.

    Raises
    ------
    DesignError
        If it is not complete.
    """
    from sim.designs import Design

    settings = manifest["settings"]
    content = {**settings["design"], "scenarios": settings["scenarios"]}
    return Design.from_dict(content, noted_rules(manifest))


def check_same(found: Mapping[str, Any], wanted: Mapping[str, Any], folder: Path) -> None:
    """Make sure that a folder holds the work that is to go on.

    Raises
    ------
    ResultsError
        If anything that the numbers depend on is different; the message names it.
    """
    if found["kind"] != wanted["kind"]:
        raise ResultsError(
            f"{folder} holds results of '{found['kind']}', not of '{wanted['kind']}': {RESTART}"
        )
    changes = _changes(found["settings"], wanted["settings"])
    if changes:
        raise ResultsError(
            f"{folder} holds results of other settings than these ({'; '.join(changes[:4])}"
            f"{' and more' if len(changes) > 4 else ''}): {RESTART}"
        )
    versions = [
        *_changes(found.get("software", {}), wanted["software"]),
        *_changes(_plugin_versions(found), _plugin_versions(wanted)),
    ]
    if not versions and found["model"] != wanted["model"]:
        versions = ["the source code has changed"]
    if versions:
        raise ResultsError(
            f"{folder} was begun with another version ({'; '.join(versions)}), whose numbers may "
            f"differ: go on with that version, or {RESTART}"
        )


def _plugin_versions(manifest: Mapping[str, Any]) -> dict[str, Any]:
    return {f"plugin {one['plugin']}": one["digest"] for one in manifest.get("plugins", ())}


def _changes(found: Any, wanted: Any, key: str = "") -> list[str]:
    """Return in words what differs between two JSON values."""
    if isinstance(found, dict) and isinstance(wanted, dict):
        names = [*wanted, *(name for name in found if name not in wanted)]
        return [
            change
            for name in names
            for change in _changes(
                found.get(name, "none"), wanted.get(name, "none"), f"{key}.{name}" if key else name
            )
        ]
    if found == wanted:
        return []
    return [f"{key} was {_short(found)}, now {_short(wanted)}"]


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value
    return text if len(text) <= 50 else f"{text[:47]}..."
