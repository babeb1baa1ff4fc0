"""The live page in a real browser."""

from __future__ import annotations

import io
import re
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

pytest.importorskip("panel", reason="the extra 'app' is not installed")

from sim.app.indicators import INDICATORS
from sim.app.session import live_economies
from sim.app.tabs import TABS
from sim.parameters import declarations
from tests.cli.command import command_line, environment
from tests.e2e.tab import Tab, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


FIRST, SECOND = 1, 3
"""Places of the two lines among the renderers of a chart: past, line, marks, line, marks."""

BOXES = "cards => cards.map(card => card.getBoundingClientRect().toJSON())"

MOTIVATION = declarations()["intrinsic_motivation"]


def test_the_page_says_what_one_looks_at(tab: Tab) -> None:
    assert "Balanced Jobs" in tab.page.get_by_role("heading", level=1).inner_text()
    assert tab.page.get_by_text("Nothing is decided in advance").is_visible()
    assert tab.message("alert").count() == 0
    assert tab.button("Run").is_enabled()
    assert tab.button("Pause").is_disabled()
    assert tab.button("Monthly data (CSV)").is_disabled()
    assert tab.page.locator("figure.people use").count() > 20
    tab.picture("at_the_start")


def test_a_step_adds_a_month_to_every_chart_of_both_economies(tab: Tab) -> None:
    before = {name: tab.lengths(name) for name in INDICATORS}
    tab.click("Step one month")
    tab.wait_for_month(1)
    for name in INDICATORS:
        assert wait_until(lambda name=name: tab.lengths(name) != before[name])
        now, then = tab.lengths(name), before[name]
        assert (now[0], now[FIRST], now[SECOND]) == (then[0], then[FIRST] + 1, then[SECOND] + 1)
    assert tab.column("effort", FIRST, "effort")[-1] != tab.column("effort", SECOND, "effort")[-1]


def test_run_goes_on_until_pause_and_pause_holds(tab: Tab) -> None:
    # A browser that is kept waiting would else see the first months when the last one is over.
    tab.select("Speed", "slow")
    tab.click("Run")
    assert wait_until(lambda: tab.month >= 3)
    tab.click("Pause")
    assert wait_until(lambda: tab.button("Run").is_enabled())
    held = tab.month
    assert held < 36
    tab.page.wait_for_timeout(1_000)
    assert tab.month == held
    tab.select("Speed", "fastest")
    tab.click("Run")
    tab.wait_for_month(36)
    assert wait_until(lambda: tab.button("Pause").is_disabled())
    tab.click("Run")
    assert "over" in tab.message("status").inner_text()
    tab.picture("at_the_end")


def test_the_pictures_of_both_lines_change_while_it_runs(tab: Tab) -> None:
    canvas = tab.page.locator("canvas.bk, .bk-Canvas, canvas").first
    before = canvas.screenshot()
    tab.select("Speed", "fastest")
    tab.click("Run")
    tab.wait_for_month(36)
    tab.page.wait_for_timeout(500)
    assert canvas.screenshot() != before
    first, second = (tab.column("alienation", order, "alienation") for order in (FIRST, SECOND))
    assert len(set(first)) > 10
    assert len(set(second)) > 10


def test_start_again_begins_a_new_run(tab: Tab) -> None:
    tab.select("Speed", "fastest")
    tab.click("Run")
    tab.wait_for_month(36)
    tab.write("Seed", "7")
    assert "Start again" in tab.message("status").inner_text()
    tab.click("Start again")
    tab.wait_for_month(0)
    assert wait_until(lambda: tab.lengths("effort")[FIRST] <= 1)
    assert tab.message("status").count() == 0
    assert tab.page.get_by_text("--seed 7").is_visible()


def test_a_run_that_is_kept_lies_behind_the_same_lines(tab: Tab) -> None:
    tab.select("Speed", "fastest")
    tab.click("Run")
    tab.wait_for_month(36)
    assert wait_until(lambda: tab.lengths("effort")[FIRST] == 37)
    before = tab.lengths("effort")[: SECOND + 2]
    tab.click("Keep this run in the charts")
    tab.button("Forget the kept run").wait_for()
    assert wait_until(lambda: tab.lengths("effort").count(36) >= 2)
    assert tab.lengths("effort")[: SECOND + 2] == before
    tab.picture("a_kept_run")


def slider(tab: Tab, name: str) -> Any:
    """Return the handle of a slider."""
    return tab.page.locator(".bk-input-group", has_text=name).get_by_role("slider")


def test_a_slider_moved_before_the_run_changes_what_is_simulated(tab: Tab) -> None:
    handle = slider(tab, "Do people work harder when work means")
    handle.press("End")
    tab.page.get_by_text(f"--set intrinsic_motivation={MOTIVATION.high:g}").wait_for()
    tab.wait_for_month(0)
    tab.click("Sliders back to the assumptions")
    assert wait_until(lambda: tab.page.get_by_text("--set").count() == 0)


