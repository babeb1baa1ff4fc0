"""Serving the page from this machine, to this machine unless told otherwise."""

from __future__ import annotations

import asyncio
import errno
import logging
import re
import socket
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, Final
from weakref import WeakKeyDictionary

import panel as pn
from bokeh.settings import settings as bokeh_settings

from sim.app.background import background
from sim.app.layout import TITLE
from sim.app.opening import Places, build
from sim.app.session import Session
from sim.app.settings import Settings
from sim.errors import PageError
from sim.scenario import list_scenarios

LOOPBACK: Final = "127.0.0.1"
PORT: Final = 5006

CHECK_EVERY: Final = 2_000
"""Milliseconds between two looks for tabs that are gone."""

SWITCH_AFTER: Final = 0.001
"""Seconds after which a thread that computes lets another one go on."""

SPARE: Final = 8
"""Threads beyond one for each page."""

KEEP_FOR: Final = 15_000
"""Milliseconds for which a lost connection may come back."""

_places: Final[WeakKeyDictionary[Any, Places]] = WeakKeyDictionary()
"""Of each server of this process."""


@dataclass(frozen=True, slots=True)
class Access:
    """From where the page can be reached, and by how many at a time.

    Attributes
    ----------
    prefix : str
        Path under which the page is served; empty for the root.
    origins : tuple of str
        Hosts, with a port or without, from which a browser may connect beside this machine.
    most : int
        Number of pages that may be open at a time.

    Raises
    ------
    PageError
        If prefix or host are not of that form.
    """

    prefix: str = ""
    origins: tuple[str, ...] = ()
    most: int = 40

    def __post_init__(self) -> None:
        """Refuse what the server would not understand."""
        if not re.fullmatch(r"(/[\w.~-]+)*/?|[\w.~-]+(/[\w.~-]+)*/?", self.prefix):
            raise PageError(
                f"--prefix = {self.prefix!r}: must be a path of letters, digits and any of . ~ - _ "
                "between slashes, as /proxy/5006"
            )
        for origin in self.origins:
            if not re.fullmatch(r"\*|(\*\.)?[\w.-]+(:(\d{1,5}|\*))?", origin):
                raise PageError(
                    f"--allow-origin = {origin!r}: must be a host, or host:port, without http:// "
                    "and without a path, as school.example:8080"
                )


def open_server(
    address: str = LOOPBACK,
    port: int = PORT,
    settings: Settings | None = None,
    access: Access | None = None,
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
    access : Access, optional
        By default this machine alone, at the root.
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
    granted = Access() if access is None else access
    _know_the_past(wanted)

    places = Places(granted.most)

    def page() -> pn.Template | pn.Column:
        return build(wanted, places)

    # Bokeh takes no numbers of IPv6 for the host of a page; such a page is opened as localhost.
    named = [address] if ":" not in address else []
    own = [f"{host}:{port}" for host in ("localhost", LOOPBACK, *named)]
    origins = [*(own if port else ()), *granted.origins] or None
    try:
        _try_out(address, port)
        server = pn.io.server.get_server(
            {"/": page},
            address=address,
            port=port,
            websocket_origin=origins if _is_loopback(address) or granted.origins else "*",
            title={"/": TITLE},
            prefix=granted.prefix.strip("/"),
            start=False,
            show=False,
            check_unused_sessions_milliseconds=check_every,
            unused_session_lifetime_milliseconds=keep_for,
        )
    except OSError as error:
        raise PageError(_reason(error, address, port)) from None
    # Pages that wait to be made must not keep a click from a thread.
    server.io_loop.asyncio_loop.set_default_executor(ThreadPoolExecutor(granted.most + SPARE))
    server.io_loop.add_callback(_begin_on_the_loop)
    _places[server] = places
    return server


def close_server(server: Any) -> None:
    """End a server and its loop, and free what its pages used, also those that are still open.

    To be called in the thread of the loop, when the loop runs no longer.

    Parameters
    ----------
    server : Server
        As `open_server` returned it.
    """
    loop = server.io_loop.asyncio_loop
    places = _places.pop(server)
    places.closing = True
    server.stop(wait=False)
    # No page may be in the midst of a month when it is closed.
    _end_tasks(loop)
    background.close()
    places.close()
    server.io_loop.close(all_fds=True)


def _begin_on_the_loop() -> None:
    """Let Panel begin to count what keeps it busy here, in the thread of the loop.

    It begins with the first event of the process. Where that is a click, Bokeh deals with it in
    another thread; there Panel asks, again and again without end, for the thread of the loop, and
    the tab that was clicked in counts as busy for ever and is never forgotten.
    """
    pn.state.add_periodic_callback(lambda: None, period=1, count=1)


def _know_the_past(settings: Settings) -> None:
    """Simulate the past that pages begin with, so that nobody has to wait for it."""
    session = Session(settings)
    while not session.forked:
        session.step()
    session.close()


def serve(
    address: str, port: int, ready: Callable[[str], None], access: Access | None = None
) -> None:
    """Serve the page until the loop is stopped.

    Parameters
    ----------
    address : str
    port : int
    ready : callable
        Called with the address of the page once it can be opened.
    access : Access, optional

    Raises
    ------
    PageError
        If nothing can be served there.
    """
    _refuse_running_loop()
    # What Bokeh looks for in each new page are mistakes of its authors; tests look for those.
    bokeh_settings.perform_document_validation = False
    # A click goes from thread to thread; who computes is not to hold it up at each of these steps.
    sys.setswitchinterval(SWITCH_AFTER)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    server = open_server(address, port, access=access)
    try:
        server.start()
        prefix = access.prefix.strip("/") if access else ""
        path = f"/{prefix}/" if prefix else ""
        server.io_loop.add_callback(ready, f"http://{shown_as(address)}:{server.port}{path}")
        server.io_loop.start()
    finally:
        close_server(server)


def shown_as(address: str) -> str:
    """Return the host under which a page is opened that is served on an address.

    Parameters
    ----------
    address : str
    """
    if address in ("0.0.0.0", "::"):
        return LOOPBACK
    if ":" not in address:
        return address
    return "localhost" if _is_loopback(address) else f"[{address}]"


def _end_tasks(loop: asyncio.AbstractEventLoop) -> None:
    """End what pages still do; a task of a closed loop would complain at the end of the program."""
    pending = asyncio.all_tasks(loop)
    for task in pending:
        task.cancel()
    # A connection that is cut off here looks for the session that it had, and reports that.
    reports = logging.getLogger("tornado.application")
    before, reports.disabled = reports.disabled, True
    try:
        loop.run_until_complete(asyncio.gather(*pending, return_exceptions=True))
    finally:
        reports.disabled = before
    loop.run_until_complete(loop.shutdown_default_executor())


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
