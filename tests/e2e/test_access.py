"""The page for everybody: by keyboard, with a screen reader, in the dark, on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

pytest.importorskip("panel", reason="the extra 'app' is not installed")

from sim.app.tabs import TABS
from tests.e2e.tab import Tab, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

FOCUS = """
() => {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  const style = element ? getComputedStyle(element) : null
  const name = (element?.getAttribute("aria-label") || element?.textContent || "").trim()
  return [name, style?.outlineStyle ?? "none", parseFloat(style?.outlineWidth ?? "0")]
}
"""
"""Name of what has the focus, and the line around it."""

GLIDE = """
async () => {
  const source = {
    data: {x: [0], y: [0], x0: [0], y0: [0], x1: [1], y1: [1]}, change: {emit() {}},
  }
  window.glide(source)
  await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  return source.data.x[0]
}
"""
"""Where a person is two frames after setting out from 0 to 1."""


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)])
def test_axe_finds_no_violation_on_any_tab(
    open_tab: Callable[..., Tab], scheme: str, width: int
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    tab = open_tab(width=width, color_scheme=scheme)
    tab.click("Step one month")
    tab.wait_for_month(1)
    for name, order in TABS.items():
        tab.choose_tab(name)
        tab.page.locator("main .card:visible").first.wait_for()
        tab.page.wait_for_timeout(1_000)
        tab.picture(f"{scheme}_{width}_{order}")
        found = {
            one["id"]: [node["html"] for node in one["nodes"]]
            for one in axe.run(tab.page).response["violations"]
        }
        assert found == {}, name


def test_tabs_are_reached_and_chosen_by_keyboard_and_the_focus_is_seen(tab: Tab) -> None:
    def go_to(wanted: str) -> None:
        for _ in range(80):
            tab.page.keyboard.press("Tab")
            name, line, width = tab.page.evaluate(FOCUS)
            if name == wanted:
                assert line == "solid"
                assert width >= 2
                return
        raise AssertionError(f"the keyboard does not reach {wanted}")

    go_to("Run")
    go_to("Why they differ")
    tab.page.keyboard.press("Enter")
    tab.page.get_by_text("Nothing to explain yet").wait_for()


def test_people_do_not_glide_where_motion_is_not_wanted(open_tab: Callable[..., Tab]) -> None:
    assert open_tab(reduced_motion="reduce").page.evaluate(GLIDE) == 1.0


def test_a_phone_shows_the_buttons_first_and_people_below(open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(width=390, height=844)
    box = tab.button("Run").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 844
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= 390
    people = tab.page.locator("figure.people").first
    assert wait_until(people.is_visible)
