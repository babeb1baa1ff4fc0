"""One open page: the form, the buttons, the tabs, and the clock that drives the two economies."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from dataclasses import replace
from html import escape
from math import inf
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import panel as pn
from bokeh.events import ConnectionLost
from bokeh.models import CustomJS
from panel.theme import Native

from sim.app.charts import LiveCharts
from sim.app.controls import Controls
from sim.app.decomposition import DecompositionView
from sim.app.downloads import Downloads
from sim.app.session import Session
from sim.app.settings import Settings
from sim.app.style import STYLE, alert
from sim.app.workplaces import WorkplaceView
from sim.errors import BalancedJobsError
from sim.text.answer import shipped_answer

TITLE: Final = "Balanced Jobs: two economies side by side"

PERIOD: Final = 100
"""Milliseconds between two looks at the clock."""

BUDGET: Final = 0.15
"""Seconds of computing at a time, so that the page answers while it runs."""

SPEEDS: Final = {"slow": 3.0, "normal": 12.0, "fast": 40.0, "fastest": inf}
"""Months per second."""

OVER: Final = "This run is over. Press Start again, or set more months first."

LATER: Final = (
    "You have changed the settings. They count when you press Start again; until then the run goes "
    "on as it began."
)

LOST: Final = "document.getElementById('lost').hidden = false"

_log = logging.getLogger(__name__)


class Page:
    """Everything that one browser tab shows; nothing of it is shared with another tab.

    Parameters
    ----------
    settings : Settings
        What the page begins with.
    """

    def __init__(self, settings: Settings) -> None:
        self._document = pn.state.curdoc
        self.session = Session(settings)
        self.controls = Controls(settings, self._guarded(self._settings_changed))
        self.charts = LiveCharts(self.session)
        self.workplaces = WorkplaceView(self.session, self._guarded)
        self.why = DecompositionView(self.session)
        self.downloads = Downloads(self.session)
        self._goal = 0
        self._due = 0.0
        self._last_tick = perf_counter()
        self._clock: Any = None
        self._closed = False
        self.run = pn.widgets.Button(label="Run", color="primary", width=90)
        self.pause = pn.widgets.Button(label="Pause", width=90)
        self.one = pn.widgets.Button(label="Step one month", width=130)
        self.again = pn.widgets.Button(label="Start again", width=110)
        self.adopt = pn.widgets.Button(label="Go on with the new parameters", visible=False)
        self.speed = pn.widgets.Select(
            label="Speed", options=SPEEDS, value=SPEEDS["normal"], width=110
        )
        self._status = pn.pane.HTML("", stylesheets=[STYLE], margin=(10, 10))
        self._message = pn.pane.HTML("", stylesheets=[STYLE], sizing_mode="stretch_width")
        self._message.visible = False
        self._command = pn.pane.HTML("", stylesheets=[STYLE], sizing_mode="stretch_width")
        self.tabs = pn.Tabs(
            ("Month by month", self.charts.view),
            ("A workplace", self.workplaces.view),
            ("Why they differ", self.why.view),
            dynamic=True,
            sizing_mode="stretch_width",
        )
        self._connect()
        self._show()

    def _connect(self) -> None:
        for button, action in (
            (self.run, self._run),
            (self.pause, self._pause),
            (self.one, self._step),
            (self.again, self._start_again),
            (self.adopt, self._adopt),
        ):
            button.on_click(self._guarded(action))
        self.tabs.param.watch(self._guarded(self._show), "active")

    def _guarded(self, action: Callable[[], None]) -> Callable[..., None]:
        """Return the action as an event handler that acts when the document is at rest."""
        protected = self._protected(action)

        def handle(*_: object) -> None:
            if self._closed:
                return
            # Events may arrive while the document is not locked, and figures must not change then.
            if self._document is None:
                protected()
            else:
                self._document.add_next_tick_callback(protected)

        return handle

    def _protected(self, action: Callable[[], None]) -> Callable[[], None]:
        """Return the action such that whatever goes wrong in it becomes a message."""

        def act() -> None:
            if self._closed:
                return
            try:
                action()
            except BalancedJobsError as error:
                self._say(str(error), "error")
            except Exception as error:
                _log.exception("the page met an error")
                self._goal = min(self._goal, self.session.month)
                self._say(f"Something went wrong: {type(error).__name__}: {error}", "error")

        return act

    def _say(self, text: str, kind: str = "note") -> None:
        self._message.object = alert(text, kind) if text else ""
        self._message.visible = bool(text)

    @property
    def running(self) -> bool:
        """Return whether months are still to be simulated without being asked again."""
        return self.session.month < self._goal or not self.session.forked

    def _settings_changed(self) -> None:
        wanted = self.controls.read()
        wanted.scenarios()
        self._say("")
        self.adopt.visible = False
        if wanted == self.session.settings:
            return
        if not self.session.history[0] and self._goal <= 0:
            self._begin(wanted)
            return
        self.adopt.visible = wanted == replace(self.session.settings, changes=wanted.changes)
        self._say(LATER)

    def _run(self) -> None:
        if self.session.finished:
            self._say(OVER)
            return
        self._due = 0.0
        self._go_to(self.session.settings.months)

    def _pause(self) -> None:
        self._go_to(max(0, self.session.month))

    def _step(self) -> None:
        if self.session.finished:
            self._say(OVER)
            return
        self._due = 1.0
        self._go_to(max(0, self.session.month) + 1)

    def _start_again(self) -> None:
        self._begin(self.controls.read())

    def _begin(self, settings: Settings) -> None:
        """Start again with other settings; if they are not allowed, all stays as it is."""
        self.session.reset(settings)
        self._say("")
        self.adopt.visible = False
        self.charts.restart(self.session)
        self.workplaces.restart(self.session)
        self.why.update(self.session)
        self._go_to(0)

    def _adopt(self) -> None:
        wanted = self.controls.read()
        self.session.change(wanted.changes)
        self.adopt.visible = False
        self._say("Both economies go on with the new parameters; a line marks the month.")
        self._show()

    def _go_to(self, month: int) -> None:
        """Simulate up to a month from now on."""
        self._goal = month
        self._last_tick = perf_counter()
        if self.running and self._clock is not None and not self._clock.running:
            self._clock.start()
        self._show()

    def start(self) -> None:
        """Begin with the shared past; to be called when the browser is there."""
        if self._closed or self._clock is not None:
            return
        self._clock = pn.state.add_periodic_callback(
            self._protected(self._tick), period=PERIOD, start=False
        )
        self._go_to(0)

    def _tick(self) -> None:
        """Simulate the months that are due and show them."""
        now = perf_counter()
        self._due += self.speed.value * (now - self._last_tick)
        self._last_tick = now
        while self.running and perf_counter() - now < BUDGET:
            if self.session.forked:
                if self._due < 1.0:
                    break
                self._due = min(self._due - 1.0, self.speed.value)
            self.session.step()
        self._show()
        if not self.running and self._clock is not None:
            self._clock.stop()

    def _show(self) -> None:
        """Bring what is visible up to date."""
        session = self.session
        with pn.io.hold():
            self.charts.update(session)
            if self.tabs.active == 1:
                self.workplaces.update()
            elif self.tabs.active == 2:
                self.why.update(session)
            self.downloads.show(session)
            going = self.running and self._goal > 0
            self.run.disabled = going
            self.pause.disabled = not going
            self.one.disabled = going
            self._status.object = status(session)
            self._command.object = repeat(session)

    def template(self) -> pn.Template:
        """Return the page as HTML with its parts in their places."""
        markup = Path(__file__).with_name("page.html").read_text(encoding="utf-8")
        template = pn.Template(markup, design=Native)
        template.add_variable("app_title", TITLE)
        template.add_variable("answer", shipped_answer().text())
        template.add_variable("style", STYLE)
        template.add_panel("settings", self.controls.view)
        template.add_panel(
            "buttons",
            pn.FlexBox(
                self.run,
                self.pause,
                self.one,
                self.again,
                self.speed,
                self._status,
                sizing_mode="stretch_width",
                align_items="flex-end",
            ),
        )
        template.add_panel(
            "messages", pn.Column(self._message, self.adopt, sizing_mode="stretch_width", margin=0)
        )
        template.add_panel("tabs", self.tabs)
        template.add_panel("downloads", self.downloads.view)
        template.add_panel("repeat", self._command)
        return template

    def close(self) -> None:
        """Free what the page used."""
        self._closed = True
        if self._clock is not None:
            self._clock.stop()
        self.session.close()
        # A Mesa model refers to itself, so only the collector frees it.
        gc.collect()


def status(session: Session) -> str:
    """Return how far the run is, as HTML."""
    settings = session.settings
    if session.forked:
        done, whole = session.month, settings.months
        text = f"Month {done} of {whole}"
    else:
        done, whole = session.month + settings.burn_in, settings.burn_in
        text = f"Shared past: month {done} of {whole}"
    return f'<span>{text} <progress max="{max(whole, 1)}" value="{done}"></progress></span>'


def repeat(session: Session) -> str:
    """Return how the run is repeated many times on the command line, as HTML."""
    note = ""
    if session.interventions:
        listed = "; ".join(
            f"after month {month}: {words}" for month, words in session.interventions
        )
        note = f"<p>Changed during the run, which the command cannot repeat: {escape(listed)}.</p>"
    return (
        "<p>One run proves little. This command runs the same comparison 20 times with "
        "other random draws and gives intervals: "
        f"<code>{escape(session.settings.command)}</code></p>{note}"
    )


def build(settings: Settings) -> pn.Template:
    """Return a new page for a browser tab; it frees what it used when the tab is gone.

    Parameters
    ----------
    settings : Settings
        What the page begins with.
    """
    if pn.state.curdoc is not None:
        # Without it, a session made for a returning connection takes style sheets from elsewhere.
        pn.state.curdoc.template_variables["dist_url"] = pn.io.resources.LOCAL_DIST
        pn.state.curdoc.js_on_event(ConnectionLost, CustomJS(code=LOST))
    page = Page(settings)
    pn.state.onload(page.start)
    pn.state.on_session_destroyed(lambda _: page.close())
    return page.template()
