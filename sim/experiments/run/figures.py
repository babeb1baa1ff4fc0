"""Figures of a run: those of a comparison that make sense for a single regime."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from sim.experiments.compare.figures.histograms import distributions
from sim.experiments.compare.figures.inequality import lorenz
from sim.experiments.compare.figures.transition import paths
from sim.experiments.run.record import Run

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def drawings(result: Run) -> dict[str, Callable[[], Figure]]:
    """Return what draws each figure of a run, by name; those of empty tables are left out.

    Parameters
    ----------
    result : Run
    """
    figures: dict[str, Callable[[], Figure]] = {}
    if not result.monthly.empty:
        figures["paths"] = partial(paths, result)
    if not result.people.empty:
        figures |= {
            "distributions": partial(distributions, result),
            "lorenz": partial(lorenz, result),
        }
    return figures
