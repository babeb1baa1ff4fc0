"""The figures of the page, empty: the page fills them as a reader moves beliefs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from bokeh.models import ColumnDataSource, Range1d, Span
from bokeh.plotting import figure

from sim.drawing.style import REGIME_MARKS

BEHIND, AHEAD = (mark.color for mark in REGIME_MARKS)
"""Colours of worlds in which the regime is behind and ahead, as of the two regimes elsewhere."""

BINS: Final = 30
HEIGHTS: Final = {"histogram": 210, "channels": 190, "curve": 72}


def figures(parameters: Sequence[str], channels: Sequence[str]) -> list[Any]:
    """Return all figures; each has the name by which the page finds it.

    Parameters
    ----------
    parameters : sequence of str
        Those that have a slider.
    channels : sequence of str
        Names as they are shown; none where there are no channels.
    """
    found = [_histogram()]
    if channels:
        found.append(_channels(list(channels)))
    return [*found, *(_curve(name) for name in parameters)]


def _bare(name: str, height: int, **arguments: Any) -> Any:
    plot = figure(
        name=name,
        height=height,
        sizing_mode="stretch_width",
        min_width=120,
        tools=[],
        toolbar_location=None,
        outline_line_color=None,
        background_fill_alpha=0.0,
        border_fill_alpha=0.0,
        **arguments,
    )
    plot.min_border = 4
    for axis in (*plot.xaxis, *plot.yaxis):
        axis.axis_label_text_font_style = "normal"
        axis.minor_tick_line_color = None
    plot.grid.grid_line_color = None
    return plot


def _zero(dimension: str) -> Span:
    return Span(location=0.0, dimension=dimension, line_width=2, tags=["ink"])


def _histogram() -> Any:
    plot = _bare("histogram", HEIGHTS["histogram"], x_range=Range1d(-1, 1), y_range=Range1d(0, 1))
    plot.min_border_right = 14
    bars = ColumnDataSource(data={"left": [], "right": [], "top": [], "color": []}, name="bars")
    plot.quad(
        left="left", right="right", top="top", bottom=0, source=bars, fill_color="color",
        line_color=None, fill_alpha=0.85,
    )  # fmt: skip
    span = ColumnDataSource(data={"low": [], "high": [], "middle": [], "y": []}, name="span")
    line = plot.segment(x0="low", x1="high", y0="y", y1="y", source=span, line_width=3)
    point = plot.scatter("middle", "y", source=span, size=11, marker="diamond")
    for renderer in (line, point):
        renderer.tags = ["ink"]
    plot.add_layout(_zero("height"))
    plot.yaxis.visible = False
    plot.xaxis.axis_label = "gap in log points (right of zero: ahead)"
    return plot


def _channels(names: list[str]) -> Any:
    short = [name.partition(" (")[0] for name in names]
    plot = _bare("channels", HEIGHTS["channels"], y_range=short[::-1], x_range=Range1d(-1, 1))
    plot.min_border_right = 14
    bars = ColumnDataSource(
        data={"name": [], "mean": [], "low": [], "high": [], "color": []}, name="channel bars"
    )
    plot.hbar(
        y="name", right="mean", left=0, height=0.55, source=bars, fill_color="color",
        line_color=None, fill_alpha=0.85,
    )  # fmt: skip
    line = plot.segment(x0="low", x1="high", y0="name", y1="name", source=bars, line_width=2)
    line.tags = ["ink"]
    plot.add_layout(_zero("height"))
    plot.xaxis.axis_label = "log points of output per hour (right: adds)"
    return plot


def _curve(parameter: str) -> Any:
    plot = _bare(
        f"curve:{parameter}", HEIGHTS["curve"], x_range=Range1d(0, 1), y_range=Range1d(-1, 1)
    )
    plot.min_border = 0
    plot.axis.visible = False
    source = ColumnDataSource(data={"x": [], "y": [], "low": [], "high": []})
    plot.varea(x="x", y1="low", y2="high", source=source, fill_alpha=0.3, fill_color=BEHIND)
    line = plot.line("x", "y", source=source, line_width=2.5)
    line.tags = ["accent"]
    zero = _zero("width")
    zero.line_width, zero.line_dash = 1, "dashed"
    plot.add_layout(zero)
    belief = Span(location=None, dimension="height", line_width=3, tags=["ink", "belief"])
    plot.add_layout(belief)
    return plot
