"""Serving the page from this machine, to this machine unless told otherwise."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any, Final

import panel as pn

from sim.app.page import TITLE, build
from sim.app.settings import Settings
from sim.errors import PageError
from sim.scenario import list_scenarios

LOOPBACK: Final = "127.0.0.1"
PORT: Final = 5006

CHECK_EVERY: Final = 2_000
"""Milliseconds between two looks for tabs that are gone."""

KEEP_FOR: Final = 15_000
"""Milliseconds for which a lost connection may come back."""


def open_server(
    address: str = LOOPBACK,
    port: int = PORT,
    settings: Settings | None = None,
    check_every: int = CHECK_EVERY,
    keep_for: int = KEEP_FOR,
) -> Any:
    """Return a server of the page that listens, but does not serve before its loop runs.

    Parameters
    ----------
    address : str
        Address to listen on.
    port : int
        0 for one that is free.
    settings : Settings, optional
        What a page begins with.
    check_every, keep_for : int
        Milliseconds between two looks for tabs that are gone, and until such a tab is forgotten.

    Raises
    ------
    PageError
        If nothing can be served there.
    ScenarioError
        If a scenario that the page offers has a mistake.
    """
    wanted = Settings() if settings is None else settings
    wanted.scenarios()
    list_scenarios()

    def page() -> pn.Template:
        return build(wanted)

    origins = [f"{host}:{port}" for host in ("localhost", LOOPBACK, address)] if port else None
    try:
        _try_out(address, port)
        return pn.io.server.get_server(
            {"/": page},
            address=address,
            port=port,
            websocket_origin=origins if _is_loopback(address) else "*",
            title={"/": TITLE},
            start=False,
            show=False,
            check_unused_sessions_milliseconds=check_every,
            unused_session_lifetime_milliseconds=keep_for,
        )
    except OSError as error:
        raise PageError(_reason(error, address, port)) from None


def serve(address: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve the page until the loop is stopped.

    Parameters
    ----------
    address : str
    port : int
    ready : callable
        Called with the address of the page once it can be opened.

    Raises
    ------
    PageError
        If nothing can be served there.
    """
    _refuse_running_loop()
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    server = open_server(address, port)
    try:
        server.start()
        shown = LOOPBACK if address in ("0.0.0.0", "::") else address
        server.io_loop.add_callback(ready, f"http://{shown}:{server.port}")
        server.io_loop.start()
    finally:
        server.stop(wait=False)
        loop.close()


def _refuse_running_loop() -> None:
    """Raise PageError where an event loop runs already, as in a notebook: it would have to end."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return
    raise PageError(
        "an event loop runs here already, as in a notebook; start the page in a terminal: "
        "balanced-jobs app"
    )


def _try_out(address: str, port: int) -> None:
    """Raise OSError where nothing can listen; the server itself would leave a socket open."""
    family, *_ = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
    socket.create_server((address, port), family=family).close()


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def _reason(error: OSError, address: str, port: int) -> str:
    """Return why nothing can be served, and what to do."""
    if error.errno == errno.EADDRINUSE:
        return (
            f"port {port} on {address} is in use, perhaps by another page; name another with "
            "--port, or --port 0 for one that is free"
        )
    if error.errno == errno.EACCES:
        return f"port {port} is reserved for the system; name one from 1024 to 65535 with --port"
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return (
            f"'{address}' is no address of this machine; leave --address out to serve this machine "
            "alone, or give 0.0.0.0 to serve the network"
        )
    return f"the page cannot be served on {address}, port {port}: {error.strerror or error}"
