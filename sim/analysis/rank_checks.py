"""Whether intervals cover what they should: ranks of known truths among draws.

A truth x drawn from the prior, data y simulated at it, and draws from the posterior given y: the
share of draws below x (its rank) is then spread evenly between 0 and 1, whatever the model is. An
interval between two quantiles of the draws covers x where the rank lies between them. Ranks that
pile up at both ends tell of intervals that are too narrow, in the middle of such as are too wide.

Evenness is tested by counts in bins with the chi-square test, and of several tests at once each is
corrected after Holm.

Sources: Cook, Gelman and Rubin (2006), Journal of Computational and Graphical Statistics 15; Talts,
Betancourt, Simpson, Vehtari and Gelman (2018), arXiv:1804.06788; Holm (1979), Scandinavian Journal
of Statistics 6.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

NOMINAL: Final = 0.9
"""Share of truths that an interval should cover."""

BINS: Final = 10
"""Bins of a histogram of ranks."""

LEAST_PER_BIN: Final = 5


def ranks_of(draws: Floats, weights: Floats, truth: ArrayLike) -> Floats:
    """Return the share of weight below each truth, of equal draws half of it.

    Parameters
    ----------
    draws : (n, quantities) float64
    weights : (n,) float64
        Sum to one.
    truth : (quantities,) array_like
    """
    known = np.asarray(truth, dtype=np.float64)
    ranks: Floats = weights @ ((draws < known) + 0.5 * (draws == known))
    return ranks


def covered(ranks: Floats) -> NDArray[np.bool_]:
    """Return whether the 90 % interval between quantiles covers, from ranks of any shape."""
    tail = 0.5 * (1.0 - NOMINAL)
    inside: NDArray[np.bool_] = (ranks >= tail) & (ranks <= 1.0 - tail)
    return inside


def evenness(ranks: Floats) -> float:
    """Return the p value of the test that ranks are spread evenly; NaN for too few.

    Parameters
    ----------
    ranks : (n,) float64
        Between 0 and 1; such as are not finite are left out.
    """
    from scipy.stats import chisquare

    known = ranks[np.isfinite(ranks)]
    bins = min(BINS, len(known) // LEAST_PER_BIN)
    if bins < 2:
        return float("nan")
    counts = np.histogram(known, bins=bins, range=(0.0, 1.0))[0]
    return float(chisquare(counts).pvalue)


def holm(values: ArrayLike) -> Floats:
    """Return p values corrected for their number; NaN stays.

    Parameters
    ----------
    values : (n,) array_like
    """
    given = np.asarray(values, dtype=np.float64)
    found = np.full(given.shape, np.nan)
    known = np.flatnonzero(np.isfinite(given))
    order = known[np.argsort(given[known], kind="stable")]
    factors = np.arange(len(order), 0, -1)
    found[order] = np.minimum(np.maximum.accumulate(factors * given[order]), 1.0)
    return found
