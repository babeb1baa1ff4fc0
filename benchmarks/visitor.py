"""A reader of the live page without a browser: it speaks the protocol of the page and reads along.

Thirty browsers on one machine would measure the machine; thirty of these measure the server.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from bokeh.util.token import generate_jwt_token, generate_session_id
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

MOST_BYTES = 100 * 1024**2
"""Of a message that is read."""

SECONDS_TO_CLOSE = 10.0
"""Granted to the server to agree that a tab is closed."""


class Visitor:
    """One open tab.

    Parameters
    ----------
    address : str
        Of the page, with the slash at the end.
    origin : str
        What a browser would send as the origin of the page; by default that of the address.
    """

    def __init__(self, address: str, origin: str = "") -> None:
        self._address = address
        self._origin = origin or "/".join(address.split("/")[:3])
        self._socket: WebSocketClientConnection | None = None
        self._reader: asyncio.Task[None] | None = None
        self._news = asyncio.Event()
        self._sent = 0
        self._document: dict[str, Any] = {}
        self.heard: list[tuple[float, str]] = []
        """When each text arrived, in seconds of `time.perf_counter`, and the text."""

    async def __aenter__(self) -> Self:
        """Open the page and wait until it is there."""
        token = generate_jwt_token(generate_session_id())
        request = HTTPRequest(
            self._address.replace("http", "ws", 1) + "ws",
            headers={"Sec-WebSocket-Protocol": f"bokeh, {token}", "Origin": self._origin},
        )
        self._socket = await websocket_connect(
            request, subprotocols=["bokeh", token], max_message_size=MOST_BYTES
        )
        self._reader = asyncio.create_task(self._read())
        await self.wait_for('"ACK"')
        await self._send("PULL-DOC-REQ", {})
        pulled = await self.wait_for('"doc"')
        self._document = json.loads(pulled)["doc"]
        await self._tell("document_ready", [])
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the tab."""
        if self._socket is not None and self._reader is not None:
            self._socket.close()
            await asyncio.wait([self._reader], timeout=SECONDS_TO_CLOSE)
            self._reader.cancel()

    async def _read(self) -> None:
        assert self._socket is not None
        while (part := await self._socket.read_message()) is not None:
            if isinstance(part, str):
                self.heard.append((time.perf_counter(), part))
                self._news.set()

    async def _send(self, kind: str, content: dict[str, Any]) -> None:
        assert self._socket is not None
        self._sent += 1
        header = {"msgid": f"{id(self)}-{self._sent}", "msgtype": kind}
        for part in (header, {}, content):
            await self._socket.write_message(json.dumps(part))

    async def _tell(self, event: str, entries: list[Any]) -> None:
        values = {"type": "map", "entries": entries}
        data = {"type": "event", "name": event, "values": values}
        message = {"kind": "MessageSent", "msg_type": "bokeh_event", "msg_data": data}
        await self._send("PATCH-DOC", {"events": [message]})

    async def click(self, label: str) -> float:
        """Press a button and return when, in seconds of `time.perf_counter`."""
        now = time.perf_counter()
        await self._tell("button_click", [["model", {"id": self._identifier("label", label)}]])
        return now

    async def set(self, label: str, attribute: str, value: object) -> float:
        """Give an attribute of the control with a label another value and return when."""
        now = time.perf_counter()
        model = {"id": self._identifier("title", label)}
        change = {"kind": "ModelChanged", "model": model, "attr": attribute, "new": value}
        await self._send("PATCH-DOC", {"events": [change]})
        return now

    def disables(self, label: str) -> Callable[[str], bool]:
        """Return what tells whether a message disables a button."""
        model = f'"{self._identifier("label", label)}"'
        change = re.compile(rf'{re.escape(model)}\}},"attr":"disabled","new":true')
        return lambda message: change.search(message) is not None

    def latest(self, pattern: re.Pattern[str]) -> int:
        """Return the number in the latest message in which a pattern occurs."""
        found = (pattern.findall(message) for _, message in reversed(self.heard))
        return next(int(numbers[-1]) for numbers in found if numbers)

    def _identifier(self, attribute: str, wanted: str) -> str:
        """Return the identifier of the model with a label."""
        waiting: list[Any] = [self._document]
        while waiting:
            part = waiting.pop()
            if isinstance(part, dict):
                if part.get("attributes", {}).get(attribute) == wanted:
                    return str(part["id"])
                waiting.extend(part.values())
            elif isinstance(part, list):
                waiting.extend(part)
        raise LookupError(f"the page has nothing with the {attribute} {wanted!r}")

    async def wait_for(self, text: str, seconds: float = 500.0, since: float = 0.0) -> str:
        """Return the first message that holds a text and arrived since a moment."""
        return (await self.first(lambda message: text in message, seconds, since))[1]

    async def first(
        self, wanted: Callable[[str], bool], seconds: float = 500.0, since: float = 0.0
    ) -> tuple[float, str]:
        """Return when the first message that is wanted arrived, and what it said.

        Raises
        ------
        TimeoutError
            If none comes in time.
        """
        read = 0
        async with asyncio.timeout(seconds):
            while True:
                for moment, message in self.heard[read:]:
                    if moment >= since and wanted(message):
                        return moment, message
                read = len(self.heard)
                self._news.clear()
                await self._news.wait()
