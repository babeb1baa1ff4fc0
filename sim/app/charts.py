"""The charts of the page that grow month by month."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import inf, isfinite
from typing import Final

import panel as pn
from bokeh.models import (
    AdaptiveTicker,
    BoxAnnotation,
    ColumnDataSource,
    HoverTool,
    Line,
    Range1d,
    Scatter,
    Span,
)
from bokeh.plotting import figure

from sim.app.band import Band, told
from sim.app.replicates import Rows
from sim.app.session import Session
from sim.app.style import (
    COLORS,
    DASHES,
    INK,
    INK_SOFT,
    MARKERS,
    SHADE,
    bare_figure,
    dress,
    in_months,
    legend,
)
from sim.app.widgets import at_once, card, pane_of, side_by_side, words
from sim.phases.indicators import UNITS
from sim.text.labels import axis_unit, display_of
from sim.vocabulary import windows_of

WAITING: Final = "Nothing has happened yet."

PAST: Final = 24
"""Months of the shared past that are shown."""

BETWEEN_MARKS: Final = 24
"""Months between two markers of a line; those of the second line stand half-way."""


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows and how it is explained.

    Attributes
    ----------
    indicator, heading, explanation : str
    least_span : float
        Least that the vertical axis spans, so that noise does not look large.
    from_zero : bool
        Whether the vertical axis begins at zero.
    """

    indicator: str
    heading: str
    explanation: str
    least_span: float = 0.1
    from_zero: bool = False


CHARTS: Final = (
    Chart(
        "output_per_hour",
        "Output per hour",
        "How much an hour of work makes. At 1, everybody would be fully trained, of average talent "
        "and at full effort.",
    ),
    Chart(
        "effort",
        "Effort",
        "How hard people at work try, on average, from nothing to all they can.",
    ),
    Chart(
        "alienation",
        "Alienation",
        "How powerless, meaningless, one-sided and isolated work is felt to be; mean of all in the "
        "labour force.",
    ),
    Chart(
        "income_gini",
        "Income inequality",
        "Gini coefficient of monthly income: at 0 all have the same, at 1 one person has it all.",
        from_zero=True,
    ),
    Chart(
        "unemployment_rate",
        "Unemployment",
        "People without work who look for it.",
        least_span=2.0,
        from_zero=True,
    ),
)
"""The charts in the order of the page."""

INDICATORS: Final = tuple(chart.indicator for chart in CHARTS)


