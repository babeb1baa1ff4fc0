"""``balanced-jobs scenarios``: the scenarios that have a name, and their institutions."""

from __future__ import annotations

import json
import shutil
import textwrap
from collections.abc import Mapping, Sequence

import click

from sim.commands.options import debug_option, json_option
from sim.commands.plugins import plugin_option
from sim.commands.session import DONE


@click.command("scenarios", short_help="List the named scenarios and their institutions.")
@json_option
@plugin_option
@debug_option
def command(as_json: bool) -> int:
    """List the named scenarios and their institutions."""
    from sim.scenario import list_scenarios

    listed = [(name, title, dict(institutions)) for name, title, institutions in list_scenarios()]
    if as_json:
        records = [
            {"name": name, "title": title, "institutions": institutions}
            for name, title, institutions in listed
        ]
        click.echo(json.dumps(records, indent=2, ensure_ascii=False))
    else:
        click.echo(table(listed, shutil.get_terminal_size().columns))
    return DONE


def table(listed: Sequence[tuple[str, str, Mapping[str, str]]], width: int) -> str:
    """Return the scenarios as text: a table where it fits, else one below the other.

    Parameters
    ----------
    listed : sequence of (str, str, dict of str to str)
        Name, title and rule by institution.
    width : int
        Characters in a line.
    """
    switches = list(listed[0][2])
    rows = [
        ["name", *switches],
        *([name, *(rules[switch] for switch in switches)] for name, _, rules in listed),
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    if sum(widths) + 2 * (len(widths) - 1) <= width:
        header, *others = (
            "  ".join(f"{cell:<{size}}" for cell, size in zip(row, widths, strict=True)).rstrip()
            for row in rows
        )
        titles = (f"{name:<{widths[0]}}  {title}" for name, title, _ in listed)
        return "\n".join([header, *others, "", *titles])
    lines: list[str] = []
    for name, title, rules in listed:
        lines += textwrap.wrap(f"{name}: {title}", width, subsequent_indent="  ")
        text = ", ".join(f"{switch} {rule}" for switch, rule in rules.items())
        lines += textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="  ")
    return "\n".join(lines)
