"""``balanced-jobs export``: the tables of results for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from sim.commands.options import debug_option, named
from sim.commands.session import DONE


@click.command(
    "export",
    short_help="Write tables of results for Excel, Stata and others.",
    epilog="""\b
balanced-jobs export results/capitalism-vs-parecon --to csv
balanced-jobs export results/verdict --to dta --out stata""",
)
@click.argument("results", type=click.Path(path_type=Path), metavar="RESULTS")
@click.option(
    "--to",
    type=click.Choice(["csv", "xlsx", "dta", "nc"]),
    required=True,
    help="CSV, Excel, Stata or NetCDF.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    callback=named,
    help="Folder for the files; export/ in that of the results by default.",
)
@debug_option
def command(results: Path, to: str, out: Path | None) -> int:
    """Write every table of the results in the folder RESULTS in the format of another program.

    Excel and NetCDF need packages that the extra "export" installs.
    """
    from sim.results import open_results
    from sim.study.exporting import export

    written = export(open_results(results), to, out)
    rest = f" and {len(written) - 1} more in {written[0].parent}" if len(written) > 1 else ""
    click.echo(f"Written: {written[0]}{rest}")
    return DONE
