"""Forests of the gap and of what balance adds, by what is taken away, and a map of pairs."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from functools import partial
from typing import Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analysis.estimates import decided
from sim.drawing.ranges import rows_panel
from sim.drawing.style import (
    DASHED,
    INK,
    LINES,
    REGIME_MARKS,
    SHADE,
    TWO_COLUMNS,
    Mark,
    figure_of,
    head,
    styled,
)
from sim.errors import ResultsError
from sim.experiments.ablation.known_changes import ablation_effects
from sim.experiments.ablation.record import Ablation, by_size
from sim.experiments.ablation.simulate import BALANCE, GAP
from sim.text.phrases import capital, horizon_name
from sim.vocabulary import LONG_RUN

__all__ = ["ablation_balance", "ablation_effects", "ablation_forest", "ablation_pairs", "drawings"]

KIND_MARKS: Final[dict[str, Mark]] = dict(
    zip(("mechanism", "asymmetry"), REGIME_MARKS, strict=True)
)
"""Mark of each kind of alternative, told apart by colour and by shape."""

COLOURS: Final = "PuOr"
"""Colour map around zero that colour-blind readers can tell: orange below, violet above."""

_TITLE: Final = 52
_ROWS: Final = 1.4


def drawings(result: Ablation) -> dict[str, Callable[[], Figure]]:
    """Return what draws each figure of an ablation, by name."""
    found: dict[str, Callable[[], Figure]] = {"ablation": partial(ablation_forest, result)}
    if result.ablation[BALANCE].notna().any():
        found["balance"] = partial(ablation_balance, result)
    if len(result.combined):
        found["pairs"] = partial(ablation_pairs, result)
    if len(result.effects):
        found["effects"] = partial(ablation_effects, result)
    return found


@styled
def ablation_forest(result: Ablation, axes: Axes | None = None) -> Figure:
    """Return the gap with each alternative taken away, the largest change on top.

    Parameters
    ----------
    result : Ablation
    axes : Axes, optional
        Where to draw.
    """
    a, b = result.titles
    return _forest(
        result,
        GAP,
        "change",
        f"{b} minus {a}, {horizon_name(LONG_RUN)}: right of zero {b} is ahead",
        axes,
    )


@styled
def ablation_balance(result: Ablation, axes: Axes | None = None) -> Figure:
    """Return what balanced jobs add with each alternative, the largest change on top.

    Parameters
    ----------
    result : Ablation
    axes : Axes, optional
        Where to draw.

    Raises
    ------
    ResultsError
        If the other regime does not balance jobs.
    """
    if not result.ablation[BALANCE].notna().any():
        raise ResultsError("this ablation has no balanced jobs, so that there is nothing to draw")
    heading = f"What balanced jobs add to {result.titles[1]}, {horizon_name(LONG_RUN)}"
    return _forest(result, BALANCE, "balance_change", heading, axes)


def _forest(result: Ablation, outcome: str, change: str, heading: str, axes: Axes | None) -> Figure:
    rows = by_size(result.singles, change).dropna(subset=outcome).iloc[::-1]
    panel, figure = rows_panel(axes, _ROWS * len(rows) + 2.0)
    base = result.unchanged
    if np.isfinite([base[f"{outcome}_low"], base[f"{outcome}_high"]]).all():
        panel.axvspan(
            base[f"{outcome}_low"], base[f"{outcome}_high"], color=SHADE, linewidth=0, zorder=0
        )
    panel.axvline(base[outcome], color=INK, linewidth=0.9, linestyle=DASHED, zorder=1)
    panel.axvline(0.0, color=INK, linewidth=0.8, zorder=1)
    for place, row in enumerate(rows.to_dict("records")):
        style = KIND_MARKS[str(row["kind"])]
        low, high = row[f"{outcome}_low"], row[f"{outcome}_high"]
        if np.isfinite([low, high]).all():
            panel.plot([low, high], [place, place], color=style.color, linewidth=1.1, zorder=2)
        panel.plot(
            row[outcome],
            place,
            style.marker,
            color=style.color,
            markerfacecolor=style.color if decided(low, high) else "white",
            markersize=4.5,
            zorder=3,
        )
    labels = [textwrap.fill(capital(str(title)), _TITLE) for title in rows["title"]]
    panel.set_yticks(range(len(labels)), labels, fontsize="x-small")
    panel.set_ylim(-0.7, len(labels) - 0.3)
    panel.tick_params(axis="y", length=0)
    panel.grid(visible=True, axis="x")
    panel.set_xlabel("Output per hour (log points)")
    figure.set_label(LINES)
    if axes is None:
        head(figure, heading)
        figure.legend(handles=_handles(), loc="outside lower center", ncols=3)
    return figure


def _handles() -> list[Line2D | Patch]:
    marks: list[Line2D | Patch] = [
        Line2D([], [], color=style.color, marker=style.marker, markersize=4.5, label=f"{kind} away")
        for kind, style in KIND_MARKS.items()
    ]
    hollow = Line2D(
        [], [], color=INK, marker="o", markerfacecolor="white", markersize=4.5, label="undecided"
    )
    base = Line2D([], [], color=INK, linestyle=DASHED, linewidth=0.9, label="the model as it is")
    return [*marks, hollow, base, Patch(color=SHADE, label="its 95 % interval")]


@styled
def ablation_pairs(result: Ablation, axes: Axes | None = None) -> Figure:
    """Return the gap with every two of the largest alternatives taken away, as a map.

    Parameters
    ----------
    result : Ablation
    axes : Axes, optional
        Where to draw.

    Raises
    ------
    ResultsError
        If no two were taken away together.
    """
    pairs = result.combined
    if not len(pairs):
        raise ResultsError("this ablation has no pairs, so that there is nothing to draw")
    names = _names(result)
    gaps = np.full((len(names), len(names)), np.nan)
    stars = np.zeros(gaps.shape, dtype=bool)
    alone = result.singles.set_index("term")[GAP]
    for k, name in enumerate(names):
        gaps[k, k] = alone[name]
    for row in pairs.to_dict("records"):
        k, m = sorted((names.index(row["first"]), names.index(row["second"])))
        gaps[m, k] = row[GAP]
        stars[m, k] = decided(row["interaction_low"], row["interaction_high"])
    if axes is None:
        size = (TWO_COLUMNS, 0.42 * len(names) + 2.6)
        figure = Figure(figsize=size, layout="constrained")
        panel = figure.subplots()
    else:
        panel, figure = axes, figure_of(axes)
    bound = max(float(np.nanmax(np.abs(gaps))), 1e-9)
    image = panel.imshow(gaps, cmap=COLOURS, vmin=-bound, vmax=bound, aspect="auto")
    for m, k in zip(*np.nonzero(np.isfinite(gaps)), strict=True):
        panel.text(
            k,
            m,
            f"{gaps[m, k]:+.1f}{'*' if stars[m, k] else ''}",
            ha="center",
            va="center",
            fontsize="x-small",
            color="white" if abs(gaps[m, k]) > 0.6 * bound else INK,
        )
    words = [textwrap.fill(name.replace("_", " "), 24) for name in names]
    panel.set_yticks(range(len(names)), words, fontsize="x-small")
    panel.set_xticks(range(len(names)), words, fontsize="x-small", rotation=45, ha="right")
    panel.tick_params(length=0)
    panel.grid(visible=False)
    figure.colorbar(image, ax=panel, label="Gap in output per hour (log points)", shrink=0.8)
    if axes is None:
        a, b = result.titles
        what = "gap with two taken away at once, on the diagonal with one"
        head(figure, f"{b} minus {a}: {what}; * where two interact")
    return figure


def _names(result: Ablation) -> list[str]:
    """Return the alternatives that stand in pairs, those that change the gap most first."""
    present = pd.concat([result.combined["first"], result.combined["second"]]).unique()
    return [str(name) for name in result.singles["term"] if name in set(present)]
