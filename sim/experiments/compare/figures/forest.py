"""Forest plot of the paired differences of all indicators."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.analysis.estimates import Outcome
from sim.drawing.style import INK, LINES, TWO_COLUMNS, figure_of, head, styled
from sim.errors import ResultsError
from sim.experiments.compare.record import Comparison
from sim.text.labels import display_of, heading_of
from sim.vocabulary import LONG_RUN, TRANSITION

_GROUPS = {
    "log points": "Log points (about per cent)",
    "pp": "Percentage points",
    "0 to 1": "Scale from 0 to 1",
    "SD": "Standard deviations",
}
_ROW_HEIGHT = 0.19
_GROUP_HEIGHT = 0.62
_MARKERS = {TRANSITION: ("D", -0.17), LONG_RUN: ("o", 0.17)}


@styled
def differences(
    comparison: Comparison,
    indicators: Sequence[str] | None = None,
    axes: Sequence[Axes] | None = None,
) -> Figure:
    """Return a forest plot: paired differences with 95 % intervals, grouped by unit.

    Open diamonds are the transition, discs the long run; grey where the interval contains zero.
    Output, consumption and technology are shown in log points.

    Parameters
    ----------
    comparison : Comparison
    indicators : sequence of str, optional
        Indicators to show; by default all whose unit several indicators share.
    axes : sequence of Axes, optional
        One for each unit among the indicators.

    Raises
    ------
    ResultsError
        If there is nothing to draw, or there are too many or too few axes.
    """
    if comparison.differences.empty:
        raise ResultsError("this comparison holds no differences to draw")
    table = _in_shown_units(comparison, indicators)
    groups = [group for group in _GROUPS if (table["group"] == group).any()]
    if not groups:
        raise ResultsError("this comparison holds no differences to draw")
    rows = [table.loc[table["group"] == group, "indicator"].nunique() for group in groups]
    if axes is None:
        height = sum(rows) * _ROW_HEIGHT + len(groups) * _GROUP_HEIGHT + 0.5
        figure = Figure(figsize=(0.8 * TWO_COLUMNS, height), layout="constrained")
        heights = [count + 1.0 for count in rows]
        grid = list(figure.subplots(len(groups), 1, squeeze=False, height_ratios=heights).ravel())
    else:
        grid = list(axes)
        if len(grid) != len(groups):
            raise ResultsError(f"this figure needs {len(groups)} axes, but {len(grid)} were given")
        figure = figure_of(grid[0])
    for group, panel in zip(groups, grid, strict=True):
        _draw_group(table[table["group"] == group], panel)
        panel.set_xlabel(_GROUPS[group], labelpad=2)
    figure.set_label(LINES)
    if axes is None:
        a, b = comparison.titles
        head(figure, f"{b} minus {a}: right of zero is more under {b}, left of zero less")
        figure.legend(handles=_legend_marks(), loc="outside lower center", ncols=3)
    return figure


def _in_shown_units(comparison: Comparison, indicators: Sequence[str] | None) -> pd.DataFrame:
    """Return ``indicator, horizon, group, difference, low, high`` in the units of the axes."""
    table = comparison.differences
    if indicators is not None:
        table = table[table["indicator"].isin(list(indicators))]
    relative = table["relative"].notna()
    scale = table["unit"].map(lambda unit: display_of(str(unit)).scale).where(~relative, 1.0)
    shown = pd.DataFrame(
        {
            "indicator": table["indicator"],
            "horizon": table["horizon"],
            "group": table["unit"]
            .map(lambda unit: display_of(str(unit)).difference)
            .where(~relative, "log points"),
            "difference": scale * table["relative"].where(relative, table["difference"]),
            "low": scale * table["relative_low"].where(relative, table["low"]),
            "high": scale * table["relative_high"].where(relative, table["high"]),
        }
    )
    return shown[shown["group"].isin(_GROUPS) & shown["difference"].notna()]


def _draw_group(table: pd.DataFrame, panel: Axes) -> None:
    """Draw all indicators of one unit, the first on top."""
    names = list(dict.fromkeys(table["indicator"]))
    for row in table.to_dict("records"):
        marker, offset = _MARKERS[row["horizon"]]
        place = names.index(row["indicator"]) + offset
        outcome = Outcome(row["difference"], row["low"], row["high"])
        color = INK if outcome.decided else "#999999"
        if np.isfinite([outcome.low, outcome.high]).all():
            panel.plot([outcome.low, outcome.high], [place, place], color=color, linewidth=1.0)
        panel.plot(
            outcome.difference,
            place,
            marker=marker,
            color=color,
            markerfacecolor="white" if row["horizon"] == TRANSITION else color,
            markersize=3.6,
            linestyle="none",
        )
    panel.axvline(0.0, color=INK, linewidth=0.8)
    panel.set_yticks(range(len(names)), [heading_of(name) for name in names])
    panel.set_ylim(len(names) - 0.45, -0.55)
    panel.tick_params(axis="y", length=0)
    panel.grid(visible=True, axis="both")
    panel.spines["left"].set_visible(False)


def _legend_marks() -> list[Line2D]:
    def mark(horizon: str, color: str, face: str, label: str) -> Line2D:
        return Line2D(
            [], [], color=color, marker=_MARKERS[horizon][0], markerfacecolor=face, label=label
        )

    return [
        mark(TRANSITION, INK, "white", "transition"),
        mark(LONG_RUN, INK, INK, "long run"),
        mark(LONG_RUN, "#999999", "#999999", "interval contains zero or is unknown"),
    ]
