"""The folder that results go to when none is named."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click

from sim.commands.options import StudyOptions

RESULTS: Final = Path("results")
"""Where results go when no folder is named, relative to the working folder."""

LONGEST_NAME: Final = 120
"""Longest name of a folder; what goes beyond is shortened to a digest."""

_DIGITS: Final = 10


def results_folder(name: str, options: StudyOptions, own: Iterable[str] = ()) -> Path:
    """Return the folder for the results of a command.

    Its name carries whatever differs from the customary settings, so that results of other settings
    stand beside one another.

    Parameters
    ----------
    name : str
        Of the folder below `RESULTS` under customary settings.
    options : StudyOptions
    own : iterable of str
        What tells apart by options of this command alone, as `differing` returns it.
    """
    if options.out is not None:
        return options.out
    full = "--".join((name, *(part.replace("/", "-") for part in (*own, *options.variant))))
    if len(full) > LONGEST_NAME:
        digest = hashlib.sha256(full.encode()).hexdigest()[:_DIGITS]
        full = f"{full[: LONGEST_NAME - _DIGITS - 2]}--{digest}"
    return RESULTS / full


def differing(*names: str) -> tuple[str, ...]:
    """Return those options of the running command that differ from their defaults, as key=value.

    Parameters
    ----------
    *names : str
        Options on which the results depend.
    """
    context = click.get_current_context()
    defaults = {one.name: one.get_default(context) for one in context.command.params}
    given = {name: context.params[name] for name in names if context.params[name] is not None}
    texts = {
        name: ",".join(map(str, value)) if isinstance(value, tuple) else value
        for name, value in given.items()
        if value not in ((), defaults[name])
    }
    return tuple(f"{name}={value}" for name, value in texts.items())


def parameter_name(parameter: tuple[str, tuple[float, float] | None]) -> str:
    """Return a parameter, with its range where one was given, as part of the name of a folder."""
    name, span = parameter
    return name if span is None else f"{name}={span[0]:g}..{span[1]:g}"
