"""The output that is possible at each balance of jobs, and where two regimes end up."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.drawing.style import (
    BANDS,
    BROKEN,
    INK,
    ONE_COLUMN,
    REGIME_MARKS,
    figure_of,
    head,
    legend_text,
    mark_broken,
    panels,
    styled,
)
from sim.experiments.frontier_of_balance.record import SHOWN, FrontierOfBalance

HATCHED = "0.75"
"""Grey of the hatching where licences allow no such jobs."""

_WIDTH = 1.55 * ONE_COLUMN


def drawings(result: FrontierOfBalance) -> dict[str, Callable[[], Figure]]:
    """Return what draws each figure of a frontier of balance, by name."""
    return {"balance": partial(balance_curve, result)}


@styled
def balance_curve(result: FrontierOfBalance, axes: Axes | None = None) -> Figure:
    """Return the best output at each spread of job indices, and where two regimes end up.

    Parameters
    ----------
    result : FrontierOfBalance
    axes : Axes, optional
        Where to draw.

    Raises
    ------
    ResultsError
        If the axes belong to no figure.
    """
    figure, (panel,) = panels(1, 1, (_WIDTH, 0.78 * _WIDTH), axes)
    curve = result.frontier
    panel.plot(
        curve["spread"], curve["output"], color=INK, marker=".", label="best division of labour"
    )
    if curve["low"].notna().any():
        panel.fill_between(
            curve["spread"],
            curve["low"],
            curve["high"],
            color=INK,
            alpha=0.15,
            lw=0,
            label="its 95 % interval",
        )
    least = float(curve["spread"].iloc[0])
    if least >= SHOWN:
        panel.axvspan(
            0.0,
            least,
            facecolor="none",
            edgecolor=HATCHED,
            hatch="//",
            lw=0,
            label="more equal than licences allow",
        )
    rows = result.regimes.to_dict("records")
    for row, title, mark in zip(rows, result.titles, REGIME_MARKS, strict=False):
        # Bars beside the marks only where there are intervals.
        limits = np.array(
            [
                [row["spread"] - row["spread_low"], row["spread_high"] - row["spread"]],
                [row["output"] - row["low"], row["high"] - row["output"]],
            ]
        )
        known = np.isfinite(limits).all()
        panel.errorbar(
            row["spread"],
            row["output"],
            xerr=limits[0][:, None] if known else None,
            yerr=limits[1][:, None] if known else None,
            color=mark.color,
            marker=mark.marker,
            capsize=2,
            linestyle="none",
            label=legend_text(title),
        )
    panel.set_xlabel("Standard deviation of job indices (0: equal jobs)")
    panel.set_ylabel("Output, per cent of the best")
    panel.set_xlim(left=0.0)
    mark_broken(panel)
    bands = f"{BANDS} " if curve["low"].notna().any() else ""
    figure.set_label(f"{bands}{BROKEN}" if panel.get_ylim()[0] > 0.0 else bands.strip())
    if axes is None:
        head(
            figure_of(panel),
            f"{result.sector.replace('_', ' ').capitalize()}: "
            "what output equal jobs allow at most, and where two regimes are",
        )
        figure.legend(loc="outside lower center", ncols=2)
    return figure
