"""One open page: the form, the buttons, the tabs, and the clock that drives the two economies."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from math import inf
from time import perf_counter
from typing import Final
from urllib.parse import urlencode

import panel as pn

from sim.app.address import query_of
from sim.app.band import Replicates
from sim.app.charts import INDICATORS, LiveCharts
from sim.app.clock import Clock
from sim.app.controls import Controls
from sim.app.downloads import Downloads
from sim.app.first_picture import people_at_work
from sim.app.guide import Guide
from sim.app.session import Session
from sim.app.settings import Settings
from sim.app.style import STYLE, alert
from sim.app.tabs import Tabs
from sim.app.told import repeat, status, what_runs
from sim.app.tries import Tries
from sim.app.turns import Rank, turns
from sim.app.widgets import button, words
from sim.errors import BalancedJobsError

BUDGET: Final = 0.15
"""Seconds of computing at a time, so that the page answers while it runs."""

SPEEDS: Final = {"slow": 3.0, "normal": 12.0, "fast": 40.0, "fastest": inf}
"""Months per second."""

OVER: Final = "This run is over. Press Start again, or set more months."
LATER: Final = (
    "The controls no longer show what has been running, so it is paused. Run and Start again begin "
    "with the new settings."
)

REFUSED: Final = "Nothing runs until this is put right:"

_log = logging.getLogger(__name__)


class Page:
    """Everything that one browser tab shows; nothing of it is shared with another tab.

    Parameters
    ----------
    settings : Settings
        What the page begins with.
    problem : str
        What was wrong with the address that was asked for.
    """

    def __init__(self, settings: Settings, problem: str = "") -> None:
        self._document = pn.state.curdoc
        self.session = Session(settings)
        self.session.prepare()
        self._closed = self._wrong = self._pending = self._looking = False
        self.controls = Controls(settings, self._guarded, self._settings_changed)
        self.charts = LiveCharts(self.session)
        self.tabs = Tabs(self.session, self.charts, self._guarded)
        self._replicates = Replicates(self._document, INDICATORS, self.charts.show_band)
        self.downloads = Downloads(self.session, lambda: self.controls.last_moved)
        self.guide = Guide(self.session, self._guarded)
        self._goal = 0
        self._due = 0.0
        self._last_tick = perf_counter()
        self._clock = Clock(None, lambda: None)
        self._urgent = False
        self._started = False
        self.run = button("Run", color="primary", width=90)
        self.pause = button("Pause", width=90)
        self.one = button("Step one month", width=130)
        self.again = button("Start again", width=110)
        self.adopt = button("Go on with the new parameters", visible=False)
        self.back = button("Back to the settings of this run", visible=False)
        self.tries = Tries(self._keep, self._drop, self._restore, self._guarded)
        self.speed = pn.widgets.Select(
            label="Speed", options=SPEEDS, value=SPEEDS["normal"], width=110, stylesheets=[STYLE]
        )
        self.what, self.message, self.command = words(), words(), words()
        self.message.visible = False
        self.status = pn.pane.HTML("", stylesheets=[STYLE], margin=(10, 10))
        self.people = words()
        self.when = pn.widgets.IntSlider(
            label="Month shown", start=0, end=1, value=0, max_width=420, disabled=True,
            stylesheets=[STYLE], sizing_mode="stretch_width",
        )  # fmt: skip
        self._connect()
        self.tries.note(self.session)
        self.people.object = people_at_work(self.session)
        self._show()
        if problem:
            self._say(f"{problem} The page begins with its usual settings.", "error")

    def _connect(self) -> None:
        for pressed, action in (
            (self.run, self._run),
            (self.pause, self._pause),
            (self.one, self._step),
            (self.again, self._start_again),
            (self.adopt, self._adopt),
            (self.back, self._back_to_the_run),
        ):
            pressed.on_click(self._guarded(action))
        self.when.param.watch(self._guarded(self._look_back), "value")
        self.tabs.buttons.param.watch(self._guarded(self._choose_tab), "value")

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
        self.message.object = alert(text, kind) if text else ""
        self.message.visible = bool(text)

    @property
    def running(self) -> bool:
        """Return whether months are still to be simulated without being asked again."""
        return self.session.month < self._goal or not self.session.forked

    @property
    def _month_shown(self) -> int | None:
        """Return the month that the reader looks back at, or None for the present one."""
        return None if self.when.value >= self.session.month else self.when.value

    def _look_back(self) -> None:
        if self.running:
            return
        self._looking = self.when.value < self.session.month
        month = self._month_shown
        self.charts.point_at(self.session, self.session.month if month is None else month)
        self.tabs.update(month)

    def _follow(self) -> None:
        """Let the slider of months stand at the present while the run goes on."""
        month = max(0, self.session.month)
        stays = self._looking and self.when.value < month
        self.when.param.update(
            end=max(1, self.session.settings.months),
            value=self.when.value if stays else month,
            disabled=self.running or not self.session.history[0],
        )

    def _choose_tab(self) -> None:
        self.tabs.turn()
        self._show()

    def _settings_changed(self) -> None:
        """Let the controls mean what runs: refuse, begin, extend, or stop until it is decided."""
        self._wrong = self._pending = False
        self.adopt.visible = self.back.visible = False
        try:
            wanted = self.controls.read()
            wanted.scenarios()
        except BalancedJobsError as error:
            self._wrong = True
            self.controls.mark(True)
            self.back.visible = True
            self._pause()
            self._say(f"{REFUSED} {error}", "error")
            return
        self.controls.mark(False)
        self._say("")
        here = self.session
        if wanted == here.settings:
            self._show()
        elif not here.history[0] and self._goal <= 0:
            self._begin(wanted)
        elif wanted == replace(here.settings, months=wanted.months) and here.month < wanted.months:
            here.extend(wanted.months)
            self.charts.restart(here)
            self._show()
        else:
            self._pending = self.back.visible = True
            self.adopt.visible = wanted == replace(here.settings, changes=wanted.changes)
            self._pause()
            self._say(LATER)

    def _back_to_the_run(self) -> None:
        """Let the controls show what has been running."""
        self.controls.show(self.session.settings)
        self._settings_changed()

    def _restore(self, settings: Settings) -> None:
        """Start again with earlier settings."""
        self.controls.show(settings)
        self.controls.mark(False)
        self._begin(settings)

    def _keep(self) -> None:
        self.charts.keep(self.session)
        self.charts.restart(self.session)
        self._show()

    def _drop(self) -> None:
        self.charts.keep(None)
        self.charts.restart(self.session)
        self._show()

    def _run(self) -> None:
        if self._pending:
            self._start_again()
        if self.session.finished:
            self._say(OVER)
            return
        self._due, self._urgent = 0.0, True
        self._go_to(self.session.settings.months)

    def _pause(self) -> None:
        self._go_to(max(0, self.session.month))

    def _step(self) -> None:
        if self._pending:
            self._start_again()
        if self.session.finished:
            self._say(OVER)
            return
        self._due, self._urgent = 1.0, True
        self._go_to(max(0, self.session.month) + 1)

    def _start_again(self) -> None:
        self._begin(self.controls.read())

    def _begin(self, settings: Settings) -> None:
        """Start again with other settings; if they are not allowed, all stays as it is."""
        self.session.reset(settings)
        self.session.prepare()
        self._wrong = self._pending = False
        self._say("")
        self.adopt.visible = self.back.visible = False
        self.tries.note(self.session)
        self._write_address()
        self.charts.restart(self.session)
        self.tabs.restart(self.session)
        self._replicates.leave()
        self.people.object = people_at_work(self.session)
        self._go_to(0)

    def _adopt(self) -> None:
        wanted = self.controls.read()
        self.session.change(wanted.changes)
        self._pending = self.adopt.visible = self.back.visible = False
        self._write_address()
        self._replicates.leave()
        self._say("Both economies go on with the new parameters; a line marks the month.")
        self._show()

    def _go_to(self, month: int) -> None:
        """Simulate up to a month from now on."""
        self._goal = month
        self._looking = False
        self._last_tick = perf_counter()
        if self.running:
            self._clock.start()
        else:
            turns.leave(id(self))
        if month > 0 and not self._closed:
            self._replicates.ask(self.session)
        self._show()

    def start(self) -> None:
        """Begin with the shared past; to be called when the browser is there."""
        if self._closed or self._started:
            return
        self._started = True
        self._clock = Clock(self._document, self._protected(self._tick))
        self._go_to(0)

    def _tick(self) -> None:
        """Simulate the months that are due and show them, when it is the turn of this page."""
        if not self._watched:
            # Only a page at rest is forgotten, so a tab that was closed must not run on.
            self._pause()
            self._clock.stop()
            return
        if not turns.take(id(self), Rank.CLICK if self._urgent else Rank.RUNNING):
            return
        try:
            self._simulate()
        finally:
            turns.leave(id(self))
        self._show()
        if not self.running:
            self._clock.stop()

    @property
    def _watched(self) -> bool:
        """Return whether a browser is there to see the page."""
        context = None if self._document is None else self._document.session_context
        session = getattr(context, "session", None)
        return session is None or bool(session.connection_count)

    def _simulate(self) -> None:
        """Simulate the months that are due, for a moment."""
        self._urgent = False
        now = perf_counter()
        self._due += self.speed.value * (now - self._last_tick)
        self._last_tick = now
        while self.running and perf_counter() - now < BUDGET:
            if self.session.forked:
                if self._due < 1.0:
                    break
                self._due = min(self._due - 1.0, self.speed.value)
            self.session.step()

    def _show(self) -> None:
        """Bring what is visible up to date."""
        session = self.session
        with pn.io.hold():
            self.charts.update(session)
            self._follow()
            self.tabs.update(self._month_shown)
            self.people.visible = self.tabs.chosen == 0 and not session.history[0]
            self.downloads.show(session)
            going = self.running and self._goal > 0
            self.run.disabled = self.one.disabled = going or self._wrong
            self.again.disabled = self._wrong
            self.pause.disabled = not going
            self.tries.show(session, self.charts.keeps)
            self.what.object = what_runs(session)
            self.status.object = status(session)
            self.command.object = repeat(session)

    def _write_address(self) -> None:
        """Let the address of the page show the same page again."""
        if pn.state.location is not None and self._document is not None:
            pn.state.location.search = "?" + urlencode(query_of(self.session.settings))

    def close(self) -> None:
        """Free what the page used."""
        self._closed = True
        self._clock.close()
        self._replicates.close()
        turns.leave(id(self))
        self.session.close()
