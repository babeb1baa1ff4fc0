"""The tab that says why the two economies differ in output per hour."""

from __future__ import annotations

from html import escape
from math import exp
from typing import Final

import panel as pn
from bokeh.core.properties import value
from bokeh.models import ColumnDataSource, FactorRange, LabelSet, Span
from bokeh.plotting import figure

from sim.app.session import Session
from sim.app.style import FONT, INK, INK_SOFT, bare_figure, dress, in_months, signed
from sim.app.widgets import card, pane_of, words
from sim.drawing.style import CHANNEL_MARKS
from sim.vocabulary import LOG_POINTS

TOTAL: Final = "total"

PARTS: Final = {
    "allocation": (
        "Who does what",
        "efficiency",
        "Tasks lie with those who do them best, or with others too.",
    ),
    "overhead": (
        "Meetings, control, switching",
        "efficiency",
        "Time that goes into deciding, supervising and changing from task to task.",
    ),
    "effort": ("Effort", "motivation", "How hard people work."),
    "skills": (
        "Skills",
        "skills",
        "What people have learned and forgotten, and who was trained.",
    ),
    "technology": ("Technology", "technology", "Ideas that were had, taken up and passed on."),
    TOTAL: ("Together", TOTAL, "The whole gap in output per hour."),
}
"""Name on the page, mark and explanation of each part, in the order of the chart."""

HATCHES: Final = {
    "efficiency": "/",
    "motivation": ".",
    "skills": "\\",
    "technology": "x",
    TOTAL: " ",
}

WAITING: Final = (
    "Nothing to explain yet: the two economies have only their shared past. Press Run or Step."
)


class DecompositionView:
    """Waterfall and table of the exact decomposition so far.

    Parameters
    ----------
    session : Session
    """

    def __init__(self, session: Session) -> None:
        self._bars = ColumnDataSource(
            {name: [] for name in ("part", "bottom", "top", "color", "hatch", "text", "place")}
        )
        self.figure = self._figure()
        self._words = words()
        self._table = words()
        self._chart = card(pane_of(self.figure))
        self.view = pn.Column(
            self._words,
            self._chart,
            self._table,
            sizing_mode="stretch_width",
        )
        self.update(session)

    def _figure(self) -> figure:
        plot = bare_figure(
            370,
            x_range=FactorRange(factors=[name for name, _, _ in PARTS.values()]),
            y_axis_label="Gap in output per hour (log points)",
            name="why",
        )
        plot.vbar(
            "part",
            top="top",
            bottom="bottom",
            width=0.66,
            source=self._bars,
            fill_color="color",
            line_color=INK,
            hatch_pattern="hatch",
            hatch_color=INK,
            hatch_alpha=0.6,
            hatch_weight=0.7,
        )
        plot.add_layout(Span(location=0, dimension="width", line_color=INK, line_width=1))
        plot.add_layout(
            LabelSet(
                x="part",
                y="place",
                text="text",
                source=self._bars,
                text_align="center",
                y_offset=3,
                text_font=value(FONT),
                text_font_size="12px",
                text_color=INK,
            )
        )
        dress(plot)
        plot.xaxis.major_label_orientation = 0.8
        plot.xaxis.major_tick_line_color = None
        plot.y_range.range_padding = 0.2
        plot.xaxis.axis_line_color = INK_SOFT
        return plot

    def update(self, session: Session) -> None:
        """Show the decomposition of the months so far."""
        means = session.mean_channels()
        self._chart.visible = bool(means)
        if not means:
            self._words.object = f"<h2>Why they differ</h2><p>{WAITING}</p>"
            self._table.object = ""
            return
        bars: dict[str, list[object]] = {name: [] for name in self._bars.data}
        level = 0.0
        for part, (name, mark, _) in PARTS.items():
            start = 0.0 if part == TOTAL else level
            level = start + means[part]
            bars["part"].append(name)
            bars["bottom"].append(min(start, level))
            bars["top"].append(max(start, level))
            bars["place"].append(max(start, level, 0.0) if part == TOTAL else max(start, level))
            bars["color"].append("#BFBFBF" if part == TOTAL else CHANNEL_MARKS[mark].color)
            bars["hatch"].append(HATCHES[mark])
            bars["text"].append(signed(means[part]))
        self._bars.data = bars
        self._words.object = sentences(session, means)
        self._table.object = table(means)


def sentences(session: Session, means: dict[str, float]) -> str:
    """Return what the decomposition says in plain words, as HTML.

    Parameters
    ----------
    session : Session
    means : dict of str to float
        As `Session.mean_channels` returns it; not empty.
    """
    first, second = (f"<b>{escape(title)}</b>" for title in session.titles)
    percent = 100.0 * (exp(means[TOTAL] / LOG_POINTS) - 1.0)
    more = "more" if percent >= 0.0 else "less"
    parts = {part: value for part, value in means.items() if part in PARTS and part != TOTAL}
    best = max(parts, key=lambda part: parts[part])
    worst = min(parts, key=lambda part: parts[part])
    lines = [
        f"Over the {in_months(len(session.channels))} so far an hour of work makes "
        f"{abs(percent):.1f} % {more} in {second} than in {first}."
    ]
    if parts[best] > 0.0:
        lines.append(
            f"What helps {second} most: {PARTS[best][0].lower()} "
            f"({signed(parts[best])} log points)."
        )
    if parts[worst] < 0.0:
        lines.append(
            f"What costs it most: {PARTS[worst][0].lower()} ({signed(parts[worst])} log points)."
        )
    return (
        f"<h2>Why they differ</h2><p>{' '.join(lines)}</p>"
        "<p>Each bar starts where the one before ends. One log point is about one per cent; the "
        "parts add up exactly to the last bar. Each month, output is computed for all 32 mixtures "
        "of the two economies (the jobs of one with the effort of the other, and so on), and each "
        "part gets its mean contribution over all orders of exchange (Shapley value).</p>"
    )


def table(means: dict[str, float]) -> str:
    """Return the parts with their explanations as an HTML table."""
    rows = [
        (name, signed(means[part]), explanation) for part, (name, _, explanation) in PARTS.items()
    ]
    rows.append(
        (
            "People at work",
            signed(means["employment"]),
            "Not part of the chart: hours worked per head. With all of the above it makes up the "
            "gap in output per head.",
        )
    )
    body = "".join(
        f"<tr><th scope='row'>{name}</th><td class='number'>{value}</td><td>{words}</td></tr>"
        for name, value, words in rows
    )
    return (
        "<table><thead><tr><th scope='col'>Part</th><th scope='col' class='number'>Log points</th>"
        f"<th scope='col'>What it is</th></tr></thead><tbody>{body}</tbody></table>"
    )
