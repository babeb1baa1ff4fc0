"""Where results come from: versions, scenarios, seed and command, without private paths."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from sim.errors import printable
from sim.parameters import evidence_counts
from sim.scenario import Scenario
from sim.study.record import Record

FORMAT: Final = 2
"""Number of the layout of a results folder."""

ANALYSIS: Final = "analysis"
"""Key of what was made of the runs, where the same runs can answer several questions."""

PRIORS: Final = "priors"
"""Key of the priors from which parameters were drawn, in words; none where none was drawn."""

_PACKAGES: Final = (
    "balanced-jobs", "numpy", "numba", "mesa", "pandas", "pyarrow", "scipy", "salib",
    "ema-workbench",
)  # fmt: skip
_ABSOLUTE_PATH: Final = re.compile(
    r"(?<![\w.~:/\\])(?:[A-Za-z]:[\\/]|/)[^\s'\"=,;:()]*[^\s'\"=,;:().]"
)


def provenance_of(
    result: Record, manifest: Mapping[str, Any], command: Sequence[str] | None = None
) -> dict[str, Any]:
    """Return everything needed to repeat a result, as JSON-able values.

    Parameters
    ----------
    result : Record
    manifest : mapping
        Of the work that led to it.
    command : sequence of str, optional
        Command line that led to the result; by default that of this process. Paths outside the
        working directory are reduced to their last part.
    """
    settings = manifest["settings"]
    rules = noted_rules(manifest)
    return {
        "format": FORMAT,
        "kind": result.kind,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(result.elapsed, 3),
        "command": [
            printable(_public_argument(part)) for part in (sys.argv if command is None else command)
        ],
        "software": software_versions(),
        "model": manifest["model"],
        "plugins": manifest.get("plugins", []),
        "platform": {"system": platform.system(), "machine": platform.machine()},
        "seed": settings["seed"],
        ANALYSIS: {name: getattr(result, name) for name in result.analysed},
        "planned": result.planned,
        "completed": result.completed,
        "failed": len(result.errors),
        "interrupted": result.interrupted,
        PRIORS: result.priors or None,
        "units": dict(result.units),
        "evidence": evidence_counts(),
        "scenarios": [
            {"digest": Scenario.from_dict(content, rules).digest, **content}
            for content in settings["scenarios"]
        ],
        "rerun": "balanced-jobs rerun FOLDER RUN repeats the run of that number",
    }


def software_versions() -> dict[str, str]:
    """Return the version of Python and of the packages that the numbers depend on."""
    versions = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            versions[package] = "not installed"
    return versions


def noted_rules(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return switch and name of the rules that a provenance or manifest notes as plugins."""
    return [(str(entry["switch"]), str(entry["rule"])) for entry in content.get("plugins", ())]


def public_text(text: str) -> str:
    """Return a message in which every absolute path is reduced to its last part."""
    return _ABSOLUTE_PATH.sub(lambda match: _public_path(match.group()), text)


def _public_argument(argument: str) -> str:
    key, equals, value = argument.partition("=")
    if equals and Path(value).is_absolute():
        return f"{key}={_public_path(value)}"
    return _public_path(argument) if Path(argument).is_absolute() else argument


def _public_path(path: str) -> str:
    """Return a path relative to the working directory, or its last part when it lies elsewhere."""
    place = Path(path)
    if place.is_relative_to(Path.cwd()):
        return place.relative_to(Path.cwd()).as_posix()
    return re.split(r"[\\/]", path.rstrip("\\/"))[-1]
