"""What was tried on a page: earlier settings to go back to, and a run that stays as a ghost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import panel as pn

from sim.app.session import Session
from sim.app.settings import Settings
from sim.app.style import STYLE
from sim.app.widgets import button, in_lines
from sim.text.assumptions import Assumptions

REMEMBERED: Final = 20
"""Runs that can be gone back to."""

NONE: Final = "Earlier runs"


class Tries:
    """Buttons for the run that is kept, for undo, and the list of what was tried.

    Parameters
    ----------
    keep, drop : callable
        Called when the present run is to stay in the charts, or no kept run any longer.
    go_back : callable
        Called with earlier settings to start again from.
    handler : callable
        Makes an event handler of an action.
    """

    def __init__(
        self,
        keep: Callable[[], None],
        drop: Callable[[], None],
        go_back: Callable[[Settings], None],
        handler: Callable[[Callable[[], None]], Callable[..., None]],
    ) -> None:
        self._tried: list[tuple[str, Settings]] = []
        self._go_back = go_back
        self.keep = button("Keep this run in the charts", disabled=True)
        self.drop = button("Forget the kept run", visible=False)
        self.undo = button("Undo", disabled=True)
        self.earlier = pn.widgets.Select(
            label="History", options=[NONE], width=260, stylesheets=[STYLE]
        )
        self.view = in_lines(self.keep, self.drop, self.undo, self.earlier)
        self.keep.on_click(handler(keep))
        self.drop.on_click(handler(drop))
        self.undo.on_click(handler(self._undo))
        self.earlier.param.watch(handler(self._choose), "value")

    def note(self, session: Session) -> None:
        """Remember what has just begun."""
        settings = session.settings
        if self._tried and self._tried[-1][1] == settings:
            return
        number = int(self._tried[-1][0].partition(":")[0]) + 1 if self._tried else 1
        entry = f"{number}: {summary(session.titles, session.assumptions, settings)}"
        self._tried = [*self._tried, (entry, settings)][-REMEMBERED:]
        self.undo.disabled = len(self._tried) < 2
        names = [entry for entry, _ in reversed(self._tried)]
        self.earlier.param.update(options=[NONE, *names], value=NONE)

    def show(self, session: Session, kept: bool) -> None:
        """Offer what can be done at present."""
        self.keep.disabled = not session.history[0]
        self.drop.visible = kept

    def _undo(self) -> None:
        if len(self._tried) > 1:
            self._tried.pop()
            self._go_back(self._tried[-1][1])
            self.undo.disabled = len(self._tried) < 2

    def _choose(self) -> None:
        wanted = next((one for entry, one in self._tried if entry == self.earlier.value), None)
        if wanted is not None:
            self._go_back(wanted)


def summary(titles: tuple[str, ...], assumptions: Assumptions, settings: Settings) -> str:
    """Return what a run is of, on one line.

    Parameters
    ----------
    titles : tuple of str
    assumptions : Assumptions
    settings : Settings
    """
    return (
        f"{' against '.join(titles)}; {settings.workers:,} people, seed {settings.seed}; "
        f"{assumptions.short}"
    )