class LiveCharts:
    """The charts of one session; they read it and never change it.

    Parameters
    ----------
    session : Session
    """

    def __init__(self, session: Session) -> None:
        self._past = ColumnDataSource(_columns([]))
        self._lines = tuple(ColumnDataSource(_columns([])) for _ in COLORS)
        self._marks = tuple(ColumnDataSource(_columns([])) for _ in COLORS)
        self._ghosts: tuple[ColumnDataSource, ...] = ()
        self._kept: list[dict[str, float]] = []
        self._extent: dict[str, tuple[float, float]] = {}
        self._past_shown = 0
        self._shown = 0
        self._lines_of_change: list[Span] = []
        self._months = Range1d(-PAST, 1)
        self._transition = [
            BoxAnnotation(fill_color=SHADE, fill_alpha=1.0, level="image", line_color=None)
            for _ in CHARTS
        ]
        self._cursor = [
            Span(dimension="height", line_color="#D55E00", line_width=2, visible=False)
            for _ in CHARTS
        ]
        self.figures: dict[str, figure] = {
            chart.indicator: self._figure(chart, box)
            for chart, box in zip(CHARTS, self._transition, strict=True)
        }
        for plot, cursor in zip(self.figures.values(), self._cursor, strict=True):
            plot.add_layout(cursor)
        scales = {name: display_of(UNITS[name]).scale for name in INDICATORS}
        self.band = Band(self.figures, scales)
        self._band_reaches: dict[str, list[float]] = {}
        self._behind = 0
        self._titles: tuple[str, ...] = ()
        self._legend = words()
        self._standing = words()
        self.view = self._layout()
        self.restart(session)

    def _figure(self, chart: Chart, transition: BoxAnnotation) -> figure:
        unit = UNITS[chart.indicator]
        hover = HoverTool(
            mode="vline",
            tooltips=[("month", "@month"), (chart.heading, f"@{chart.indicator}{{0.000}}")],
        )
        plot = bare_figure(
            230,
            hover,
            x_range=self._months,
            y_range=Range1d(0, 1),
            x_axis_label="Months after the two economies part",
            y_axis_label=axis_unit(unit),
            name=chart.indicator,
        )
        plot.add_layout(transition)
        plot.add_layout(Span(location=0, dimension="height", line_color=INK, line_dash=[2, 2]))
        # Glyphs of their own: a figure would make four of each, and every page is made while
        # others wait.
        shown = {"x": "month", "y": chart.indicator}
        plot.add_glyph(self._past, Line(line_color=INK, line_width=2, **shown))
        lines = []
        for line, marks, color, dash, marker in zip(
            self._lines, self._marks, COLORS, DASHES, MARKERS, strict=True
        ):
            glyph = Line(line_color=color, line_width=2.2, line_dash=dash, **shown)
            lines.append(plot.add_glyph(line, glyph))
            mark = Scatter(marker=marker, size=7, fill_color=color, line_color=color, **shown)
            plot.add_glyph(marks, mark)
        hover.renderers = lines
        plot.xaxis.ticker = AdaptiveTicker(base=12, mantissas=[1, 2, 3, 6], min_interval=1)
        plot.min_border_left = 64
        dress(plot)
        return plot

    def _layout(self) -> pn.Column:
        cards = [
            card(
                words(f"<h2>{shown.heading}</h2><p>{shown.explanation}</p>"),
                pane_of(self.figures[shown.indicator]),
            )
            for shown in CHARTS
        ]
        return pn.Column(
            self._legend,
            side_by_side(*cards, card(self._standing)),
            sizing_mode="stretch_width",
        )

    def restart(self, session: Session) -> None:
        """Show a session from its beginning."""
        for source in (self._past, *self._lines, *self._marks):
            source.data = _columns([])
        self._extent = {}
        self._past_shown = self._shown = 0
        for span in self._lines_of_change:
            span.visible = False
        self._lines_of_change = []
        months = session.settings.months
        self._months.update(start=-PAST, end=1.02 * months)
        start, stop = windows_of(months).transition
        for box in self._transition:
            box.update(left=start - 1, right=stop)
        self._titles = session.titles
        self._explain()
        if self._kept:
            self._widen(self._kept)
        self._make_room_for_band()
        self.update(session)

    def update(self, session: Session) -> None:
        """Show the months that have been added since the last call."""
        past = [row for row in session.burn_in[self._past_shown :] if row["month"] > -PAST]
        self._past_shown = len(session.burn_in)
        if past:
            self._past.stream(_columns(past))
            self._widen(past)
        if session.forked and self._shown == 0 and session.burn_in:
            fork = _columns(session.burn_in[-1:])
            for source in self._lines:
                if not source.data["month"]:
                    source.stream(fork)
        for order, history in enumerate(session.history):
            new = history[self._shown :]
            if not new:
                continue
            self._lines[order].stream(_columns(new))
            self._widen(new)
            offset = (1 - order) * BETWEEN_MARKS // 2
            marked = [row for row in new if row["month"] % BETWEEN_MARKS == offset]
            if marked:
                self._marks[order].stream(_columns(marked))
        self._shown = len(session.history[0])
        self._mark_changes(session)
        self._standing.object = standing(session)

    def point_at(self, session: Session, month: int) -> None:
        """Draw a line at a month and say where things stood then; none at the present one.

        Parameters
        ----------
        session : Session
        month : int
            Months after the fork.
        """
        for cursor in self._cursor:
            cursor.update(location=month, visible=month < session.month)
        self._standing.object = standing(session, month)

    def show_band(self, found: list[Rows]) -> None:
        """Draw further replicates of the run behind its lines.

        Parameters
        ----------
        found : list of (months, 2, indicators) float64
            None of them takes the band away.
        """
        self._band_reaches = self.band.show(found)
        self._make_room_for_band()
        self._behind = len(found)
        self._explain()

    def _make_room_for_band(self) -> None:
        for name, ends in self._band_reaches.items():
            self._reach(name, ends)

    def _explain(self) -> None:
        self._legend.object = legend(self._titles, bool(self._kept), told(self._behind))

    @property
    def keeps(self) -> bool:
        """Return whether a run is kept."""
        return bool(self._kept)

    def keep(self, session: Session | None) -> None:
        """Let the run stay in the background of the charts, or, with None, no run.

        Parameters
        ----------
        session : Session, optional
        """
        histories = ([], []) if session is None else session.history
        self._kept = [row for rows in histories for row in rows]
        if not self._ghosts:
            self._ghosts = tuple(ColumnDataSource(_columns([])) for _ in COLORS)
            self._draw_ghosts()
        for ghost, rows in zip(self._ghosts, histories, strict=True):
            ghost.data = _columns(list(rows))

    def _draw_ghosts(self) -> None:
        with at_once(self.figures.values()):
            for name, plot in self.figures.items():
                for ghost, color, dash in zip(self._ghosts, COLORS, DASHES, strict=True):
                    glyph = Line(
                        x="month", y=name, line_color=color, line_width=5, line_alpha=0.3,
                        line_dash=dash,
                    )  # fmt: skip
                    plot.add_glyph(ghost, glyph, level="underlay", name="kept")

    def _widen(self, rows: list[dict[str, float]]) -> None:
        """Let the vertical axes reach as far as the rows, and never less than the least span."""
        for name, values in _columns(rows).items():
            if name in self.figures:
                self._reach(name, values)

    def _reach(self, name: str, values: list[float]) -> None:
        """Let one vertical axis reach as far as some values."""
        low, high = self._extent.get(name, (inf, -inf))
        known = [number for number in values if isfinite(number)]
        low, high = min([low, *known]), max([high, *known])
        if not isfinite(low):
            return
        self._extent[name] = low, high
        chart = CHARTS[INDICATORS.index(name)]
        missing = max(0.0, chart.least_span - (high - low)) / 2.0
        room = 0.06 * max(high - low, chart.least_span)
        # A line at zero would be half hidden by the axis.
        bottom = -room / 2.0 if chart.from_zero else low - missing - room
        self.figures[name].y_range.update(start=bottom, end=high + missing + room)

    def _mark_changes(self, session: Session) -> None:
        """Draw a line in the month in which parameters were changed."""
        known = len(self._lines_of_change) // len(CHARTS)
        for month, _ in session.interventions[known:]:
            for plot in self.figures.values():
                span = Span(
                    location=month, dimension="height", line_color=INK_SOFT, line_dash=[6, 3, 1, 3]
                )
                plot.add_layout(span)
                self._lines_of_change.append(span)


