"""Forest plot of a gap in other worlds: functional forms, sizes, steps and random draws."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analysis.estimates import decided
from sim.drawing.marks import UNDECIDED, horizon_words
from sim.drawing.style import INK, LINES, REGIME_MARKS, SHADE, TWO_COLUMNS, figure_of, head, styled
from sim.errors import ResultsError
from sim.experiments.robustness.analysis import MEASURES
from sim.experiments.robustness.record import REFERENCE, REVERSED, SEEDS, Robustness
from sim.experiments.robustness.variants import variant_name
from sim.text.labels import axis_unit, display_of, heading_of
from sim.text.phrases import capital
from sim.vocabulary import LONG_RUN

OPPOSITE: Final = REGIME_MARKS[1].color
"""Colour of a gap whose sign is the opposite of that of the reference."""

_ROW_HEIGHT = 0.24


def drawings(result: Robustness) -> dict[str, Callable[[], Figure]]:
    """Return what draws each figure of a robustness check, by name."""
    return {"robustness": partial(robustness_forest, result)}


@styled
def robustness_forest(
    result: Robustness,
    measures: Sequence[str] = MEASURES,
    horizon: str = LONG_RUN,
    axes: Sequence[Axes] | None = None,
) -> Figure:
    """Return the gap of every variant with its 95 % interval, beside that of the reference.

    The band is the interval of the reference. A disc is a gap whose interval excludes zero, a
    square one of the opposite sign, grey an undecided one; small strokes are single seeds.

    Parameters
    ----------
    result : Robustness
    measures : sequence of str
        One panel each.
    horizon : str
    axes : sequence of Axes, optional
        One for each measure.

    Raises
    ------
    ResultsError
        If there is no such measure or horizon, or there are too many or too few axes.
    """
    table = result.gaps[result.gaps["horizon"] == horizon]
    missing = [measure for measure in measures if not (table["measure"] == measure).any()]
    if missing or not len(measures):
        raise ResultsError(
            f"this robustness check has no gap in {', '.join(missing) or 'nothing'} for the "
            f"horizon {horizon}"
        )
    variants = list(dict.fromkeys(table["variant"]))
    if axes is None:
        height = len(variants) * _ROW_HEIGHT + 1.5
        figure = Figure(figsize=(TWO_COLUMNS, height), layout="constrained")
        grid = list(figure.subplots(1, len(measures), squeeze=False, sharey=True).ravel())
    else:
        grid = list(axes)
        if len(grid) != len(measures):
            raise ResultsError(f"this figure needs {len(measures)} axes, {len(grid)} were given")
        figure = figure_of(grid[0])
    pairs = result.pairs[(result.pairs["horizon"] == horizon) & (result.pairs["variant"] == SEEDS)]
    for panel, measure in zip(grid, measures, strict=True):
        _draw(panel, table[table["measure"] == measure], measure)
        _draw_seeds(panel, pairs[pairs["measure"] == measure], variants)
    grid[0].set_yticks(range(len(variants)), [_label(result, name) for name in variants])
    grid[0].set_ylim(len(variants) - 0.4, -0.6)
    figure.set_label(LINES)
    if axes is None:
        a, b = result.titles
        head(figure, f"{b} minus {a}, {horizon_words(horizon)}: right of zero is more under {b}")
        figure.legend(handles=_legend(len(pairs) > 0), loc="outside lower center", ncols=3)
    return figure


def _label(result: Robustness, variant: str) -> str:
    """Return the name of a variant, with the size of the reference."""
    name = capital(variant_name(variant))
    if variant == REFERENCE:
        people = result.variants.loc[result.variants["variant"] == variant, "workers"].iloc[0]
        return f"{name} ({people:,} people)"
    return "Single seeds, and mean" if variant == SEEDS else name


def _draw(panel: Axes, rows: pd.DataFrame, measure: str) -> None:
    unit = str(rows["unit"].iloc[0])
    scale = display_of(unit).scale
    reference = rows.iloc[0]
    if np.isfinite([reference["low"], reference["high"]]).all():
        panel.axvspan(
            scale * reference["low"], scale * reference["high"], color=SHADE, zorder=0, linewidth=0
        )
    for place, row in enumerate(rows.to_dict("records")):
        turned = row["sign"] == REVERSED
        clear = decided(row["low"], row["high"])
        color = OPPOSITE if turned else INK if clear else UNDECIDED
        if np.isfinite([row["low"], row["high"]]).all():
            panel.plot(
                [scale * row["low"], scale * row["high"]],
                [place, place],
                color=color,
                linewidth=1.0,
            )
        panel.plot(
            scale * row["gap"],
            place,
            marker="s" if turned else "o",
            color=color,
            markersize=3.8,
            linestyle="none",
        )
    panel.axvline(0.0, color=INK, linewidth=0.8)
    panel.set_title(textwrap.fill(heading_of(measure).replace(" (Gini)", ""), 11))
    shown = axis_unit(unit, difference=True)
    gini = "Gini" if measure.endswith("gini") else ""
    panel.set_xlabel(f"{gini}, {shown}" if gini else shown[:1].upper() + shown[1:])
    panel.grid(visible=True, axis="both")
    panel.tick_params(axis="y", length=0)
    panel.spines["left"].set_visible(False)
    panel.locator_params(axis="x", nbins=3)


def _draw_seeds(panel: Axes, pairs: pd.DataFrame, variants: Sequence[str]) -> None:
    """Mark what each single seed says, below the mean over all seeds."""
    if not len(pairs):
        return
    scale = display_of(str(pairs["unit"].iloc[0])).scale
    place = variants.index(SEEDS) + 0.28
    panel.plot(
        scale * pairs["gap"],
        np.full(len(pairs), place),
        marker="|",
        markersize=4.0,
        markeredgewidth=0.6,
        color=INK,
        linestyle="none",
        alpha=0.7,
    )


def _legend(seeds: bool) -> list[Line2D | Patch]:
    def mark(color: str, marker: str, label: str) -> Line2D:
        return Line2D([], [], color=color, marker=marker, markersize=4, label=label)

    handles: list[Line2D | Patch] = [
        mark(INK, "o", "gap with its 95 % interval"),
        mark(OPPOSITE, "s", "opposite sign of the reference"),
        mark(UNDECIDED, "o", "interval contains zero or is unknown"),
        Patch(color=SHADE, label="95 % interval of the reference"),
    ]
    if seeds:
        stroke = Line2D(
            [], [], color=INK, marker="|", markersize=6, linestyle="none", label="one seed"
        )
        handles.append(stroke)
    return handles
