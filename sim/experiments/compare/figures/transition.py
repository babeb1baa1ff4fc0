"""Figure of the way from one regime to the other, month by month."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from numpy.typing import NDArray

from sim.analysis.intervals import mean_interval
from sim.drawing.style import (
    BANDS,
    BREAK,
    BROKEN,
    INK,
    SHADE,
    TWO_COLUMNS,
    figure_of,
    head,
    mark_broken,
    mark_time,
    marker_places,
    panels,
    styled,
)
from sim.errors import ResultsError
from sim.experiments.compare.figures.regimes import monthly_of, regimes_of, versus
from sim.experiments.compare.record import Comparison
from sim.experiments.run.record import Run
from sim.text.labels import axis_unit, display_of, heading_of
from sim.vocabulary import BURN_IN

PATH_INDICATORS = ("output_per_hour", "effort", "alienation", "unemployment_rate")
"""Indicators that are drawn unless others are asked for."""

MONTHS_BEFORE = 24
"""Months of the shared burn-in that are shown."""


@styled
def paths(
    result: Run | Comparison,
    indicators: Sequence[str] = PATH_INDICATORS,
    axes: Sequence[Axes] | None = None,
) -> Figure:
    """Return a figure of indicators over time, and of the paired difference of two regimes.

    Lines are means over replicates, bands 95 % intervals. In a comparison the narrow panel below
    each indicator shows the paired difference, whose interval is free of the random draws that both
    regimes share; of levels, as output, it is in per cent. The transition is shaded; the vertical
    line is the fork. An axis that does not begin at zero has a break.

    Parameters
    ----------
    result : Run or Comparison
    indicators : sequence of str
        Columns of the monthly table.
    axes : sequence of Axes, optional
        One for each indicator, for the levels alone.

    Raises
    ------
    ResultsError
        If an indicator is not in the monthly table, or there are too many or too few axes.
    """
    unknown = [name for name in indicators if name not in result.indicators]
    if unknown:
        raise ResultsError(
            f"no indicator {unknown[0]!r} in these results; "
            f"there are: {', '.join(result.indicators)}"
        )
    if axes is not None:
        if len(axes) != len(indicators):
            raise ResultsError(f"{len(indicators)} indicators need as many axes, not {len(axes)}")
        for indicator, panel in zip(indicators, axes, strict=True):
            _draw_levels(result, indicator, panel)
            _name_time(result, panel)
        return figure_of(axes[0])
    columns = min(2, len(indicators))
    rows = -(-len(indicators) // columns)
    if isinstance(result, Run):
        figure, grid = panels(len(indicators), columns, (TWO_COLUMNS, 0.5 + 2.2 * rows), axes=None)
        for indicator, panel in zip(indicators, grid, strict=True):
            _draw_levels(result, indicator, panel)
            _name_time(result, panel)
    else:
        figure = _with_differences(result, indicators, columns, rows)
    figure.align_ylabels()
    broken = any(line.get_label() == BREAK for panel in figure.axes for line in panel.get_lines())
    figure.set_label(f"{BANDS} {BROKEN}" if broken else BANDS)
    head(figure, versus(result))
    _legend(result, figure)
    return figure


def _name_time(result: Run | Comparison, panel: Axes) -> None:
    since = "the burn-in" if isinstance(result, Run) else "the change"
    mark_time(panel, int(result.monthly["month"].max()), since)


def _with_differences(
    comparison: Comparison, indicators: Sequence[str], columns: int, rows: int
) -> Figure:
    """Return the figure of a comparison: levels, and below them the paired difference."""
    figure = Figure(figsize=(TWO_COLUMNS, 0.5 + 3.1 * rows), layout="constrained")
    grid = figure.subplots(
        2 * rows, columns, squeeze=False, height_ratios=(2.2, 1.0) * rows, sharex="all"
    )
    for position, indicator in enumerate(indicators):
        row, column = divmod(position, columns)
        levels, gap = grid[2 * row : 2 * row + 2, column]
        _draw_levels(comparison, indicator, levels)
        _draw_gap(comparison, indicator, gap)
        gap.tick_params(labelbottom=True)
    for spare in range(len(indicators), rows * columns):
        grid[-2, spare % columns].set_visible(False)
        grid[-1, spare % columns].set_visible(False)
    return figure


def _draw_levels(result: Run | Comparison, indicator: str, panel: Axes) -> None:
    """Draw each regime and the months before the fork."""
    unit = result.units.get(indicator, "")
    scale = display_of(unit).scale
    for order, (regime, _, mark) in enumerate(regimes_of(result)):
        months, wide = _by_month(monthly_of(result, regime), indicator)
        mean, low, high = mean_interval(scale * wide)
        panel.fill_between(months, low, high, color=mark.color, alpha=0.2, linewidth=0)
        panel.plot(
            months,
            mean,
            color=mark.color,
            linestyle=mark.linestyle,
            marker=mark.marker,
            markevery=marker_places(len(months), order),
            markersize=3.2,
            label=regime,
        )
    months, wide = _by_month(monthly_of(result, BURN_IN), indicator)
    if len(months):
        mean, low, high = mean_interval(scale * wide)
        panel.fill_between(months, low, high, color=INK, alpha=0.15, linewidth=0)
        panel.plot(months, mean, color=INK)
    _name_time(result, panel)
    mark_broken(panel)
    panel.set_xlabel("")
    panel.set_title(heading_of(indicator))
    panel.set_ylabel(axis_unit(unit))


def _draw_gap(comparison: Comparison, indicator: str, panel: Axes) -> None:
    """Draw the paired difference, of a level in per cent."""
    unit = comparison.units.get(indicator, "")
    if is_level(comparison, indicator):
        month, (difference, low, high) = _per_cent(comparison, indicator)
        shown = "%"
    else:
        scale = display_of(unit).scale
        rows = comparison.path[comparison.path["indicator"] == indicator]
        rows = rows[rows["month"] > -MONTHS_BEFORE]
        month = rows["month"].to_numpy()
        difference, low, high = (
            scale * rows[name].to_numpy(np.float64) for name in ("difference", "low", "high")
        )
        shown = axis_unit(unit, difference=True).replace("pp", "% points")
    panel.fill_between(month, low, high, color=INK, alpha=0.2, linewidth=0)
    panel.plot(month, difference, color=INK, linewidth=1.1)
    panel.axhline(0.0, color=INK, linewidth=0.6)
    _name_time(comparison, panel)
    panel.set_ylabel(f"Difference\n({shown})")


def is_level(comparison: Comparison, indicator: str) -> bool:
    """Return whether differences of an indicator are said in per cent, as those of output."""
    rows = comparison.differences[comparison.differences["indicator"] == indicator]
    return bool(rows["relative"].notna().any())


def _per_cent(
    comparison: Comparison, indicator: str
) -> tuple[NDArray[np.int64], list[NDArray[np.float64]]]:
    """Return months, and the paired difference in per cent with its limits, shape (months,)."""
    a, b = (
        _by_month(monthly_of(comparison, regime), indicator)[1] for regime in comparison.regimes
    )
    months = _by_month(monthly_of(comparison, comparison.regimes[0]), indicator)[0]
    before, _ = _by_month(monthly_of(comparison, BURN_IN), indicator)
    estimate = mean_interval(np.log(b) - np.log(a))
    of_all = [np.concatenate([np.zeros(len(before)), 100.0 * np.expm1(part)]) for part in estimate]
    return np.concatenate([before, months]), of_all


def _by_month(
    monthly: pd.DataFrame, indicator: str
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return months and values, shape (replicates, months)."""
    rows = monthly[monthly["month"] > -MONTHS_BEFORE]
    wide = rows.pivot(index="replicate", columns="month", values=indicator)
    return wide.columns.to_numpy(np.int64), wide.to_numpy(np.float64)


def _legend(result: Run | Comparison, figure: Figure) -> None:
    """Name each regime, the months before the fork and the transition above all panels."""
    regimes = [
        Line2D(
            [], [], color=mark.color, linestyle=mark.linestyle, marker=mark.marker, markersize=3.2
        )
        for _, _, mark in regimes_of(result)
    ]
    handles = [*regimes, Line2D([], [], color=INK), Patch(color=SHADE)]
    before = "burn-in" if isinstance(result, Run) else "before, the same for both"
    labels = [*(title for _, title, _ in regimes_of(result)), before, "transition"]
    figure.legend(handles, labels, loc="outside lower center", ncols=4)
