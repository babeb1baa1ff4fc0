"""``balanced-jobs merge``: the parts of a sweep that several machines have done."""

from __future__ import annotations

from pathlib import Path

import click

from sim.commands.options import debug_option, named
from sim.commands.plugins import plugin_option
from sim.commands.session import DONE, FAILED
from sim.execution.signals import stopping_at_once


@click.command(
    "merge",
    short_help="Join the parts of a sweep that several machines have done.",
    epilog="""\b
balanced-jobs merge part1 part2 part3 part4 --out results/all""",
)
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    callback=named,
    help="Folder for all runs.",
)
@plugin_option
@debug_option
def command(folders: tuple[Path, ...], out: Path) -> int:
    """Join the parts of a sweep that several machines have done.

    FOLDERS hold parts of the same sweep, of the same version, as --part made them; they are only
    read. Nothing is simulated: what no folder holds is told, and the command of the sweep, with the
    new folder as --out, does it.
    """
    with stopping_at_once():
        from sim.experiments.sweep.merging import merge

    result = merge(folders, out)
    if result.unfinished:
        click.echo(
            f"Error: {result.unfinished:,} of {result.planned:,} runs stand in none of these "
            f"folders. The others are in {out}: merge the missing part into it too, or give the "
            f"command of the sweep with --out {out}.",
            err=True,
        )
        return FAILED
    click.echo(f"Merged: {result.completed:,} of {result.planned:,} runs in {out}.")
    return FAILED if len(result.errors) else DONE
