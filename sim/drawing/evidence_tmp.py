"""A baseline beside what is known: facts, natural experiments, and what the facts tell."""

from __future__ import annotations

import textwrap
from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.drawing.style import INK, REGIME_MARKS, TWO_COLUMNS, figure_of, head, styled
from sim.errors import ResultsError
from sim.evidence.judgement import MISS
from sim.experiments.calibrate.record import Calibration
from sim.experiments.natural_experiments.record import NaturalExperiments
from sim.experiments.validate_model.record import ModelValidation

ACCEPTED: Final = "#D9D9D9"
"""Colour of accepted ranges and published intervals."""

SIMULATED: Final = REGIME_MARKS[0].color
MISSED: Final = REGIME_MARKS[1].color

FURTHEST: Final = 2.0
"""Widths of the accepted range beyond which a fact is shown at the edge, with an arrow."""

_ROW: Final = 0.25


@styled
def facts_chart(result: ModelValidation, axes: Axes | None = None) -> Figure:
    """Return every fact with its simulated value on the scale of its accepted range.

    The band is the accepted range. Discs are reproduced, squares are missed; bars are 95 %
    intervals over replicates; an arrow points to a value beyond the edge.

    Parameters
    ----------
    result : ModelValidation
    axes : Axes, optional
        Where to draw.
    """
    table = result.facts.iloc[::-1].reset_index(drop=True)
    panel, figure = _panel(axes, 1.35 * len(table))
    width = table["high"] - table["low"]
    scaled = {
        name: (table[name] - table["low"]) / width
        for name in ("simulated", "simulated_low", "simulated_high", "central")
    }
    panel.axvspan(0.0, 1.0, color=ACCEPTED, zorder=0)
    for k, (_, row) in enumerate(table.iterrows()):
        _mark(panel, k, *(float(scaled[f"simulated{end}"][k]) for end in ("", "_low", "_high")),
              missed=row["verdict"] == MISS)  # fmt: skip
    panel.plot(scaled["central"], np.arange(len(table)), "|", color=INK, markersize=7, zorder=2)
    labels = [_label(row) for _, row in table.iterrows()]
    panel.set_yticks(range(len(table)), labels, fontsize="x-small")
    panel.set_xlim(-FURTHEST, 1.0 + FURTHEST)
    panel.set_ylim(-0.7, len(table) - 0.3)
    panel.set_xticks([0.0, 1.0], ["low", "high"])
    panel.set_xlabel("Accepted range")
    for k, (_, row) in enumerate(table.iterrows()):
        text = f"{row['simulated']:.3g} in {row['low']:g} to {row['high']:g}"
        if row["verdict"] == MISS:
            text = text.replace(" in ", " not in ", 1)
        panel.annotate(text, (1.02, k), xycoords=("axes fraction", "data"), va="center",
                       fontsize="x-small", annotation_clip=False)  # fmt: skip
    if axes is None:
        head(figure, "The baseline held against stylised facts")
        figure.legend(
            handles=[
                Patch(color=ACCEPTED, label="accepted range"),
                Line2D([], [], color=INK, marker="|", linestyle="", label="central value"),
                *_legend(),
            ],
            loc="outside lower center",
            ncols=4,
        )
    return figure


@styled
def natural_experiments_forest(result: NaturalExperiments, axes: Axes | None = None) -> Figure:
    """Return published and simulated effects, each with its interval, on one scale per effect.

    Effects have different units, so each row is scaled by its published interval: 0 is no effect
    and the band ends at 1 where the published interval ends farthest from zero.

    Parameters
    ----------
    result : NaturalExperiments
    axes : Axes, optional
        Where to draw.
    """
    table = result.effects.iloc[::-1].reset_index(drop=True)
    panel, figure = _panel(axes, 1.5 * len(table))
    scale = table[["low", "high"]].abs().max(axis=1)
    for k, (_, row) in enumerate(table.iterrows()):
        unit = float(scale[k])
        panel.barh(k, (row["high"] - row["low"]) / unit, left=row["low"] / unit, height=0.62,
                   color=ACCEPTED, zorder=1)  # fmt: skip
        panel.plot(row["published"] / unit, k, "|", color=INK, markersize=9, zorder=2)
        ends = (float(row[f"simulated{end}"]) / unit for end in ("", "_low", "_high"))
        _mark(panel, k, *ends, missed=row["verdict"] == MISS)
        panel.annotate(_effect(row), (1.02, k), xycoords=("axes fraction", "data"), va="center",
                       fontsize="x-small", annotation_clip=False)  # fmt: skip
    panel.axvline(0.0, color=INK, linewidth=0.8)
    names = [textwrap.fill(str(row["title"]), 34) for _, row in table.iterrows()]
    panel.set_yticks(range(len(table)), names)
    panel.set_xlim(-FURTHEST, FURTHEST)
    panel.set_ylim(-0.7, len(table) - 0.3)
    panel.set_xlabel("Effect, relative to the far end of the published interval")
    if axes is None:
        head(figure, "Known changes, simulated on the baseline")
        figure.legend(
            handles=[
                Patch(color=ACCEPTED, label="published interval"),
                Line2D([], [], color=INK, marker="|", linestyle="", label="published effect"),
                *_legend(),
            ],
            loc="outside lower center",
            ncols=4,
        )
    return figure