def test_a_slider_moved_during_the_run_can_be_adopted_at_once(tab: Tab) -> None:
    tab.click("Step one month")
    tab.wait_for_month(1)
    slider(tab, "Do people work harder when work means").press("Home")
    tab.click("Go on with the new parameters")
    changed = f"after month 1: intrinsic_motivation = {MOTIVATION.low:g}"
    tab.page.get_by_text(changed).wait_for()
    tab.click("Step one month")
    tab.wait_for_month(2)


def test_every_slider_says_where_its_range_comes_from(tab: Tab) -> None:
    tab.page.locator(".bk-panel-models-widgets-TooltipIcon").first.hover()
    tab.page.get_by_text("Wu and Paluck (2022)").first.wait_for()
    tab.picture("tooltip")


@pytest.mark.parametrize("nonsense", ["lots", "<img src=x>"])
def test_nonsense_in_a_number_field_is_a_message_and_the_page_goes_on(
    tab: Tab, nonsense: str
) -> None:
    tab.write("People", nonsense)
    assert "from 200 to 10,000" in tab.message("alert").inner_text()
    assert tab.message("alert").locator("img").count() == 0
    if nonsense == "lots":
        tab.picture("nonsense")
    for button in ("Run", "Step one month", "Start again"):
        assert tab.button(button).is_disabled()
    tab.write("People", "300")
    tab.wait_for_month(0)
    assert wait_until(lambda: tab.message("alert").count() == 0)
    assert wait_until(tab.page.get_by_text("--workers 300").is_visible)


def test_scenarios_that_cannot_be_compared_are_a_message(tab: Tab) -> None:
    tab.select("Second economy", "Capitalism")
    assert wait_until(lambda: "choose two different ones" in tab.message("alert").inner_text())
    tab.select("First economy", "Participatory economy as critics expect it")
    tab.select("Second economy", "Participatory economy as advocates expect it")
    assert wait_until(lambda: "differ in" in tab.message("alert").inner_text())
    tab.select("First economy", "Market economy of cooperatives")
    tab.wait_for_month(0)
    assert wait_until(lambda: tab.message("alert").count() == 0)
    command = tab.page.get_by_text("balanced-jobs compare cooperative advocates")
    assert wait_until(command.is_visible)


def test_the_workplace_shows_people_jobs_and_moves(tab: Tab) -> None:
    tab.select("Speed", "fastest")
    tab.click("Run")
    tab.wait_for_month(36)
    tab.choose_tab("A workplace")
    tab.page.get_by_label("Sector", exact=True).wait_for()
    assert tab.page.get_by_label("Sector", exact=True).input_value() == "Hospital"
    assert wait_until(lambda: min(tab.lengths("people_0") + tab.lengths("people_1")) > 0)
    persons = tab.column("people_0", 0, "person")
    tab.picture("workplace")

    target = persons.index(min(persons))
    chosen = tab.page.get_by_label("Person", exact=True)

    def is_shown() -> bool:
        """Click, until the chart stands where it is clicked and what it chose is told."""
        tab.click_point("people_0", target, "place", "effort")
        tab.page.wait_for_timeout(1000)
        numbers = re.findall(r"\d+", chosen.input_value())
        told = tab.page.get_by_text(re.compile(rf"^\w+ {numbers[0]}, ")) if numbers else None
        return told is not None and told.count() == 2

    assert wait_until(is_shown)
    shown = int(re.findall(r"\d+", chosen.input_value())[0])
    assert shown in persons
    assert sum(tab.column("job_0", 0, "share")) == pytest.approx(100.0, abs=1e-6)

    other = next(person for person in persons if person != shown)
    named = tab.column("people_0", 0, "name")[persons.index(other)]
    tab.select("Person", named)
    assert wait_until(lambda: tab.page.get_by_text(re.compile(rf"^\w+ {other}, ")).count() == 2)
    assert tab.page.get_by_text("Who moved in the last 12 months").count() == 2
    assert tab.page.get_by_text("In the whole economy").count() == 2

    before = tab.column("people_0", 0, "person")
    tab.select("Sector", "School")
    assert wait_until(lambda: tab.column("people_0", 0, "person") != before)
    assert "School" in tab.page.locator("select", has_text="School 1").last.input_value()


def test_a_click_on_a_dot_chooses_that_person(tab: Tab) -> None:
    tab.choose_tab("A workplace")
    assert wait_until(lambda: min(tab.lengths("people_0")) > 0)
    efforts = tab.column("people_0", 0, "effort")
    lonely = efforts.index(min(efforts))
    person = tab.column("people_0", 0, "person")[lonely]

    def is_chosen() -> bool:
        """Click, until the chart stands where it is clicked."""
        tab.click_point("people_0", lonely, "place", "effort")
        tab.page.wait_for_timeout(1000)
        return tab.page.get_by_label("Person", exact=True).input_value().endswith(f" {person}")

    assert wait_until(is_chosen)


