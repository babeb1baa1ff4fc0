"""``balanced-jobs sector``: a sector file from a table of tasks or occupations."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import click

from sim.commands.options import debug_option, json_option, named
from sim.commands.session import DONE
from sim.errors import SectorError
from sim.execution.signals import stopping_at_once


@click.command(
    "sector",
    short_help="Make a sector file from a table of tasks or occupations.",
    epilog="""\b
balanced-jobs sector --from tasks.csv --name bakery
balanced-jobs sector --from tasks.csv --name clinic --where "sector=Hospital" --domain care
balanced-jobs sector --from oews.xlsx --where NAICS=311800 --scores scores.csv --name bakery
balanced-jobs sector --from ratings.xlsx --where Title=Bakers --scores scores.csv --name bakery""",
)
@click.option(
    "--from",
    "table",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="Table with a row for each task or occupation: CSV, Excel or Parquet.",
)
@click.option("--name", required=True, help="Name of the sector, one word.")
@click.option("--sheet", help="Sheet of an Excel file, by default the first.")
@click.option(
    "--where", multiple=True, metavar="COLUMN=VALUE", help="Rows that count; may be repeated."
)
@click.option(
    "--scores",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Table of preparation and scores by code of occupation, or by Task ID.",
)
@click.option(
    "--domain",
    "domains",
    multiple=True,
    metavar="[TASK=]DOMAIN",
    help="Field of skill of a task, or of all that have none; may be repeated.",
)
@click.option("--median", type=float, help="Workers in the median workplace, by default 35.")
@click.option("--log-sd", type=float, help="Spread of the log of workers, by default 0.6.")
@click.option("--minimum", type=float, help="Workers in the smallest workplace, by default 8.")
@click.option("--title", default="", help="For people to read.")
@click.option("--source", default="", help="Where the numbers come from.")
@click.option(
    "--leave-out",
    is_flag=True,
    help="Leave out rows with a cell that is no number, and name them; else they are refused.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    callback=named,
    help="File of the sector, which must not exist yet; NAME.toml by default.",
)
@json_option
@debug_option
def command(
    table: Path,
    name: str,
    sheet: str | None,
    where: tuple[str, ...],
    scores: Path | None,
    domains: tuple[str, ...],
    median: float | None,
    log_sd: float | None,
    minimum: float | None,
    title: str,
    source: str,
    leave_out: bool,
    out: Path | None,
    as_json: bool,
) -> int:
    """Make a sector file from a table of tasks or occupations.

    The table has columns task, hours_share (or hours, or jobs), preparation_years (or complexity),
    empowerment, desirability and creativity, and may have domain and licensed. Names of the BLS
    (OCC_TITLE, TOT_EMP) and Task Ratings of O*NET are known too. More than eight rows are merged;
    shares are scaled to a sum of 1. How the file was made stands in its comments.
    """
    with stopping_at_once():
        from sim.grammar.files import shown_path
        from sim.sectors.recipe import sector_from_table

    size = {"median": median, "log_sd": log_sd, "minimum": minimum}
    recipe = sector_from_table(
        table,
        name,
        sheet=sheet,
        where=_wanted(where),
        scores=scores,
        domains=_domains(domains),
        size={key: value for key, value in size.items() if value is not None},
        title=title,
        source=source,
        leave_out=leave_out,
    )
    file = out or Path(f"{recipe.sector.name}.toml")
    try:
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(recipe.text)
    except FileExistsError:
        raise SectorError(
            f"{shown_path(file)}: exists already; choose another file with --out"
        ) from None
    except OSError as problem:
        raise SectorError(
            f"{shown_path(file)}: the sector cannot be written ({problem.strerror}); choose "
            "another file with --out"
        ) from None
    if as_json:
        content = {"file": str(file), "tasks": len(recipe.sector.tasks), "notes": recipe.notes}
        click.echo(json.dumps(content, indent=2, ensure_ascii=False))
        return DONE
    for note in recipe.notes:
        click.echo(note)
    click.echo(f"Sector: {shown_path(file)}, {len(recipe.sector.tasks)} tasks")
    return DONE


def _pair(text: str, option: str, form: str) -> tuple[str, str]:
    key, found, value = text.partition("=")
    if not found or not key.strip():
        raise SectorError(f"{option} {text}: must be written {form}")
    return key.strip(), value.strip()


def _wanted(texts: Iterable[str]) -> dict[str, str]:
    """Return the value that rows must have, by column."""
    found: dict[str, str] = {}
    for text in texts:
        column, value = _pair(text, "--where", "COLUMN=VALUE")
        if found.setdefault(column, value) != value:
            raise SectorError(
                f"--where {text}: column '{column}' was to be '{found[column]}' already; a row has "
                "one value"
            )
    return found


def _domains(texts: Iterable[str]) -> dict[str, str]:
    """Return the domain by task; that of an empty name holds for the rest."""
    from sim.errors import choices
    from sim.sectors import DOMAIN_NAMES

    found = {}
    for text in texts:
        # A task may have the sign in its name, a domain has not.
        task, _, domain = text.rpartition("=")
        if domain not in DOMAIN_NAMES:
            raise SectorError(f"--domain {text}: {choices(domain, DOMAIN_NAMES)}")
        found[" ".join(task.split())] = domain
    return found
