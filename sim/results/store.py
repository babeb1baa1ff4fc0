"""Results on disk: Parquet tables with units, a summary and the provenance, in one folder.

A folder holds one Parquet file per table, ``summary.json`` and ``provenance.json``. Every file is
written beside its place and moved there as a whole, and the provenance comes last: a folder with it
is complete. Equal results give equal bytes; what differs from day to day (date, seconds, command)
stands in the provenance alone.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from sim.execution.files import PARTIAL, explained
from sim.experiments.compare.headline import summary
from sim.experiments.compare.record import COMPARISON_COLUMNS, Comparison
from sim.experiments.run.record import RUN_COLUMNS, Run
from sim.study.manifest import MANIFEST
from sim.study.provenance import provenance_of
from sim.study.tables_on_disk import table_file, write_json, write_table

SUMMARY: Final = "summary.json"
"""File of the verdict in numbers."""

PROVENANCE: Final = "provenance.json"
"""File that says where the results come from; its presence marks a complete folder."""

FIGURES_FOLDER: Final = "figures"
"""Folder inside a results folder that figures are saved in."""

_FILES: Final = frozenset(
    {SUMMARY, PROVENANCE, FIGURES_FOLDER}
    | {f"{table}.parquet" for table in (*RUN_COLUMNS, *COMPARISON_COLUMNS)}
)

LATER_TABLES: Final = frozenset({"jobs"})
"""Tables that folders written by the first version lack."""

REPORT_FILES: Final = ("report.html", "report.md")
"""Files of a report on the results of a folder, which does not outlive them."""

_Folder = str | os.PathLike[str]


def write_comparison(
    comparison: Comparison, folder: _Folder, command: Sequence[str] | None = None
) -> list[Path]:
    """Return the paths of the files of a comparison, after writing them.

    Parameters
    ----------
    comparison : Comparison
    folder : path
        Created if missing; results that it already holds are replaced.
    command : sequence of str, optional
        Command line for the provenance, by default that of this process.

    Raises
    ------
    ResultsError
        If the folder cannot be written to.
    """
    return _write(comparison, Path(folder), COMPARISON_COLUMNS, command)


def write_run(run: Run, folder: _Folder, command: Sequence[str] | None = None) -> list[Path]:
    """Return the paths of the files of a run, after writing them.

    Parameters
    ----------
    run : Run
    folder : path
        Created if missing; results that it already holds are replaced.
    command : sequence of str, optional
        Command line for the provenance, by default that of this process.

    Raises
    ------
    ResultsError
        If the folder cannot be written to.
    """
    return _write(run, Path(folder), RUN_COLUMNS, command)


def check_writable(folder: _Folder) -> Path:
    """Return the folder, created if missing, after making sure that files can be written to it.

    Call it before a long computation.

    Raises
    ------
    ResultsError
        If the folder cannot be created or written to.
    """
    place = Path(folder)
    probe = place / f".writable.{os.getpid()}{PARTIAL}"
    with explained("write to", place):
        place.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink(missing_ok=True)
    return place


def is_results_folder(folder: _Folder) -> bool:
    """Return whether a folder holds results, and may be written over with others.

    So it may also when it holds nothing but parts of results that were never completed.
    """
    place = Path(folder)
    if not place.is_dir():
        return False
    names = {entry.name for entry in place.iterdir()}
    if MANIFEST in names:
        return False  # an experiment, which goes on where it was stopped
    return PROVENANCE in names or (bool(names) and all(_is_ours(name) for name in names))


def _is_ours(name: str) -> bool:
    return name in _FILES or (name.startswith(".") and name.endswith(PARTIAL))


def _write(
    result: Run | Comparison,
    folder: Path,
    tables: Mapping[str, tuple[str, ...]],
    command: Sequence[str] | None,
) -> list[Path]:
    check_writable(folder)
    provenance = provenance_of(result, command)
    with explained("write to", folder):
        # Without its provenance a folder counts as incomplete while its tables are replaced.
        (folder / PROVENANCE).unlink(missing_ok=True)
        for stale in {*RUN_COLUMNS, *COMPARISON_COLUMNS} - set(tables):
            table_file(folder, stale).unlink(missing_ok=True)
        for report in REPORT_FILES:
            (folder / report).unlink(missing_ok=True)
    paths = [
        write_table(getattr(result, name), table_file(folder, name), result.units)
        for name in tables
    ]
    paths.append(write_json(summary(result), folder / SUMMARY))
    paths.append(write_json(provenance, folder / PROVENANCE))
    return paths
