"""What share of the spread of an outcome goes with one input, from weighted draws at hand.

The first-order index of an input is Var(E[y | x]) / Var(y). E[y | x] is taken as a parabola in the
weighted rank u of x, fitted by weighted least squares, and the index as the R2 of this regression
less what two columns explain by chance,

    S = 1 - (1 - R2) (n - 1) / (n - 3),

with n the number of equal draws that the weighted ones are worth. Where nothing goes with the input
R2 follows a beta distribution with the parameters 1 and (n - 3) / 2, so that 95 % of such inputs
stay below 1 - 0.05^(2 / (n - 3)): an index is told from chance only above.

Source: Strong, Oakley and Brennan (2014), Medical Decision Making 34, for indices by regression on
a given sample; Cramer (1987), Journal of Econometrics 35, for R2 where nothing is explained.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.weighting import effective_size

Floats = NDArray[np.float64]

COLUMNS: Final = 2
"""Slope and curvature."""

CHANCE: Final = 0.05
"""Share of inputs without influence that are taken for one with."""


class Influence(NamedTuple):
    """How much of the spread of an outcome goes with an input.

    Attributes
    ----------
    share : float
        Of the variance, at least 0.
    told : bool
        Whether it is told from chance.
    """

    share: float
    told: bool


def influence(
    values: Floats, outcome: Floats, weights: Floats, chance: float = CHANCE
) -> Influence:
    """Return how much of the spread of an outcome goes with an input.

    Parameters
    ----------
    values : (n,) float64
        Of the input.
    outcome : (n,) float64
    weights : (n,) float64
        They need not sum to one.
    chance : float
        Share of inputs without influence that may be told from chance; divide it by the number of
        inputs that are tried.
    """
    worth = effective_size(weights)
    if worth <= COLUMNS + 2 or np.ptp(values) == 0.0 or np.ptp(outcome) == 0.0:
        return Influence(0.0, False)
    share = weights / weights.sum()
    rank = _ranks(values, share)
    root = np.sqrt(share)
    basis = np.column_stack([np.ones_like(rank), rank - 0.5, (rank - 0.5) ** 2])
    solution = np.linalg.lstsq(basis * root[:, None], outcome * root, rcond=None)[0]
    rest = float(share @ (outcome - basis @ solution) ** 2)
    whole = float(share @ (outcome - share @ outcome) ** 2)
    explained = 1.0 - rest / whole
    freedom = worth - COLUMNS - 1.0
    adjusted = 1.0 - (1.0 - explained) * (worth - 1.0) / freedom
    return Influence(max(adjusted, 0.0), explained > 1.0 - chance ** (COLUMNS / freedom))


def _ranks(values: Floats, share: Floats) -> Floats:
    """Return the share of weight below each value, and half of that at it."""
    found, place = np.unique(values, return_inverse=True)
    at = np.bincount(place, weights=share, minlength=len(found))
    middles: Floats = (np.cumsum(at) - 0.5 * at)[place]
    return middles
