"""A served page, a browser, and tabs that note every request."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from sim.app.settings import Settings
from tests.e2e.tab import Tab

SMALL = Settings(workers=400, months=36, burn_in=12)

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip

PATIENCE = 120_000
"""Milliseconds that a browser waits, since the machine may have much else to do."""

SCREENSHOTS = Path(__file__).with_name("screenshots")


def chromium() -> str | None:
    """Return the path of a Chromium, or None where there is none."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if name and (found := shutil.which(name))), None)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve the page from a thread of this process, so that its memory can be looked at."""
    pytest.importorskip("panel", reason="the extra 'app' is not installed")
    from tests.app.serving import served

    with served(SMALL, keep_for=3_000) as port:
        yield f"http://127.0.0.1:{port}/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start a browser without a window."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = chromium()
    if path is None:
        pytest.skip("there is no Chromium; install it (apt-get install chromium) or set CHROMIUM")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def open_tab(browser: Any, address: str) -> Iterator[Callable[..., Tab]]:
    """Return a function that opens the page in a new tab; foreign requests fail the test."""
    contexts: list[Any] = []
    foreign: list[str] = []
    errors: list[str] = []
    SCREENSHOTS.mkdir(exist_ok=True)

    def note(url: str) -> None:
        parts = urlsplit(url.removeprefix("blob:"))
        if parts.scheme != "data" and parts.hostname != "127.0.0.1":
            foreign.append(url)

    def open_one(width: int = 1280, height: int = 900, **looks: Any) -> Tab:
        context = browser.new_context(
            viewport={"width": width, "height": height}, accept_downloads=True, **looks
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("request", lambda request: note(request.url))
        page.on("websocket", lambda socket: note(socket.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        tab = Tab(page, SCREENSHOTS)
        tab.wait_for_month(0)
        return tab

    yield open_one
    for context in contexts:
        context.close()
    assert foreign == [], foreign
    assert errors == []


@pytest.fixture
def tab(open_tab: Callable[..., Tab]) -> Tab:
    """Open the page in a tab."""
    return open_tab()
