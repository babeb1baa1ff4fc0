"""A tab that is closed frees what it used: in the midst of a run, after others, with its server."""

from __future__ import annotations

import asyncio
import gc
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import pytest

pytest.importorskip("panel", reason="the extra 'app' is not installed")

from benchmarks.visitor import Visitor
from sim.app.opening import Places, build
from sim.app.page import Page
from sim.app.server import Access
from sim.app.session import live_economies
from sim.app.settings import Settings
from sim.app.tabs import TABS
from tests.app.serving import served
from tests.app.test_page import press

SMALL = Settings(workers=240, months=1_200, burn_in=3)


def all_freed(before: int, seconds: float) -> bool:
    """Return whether in time no economy is left that was not there before."""
    end = time.monotonic() + seconds
    while live_economies() > before and time.monotonic() < end:
        time.sleep(0.2)
    return live_economies() <= before


def use(page: Page, seed: int) -> None:
    """Simulate, look at everything, keep the run, and begin another one."""
    for order in TABS.values():
        page.tabs.buttons.value = order
        press(page, "one")
    page.tries.keep.clicks += 1
    page.controls.show(replace(SMALL, seed=seed))
    press(page, "again")
    press(page, "one")
    assert page.session.month == 1


def test_three_pages_that_were_used_leave_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    gc.collect()
    before = live_economies()
    pages: list[Page] = []
    begin = Page.__init__

    def note(self: Page, settings: Settings, problem: str = "") -> None:
        begin(self, settings, problem)
        pages.append(self)

    monkeypatch.setattr(Page, "__init__", note)
    places = Places(3)
    gc.disable()
    try:
        for seed in range(1, 4):
            build(SMALL, places)
            use(pages[-1], seed)
        assert live_economies() == before + 6
        assert places.take() is None
        places.leave(1)
        assert live_economies() == before + 4
        assert places.take() == 3
        places.close()
        assert live_economies() == before
    finally:
        gc.enable()


async def visit(address: str, goes_on: bool) -> None:
    """Open the page, simulate a month, and if wanted close the tab in the midst of a run."""
    async with Visitor(address) as tab:
        pressed = await tab.click("Step one month")
        await tab.wait_for("Month 1 of", since=pressed)
        if goes_on:
            pressed = await tab.click("Run")
            await tab.first(lambda message: "of 1200" in message, since=pressed)
        assert live_economies() >= 2


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_tabs_that_are_closed_one_after_another_are_forgotten_also_while_they_run() -> None:
    before = live_economies()
    with served(SMALL) as port:
        for goes_on in (True, False, True):
            asyncio.run(visit(f"http://127.0.0.1:{port}/", goes_on))
        assert all_freed(before, 240.0)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_server_that_ends_frees_what_its_tabs_used() -> None:
    before = live_economies()
    with served(SMALL, keep_for=600_000) as port:
        asyncio.run(visit(f"http://127.0.0.1:{port}/", goes_on=True))
        assert live_economies() >= before + 2
    assert live_economies() == before


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_who_comes_to_a_full_server_is_told_so_and_finds_a_place_when_one_is_free() -> None:
    before = live_economies()

    def refused(tab: Visitor) -> bool:
        return any("All places are taken" in text for _, text in tab.heard)

    async def crowd(address: str) -> None:
        async with Visitor(address) as first:
            assert not refused(first)
            async with Visitor(address) as second:
                assert refused(second)

    with served(SMALL, Access(most=1)) as port:
        asyncio.run(crowd(f"http://127.0.0.1:{port}/"))
        assert all_freed(before, 240.0)
        asyncio.run(visit(f"http://127.0.0.1:{port}/", goes_on=False))


def test_a_server_that_ends_makes_no_further_page() -> None:
    before = live_economies()
    places = Places(2)
    places.closing = True
    assert list(build(SMALL, places)) == []
    places.close()
    assert live_economies() == before


def test_a_server_that_ends_reports_nothing_of_tabs_that_are_open(
    caplog: pytest.LogCaptureFixture,
) -> None:
    opened, ended = Event(), Event()

    async def stay(port: int) -> None:
        async with Visitor(f"http://127.0.0.1:{port}/"):
            opened.set()
            await asyncio.to_thread(ended.wait)

    with ThreadPoolExecutor(1) as readers:
        with served(SMALL, keep_for=600_000) as port:
            came = readers.submit(asyncio.run, stay(port))
            assert opened.wait(240)
        ended.set()
        came.result(240)
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []
