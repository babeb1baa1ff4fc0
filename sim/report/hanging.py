"""The section of a comparison on what its answer hangs on, from an ablation that stands beside it.

An ablation takes mechanisms and asymmetries away, which no comparison does by itself. Where one of
the same two regimes is stored, its answer becomes a part of the report; else the report says with
which command it is computed.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from sim.errors import ResultsError
from sim.experiments.ablation import EXPERIMENT
from sim.experiments.ablation.document import document, headline_table
from sim.experiments.ablation.record import Ablation
from sim.experiments.compare.record import Comparison
from sim.results.reading import open_results
from sim.study.manifest import MANIFEST, read_manifest
from sim.text.document import Block, Code, Paragraph, Picture, Section, Table
from sim.text.phrases import counted
from sim.vocabulary import PUBLISHED

TITLE: Final = "What the answer hangs on"

MOST_ROWS: Final = 10
"""Alternatives that are listed, those that change the gap most."""

_SIZE: Final = ("workers", "months", "burn_in")
"""Fields in which the scenarios of an ablation may differ from those compared."""


def hanging(comparison: Comparison) -> Section:
    """Return the section on what the answer of a comparison hangs on.

    Parameters
    ----------
    comparison : Comparison
        The folders beside its own are looked through.
    """
    found = stored_ablation(comparison)
    blocks = _not_computed(comparison) if found is None else _blocks(found)
    return Section(TITLE, tuple(blocks))


def stored_ablation(comparison: Comparison) -> Ablation | None:
    """Return the largest complete ablation of the same regimes, from the folders beside its own.

    Parameters
    ----------
    comparison : Comparison

    Returns
    -------
    Ablation or None
        The first in alphabetical order among equally large ones; None where there is none, or the
        comparison is not stored.
    """
    if comparison.folder is None:
        return None
    wanted = [_regime(scenario) for scenario in comparison.scenarios[:2]]
    found = [
        record
        for place in _folders_beside(comparison.folder)
        if (record := _complete(place)) is not None
        and [_regime(scenario) for scenario in record.scenarios[:2]] == wanted
    ]
    return max(found, key=_size, default=None)


def _folders_beside(folder: Path) -> Iterator[Path]:
    try:
        places = sorted(folder.resolve().parent.iterdir())
    except OSError:
        return
    for place in places:
        try:
            if (place / MANIFEST).is_file() and read_manifest(place)["kind"] == EXPERIMENT.name:
                yield place
        except (OSError, ResultsError):
            continue


def _complete(place: Path) -> Ablation | None:
    """Return what a folder holds; nothing where runs are missing or files are broken."""
    try:
        record = open_results(place)
    except ResultsError:
        return None
    whole = isinstance(record, Ablation) and not record.unfinished and len(record.ablation)
    return record if isinstance(record, Ablation) and whole else None


def _regime(scenario: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a scenario is, whatever its size."""
    return {key: value for key, value in scenario.items() if key not in _SIZE}


def _size(record: Ablation) -> tuple[int, int]:
    return len(record.singles), int(record.unchanged["replicates"]) * record.scenarios[0]["workers"]


def _blocks(record: Ablation) -> Iterator[Block]:
    made, first = document(record), record.scenarios[0]
    yield Paragraph(made.lead)
    yield Paragraph(
        f"Computed apart, in worlds of {first['workers']:,} people and {first['months']} months in "
        f"{counted(int(record.unchanged['replicates']), 'replicate')} each, and stored beside this "
        f"comparison in `{record.folder.name if record.folder else ''}`."
    )
    yield _short(headline_table(record))
    for picture in made.pictures:
        name = f"hangs_on_{picture.name}"
        yield Picture(name, picture.draw, picture.caption, picture.alternative)


def _short(table: Table) -> Table:
    """Return the beginning of a table, the unchanged model first."""
    left = len(table.rows) - 1 - MOST_ROWS
    if left <= 0:
        return table
    return Table(
        table.caption,
        table.header,
        table.rows[: 1 + MOST_ROWS],
        table.numeric,
        f"{table.note} {counted(left, 'alternative')} with smaller changes are left out here.",
        file=f"{EXPERIMENT.name}.parquet",
    )


def _not_computed(comparison: Comparison) -> Iterator[Block]:
    yield Paragraph(
        "Not computed here: on which mechanisms, and on which differences between the two, the "
        "answer hangs. This command computes it, and where its folder stands beside that of "
        "this comparison, the next report has it here:"
    )
    yield Code(shlex.join(_command(comparison)), "sh")


def _command(comparison: Comparison) -> list[str]:
    """Return the command of the ablation of the same regimes under the same assumptions."""
    names = [str(scenario["name"]) for scenario in comparison.scenarios[:2]]
    words = ["balanced-jobs", EXPERIMENT.name, names[0], "--against", names[1]]
    rests = comparison.assumptions
    if rests.name != PUBLISHED and rests.name not in names:
        words += ["--assumptions", rests.name]
    for change in rests.changes:
        words += ["--set", change.short]
    return words
