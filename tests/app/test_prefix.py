"""The page under a path and under another host, as behind a proxy or a tunnel."""

from __future__ import annotations

import asyncio
import re
from urllib.parse import urljoin

import pytest

pytest.importorskip("panel", reason="the extra 'app' is not installed")

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest

from benchmarks.visitor import Visitor
from sim.app.server import Access
from sim.app.settings import Settings
from tests.app.serving import served

SMALL = Settings(workers=240, months=6, burn_in=3)

HOST = "school.example:8080"

ACCESS = Access("/proxy/5006", (HOST,))

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


def test_everything_the_page_needs_lies_below_its_prefix_and_the_named_host_may_connect() -> None:
    async def visit(address: str) -> None:
        client = AsyncHTTPClient()

        async def fetch(url: str) -> str:
            request = HTTPRequest(url, headers={"Host": HOST}, request_timeout=300.0)
            return (await client.fetch(request)).body.decode("utf-8", "replace")

        markup = await fetch(address)
        wanted = re.findall(r"<(?:script|link)[^>]* (?:src|href)=\"([^\"]+)\"", markup)
        assert len(wanted) > 3
        for name in wanted:
            if name.endswith(".ico"):
                continue
            url = urljoin(address, name)
            assert url.startswith(address)
            assert await fetch(url)
        async with Visitor(address, f"http://{HOST}") as tab:
            pressed = await tab.click("Step one month")
            await tab.wait_for("Month 1 of", since=pressed)
        with pytest.raises(HTTPClientError) as refused:
            await Visitor(address, "http://elsewhere.example").__aenter__()
        assert refused.value.code == 403

    with served(SMALL, ACCESS) as port:
        asyncio.run(visit(f"http://127.0.0.1:{port}/proxy/5006/"))
