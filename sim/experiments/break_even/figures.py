"""The gap over one parameter, and where it is zero."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.drawing.marks import PACK_MARKERS, gap_label, pack_mark, pack_values, parameter_label
from sim.drawing.style import (
    BANDS,
    DASHED,
    INK,
    ONE_COLUMN,
    REGIME_MARKS,
    figure_of,
    head,
    panels,
    styled,
)
from sim.experiments.break_even.record import BreakEven

_WIDTH = 1.55 * ONE_COLUMN

_CROSSING = REGIME_MARKS[1].color


def drawings(result: BreakEven) -> dict[str, Callable[[], Figure]]:
    """Return what draws each figure of a break-even, by name."""
    return {"curve": partial(break_even_curve, result)}


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
            panel.plot([row["low"], row["high"]], [0, 0], color=_CROSSING, linewidth=4, alpha=0.9)
            for end, marker in (("low", "<"), ("high", ">")):
                if row[f"{end}_open"]:
                    panel.plot(row[end], 0, marker=marker, color=_CROSSING, clip_on=False)
    low, high = float(values.min()), float(values.max())
    panel.set_xlim(low, high)
    _mark_packs_below(panel, result.packs, result.parameter)
    panel.set_xlabel(parameter_label(result.parameter))
    panel.set_ylabel(textwrap.fill(gap_label(result.measure, result.horizon), 32))
    figure.set_label(BANDS if points["low"].notna().any() else "")
    if axes is None:
        a, b = result.titles
        head(figure_of(panel), f"{b} against {a}: positive where {b} is ahead")
        figure.legend(
            handles=_curve_legend(result, mark.color), loc="outside lower center", ncols=2
        )
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


def _curve_legend(result: BreakEven, color: str) -> list[Line2D | Patch]:
    """Return the marks of what is drawn: one replicate has no interval."""
    crossings = result.crossings
    marks: list[Line2D | Patch] = [
        Line2D([], [], color=color, marker="o", markersize=3, label="mean over replicates")
    ]
    if result.points["low"].notna().any():
        marks.append(Patch(color=color, alpha=0.2, label="its 95 % interval"))
    if len(crossings):
        marks.append(Line2D([], [], color=INK, linestyle=DASHED, linewidth=0.8, label="break-even"))
    if crossings[["low", "high"]].notna().all(axis=1).any():
        marks.append(Line2D([], [], color=_CROSSING, linewidth=4, label="its 95 % interval"))
    return [*marks, *(pack_mark(pack) for pack in PACK_MARKERS)]
