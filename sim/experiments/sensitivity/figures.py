"""What decides an outcome: indices with their intervals."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.drawing.index_bars import index_bars
from sim.drawing.style import styled
from sim.experiments.sensitivity.record import Sensitivity
from sim.study.index_tables import HasIndices
from sim.text.labels import axis_unit
from sim.vocabulary import MEASURES


def drawings(result: Sensitivity) -> dict[str, Callable[[], Figure]]:
    """Return what draws each figure of a sensitivity, by name."""
    return {"sensitivity": partial(sensitivity_bars, result)}


@styled
def sensitivity_bars(
    result: HasIndices,
    measure: str = MEASURES[0],
    horizon: str | None = None,
    axes: list[Axes] | None = None,
) -> Figure:
    """Return the indices of the most influential factors, with 95 % intervals, and PAWN beside.

    The dashed line is what 95 % of factors without influence stay below.

    Parameters
    ----------
    result : Sensitivity or Verdict
    measure : str
        Of a verdict: "output_per_hour" or "output_per_head".
    horizon : str, optional
        Of a verdict; by default the last.
    axes : list of Axes, optional
        For the indices and for PAWN; a Latin hypercube has PAWN alone, a Morris design none.

    Raises
    ------
    ResultsError
        If there are no such indices, or too many or too few axes.
    """
    found = result.index_tables(measure, horizon)
    unit = axis_unit(found.unit, difference=True)
    return index_bars(
        found.indices, found.density, found.subject, unit, priors=found.priors, axes=axes
    )
