"""How the page is served: from this machine, with nothing from elsewhere."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator

import pytest

pytest.importorskip("panel", reason="the extra 'app' is not installed")

from bokeh.models import ImportedStyleSheet

from sim.app.opening import Places, build
from sim.app.server import Access, close_server, open_server, shown_as
from sim.app.settings import Settings
from sim.errors import PageError, ScenarioError

SMALL = Settings(workers=240, months=6, burn_in=3)


def has_ipv6() -> bool:
    """Return whether this machine can be reached by its own address of IPv6."""
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


@pytest.fixture(autouse=True)
def loop() -> Iterator[None]:
    """Give the server an event loop of its own."""
    made = asyncio.new_event_loop()
    asyncio.set_event_loop(made)
    yield
    made.close()
    asyncio.set_event_loop(None)


def test_a_session_made_without_a_page_load_names_no_other_machine() -> None:
    server = open_server(port=0, settings=SMALL)
    try:
        document = server._tornado.applications["/"].application.create_document()
        urls = [
            sheet.url
            for root in document.roots
            for sheet in root.select({"type": ImportedStyleSheet})
        ]
        assert len(urls) > 20
        assert [url for url in urls if "://" in url] == []
    finally:
        close_server(server)


def test_only_this_machine_is_let_in_by_default() -> None:
    server = open_server(port=0, settings=SMALL)
    try:
        addresses = {sock.getsockname()[0] for sock in server._http._sockets.values()}
        assert addresses == {"127.0.0.1"}
        hosts = {origin.rpartition(":")[0] for origin in server._tornado.websocket_origins}
        assert hosts <= {"127.0.0.1", "localhost"}
    finally:
        close_server(server)


def test_a_port_in_use_is_refused_with_the_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PageError, match=f"port {port} on 127.0.0.1 is in use.*--port"):
            open_server(port=port, settings=SMALL)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("::1", "localhost"), ("fd00::7", "[fd00::7]"), ("::", "127.0.0.1"),
        ("0.0.0.0", "127.0.0.1"), ("192.0.2.1", "192.0.2.1"),
    ],
)  # fmt: skip
def test_a_page_is_shown_under_a_host_that_a_browser_reads(address: str, host: str) -> None:
    assert shown_as(address) == host


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
def test_this_machine_is_served_by_its_address_of_ipv6() -> None:
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as taken:
        port = taken.getsockname()[1]
    server = open_server(address="::1", port=port, settings=SMALL)
    try:
        assert server.port == port
        assert f"localhost:{port}" in server._tornado.websocket_origins
    finally:
        close_server(server)


@pytest.mark.parametrize("address", ["192.0.2.1", "nowhere.invalid", "not an address"])
def test_an_address_of_another_machine_is_refused_with_the_way_out(address: str) -> None:
    with pytest.raises(PageError, match=f"'{address}' is no address of this machine"):
        open_server(address=address, port=0, settings=SMALL)


def test_settings_that_are_not_allowed_are_refused_before_serving() -> None:
    with pytest.raises(ScenarioError):
        open_server(port=0, settings=Settings(second="capitalism"))


@pytest.mark.parametrize("prefix", ["a b", "http://x", "/a/../b?", "<b>"])
def test_a_prefix_that_is_no_path_is_refused(prefix: str) -> None:
    with pytest.raises(PageError, match="--prefix"):
        Access(prefix=prefix)


@pytest.mark.parametrize("origin", ["http://school.example", "school.example/x", ""])
def test_an_origin_that_is_no_host_is_refused(origin: str) -> None:
    with pytest.raises(PageError, match="--allow-origin"):
        Access(origins=(origin,))


def test_a_prefix_and_an_origin_reach_the_server() -> None:
    access = Access("/proxy/5006", ("school.example:8080",))
    server = open_server(port=0, settings=SMALL, access=access)
    try:
        assert server.prefix == "/proxy/5006"
        assert "school.example:8080" in server._tornado.websocket_origins
    finally:
        close_server(server)


def test_who_comes_when_all_places_are_taken_is_told() -> None:
    told = build(SMALL, Places(0))
    assert "All places are taken" in told[0].object
