"""The option ``--plugin``: rules of one's own, loaded before a scenario may name them."""

from __future__ import annotations

from collections.abc import Callable

import click


def plugin_option(function: Callable[..., int]) -> Callable[..., int]:
    """Return the function with a ``--plugin`` option, which loads what it names."""

    def load(_: click.Context, __: click.Parameter, targets: tuple[str, ...]) -> None:
        if not targets:
            return
        from sim.institutions.plugins import load_plugin

        for target in targets:
            load_plugin(target)

    return click.option(
        "--plugin",
        multiple=True,
        metavar="MODULE:CLASS",
        expose_value=False,
        callback=load,
        help="Load an institution of your own; may be repeated.",
    )(function)
