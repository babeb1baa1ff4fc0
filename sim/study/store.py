"""Results on disk: Parquet tables with units, a summary, the manifest and the provenance.

Every file is written beside its place and moved there as a whole, and the provenance comes last: a
folder with it is complete. Equal results give equal bytes in every other file; what differs from
day to day (date, seconds, command) stands in the provenance, in the description for archives that
is made of it, and in the time of the manifest alone.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import MISSING, replace
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import pandas as pd

from sim.errors import DesignError, ResultsError, ScenarioError
from sim.execution.chunk_store import check_there
from sim.execution.files import explained
from sim.grammar.arguments import checked
from sim.study.crate import CRATE, crate_of
from sim.study.manifest import (
    MANIFEST,
    check_format,
    new_manifest,
    read_manifest,
    write_manifest,
)
from sim.study.program import model_digest
from sim.study.provenance import ANALYSIS, provenance_of
from sim.study.record import ERRORS, RUNS, Experiment, Record, run_units
from sim.study.stored import PROVENANCE_TABLE, read_stored
from sim.study.tables_on_disk import read_table, table_file, write_json, write_table

SUMMARY: Final = "summary.json"
"""File of the main numbers."""

PROVENANCE: Final = "provenance.json"
"""File that says where the results come from; its presence marks a complete folder."""

FIGURES_FOLDER: Final = "figures"
"""Folder inside a results folder that figures are saved in."""

REPORT_FILES: Final = ("report.html", "report.md")
"""Files of a report on the results of a folder, which does not outlive them."""


def tables_written(
    kind: type[Record], settings: Mapping[str, Any] = MappingProxyType({})
) -> tuple[str, ...]:
    """Return the names of the tables of a kind of results, in the order of writing.

    Parameters
    ----------
    kind : type of Record
    settings : mapping
        What was asked for, by which optional tables are there or not.
    """
    runs = (RUNS,) if issubclass(kind, Experiment) else ()
    own = [name for name in kind.tables if name not in kind.optional or settings.get(name)]
    return (*runs, ERRORS, *own)


@checked
def save[Result: Record](result: Result, folder: str | PathLike[str] | None = None) -> Result:
    """Return a result after writing its tables, summary and provenance.

    Of one that is not complete only what is useful in part is written.

    Parameters
    ----------
    result : Record
    folder : path, optional
        By default that in which the work was done; results that it holds are replaced.

    Raises
    ------
    ResultsError
        If the folder cannot be written to, is gone, or none is known.
    """
    if folder is not None:
        result = replace(result, folder=check_writable(folder))
        _begin(result)
    place = result.folder
    if place is None:
        raise ResultsError("the results have no folder; name one with out")
    check_there(place)
    kind = type(result)
    with explained("write to", place):
        # Without its provenance a folder counts as incomplete while its tables are replaced.
        (place / PROVENANCE).unlink(missing_ok=True)
        for report in (CRATE, *REPORT_FILES):
            (place / report).unlink(missing_ok=True)
    tables = tables_written(kind, result.settings)
    own = [name for name in tables if name in kind.tables]
    # What is kept beside runs answers nothing, and is there as soon as they are.
    beside = set(own) <= set(kind.optional)
    for name in tables:
        if name not in own:
            write_table(getattr(result, name), table_file(place, name), run_units(result.units))
        elif beside:
            write_table(getattr(result, name), table_file(place, name), result.units_of(name))
    if result.unfinished and (beside or not kind.useful_in_part):
        return result
    for name in own:
        if not beside:
            write_table(getattr(result, name), table_file(place, name), result.units_of(name))
    write_json(result.summary(), place / SUMMARY)
    provenance = provenance_of(result, read_manifest(place))
    write_json(crate_of(provenance, _sizes(place, tables)), place / CRATE)
    write_json(provenance, place / PROVENANCE)
    return result


def save_if_kept[Result: Record](result: Result) -> Result:
    """Return a result after saving its tables, where it has a folder.

    Of one that is not complete what is finished is saved, if that is still possible.

    Raises
    ------
    ResultsError
        If it is complete and the folder cannot be written to.
    """
    if result.folder is None:
        return result
    with suppress(ResultsError) if result.unfinished else nullcontext():
        save(result)
    return result


def save_failures(
    folder: Path, runs: pd.DataFrame, errors: pd.DataFrame, units: Mapping[str, str]
) -> None:
    """Write the tables of runs and errors of work that cannot go on.

    Parameters
    ----------
    folder : Path
    runs, errors : pandas.DataFrame
        As in `Experiment`.
    units : mapping of str to str
        Unit of each outcome.

    Raises
    ------
    ResultsError
        If a file cannot be written.
    """
    write_table(runs, table_file(folder, RUNS), run_units(units))
    write_table(errors, table_file(folder, ERRORS), run_units(units))


def read(folder: Path, kind: type[Record]) -> Record:
    """Return the result that a folder holds.

    What was stopped comes with what was finished then, if its kind is useful in part.

    Parameters
    ----------
    folder : Path
        With a manifest of this kind.
    kind : type of Record

    Raises
    ------
    ResultsError
        If it is not complete, or a file in it is broken.
    """
    manifest = read_manifest(folder)
    complete = (folder / PROVENANCE).exists()
    begun = kind.useful_in_part and table_file(folder, ERRORS).exists()
    if not complete and not begun:
        raise ResultsError(
            f"{folder} holds work that is not complete: give the command that began it again, and "
            "it goes on where it was stopped"
        )
    tables: dict[str, Any] = {
        name: read_table(folder, name, kind.tables[name].columns if name in kind.tables else ())
        for name in tables_written(kind, manifest.get("settings", {}))
        if name in manifest.get("tables", ()) or not _came_later(kind, name)
    }
    try:
        provenance = _provenance(folder) if complete else {}
        _check_same_scenarios(folder, manifest, provenance)
        return kind(
            **tables,
            **{**kind.stored_fields(manifest, tables), **provenance.get(ANALYSIS, {})},
            settings=manifest["settings"],
            units=provenance.get("units", {}),
            elapsed=float(provenance.get("seconds", 0.0)),
            interrupted=bool(provenance.get("interrupted", not complete)),
            folder=folder,
        )
    except (ScenarioError, DesignError) as error:
        raise ResultsError(f"{folder / MANIFEST} is broken: {error}") from error
    except (KeyError, TypeError, ValueError, OSError, AttributeError) as error:
        raise ResultsError(f"{folder / PROVENANCE} is broken ({error})") from error


def _came_later(kind: type[Record], table: str) -> bool:
    """Return whether results of earlier versions have no such table, and can be without it."""
    found = kind.__dataclass_fields__[table]
    return found.default_factory is not MISSING and table != ERRORS


def analysis_in(folder: Path) -> dict[str, Any]:
    """Return what was made of the runs of a folder last; empty where there is nothing yet.

    Parameters
    ----------
    folder : Path
        Of a kind with fields `Record.analysed`.
    """
    try:
        found: dict[str, Any] = _provenance(folder).get(ANALYSIS, {})
    except (OSError, ValueError, ResultsError):
        return {}
    return found


@checked
def check_writable(folder: str | PathLike[str]) -> Path:
    """Return the folder after making sure that results can be written there.

    Parameters
    ----------
    folder : path
        Created if missing.

    Raises
    ------
    ResultsError
        If it cannot be created or written to.
    """
    place = Path(folder)
    with explained("write to", place):
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=place):
            pass
    return place


def holds_all(folder: Path) -> bool:
    """Return whether a folder holds the complete results of what was asked for."""
    try:
        return not _provenance(folder).get("interrupted", False)
    except (OSError, ValueError, ResultsError):
        return False


def _sizes(folder: Path, tables: Sequence[str]) -> dict[str, int | None]:
    """Return the bytes of each file of a result, but for the provenance, which comes last."""
    written = [*(table_file(folder, name).name for name in tables), SUMMARY, MANIFEST]
    return {PROVENANCE: None, **{name: (folder / name).stat().st_size for name in written}}


def _begin(result: Record) -> None:
    """Write the manifest of a result that was computed without a folder."""
    from sim.study.folder import remove_results

    assert result.folder is not None
    remove_results(result.folder)
    manifest = new_manifest(
        result.kind,
        result.settings,
        model_digest(),
        tables_written(type(result), result.settings),
    )
    write_manifest(manifest, result.folder)


def _check_same_scenarios(
    folder: Path, manifest: Mapping[str, Any], provenance: Mapping[str, Any]
) -> None:
    """Make sure that manifest and provenance hold the same scenarios, where both name them.

    Raises
    ------
    ResultsError
        If one of the two files was changed.
    """
    noted = provenance.get("scenarios", ())
    for scenario, known in zip(manifest["settings"]["scenarios"], noted, strict=False):
        if scenario != {key: value for key, value in known.items() if key != "digest"}:
            raise ResultsError(
                f"{folder}: scenario '{scenario['name']}' is not the same in {MANIFEST} and in "
                f"{PROVENANCE}; one of the files was changed"
            )


def _provenance(folder: Path) -> dict[str, Any]:
    advice = "give the command that began it again: it is written from finished runs"
    content = read_stored(folder / PROVENANCE, PROVENANCE_TABLE, advice)
    check_format(folder / PROVENANCE, content)
    return content
