"""The draw in the middle of those that the evidence leaves, as a scenario."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.weighting import weighted_quantile
from sim.execution.files import write_text
from sim.experiments.posterior.design import DIGITS, origin_of, place_for
from sim.experiments.posterior.record import Posterior

PROBABLE: Final = 0.5
"""Share of the weight that the heaviest draws hold, among which the one in the middle is sought."""

_NOT_PARAMETERS: Final = ("point", "weight")
_WIDTH: Final = 98


def medoid(draws: pd.DataFrame) -> int:
    """Return the row of the draw that lies in the middle of all draws given the evidence.

    The heaviest draws that together hold half of the weight are those that fit best. Of these it
    is the one with the smallest mean distance to all draws by weight, the distance being the sum
    over parameters of the difference in rank, so that no unit and no form of a prior matters.

    Parameters
    ----------
    draws : pandas.DataFrame
        One row per draw: ``point``, ``weight``, and a column for each parameter.

    Returns
    -------
    int
        Position of the row.
    """
    weights = draws["weight"].to_numpy(np.float64)
    weights = weights / weights.sum()
    heaviest = np.argsort(-weights, kind="stable")
    held = np.cumsum(weights[heaviest])
    probable = np.sort(heaviest[: int(np.searchsorted(held, PROBABLE)) + 1])
    values = draws.drop(columns=list(_NOT_PARAMETERS))
    ranks = values.rank(pct=True).to_numpy(np.float64)
    distances = np.array([_mean_distance(ranks, weights, row) for row in probable])
    return int(probable[int(distances.argmin())])


def _mean_distance(ranks: NDArray[np.float64], weights: NDArray[np.float64], row: int) -> float:
    return float(weights @ np.abs(ranks - ranks[row]).sum(axis=1))


def write_medoid(result: Posterior, path: str | Path) -> Path:
    """Return the path of a scenario file, after writing the draw in the middle to it.

    The scenario extends the baseline and shares its assumptions: in a comparison its parameters
    hold for both sides. Equal posteriors give equal files.

    Parameters
    ----------
    result : Posterior
    path : path
        Ends in ``.toml``.

    Raises
    ------
    ResultsError
        If nothing is left given the evidence, or the file cannot be written.
    """
    place = place_for(result, path, "scenario")
    write_text(place, _text(result, place.stem))
    return place


def _text(result: Posterior, name: str) -> str:
    first = result.scenarios[0]
    chosen = medoid(result.draws)
    draw = result.draws.iloc[chosen]
    about = (
        f"The draw in the middle of those that the evidence leaves (number {int(draw['point'])}): "
        f"the medoid of the most probable half of {origin_of(result)} Each value is followed "
        "by the range in which nine in ten draws lie given the evidence. One draw is "
        "no average: the answer is that of all of them (`balanced-jobs answer`). In a comparison "
        "the values hold for both regimes. Nothing was fitted to participatory institutions."
    )
    lines = [
        textwrap.fill(about, _WIDTH, initial_indent="# ", subsequent_indent="# "),
        "",
        f'name = "{name}"',
        f'title = "{first["title"]}, calibrated"',
        f'extends = "{first["name"]}"',
        "shared_assumptions = true",
        "",
        "[parameters]",
    ]
    weights = result.draws["weight"].to_numpy(np.float64)
    for parameter in result.draws.columns:
        if parameter in _NOT_PARAMETERS:
            continue
        values = result.draws[parameter].to_numpy(np.float64)
        low, high = weighted_quantile(values, weights / weights.sum(), [0.05, 0.95])
        value = float(f"{draw[parameter]:.{DIGITS}g}")
        lines.append(f"{parameter} = {value!r} # {low:.3g} to {high:.3g}")
    return "\n".join(lines) + "\n"