def test_the_why_tab_explains_the_gap_so_far(tab: Tab) -> None:
    tab.choose_tab("Why they differ")
    tab.page.get_by_text("Nothing to explain yet").wait_for()
    tab.select("Speed", "fastest")
    tab.click("Run")
    tab.wait_for_month(36)
    assert wait_until(lambda: tab.page.get_by_text("Over the 36 months so far").count() == 1)
    bottoms, tops = (tab.column("why", 0, side) for side in ("bottom", "top"))
    assert len(bottoms) == 6
    cells = tab.page.locator("tbody tr td.number").all_inner_texts()
    values = [float(text.replace("\N{MINUS SIGN}", "-")) for text in cells]
    assert sum(values[:5]) == pytest.approx(values[5], abs=0.3)
    assert max(tops) - min(bottoms) > 1.0
    tab.picture("why")


def test_tables_and_picture_can_be_taken_home(tab: Tab) -> None:
    tab.select("Speed", "fastest")
    tab.click("Run")
    tab.wait_for_month(36)
    taken = {}
    for button in ("Monthly data (CSV)", "Why they differ (CSV)", "Charts (PNG)"):
        assert wait_until(lambda button=button: tab.button(button).is_enabled())
        with tab.page.expect_download() as waiting:
            tab.click(button)
        taken[waiting.value.suggested_filename] = waiting.value.path().read_bytes()
    stem = "capitalism-vs-parecon-seed-0"
    monthly = pd.read_csv(io.BytesIO(taken[f"{stem}-monthly.csv"]))
    assert monthly["regime"].value_counts().to_dict() == {
        "burn-in": 12, "capitalism": 36, "parecon": 36,
    }  # fmt: skip
    channels = pd.read_csv(io.BytesIO(taken[f"{stem}-why.csv"]))
    assert channels["month"].tolist() == list(range(1, 37))
    assert taken[f"{stem}-charts.png"].startswith(b"\x89PNG")


def test_closed_tabs_free_their_economies(open_tab: Callable[..., Tab]) -> None:
    tabs = [open_tab() for _ in range(3)]
    tabs[0].select("Speed", "slow")
    tabs[0].click("Run")
    tabs[1].write("Seed", "7")
    tabs[1].page.get_by_text("--seed 7").wait_for()
    for tab, name in zip(tabs[1:], ("A workplace", "Who gains, who loses"), strict=True):
        tab.click("Step one month")
        tab.wait_for_month(1)
        tab.choose_tab(name)
    assert wait_until(lambda: tabs[0].month >= 1)
    assert live_economies() >= 6
    for tab in tabs:
        tab.page.close()
    assert wait_until(lambda: live_economies() == 0)


def test_two_tabs_share_nothing(open_tab: Callable[..., Tab]) -> None:
    first, second = open_tab(), open_tab()
    first.write("Seed", "5")
    first.page.get_by_text("--seed 5").wait_for()
    first.click("Step one month")
    first.wait_for_month(1)
    assert second.month == 0
    assert second.page.get_by_text("--seed 0").is_visible()
    assert second.page.get_by_label("Seed", exact=True).input_value() == "0"


def test_a_lost_connection_is_told(browser: Any, tmp_path: Path) -> None:
    program = subprocess.Popen(
        command_line("app", "--port", 0, "--no-show"),
        cwd=tmp_path,
        env={**environment(), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    context = browser.new_context()
    try:
        assert program.stdout is not None
        found = re.search(r"http://[\d.:]+", program.stdout.readline())
        assert found
        page = context.new_page()
        page.goto(found[0])
        page.get_by_text(re.compile("Month 0 of 240")).wait_for(timeout=60_000)
        assert page.get_by_text("The connection to the program is lost").is_hidden()
        program.send_signal(signal.SIGINT)
        assert program.wait(60) == 0
        page.get_by_text("The connection to the program is lost").wait_for(timeout=30_000)
    finally:
        context.close()
        program.kill()
        program.communicate()


@pytest.mark.parametrize("width", [1280, 900, 500, 390])
def test_nothing_overlaps_and_nothing_sticks_out(open_tab: Callable[..., Tab], width: int) -> None:
    tab = open_tab(width=width)
    tab.select("Speed", "fastest")
    tab.click("Run")
    tab.wait_for_month(36)
    for order, name in enumerate(TABS):
        tab.choose_tab(name)
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
        cards = tab.page.locator("main .card:visible")
        assert wait_until(lambda cards=cards: cards.count() > 0)
        boxes = cards.evaluate_all(BOXES)
        for k, one in enumerate(boxes):
            assert one["x"] + one["width"] <= width
            for other in boxes[k + 1 :]:
                assert not _overlap(one, other), (name, one, other)
        tab.picture(f"width_{width}_tab_{order}")


def _overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    return (
        one["x"] + one["width"] > other["x"] + 1
        and other["x"] + other["width"] > one["x"] + 1
        and one["y"] + one["height"] > other["y"] + 1
        and other["y"] + other["height"] > one["y"] + 1
    )
