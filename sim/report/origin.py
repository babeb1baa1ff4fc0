"""The section on where a result comes from: versions, seed, command, and how to repeat it."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from sim.errors import ResultsError
from sim.experiments.compare.record import Comparison
from sim.experiments.run.record import Run
from sim.study.manifest import read_manifest
from sim.study.provenance import provenance_of, software_versions
from sim.study.record import Experiment
from sim.study.store import PROVENANCE
from sim.text.document import Block, Code, Paragraph, Section, Table

TITLE: Final = "Where these numbers come from"

_SHORT_DIGEST = 16


def origin(result: Run | Comparison | Experiment, folder: Path | None) -> Section:
    """Return the section on the provenance of a result.

    Parameters
    ----------
    result : Run, Comparison or Experiment
    folder : Path or None
        Where it is saved, None if it is not.

    Raises
    ------
    ResultsError
        If the provenance in the folder cannot be read.
    """
    return Section(TITLE, tuple(_blocks(result, _provenance(result, folder))))


def _provenance(result: Run | Comparison | Experiment, folder: Path | None) -> Mapping[str, Any]:
    """Return the provenance as it is saved, or as it would be."""
    if folder is not None and (folder / PROVENANCE).exists():
        try:
            content: dict[str, Any] = json.loads((folder / PROVENANCE).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ResultsError(f"{folder / PROVENANCE} is broken ({error})") from error
        return content
    if not isinstance(result, Experiment):
        return provenance_of(result, command=())
    started = read_manifest(folder) if folder is not None else {}
    return {"software": started.get("software", software_versions()), "model": started.get("model")}


def _blocks(
    result: Run | Comparison | Experiment, provenance: Mapping[str, Any]
) -> Iterator[Block]:
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
        "The same scenarios, seed and version give the same bytes, at any number of processes. To "
        "repeat it from the folder of the results:"
    )
    yield Code(_repetition(result))
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


def _facts(
    result: Run | Comparison | Experiment, provenance: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    software = provenance["software"]
    yield "Version of balanced-jobs", software["balanced-jobs"]
    yield "Computed", str(provenance.get("date", "")).replace("T", " ").replace("+00:00", " UTC")
    yield "Seconds of computing", f"{result.elapsed:,.1f}" if result.elapsed else ""
    if isinstance(result, Experiment):
        yield "Seed", str(result.settings["seed"])
        yield "Runs", f"{result.completed:,} of {result.planned:,} finished"
        yield "Digest of the program text", str(provenance.get("model") or "")
        names = ", ".join(scenario["name"] for scenario in result.settings["scenarios"])
        yield "Scenarios", names
    else:
        yield "Seed", str(result.seed)
        yield "Replicates", f"{result.completed:,} of {result.replicates:,} finished"
        sides = [result.scenario] if isinstance(result, Run) else [result.a, result.b]
        for scenario in sides:
            yield f"Digest of {scenario.name}", scenario.digest[:_SHORT_DIGEST]
    yield (
        "Software",
        ", ".join(
            f"{name} {version}" for name, version in software.items() if name != "balanced-jobs"
        ),
    )
    system = provenance.get("platform", {})
    yield "Computer", " ".join(str(part) for part in system.values())


def _repetition(result: Run | Comparison | Experiment) -> str:
    """Return what to type to compute a result once more."""
    if isinstance(result, Comparison):
        return (
            'import sim\n\nold = sim.open_results("FOLDER")\n'
            "new = sim.compare(old.a, old.b, replicates=old.replicates, seed=old.seed)"
        )
    if isinstance(result, Run):
        return (
            'import sim\n\nold = sim.open_results("FOLDER")\n'
            "new = sim.run(old.scenario, replicates=old.replicates, seed=old.seed)"
        )
    return "balanced-jobs rerun FOLDER RUN   # one run; its number stands in runs.parquet"
