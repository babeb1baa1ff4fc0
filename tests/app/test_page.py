"""The page without a browser: what its buttons do, and what goes wrong."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import param
import pytest

pytest.importorskip("panel", reason="the extra 'app' is not installed")

from sim.app.page import OVER, Page, repeat, status
from sim.app.session import Session, live_economies
from sim.app.settings import Settings

SMALL = Settings(workers=240, months=6, burn_in=3)


@pytest.fixture
def page() -> Iterator[Page]:
    """Return a page whose shared past is done."""
    made = Page(SMALL)
    made.speed.value = float("inf")
    advance(made)
    yield made
    made.close()


def advance(page: Page) -> None:
    """Let the clock of the page tick until nothing is left to do."""
    for _ in range(200):
        if not page.running:
            return
        page._protected(page._tick)()
    raise AssertionError("the page never stops")


def press(page: Page, button: str) -> None:
    """Press a button and let the clock tick."""
    widget = getattr(page, button)
    widget.clicks += 1
    advance(page)


def release(page: Page, name: str, value: float) -> None:
    """Move a slider and let it go."""
    slider = page.controls.sliders[name]
    slider.value = value
    with param.edit_constant(slider):
        slider.value_throttled = value


def test_the_page_begins_at_the_fork(page: Page) -> None:
    assert page.session.month == 0
    assert page.session.forked


def test_step_run_and_start_again(page: Page) -> None:
    press(page, "one")
    assert page.session.month == 1
    press(page, "run")
    assert page.session.finished
    for button in ("run", "one"):
        press(page, button)
        assert OVER in page._message.object
    press(page, "again")
    assert page.session.month == 0
    assert not page._message.visible


def test_pause_stops_where_the_run_is(page: Page) -> None:
    page.run.clicks += 1
    assert page.running
    page.speed.value = 0.0
    page._protected(page._tick)()
    page.pause.clicks += 1
    held = page.session.month
    assert not page.running
    advance(page)
    assert page.session.month == held


def test_settings_before_the_first_month_count_at_once(page: Page) -> None:
    page.controls.numbers["seed"].value = "9"
    assert page.session.settings.seed == 9
    assert page.session.month < 0
    advance(page)
    assert page.session.month == 0


def test_settings_later_wait_for_a_new_start(page: Page) -> None:
    press(page, "one")
    page.controls.numbers["seed"].value = "9"
    assert page.session.settings.seed == 0
    assert "Start again" in page._message.object
    assert not page.adopt.visible
    press(page, "again")
    assert page.session.settings.seed == 9


def test_parameters_can_be_adopted_in_the_midst_of_a_run(page: Page) -> None:
    press(page, "one")
    release(page, "crowding", 0.5)
    assert page.adopt.visible
    page.adopt.clicks += 1
    assert page.session.interventions == [(1, "crowding = 0.5")]
    assert not page.adopt.visible
    assert "crowding = 0.5" in repeat(page.session)
    press(page, "one")
    assert page.session.month == 2


def test_sliders_follow_assumptions_and_what_is_moved_stays_moved(page: Page) -> None:
    controls = page.controls
    release(page, "crowding", 0.5)
    controls.second.value = "critics"
    assert controls.sliders["intrinsic_motivation"].value == 0.15
    assert controls.sliders["crowding"].value == 0.5
    assert controls.read().changes == {"crowding": 0.5}
    controls.second.value = "parecon"
    assert controls.sliders["intrinsic_motivation"].value == 0.3
    controls.assumptions.value = "advocates"
    assert controls.sliders["intrinsic_motivation"].value == 0.45
    assert controls.read().changes == {}


def test_what_a_user_wrote_is_shown_and_not_obeyed(page: Page) -> None:
    page.controls.numbers["workers"].value = "<script>alert(1)</script>"
    assert "<script>" not in page._message.object
    assert "&lt;script&gt;" in page._message.object
    assert page.session.settings == SMALL
    press(page, "one")
    assert page.session.month == 1


def test_an_unexpected_error_stops_the_run_and_is_told(
    page: Page, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise FloatingPointError("no number")

    monkeypatch.setattr(page.session, "step", fail)
    press(page, "run")
    assert "no number" in page._message.object
    assert "the page met an error" in caplog.text
    monkeypatch.undo()
    press(page, "one")
    assert page.session.month == 1


def test_a_closed_page_frees_its_economies_and_does_nothing_more() -> None:
    gc.collect()
    before = live_economies()
    page = Page(SMALL)
    advance(page)
    assert live_economies() == before + 2
    page.close()
    assert live_economies() == before
    page.run.clicks += 1
    page.start()
    assert live_economies() == before


def test_the_state_of_the_run_is_told_in_words() -> None:
    session = Session(SMALL)
    assert "Shared past: month 0 of 3" in status(session)
    for _ in range(4):
        session.step()
    assert "Month 1 of 6" in status(session)
