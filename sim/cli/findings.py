"""``balanced-jobs findings``: the written result, from runs to text."""

from __future__ import annotations

from pathlib import Path

import click

from sim.commands.options import JOBS, debug_option, named
from sim.commands.session import DONE, STOPPED
from sim.commands.study import MANY
from sim.execution.cores import available_cores
from sim.execution.signals import stopping_at_once


@click.command(
    "findings",
    short_help="Do the runs of the written result, and write it.",
    epilog="""\b
balanced-jobs findings
balanced-jobs findings my_settings.toml --out my_findings.md --folder results/mine""",
)
@click.argument("settings", type=click.Path(path_type=Path), default=Path("docs/findings.toml"))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    default=Path("docs/findings.md"),
    show_default=True,
    callback=named,
    help="Where the text is written.",
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    default=Path("results/findings"),
    show_default=True,
    callback=named,
    help="Where the results are kept.",
)
@click.option("--jobs", type=JOBS, help="Processes that compute at once; all cores by default.")
@click.option("--quiet", is_flag=True, help="Write no progress.")
@debug_option
def command(settings: Path, out: Path, folder: Path, jobs: int | None, quiet: bool) -> int:
    """Do all runs that the findings rest on, and write the text with its figures.

    SETTINGS is a file like docs/findings.toml. The same command goes on where it was stopped; what
    is finished is not done again. Every number in the text comes from the results.
    """
    with stopping_at_once():
        from sim.findings.settings import read_settings
        from sim.findings.writing import findings
        from sim.study.workers import working

        chosen = read_settings(settings)
    try:
        with working(MANY, jobs or available_cores(), quiet) as (executor, progress):
            written = findings(chosen, out, folder, executor, progress, progress.stage)
    except KeyboardInterrupt:
        click.echo(
            f"Stopped. What is finished is kept in {folder}: give the same command again to go on.",
            err=True,
        )
        return STOPPED
    click.echo(f"Findings: {written}")
    return DONE
