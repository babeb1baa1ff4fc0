"""The runs of a sweep at a glance: an outcome over each factor."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from pandas.api.types import is_numeric_dtype

from sim.analysis.intervals import mean_interval
from sim.drawing.marks import horizon_words, parameter_label
from sim.drawing.style import (
    BROKEN,
    CHANNEL_MARKS,
    LINES,
    REGIME_MARKS,
    TWO_COLUMNS,
    Mark,
    head,
    mark_broken,
    panels,
    share_height,
    styled,
)
from sim.errors import ResultsError, choices
from sim.experiments.sweep.record import Sweep
from sim.text.labels import axis_label
from sim.vocabulary import LONG_RUN

MOST_PANELS = 9
"""Factors that are shown."""

PARTS = 8
"""Parts of the range of a factor with many values, over each of which the mean is taken."""

_MARKS = (*REGIME_MARKS, *(CHANNEL_MARKS[name] for name in ("motivation", "technology", "skills")))


def drawings(result: Sweep) -> dict[str, Callable[[], Figure]]:
    """Return what draws each figure of a sweep, by name."""
    return {"overview": partial(sweep_overview, result)}


@styled
def sweep_overview(
    result: Sweep,
    outcome: str = "output_per_hour",
    horizon: str = LONG_RUN,
    axes: list[Axes] | None = None,
) -> Figure:
    """Return the mean of an outcome over each factor, all others varied, with 95 % intervals.

    The interval is that of the mean over replicates where there are several, and over points
    otherwise. Of many factors those along which the outcome varies most are shown.

    Parameters
    ----------
    result : Sweep
    outcome : str
        Column of `Sweep.table`.
    horizon : str
    axes : list of Axes, optional
        One for each factor shown, or a single one.

    Raises
    ------
    ResultsError
        If there is no such outcome or horizon, or there are too many or too few axes.
    """
    rows = result.runs[result.runs["horizon"] == horizon]
    if outcome not in rows or not is_numeric_dtype(rows[outcome]):
        raise ResultsError(
            f"outcome = '{outcome}': the sweep did not measure it; "
            f"{choices(outcome, list(result.units))}"
        )
    if not len(rows):
        raise ResultsError(f"the sweep has no runs for the horizon {horizon}")
    factors = _most_telling(rows, result.factors, outcome)[:MOST_PANELS] or [""]
    columns = min(3, len(factors))
    size = (TWO_COLUMNS * max(columns, 2) / 3, 2.0 * -(-len(factors) // columns) + 0.8)
    figure, grid = panels(len(factors), columns, size, axes)
    names = list(dict.fromkeys(rows["scenario"]))
    for panel, factor in zip(grid, factors, strict=True):
        for k, name in enumerate(names):
            part = rows[rows["scenario"] == name]
            _draw(panel, part, factor, outcome, _MARKS[k % len(_MARKS)], k, len(names))
        panel.set_xlabel(parameter_label(factor, 30) if factor else "Scenario")
    share_height(grid, room=0.05)
    for panel in grid:
        mark_broken(panel)
    several = rows["replicate"].nunique() > 1
    lines = LINES if several else "Thin lines are 95 % intervals over points."
    figure.set_label(f"{lines} {BROKEN}" if grid[0].get_ylim()[0] > 0.0 else lines)
    unit = result.units.get(outcome, "")
    for panel in grid[::columns]:
        panel.set_ylabel(textwrap.fill(axis_label(outcome, unit), 26))
    if axes is None:
        head(figure, f"{result.design.title or result.design.name}, {horizon_words(horizon)}")
        marks = [_legend_mark(_MARKS[k % len(_MARKS)], name) for k, name in enumerate(names)]
        figure.legend(handles=marks, loc="outside lower center", ncols=min(3, len(marks)))
    return figure


def _most_telling(rows: pd.DataFrame, factors: list[str], outcome: str) -> list[str]:
    """Return the factors, those along which the outcome varies most first if there are many."""
    if len(factors) <= MOST_PANELS:
        return factors
    spread = {
        factor: float(rows.groupby(_parts(rows[factor]), observed=True)[outcome].mean().std())
        for factor in factors
    }
    return sorted(factors, key=lambda factor: -spread[factor])


def _parts(values: pd.Series) -> pd.Series:
    """Return the value of each row, or the middle of the part of the range in which it lies."""
    if not is_numeric_dtype(values) or values.nunique() <= PARTS:
        return values
    edges = np.linspace(values.min(), values.max(), PARTS + 1)
    middles = (edges[:-1] + edges[1:]) / 2
    part = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, PARTS - 1)
    return pd.Series(middles[part], index=values.index)


def _draw(
    panel: Axes, rows: pd.DataFrame, factor: str, outcome: str, mark: Mark, order: int, count: int
) -> None:
    groups = _parts(rows[factor]) if factor else rows["scenario"]
    places, estimates = [], []
    for value, part in rows.groupby(groups, sort=is_numeric_dtype(groups)):
        several = part["replicate"].nunique() > 1
        by = "replicate" if several else "point"
        places.append(value)
        estimates.append(mean_interval(part.groupby(by)[outcome].mean().to_numpy()))
    mean, low, high = (np.array(column) for column in zip(*estimates, strict=True))
    numeric = is_numeric_dtype(groups)
    at = np.array(places, float) if numeric else np.arange(len(places), dtype=float)
    # Side by side, so that no interval hides another.
    at += (0.012 * np.ptp(at) if numeric else 0.12) * (order - (count - 1) / 2)
    known = np.isfinite(low)
    panel.vlines(at[known], low[known], high[known], color=mark.color, linewidth=1.0)
    panel.plot(
        at,
        mean,
        color=mark.color,
        marker=mark.marker,
        markersize=3.5,
        linestyle=mark.linestyle if numeric else "none",
    )
    if not numeric:
        panel.set_xticks(range(len(places)), [str(place).replace("_", "\n") for place in places])
        panel.set_xlim(-0.5, len(places) - 0.5)


def _legend_mark(mark: Mark, name: str) -> Line2D:
    return Line2D(
        [], [], color=mark.color, marker=mark.marker, linestyle=mark.linestyle, label=name
    )
