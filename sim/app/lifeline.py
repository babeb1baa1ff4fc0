"""The life of one person in both worlds: stations, and how alienated the person was."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import Final

from bokeh.models import ColumnDataSource, Range1d
from bokeh.plotting import figure

from sim.app.people import STATUS_WORDS
from sim.app.session import Session
from sim.app.style import COLORS, DASHES, bare_figure
from sim.app.widgets import card, pane_of, words
from sim.state import Status
from sim.state.people import NOBODY

STATIONS: Final = 8
"""Latest stations that are listed."""


class LifeLine:
    """A chart of alienation over the months that are kept, and the stations in words."""

    def __init__(self) -> None:
        self._lines = tuple(ColumnDataSource({"month": [], "alienation": []}) for _ in COLORS)
        self.figure = self._figure()
        self._stations = words()
        self.view = card(
            words(
                "<h2>The same life in both worlds</h2><p>Alienation of this person (who later "
                "holds the seat after retirement is another).</p>"
            ),
            pane_of(self.figure),
            self._stations,
        )

    def _figure(self) -> figure:
        plot = bare_figure(
            200,
            y_range=Range1d(0, 1),
            x_axis_label="Months after the two economies part",
            y_axis_label="alienation, 0 to 1",
            name="life",
        )
        for line, color, dash in zip(self._lines, COLORS, DASHES, strict=True):
            plot.line(
                "month", "alienation", source=line, line_color=color, line_dash=dash, line_width=2
            )
        return plot

    def show(self, session: Session, person: int, names: list[str]) -> None:
        """Show a person.

        Parameters
        ----------
        session : Session
        person : int
            Lasting identifier.
        names : list of str
            Of the workplaces.
        """
        told = []
        for order, album in enumerate(session.albums):
            months = album.months
            self._lines[order].data = {
                "month": [one.month for one in months],
                "alienation": [float(one.alienation[person]) for one in months],
            }
            stations = [
                (next(group).month, station)
                for station, group in groupby(
                    months,
                    key=lambda one: (
                        int(one.entered[person]),
                        names[int(one.workplace[person])]
                        if one.workplace[person] != NOBODY
                        else STATUS_WORDS[Status(int(one.status[person]))],
                    ),
                )
            ][-STATIONS:]
            items = "; ".join(f"month {month}: {where}" for month, (_, where) in stations)
            told.append(f"<p><b>{escape(session.titles[order])}</b>: {escape(items)}.</p>")
        self._stations.object = "".join(told)
