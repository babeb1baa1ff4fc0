"""The page without a browser: what its buttons do, and what goes wrong."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace

import param
import pytest

pytest.importorskip("panel", reason="the extra 'app' is not installed")

from sim.app.page import OVER, Page
from sim.app.session import Session, live_economies
from sim.app.settings import Settings
from sim.app.sliders import GROUPS
from sim.app.tabs import TABS
from sim.app.told import repeat, status

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
    slider = page.controls.slider(name)
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
        assert OVER in page.message.object
    press(page, "again")
    assert page.session.month == 0
    assert not page.message.visible


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
    advance(page)
    assert page.session.month == 0


def test_people_are_there_before_anybody_presses_run() -> None:
    page = Page(SMALL)
    assert len(page.session.present[0].state.people.person) == 240
    page.close()


def test_what_is_not_allowed_stops_the_run_and_disables_every_start(page: Page) -> None:
    press(page, "one")
    page.controls.second.value = "capitalism"
    assert "choose two different ones" in page.message.object
    assert page.run.disabled
    assert page.one.disabled
    assert page.again.disabled
    assert page.controls.second.css_classes == ["wrong"]
    page.back.clicks += 1
    assert page.controls.second.value == "parecon"
    assert not page.run.disabled
    assert page.controls.second.css_classes == []
    assert not page.message.visible


def test_run_runs_what_the_controls_show(page: Page) -> None:
    press(page, "one")
    page.controls.second.value = "cooperative"
    assert not page.running
    press(page, "run")
    assert page.session.settings.second == "cooperative"
    assert page.session.finished


def test_more_months_lengthen_the_run_that_there_is(page: Page) -> None:
    press(page, "run")
    page.controls.numbers["months"].value = "8"
    assert page.session.month == 6
    press(page, "run")
    assert page.session.month == 8


def test_a_kept_run_stays_behind_the_next_and_undo_goes_back(page: Page) -> None:
    press(page, "run")
    page.tries.keep.clicks += 1
    release(page, "crowding", 0.5)
    press(page, "run")
    assert page.session.settings.changes == {"crowding": 0.5}
    assert len(page.charts._ghosts[0].data["month"]) == 6
    page.tries.undo.clicks += 1
    assert page.session.settings.changes == {}
    assert page.controls.slider("crowding").value != 0.5
    page.tries.drop.clicks += 1
    assert not page.charts.keeps


def test_the_first_visit_goes_from_a_guess_to_what_came_out_and_can_be_skipped(page: Page) -> None:
    page.guide.on.clicks += 1
    press(page, "run")
    page.guide.on.clicks += 1
    assert "% in the second economy" in page.guide._words.object
    page.guide.skip.clicks += 1
    assert not page.guide.view.visible


def test_charts_and_workplace_go_back_to_a_recorded_month(page: Page) -> None:
    press(page, "run")
    assert page.when.value == 6
    page.tabs.buttons.value = 1
    page.when.value = 2
    assert page.charts._cursor[0].visible
    assert "up to month 2" in page.charts._standing.object
    assert "Month 2:" in page.tabs.workplaces._scene._heads[0].object


def test_what_nobody_has_looked_at_is_not_made(page: Page) -> None:
    assert not {"workplaces", "why", "gains"} & set(vars(page.tabs))
    expert = page.controls.view[-1]
    assert list(expert) == []
    expert.collapsed = False
    groups = list(expert)[1:]
    assert [len(group) for group in groups] == [0] * len(GROUPS)
    groups[0].collapsed = False
    assert [row[0] for row in groups[0]] == [
        page.controls.slider(name) for name in next(iter(GROUPS.values()))
    ]
    page.tabs.buttons.value = TABS["Why they differ"]
    assert list(page.tabs.shown) == [page.tabs.why.view]
    assert "workplaces" not in vars(page.tabs)


def test_settings_later_wait_for_a_new_start(page: Page) -> None:
    press(page, "one")
    page.controls.numbers["seed"].value = "9"
    assert page.session.settings.seed == 0
    assert "Start again" in page.message.object
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
    assert controls.slider("intrinsic_motivation").value == 0.15
    assert controls.slider("crowding").value == 0.5
    assert controls.read().changes == {"crowding": 0.5}
    controls.second.value = "parecon"
    assert controls.slider("intrinsic_motivation").value == 0.3
    controls.assumptions.value = "advocates"
    assert controls.slider("intrinsic_motivation").value == 0.45
    assert controls.read().changes == {}


def test_what_a_user_wrote_is_shown_and_not_obeyed(page: Page) -> None:
    page.controls.numbers["workers"].value = "<script>alert(1)</script>"
    assert "<script>" not in page.message.object
    assert "&lt;script&gt;" in page.message.object
    assert page.session.settings == SMALL
    assert page.one.disabled


def test_an_unexpected_error_stops_the_run_and_is_told(
    page: Page, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise FloatingPointError("no number")

    monkeypatch.setattr(page.session, "step", fail)
    press(page, "run")
    assert "no number" in page.message.object
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
    session = Session(replace(SMALL, seed=77))
    assert "Shared past: month 0 of 3" in status(session)
    for _ in range(4):
        session.step()
    assert "Month 1 of 6" in status(session)
