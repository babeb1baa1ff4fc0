"""Draws with weights: how many they are worth, and what they say with which interval.

With w_i the weight of draw i, summing to one, the draws are worth

    n_eff = 1 / sum w_i^2

equal ones (Kish 1965). Probabilities and means are weighted sums, quantiles are those of the
weighted distribution function, and their 95 % intervals are those of the bootstrap: draws are drawn
over again, as many as there are and each with its weight, many times (Efron 1979). Draws that stand
for the same point, as its replicates do, are drawn together.

The likelihood of a simulated value y of an item with observed value z and variance V (observation,
discrepancy and noise of replicates) is normal; the logarithms of all items add up.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.analysis.intervals import CONFIDENCE

Floats = NDArray[np.float64]

ENOUGH: Final = 200
"""Effective draws below which there are too few for a probability."""

SAMPLES: Final = 1000
"""Samples of a bootstrap."""


class Weighted(NamedTuple):
    """A number from weighted draws, with the limits of its 95 % interval."""

    value: float
    low: float
    high: float


def normal_log_likelihood(values: Floats, observed: ArrayLike, variance: ArrayLike) -> Floats:
    """Return the logarithm of the likelihood of items, added up.

    Parameters
    ----------
    values : (n, items) float64
        Simulated; where one is not finite the point is ruled out.
    observed : (items,) or (n, items) array_like
    variance : (items,) or (n, items) array_like
        Above zero.

    Returns
    -------
    (n,) float64
        Minus infinity where a value is missing.
    """
    spread = np.broadcast_to(np.asarray(variance, dtype=np.float64), values.shape)
    with np.errstate(invalid="ignore"):
        each = -0.5 * ((values - np.asarray(observed)) ** 2 / spread + np.log(2.0 * np.pi * spread))
    total: Floats = np.where(np.isfinite(values), each, -np.inf).sum(axis=1)
    return total


def normalised(log_weights: Floats) -> Floats:
    """Return weights that sum to one from their logarithms; equal ones where none is finite.

    Parameters
    ----------
    log_weights : (n,) float64
    """
    top = log_weights.max(initial=-np.inf)
    if not np.isfinite(top):
        return np.full(len(log_weights), 1.0 / max(len(log_weights), 1))
    weights = np.exp(log_weights - top)
    summed: Floats = weights / weights.sum()
    return summed


def effective_size(weights: Floats) -> float:
    """Return how many equal draws weighted ones are worth; 0 without draws.

    Parameters
    ----------
    weights : (n,) float64
        They need not sum to one.
    """
    squares = float((weights**2).sum())
    return float(weights.sum()) ** 2 / squares if squares > 0.0 else 0.0


def systematic(weights: Floats, count: int, random: np.random.Generator) -> NDArray[np.int64]:
    """Return places of draws by weight, each at least as often as the whole part says.

    Parameters
    ----------
    weights : (n,) float64
        Sum to one.
    count : int
    random : numpy.random.Generator
    """
    ladder = (np.arange(count) + random.random()) / count
    places = np.searchsorted(np.cumsum(weights), ladder)
    return np.minimum(places, len(weights) - 1).astype(np.int64)


def weighted_quantile(values: Floats, weights: Floats, probabilities: ArrayLike) -> Floats:
    """Return quantiles of weighted draws, interpolated between the middles of their weights.

    Parameters
    ----------
    values, weights : (n,) float64
    probabilities : array_like
        Between 0 and 1.
    """
    order = np.argsort(values, kind="stable")
    share = weights[order] / weights.sum()
    middles = np.cumsum(share) - 0.5 * share
    found: Floats = np.interp(np.asarray(probabilities, dtype=np.float64), middles, values[order])
    return found


def bootstrap_weights(weights: Floats, seed: int, samples: int = SAMPLES) -> Floats:
    """Return the weights of draws in each sample of a bootstrap, shape (samples, n).

    Parameters
    ----------
    weights : (n,) float64
    seed : int
    samples : int
    """
    random = np.random.default_rng(seed)
    count = len(weights)
    times = random.multinomial(count, np.full(count, 1.0 / count), size=samples)
    drawn = times * weights
    total = drawn.sum(axis=1, keepdims=True)
    # A sample without any draw of weight is as the draws are.
    return np.where(total > 0.0, drawn / np.where(total > 0.0, total, 1.0), weights / weights.sum())


def probability(above: NDArray[np.bool_], weights: Floats, seed: int) -> Weighted:
    """Return the weighted share of draws for which something holds, with its interval.

    Where it holds for nearly all or nearly none, bootstrap samples hardly vary, as what is rare is
    in few of them. The interval then reaches at least as far as that of as many equal draws as
    the weighted ones are worth, 3 / n from the end (the rule of three).

    Parameters
    ----------
    above : (n,) bool
    weights : (n,) float64
    seed : int
    """
    if not len(weights):
        return Weighted(np.nan, np.nan, np.nan)
    shares = bootstrap_weights(weights, seed) @ above.astype(np.float64)
    value = float(weights @ above / weights.sum())
    low, high = _limits(shares)
    three = min(3.0 / max(effective_size(weights), 1.0), 1.0)
    if value < three:
        high = max(high, three)
    if value > 1.0 - three:
        low = min(low, 1.0 - three)
    return Weighted(value, low, high)


def mean(values: Floats, weights: Floats, seed: int) -> Weighted:
    """Return the weighted mean of draws with its interval.

    Parameters
    ----------
    values, weights : (n,) float64
    seed : int
    """
    if not len(weights):
        return Weighted(np.nan, np.nan, np.nan)
    samples = bootstrap_weights(weights, seed) @ values
    return Weighted(float(weights @ values / weights.sum()), *_limits(samples))


def quantile(values: Floats, weights: Floats, at: float, seed: int) -> Weighted:
    """Return a weighted quantile of draws with its interval.

    Parameters
    ----------
    values, weights : (n,) float64
    at : float
        Between 0 and 1.
    seed : int
    """
    if not len(weights):
        return Weighted(np.nan, np.nan, np.nan)
    samples = [weighted_quantile(values, one, at) for one in bootstrap_weights(weights, seed, 200)]
    value = float(weighted_quantile(values, weights, at))
    return Weighted(value, *_limits(np.array(samples)))


def draws_for(effective: float, draws: int, wanted: float = ENOUGH) -> float:
    """Return about how many draws are worth so many effective ones, at the same weights.

    Parameters
    ----------
    effective : float
        What `draws` are worth.
    draws : int
    wanted : float
    """
    return float("nan") if effective <= 0.0 else float(np.ceil(draws * wanted / effective))


def _limits(samples: Floats) -> tuple[float, float]:
    tail = 50.0 * (1.0 - CONFIDENCE)
    low, high = np.percentile(samples, [tail, 100.0 - tail])
    return float(low), float(high)
