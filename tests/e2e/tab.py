"""The page in a browser tab, with the verbs that tests need."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

BEGINS = {
    "Month by month": "Output per hour",
    "A workplace": "Jobs by what they empower to",
    "Why they differ": "Why they differ",
    "Who gains, who loses": "Who gains, who loses",
}
"""A heading that each tab has for itself."""

_MODEL = """
name => {
  for (const document of Bokeh.documents) {
    const model = document.get_model_by_name(name)
    if (model != null) return model
  }
  return null
}
"""

_LENGTHS = f"""
name => ({_MODEL})(name)?.renderers.map(one => one.data_source.get_length() ?? 0) ?? [0]
"""

_COLUMN = f"""
([name, order, column]) =>
  Array.from(({_MODEL})(name)?.renderers[order].data_source.get_column(column) ?? [])
"""

_PLACE = f"""
([name, index, x, y]) => {{
  const model = ({_MODEL})(name)
  const view = Bokeh.index.find_one_by_id(model.id)
  const source = model.renderers[0].data_source
  const frame = view.frame
  const box = view.canvas_view.el.getBoundingClientRect()
  return [
    box.left + frame.x_scale.compute(source.get_column(x)[index]),
    box.top + frame.y_scale.compute(source.get_column(y)[index]),
  ]
}}
"""


class Tab:
    """A browser tab with the page.

    Parameters
    ----------
    page : playwright.sync_api.Page
    folder : Path
        Where screenshots go.
    """

    def __init__(self, page: Any, folder: Path) -> None:
        self.page = page
        self._folder = folder

    def click(self, button: str) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=button, exact=True).click()

    def button(self, name: str) -> Any:
        """Return a button."""
        return self.page.get_by_role("button", name=name, exact=True)

    def choose_tab(self, name: str) -> None:
        """Show one of the tabs of the page, and wait until it is there."""
        self.page.get_by_role("button", name=name, exact=True).click()
        for tab, heading in BEGINS.items():
            found = self.page.get_by_role("heading", name=heading, exact=True).first
            found.wait_for(state="visible" if tab == name else "hidden")
        chosen = self.page.get_by_role("button", name=name, exact=True, pressed=True)
        chosen.wait_for()

    def write(self, field: str, text: str) -> None:
        """Write into a number field and leave it."""
        box = self.page.get_by_label(field, exact=True)
        box.fill(text)
        box.press("Enter")

    def select(self, field: str, option: str) -> None:
        """Choose an option of a list."""
        self.page.get_by_label(field, exact=True).select_option(label=option)

    @property
    def month(self) -> int:
        """Return the month that the page shows, or -1 during the shared past."""
        text = self.page.get_by_text(
            re.compile(r"^\s*(Month|Shared past: month) \d+ of")
        ).inner_text()
        found = re.match(r"\s*Month (\d+) of", text)
        return int(found[1]) if found else -1

    def wait_for_month(self, month: int) -> None:
        """Wait until the page shows a month."""
        self.page.get_by_text(re.compile(rf"^\s*Month {month} of ")).wait_for()

    def message(self, kind: str) -> Any:
        """Return the message of the page: "alert" for an error, "status" for a note."""
        return self.page.locator(f'.message[role="{kind}"]:not(#lost)')

    def lengths(self, figure: str) -> list[int]:
        """Return how many points each renderer of a figure has."""
        lengths: list[int] = self.page.evaluate(_LENGTHS, figure)
        return lengths

    def column(self, figure: str, order: int, name: str) -> list[Any]:
        """Return a column of the data of one renderer of a figure."""
        values: list[Any] = self.page.evaluate(_COLUMN, [figure, order, name])
        return values

    def click_point(self, figure: str, index: int, x: str, y: str) -> None:
        """Click on a point of the first renderer of a figure."""
        self.page.evaluate(
            f"name => {{ const view = Bokeh.index.find_one_by_id(({_MODEL})(name).id);"
            " view.el.scrollIntoView({block: 'center'}) }",
            figure,
        )
        left, top = self.page.evaluate(_PLACE, [figure, index, x, y])
        self.page.mouse.click(left, top)

    def picture(self, name: str) -> bytes:
        """Return a screenshot of the whole page, kept for people to look at."""
        time.sleep(0.4)
        content: bytes = self.page.screenshot(path=self._folder / f"{name}.png", full_page=True)
        return content


def wait_until(condition: Callable[[], bool], seconds: float = 60.0) -> bool:
    """Return whether a condition comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return condition()
