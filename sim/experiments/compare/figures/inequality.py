"""Lorenz curves of income and wealth."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.intervals import Floats, mean_interval
from sim.drawing.style import BANDS, INK, TWO_COLUMNS, head, panels, styled
from sim.experiments.compare.figures.regimes import check_people, people_of, regimes_of, versus
from sim.experiments.compare.record import Comparison
from sim.experiments.run.record import Run
from sim.kernels.inequality import gini
from sim.text.labels import heading_of

LORENZ_MEASURES = ("income", "wealth")
"""Columns of the people table that are drawn."""

_POPULATION = np.linspace(0.0, 1.0, 101)


@styled
def lorenz(result: Run | Comparison, axes: list[Axes] | None = None) -> Figure:
    """Return Lorenz curves of income and wealth at the end of the run.

    A curve is the mean over replicates of the share held by the poorest people, its band the 95 %
    interval; the diagonal is equality. The legend gives the Gini coefficient with its interval.

    Parameters
    ----------
    result : Run or Comparison
    axes : list of Axes, optional
        Two: for income and wealth.

    Raises
    ------
    ResultsError
        If the people table lacks income or wealth, or not two axes are given.
    """
    check_people(result, LORENZ_MEASURES)
    figure, both = panels(2, 2, (TWO_COLUMNS, 4.3), axes)
    for measure, panel in zip(LORENZ_MEASURES, both, strict=True):
        panel.plot([0, 100], [0, 100], color=INK, linewidth=0.8, linestyle=":", label="equality")
        for regime, title, mark in regimes_of(result):
            curves, coefficients = _curves(people_of(result, regime), measure)
            mean, low, high = mean_interval(100.0 * curves)
            share = 100.0 * _POPULATION
            panel.fill_between(share, low, high, color=mark.color, alpha=0.2, linewidth=0)
            panel.plot(
                share,
                mean,
                color=mark.color,
                linestyle=mark.linestyle,
                label=f"{title}\n({_gini_words(coefficients)})",
            )
        panel.set_title(heading_of(measure))
        panel.set_xlabel(f"Poorest share of people, by {measure} (%)")
        panel.set_ylabel(f"Share of {measure} held (%)")
        panel.set_aspect("equal")
        panel.set_xlim(0, 100)
        panel.set_ylim(0, 100)
        panel.legend(loc="upper left")
    figure.set_label(f"{BANDS} Brackets are those of the Gini coefficient.")
    if axes is None:
        head(figure, f"Who holds how much at the end: {versus(result)}")
    return figure


def lorenz_curve(values: Floats, population: Floats) -> Floats:
    """Return the share of the total held by the poorest, at each share of the population.

    Parameters
    ----------
    values : (people,) float64
        Not negative.
    population : (points,) float64
        Shares of the population in [0, 1].

    Returns
    -------
    (points,) float64
        NaN when the total is zero.
    """
    ordered = np.concatenate([[0.0], np.cumsum(np.sort(values))])
    if ordered[-1] <= 0.0:
        return np.full(population.shape, np.nan)
    people = np.linspace(0.0, 1.0, len(ordered))
    held: Floats = np.interp(population, people, ordered / ordered[-1])
    return held


def _curves(people: pd.DataFrame, measure: str) -> tuple[Floats, Floats]:
    """Return the curve of each replicate, shape (replicates, points), and its Gini."""
    values = [
        rows[measure].dropna().to_numpy(np.float64) for _, rows in people.groupby("replicate")
    ]
    curves = np.array([lorenz_curve(value, _POPULATION) for value in values])
    return curves, np.array([gini(value) for value in values])


def gini_of(result: Run | Comparison, regime: str, measure: str) -> str:
    """Return the Gini coefficient of a measure at the end with its interval, in words."""
    return _gini_words(_curves(people_of(result, regime), measure)[1])


def _gini_words(coefficients: Floats) -> str:
    """Return the mean Gini coefficient with its interval, where there is one."""
    mean, low, high = (float(value) for value in mean_interval(coefficients))
    text = f"Gini {mean:.2f}"
    return f"{text} [{low:.2f}, {high:.2f}]" if np.isfinite(low) else text
