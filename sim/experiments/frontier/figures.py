"""Where two regimes are equally productive: over two parameters, and over one."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator
from matplotlib.tri import Triangulation

from sim.drawing.marks import (
    PACK_MARKERS,
    draw_packs,
    gap_label,
    pack_mark,
    pack_values,
    parameter_label,
)
from sim.drawing.style import (
    DASHED,
    INK,
    ONE_COLUMN,
    REGIME_MARKS,
    SOLID,
    figure_of,
    head,
    panels,
    styled,
)
from sim.experiments.break_even.record import BreakEven
from sim.experiments.frontier.record import Frontier

GAP_COLORS = "PuOr"
"""Colour map of gaps: diverging, told apart by colour-blind readers."""

_WIDTH = 1.55 * ONE_COLUMN

_KINDS = ("estimate", "lower_limit", "upper_limit")

_LINES = (
    ("equally productive", SOLID, 1.8),
    ("lower end of 95 % interval is zero", DASHED, 1.0),
    ("upper end of 95 % interval is zero", (0.0, (1.0, 1.5)), 1.0),
)
"""Label, style and width of the line of each kind."""


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
    for kind, (_, style, width) in zip(_KINDS, _LINES, strict=True):
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
    if axes is None:
        a, b = result.titles
        head(figure, f"{b} against {a}: positive where {b} is ahead")
        figure.legend(handles=_map_legend(), loc="outside lower center", ncols=2)
    return figure


def _map_legend() -> list[Line2D]:
    return [
        *(
            Line2D([], [], color="black", linestyle=style, linewidth=width, label=label)
            for label, style, width in _LINES
        ),
        *(pack_mark(pack) for pack in PACK_MARKERS),
    ]


@styled
def break_even_curve(result: BreakEven, axes: Axes | None = None) -> Figure:
    """Return the gap over one parameter with its 95 % band, and where it is zero.

    The bar on the zero line is the interval of a crossing; an arrow says that it goes on beyond
    the range. Marks on the lower edge are what each side assumes.

    Parameters
    ----------
    result : BreakEven
    axes : Axes, optional
        Where to draw.

    Raises
    ------
    ResultsError
        If the axes belong to no figure.
    """
    figure, (panel,) = panels(1, 1, (_WIDTH, 0.78 * _WIDTH), axes)
    points = result.points.dropna(subset=["gap"])
    values = points[result.parameter]
    mark = REGIME_MARKS[0]
    if points["low"].notna().any():
        panel.fill_between(values, points["low"], points["high"], color=mark.color, alpha=0.2, lw=0)
    panel.plot(values, points["gap"], color=mark.color, marker="o", markersize=3)
    panel.axhline(0.0, color=INK, linewidth=0.8)
    for row in result.crossings.to_dict("records"):
        panel.axvline(row["value"], color=INK, linewidth=0.8, linestyle=DASHED)
        if np.isfinite([row["low"], row["high"]]).all():
            panel.plot([row["low"], row["high"]], [0, 0], color="#D55E00", linewidth=4, alpha=0.9)
            for end, marker in (("low", "<"), ("high", ">")):
                if row[f"{end}_open"]:
                    panel.plot(row[end], 0, marker=marker, color="#D55E00", clip_on=False)
    low, high = float(values.min()), float(values.max())
    panel.set_xlim(low, high)
    _mark_packs_below(panel, result.packs, result.parameter)
    panel.set_xlabel(parameter_label(result.parameter))
    panel.set_ylabel(gap_label(result.measure, result.horizon))
    if axes is None:
        a, b = result.titles
        head(figure_of(panel), f"{b} against {a}: positive where {b} is ahead")
        figure.legend(handles=_curve_legend(mark.color), loc="outside lower center", ncols=2)
    return figure


def _mark_packs_below(panel: Axes, packs: pd.DataFrame, parameter: str) -> None:
    for pack, value in pack_values(packs, parameter).items():
        panel.plot(
            value,
            0.02,
            marker=PACK_MARKERS[pack],
            markersize=6.5,
            markerfacecolor="white",
            markeredgecolor="black",
            linestyle="none",
            transform=panel.get_xaxis_transform(),
            clip_on=False,
            zorder=6,
        )


def _curve_legend(color: str) -> list[Line2D | Patch]:
    return [
        Line2D([], [], color=color, marker="o", markersize=3, label="mean over replicates"),
        Patch(color=color, alpha=0.2, label="its 95 % interval"),
        Line2D([], [], color=INK, linestyle=DASHED, linewidth=0.8, label="break-even"),
        Line2D([], [], color="#D55E00", linewidth=4, label="its 95 % interval"),
        *(pack_mark(pack) for pack in PACK_MARKERS),
    ]
