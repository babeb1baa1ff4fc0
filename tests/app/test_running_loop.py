"""Notebooks and asynchronous programs have an event loop that runs already."""

from __future__ import annotations

import asyncio

import pytest

pytest.importorskip("panel", reason="the extra 'app' is not installed")

import sim
from sim.app.server import serve
from sim.errors import PageError


def test_the_page_says_that_it_needs_a_terminal_and_leaves_the_loop_alone() -> None:
    async def cell() -> bool:
        own = asyncio.get_running_loop()
        with pytest.raises(PageError, match=r"event loop runs here already.*balanced-jobs app"):
            serve("127.0.0.1", 0, print)
        await asyncio.sleep(0)
        return asyncio.get_event_loop() is own

    assert asyncio.run(cell())


def test_runs_work_within_a_loop() -> None:
    async def cell() -> sim.Run:
        return sim.run("parecon", workers=80, months=2, burn_in=0)

    assert asyncio.run(cell()).completed == 1
