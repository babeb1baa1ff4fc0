"""What makes a page go on by itself: a beat of its document that starts and stops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bokeh.document import Document
from bokeh.server.callbacks import PeriodicCallback

PERIOD: Final = 100
"""Milliseconds between two beats of a page that runs."""


class Clock:
    """Calls an action again and again while the document is locked, until it is stopped.

    The document calls the action itself, so that nothing beside it is to be ended when its tab is
    closed.

    Parameters
    ----------
    document : Document, optional
        Of the browser tab; without one nothing ever beats.
    action : callable
    period : int
        Milliseconds between two beats.
    """

    def __init__(
        self, document: Document | None, action: Callable[[], None], period: int = PERIOD
    ) -> None:
        self._document = document
        self._action = action
        self._period = period
        self._beat: PeriodicCallback | None = None

    @property
    def running(self) -> bool:
        """Return whether the action is called again."""
        return self._beat is not None

    def start(self) -> None:
        """Begin to beat; does nothing where it beats already, or after `close`."""
        if self._document is not None and self._beat is None:
            self._beat = self._document.add_periodic_callback(self._action, self._period)

    def stop(self) -> None:
        """Beat no more until the next start."""
        beat, self._beat = self._beat, None
        if self._document is not None and beat is not None:
            self._document.remove_periodic_callback(beat)

    def close(self) -> None:
        """Never beat again; to be called when the document is gone, which ends its own beats."""
        self._document = self._beat = None
