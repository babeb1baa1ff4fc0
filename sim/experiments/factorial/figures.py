"""Effects of institutions, alone and in pairs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.analysis.estimates import decided
from sim.drawing.marks import UNDECIDED
from sim.drawing.style import INK, LINES, TWO_COLUMNS, figure_of, head, styled
from sim.errors import ResultsError
from sim.experiments.factorial.record import SHOWN, Factorial
from sim.text.labels import axis_unit, display_of, heading_of
from sim.text.phrases import capital, horizon_name
from sim.vocabulary import LONG_RUN

_ROW_HEIGHT = 0.17


def drawings(result: Factorial) -> dict[str, Callable[[], Figure]]:
    """Return what draws each figure of a factorial, by name."""
    return {"effects": partial(factorial_effects, result)}


@styled
def factorial_effects(
    result: Factorial,
    outcomes: Sequence[str] = SHOWN,
    horizon: str = LONG_RUN,
    axes: Sequence[Axes] | None = None,
) -> Figure:
    """Return main effects and two-way interactions of institutions, with 95 % intervals.

    Discs are main effects, open diamonds interactions; grey where the interval contains zero.

    Parameters
    ----------
    result : Factorial
    outcomes : sequence of str
        One panel each.
    horizon : str
    axes : sequence of Axes, optional
        One for each outcome.

    Raises
    ------
    ResultsError
        If there is no such outcome or horizon, or there are too many or too few axes.
    """
    table = result.effects[result.effects["horizon"] == horizon]
    missing = [outcome for outcome in outcomes if not (table["outcome"] == outcome).any()]
    if missing or not len(outcomes):
        raise ResultsError(
            f"this factorial has no effects on {', '.join(missing) or 'nothing'} for the horizon "
            f"{horizon}"
        )
    terms = list(dict.fromkeys(table["term"]))
    if axes is None:
        height = len(terms) * _ROW_HEIGHT + 1.5
        figure = Figure(figsize=(TWO_COLUMNS, height), layout="constrained")
        grid = list(figure.subplots(1, len(outcomes), squeeze=False, sharey=True).ravel())
    else:
        grid = list(axes)
        if len(grid) != len(outcomes):
            raise ResultsError(f"this figure needs {len(outcomes)} axes, {len(grid)} were given")
        figure = figure_of(grid[0])
    for panel, outcome in zip(grid, outcomes, strict=True):
        _draw(panel, table[table["outcome"] == outcome], outcome)
    grid[0].set_yticks(range(len(terms)), [_words(term) for term in terms])
    grid[0].set_ylim(len(terms) - 0.4, -0.6)
    figure.set_label(LINES)
    if axes is None:
        a, b = result.titles
        head(
            figure,
            f"From the rules of {a} to those of {b}, {horizon_name(horizon)}: right of zero is "
            "more, left of zero less",
        )
        figure.legend(handles=_legend(), loc="outside lower center", ncols=3)
    return figure


def _words(term: str) -> str:
    return capital(term.replace(" x ", " \N{MULTIPLICATION SIGN} "))


def _draw(panel: Axes, rows: pd.DataFrame, outcome: str) -> None:
    unit = str(rows["unit"].iloc[0])
    scale = display_of(unit).scale
    for place, row in enumerate(rows.to_dict("records")):
        color = INK if decided(row["low"], row["high"]) else UNDECIDED
        if np.isfinite([row["low"], row["high"]]).all():
            panel.plot(
                [scale * row["low"], scale * row["high"]],
                [place, place],
                color=color,
                linewidth=1.0,
            )
        main = row["order"] == 1
        panel.plot(
            scale * row["effect"],
            place,
            marker="o" if main else "D",
            color=color,
            markerfacecolor=color if main else "white",
            markersize=3.8,
            linestyle="none",
        )
    panel.axvline(0.0, color=INK, linewidth=0.8)
    boundary = (rows["order"] == 1).sum() - 0.5
    panel.axhline(boundary, color="#BBBBBB", linewidth=0.6, linestyle=(0, (2, 2)))
    panel.set_title(heading_of(outcome).replace(" (Gini)", ""))
    gini = "Gini" if outcome.endswith("gini") else ""
    shown = axis_unit(unit, difference=True)
    panel.set_xlabel(f"{gini}, {shown}" if gini else shown[:1].upper() + shown[1:])
    panel.grid(visible=True, axis="both")
    panel.tick_params(axis="y", length=0)
    panel.spines["left"].set_visible(False)
    panel.locator_params(axis="x", nbins=3)


def _legend() -> list[Line2D]:
    return [
        Line2D([], [], color=INK, marker="o", markersize=4, label="effect of one institution"),
        Line2D(
            [],
            [],
            color=INK,
            marker="D",
            markerfacecolor="white",
            markersize=4,
            label="interaction of two",
        ),
        Line2D([], [], color=UNDECIDED, label="95 % interval contains zero or is unknown"),
    ]
