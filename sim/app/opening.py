"""A new page for a browser tab, or the word that all places are taken."""

from __future__ import annotations

from typing import Final

import panel as pn
from bokeh.events import ConnectionLost
from bokeh.models import CustomJS

from sim.app.address import settings_of
from sim.app.layout import template_of
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

_open: Final[set[int]] = set()
"""Pages that are open in this process."""


def build(settings: Settings, most: int = 40) -> pn.Template | pn.Column:
    """Return a new page for a browser tab; it frees what it used when the tab is gone.

    Parameters
    ----------
    settings : Settings
        What the page begins with.
    most : int
        Number of pages that may be open at a time.
    """
    if len(_open) >= most:
        return pn.Column(pn.pane.HTML(FULL.format(most=most), stylesheets=[STYLE]))
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
    page = Page(settings, problem)
    pn.state.onload(page.start)
    _open.add(id(page))

    def leave(_: object) -> None:
        _open.discard(id(page))
        page.close()

    pn.state.on_session_destroyed(leave)
    return template_of(page)
