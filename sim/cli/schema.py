"""``balanced-jobs schema``: what an editor needs to complete and check the files of users."""

from __future__ import annotations

import json
from pathlib import Path

import click

from sim.commands.options import debug_option
from sim.commands.plugins import plugin_option
from sim.commands.session import DONE
from sim.errors import BalancedJobsError


@click.command("schema", short_help="Write the JSON Schema of a kind of file, for editors.")
@click.argument("kind", metavar="KIND")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="File for the schema; standard output by default.",
)
@plugin_option
@debug_option
def command(kind: str, out: Path | None) -> int:
    """Write the JSON Schema of a kind of file, for editors.

    KIND is one of scenario, design, sector, facts, interventions and findings. An editor for TOML
    that reads schemas completes and checks a file whose first line names one, as in
    #:schema ./scenario.json.
    """
    from sim.grammar.files import shown_path
    from sim.schemas import schema

    text = json.dumps(schema(kind), indent=2, ensure_ascii=False)
    if out is None:
        click.echo(text)
        return DONE
    try:
        out.write_text(f"{text}\n", encoding="utf-8")
    except OSError as problem:
        raise BalancedJobsError(
            f"{shown_path(out)}: the schema cannot be written ({problem.strerror}); choose another "
            "file with --out"
        ) from None
    click.echo(
        f"{shown_path(out)}: name it in the first line of a file, as in #:schema ./{out.name}"
    )
    return DONE
