"""How the page looks: colours, marks of the two economies, figures without clutter."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any, Final

from bokeh.models import HoverTool, Plot
from bokeh.plotting import figure

from sim.drawing.style import INK, REGIME_MARKS, SHADE

COLORS: Final = tuple(mark.color for mark in REGIME_MARKS)
DASHES: Final = ("solid", [8, 4])
MARKERS: Final = ("circle", "square")
HATCHES: Final = (" ", "/")
"""Hatch patterns of bars, so that both economies are told apart without colour."""

STYLE: Final = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
"""Style sheet of the page and of everything on it."""

INK_SOFT: Final = "#555555"
GRID: Final = "#E3E3E3"
FONT: Final = "Helvetica, Arial, sans-serif"

__all__ = [
    "COLORS",
    "DASHES",
    "FONT",
    "GRID",
    "HATCHES",
    "INK",
    "INK_SOFT",
    "MARKERS",
    "SHADE",
    "STYLE",
    "alert",
    "bare_figure",
    "dress",
    "in_months",
    "legend",
    "signed",
]


def bare_figure(height: int, hover: HoverTool | None = None, **arguments: Any) -> figure:
    """Return an empty figure in the look of the page that fills the width there is.

    Parameters
    ----------
    height : int
        In pixels.
    hover : HoverTool, optional
    **arguments
        As of `bokeh.plotting.figure`.
    """
    tools = [hover] if hover is not None else []
    plot = figure(
        height=height,
        sizing_mode="stretch_width",
        min_width=200,
        tools=tools,
        toolbar_location=None,
        outline_line_color=None,
        background_fill_color=None,
        border_fill_color=None,
        **arguments,
    )
    dress(plot)
    return plot


def dress(plot: Plot) -> None:
    """Give axes and grid of a plot the look of the page."""
    for axis in (*plot.xaxis, *plot.yaxis):
        axis.axis_label_text_font_style = "normal"
        axis.axis_label_text_font_size = "12px"
        axis.axis_label_text_font = FONT
        axis.axis_label_text_color = INK
        axis.major_label_text_font_size = "12px"
        axis.major_label_text_font = FONT
        axis.major_label_text_color = INK
        axis.minor_tick_line_color = None
        axis.axis_line_color = INK_SOFT
    plot.xgrid.grid_line_color = None
    plot.ygrid.grid_line_color = GRID


def legend(titles: tuple[str, ...], kept: bool = False, band: str = "") -> str:
    """Return the legend of the two economies and of their shared past as HTML.

    Parameters
    ----------
    titles : tuple of str
    kept : bool
        Whether an earlier run is in the background.
    band : str
        What the faint band is; empty without one.
    """
    marks = ('<circle cx="22" cy="7" r="4"/>', '<rect x="18" y="3" width="8" height="8"/>')
    entries = [
        f'<span class="key"><svg width="44" height="14" aria-hidden="true" fill="{color}">'
        f'<line x1="0" x2="44" y1="7" y2="7" stroke="{color}" stroke-width="2.5" '
        f'stroke-dasharray="{dashes}"/>{mark}</svg>{escape(title)}</span>'
        for title, color, dashes, mark in zip(titles, COLORS, ("none", "8 4"), marks, strict=True)
    ]
    entries.append(
        '<span class="key"><svg width="44" height="14" aria-hidden="true">'
        '<line x1="0" x2="44" y1="7" y2="7" stroke="currentColor" stroke-width="2.5"/></svg>'
        "their shared past, under capitalism</span>"
    )
    entries.append('<span class="key"><i class="transition"></i>transition</span>')
    if kept:
        entries.append("<span>Broad and pale: the run that you kept.</span>")
    if band:
        entries.append(f"<span>{band}</span>")
    entries.append("<span>Axes of output, effort and alienation do not begin at zero.</span>")
    return f'<div class="legend">{"".join(entries)}</div>'


def alert(text: str, kind: str) -> str:
    """Return a message as HTML; whatever the text holds is shown, not obeyed.

    Parameters
    ----------
    text : str
    kind : {"error", "note"}
    """
    role = "alert" if kind == "error" else "status"
    body = escape(text).replace("\n", "<br>")
    return f'<div class="message {kind}" role="{role}">{body}</div>'


def signed(value: float, digits: int = 1) -> str:
    """Return a number with its sign; a rounded zero has none.

    Parameters
    ----------
    value : float
    digits : int
        After the point.
    """
    text = f"{value:+.{digits}f}"
    if float(text) == 0.0:
        return f"{0.0:.{digits}f}"
    return text.replace("-", "\N{MINUS SIGN}")


def in_months(count: int) -> str:
    """Return a number of months in words."""
    return "1 month" if count == 1 else f"{count} months"
