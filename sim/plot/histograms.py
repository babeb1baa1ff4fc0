"""How empowerment, alienation and effort are distributed over people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.errors import ResultsError
from sim.plot.style import REGIME_MARKS, TWO_COLUMNS, Mark, legend_text, panels, styled
from sim.results.labels import axis_label
from sim.results.statistics import Floats
from sim.results.types import Comparison

DISTRIBUTION_MEASURES = ("empowerment", "alienation", "effort")
"""Columns of the people table that are drawn unless others are asked for."""

_OF_JOBS = ("empowerment", "effort", "desirability", "creativity", "job_index", "hourly_pay")
_BINS = 40
_SHARE_LABELS = {
    "histogram": f"People (% in each of {_BINS} bins)",
    "cumulative": "People at or below (%)",
}


@styled
def distributions(
    comparison: Comparison,
    measures: Sequence[str] = DISTRIBUTION_MEASURES,
    kind: Literal["histogram", "cumulative"] = "histogram",
    axes: list[Axes] | None = None,
) -> Figure:
    """Return the distribution over people of some measures at the end of the run, by regime.

    People of all replicates are taken together; measures of jobs count the employed alone.

    Parameters
    ----------
    comparison : Comparison
    measures : sequence of str
        Columns of the people table.
    kind : str
        ``"histogram"``, or ``"cumulative"`` for the share of people at or below each value.
    axes : list of Axes, optional
        One for each measure.

    Raises
    ------
    ResultsError
        If a measure is not in the people table, or there are too many or too few axes.
    """
    missing = [name for name in measures if name not in comparison.people.columns]
    if missing or comparison.people.empty:
        raise ResultsError(f"this comparison holds no {missing[0] if missing else 'people'}")
    columns = min(3, len(measures))
    rows = -(-len(measures) // columns)
    figure, grid = panels(len(measures), columns, (TWO_COLUMNS, 0.4 + 2.3 * rows), axes)
    draw = _draw_histogram if kind == "histogram" else _draw_cumulative
    for position, (measure, panel) in enumerate(zip(measures, grid, strict=True)):
        samples = [_sample(comparison, regime, measure) for regime in comparison.regimes]
        for sample, title, mark in zip(samples, comparison.titles, REGIME_MARKS, strict=True):
            draw(panel, sample, _edges(samples), legend_text(title), mark)
        panel.set_xlabel(axis_label(measure, comparison.units.get(measure, "")))
        if position % columns == 0:
            panel.set_ylabel(_SHARE_LABELS[kind])
        panel.set_ylim(bottom=0.0)
    if axes is None:
        handles, labels = grid[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside upper center", ncols=2)
    return figure


def _sample(comparison: Comparison, regime: str, measure: str) -> Floats:
    """Return the values of all people to whom the measure applies."""
    people = comparison.people[comparison.people["regime"] == regime]
    if measure in _OF_JOBS and "status" in people.columns:
        people = people[_employed(people["status"])]
    return people[measure].dropna().to_numpy(np.float64)


def _employed(status: pd.Series) -> pd.Series:
    return status.isin([0, "employed"])


def _edges(samples: list[Floats]) -> Floats:
    """Return common edges: the unit interval for scores, otherwise what the samples span."""
    both = np.concatenate(samples)
    low, high = (float(both.min()), float(both.max())) if both.size else (0.0, 1.0)
    if low >= 0.0 and high <= 1.0:
        low, high = 0.0, 1.0
    return np.linspace(low, high if high > low else low + 1.0, _BINS + 1)


def _draw_histogram(panel: Axes, sample: Floats, edges: Floats, title: str, mark: Mark) -> None:
    share = 100.0 * np.histogram(sample, edges)[0] / max(1, len(sample))
    panel.stairs(share, edges, fill=True, color=mark.color, alpha=0.3)
    panel.stairs(
        share, edges, color=mark.color, linestyle=mark.linestyle, linewidth=1.2, label=title
    )
    panel.set_xlim(edges[0], edges[-1])


def _draw_cumulative(panel: Axes, sample: Floats, edges: Floats, title: str, mark: Mark) -> None:
    share = 100.0 * np.arange(1, len(sample) + 1) / max(1, len(sample))
    panel.step(
        np.sort(sample),
        share,
        where="post",
        color=mark.color,
        linestyle=mark.linestyle,
        label=title,
    )
    panel.set_xlim(edges[0], edges[-1])
