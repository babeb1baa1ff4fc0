"""How empowerment, alienation and effort are distributed over people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.intervals import Floats, mean_interval
from sim.drawing.style import BANDS, TWO_COLUMNS, head, panels, styled
from sim.experiments.compare.figures.regimes import (
    Regime,
    check_people,
    people_of,
    regimes_of,
    versus,
)
from sim.experiments.compare.record import Comparison
from sim.experiments.run.record import Run
from sim.text.labels import axis_label

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
    result: Run | Comparison,
    measures: Sequence[str] = DISTRIBUTION_MEASURES,
    kind: Literal["histogram", "cumulative"] = "histogram",
    axes: list[Axes] | None = None,
) -> Figure:
    """Return the distribution over people of some measures at the end of the run, by regime.

    Shares of people are means over replicates, the bands their 95 % intervals; measures of jobs
    count the employed alone.

    Parameters
    ----------
    result : Run or Comparison
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
    check_people(result, tuple(measures))
    columns = min(3, len(measures))
    rows = -(-len(measures) // columns)
    figure, grid = panels(len(measures), columns, (TWO_COLUMNS, 0.4 + 2.3 * rows), axes)
    draw = _draw_histogram if kind == "histogram" else _draw_cumulative
    for position, (measure, panel) in enumerate(zip(measures, grid, strict=True)):
        regimes = regimes_of(result)
        samples = [values_by_replicate(result, regime.name, measure) for regime in regimes]
        edges = edges_of([values for sample in samples for values in sample])
        for sample, regime in zip(samples, regimes, strict=True):
            draw(panel, sample, edges, regime)
        panel.set_xlabel(axis_label(measure, result.units.get(measure, "")))
        if position % columns == 0:
            panel.set_ylabel(_SHARE_LABELS[kind])
        panel.set_ylim(bottom=0.0)
    figure.set_label(BANDS)
    if axes is None:
        highest = max(panel.get_ylim()[1] for panel in grid)
        for panel in grid:
            panel.set_ylim(top=highest)
        handles, labels = grid[0].get_legend_handles_labels()
        head(figure, f"How people are spread at the end: {versus(result)}")
        figure.legend(handles, labels, loc="outside lower center", ncols=2)
    return figure


def values_by_replicate(result: Run | Comparison, regime: str, measure: str) -> list[Floats]:
    """Return the values of all people to whom the measure applies, by replicate."""
    people = employed_of(result, regime) if measure in _OF_JOBS else people_of(result, regime)
    return [rows[measure].dropna().to_numpy(np.float64) for _, rows in people.groupby("replicate")]


def employed_of(result: Run | Comparison, regime: str) -> pd.DataFrame:
    """Return the people who have a job at the end, all where nothing is said of that."""
    people = people_of(result, regime)
    return people[_employed(people["status"])] if "status" in people.columns else people


def _employed(status: pd.Series) -> pd.Series:
    return status.isin([0, "employed"])


def edges_of(samples: list[Floats]) -> Floats:
    """Return common edges: the unit interval for scores, otherwise what the samples span."""
    both = np.concatenate(samples)
    low, high = (float(both.min()), float(both.max())) if both.size else (0.0, 1.0)
    if low >= 0.0 and high <= 1.0:
        low, high = 0.0, 1.0
    return np.linspace(low, high if high > low else low + 1.0, _BINS + 1)


def _draw_histogram(panel: Axes, sample: list[Floats], edges: Floats, regime: Regime) -> None:
    shares = np.array(
        [100.0 * np.histogram(values, edges)[0] / max(1, len(values)) for values in sample]
    )
    mean, low, high = mean_interval(shares)
    mark = regime.mark
    panel.stairs(mean, edges, fill=True, color=mark.color, alpha=0.25)
    if np.isfinite(low).all():
        panel.stairs(
            high, edges, baseline=np.maximum(low, 0.0), fill=True, color=mark.color, alpha=0.4
        )
    panel.stairs(
        mean, edges, color=mark.color, linestyle=mark.linestyle, linewidth=1.2, label=regime.title
    )
    panel.set_xlim(edges[0], edges[-1])


def _draw_cumulative(panel: Axes, sample: list[Floats], edges: Floats, regime: Regime) -> None:
    points = np.sort(np.concatenate(sample))
    shares = np.array(
        [
            100.0 * np.searchsorted(np.sort(values), points, side="right") / max(1, len(values))
            for values in sample
        ]
    )
    mean, low, high = mean_interval(shares)
    mark = regime.mark
    if np.isfinite(low).all():
        panel.fill_between(
            points, low, high, step="post", color=mark.color, alpha=0.25, linewidth=0
        )
    panel.step(
        points, mean, where="post", color=mark.color, linestyle=mark.linestyle, label=regime.title
    )
    panel.set_xlim(edges[0], edges[-1])
