"""``balanced-jobs explore``: one page on which a reader chooses the assumptions."""

from __future__ import annotations

import json
from pathlib import Path

import click

from sim.commands.options import debug_option, json_option, named
from sim.commands.session import DONE
from sim.execution.signals import stopping_at_once


@click.command(
    "explore",
    short_help="Write a page on which readers choose their assumptions.",
    epilog="""\b
balanced-jobs explore
balanced-jobs explore results/posterior
balanced-jobs explore results/verdict --out lesson.html""",
)
@click.argument("results", type=click.Path(path_type=Path), required=False, metavar="[RESULTS]")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    callback=named,
    help="File of the page; explorer.html in the folder of the results by default.",
)
@click.option("--quiet", is_flag=True, help="Write no name of the file.")
@json_option
@debug_option
def command(results: Path | None, out: Path | None, quiet: bool, as_json: bool) -> int:
    """Write a page on which readers choose what they believe, and see what follows.

    RESULTS is a folder of a posterior, a verdict, a sweep or a comparison. Without it the page is
    that of the answer which comes with the program, in the folder where you are. The page is one
    file of at most 5 MB that needs no connection: open it from disk, mail it, or put it on any web
    server. To write it takes Bokeh, which comes with the extra 'app'.
    """
    with stopping_at_once():
        from sim.explorer.writing import explore

    page = explore(results, out)
    if as_json:
        click.echo(json.dumps({"html": str(page)}, indent=2))
    elif not quiet:
        click.echo(f"Explorer: {page}")
    return DONE
