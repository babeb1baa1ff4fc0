"""The joint distribution of several independent quantities, as a prior over points.

With F_i the distribution function and Q_i the quantile function of quantity i, a point x stands for
u = (F_1(x_1), ..., F_k(x_k)) in the unit cube and u for x = (Q_1(u_1), ..., Q_k(u_k)); the density
of x is the product of those of its parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from sim.analysis.distributions import Distribution
from sim.analysis.factors import Factor
from sim.errors import DesignError

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class JointPrior:
    """Independent distributions of several quantities.

    Attributes
    ----------
    distributions : mapping of str to Distribution
        By name, in the order of the columns of points.
    """

    distributions: Mapping[str, Distribution]

    @property
    def names(self) -> list[str]:
        """Return the names of the quantities."""
        return list(self.distributions)

    @property
    def factors(self) -> list[Factor]:
        """Return the quantities as factors of a design."""
        return [Factor.drawn(name, one) for name, one in self.distributions.items()]

    def points(self, unit: ArrayLike) -> pd.DataFrame:
        """Return the points that stand for those of the unit cube, one column per quantity.

        Parameters
        ----------
        unit : array_like, shape (points, quantities)
            Between 0 and 1.

        Raises
        ------
        DesignError
            If there is not one column for each quantity.
        """
        columns = np.asarray(unit, dtype=np.float64)
        if columns.ndim != 2 or columns.shape[1] != len(self.distributions):
            raise DesignError(
                f"points of shape {columns.shape}: {len(self.distributions)} columns are needed"
            )
        parts = zip(self.distributions.items(), columns.T, strict=True)
        return pd.DataFrame({name: one.ppf(column) for (name, one), column in parts})

    def unit(self, points: pd.DataFrame) -> Floats:
        """Return where points stand in the unit cube, shape (points, quantities).

        Parameters
        ----------
        points : pandas.DataFrame
            One column per quantity; others are left out of account.
        """
        parts = [one.cdf(points[name]) for name, one in self.distributions.items()]
        return np.column_stack(parts)

    def logpdf(self, points: pd.DataFrame) -> Floats:
        """Return the logarithm of the density at points, minus infinity outside of the ranges.

        Parameters
        ----------
        points : pandas.DataFrame
            One column per quantity; others are left out of account.

        Returns
        -------
        ndarray, shape (points,)
        """
        total = np.zeros(len(points))
        for name, one in self.distributions.items():
            total += one.logpdf(points[name])
        return total

    def draw(self, points: int, seed: int) -> pd.DataFrame:
        """Return points that fill the space evenly: a scrambled Sobol sequence, mapped.

        The first points of a longer sequence with the same seed are those of a shorter one. It is
        balanced where their number is a power of two.

        Parameters
        ----------
        points : int
        seed : int

        Raises
        ------
        DesignError
            If there is no quantity, or `points` is below 1.

        Notes
        -----
        Sources: Sobol (1967), USSR Computational Mathematics and Mathematical Physics 7; Owen
        (1998), ACM Transactions on Modeling and Computer Simulation 8, for the scrambling; drawn
        by SciPy.
        """
        from scipy.stats import qmc

        if not self.distributions or points < 1:
            raise DesignError(
                f"{points} points of {len(self.distributions)} quantities: there must be some"
            )
        sequence = qmc.Sobol(len(self.distributions), rng=np.random.default_rng(seed))
        return self.points(sequence.random_base2((points - 1).bit_length())[:points])
