"""The option ``--plugin``: rules and outcomes of one's own, loaded before anything names them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import click

from sim.commands.session import Session

MEASURING: Final = ("sweep", "sensitivity")
"""Commands that measure outcomes of one's own."""


def plugin_option(function: Callable[..., int]) -> Callable[..., int]:
    """Return the function with a ``--plugin`` option, which loads what it names."""

    def load(context: click.Context, _: click.Parameter, targets: tuple[str, ...]) -> None:
        if not targets:
            return
        from sim.institutions.plugins import is_function, load_plugin

        for target in targets:
            if context.command.name in MEASURING and is_function(target):
                context.ensure_object(Session).outcomes.append(target)
            else:
                load_plugin(target)

    return click.option(
        "--plugin",
        multiple=True,
        metavar="MODULE:CLASS",
        expose_value=False,
        callback=load,
        help="Load an institution of your own, or, in a sweep or a sensitivity, a function that "
        "measures an outcome; may be repeated.",
    )(function)


def own_outcomes() -> list[str]:
    """Return the functions that the running command was told to measure."""
    return list(dict.fromkeys(click.get_current_context().ensure_object(Session).outcomes))
