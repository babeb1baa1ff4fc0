"""Figures of who gains and who loses, by fifths of the people."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.drawing.style import (
    CHANNEL_MARKS,
    INK,
    ONE_COLUMN,
    REGIME_MARKS,
    TWO_COLUMNS,
    legend_text,
    panels,
    share_height,
    styled,
)
from sim.errors import ResultsError
from sim.experiments.compare.record import Comparison
from sim.text.labels import axis_unit, display_of, heading_of
from sim.vocabulary import CHANNEL_GROUPS, TOTAL

QUINTILE_MEASURES = ("income", "alienation", "effort", "job_index")
"""Measures that are drawn unless others are asked for, as far as they were recorded."""


@styled
def quintiles(
    comparison: Comparison,
    measures: Sequence[str] | None = None,
    axes: list[Axes] | None = None,
) -> Figure:
    """Return a figure of what becomes of people by the quality of their job before the fork.

    For each fifth of the people, from the worst jobs (1) to the best (5): the long-run mean under a
    and under b. The bar around b is the 95 % interval of the paired difference: where it does not
    reach the mark of a, the fifth gains or loses for certain.

    Parameters
    ----------
    comparison : Comparison
    measures : sequence of str, optional
        Measures of the quintile table, one panel each.
    axes : list of Axes, optional
        One for each measure.

    Raises
    ------
    ResultsError
        If a measure is not in the quintile table, or there are too many or too few axes.
    """
    known = list(dict.fromkeys(comparison.quintiles["measure"]))
    chosen = list(measures or [name for name in QUINTILE_MEASURES if name in known] or known[:4])
    unknown = [name for name in chosen if name not in known]
    if unknown or not chosen:
        raise ResultsError(
            f"no measure {unknown[0]!r} by quintile in this comparison; there are: "
            f"{', '.join(known)}"
            if unknown
            else "this comparison holds nothing by quintile"
        )
    columns = min(2, len(chosen))
    rows = -(-len(chosen) // columns)
    figure, grid = panels(len(chosen), columns, (TWO_COLUMNS, 0.5 + 2.2 * rows), axes)
    for measure, panel in zip(chosen, grid, strict=True):
        _draw_measure(comparison, measure, panel)
    if axes is None:
        handles, labels = grid[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside upper center", ncols=2)
    return figure


def _draw_measure(comparison: Comparison, measure: str, panel: Axes) -> None:
    """Draw both means of every fifth, joined by the change."""
    table = comparison.quintiles[comparison.quintiles["measure"] == measure]
    rows = table.sort_values("quintile")
    unit = str(rows["unit"].iloc[0])
    scale = display_of(unit).scale
    fifth = rows["quintile"].to_numpy(float)
    mean_a, mean_b, difference, low, high = (
        scale * rows[name].to_numpy(float)
        for name in ("mean_a", "mean_b", "difference", "low", "high")
    )
    panel.vlines(fifth, mean_a, mean_b, color="#999999", linewidth=0.8, zorder=1)
    mark_a, mark_b = REGIME_MARKS
    title_a, title_b = comparison.titles
    panel.plot(
        fifth,
        mean_a,
        color=mark_a.color,
        marker=mark_a.marker,
        linestyle="none",
        label=legend_text(title_a),
    )
    # The interval belongs to the paired difference; seen from a, b lies within it.
    reach = np.vstack([difference - low, high - difference])
    panel.errorbar(
        fifth,
        mean_b,
        yerr=None if np.isnan(reach).all() else reach,
        color=mark_b.color,
        ecolor=INK,
        elinewidth=1.0,
        capsize=4.0,
        marker=mark_b.marker,
        markersize=3.6,
        linestyle="none",
        label=legend_text(title_b),
    )
    _name_fifths(panel)
    panel.set_title(heading_of(measure))
    panel.set_ylabel(axis_unit(unit))


@styled
def quintile_channels(comparison: Comparison, axes: Axes | None = None) -> Figure:
    """Return a figure of what changes the output per hour of each fifth of the people.

    The stacked bars are the channels of the gap in the long run; discs with 95 % intervals are
    their sum.

    Parameters
    ----------
    comparison : Comparison
    axes : Axes, optional
        Where to draw.

    Raises
    ------
    ResultsError
        If the comparison holds no channels by quintile.
    """
    table = comparison.quintiles
    prefix = "output_per_hour_"
    if not (table["measure"] == prefix + TOTAL).any():
        raise ResultsError("this comparison holds no channels by quintile")
    figure, (panel,) = panels(1, 1, (1.4 * ONE_COLUMN, 3.1), axes)
    fifths = np.arange(1, 6)
    above, below = np.zeros(5), np.zeros(5)
    for group in (*CHANNEL_GROUPS, "skills", "technology"):
        members = [prefix + name for name in CHANNEL_GROUPS.get(group, (group,))]
        parts = table[table["measure"].isin(members)].groupby("quintile")["difference"].sum()
        height = parts.reindex(fifths, fill_value=0.0).to_numpy(float)
        mark = CHANNEL_MARKS[group]
        panel.bar(
            fifths,
            height,
            bottom=np.where(height >= 0.0, above, below),
            width=0.62,
            color=mark.color,
            edgecolor=INK,
            hatch=mark.hatch,
            label=group,
        )
        above += np.maximum(height, 0.0)
        below += np.minimum(height, 0.0)
    total = table[table["measure"] == prefix + TOTAL].sort_values("quintile")
    difference = total["difference"].to_numpy(float)
    reach = np.vstack([difference - total["low"], total["high"] - difference])
    panel.errorbar(
        total["quintile"],
        difference,
        yerr=None if np.isnan(reach).any() else reach,
        color=INK,
        elinewidth=1.1,
        capsize=3.0,
        marker="o",
        markerfacecolor="white",
        linestyle="none",
        label="total",
    )
    panel.axhline(0.0, color=INK, linewidth=0.8)
    share_height([panel], room=0.05)
    _name_fifths(panel)
    panel.set_ylabel("Gap in output per hour (log points)")
    panel.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))
    return figure


def _name_fifths(panel: Axes) -> None:
    panel.set_xticks(range(1, 6), ["1\nworst", "2", "3", "4", "5\nbest"])
    panel.set_xlim(0.5, 5.5)
    panel.set_xlabel("Fifth of people by job index before the fork")
