"""Where the parts of a page stand: the HTML around them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Final

import panel as pn
from bokeh.document import Document
from panel.theme import Design

from sim.app.page import Page
from sim.app.style import STYLE
from sim.app.turns import Rank, turns
from sim.app.widgets import in_lines
from sim.text.answer import shipped_answer

TITLE: Final = "Balanced Jobs: two economies side by side"

OPENING: Final = 0
"""What stands in the line of those who compute for the page that is being made."""

_one_at_a_time: Final = Lock()

SCRIPT: Final = Path(__file__).with_name("page.js").read_text(encoding="utf-8")


@contextmanager
def opening() -> Iterator[None]:
    """Make a page, or half of it, when it is its turn.

    Where a class comes at once, pages are made one after the other, and a click waits for half of
    one at most.
    """
    with _one_at_a_time, turns.turn(OPENING, Rank.OPENING):
        yield


class PageTemplate(pn.Template):  # type: ignore[misc]
    """The HTML of a page, put together by one page at a time."""

    def __repr__(self) -> str:
        """Return a short name; the long one, which is never shown, takes longer than the charts."""
        return f"{type(self).__name__}()"

    def server_doc(self, *arguments: Any, **more: Any) -> Document:
        """Fill the document of a browser tab.

        Parameters
        ----------
        *arguments, **more
            As of `panel.Template.server_doc`.
        """
        document = arguments[0] if arguments else more.get("doc") or pn.state.curdoc
        # Otherwise what the page refers to would be looked for again after each of its parts.
        with opening(), document.models.freeze():
            return super().server_doc(*arguments, **more)


def template_of(page: Page) -> pn.Template:
    """Return a page as HTML with its parts in their places.

    Parameters
    ----------
    page : Page
    """
    markup = Path(__file__).with_name("page.html").read_text(encoding="utf-8")
    template = PageTemplate(markup, design=Design)
    template.add_variable("app_title", TITLE)
    template.add_variable("answer", shipped_answer().text())
    template.add_variable("style", STYLE)
    template.add_variable("script", SCRIPT)
    template.add_variable("people", page.people.object)
    template.add_panel("settings", page.controls.view)
    template.add_panel(
        "buttons",
        in_lines(page.run, page.pause, page.one, page.again, page.speed, page.status),
    )
    template.add_panel(
        "messages",
        pn.Column(
            page.guide.view,
            page.message,
            in_lines(page.adopt, page.back),
            page.what,
            sizing_mode="stretch_width",
            margin=0,
        ),
    )
    template.add_panel("tries", page.tries.view)
    template.add_panel(
        "tabs",
        pn.Column(
            page.tabs.buttons, page.when, page.people, page.tabs.shown, sizing_mode="stretch_width"
        ),
    )
    template.add_panel("downloads", page.downloads.view)
    template.add_panel("repeat", page.command)
    return template
