"""Fitting parameters by simulated moments, and what the moments tell about each.

Let m(b) be the moments that a model with parameters b gives on average over replicates, m* their
targets with standard errors s, b0 the defaults and w the widths of the ranges of the parameters.
The estimate minimises the distance

    sum_j [(m_j(b) - m*_j) / s_j]^2 + sum_i [(b_i - b0_i) / (w_i / sqrt(12))]^2

inside the ranges: a range is a uniform prior, taken for a normal one of the same spread about the
default. All points use common random numbers, so the distance is a function that can be minimised.
With J = dm / db, S the diagonal matrix of the variances s^2 plus that of the simulated means, and P
that of the prior precisions 12 / w^2,

    V = (J' S^-1 J + P)^-1,    L = V J' S^-1

are the covariance of the estimate and its sensitivity to the moments. Both, and the estimate, are
exact where m is linear and the errors are normal (Bayesian linear regression).

Sources: McFadden (1989), Econometrica 57, for simulated moments; Duffie and Singleton (1993),
Econometrica 61, for their use with time series; Andrews, Gentzkow and Shapiro (2017), Quarterly
Journal of Economics 132, for the sensitivity. estimagic has the same estimator without a prior.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.intervals import mean_interval

Floats = NDArray[np.float64]
Evaluate = Callable[[Floats], Floats]
"""Points of shape (n, parameters) to moments of shape (n, replicates, moments)."""

UNIFORM_SPREAD: Final = 1.0 / np.sqrt(12.0)
"""Standard deviation of a uniform distribution of width 1."""

STEP: Final = 0.08
"""Share of a range by which a parameter is moved for a derivative; less drowns in noise."""

PRECISION: Final = 1e-3
"""Relative fall of the distance below which the search ends."""

ONE_ERROR: Final = 0.6827
"""Confidence of an interval of one standard error either way."""

INTERVAL: Final = 1.96
"""Standard deviations either way in a 95 % interval."""


class UndefinedMomentError(ValueError):
    """A moment that is aimed at is not defined in any replicate."""


@dataclass(frozen=True)
class Target:
    """A moment that is aimed at, with its standard error.

    Attributes
    ----------
    name : str
    central, standard_error : float
    """

    name: str
    central: float
    standard_error: float


@dataclass(frozen=True)
class Range:
    """A parameter that is free, with its range.

    Attributes
    ----------
    name : str
    default, low, high : float
    """

    name: str
    default: float
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class MomentFit:
    """What was found.

    Attributes
    ----------
    values : (parameters,) float64
        In the parameters' own units.
    low, high : (parameters,) float64
        Ends of the 95 % interval, inside the range.
    identification : (parameters,) float64
        Share of the spread of the range that the moments take away, 0 to 1.
    conditional_identification : (parameters,) float64
        The same if all other parameters were known: what the moments tell of a parameter jointly
        with others shows here alone.
    moments : (replicates, moments) float64
        Simulated at `values`.
    response : (parameters, moments) float64
        Change of each simulated moment when a parameter crosses its range: J.
    sensitivity : (parameters, moments) float64
        Change of each estimate, in ranges, when a target rises by its standard error: L.
    steps : pandas.DataFrame
        ``step, parameter, value, distance``.
    """

    values: Floats
    low: Floats
    high: Floats
    identification: Floats
    conditional_identification: Floats
    moments: Floats
    response: Floats
    sensitivity: Floats
    steps: pd.DataFrame


def fit_moments(
    evaluate: Evaluate,
    parameters: Sequence[Range],
    targets: Sequence[Target],
    most_steps: int,
    starts: Sequence[Sequence[float]] = (),
) -> MomentFit:
    """Return the parameters at which simulated moments come nearest to their targets.

    The search is local. It begins at the defaults or at the one of `starts` that is nearer.

    Parameters
    ----------
    evaluate : callable
        See `Evaluate`; moments in the order of `targets`, NaN where one is not defined.
    parameters : sequence of Range
    targets : sequence of Target
    most_steps : int
        Points that the search may go to, each with a derivative for every parameter; a single one
        is that of the defaults.
    starts : sequence of sequence of float
        Other points to begin at, in the parameters' own units.

    Raises
    ------
    UndefinedMomentError
        If a moment is not defined in any replicate.
    """
    from scipy.optimize import least_squares

    problem = _Problem(evaluate, parameters, targets)
    found = least_squares(
        problem.residuals,
        problem.nearest(starts) if most_steps > 1 else problem.start,
        jac=problem.jacobian,
        bounds=(0.0, 1.0),
        method="trf",
        x_scale=UNIFORM_SPREAD,
        ftol=PRECISION,
        xtol=PRECISION,
        max_nfev=most_steps,
    )
    return problem.fit(np.asarray(found.x, dtype=np.float64))


@dataclass
class _Problem:
    """The distance in terms of the unit cube that the ranges span."""

    evaluate: Evaluate
    parameters: Sequence[Range]
    targets: Sequence[Target]
    _known: dict[bytes, Floats] = field(default_factory=dict)
    _slopes: dict[bytes, Floats] = field(default_factory=dict)
    _steps: list[tuple[int, str, float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._low = np.array([entry.low for entry in self.parameters])
        self._width = np.array([entry.high - entry.low for entry in self.parameters])
        self._central = np.array([target.central for target in self.targets])
        self._error = np.array([target.standard_error for target in self.targets])
        default = np.array([entry.default for entry in self.parameters])
        self._prior = (default - self._low) / self._width
        # The bounds themselves are no starting point for the method.
        self.start = np.clip(self._prior, 0.02, 0.98)

    def _moments(self, points: Floats) -> Floats:
        """Return moments of shape (n, replicates, moments), simulating what is not known yet."""
        new = [point for point in points if point.tobytes() not in self._known]
        if new:
            found = self.evaluate(self._low + self._width * np.array(new))
            self._known.update(zip((point.tobytes() for point in new), found, strict=True))
        return np.array([self._known[point.tobytes()] for point in points])

    def _means(self, points: Floats) -> Floats:
        means: Floats = mean_interval(np.moveaxis(self._moments(points), 1, 0)).mean
        missing = [target.name for target, mean in zip(self.targets, means.T, strict=True)
                   if np.isnan(mean).any()]  # fmt: skip
        if missing:
            raise UndefinedMomentError(f"{', '.join(missing)}: not defined in any replicate")
        return means

    def nearest(self, starts: Sequence[Sequence[float]]) -> Floats:
        """Return whichever of the defaults and some other points has the least distance."""
        points = [self.start]
        points += [
            np.clip((np.asarray(values) - self._low) / self._width, 0.02, 0.98) for values in starts
        ]
        deviations = [self._deviations(point) for point in points] if starts else [self.start]
        least: Floats = points[int(np.argmin([values @ values for values in deviations]))]
        return least

    def residuals(self, point: Floats) -> Floats:
        """Return standardised deviations from targets and from the defaults."""
        values = self._deviations(point)
        self._note(point, float(values @ values))
        return values

    def _deviations(self, point: Floats) -> Floats:
        deviation = (self._means(point[None])[0] - self._central) / self._error
        values: Floats = np.concatenate([deviation, (point - self._prior) / UNIFORM_SPREAD])
        return values

    def _note(self, point: Floats, distance: float) -> None:
        step = len({entry[0] for entry in self._steps})
        for entry, value in zip(self.parameters, self._low + self._width * point, strict=True):
            self._steps.append((step, entry.name, float(value), distance))

    def jacobian(self, point: Floats) -> Floats:
        """Return derivatives of the residuals, shape (moments + parameters, parameters)."""
        spread = np.eye(len(point)) / UNIFORM_SPREAD
        jacobian: Floats = np.vstack([self._slope(point) / self._error[:, None], spread])
        return jacobian

    def _slope(self, point: Floats) -> Floats:
        """Return the change of moments per range of each parameter, shape (moments, parameters)."""
        key = point.tobytes()
        if key not in self._slopes:
            # Both sides where there is room, since one side alone bends with the curve.
            up = np.minimum(point + STEP, 1.0)
            down = np.maximum(point - STEP, 0.0)
            count = len(point)
            points = np.tile(point, (2 * count, 1))
            points[np.arange(count), np.arange(count)] = up
            points[np.arange(count) + count, np.arange(count)] = down
            means = self._means(points)
            self._slopes[key] = (means[:count] - means[count:]).T / (up - down)
        return self._slopes[key]

    def fit(self, point: Floats) -> MomentFit:
        """Return the estimate at a point with what the moments tell about it.

        The variance of the simulated means, known from the replicates, adds to that of the targets.
        """
        moments = self._moments(point[None])[0]
        slope = self._slope(point)
        estimate = mean_interval(moments, ONE_ERROR)
        simulation = np.nan_to_num(estimate.high - estimate.mean) ** 2
        weight = 1.0 / (self._error**2 + simulation)
        information = slope.T * weight @ slope
        covariance = np.linalg.inv(information + np.eye(len(point)) / UNIFORM_SPREAD**2)
        deviation = np.sqrt(np.diag(covariance))
        ends = np.array([entry.high for entry in self.parameters])
        low, high = (
            np.clip(
                self._low + self._width * (point + sign * INTERVAL * deviation), self._low, ends
            )
            for sign in (-1.0, 1.0)
        )
        return MomentFit(
            values=self._low + self._width * point,
            low=low,
            high=high,
            identification=1.0 - deviation / UNIFORM_SPREAD,
            conditional_identification=1.0
            - 1.0 / np.sqrt(1.0 + np.diag(information) * UNIFORM_SPREAD**2),
            moments=moments,
            response=slope.T,
            sensitivity=covariance @ (slope.T * weight) * self._error,
            steps=pd.DataFrame(self._steps, columns=["step", "parameter", "value", "distance"]),
        )
