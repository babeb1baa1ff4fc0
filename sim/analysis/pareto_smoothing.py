"""Importance weights with a smoothed tail, and a number that says whether they can be trusted.

The M = min(n / 5, 3 sqrt(n)) largest of n weights are replaced by quantiles of a generalised Pareto
distribution that is fitted to them, cut at the largest weight. Its shape k tells how heavy the tail
is: the weights have a finite variance below 1/2, and above 0.7 estimates by them are not to be
trusted whatever their number.

The fit is that of Zhang and Stephens: with x the excesses in rising order over the threshold,
x* their first quartile, and theta_i = 1 / max x + (1 - sqrt(m / (i - 1/2))) / (3 x*) for i = 1..m,
m = 30 + floor(sqrt M), each theta_i has the profile log-likelihood

    l_i = M (log(-theta_i / k_i) - k_i - 1),    k_i = mean log(1 - theta_i x),

theta is their mean with weights in proportion to exp l_i, and k = mean log(1 - theta x).

Sources: Vehtari, Simpson, Gelman, Yao and Gabry (2024), Journal of Machine Learning Research 25;
Zhang and Stephens (2009), Technometrics 51.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.weighting import normalised

Floats = NDArray[np.float64]

TRUSTED: Final = 0.7
"""Shape of the tail above which weights are not to be trusted."""

LEAST_TAIL: Final = 5
"""Weights of a tail below which none is fitted."""


class Smoothed(NamedTuple):
    """Weights that sum to one, and the shape of their tail.

    Attributes
    ----------
    weights : (n,) float64
    shape : float
        Infinite where there are too few draws to tell.
    """

    weights: Floats
    shape: float


def smoothed(log_weights: Floats) -> Smoothed:
    """Return weights with a smoothed tail from the logarithms of raw ones.

    Parameters
    ----------
    log_weights : (n,) float64
        Minus infinity for a draw without weight.
    """
    weights = normalised(log_weights)
    count = int((weights > 0.0).sum())
    size = int(min(count / 5, 3.0 * np.sqrt(count)))
    if size < LEAST_TAIL:
        return Smoothed(weights, float("inf"))
    order = np.argsort(weights, kind="stable")
    tail = order[-size:]
    threshold = float(weights[order[-size - 1]])
    excess = weights[tail] - threshold
    if excess[-1] <= 1e-12 * threshold:
        # Equal weights have no tail.
        return Smoothed(weights, float("-inf"))
    shape, scale = pareto_of(np.maximum(excess, 1e-12 * excess[-1]))
    at = (np.arange(size) + 0.5) / size
    largest = float(weights[tail[-1]])
    fitted = threshold + scale * (
        np.expm1(-shape * np.log1p(-at)) / shape if abs(shape) > 1e-9 else -np.log1p(-at)
    )
    changed = weights.copy()
    changed[tail] = np.minimum(fitted, largest)
    return Smoothed(changed / changed.sum(), shape)


def pareto_of(excess: Floats) -> tuple[float, float]:
    """Return shape and scale of the generalised Pareto distribution that fits excesses.

    Parameters
    ----------
    excess : (m,) float64
        In rising order, above zero.
    """
    count = len(excess)
    grid = 30 + int(np.sqrt(count))
    quartile = excess[int(count / 4 + 0.5) - 1]
    theta = 1.0 / excess[-1] + (1.0 - np.sqrt(grid / (np.arange(1, grid + 1) - 0.5))) / (
        3.0 * quartile
    )
    shapes = np.log1p(-theta[:, None] * excess).mean(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        likelihood = count * (np.log(-theta / shapes) - shapes - 1.0)
    likelihood[~np.isfinite(likelihood)] = -np.inf
    centre = float(normalised(likelihood) @ theta)
    shape = float(np.log1p(-centre * excess).mean())
    return shape, -shape / centre
