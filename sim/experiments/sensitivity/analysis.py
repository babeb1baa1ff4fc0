"""The tables of a sensitivity, from the runs of a design."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis import morris, pawn, sobol
from sim.analysis.index_checks import checks
from sim.analysis.sampling import Sample
from sim.vocabulary import LOG_OUTPUT, LOG_POINTS


def index_table(sample: Sample, response: NDArray[np.float64]) -> pd.DataFrame:
    """Return the indices of the method of a design; of a Latin hypercube the names alone.

    Parameters
    ----------
    sample : Sample
    response : ndarray, shape (points,)
        NaN where it is missing.
    """
    analyse = {"sobol": sobol.analyze, "morris": morris.analyze}.get(sample.method)
    table = (
        pd.DataFrame({"factor": sample.points.columns})
        if analyse is None
        else analyse(sample, response)
    )
    return table.rename(columns={"factor": "parameter"})


def check_table(sample: Sample, indices: pd.DataFrame) -> pd.DataFrame:
    """Return the checks of the draws of a design and of its indices.

    Parameters
    ----------
    sample : Sample
    indices : pandas.DataFrame
        As `index_table` returns them.
    """
    return checks(sample, indices.rename(columns={"parameter": "factor"}))


def density_table(sample: Sample, response: NDArray[np.float64], seed: int) -> pd.DataFrame:
    """Return PAWN indices from those points of a design that are independent draws, if any are.

    Parameters
    ----------
    sample : Sample
    response : ndarray, shape (points,)
        NaN where it is missing.
    seed : int
        Of the factors without influence.
    """
    rows = np.arange(0)
    if sample.method == "sobol":
        rows = sobol.independent_rows(sample)
    elif sample.method == "latin_hypercube":
        rows = np.arange(sample.samples)
    if not len(rows):
        numbers = dict.fromkeys(("pawn", "threshold", "limit"), "float64")
        kinds = {"parameter": "str", **numbers}
        return pd.DataFrame(columns=list(kinds)).astype(kinds)
    rows = rows[~np.isnan(response[rows])]
    factors = [factor.name for factor in sample.factors]
    table = pawn.analyze(sample.numeric[rows], factors, response[rows], seed=seed)
    return table.rename(columns={"factor": "parameter"})


def responses(
    runs: pd.DataFrame, scenarios: list[str], outcome: str, horizon: str, points: int
) -> NDArray[np.float64]:
    """Return the outcome at each point, a mean over replicates.

    Parameters
    ----------
    runs : pandas.DataFrame
        As `Experiment.runs`.
    scenarios : list of str
        With two or more, the second less the first; output in log points.
    outcome, horizon : str
    points : int
        Number of points.

    Returns
    -------
    ndarray, shape (points,)
        NaN where all replicates are missing.
    """
    compared = len(scenarios) > 1
    column = LOG_OUTPUT.get(outcome, outcome) if compared else outcome
    scale = LOG_POINTS if column != outcome else 1.0
    rows = runs[runs["horizon"] == horizon].set_index(["point", "replicate"])
    sides = [rows.loc[rows["scenario"] == name, column] for name in scenarios[:2]]
    values = scale * (sides[1] - sides[0]) if compared else sides[0]
    mean = values.groupby(level="point").mean().reindex(range(points))
    return mean.to_numpy(np.float64)