def _columns(rows: list[dict[str, float]]) -> dict[str, list[float]]:
    """Return rows of indicators as columns, scaled as they are shown."""
    return {
        "month": [row["month"] for row in rows],
        **{
            name: [display_of(UNITS[name]).scale * row[name] for row in rows] for name in INDICATORS
        },
    }


def standing(session: Session, until: int | None = None) -> str:
    """Return a table of where both economies stand, or stood at a month, as HTML."""
    first, second = session.recent_means(INDICATORS, until=until)
    months = min(12, len(session.history[0][:until]))
    rows = []
    for chart, a, b in zip(CHARTS, first, second, strict=True):
        display = display_of(UNITS[chart.indicator])
        unit = " %" if display.level == "%" else ""
        gap = display.text(b - a, signed=True).replace("-", "\N{MINUS SIGN}")
        gap_unit = f" {display.difference}" if unit else ""
        cells = (f"{display.text(a)}{unit}", f"{display.text(b)}{unit}", f"{gap}{gap_unit}")
        if not months:
            cells = ("\N{EN DASH}",) * 3
        rows.append(
            f"<tr><th scope='row'>{chart.heading}</th>"
            + "".join(f"<td>{cell}</td>" for cell in cells)
            + "</tr>"
        )
    heads = "".join(f"<th scope='col'>{escape(title)}</th>" for title in session.titles)
    when = (
        f"Mean of the {in_months(months)} up to month {len(session.history[0][:until])}."
        if months
        else WAITING
    )
    return (
        f"<h2>Where things stand</h2><p>{when} One run is one random draw: small differences may "
        "turn round with another seed.</p><table><thead><tr><th scope='col'>Indicator</th>"
        f"{heads}<th scope='col'>Difference</th></tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )
