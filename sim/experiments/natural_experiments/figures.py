"""Known changes, simulated: each effect beside the published one."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from functools import partial
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.drawing.ranges import KNOWN, beside, finish, legend, mark, rows_panel
from sim.drawing.style import INK, head, styled
from sim.evidence.judgement import MISS, OPEN, PASS
from sim.experiments.natural_experiments.record import BRIEF_UNITS, NaturalExperiments
from sim.text.numbers import significant
from sim.text.tables import Row

FURTHEST: Final = 2.0
"""Lengths of a published interval, from no effect to its far end, that an axis shows each way."""


def drawings(result: NaturalExperiments) -> dict[str, Callable[[], Figure]]:
    """Return what draws each figure of natural experiments, by name."""
    return {"effects": partial(natural_experiments_forest, result)}


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
    panel, figure = rows_panel(axes, 1.5 * len(table))
    limits = (-FURTHEST, FURTHEST)
    for place, row in enumerate(table.to_dict("records")):
        unit = max(abs(row["low"]), abs(row["high"]))
        low, length = row["low"] / unit, (row["high"] - row["low"]) / unit
        panel.barh(place, length, left=low, height=0.62, color=KNOWN, zorder=1)
        panel.plot(row["published"] / unit, place, "|", color=INK, markersize=9, zorder=2)
        value, least, most = (float(row[f"simulated{end}"]) / unit for end in ("", "_low", "_high"))
        inside = {PASS: True, MISS: False, OPEN: None}[str(row["verdict"])]
        mark(panel, place, (value, least, most), inside=inside, limits=limits)
        beside(panel, place, _effect(row))
    panel.axvline(0.0, color=INK, linewidth=0.8)
    finish(panel, [textwrap.fill(str(title), 34) for title in table["title"]], limits)
    panel.set_xticks([0.0], ["no effect"])
    panel.set_xlabel("Size of the effect; each row has a scale of its own")
    figure.set_label("Thin lines are 95 % intervals over pairs of runs.")
    if axes is None:
        head(figure, f"Known changes, simulated on {result.baseline_title}")
        legend(
            figure,
            "published interval",
            "published effect",
            some_open=bool((table["verdict"] == OPEN).any()),
        )
    return figure


def _effect(row: Row) -> str:
    unit = BRIEF_UNITS.get(str(row["unit"]), str(row["unit"]))
    text = f"{significant(row['simulated'], 2)} against {significant(row['published'])}"
    return f"{text} %" if unit == "%" else f"{text}\n{unit}"
