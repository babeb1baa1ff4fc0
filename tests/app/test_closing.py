"""A tab that is closed frees what it used, also in the midst of a run."""

from __future__ import annotations

import asyncio
import time

import pytest

pytest.importorskip("panel", reason="the extra 'app' is not installed")

from benchmarks.visitor import Visitor
from sim.app.session import live_economies
from sim.app.settings import Settings
from tests.app.serving import served

SMALL = Settings(workers=240, months=1_200, burn_in=3)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


def all_freed(before: int, seconds: float) -> bool:
    """Return whether in time no economy is left that was not there before."""
    end = time.monotonic() + seconds
    while live_economies() > before and time.monotonic() < end:
        time.sleep(0.2)
    return live_economies() <= before


def test_a_tab_that_is_closed_while_it_runs_is_forgotten() -> None:
    before = live_economies()

    async def visit(address: str) -> None:
        async with Visitor(address) as tab:
            pressed = await tab.click("Step one month")
            await tab.wait_for("Month 1 of", since=pressed)
            pressed = await tab.click("Run")
            await tab.first(lambda message: "of 1200" in message, since=pressed)
            assert live_economies() >= before + 2

    with served(SMALL) as port:
        asyncio.run(visit(f"http://127.0.0.1:{port}/"))
        assert all_freed(before, 240.0)
