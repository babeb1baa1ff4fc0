"""What stands in a folder of results, as an RO-Crate: for archives and programs that are not ours.

The description is made of the provenance and of the names and sizes of files alone, so the same
provenance gives the same bytes. It follows RO-Crate 1.1 (https://w3id.org/ro/crate/1.1) and the
profile for one action of one program, Process Run Crate 0.5. Whose results they are and under which
licence they are given away nobody but their owner knows: an entity is there to be filled in.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

CRATE: Final = "ro-crate-metadata.json"
"""File of the description; the specification prescribes the name."""

SPECIFICATION: Final = "https://w3id.org/ro/crate/1.1"
PROFILE: Final = "https://w3id.org/ro/wfrun/process/0.5"

_PACKAGE: Final = "balanced-jobs"
_LICENCE: Final = "#licence"
_CALL: Final = "#call"

_FORMATS: Final = {".parquet": "application/vnd.apache.parquet", ".json": "application/json"}
_UNITS: Final = "; units stand in the metadata of the columns"
_MEANINGS: Final = {
    "manifest.json": "What was asked for, written before the first run: scenarios in full, seed, "
    "versions",
    "provenance.json": "Where the results come from: command, date, versions, scenarios, units",
    "summary.json": "The answer in numbers",
    "runs.parquet": f"One row for each run and horizon{_UNITS}",
    "errors.parquet": "One row for each run that ended in an error",
}


def crate_of(provenance: Mapping[str, Any], sizes: Mapping[str, int | None]) -> dict[str, Any]:
    """Return the description of a folder of results, ready for JSON.

    Parameters
    ----------
    provenance : mapping
        As `sim.study.provenance.provenance_of` makes it.
    sizes : mapping of str to int or None
        Bytes of each file of the folder that is described, by name; None where they are not known.
    """
    files = sorted(sizes)
    units: Mapping[str, str] = provenance["units"]
    # One may be compared with itself, but an entity stands here once.
    scenarios = {one["digest"]: one for one in provenance["scenarios"]}.values()
    return {
        "@context": f"{SPECIFICATION}/context",
        "@graph": [
            {
                "@id": CRATE,
                "@type": "CreativeWork",
                "about": {"@id": "./"},
                "conformsTo": {"@id": SPECIFICATION},
            },
            _root(provenance, files, units),
            *(_file(name, sizes[name]) for name in files),
            _call(provenance, files),
            _program(provenance["software"]),
            *(_scenario(one) for one in scenarios),
            *(_variable(name, unit) for name, unit in sorted(units.items())),
            {
                "@id": _LICENCE,
                "@type": "CreativeWork",
                "name": "Not stated",
                "description": "The program puts no licence on results. Whoever publishes this "
                "folder names one here, and its authors in the entity ./",
            },
            {
                "@id": PROFILE,
                "@type": "CreativeWork",
                "name": "Process Run Crate",
                "version": "0.5",
            },
        ],
    }


def _root(
    provenance: Mapping[str, Any], files: Sequence[str], units: Mapping[str, str]
) -> dict[str, Any]:
    titles = dict.fromkeys(str(one["title"] or one["name"]) for one in provenance["scenarios"])
    named = " and ".join(titles)
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": f"Balanced Jobs, {provenance['kind']}: {named}",
        "description": (
            "Results of a simulation with Balanced Jobs, an agent-based model of workplaces. "
            f"Kind: {provenance['kind']}; scenarios: {named}; seed: {provenance['seed']}; runs "
            f"planned: {provenance['planned']}, completed: {provenance['completed']}, ended in an "
            f"error: {provenance['failed']}"
        ),
        "datePublished": provenance["date"],
        "license": {"@id": _LICENCE},
        "conformsTo": {"@id": PROFILE},
        "hasPart": _references(files),
        "mentions": {"@id": _CALL},
        "variableMeasured": _references(_variable_id(name) for name in sorted(units)),
    }


def _file(name: str, size: int | None) -> dict[str, Any]:
    path = Path(name)
    return {
        "@id": name,
        "@type": "File",
        "name": name,
        "description": _MEANINGS.get(name, f"Table {path.stem}{_UNITS}"),
        "encodingFormat": _FORMATS[path.suffix],
        **({} if size is None else {"contentSize": str(size)}),
    }


def _call(provenance: Mapping[str, Any], files: Sequence[str]) -> dict[str, Any]:
    status = "Failed" if provenance["interrupted"] else "Completed"
    return {
        "@id": _CALL,
        "@type": "CreateAction",
        "name": f"{_PACKAGE} {provenance['kind']}",
        "description": f"Command: {shlex.join(provenance['command'])}",
        "endTime": provenance["date"],
        "actionStatus": f"http://schema.org/{status}ActionStatus",
        "instrument": {"@id": _program_id()},
        "object": _references(_scenario_id(one) for one in provenance["scenarios"]),
        "result": _references(files),
    }


def _program(software: Mapping[str, str]) -> dict[str, Any]:
    return {
        "@id": _program_id(),
        "@type": "SoftwareApplication",
        "name": "Balanced Jobs",
        "softwareVersion": software[_PACKAGE],
        "softwareRequirements": [
            f"{name} {at}" for name, at in software.items() if name != _PACKAGE
        ],
        **({"url": address} if (address := _address()) else {}),
    }


def _scenario(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@id": _scenario_id(one),
        "@type": "PropertyValue",
        "name": str(one["title"] or one["name"]),
        "description": "A scenario, which manifest.json and provenance.json hold in full",
        "propertyID": one["name"],
        "value": f"digest {one['digest']}",
    }


def _variable(name: str, unit: str) -> dict[str, Any]:
    return {
        "@id": _variable_id(name),
        "@type": "PropertyValue",
        "name": name,
        "unitText": unit,
    }


def _address() -> str:
    """Return the address of the repository, where ``[project.urls]`` of the package names one."""
    try:
        stated = metadata(_PACKAGE).get_all("Project-URL") or []
    except PackageNotFoundError:
        return ""
    named = dict(str(line).split(", ", 1) for line in stated)
    return named.get("Repository", "")


def _references(names: Iterable[str]) -> list[dict[str, str]] | dict[str, str]:
    """Return what refers to entities; to a single one without a list, as the specification asks."""
    found = [{"@id": name} for name in dict.fromkeys(names)]
    return found[0] if len(found) == 1 else found


def _program_id() -> str:
    return _address() or "#program"


def _scenario_id(one: Mapping[str, Any]) -> str:
    return f"#scenario-{one['digest']}"


def _variable_id(name: str) -> str:
    return f"#variable-{quote(name)}"
