"""A baseline beside stylised facts: each with its accepted range."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.drawing.ranges import KNOWN, LIMITS, beside, finish, legend, mark, rows_panel
from sim.drawing.style import INK, head, styled
from sim.evidence.judgement import MISS, OPEN, PASS
from sim.experiments.validate_model.record import ModelValidation
from sim.text.numbers import significant, span


def drawings(result: ModelValidation) -> dict[str, Callable[[], Figure]]:
    """Return what draws each figure of a validation, by name."""
    return {"facts": partial(facts_chart, result)}


@styled
def facts_chart(result: ModelValidation, axes: Axes | None = None) -> Figure:
    """Return every fact with its simulated value on the scale of its accepted range.

    The band is the accepted range. Discs are reproduced, squares are missed, grey diamonds
    are undecided; bars are 95 % intervals over replicates; an arrow points to a value beyond the
    edge.

    Parameters
    ----------
    result : ModelValidation
    axes : Axes, optional
        Where to draw.
    """
    table = result.facts.iloc[::-1].reset_index(drop=True)
    panel, figure = rows_panel(axes, 1.35 * len(table))
    low, width = table["low"], table["high"] - table["low"]
    panel.axvspan(0.0, 1.0, color=KNOWN, zorder=0)
    for place, row in enumerate(table.to_dict("records")):
        value, least, most = (
            (float(row[f"simulated{end}"]) - low[place]) / width[place]
            for end in ("", "_low", "_high")
        )
        inside = {PASS: True, MISS: False, OPEN: None}[str(row["verdict"])]
        mark(panel, place, (value, least, most), inside=inside)
        where = {True: "in", False: "not in", None: "undecided,"}[inside]
        beside(
            panel,
            place,
            f"{significant(row['simulated'])} {where} {span(row['low'], row['high'])}",
        )
    central = (table["central"] - low) / width
    panel.plot(central, np.arange(len(table)), "|", color=INK, markersize=7, zorder=2)
    labels = [
        textwrap.fill(f"{row['statement']} ({row['unit']})", 62) for row in table.to_dict("records")
    ]
    finish(panel, labels, LIMITS, "x-small")
    panel.set_xticks([0.0, 1.0], ["low", "high"])
    panel.set_xlabel("Accepted range")
    if axes is None:
        head(figure, "The baseline held against stylised facts")
        legend(
            figure,
            "accepted range",
            "central value",
            some_open=bool((table["verdict"] == OPEN).any()),
        )
    return figure
