"""What an output owes to one input alone, from weighted draws at hand.

The output y is regressed on the rank r of the input among the draws, which are spread evenly over
(0, 1): a cubic spline b(r)' a whose coefficients have small second differences D a,

    a = argmin sum_i w_i (y_i - b(r_i)' a)^2 + l |D a|^2,

with the weights w summing to one and l by generalised cross-validation. E[y | x] does not change
where x is replaced by its rank, so that the share of the variance which knowing x takes away,

    S = 1 - E[Var(y | x)] / Var(y),

is the first order index; inputs that go together are counted with what they tell of each other.
Squares that are left over are too small since the spline follows the noise of the draws, by a
factor that is known: with G = B' W B, Q = B' W^2 B and A = G + l D' D,

    Var(y | x) = RSS / (1 - 2 tr A^-1 Q + tr A^-1 G A^-1 Q),    Var(y) = TSS / (1 - sum_i w_i^2),

so that S of an input without effect is zero on average, whatever the weights are. It is estimated
once more with the draws drawn over again (`sim.analysis.weighting`), for its 95 % interval; the
sums are corrected there for draws that come twice, and l is kept.

Sources: Strong, Oakley and Brennan (2014), Medical Decision Making 34, for regression on draws at
hand; Eilers and Marx (1996), Statistical Science 11, for the splines; Craven and Wahba (1979),
Numerische Mathematik 31, for the choice of l.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.emulator import single_threaded
from sim.analysis.intervals import CONFIDENCE
from sim.analysis.weighting import effective_size

Floats = NDArray[np.float64]

MOST_KNOTS: Final = 10
"""Knots of a spline, ends included; it has two columns more."""

DRAWS_PER_KNOT: Final = 10
"""Effective draws for each knot."""

SMOOTHNESS: Final = tuple(10.0**power for power in range(-6, 4))
"""Weights of second differences that are tried."""

LEAST_DRAWS: Final = 20
"""Effective draws below which nothing is estimated: samples of so few are too much alike."""

_RIDGE: Final = 1e-9


class Shares(NamedTuple):
    """A share of variance with the limits of its 95 % interval, all between 0 and 1.

    Attributes
    ----------
    value, low, high : float
    estimate : float
        The value as estimated, which may be below zero.
    samples : (samples,) float64
        Estimates in each sample of the bootstrap.
    """

    value: float
    low: float
    high: float
    estimate: float
    samples: Floats

    @classmethod
    def of(cls, estimate: float, samples: Floats) -> Shares:
        """Return a share by its estimate and those of the bootstrap."""
        tail = 50.0 * (1.0 - CONFIDENCE)
        ends = np.percentile(samples, [tail, 100.0 - tail])
        value, low, high = (float(x) for x in np.clip([estimate, *ends], 0.0, 1.0))
        return cls(value, low, high, estimate, samples)


def mean_share(shares: Sequence[Shares]) -> Shares:
    """Return the mean of several shares, as of results of one study that differ by its error.

    Parameters
    ----------
    shares : sequence of Shares
        At least one, with the same samples of draws.
    """
    samples: Floats = np.mean([share.samples for share in shares], axis=0)
    return Shares.of(float(np.mean([share.estimate for share in shares])), samples)


@dataclass(frozen=True, slots=True)
class Spline:
    """The columns of a spline in one input, and which combinations of coefficients are rough.

    Attributes
    ----------
    columns : (n, p) float64
    roughness : (p, p) float64
    """

    columns: Floats
    roughness: Floats

    def fitted(self, values: Floats, weights: Floats, smoothness: float) -> Fitted:
        """Return the spline fitted once under each row of weights.

        Parameters
        ----------
        values : (n,) float64
        weights : (fits, n) float64
            Each row sums to one.
        smoothness : float
        """
        columns = self.columns
        draws, count = columns.shape
        with single_threaded():
            products = (columns[:, :, None] * columns[:, None, :]).reshape(draws, -1)
            cross = (weights @ products).reshape(-1, count, count)
            squared = (weights**2 @ products).reshape(-1, count, count)
            whole = cross + smoothness * self.roughness + _RIDGE * np.eye(count)
            right = weights @ (columns * values[:, None])
            found = np.linalg.solve(whole, right[:, :, None])[:, :, 0]
            curves = found @ columns.T
            own = np.linalg.solve(whole, squared)
            shared = np.linalg.solve(whole, cross)
        taken = np.trace(own, axis1=1, axis2=2)
        both = (shared * np.swapaxes(own, 1, 2)).sum(axis=(1, 2))
        left = (weights * (values - curves) ** 2).sum(axis=1)
        return Fitted(curves, left, taken, both)

    def smoothness_for(self, values: Floats, weights: Floats) -> float:
        """Return the smoothness that predicts best what is left out, by cross-validation.

        Parameters
        ----------
        values, weights : (n,) float64
            Weights sum to one.
        """
        scores = []
        for smoothness in SMOOTHNESS:
            found = self.fitted(values, weights[None, :], smoothness)
            scores.append(float(found.left[0]) / max(1.0 - float(found.taken[0]), 1e-9) ** 2)
        # Of equal scores the smoothest counts.
        return SMOOTHNESS[len(scores) - 1 - int(np.argmin(scores[::-1]))]


class Fitted(NamedTuple):
    """Splines under several weights.

    Attributes
    ----------
    curves : (fits, n) float64
        At all draws.
    left : (fits,) float64
        Weighted squares that are left over.
    taken, both : (fits,) float64
        tr A^-1 Q and tr A^-1 G A^-1 Q.
    """

    curves: Floats
    left: Floats
    taken: Floats
    both: Floats

    @property
    def variance(self) -> Floats:
        """Return the variance that is left over, corrected for what follows noise, (fits,)."""
        found: Floats = self.left / np.maximum(1.0 - 2.0 * self.taken + self.both, 1e-9)
        return found


def spline_of(values: Floats, weights: Floats) -> Spline | None:
    """Return the spline in an input, on its ranks.

    Parameters
    ----------
    values, weights : (n,) float64

    Returns
    -------
    Spline or None
        None where the input does not vary, or draws are worth less than `LEAST_DRAWS`.
    """
    if effective_size(weights) < LEAST_DRAWS or not np.ptp(values) > 0.0:
        return None
    from sklearn.preprocessing import SplineTransformer

    knots = int(np.clip(effective_size(weights) // DRAWS_PER_KNOT, 3, MOST_KNOTS))
    places = np.linspace(0.0, 1.0, knots)[:, None]
    transformer = SplineTransformer(degree=3, knots=places, extrapolation="constant")
    columns = transformer.fit_transform(_ranks(values, weights)[:, None])
    differences = np.diff(np.eye(columns.shape[1]), 2, axis=0)
    with single_threaded():
        return Spline(columns, differences.T @ differences)


def variance_share(
    spline: Spline | None, values: Floats, weights: Floats, again: Floats
) -> Shares | None:
    """Return the share of the variance of an output that knowing the input would take away.

    Parameters
    ----------
    spline : Spline or None
        In the input.
    values, weights : (n,) float64
        Output and weights of the draws.
    again : (samples, n) float64
        Weights in each sample of a bootstrap, as `sim.analysis.weighting.bootstrap_weights`
        returns them; the same for all inputs, so that samples can be ranked.

    Returns
    -------
    Shares or None
        None where input or output do not vary.
    """
    if spline is None or not np.ptp(values) > 0.0:
        return None
    own = weights / weights.sum()
    smoothness = spline.smoothness_for(values, own)
    every = np.vstack([own, again])
    found = spline.fitted(values, every, smoothness)
    total = _variances(values, every)
    shares = 1.0 - found.variance / np.where(total > 0.0, total, np.inf)
    return Shares.of(float(shares[0]), shares[1:])


def _variances(values: Floats, weights: Floats) -> Floats:
    """Return the variance of values under each row of weights, corrected for the mean."""
    with single_threaded():
        centre = weights @ values
    spread = (weights * (values - centre[:, None]) ** 2).sum(axis=1)
    found: Floats = spread / np.maximum(1.0 - (weights**2).sum(axis=1), 1e-9)
    return found


def _ranks(values: Floats, weights: Floats) -> Floats:
    """Return the weighted share of draws below each, half of those that are equal with it."""
    known, place = np.unique(values, return_inverse=True)
    own = np.bincount(place, weights=weights, minlength=len(known)) / weights.sum()
    found: Floats = (np.cumsum(own) - 0.5 * own)[place]
    return np.clip(found, 0.0, 1.0)
