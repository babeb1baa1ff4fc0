"""PAWN indices: how far the whole distribution of an outcome moves with each factor.

With F the distribution function of y, and F_s that of y where factor i lies in slice s of its
range,

    K_i(s) = max_y |F(y) - F_s(y)|

is the distance of Kolmogorov and Smirnov. The index of factor i is the median of K_i over slices:
0 without influence, at most 1. It asks for no variance, so that it also ranks factors that move the
tails of a skewed outcome, and it takes any random design. With a finite sample a factor without
influence has an index above 0 too; dummy factors, which are drawn beside the others and do nothing,
show how far above. One in twenty of such factors is above the threshold that 95 % stay below: of
many factors some always are. So a factor is claimed to have an influence only above the limit that
all k factors together would stay below 19 times in 20, were none of influence: the quantile
1 - 0.05 / k (Bonferroni) of a normal distribution with mean and spread of the dummies.

Sources: Pianosi and Wagener (2018), Environmental Modelling & Software 108; Zadeh et al. (2017),
Environmental Modelling & Software 91, for dummy factors; computed by SALib.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri

from sim.analysis.seeding import same_global_generator
from sim.errors import DesignError

Floats = NDArray[np.float64]

SLICES: Final = 10
"""Parts of the range of a factor on which PAWN conditions."""

MIN_DRAWS: Final = 4
"""Draws from which there is a distribution in each of two slices."""

DUMMIES: Final = 60
"""Factors without influence from which the threshold is taken."""

LEVEL: Final = 0.05
"""How often one or more of all factors is above the limit although none has an influence."""


def analyze(
    numeric: Floats, factors: Sequence[str], outcome: Floats, slices: int = SLICES, seed: int = 0
) -> pd.DataFrame:
    """Return how far the distribution of the outcome moves with each factor.

    Parameters
    ----------
    numeric : ndarray, shape (points, factors)
        Positions of the points, of any random design.
    factors : sequence of str
    outcome : ndarray, shape (points,)
        Without NaN.
    slices : int
        Parts of the range of a factor on which the distribution is conditioned; fewer where there
        are few points.
    seed : int
        Of the factors without influence.

    Returns
    -------
    pandas.DataFrame
        ``factor``; ``pawn``, the median over slices of the Kolmogorov-Smirnov distance between the
        conditional and the whole distribution, 0 to 1; ``threshold``, which 95 % of factors without
        influence stay below; ``limit``, which all of them together stay below 19 times in 20.

    Raises
    ------
    DesignError
        If the outcome does not fit the points, or holds NaN, or there are fewer than four points.
    """
    from SALib.analyze import pawn

    outcome = np.asarray(outcome, dtype=np.float64)
    if outcome.shape != (len(numeric),) or np.isnan(outcome).any():
        raise DesignError("the outcome must have one value for each point, none of them missing")
    check_draws(len(outcome))
    slices = _possible_slices(slices, len(outcome))
    dummies = np.random.default_rng(seed).random((len(outcome), DUMMIES))
    columns = np.hstack([numeric, dummies])
    names = [*factors, *(f"dummy {k}" for k in range(DUMMIES))]
    problem = {
        "num_vars": len(names),
        "names": names,
        "bounds": [[float(column.min()), float(column.max())] for column in columns.T],
    }
    with same_global_generator():
        found = np.asarray(pawn.analyze(problem, columns, outcome, S=slices)["median"])
    idle = found[len(factors) :]
    threshold = float(np.quantile(idle, 0.95))
    limit = float(idle.mean() + ndtri(1.0 - LEVEL / len(factors)) * idle.std(ddof=1))
    return pd.DataFrame(
        {
            "factor": list(factors),
            "pawn": found[: len(factors)],
            "threshold": threshold,
            "limit": max(limit, threshold),
        }
    )


def _possible_slices(wanted: int, draws: int) -> int:
    """Return how many slices there can be."""
    # A slice needs a handful of points for a distribution.
    slices = max(2, min(wanted, draws // 5))
    # SALib adds up steps of 1 / slices, and for some numbers goes one step too far.
    while len(np.arange(0, 1 + 1 / slices, 1 / slices)) != slices + 1:
        slices -= 1
    return slices


def check_draws(draws: int) -> None:
    """Make sure that there are enough independent draws.

    Raises
    ------
    DesignError
        If there are not.
    """
    if draws < MIN_DRAWS:
        raise DesignError(
            f"{draws} independent draws with a finished run: PAWN indices need at least "
            f"{MIN_DRAWS}; take more samples, or repeat the runs that failed"
        )