@styled
def calibration_chart(result: Calibration, axes: Axes | None = None) -> Figure:
    """Return what the facts leave of the range of each parameter.

    The band is the range, the stroke the default; the disc is the fitted value with its 95 %
    interval. Parameters that keep their range have no disc.

    Parameters
    ----------
    result : Calibration
    axes : Axes, optional
        Where to draw.
    """
    table = result.fit.iloc[::-1].reset_index(drop=True)
    if table.empty:
        raise ResultsError("this calibration holds no parameter to draw")
    panel, figure = _panel(axes, 1.1 * len(table))
    low, width = table["range_low"], table["range_high"] - table["range_low"]
    panel.axvspan(0.0, 1.0, color=ACCEPTED, zorder=0)
    panel.plot((table["default"] - low) / width, table.index, "|", color=INK, markersize=8)
    for k, (_, row) in enumerate(table.iterrows()):
        if row["status"] == "keeps its range":
            continue
        ends = ((float(row[name]) - low[k]) / width[k] for name in ("value", "low", "high"))
        _mark(panel, k, *ends, missed=False)
    names = [
        f"{str(row['parameter']).replace('_', ' ')}\n{_pinned(row)}" for _, row in table.iterrows()
    ]
    panel.set_yticks(range(len(table)), names, fontsize="x-small")
    panel.set_xlim(-0.05, 1.05)
    panel.set_ylim(-0.7, len(table) - 0.3)
    panel.set_xticks([0.0, 1.0], ["lower end", "upper end"])
    panel.set_xlabel("Place in the range of the parameter")
    if axes is None:
        head(figure, "What the facts tell about parameters of the baseline")
        figure.legend(
            handles=[
                Patch(color=ACCEPTED, label="range"),
                Line2D([], [], color=INK, marker="|", linestyle="", label="default"),
                Line2D([], [], color=SIMULATED, marker="o", label="fitted, with 95 % interval"),
            ],
            loc="outside lower center",
            ncols=3,
        )
    return figure


def _panel(axes: Axes | None, rows: float) -> tuple[Axes, Figure]:
    if axes is not None:
        return axes, figure_of(axes)
    figure = Figure(figsize=(TWO_COLUMNS, rows * _ROW + 1.2), layout="constrained")
    return figure.subplots(), figure


def _mark(panel: Axes, place: int, value: float, low: float, high: float, *, missed: bool) -> None:
    """Draw a value with its interval, or an arrow where it lies beyond the axis."""
    color, marker = (MISSED, "s") if missed else (SIMULATED, "o")
    edge = 1.0 + FURTHEST if panel.get_xlim()[1] > FURTHEST + 0.5 else FURTHEST
    furthest = -FURTHEST, edge
    if not np.isfinite(value):
        return
    if not furthest[0] < value < furthest[1]:
        marker = ">" if value > 0.0 else "<"
        value = furthest[1] - 0.06 if value > 0.0 else furthest[0] + 0.06
    elif np.isfinite(low):
        panel.plot(np.clip([low, high], *furthest), [place, place], color=color, linewidth=1.4)
    panel.plot(value, place, marker, color=color, markersize=4.5, zorder=3)


def _label(row: pd.Series[Any]) -> str:
    return textwrap.fill(f"{row['statement']} ({row['unit']})", 62)


def _effect(row: pd.Series[Any]) -> str:
    return f"{row['simulated']:.2g} against {row['published']:g}\n{_brief(str(row['unit']))}"


def _brief(unit: str) -> str:
    return {
        "per cent per standard deviation of job quality": "% per SD of job quality",
        "percentage points per year": "points a year",
        "per cent": "%",
    }.get(unit, unit)


def _pinned(row: pd.Series[Any]) -> str:
    if row["status"] == "keeps its range":
        return "not identified"
    also = ", with others" if row["status"] == "only with others" else ""
    return f"by {str(row['pinned_by']).replace('_', ' ')}{also}"


def _legend() -> list[Line2D]:
    return [
        Line2D([], [], color=SIMULATED, marker="o", label="simulated, inside"),
        Line2D([], [], color=MISSED, marker="s", label="simulated, outside"),
    ]
