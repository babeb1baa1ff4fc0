"""The gap over two parameters, and the line where it is zero."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator
from matplotlib.tri import Triangulation

from sim.analysis.contour import KINDS
from sim.drawing.marks import PACK_MARKERS, draw_packs, gap_label, pack_mark, parameter_label
from sim.drawing.style import DASHED, INK, ONE_COLUMN, SOLID, head, panels, styled
from sim.experiments.frontier.record import Frontier

GAP_COLORS = "PuOr"
"""Colour map of gaps: diverging, told apart by colour-blind readers."""

_WIDTH = 1.55 * ONE_COLUMN

_LINES = (
    ("equally productive", SOLID, 1.8),
    ("lower end of 95 % interval is zero", DASHED, 1.0),
    ("upper end of 95 % interval is zero", (0.0, (1.0, 1.5)), 1.0),
)
"""Label, style and width of the line of each kind."""


def drawings(result: Frontier) -> dict[str, Callable[[], Figure]]:
    """Return what draws each figure of a frontier, by name."""
    return {"map": partial(frontier_map, result)}


@styled
def frontier_map(result: Frontier, axes: Axes | None = None) -> Figure:
    """Return the gap over two parameters, with the line where it is zero and its 95 % band.

    Dots are the points that were simulated; the white marks are what each side assumes.

    Parameters
    ----------
    result : Frontier
    axes : Axes, optional
        Where to draw.

    Raises
    ------
    ResultsError
        If the axes belong to no figure.
    """
    figure, (panel,) = panels(1, 1, (_WIDTH, 0.92 * _WIDTH), axes)
    points = result.points.dropna(subset=["gap"])
    largest = float(points["gap"].abs().max()) or 1.0
    mesh = panel.tricontourf(
        Triangulation(points[result.x], points[result.y]),
        points["gap"],
        levels=np.linspace(-largest, largest, 21),
        cmap=GAP_COLORS,
    )
    panel.plot(points[result.x], points[result.y], ".", color=INK, markersize=1.6, alpha=0.6)
    for kind, (_, style, width) in zip(KINDS, _LINES, strict=True):
        rows = result.contours[result.contours["kind"] == kind]
        for _, line in rows.groupby("line"):
            panel.plot(
                line[result.x], line[result.y], color="black", linestyle=style, linewidth=width
            )
    draw_packs(panel, result.packs, result.x, result.y)
    panel.set_xlim(points[result.x].min(), points[result.x].max())
    panel.set_ylim(points[result.y].min(), points[result.y].max())
    panel.grid(visible=False)
    panel.set_xlabel(parameter_label(result.x))
    panel.set_ylabel(parameter_label(result.y))
    bar = figure.colorbar(mesh, ax=panel, shrink=0.9)
    bar.set_label(gap_label(result.measure, result.horizon))
    bar.locator = MaxNLocator(9, symmetric=True)
    bar.update_ticks()
    figure.set_label("Dots are what was simulated.")
    if axes is None:
        a, b = result.titles
        head(figure, f"{b} against {a}: positive where {b} is ahead")
        figure.legend(handles=_map_legend(result), loc="outside lower center", ncols=2)
    return figure


def _map_legend(result: Frontier) -> list[Line2D]:
    """Return the marks of what is drawn: one replicate has no band, some planes have no line."""
    drawn = set(result.contours["kind"])
    return [
        *(
            Line2D([], [], color="black", linestyle=style, linewidth=width, label=label)
            for kind, (label, style, width) in zip(KINDS, _LINES, strict=True)
            if kind in drawn
        ),
        *(pack_mark(pack) for pack in PACK_MARKERS),
    ]
