"""``balanced-jobs app``: the live page."""

from __future__ import annotations

import webbrowser
from contextlib import suppress
from importlib.util import find_spec
from typing import Final

import click

from sim.commands.options import debug_option
from sim.commands.session import DONE
from sim.errors import PageError
from sim.execution.signals import stopping_at_once, stopping_in_order

PACKAGES: Final = ("bokeh", "panel")
"""What the page needs beyond the core; they come with the extra ``app``."""


@click.command(
    "app",
    short_help="Open a live page: two economies side by side in the browser.",
    epilog="""\b
balanced-jobs app
balanced-jobs app --port 0 --no-show      a free port, and no browser
balanced-jobs app --prefix /sim --allow-origin school.example      behind a proxy""",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=5006,
    show_default=True,
    help="Port to listen on; 0 takes a free one.",
)
@click.option(
    "--address",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; 0.0.0.0 lets the whole network in.",
)
@click.option(
    "--prefix",
    default="",
    metavar="PATH",
    help="Path under which the page is served, as behind a proxy: /proxy/5006.",
)
@click.option(
    "--allow-origin",
    "origins",
    multiple=True,
    metavar="HOST[:PORT]",
    help="Host under which a browser may open the page, as through a tunnel; may be repeated.",
)
@click.option(
    "--most",
    type=click.IntRange(1, 1_000),
    default=30,
    show_default=True,
    help="Number of pages that may be open at a time; who comes later is told to wait.",
)
@click.option("--show/--no-show", default=True, help="Whether to open the page in a browser.")
@debug_option
def command(
    port: int, address: str, prefix: str, origins: tuple[str, ...], most: int, show: bool
) -> int:
    """Open a live page on which two economies run side by side.

    The page works offline and listens to this machine alone unless --address says otherwise.
    Ctrl-C ends it.
    """
    missing = [name for name in PACKAGES if find_spec(name) is None]
    if missing:
        raise PageError(
            f"the live page needs {' and '.join(missing)}; install them with\n"
            "  pip install 'balanced-jobs[app]'\n"
            "or, in a copy of the repository, with\n"
            "  make setup"
        )
    with stopping_at_once():
        from sim.app.server import Access, serve

    def ready(page: str) -> None:
        click.echo(f"The page is at {page}; Ctrl-C ends it.")
        if show:
            webbrowser.open(page)

    # The server has a handler of its own for Ctrl-C and then simply returns.
    with suppress(KeyboardInterrupt), stopping_in_order():
        serve(address, port, ready, Access(prefix, origins, most))
    click.echo("The page is closed.")
    return DONE
