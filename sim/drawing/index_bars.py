"""Indices of sensitivity as bars, which several experiments draw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from sim.analysis.decided import DECIDED, conclusions
from sim.drawing.marks import UNDECIDED
from sim.drawing.style import CHANNEL_MARKS, INK, TWO_COLUMNS, figure_of, head, styled
from sim.errors import ResultsError
from sim.text.phrases import capital

MOST_ROWS = 15
"""Factors that are shown, the most influential."""

_BAR = 0.38

_MIDDLE = 0.45

_EXPLAINED = (
    "Thin lines are 95 % intervals. Grey: the interval contains zero, no influence is shown. No "
    "index lies below zero: estimates that do are noise, and not drawn."
)


@styled
def index_bars(
    indices: pd.DataFrame,
    density: pd.DataFrame,
    subject: str,
    unit: str = "",
    priors: str = "",
    axes: Sequence[Axes] | None = None,
) -> Figure:
    """Return the indices of the most influential factors, with 95 % intervals, and PAWN beside.

    The dashed line is what 95 % of factors without influence stay below.

    Parameters
    ----------
    indices : pandas.DataFrame
        ``parameter`` and Sobol indices or elementary effects with their intervals, or neither.
    density : pandas.DataFrame
        ``parameter, pawn, threshold``; without rows where there are no PAWN indices.
    subject : str
        What is decided, for the heading.
    unit : str
        Of elementary effects, as shown.
    priors : str
        From which distributions the factors were drawn, in words, for the axes.
    axes : sequence of Axes, optional
        For the indices and for PAWN, as far as there are any.

    Raises
    ------
    ResultsError
        If there are too many or too few axes.
    """
    order = _ranked(indices, density)
    names = order[:MOST_ROWS]
    kinds = [] if _column(indices) is None else ["indices"]
    kinds += ["pawn"] if len(density) else []
    if axes is None:
        height = 0.27 * len(names) + 1.5
        figure = Figure(figsize=(TWO_COLUMNS, height), layout="constrained")
        grid = list(figure.subplots(1, len(kinds), squeeze=False, sharey=True).ravel())
    else:
        grid = list(axes)
        if len(grid) != len(kinds):
            raise ResultsError(f"this figure needs {len(kinds)} axes, {len(grid)} were given")
        figure = figure_of(grid[0])
    for panel, kind in zip(grid, kinds, strict=True):
        if kind == "pawn":
            _draw_density(panel, density, names)
        elif "total" in indices:
            _draw_sobol(panel, indices, names)
        else:
            _draw_morris(panel, indices, names, unit)
        if priors:
            panel.set_xlabel(f"{panel.get_xlabel()}\nfactors drawn from {priors}")
        panel.grid(visible=True, axis="x")
        panel.grid(visible=False, axis="y")
    figure.set_label(_EXPLAINED if kinds[:1] == ["indices"] else "Grey: no influence is shown.")
    grid[0].set_yticks(range(len(names)), [_words(name) for name in names])
    grid[0].set_ylim(len(names) - 0.4, -0.6)
    bars, labels = grid[0].get_legend_handles_labels()
    if axes is not None and labels:
        grid[0].legend()
    elif axes is None:
        if labels:
            figure.legend(bars, labels, loc="outside lower center", ncols=2)
        head(figure, f"What decides {subject}")
    return figure


def _column(indices: pd.DataFrame) -> str | None:
    return next((name for name in ("total", "mu_star") if name in indices), None)


def _ranked(indices: pd.DataFrame, density: pd.DataFrame) -> list[str]:
    """Return the factors, the most influential first."""
    column = _column(indices)
    table, by = (density, "pawn") if column is None else (indices, column)
    return [
        str(name) for name in table.sort_values(by, ascending=False, kind="stable")["parameter"]
    ]


def _words(name: str) -> str:
    return capital(name.replace("_", " ").removeprefix("institutions."))


def _draw_sobol(panel: Axes, indices: pd.DataFrame, names: list[str]) -> None:
    rows = indices.set_index("parameter").loc[names]
    for column, offset, label, group in (
        ("first_order", -_BAR / 2, "alone (first order)", "skills"),
        ("total", _BAR / 2, "with interactions (total)", "efficiency"),
    ):
        mark = CHANNEL_MARKS[group]
        _bars(panel, rows, column, offset, _BAR, color=mark.color, hatch=mark.hatch, label=label)
    panel.axvline(0.0, color=INK, linewidth=0.8)
    panel.set_xlim(left=0.0)
    panel.locator_params(axis="x", nbins=6)
    panel.set_xlabel("Sobol index (share of the variance)")


def _draw_morris(panel: Axes, indices: pd.DataFrame, names: list[str], unit: str) -> None:
    rows = indices.set_index("parameter").loc[names]
    mark = CHANNEL_MARKS["efficiency"]
    _bars(panel, rows, "mu_star", 0.0, 2 * _BAR, color=mark.color, hatch=mark.hatch, label="")
    panel.set_xlabel(f"Mean size of elementary effects ({unit})")


def _bars(
    panel: Axes, rows: pd.DataFrame, column: str, offset: float, height: float, **look: Any
) -> None:
    places = np.arange(len(rows)) + offset
    values = rows[column].to_numpy(np.float64)
    low, high = (rows[f"{column}_{end}"].to_numpy(np.float64) for end in ("low", "high"))
    known = np.isfinite(low) & np.isfinite(high)
    told = conclusions(rows, f"{column}_low", f"{column}_high").isin(DECIDED).to_numpy()
    bars = panel.barh(
        places, np.maximum(values, 0.0), height=height, edgecolor=INK, linewidth=0.5, **look
    )
    _grey(bars, told)
    low, high = np.maximum(low, 0.0), np.maximum(high, 0.0)
    panel.hlines(places[known], low[known], high[known], color=INK, linewidth=1.0)


def _grey(bars: Iterable[Rectangle], told: NDArray[np.bool_]) -> None:
    """Make bars grey of which the runs do not show that there is an influence."""
    for bar, shown in zip(bars, told, strict=True):
        if not shown:
            bar.set_facecolor(UNDECIDED)


def _draw_density(panel: Axes, density: pd.DataFrame, names: list[str]) -> None:
    rows = density.set_index("parameter").reindex(names)
    places = np.arange(len(rows))
    mark = CHANNEL_MARKS["motivation"]
    bars = panel.barh(
        places,
        rows["pawn"].fillna(0.0),
        height=2 * _BAR,
        color=mark.color,
        edgecolor=INK,
        linewidth=0.5,
        hatch=mark.hatch,
    )
    limit = rows["limit"] if "limit" in rows else rows["threshold"]
    _grey(bars, (rows["pawn"] > limit).to_numpy())
    threshold = float(density["threshold"].iloc[0])
    panel.axvline(threshold, color=INK, linewidth=0.9, linestyle=(0, (4, 2)))
    panel.annotate(
        "95 % of factors without influence stay below",
        (threshold, 1.0),
        xycoords=panel.get_xaxis_transform(),
        xytext=(0, 3),
        textcoords="offset points",
        ha="left" if threshold < _MIDDLE * panel.get_xlim()[1] else "right",
        fontsize=7,
    )
    for place, value in zip(places, rows["pawn"], strict=True):
        if np.isnan(value):
            panel.text(0.0, float(place), "  a group has none", va="center", fontsize=7, color=INK)
    panel.set_xlabel("PAWN index (distance of distributions, 0 to 1)")
