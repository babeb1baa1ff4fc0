"""``balanced-jobs parameters``: the table of parameters, in full or of some."""

from __future__ import annotations

import csv
import io
import json
import shutil
import textwrap
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from sim.commands.options import debug_option, json_option, named
from sim.commands.plugins import plugin_option
from sim.commands.session import DONE
from sim.errors import ScenarioError, suggestion
from sim.execution.signals import stopping_at_once

if TYPE_CHECKING:
    from sim.parameters import Declaration

WIDEST: Final = 120
NARROWEST: Final = 40
MEANING: Final = 40
"""Fewest characters in which a meaning stands beside the numbers rather than below them."""


@click.command("parameters", short_help="Show the parameters: defaults, units, ranges, sources.")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option(
    "--one-sided", is_flag=True, help="Show those that act in one regime only, each with a reason."
)
@click.option(
    "--page",
    type=click.Path(path_type=Path),
    metavar="FILE",
    callback=named,
    help="With --one-sided, write it as a page of the documentation instead.",
)
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV to standard output.")
@json_option
@plugin_option
@debug_option
def command(
    names: tuple[str, ...], one_sided: bool, page: Path | None, as_csv: bool, as_json: bool
) -> int:
    """Show the parameters: defaults, units, ranges, priors, meanings and sources.

    The prior says how probable the values in the range are where experiments draw them.

    NAME is the name of a parameter, of a group, or a part of names; such parameters are shown with
    their sources. Without NAME there is one line or two for each parameter. Parameters of a rule of
    your own, in a group with the name of the rule, come last when --plugin loads it.

    With --one-sided the parameters are shown that act under the rules of capitalism or of the
    participatory economy alone, each with its counterpart on the other side, where there is one,
    and with the reason; then what rules of the two do differently.
    """
    from sim.parameters import Declaration, declarations
    from sim.parameters.own import declare_installed

    if as_csv and as_json:
        raise click.UsageError("choose one of --csv and --json")
    if one_sided:
        if names:
            raise click.UsageError("--one-sided shows all such parameters and takes no NAME")
        if page is not None and (as_csv or as_json):
            raise click.UsageError("choose one of --page, --csv and --json")
        return _show_one_sided(page, as_csv, as_json)
    if page is not None:
        raise click.UsageError("--page goes with --one-sided")
    known = declarations()
    for name in names:
        if not meant_by(known, name):
            declare_installed(name.partition(".")[0])
            known = declarations()
    chosen = select(known, names) if names else list(known.values())
    if as_json:
        click.echo(json.dumps([row._asdict() for row in chosen], indent=2, ensure_ascii=False))
    elif as_csv:
        click.echo(as_csv_text(Declaration._fields, chosen), nl=False)
    else:
        width = max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns))
        click.echo(cards(chosen, width) if names else listing(chosen, width))
        click.echo("\n" + "\n".join(_wrapped(closing(chosen), width, "", "")))
    return DONE


def _show_one_sided(page: Path | None, as_csv: bool, as_json: bool) -> int:
    """Show what acts in one regime only, or write it as a page, and return the exit code."""
    with stopping_at_once():
        from sim.evidence.symmetry import OneSided, one_sided, symmetry_document, symmetry_page
        from sim.execution.files import explained, replacing
        from sim.text.terminal import show

    if page is not None:
        with explained("write to", page.parent), replacing(page) as partial:
            partial.write_text(symmetry_page(), encoding="utf-8", newline="\n")
        click.echo(f"Page: {page}")
    elif as_json:
        rows = [row._asdict() for row in one_sided()]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    elif as_csv:
        click.echo(as_csv_text(OneSided._fields, one_sided()), nl=False)
    else:
        show(symmetry_document(), detail="all")
    return DONE


