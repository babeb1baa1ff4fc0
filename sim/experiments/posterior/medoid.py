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
from sim.experiments.posterior.record import EVIDENCE, Posterior
from sim.vocabulary import MEASURES

PROBABLE: Final = 0.5
"""Share of the weight that the heaviest draws hold, among which the one in the middle is sought."""

_NOT_PARAMETERS: Final = ("point", "weight")
_WIDTH: Final = 98


def medoid(draws: pd.DataFrame, gaps: pd.DataFrame | None = None) -> int:
    """Return the row of the draw that lies in the middle of all draws given the evidence.

    The heaviest draws that together hold half of the weight are those that fit best. Of these it
    is the one with the smallest mean distance to all draws by weight. The distance is the mean over
    parameters of the difference in rank, so that no unit and no form of a prior matters, and as
    much for what follows from them: the mean over gaps. Without the gaps a draw could lie in the
    middle of many parameters, and at an end of the answer that it is shown for.

    Parameters
    ----------
    draws : pandas.DataFrame
        One row per draw: ``point``, ``weight``, and a column for each parameter.
    gaps : pandas.DataFrame, optional
        One row per draw, in the same order, and a column for each outcome; a draw of which one is
        unknown is not chosen.

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
    distances = _distances(values, weights, probable)
    if gaps is not None and gaps.shape[1]:
        distances += _distances(gaps, weights, probable)
    return int(probable[int(distances.argmin())])


def _distances(
    table: pd.DataFrame, weights: NDArray[np.float64], rows: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the mean distance of rows to all by weight, infinite where a row has unknown cells."""
    ranks = table.rank(pct=True).to_numpy(np.float64)
    known = np.isfinite(ranks).all(axis=1)
    weights = np.where(known, weights, 0.0)
    filled = np.nan_to_num(ranks)
    found = np.array([_mean_distance(filled, weights, row) for row in rows])
    return np.where(known[rows], found, np.inf)


def _mean_distance(ranks: NDArray[np.float64], weights: NDArray[np.float64], row: int) -> float:
    return float(weights @ np.abs(ranks - ranks[row]).mean(axis=1))


def middle_of(result: Posterior) -> int:
    """Return the row of the draw in the middle, by its parameters and by its gaps per hour.

    Parameters
    ----------
    result : Posterior
        With draws.
    """
    table = result.gaps
    table = table[(table["given"] == EVIDENCE) & (table["measure"] == MEASURES[0])]
    wide = table.pivot(index="point", columns=["regime", "horizon"], values="gap")
    return medoid(result.draws, wide.reindex(index=range(len(result.draws))))


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
    chosen = middle_of(result)
    draw = result.draws.iloc[chosen]
    about = (
        f"The draw in the middle of those that the evidence leaves (number {int(draw['point'])}): "
        f"the medoid, by parameters and by gaps in output per hour, of the most probable half of "
        f"{origin_of(result)} Each value is followed "
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
