"""Points of an experimental design, and what the analysis that belongs to it needs.

`sim.analysis.sobol` and `sim.analysis.morris` draw samples for their own analysis; here are designs
that need none, and what all of them share.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.factors import Factor, Value, salib_problem
from sim.analysis.rank_correlation import Pair, correlated
from sim.errors import DesignError

Floats = NDArray[np.float64]

EVEN_LEVELS: Final = 4
"""Levels of a Morris design, the usual number."""


@dataclass(frozen=True, eq=False)
class Sample:
    """Points of a random design, with what is needed to analyse them.

    Attributes
    ----------
    method : str
        "latin_hypercube", "sobol" or "morris".
    factors : tuple of Factor
    numeric : ndarray, shape (points, factors)
        Position of each point in the range of each factor, spread evenly whatever its prior.
    samples : int
        Points of a Latin hypercube, base samples of a Sobol design, trajectories of a Morris one.
    groups : dict of str to str
        Group of each factor whose effect is not told apart; empty where each stands alone.
    second_order : bool
        Whether a Sobol design has the points for indices of pairs.
    levels : int
        Levels of a Morris design.
    """

    method: str
    factors: tuple[Factor, ...]
    numeric: Floats
    samples: int
    groups: Mapping[str, str] = field(default_factory=dict)
    second_order: bool = False
    levels: int = EVEN_LEVELS

    @property
    def points(self) -> pd.DataFrame:
        """Return the points, one column per factor; categorical factors hold their values."""
        return pd.DataFrame(
            {
                factor.name: factor.values_at(column)
                for factor, column in zip(self.factors, self.numeric.T, strict=True)
            }
        )

    @property
    def problem(self) -> dict[str, Any]:
        """Return the factors as SALib wants them."""
        return salib_problem(self.factors, self.groups)

    @property
    def block(self) -> int:
        """Return how many points of a Sobol design belong to one base sample."""
        count = len(set(self.groups.values())) if self.groups else len(self.factors)
        return (2 * count if self.second_order else count) + 2

    def outcomes(self, outcome: Floats, method: str) -> Floats:
        """Return the outcomes of the points as an array, shape (points,).

        Parameters
        ----------
        outcome : array_like, shape (points,)
        method : str
            Method of sampling that an analysis needs.

        Raises
        ------
        DesignError
            If the sample is of another method, or there is not one outcome for each point.
        """
        if self.method != method:
            raise DesignError(f"the sample is of a {self.method} design, not of a {method} design")
        values = np.asarray(outcome, dtype=np.float64)
        if values.shape != (len(self.numeric),):
            raise DesignError(
                f"the outcome has shape {values.shape}; the design has {len(self.numeric)} points"
            )
        return values


def grid(levels: Mapping[str, Sequence[Value]]) -> pd.DataFrame:
    """Return all combinations of values, the last factor varying fastest.

    Parameters
    ----------
    levels : mapping of str to sequence
        Values of each factor.
    """
    rows = list(product(*levels.values()))
    return pd.DataFrame(rows, columns=list(levels))


def latin_hypercube(
    factors: Sequence[Factor], samples: int, seed: int, correlations: Sequence[Pair] = ()
) -> Sample:
    """Return a Latin hypercube: each factor takes each part of its range once.

    The range of every factor is cut into as many parts of equal probability as there are points;
    each part holds one point, at random inside it, and the parts of different factors are matched
    by random permutations.

    Parameters
    ----------
    factors : sequence of Factor
    samples : int
        Points.
    seed : int
    correlations : sequence of (str, str, float)
        Rank correlations of two factors each; all others are independent.

    Raises
    ------
    DesignError
        If there is no factor, no sample, or no factors have such correlations.

    Notes
    -----
    Source: McKay, Beckman and Conover (1979), Technometrics 21; drawn by SciPy.
    """
    from scipy.stats import qmc

    check_size(factors, samples)
    unit = qmc.LatinHypercube(d=len(factors), rng=np.random.default_rng(seed)).random(samples)
    unit = correlated(unit, [factor.name for factor in factors], correlations)
    low, high = (np.array([getattr(factor, end) for factor in factors]) for end in ("low", "high"))
    return Sample("latin_hypercube", tuple(factors), low + unit * (high - low), samples)


def check_size(factors: Sequence[Factor], samples: int) -> None:
    """Make sure that a random design has factors and samples.

    Raises
    ------
    DesignError
        If one of them is missing.
    """
    if not factors:
        raise DesignError("a random design needs at least one factor")
    if samples < 1:
        raise DesignError(f"samples = {samples}: give at least 1")
