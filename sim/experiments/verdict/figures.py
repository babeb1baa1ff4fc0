"""The answer over all assumptions: how likely, by how much, and under which of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from sim.analysis.distributions import FORMS, Form
from sim.drawing.index_bars import index_bars
from sim.drawing.marks import PACK_MARKERS, draw_packs, pack_mark, parameter_label
from sim.drawing.style import (
    DASHED,
    INK,
    ONE_COLUMN,
    REGIME_MARKS,
    SOLID,
    TWO_COLUMNS,
    head,
    panels,
    styled,
)
from sim.errors import ResultsError
from sim.experiments.verdict.record import Verdict
from sim.text.labels import heading_of, name_of
from sim.text.phrases import capital, horizon_name
from sim.vocabulary import ADVOCATES, CRITICS, MEASURES

_MEASURE_MARKS = dict(zip(MEASURES, (("o", INK), ("s", "white")), strict=True))
_LINES = ((0, (1, 1)), DASHED, SOLID)
_GREYS = ("#AAAAAA", "#666666", "#111111")
_BOX_LINES = {CRITICS: DASHED, ADVOCATES: SOLID}


def drawings(result: Verdict) -> dict[str, Callable[[], Figure]]:
    """Return what draws each figure of a verdict, by name."""
    return {
        "probabilities": partial(verdict_probabilities, result),
        "distribution": partial(verdict_distribution, result),
        "map": partial(verdict_map, result),
        "sensitivity": partial(_sensitivity, result),
    }


@styled
def _sensitivity(result: Verdict) -> Figure:
    """Return what decides the gap, with how much was simulated said below."""
    found = result.index_tables()
    return index_bars(found.indices, found.density, found.subject, priors=found.priors)


@styled
def verdict_probabilities(result: Verdict, axes: Axes | None = None) -> Figure:
    """Return the share of draws in which b is at least as productive, with 95 % intervals.

    Parameters
    ----------
    result : Verdict
    axes : Axes, optional
        Where to draw.

    Raises
    ------
    ResultsError
        If the axes belong to no figure.
    """
    horizons = list(dict.fromkeys(result.probabilities["horizon"]))
    size = (1.45 * ONE_COLUMN, 1.75 + 0.5 * len(horizons))
    figure, (panel,) = panels(1, 1, size, axes)
    for k, (measure, (marker, face)) in enumerate(_MEASURE_MARKS.items()):
        rows = result.probabilities[result.probabilities["measure"] == measure]
        places = [horizons.index(horizon) + 0.24 * (k - 0.5) for horizon in rows["horizon"]]
        panel.hlines(places, rows["low"], rows["high"], color=INK, linewidth=1.1)
        panel.plot(
            rows["probability"],
            places,
            marker=marker,
            color=INK,
            markerfacecolor=face,
            linestyle="none",
            label=heading_of(measure),
        )
    panel.axvline(0.5, color=INK, linewidth=0.8, linestyle=DASHED)
    panel.set_xlim(0.0, 1.0)
    panel.set_yticks(range(len(horizons)), [capital(horizon_name(name)) for name in horizons])
    panel.set_ylim(len(horizons) - 0.45, -0.55)
    panel.grid(visible=True, axis="x")
    panel.grid(visible=False, axis="y")
    figure.set_label("Thin lines are 95 % intervals over draws.")
    a, b = result.titles
    panel.set_xlabel(f"Probability that {b} is at least\nas productive as {a}")
    if axes is None:
        draws = int(result.probabilities["draws"].max())
        head(figure, f"Over {draws:,} draws of all assumptions ({result.priors})")
        figure.legend(loc="outside lower center", ncols=2)
    else:
        panel.legend(loc="best")
    return figure


@styled
def verdict_distribution(result: Verdict, axes: list[Axes] | None = None) -> Figure:
    """Return the cumulative distribution of the gap over all draws, per hour and per head.

    Marks are what the assumptions of each side give at the last horizon, with 95 % intervals; their
    height means nothing.

    Parameters
    ----------
    result : Verdict
    axes : list of Axes, optional
        One for each measure.

    Raises
    ------
    ResultsError
        If there are too many or too few axes.
    """
    measures = list(dict.fromkeys(result.gaps["measure"]))
    figure, grid = panels(len(measures), 2, (TWO_COLUMNS, 3.1), axes)
    horizons = list(dict.fromkeys(result.gaps["horizon"]))
    for panel, measure in zip(grid, measures, strict=True):
        for horizon, line, color in zip(
            horizons, _LINES[-len(horizons) :], _GREYS[-len(horizons) :], strict=False
        ):
            rows = result.gaps[
                (result.gaps["measure"] == measure) & (result.gaps["horizon"] == horizon)
            ]
            values = np.sort(rows["gap"].dropna().to_numpy(np.float64))
            share = np.arange(1, len(values) + 1) / max(len(values), 1)
            panel.step(values, share, where="post", color=color, linestyle=line)
        panel.axvline(0.0, color=INK, linewidth=0.8)
        _mark_pack_gaps(panel, result.pack_gaps, measure, horizons[-1])
        panel.set_ylim(-0.02, 1.02)
        panel.set_xlabel(f"Gap in {name_of(measure)} (log points)")
        panel.grid(visible=True, axis="both")
    grid[0].set_ylabel("Share of draws at or below")
    figure.set_label(
        "Thin lines are 95 % intervals over replicates of one set of assumptions, whose height "
        "means nothing."
    )
    if axes is None:
        a, b = result.titles
        head(figure, f"Gap of {b} over {a} under {result.priors}: right of zero {b} is ahead")
        lines = [
            Line2D([], [], color=color, linestyle=line, label=capital(horizon_name(horizon)))
            for horizon, line, color in zip(
                horizons, _LINES[-len(horizons) :], _GREYS[-len(horizons) :], strict=False
            )
        ]
        packs = [pack_mark(pack) for pack in PACK_MARKERS]
        figure.legend(handles=[*lines, *packs], loc="outside lower center", ncols=3)
    return figure


def _mark_pack_gaps(panel: Axes, packs: pd.DataFrame, measure: str, horizon: str) -> None:
    rows = packs[(packs["measure"] == measure) & (packs["horizon"] == horizon)]
    for height, row in zip((0.5, 0.3, 0.7), rows.to_dict("records"), strict=False):
        if np.isfinite([row["low"], row["high"]]).all():
            panel.plot([row["low"], row["high"]], [height, height], color="black", linewidth=1.0)
        panel.plot(
            row["gap"],
            height,
            marker=PACK_MARKERS[row["pack"]],
            markersize=6.5,
            markerfacecolor="white",
            markeredgecolor="black",
            linestyle="none",
            zorder=6,
        )


@styled
def verdict_map(
    result: Verdict, x: str | None = None, y: str | None = None, axes: Axes | None = None
) -> Figure:
    """Return who is ahead per hour at the last horizon over two assumptions, all others drawn.

    Rectangles are the boxes in which each side is right; white marks are what each side assumes.

    Parameters
    ----------
    result : Verdict
    x, y : str, optional
        Parameters; by default the two that decide most.
    axes : Axes, optional
        Where to draw.

    Raises
    ------
    ResultsError
        If there is no such parameter.
    """
    names = [x, y]
    leaders = [name for name in _leaders(result) if name not in names]
    across, up = (name or leaders.pop(0) for name in names)
    unknown = [name for name in (across, up) if name not in result.draws]
    if unknown:
        raise ResultsError(f"the verdict drew no parameter '{unknown[0]}'")
    figure, (panel,) = panels(1, 1, (1.5 * ONE_COLUMN, 1.5 * ONE_COLUMN), axes)
    gaps = result.gaps[result.gaps["measure"] == MEASURES[0]]
    gaps = gaps[gaps["horizon"] == gaps["horizon"].iloc[-1]].merge(result.draws, on="point")
    for mark, rows in (
        (REGIME_MARKS[0], gaps[gaps["gap"] < 0]),
        (REGIME_MARKS[1], gaps[gaps["gap"] >= 0]),
    ):
        panel.plot(
            rows[across],
            rows[up],
            marker=mark.marker,
            color=mark.color,
            markersize=3,
            markerfacecolor=mark.color if mark is REGIME_MARKS[0] else "none",
            markeredgewidth=0.8,
            linestyle="none",
            alpha=0.8,
        )
    low = gaps[[across, up]].min()
    high = gaps[[across, up]].max()
    drawn = []
    for side, line in _BOX_LINES.items():
        limits = result.boxes[result.boxes["side"] == side]
        if limits["parameter"].isin([across, up]).any() and result.box_tells(side):
            _draw_box(panel, limits, across, up, line, low, high)
            drawn.append(side)
    draw_packs(panel, result.packs, across, up)
    panel.grid(visible=False)
    _name_axes(panel, result, across, up)
    if axes is None:
        a, b = result.titles
        horizon = horizon_name(str(gaps["horizon"].iloc[-1]))
        head(figure, f"Who has the higher output per hour, {horizon}")
        figure.legend(handles=_map_legend(a, b, drawn), loc="outside lower center", ncols=2)
    return figure


def _name_axes(panel: Axes, result: Verdict, across: str, up: str) -> None:
    """Name the two parameters, with their priors; one that was drawn by magnitude in logarithms."""
    drawn = result.settings.get("distributions", {})
    forms: list[Form] = [drawn.get(name, {}).get("form", "uniform") for name in (across, up)]
    labels = [
        f"{parameter_label(name)}\n{FORMS[form]} prior"
        for name, form in zip((across, up), forms, strict=True)
    ]
    panel.set_xlabel(labels[0])
    panel.set_ylabel(labels[1])
    scales = ["log" if form == "log_uniform" else "linear" for form in forms]
    panel.set_xscale(scales[0])
    panel.set_yscale(scales[1])


def _leaders(result: Verdict) -> list[str]:
    """Return parameters by importance: those limiting a box first, then by total index."""
    boxed = list(dict.fromkeys(result.boxes["parameter"]))
    order = result.decisive
    ranked = sorted(boxed, key=lambda name: order.index(name) if name in order else len(order))
    return list(dict.fromkeys([*order[:2], *ranked, *order, *result.draws.columns.drop("point")]))


def _draw_box(
    panel: Axes,
    limits: pd.DataFrame,
    across: str,
    up: str,
    line: tuple[float, tuple[float, ...]],
    low: pd.Series[float],
    high: pd.Series[float],
) -> None:
    """Draw the shadow of a box on the plane of two parameters."""
    rows = limits.set_index("parameter")
    spans = []
    for name in (across, up):
        if name in rows.index:
            spans.append((float(rows["low"].loc[name]), float(rows["high"].loc[name])))
        else:
            spans.append((float(low[name]), float(high[name])))
    (left, right), (bottom, top) = spans
    panel.add_patch(
        Rectangle(
            (left, bottom),
            right - left,
            top - bottom,
            fill=False,
            edgecolor="black",
            linestyle=line,
            linewidth=1.6,
            zorder=5,
            clip_on=False,
        )
    )


def _map_legend(a: str, b: str, boxes: list[str]) -> list[Line2D | Patch]:
    return [
        *(
            Line2D(
                [],
                [],
                marker=mark.marker,
                color=mark.color,
                markersize=4,
                markerfacecolor=mark.color if mark is REGIME_MARKS[0] else "none",
                linestyle="none",
                label=f"{name} ahead",
            )
            for mark, name in zip(REGIME_MARKS, (a, b), strict=True)
        ),
        *(
            Patch(fill=False, edgecolor="black", linestyle=line, label=f"box of the {side}")
            for side, line in _BOX_LINES.items()
            if side in boxes
        ),
        *(pack_mark(pack) for pack in PACK_MARKERS),
    ]
