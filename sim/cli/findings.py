"""``balanced-jobs findings``: the written result, from a posterior to text."""

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
    short_help="Write the result given the evidence, with its figures.",
    epilog="""\b
balanced-jobs findings
balanced-jobs findings results/posterior --checks results/check-posterior--posterior
balanced-jobs findings --settings my_settings.toml --out my_findings.md""",
)
@click.argument("results", type=click.Path(path_type=Path), required=False)
@click.option(
    "--checks",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Results of check-posterior on RESULTS.",
)
@click.option(
    "--settings",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="What is simulated without RESULTS; docs/findings.toml by default.",
)
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
    help="Where what is simulated is kept.",
)
@click.option(
    "--answer",
    type=click.Path(path_type=Path),
    metavar="FILE",
    callback=named,
    help="Write the numbers of the answer as JSON too.",
)
@click.option("--jobs", type=JOBS, help="Processes that compute at once; all cores by default.")
@click.option("--quiet", is_flag=True, help="Write no progress.")
@debug_option
def command(
    results: Path | None,
    checks: Path | None,
    settings: Path | None,
    out: Path,
    folder: Path,
    answer: Path | None,
    jobs: int | None,
    quiet: bool,
) -> int:
    """Write the result given the evidence: the answer, why others were given, and what is open.

    RESULTS is a folder of `balanced-jobs posterior` with both parecon and parecon_no_balance among
    its regimes. Without it the posterior that the settings describe is simulated and checked first.
    The scenario with fitted parameters is simulated beside it, as large as the posterior. The same
    command goes on where it was stopped. Every number in the text comes from the results, and
    results of different sizes are refused.
    """
    with stopping_at_once():
        from sim.findings.settings import read_settings
        from sim.findings.writing import findings
        from sim.study.workers import working

        chosen = read_settings(settings)
    try:
        with working(MANY, jobs or available_cores(), quiet) as (executor, progress):
            written = findings(
                results, out, folder, executor, progress, progress.stage,
                checks=checks, settings=chosen, answer=answer,
            )  # fmt: skip
    except KeyboardInterrupt:
        click.echo(
            f"Stopped. What is finished is kept in {folder}: give the same command again to go on.",
            err=True,
        )
        return STOPPED
    click.echo(f"Findings: {written}")
    return DONE
