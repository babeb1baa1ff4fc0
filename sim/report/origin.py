"""The section that says where numbers come from: version, seed, command, and how to repeat it."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from sim.errors import ResultsError
from sim.study.manifest import MANIFEST, read_manifest
from sim.study.program import model_digest
from sim.study.provenance import software_versions
from sim.study.record import Record
from sim.study.store import PROVENANCE
from sim.text.document import Block, Code, Paragraph, Section, Table

TITLE: Final = "Where these numbers come from"


def origin(result: Record) -> Section:
    """Return the section on the provenance of a result.

    Parameters
    ----------
    result : Record

    Raises
    ------
    ResultsError
        If the provenance in its folder cannot be read.
    """
    return Section(TITLE, tuple(_blocks(result, _provenance(result))))


def _provenance(result: Record) -> Mapping[str, Any]:
    """Return the provenance as it is saved, or what is known of it."""
    folder = result.folder
    if folder is not None and (folder / PROVENANCE).exists():
        try:
            content: dict[str, Any] = json.loads((folder / PROVENANCE).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ResultsError(f"{folder / PROVENANCE} is broken ({error})") from error
        return content
    if folder is not None and (folder / MANIFEST).exists():
        return read_manifest(folder)
    return {"software": software_versions(), "model": model_digest()}


def _blocks(result: Record, provenance: Mapping[str, Any]) -> Iterator[Block]:
    software = provenance["software"]
    yield Table(
        "Provenance",
        ("What", "Value"),
        tuple((name, text) for name, text in _facts(result, provenance) if text),
        (False, False),
    )
    command = provenance.get("command")
    if command:
        yield Paragraph("It was made by this command (folders are shortened to their last part):")
        yield Code(shlex.join([_program(command[0]), *command[1:]]))
    yield Paragraph(
        "The same scenarios, seed and version give the same bytes, at any number of processes. A "
        "single run is repeated from the folder of the results by its number:"
    )
    yield Code("balanced-jobs rerun FOLDER RUN")
    yield Paragraph(
        "To cite the program: Balanced Jobs contributors, Balanced Jobs: an agent-based simulator "
        "of workplaces under capitalism and participatory economics, version "
        f"{software['balanced-jobs']}. With results, give the digests above, so that others can "
        "tell whether they simulate the same."
    )


def _program(path: str) -> str:
    """Return the name of the program; ``python -m sim`` is the same one."""
    name = Path(path).name
    return "balanced-jobs" if name == "__main__.py" else name


def _facts(result: Record, provenance: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    software = provenance["software"]
    yield "Version of balanced-jobs", software["balanced-jobs"]
    yield "Computed", str(provenance.get("date", "")).replace("T", " ").replace("+00:00", " UTC")
    yield "Seconds of computing", f"{result.elapsed:,.1f}" if result.elapsed else ""
    yield "Seed", str(result.settings["seed"])
    yield "Runs", f"{result.completed:,} of {result.planned:,} finished"
    yield "Digest of the source code", str(provenance.get("model") or "")
    yield "Scenarios", ", ".join(scenario["name"] for scenario in result.settings["scenarios"])
    for scenario in _described(provenance):
        yield f"Digest of {scenario['name']}", str(scenario["digest"])[:16]
    yield (
        "Software",
        ", ".join(
            f"{name} {version}" for name, version in software.items() if name != "balanced-jobs"
        ),
    )
    system = provenance.get("platform", {})
    yield "Computer", " ".join(str(part) for part in system.values())


def _described(provenance: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the scenarios of a provenance with their digests; the first format has roles."""
    scenarios = provenance.get("scenarios", [])
    listed = scenarios.values() if isinstance(scenarios, dict) else scenarios
    return [scenario for scenario in listed if "digest" in scenario]
