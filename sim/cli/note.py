"""``balanced-jobs note``: what people say of results, and words to find them by."""

from __future__ import annotations

from pathlib import Path

import click

from sim.commands.options import debug_option
from sim.commands.session import DONE


@click.command(
    "note",
    short_help="Write a note or tags on results.",
    epilog="""\b
balanced-jobs note results/smoke "first look, before the fix" --tag thesis
balanced-jobs note results/smoke --untag thesis
balanced-jobs results --tag thesis""",
)
@click.argument("results", type=click.Path(path_type=Path), metavar="RESULTS")
@click.argument("text", required=False)
@click.option("--tag", "tags", multiple=True, help="Word to find them by; may be repeated.")
@click.option("--untag", "removed", multiple=True, help="Tag to take away; may be repeated.")
@debug_option
def command(
    results: Path, text: str | None, tags: tuple[str, ...], removed: tuple[str, ...]
) -> int:
    """Write a note or tags on the results in the folder RESULTS.

    TEXT takes the place of the note that there is. Without TEXT and tags the note is shown. Notes
    stand in notes.json, on which nothing depends.
    """
    from sim.results.notes import read_notes, write_notes

    changes = text is not None or tags or removed
    notes = write_notes(results, text, tags, removed) if changes else read_notes(results)
    click.echo(f"Note: {notes.note or 'none'}")
    click.echo(f"Tags: {', '.join(notes.tags) or 'none'}")
    return DONE
