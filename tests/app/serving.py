"""A server of the page in a thread of the test, so that its memory can be looked at."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

from tornado.ioloop import IOLoop

from sim.app.server import Access, close_server, open_server
from sim.app.settings import Settings


@contextmanager
def served(settings: Settings, access: Access | None = None, keep_for: int = 500) -> Iterator[int]:
    """Serve the page, and yield the port.

    Parameters
    ----------
    settings : Settings
    access : Access, optional
    keep_for : int
        Milliseconds until a tab that is gone is forgotten.
    """
    ready = Event()
    running: dict[str, Any] = {}

    def serve() -> None:
        asyncio.set_event_loop(asyncio.new_event_loop())
        server = open_server(
            port=0, settings=settings, access=access, check_every=200, keep_for=keep_for
        )
        running.update(loop=IOLoop.current(), port=server.port)
        server.start()
        server.io_loop.add_callback(ready.set)
        server.io_loop.start()
        close_server(server)

    thread = Thread(target=serve, daemon=True)
    thread.start()
    assert ready.wait(120)
    try:
        yield running["port"]
    finally:
        running["loop"].add_callback(running["loop"].stop)
        thread.join(60)
        assert not thread.is_alive()
