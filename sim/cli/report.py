"""``balanced-jobs report``: one page on results that were saved."""

from __future__ import annotations

import json
from pathlib import Path

import click

from sim.commands.options import debug_option, json_option, named
from sim.commands.session import DONE
from sim.execution.signals import stopping_at_once


@click.command(
    "report",
    short_help="Write a page on results: the answer, figures, tables, sources.",
    epilog="""\b
balanced-jobs report results/capitalism-vs-parecon
balanced-jobs report results/verdict --out report""",
)
@click.argument("results", type=click.Path(path_type=Path), metavar="RESULTS")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    callback=named,
    help="Folder for the report; that of the results by default.",
)
@click.option("--quiet", is_flag=True, help="Write no names of files.")
@json_option
@debug_option
def command(results: Path, out: Path | None, quiet: bool, as_json: bool) -> int:
    """Write a page on results: the question, the answer, figures, tables, what it rests on.

    RESULTS is a folder that any of the other commands wrote; `balanced-jobs results` lists them.
    report.html is a single file that needs no connection; report.md says the same in Markdown. Of a
    sweep that was stopped the report says what is missing.
    """
    with stopping_at_once():
        from sim.report.writing import write_report

    written = write_report(results, out)
    if as_json:
        files = {
            "html": str(written.html),
            "markdown": str(written.markdown),
            "figures": [str(path) for path in written.figures],
        }
        click.echo(json.dumps(files, indent=2))
    elif not quiet:
        click.echo(f"Report: {written.html}\nMarkdown: {written.markdown}")
    return DONE