def select(known: Mapping[str, Declaration], names: Iterable[str]) -> list[Declaration]:
    """Return the parameters that any of the names means, in the order of the declarations.

    Raises
    ------
    ScenarioError
        If a name means nothing.
    """
    groups = dict.fromkeys(row.group for row in known.values())
    chosen: set[str] = set()
    for name in names:
        found = meant_by(known, name)
        if not found:
            near = suggestion(name, [*known, *groups])
            raise ScenarioError(
                f"no parameter and no group is called '{name}': groups are {', '.join(groups)}; "
                f"`balanced-jobs parameters` lists all parameters{near}"
            )
        chosen |= found
    return [row for key, row in known.items() if key in chosen]


def meant_by(known: Mapping[str, Declaration], name: str) -> set[str]:
    """Return the parameters that a name means.

    They are the one that has it, else those of the group that has it, else all whose names contain
    it.
    """
    if name in list(known):
        return {name}
    group = {key for key, row in known.items() if row.group == name}
    return group or {key for key in known if name and name in key}


def as_csv_text(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return rows as CSV with a header."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def listing(rows: Iterable[Declaration], width: int) -> str:
    """Return the parameters by group: name, default, range, form of the prior, meaning, unit."""
    rows = list(rows)
    cells = {row.name: (row.name, f"{row.default:g}", _range(row), _form(row)) for row in rows}
    sizes = [max(map(len, column)) for column in zip(*cells.values(), strict=True)]
    beside = sum(sizes) + 2 * len(sizes) + 2
    lines: list[str] = []
    for group, members in groupby(rows, key=lambda row: row.group):
        lines += ["", group.upper()]
        for row in members:
            columns = (f"{cell:<{size}}" for cell, size in zip(cells[row.name], sizes, strict=True))
            first = "  " + "  ".join(columns) + "  "
            text = row.meaning if row.unit in ("", "-") else f"{row.meaning} ({row.unit})"
            if width - beside >= MEANING:
                lines += _wrapped(text, width, first, " " * beside)
            else:
                lines += _wrapped("  ".join(cells[row.name]), width, "  ", "      ")
                lines += _wrapped(text, width, "      ", "      ")
    return "\n".join(lines[1:])


def cards(rows: Iterable[Declaration], width: int) -> str:
    """Return all that is declared of each parameter, one below the other."""
    from sim.parameters import EVIDENCE

    lines: list[str] = []
    for row in rows:
        symbol = f"  ({row.symbol})" if row.symbol else ""
        lines += [f"{row.name}{symbol}"]
        for label, text in (
            ("default", f"{row.default:g} {row.unit}".removesuffix(" -").rstrip()),
            ("range", _range(row)),
            ("prior", f"{row.distribution.words}: {row.prior_reason}"),
            ("group", f"{row.group}, {row.kind}"),
            ("meaning", row.meaning),
            ("read by", row.read_by),
            *([("per month", row.per_month)] if row.per_month else []),
            ("source", row.source),
            ("evidence", EVIDENCE[row.evidence]),
        ):
            lines += _wrapped(text, width, f"  {label:<10}", " " * 12)
        lines += [""]
    return "\n".join(lines[:-1])


def closing(rows: Iterable[Declaration]) -> str:
    """Return how many parameters rest on which evidence, and how experiments draw them."""
    from sim.parameters import EVIDENCE, evidence_counts

    counts = evidence_counts(row.name for row in rows)
    total = sum(counts.values())
    parts = ", ".join(
        f"{counts[grade]} {words}" for grade, words in EVIDENCE.items() if counts[grade]
    )
    return (
        f"{total} parameter{'' if total == 1 else 's'}: {parts}. Experiments that draw parameters "
        "draw them from these priors, or with --priors uniform evenly from their ranges."
    )


def _range(row: Declaration) -> str:
    return f"{row.low:g} to {row.high:g}"


def _form(row: Declaration) -> str:
    from sim.analysis.distributions import FORMS

    return FORMS[row.prior]


def _wrapped(text: str, width: int, first: str, later: str) -> list[str]:
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=later) or [first]
