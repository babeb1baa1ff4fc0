"""Options that several verbs share, and what they add up to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, Final

import click

from sim.cli.plugins import plugin_option
from sim.cli.session import Session
from sim.errors import printable
from sim.execution.cores import available_cores

LARGEST_SEED: Final = 2**63 - 1

COUNT: Final = click.IntRange(min=1)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user chose for a simulation.

    Attributes
    ----------
    changes : dict of str to number or str
        From ``--set``: parameter or ``institutions.<switch>`` to value.
    size : dict of str to int
        Those of workers, months and burn_in that were given.
    seed, replicates, jobs : int
    out : Path or None
        Folder for the results, None for the customary one.
    quiet : bool
        Whether to write nothing but errors (and JSON, where asked for).
    as_json : bool
        Whether standard output is to hold a JSON summary and nothing else.
    """

    changes: Mapping[str, object]
    size: Mapping[str, int]
    seed: int
    replicates: int
    jobs: int
    out: Path | None
    quiet: bool
    as_json: bool


def simulation_options(replicates: int) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Return a decorator that adds the options of a simulation and passes them as ``choices``.

    Parameters
    ----------
    replicates : int
        Replicates by default.
    """
    options = (
        click.option(
            "--set",
            "settings",
            multiple=True,
            metavar="KEY=VALUE",
            callback=read_changes,
            help="Change a parameter, or institutions.<switch>; may be repeated.",
        ),
        click.option(
            "--seed",
            type=click.IntRange(0, LARGEST_SEED),
            default=0,
            show_default=True,
            help="Seed of all random draws.",
        ),
        click.option(
            "--replicates",
            type=COUNT,
            default=replicates,
            show_default=True,
            help="Runs with other luck.",
        ),
        click.option("--workers", type=COUNT, help="People in the economy."),
        click.option("--months", type=COUNT, help="Months after the burn-in."),
        click.option("--burn-in", type=click.IntRange(min=0), help="Months of burn-in."),
        click.option(
            "--jobs", type=COUNT, help="Processes that compute at once; all cores by default."
        ),
        click.option(
            "--out",
            type=click.Path(path_type=Path),
            metavar="DIR",
            callback=named,
            help="Folder for the results; below results/ by default.",
        ),
        click.option("--quiet", is_flag=True, help="Write no progress, tables or words."),
        plugin_option,
        json_option,
        debug_option,
    )

    def decorate(function: Callable[..., int]) -> Callable[..., int]:
        @wraps(function)
        def command(
            *,
            settings: Mapping[str, object],
            seed: int,
            replicates: int,
            workers: int | None,
            months: int | None,
            burn_in: int | None,
            jobs: int | None,
            out: Path | None,
            quiet: bool,
            as_json: bool,
            **arguments: Any,
        ) -> int:
            size = {"workers": workers, "months": months, "burn_in": burn_in}
            choices = Choices(
                changes=settings,
                size={name: value for name, value in size.items() if value is not None},
                seed=seed,
                replicates=replicates,
                jobs=jobs or available_cores(),
                out=out,
                quiet=quiet,
                as_json=as_json,
            )
            return function(**arguments, choices=choices)

        for option in reversed(options):
            option(command)
        return command

    return decorate


def json_option(function: Callable[..., int]) -> Callable[..., int]:
    """Return the function with a ``--json`` option, passed as ``as_json``."""
    return click.option(
        "--json", "as_json", is_flag=True, help="Write JSON, and nothing else, to standard output."
    )(function)


def debug_option(function: Callable[..., int]) -> Callable[..., int]:
    """Return the function with a ``--debug`` option, which is noted in the session."""

    def note(context: click.Context, _: click.Parameter, value: bool) -> None:
        context.ensure_object(Session).debug = value

    return click.option(
        "--debug",
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=note,
        help="Show where an error happened.",
    )(function)


def value_of(text: str) -> int | float | str:
    """Return the number that a text stands for, or the text itself."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def read_changes(
    context: click.Context, parameter: click.Parameter, settings: tuple[str, ...]
) -> dict[str, object]:
    """Return the values of ``--set`` by key."""
    from sim.reading import shown

    changes: dict[str, object] = {}
    for setting in settings:
        key, equals, text = (part.strip() for part in setting.partition("="))
        if not (key and equals and text):
            raise click.BadParameter(
                f"{shown(setting)} is not KEY=VALUE, for example intrinsic_motivation=0.4 or "
                "institutions.division=rotation",
                context,
                parameter,
            )
        if key in changes:
            raise click.BadParameter(f"{shown(key)} is set twice", context, parameter)
        changes[key] = value_of(text)
    return changes


def named(context: click.Context, parameter: click.Parameter, path: Path | None) -> Path | None:
    """Return the path, after refusing an empty one."""
    if path is not None and not str(path).strip(". "):
        raise click.BadParameter("name a folder of its own for the results", context, parameter)
    # Bytes of a name that are no UTF-8 reach a program as surrogates, which no file can hold.
    if any("\ud800" <= character <= "\udfff" for character in str(path)):
        raise click.BadParameter(
            f"'{printable(str(path))}' is not UTF-8 text; choose another name",
            context,
            parameter,
        )
    return path
