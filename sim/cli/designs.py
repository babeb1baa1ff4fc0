"""``balanced-jobs designs``: the designs that have a name."""

from __future__ import annotations

import json

import click

from sim.commands.options import debug_option, json_option
from sim.commands.plugins import plugin_option
from sim.commands.session import DONE


@click.command("designs", short_help="List the named designs for sweeps.")
@json_option
@plugin_option
@debug_option
def command(as_json: bool) -> int:
    """List the named designs: what they vary, and how many runs they take."""
    from sim.designs import list_designs

    listed = list_designs()
    if as_json:
        click.echo(json.dumps([entry._asdict() for entry in listed], indent=2, ensure_ascii=False))
        return DONE
    wide = max(len(entry.name) for entry in listed)
    method = max(len(entry.method) for entry in listed)
    for entry in listed:
        click.echo(
            f"{entry.name:<{wide}}  {entry.method:<{method}}  {entry.runs:>9,} runs  {entry.title}"
        )
    return DONE
