"""A faint band behind the lines of the charts: where further replicates of the same run lie."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from bokeh.document import Document
from bokeh.models import ColumnDataSource, VArea
from bokeh.plotting import figure

from sim.app.background import REPLICATES, background
from sim.app.clock import Clock
from sim.app.replicates import Rows
from sim.app.session import Session
from sim.app.style import COLORS
from sim.app.widgets import at_once
from sim.scenario import Scenario

LEAST: Final = 3
"""Replicates below which there is no band."""

FAINT: Final = 0.16
"""Opacity."""

LOOK_EVERY: Final = 1_000
"""Milliseconds between two looks for replicates that are finished."""


class Band:
    """Areas from the least to the greatest of all further replicates, one for each economy.

    Parameters
    ----------
    figures : dict of str to figure
        Charts by indicator.
    scales : dict of str to float
        By what each indicator is multiplied where it is shown.
    """

    def __init__(self, figures: Mapping[str, figure], scales: Mapping[str, float]) -> None:
        self.names = tuple(figures)
        self._figures = figures
        self._scales = np.array([scales[name] for name in self.names])
        self._areas: tuple[ColumnDataSource, ...] = ()

    def _draw(self) -> None:
        """Have areas, which a page lacks until there is something for them."""
        self._areas = tuple(ColumnDataSource(self._columns(None, order)) for order in range(2))
        with at_once(self._figures.values()):
            for name, plot in self._figures.items():
                for order, (area, color) in enumerate(zip(self._areas, COLORS, strict=True)):
                    glyph = VArea(
                        x="month", y1=f"{name}_low", y2=f"{name}_high", fill_color=color,
                        fill_alpha=FAINT,
                    )  # fmt: skip
                    plot.add_glyph(area, glyph, level="underlay", name=f"band_{order}")

    def show(self, found: list[Rows]) -> dict[str, list[float]]:
        """Draw the band of some replicates, and return from where to where it goes, by indicator.

        Parameters
        ----------
        found : list of (months, 2, indicators) float64
            Fewer than `LEAST` make no band.
        """
        if len(found) < LEAST:
            for order, area in enumerate(self._areas):
                area.data = self._columns(None, order)
            return {}
        if not self._areas:
            self._draw()
        rows = np.stack(found) * self._scales
        for order, area in enumerate(self._areas):
            area.data = self._columns(rows, order)
        lows, highs = np.nanmin(rows, axis=(0, 1, 2)), np.nanmax(rows, axis=(0, 1, 2))
        return {
            name: [float(low), float(high)]
            for name, low, high in zip(self.names, lows, highs, strict=True)
        }

    def _columns(self, rows: Rows | None, order: int) -> dict[str, Rows]:
        """Return the months and both edges of each indicator; empty where there is no band."""
        if rows is None:
            rows = np.zeros((1, 0, 2, len(self.names)))
        columns = {"month": np.arange(1.0, rows.shape[1] + 1.0)}
        for index, name in enumerate(self.names):
            columns[f"{name}_low"] = rows[:, :, order, index].min(axis=0)
            columns[f"{name}_high"] = rows[:, :, order, index].max(axis=0)
        return columns


class Replicates:
    """The further replicates that one page waits for.

    Parameters
    ----------
    document : Document, optional
        Of the browser tab.
    names : tuple of str
        Indicators.
    show : callable
        Called with the replicates that are finished, whenever there are more.
    """

    def __init__(
        self, document: Document | None, names: tuple[str, ...], show: Callable[[list[Rows]], None]
    ) -> None:
        self._names = names
        self._show = show
        self._clock = Clock(document, self._look, LOOK_EVERY)
        self._asked: tuple[tuple[Scenario, Scenario], int] | None = None
        self._key = ""
        self._shown = 0

    def ask(self, session: Session) -> None:
        """Want the replicates of a session, unless they are on their way or cannot be had."""
        wanted = session.scenarios, session.settings.seed
        if session.interventions or wanted == self._asked:
            return
        self.leave()
        self._asked = wanted
        self._key = background.want(id(self), *wanted, self._names)
        self._clock.start()
        self._look()

    def leave(self) -> None:
        """Want none any longer, and show none."""
        background.leave(id(self))
        self._clock.stop()
        self._asked = None
        if self._shown:
            self._shown = 0
            self._show([])

    def close(self) -> None:
        """Want none any longer; the page is gone."""
        background.leave(id(self))
        self._clock.close()

    def _look(self) -> None:
        waits = background.waits(self._key)
        found = background.found(self._key)
        if len(found) != self._shown:
            self._shown = len(found)
            self._show(found)
        if not waits:
            self._clock.stop()


def told(count: int) -> str:
    """Return what the band is, for the legend; empty without one.

    Parameters
    ----------
    count : int
        Replicates that it is made of.
    """
    if count < LEAST:
        return ""
    soon = "" if count == REPLICATES else f", of {REPLICATES} that are being computed"
    return f"Faint: from the lowest to the highest of {count} further random draws{soon}."
