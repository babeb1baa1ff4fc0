"""``balanced-jobs results``: what results there are."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.commands.folders import RESULTS
from sim.commands.options import debug_option, json_option
from sim.commands.session import DONE
from sim.errors import ResultsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.results.listing import Listed


@click.command("results", short_help="List the results in a folder, with size and state.")
@click.argument("folder", type=click.Path(path_type=Path), default=RESULTS)
@click.option("--tag", help="Those alone that have this tag; `balanced-jobs note` gives tags.")
@json_option
@debug_option
def command(folder: Path, tag: str | None, as_json: bool) -> int:
    """List the results in a folder, by default results/, with their size and state.

    Work that is not complete goes on when the command that began it is given again. A single run of
    an experiment is repeated by `balanced-jobs rerun FOLDER RUN`.
    """
    from sim.results.listing import list_results

    if not folder.is_dir() and folder != RESULTS:
        raise ResultsError(f"there is no folder {folder}; name one that holds results")
    listed = [one for one in list_results(folder) if tag is None or tag in one.tags]
    if as_json:
        records = [{**asdict(entry), "folder": str(entry.folder)} for entry in listed]
        click.echo(json.dumps(records, indent=2))
    elif listed:
        click.echo(_table(listed))
    else:
        tagged = "" if tag is None else f" with the tag '{tag}'"
        click.echo(f"There are no results{tagged} in {folder} yet.")
    return DONE


def _table(listed: Sequence[Listed]) -> str:
    noted = any(entry.tags or entry.note for entry in listed)
    rows = [
        ("folder", "kind", "state", "runs", "size", "date", *(("tags", "note") if noted else ())),
        *(
            (
                str(entry.folder),
                entry.kind,
                entry.state,
                "" if entry.runs is None else f"{entry.runs:,}",
                _size(entry.size),
                entry.date.replace("T", " ")[:16],
                *((", ".join(entry.tags), entry.note) if noted else ()),
            )
            for entry in listed
        ),
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            f"{cell:>{width}}" if name in ("runs", "size") else f"{cell:<{width}}"
            for cell, width, name in zip(row, widths, rows[0], strict=True)
        ).rstrip()
        for row in rows
    )


def _size(count: int) -> str:
    if count < 1_000_000:
        return f"{count / 1_000:,.0f} kB"
    return f"{count / 1_000_000:,.1f} MB"
