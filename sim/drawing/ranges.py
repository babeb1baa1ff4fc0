"""Values with their intervals beside the ranges that are known for them, one row for each."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.drawing.marks import UNDECIDED
from sim.drawing.style import INK, REGIME_MARKS, TWO_COLUMNS, figure_of

KNOWN: Final = "#D9D9D9"
"""Colour of ranges and published intervals."""

INSIDE: Final = REGIME_MARKS[0]
OUTSIDE: Final = REGIME_MARKS[1]
_OPEN: Final = replace(REGIME_MARKS[0], color=UNDECIDED, marker="D")

LIMITS: Final = (-2.0, 3.0)
"""Ends of an axis on which the range goes from 0 to 1."""

_ROW: Final = 0.25


def rows_panel(axes: Axes | None, height: float) -> tuple[Axes, Figure]:
    """Return where rows are drawn: the axes that were given, or those of a new figure.

    Parameters
    ----------
    axes : Axes, optional
    height : float
        Of all rows, in quarters of an inch.
    """
    if axes is not None:
        return axes, figure_of(axes)
    figure = Figure(figsize=(TWO_COLUMNS, height * _ROW + 1.2), layout="constrained")
    return figure.subplots(), figure


def mark(
    panel: Axes,
    place: int,
    estimate: tuple[float, float, float],
    *,
    inside: bool | None = True,
    limits: tuple[float, float] = LIMITS,
) -> None:
    """Draw a value with its interval, or an arrow where it lies beyond the axis.

    Parameters
    ----------
    panel : Axes
    place : int
        Row.
    estimate : (float, float, float)
        Value and ends of the interval; NaN where unknown.
    inside : bool, optional
        Whether the value lies in its range; None where its interval does not tell.
    limits : (float, float)
        Ends of the axis.
    """
    value, low, high = estimate
    if not np.isfinite(value):
        return
    style = {True: INSIDE, False: OUTSIDE, None: _OPEN}[inside]
    marker, (first, last) = style.marker, limits
    if not first < value < last:
        edge = 0.012 * (last - first)
        marker, value = (">", last - edge) if value >= last else ("<", first + edge)
    elif np.isfinite(low):
        ends = np.clip([low, high], first, last)
        panel.plot(ends, [place, place], color=style.color, linewidth=1.4)
    panel.plot(value, place, marker, color=style.color, markersize=4.5, zorder=3)


def finish(
    panel: Axes, labels: list[str], limits: tuple[float, float], size: str | None = None
) -> None:
    """Set the names of the rows and the ends of both axes.

    Parameters
    ----------
    panel : Axes
    labels : list of str
        Of the rows, from below.
    limits : (float, float)
        Ends of the axis across.
    size : str, optional
        Of the letters, by default that of the style.
    """
    panel.set_yticks(range(len(labels)), labels)
    if size is not None:
        panel.tick_params(axis="y", labelsize=size)
    panel.set_xlim(*limits)
    panel.set_ylim(-0.7, len(labels) - 0.3)


def beside(panel: Axes, place: int, text: str) -> None:
    """Write a text on the right of a row."""
    panel.annotate(
        text,
        (1.02, place),
        xycoords=("axes fraction", "data"),
        va="center",
        fontsize="x-small",
        annotation_clip=False,
    )


def legend(figure: Figure, known: str, stroke: str, *, some_open: bool = False) -> None:
    """Add a legend of ranges, strokes and of values in and out of their ranges.

    Parameters
    ----------
    figure : Figure
    known, stroke : str
        What the grey range and the stroke in it stand for.
    some_open : bool
        Whether of some values the interval does not tell.
    """
    figure.legend(
        handles=[
            *range_handles(known, stroke),
            *(
                Line2D([], [], color=style.color, marker=style.marker, label=f"simulated, {where}")
                for style, where in (
                    (INSIDE, "inside"),
                    (OUTSIDE, "outside"),
                    *([(_OPEN, "undecided")] if some_open else []),
                )
            ),
        ],
        loc="outside lower center",
        ncols=4,
    )


def range_handles(known: str, stroke: str) -> list[Patch | Line2D]:
    """Return what stands in a legend for a range and for the stroke in it."""
    return [
        Patch(color=KNOWN, label=known),
        Line2D([], [], color=INK, marker="|", linestyle="", label=stroke),
    ]
