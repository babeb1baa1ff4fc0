"""Figures of who gains and who loses, by fifths of the people."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.estimates import decided
from sim.drawing.marks import UNDECIDED
from sim.drawing.style import (
    CHANNEL_MARKS,
    INK,
    LINES,
    ONE_COLUMN,
    REGIME_MARKS,
    TWO_COLUMNS,
    head,
    legend_text,
    panels,
    share_height,
    styled,
)
from sim.errors import ResultsError
from sim.experiments.compare.figures.regimes import versus
from sim.experiments.compare.record import Comparison
from sim.text.labels import axis_unit, display_of, heading_of
from sim.vocabulary import CHANNEL_GROUPS, TOTAL

ROOM = 1.12
"""Height of an axis from zero, as a multiple of the largest mean."""

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
    and under b, and in the narrow panel below the paired difference with its 95 % interval, grey
    where that contains zero.

    Parameters
    ----------
    comparison : Comparison
    measures : sequence of str, optional
        Measures of the quintile table, one panel each.
    axes : list of Axes, optional
        One for each measure, for the means alone.

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
    if axes is not None:
        figure, given = panels(len(chosen), 1, (0.0, 0.0), axes)
        for measure, panel in zip(chosen, given, strict=True):
            _draw_means(comparison, measure, panel)
            _name_fifths(panel)
        return figure
    columns = min(2, len(chosen))
    rows = -(-len(chosen) // columns)
    figure = Figure(figsize=(TWO_COLUMNS, 0.7 + 2.9 * rows), layout="constrained")
    grid = figure.subplots(2 * rows, columns, squeeze=False, height_ratios=(2.0, 1.0) * rows)
    for position, measure in enumerate(chosen):
        row, column = divmod(position, columns)
        means, changes = grid[2 * row : 2 * row + 2, column]
        _draw_means(comparison, measure, means)
        _draw_changes(comparison, measure, changes)
        means.set_xlim(0.5, 5.5)
        means.set_xticks(range(1, 6))
        means.tick_params(labelbottom=False)
        _name_fifths(changes)
    for spare in range(len(chosen), rows * columns):
        grid[-2, spare % columns].set_visible(False)
        grid[-1, spare % columns].set_visible(False)
    figure.align_ylabels()
    figure.set_label(f"{LINES} Grey: the interval contains zero.")
    head(figure, f"What becomes of each fifth of the people: {versus(comparison)}, long run")
    handles, labels = grid[0, 0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=2)
    return figure


def _rows(comparison: Comparison, measure: str) -> tuple[pd.DataFrame, float, str]:
    """Return the rows of a measure by fifth, the scale of its display, and its unit."""
    table = comparison.quintiles[comparison.quintiles["measure"] == measure]
    rows = table.sort_values("quintile")
    unit = str(rows["unit"].iloc[0])
    return rows, display_of(unit).scale, unit


def _draw_means(comparison: Comparison, measure: str, panel: Axes) -> None:
    """Draw both means of every fifth, joined by the change."""
    rows, scale, unit = _rows(comparison, measure)
    fifth = rows["quintile"].to_numpy(float)
    means = [scale * rows[name].to_numpy(float) for name in ("mean_a", "mean_b")]
    panel.vlines(fifth, means[0], means[1], color=UNDECIDED, linewidth=0.8, zorder=1)
    for values, mark, title in zip(means, REGIME_MARKS, comparison.titles, strict=True):
        panel.plot(
            fifth,
            values,
            color=mark.color,
            marker=mark.marker,
            linestyle="none",
            label=legend_text(title),
        )
    low, high = (float(end(0.0, *means[0], *means[1])) for end in (min, max))
    panel.set_ylim(ROOM * low, ROOM * high if high > 0.0 else 0.1)
    panel.set_title(heading_of(measure))
    panel.set_ylabel(axis_unit(unit))


def _draw_changes(comparison: Comparison, measure: str, panel: Axes) -> None:
    """Draw the paired difference of every fifth with its interval."""
    rows, scale, _ = _rows(comparison, measure)
    for row in rows.to_dict("records"):
        color = INK if decided(row["low"], row["high"]) else UNDECIDED
        ends = scale * np.array([row["low"], row["high"]])
        if np.isfinite(ends).all():
            panel.plot([row["quintile"]] * 2, ends, color=color, linewidth=1.1)
        panel.plot(
            row["quintile"], scale * row["difference"], "o", color=color, markersize=3.6, zorder=3
        )
    panel.axhline(0.0, color=INK, linewidth=0.6)
    panel.set_ylabel("Difference")


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
    figure, (panel,) = panels(1, 1, (1.55 * ONE_COLUMN, 3.7), axes)
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
    panel.set_ylabel("Gap in output per hour\n(log points, about %)")
    figure.set_label(LINES)
    if axes is None:
        a, b = comparison.titles
        head(figure, f"Output per hour of each fifth, not its income: {b} against {a}, long run")
        figure.legend(loc="outside lower center", ncols=3)
    else:
        panel.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))
    return figure


def _name_fifths(panel: Axes) -> None:
    panel.set_xticks(range(1, 6), ["1\nworst", "2", "3", "4", "5\nbest"])
    panel.set_xlim(0.5, 5.5)
    panel.set_xlabel("Fifth of people, by how good their job was before")
