"""Emulators: what a simulator would give where it was not run, and how uncertain that is.

An output of a simulator at the point x of the unit cube is taken for

    f(x) = h(x)' b + g(x_A) + d(x) + e,

with h(x)' b a regression on the active inputs A, g a Gaussian process with a Matern kernel of its
own length in each active input, d what all other inputs do (a nugget), and e the noise of
replicates, of known variance where there are several. The prediction at a new point is the
regression plus the mean of the process; its variance is that of the process, of the coefficients
and of the nugget, without the noise of replicates.

How good it is, is judged by points that are left out: screening, regression and process are fitted
once more to the others, the kernel as it was, and R2 = 1 - sum (y - m)^2 / sum (y - mean)^2 over
all that were left out, beside the share of them that lie within two standard deviations of what
was predicted.

Sources: Sacks, Welch, Mitchell and Wynn (1989), Statistical Science 4; Vernon, Goldstein and Bower
(2010), Bayesian Analysis 5, for active inputs and the nugget; the process is that of scikit-learn
(Rasmussen and Williams 2006).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sim.analysis.active_inputs import Trend, trend_of

Floats = NDArray[np.float64]

FOLDS: Final = 5
"""Parts of the points that are left out one after the other."""

LEAST_POINTS: Final = 8
"""Points without which there is no emulator."""

ROUGHEST: Final = 0.1
"""Least length of a process, in the range of an input."""

_LONGEST: Final = 10.0
_LEAST_NUGGET: Final = 1e-4


@dataclass(frozen=True, slots=True)
class Prediction:
    """What an emulator says of points.

    Attributes
    ----------
    mean, variance : (points,) float64
        Variance of the emulator alone, without the noise of replicates.
    """

    mean: Floats
    variance: Floats


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How well points that were left out were predicted.

    Attributes
    ----------
    r2 : float
        One minus what the prediction misses over what the mean misses; NaN where nothing varies.
    within : float
        Share of them within two standard deviations, those of replicates among them.
    """

    r2: float
    within: float


@dataclass(frozen=True, slots=True)
class Emulator:
    """A regression and a Gaussian process on its active inputs.

    Attributes
    ----------
    points : int
        Points that it was fitted to.
    trend : Trend
    noise : float
        Variance of a mean over replicates; 0 where a single replicate was run, whose noise is then
        part of the nugget.
    residual : float
        Variance that the regression leaves over.
    nugget : float
        Variance of what the active inputs do not tell.
    left_out : LeftOut
    """

    points: int
    trend: Trend
    noise: float
    residual: float
    nugget: float
    left_out: LeftOut
    _process: Any
    _scale: float

    @property
    def active(self) -> list[int]:
        """Return the inputs that it responds to."""
        return self.trend.active

    def expected(self, unit: Floats) -> Floats:
        """Return the mean at points of the unit cube, which costs less than its variance.

        Parameters
        ----------
        unit : (points, k) float64
        """
        mean = self.trend.at(unit)
        if self._process is None:
            return mean
        with single_threaded():
            more: Floats = self._process.predict(unit[:, self.active])
        return mean + self._scale * more

    def predict(self, unit: Floats) -> Prediction:
        """Return mean and variance at points of the unit cube.

        Parameters
        ----------
        unit : (points, k) float64
        """
        mean = self.trend.at(unit)
        variance = self.nugget + self.residual * self.trend.variance_factor(unit)
        if self._process is None:
            return Prediction(mean, variance)
        with single_threaded():
            more, spread = self._process.predict(unit[:, self.active], return_std=True)
        latent = np.maximum(spread**2 - _white(self._process), 0.0)
        return Prediction(mean + self._scale * more, variance + self._scale**2 * latent)


def emulator_of(
    unit: Floats, output: Floats, noise: float = 0.0, *, check: bool = True
) -> Emulator | None:
    """Return an emulator of an output, fitted to points that were run.

    Parameters
    ----------
    unit : (n, k) float64
        Points of the unit cube.
    output : (n,) float64
        Mean over replicates at each; points where it is not finite are left out of account.
    noise : float
        Variance of that mean, 0 where it is not known.
    check : bool
        Whether to judge it by points that are left out.

    Returns
    -------
    Emulator or None
        None where fewer than `LEAST_POINTS` are known.
    """
    known = np.isfinite(output)
    if known.sum() < LEAST_POINTS:
        return None
    at, values = unit[known], output[known]
    with single_threaded():
        fitted = _fitted(at, values, noise, None)
        left_out = _left_out(at, values, noise, fitted) if check else LeftOut(np.nan, np.nan)
    return Emulator(**{**_fields(fitted), "left_out": left_out})


