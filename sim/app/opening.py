"""A new page for a browser tab, or the word that all places are taken."""

from __future__ import annotations

from itertools import count
from threading import Lock
from typing import Final

import panel as pn
from bokeh.events import ConnectionLost
from bokeh.models import CustomJS

from sim.app.address import settings_of
from sim.app.layout import opening, template_of
from sim.app.page import Page
from sim.app.settings import Settings
from sim.app.style import STYLE
from sim.errors import BalancedJobsError

LOST: Final = "document.getElementById('lost').hidden = false"

FULL: Final = (
    "<h1>All places are taken</h1><p>This server shows the page to {most} readers at a time. "
    "Please reload in a few minutes, or start a server of your own: "
    "<code>balanced-jobs app</code>. Who runs this server can let in more with "
    "<code>--most</code>.</p>"
)


class Places:
    """The pages that are open on one server, of which there may be so many at a time.

    Parameters
    ----------
    most : int
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.closing = False
        """Whether the server ends, so that no page that waits is made any longer."""
        self._pages: dict[int, Page | None] = {}
        self._numbers = count()
        self._lock = Lock()

    def take(self) -> int | None:
        """Return the number of a place for a page that is to come, or None if all are taken."""
        with self._lock:
            if len(self._pages) >= self.most:
                return None
            number = next(self._numbers)
            self._pages[number] = None
            return number

    def seat(self, number: int, page: Page) -> None:
        """Have a page in a place."""
        self._pages[number] = page

    def leave(self, number: int) -> None:
        """Free a place, and what its page used."""
        with self._lock:
            page = self._pages.pop(number, None)
        if page is not None:
            page.close()

    def close(self) -> None:
        """Free all places; to be called when nothing is served any longer.

        A server that stops does not tell pages of it whose tabs are open, or were a moment ago.
        """
        for number in list(self._pages):
            self.leave(number)


def build(settings: Settings, places: Places) -> pn.Template | pn.Column:
    """Return a new page for a browser tab; it frees what it used when the tab is gone.

    Parameters
    ----------
    settings : Settings
        What the page begins with.
    places : Places
        Where it takes a place, if there is one.
    """
    place = places.take()
    if place is None:
        return pn.Column(pn.pane.HTML(FULL.format(most=places.most), stylesheets=[STYLE]))
    if pn.state.curdoc is not None:
        # Without it, a session made for a returning connection takes style sheets from elsewhere.
        pn.state.curdoc.template_variables["dist_url"] = pn.io.resources.LOCAL_DIST
        pn.state.curdoc.js_on_event(ConnectionLost, CustomJS(code=LOST))
    query = {
        key: values[0].decode("utf-8", "replace")
        for key, values in (pn.state.session_args or {}).items()
        if values
    }
    problem = ""
    try:
        settings = settings_of(query, settings)
    except BalancedJobsError as error:
        problem = str(error)
    try:
        with opening():
            if places.closing:
                return pn.Column()
            page = Page(settings, problem)
            template = template_of(page)
    except BaseException:
        places.leave(place)
        raise
    places.seat(place, page)
    pn.state.onload(page.start)
    pn.state.on_session_destroyed(lambda _: places.leave(place))
    return template
