"""Distributions of a quantity inside a range, by their quantile functions.

A point is drawn as numbers u between 0 and 1, one for each quantity, and x = Q(u) with Q the
quantile function, so that any even spread over the unit cube becomes one over the distributions.
With a and b the ends of the range,

- "uniform": Q(u) = a + u (b - a);
- "log_uniform", for a > 0: log x is uniform, so that each doubling has the same weight;
- "root_uniform": the root of x - a is uniform, Q(u) = a + u^2 (b - a), the prior of Jeffreys (1946)
  for a rate that is counted (of a Poisson process), which unlike the one before may be zero;
- "complement_log_uniform", for b < 1: log (1 - x) is uniform;
- "pert": with m the mode, (x - a) / (b - a) follows a beta distribution with the parameters
  1 + 4 (m - a) / (b - a) and 1 + 4 (b - m) / (b - a), of mean (a + 4 m + b) / 6;
- "normal": a normal distribution of mode m and some spread, cut at both ends.

Sources: Malcolm, Roseboom, Clark and Fazar (1959), Operations Research 7, for PERT; Jeffreys
(1946), Proceedings of the Royal Society A 186; computed by SciPy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from sim.errors import DesignError, choices

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    type Floats = NDArray[np.float64]

Form = Literal["uniform", "log_uniform", "root_uniform", "complement_log_uniform", "pert", "normal"]
"""Name of a kind of distribution."""

FORMS: Final[dict[Form, str]] = {
    "uniform": "uniform",
    "log_uniform": "log-uniform",
    "root_uniform": "uniform in the root",
    "complement_log_uniform": "log-uniform below 1",
    "pert": "PERT",
    "normal": "cut normal",
}
"""Each kind in words."""

WITH_MODE: Final = ("pert", "normal")
"""Kinds that have a mode."""

LEAST_WEIGHT: Final = 1e-9
"""Least probability of a part of a range to which a distribution can be cut."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """How probable the values of a quantity are; nothing outside of its range is.

    Importing or making one does not load SciPy; asking it for numbers does.

    Attributes
    ----------
    form : str
        One of `FORMS`.
    low, high : float
        Range, in the unit of the quantity.
    mode : float, optional
        Most probable value, of those `WITH_MODE` alone.
    spread : float, optional
        Standard deviation of a normal distribution before it is cut.
    part : (float, float), optional
        Part of the range to which it is cut, as by something that is known.
    """

    form: Form
    low: float
    high: float
    mode: float | None = None
    spread: float | None = None
    part: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        """Make sure that there is such a distribution.

        Raises
        ------
        DesignError
            If there is not; the message says what is allowed.
        """
        problem = distribution_problem(self.form, self.low, self.high, self.mode, self.spread)
        if problem:
            raise DesignError(problem)

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> Distribution:
        """Return the distribution that `to_dict` described."""
        part = content.get("part")
        return cls(**{**content, "part": None if part is None else tuple(part)})

    def to_dict(self) -> dict[str, Any]:
        """Return its attributes that are set, ready for JSON."""
        content = {key: value for key, value in asdict(self).items() if value is not None}
        return content | ({"part": list(self.part)} if self.part else {})

    @property
    def ends(self) -> tuple[float, float]:
        """Return the least and the greatest possible value."""
        return self.part or (self.low, self.high)

    @property
    def words(self) -> str:
        """Return what it is, as in "PERT with mode 0.3"."""
        mode = "" if self.mode is None else f" with mode {self.mode:g}"
        spread = "" if self.spread is None else f" and standard deviation {self.spread:g}"
        return f"{FORMS[self.form]}{mode}{spread}"

    def within(self, low: float, high: float) -> Distribution:
        """Return the distribution of the quantity once it is known to lie in a part of the range.

        Parameters
        ----------
        low, high : float

        Raises
        ------
        DesignError
            If the part is not inside the range, or has hardly any probability.
        """
        if not self.low <= low < high <= self.high:
            raise DesignError(
                f"{low:g} to {high:g} is no part of the range, {self.low:g} to {self.high:g}"
            )
        if (low, high) == (self.low, self.high):
            return replace(self, part=None)
        below, above = self._whole_cdf([low, high])
        if above - below < LEAST_WEIGHT:
            raise DesignError(
                f"the distribution ({self.words}, {self.low:g} to {self.high:g}) holds values from "
                f"{low:g} to {high:g} for impossible; give another distribution with the range"
            )
        return replace(self, part=(float(low), float(high)))

    def ppf(self, u: ArrayLike) -> Floats:
        """Return the quantiles of probabilities.

        Parameters
        ----------
        u : array_like
            Between 0 and 1.

        Returns
        -------
        ndarray, shape of `u`
            Inside the range; the ends of it for 0 and 1.
        """
        import numpy as np

        wanted = np.asarray(u, dtype=np.float64)
        if self.part:
            below, above = self._whole_cdf(self.part)
            wanted = below + wanted * (above - below)
        if self.form == "complement_log_uniform":
            found = 1.0 - self._base.ppf(1.0 - wanted)
        else:
            found = self._base.ppf(wanted)
        inside: Floats = np.clip(found, *self.ends)
        return inside

    def cdf(self, x: ArrayLike) -> Floats:
        """Return the probability of values up to x: 0 below the range and 1 above it.

        Parameters
        ----------
        x : array_like

        Returns
        -------
        ndarray, shape of `x`
        """
        import numpy as np

        found = self._whole_cdf(x)
        if not self.part:
            return found
        below, above = self._whole_cdf(self.part)
        cut: Floats = np.clip((found - below) / (above - below), 0.0, 1.0)
        return cut

    def logpdf(self, x: ArrayLike) -> Floats:
        """Return the logarithm of the density at x: minus infinity outside of the range.

        Parameters
        ----------
        x : array_like

        Returns
        -------
        ndarray, shape of `x`
            Density per unit of the quantity; infinite at the lower end of a "root_uniform".
        """
        import numpy as np

        at = np.asarray(x, dtype=np.float64)
        complement = self.form == "complement_log_uniform"
        density = np.asarray(self._base.logpdf(1.0 - at if complement else at), dtype=np.float64)
        if self.part:
            below, above = self._whole_cdf(self.part)
            density = density - np.log(above - below)
        low, high = self.ends
        return np.where((at >= low) & (at <= high), density, -np.inf)

    def pdf(self, x: ArrayLike) -> Floats:
        """Return the density at x, per unit of the quantity; 0 outside of the range."""
        import numpy as np

        density: Floats = np.exp(self.logpdf(x))
        return density

    @property
    def median(self) -> float:
        """Return the value that is exceeded as often as not."""
        return float(self.ppf(0.5))

    @property
    def mean(self) -> float:
        """Return the mean."""
        if self.part is None:
            mean = float(self._base.mean())
            return 1.0 - mean if self.form == "complement_log_uniform" else mean
        from scipy.integrate import quad

        return float(quad(lambda u: float(self.ppf(u)), 0.0, 1.0, limit=200)[0])

    def _whole_cdf(self, x: ArrayLike) -> Floats:
        """Return the probability of values up to x without regard to the part."""
        import numpy as np

        at = np.asarray(x, dtype=np.float64)
        if self.form == "complement_log_uniform":
            return np.asarray(self._base.sf(1.0 - at), dtype=np.float64)
        return np.asarray(self._base.cdf(at), dtype=np.float64)

    @property
    def _base(self) -> Any:
        """Return the frozen distribution of SciPy, of 1 - x for a "complement_log_uniform"."""
        return _frozen(self.form, self.low, self.high, self.mode, self.spread)


def distribution_problem(
    form: str, low: float, high: float, mode: float | None = None, spread: float | None = None
) -> str:
    """Return what keeps a distribution from being one, in a clause; empty where nothing does.

    Parameters
    ----------
    form, low, high, mode, spread
        As in `Distribution`.
    """
    if form not in get_args(Form):
        return f"there is no distribution '{form}'; {choices(form, get_args(Form))}"
    if not low < high:
        return f"{low:g} to {high:g} is no range; give a lower and a higher value"
    if form == "log_uniform" and low <= 0.0:
        return f"a {form} distribution needs a range above 0, not from {low:g}"
    if form == "complement_log_uniform" and high >= 1.0:
        return f"a {form} distribution needs a range below 1, not up to {high:g}"
    if form not in WITH_MODE and mode is not None:
        return f"a {form} distribution has no mode; {' and '.join(WITH_MODE)} have one"
    if form in WITH_MODE and (mode is None or not low <= mode <= high):
        given = "" if mode is None else f", not {mode:g}"
        return f"a {form} distribution needs a mode from {low:g} to {high:g}{given}"
    if form != "normal" and spread is not None:
        return f"a {form} distribution has no spread; a normal one has"
    if form == "normal" and (spread is None or spread <= 0.0):
        return "a normal distribution needs a spread above 0, its standard deviation"
    return ""


@lru_cache(maxsize=1024)
def _frozen(form: Form, low: float, high: float, mode: float | None, spread: float | None) -> Any:
    from scipy import stats

    width = high - low
    if form == "uniform":
        return stats.uniform(low, width)
    if form == "log_uniform":
        return stats.loguniform(low, high)
    if form == "root_uniform":
        return stats.beta(0.5, 1.0, low, width)
    if form == "complement_log_uniform":
        return stats.loguniform(1.0 - high, 1.0 - low)
    assert mode is not None
    if form == "pert":
        return stats.beta(1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width, low, width)
    assert spread is not None
    return stats.truncnorm((low - mode) / spread, (high - mode) / spread, mode, spread)