def refitted(emulator: Emulator, unit: Floats, output: Floats) -> Emulator:
    """Return an emulator of the same output from other points, its kernel as it is.

    Parameters
    ----------
    emulator : Emulator
    unit : (n, k) float64
        Points of the unit cube, at least `LEAST_POINTS`; some may be the same.
    output : (n,) float64
        Known at each.
    """
    with single_threaded():
        return _fitted(unit, output, emulator.noise, emulator)


def pooled_noise(replicates: Floats) -> float:
    """Return the variance of a mean over replicates, pooled over points.

    Parameters
    ----------
    replicates : (points, replicates) float64
        NaN where missing.

    Returns
    -------
    float
        0 where no point has two.
    """
    count = np.isfinite(replicates).sum(axis=1)
    several = replicates[count > 1]
    if not len(several):
        return 0.0
    within = np.nanvar(several, axis=1, ddof=1)
    return float(within.mean() / np.isfinite(several).sum(axis=1).mean())


@contextmanager
def single_threaded() -> Iterator[None]:
    """Let linear algebra use one thread, so that its sums do not depend on their number."""
    with _threads().limit(limits=1):
        yield


@cache
def _threads() -> Any:
    """Return what knows the libraries of linear algebra, which takes a while to find out."""
    import sklearn.gaussian_process  # noqa: F401 - loads those that it uses
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def _fitted(unit: Floats, values: Floats, noise: float, like: Emulator | None) -> Emulator:
    """Return an emulator; one whose process has the kernel of another where that is given."""
    trend = trend_of(unit, values)
    left = values - trend.at(unit)
    freedom = max(len(values) - len(trend.columns) - 1, 1)
    residual = float((left**2).sum() / freedom)
    scale = float(np.sqrt(residual))
    none = LeftOut(np.nan, np.nan)
    unexplained = max(residual - noise, 0.0)
    if not trend.active or scale <= 1e-9 * max(float(np.abs(values).max()), 1e-300):
        return Emulator(len(values), trend, noise, residual, unexplained, none, None, 1.0)
    known = like if like is not None and like._process is not None else None
    active = trend.active
    process = _process(unit[:, active], left / scale, noise / residual, active, known)
    nugget = residual * _white(process)
    return Emulator(len(values), trend, noise, residual, nugget, none, process, scale)


def _process(
    inputs: Floats, values: Floats, noise: float, active: list[int], known: Emulator | None
) -> Any:
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel

    optimizer: str | None = "fmin_l_bfgs_b"
    if known is None:
        kernel = ConstantKernel(0.5, (1e-3, 10.0)) * Matern(
            np.ones(len(active)), (ROUGHEST, _LONGEST), nu=2.5
        ) + WhiteKernel(0.5, (_LEAST_NUGGET, 2.0))
    else:
        kernel, optimizer = _same_kernel(known, active), None
    process = GaussianProcessRegressor(kernel, alpha=max(noise, 1e-8), optimizer=optimizer)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # a length at its bound is no fault
        return process.fit(inputs, values)


def _same_kernel(known: Emulator, active: list[int]) -> Any:
    """Return the kernel of an emulator for the same process on other active inputs."""
    from sklearn.base import clone

    kernel = clone(known._process.kernel_)
    lengths = dict(zip(known.active, np.atleast_1d(kernel.k1.k2.length_scale), strict=True))
    return kernel.set_params(
        k1__k2__length_scale=np.array([lengths.get(place, 1.0) for place in active])
    )


def _white(process: Any) -> float:
    """Return the variance of the nugget of a process, in units of what the trend leaves over."""
    return float(process.kernel_.k2.noise_level)


def _left_out(unit: Floats, values: Floats, noise: float, whole: Emulator) -> LeftOut:
    """Return how well points are predicted by the others, the kernel kept where it fits."""
    mean, variance = np.empty(len(values)), np.empty(len(values))
    for fold in range(FOLDS):
        out = np.arange(len(values)) % FOLDS == fold
        found = _fitted(unit[~out], values[~out], noise, whole).predict(unit[out])
        mean[out], variance[out] = found.mean, found.variance
    missed = values - mean
    spread = float(((values - values.mean()) ** 2).sum())
    r2 = 1.0 - float((missed**2).sum()) / spread if spread > 0.0 else float("nan")
    within = np.abs(missed) <= 2.0 * np.sqrt(variance + noise) + 1e-12
    return LeftOut(r2, float(within.mean()))


def _fields(emulator: Emulator) -> dict[str, Any]:
    return {name: getattr(emulator, name) for name in Emulator.__slots__}
