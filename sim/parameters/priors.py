"""Priors of parameters: how probable the values in a range are before any run.

A parameter has the prior that it declares, or else the one that follows from what it is:

1. one that names a variant: uniform, and drawn only where a design names it;
2. a persistence (autocorrelation): log-uniform in its distance from 1, which is a rate;
3. a rate by the month, or a size of monthly shocks: log-uniform; where its range begins at zero,
   uniform in the root, since a logarithm would need a smallest rate that nobody knows;
4. a share whose range goes beyond one half: uniform;
5. what spans more than a factor of four above zero: log-uniform;
6. all else, whose range spans little, or begins at zero and so has no least magnitude: uniform.

A peak is declared, never inferred, and only where a source that was read, or data, give a centre
and an interval: a peak at a default that we have chosen would repeat our choice. What nobody has
observed, as rules of a participatory economy, so keeps all of its range.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, get_args

from sim.analysis.distributions import Distribution, Form, distribution_problem
from sim.errors import DesignError, choices

Choice = Literal["declared", "uniform"]

DECLARED: Final[Choice] = "declared"
UNIFORM: Final[Choice] = "uniform"

PRIORS: Final[dict[Choice, str]] = {
    DECLARED: "declared priors",
    UNIFORM: "uniform priors",
}
"""From which distributions experiments may draw: those that parameters declare, or uniform ones."""

WIDE: Final = 4.0
"""A range over more than this factor is one of magnitudes."""

_HALF: Final = 0.5

_RATES: Final = ("share", "count", "shock")
"""What is per month in what is a rate by the month, or a size of monthly shocks."""


class Shape(NamedTuple):
    """A prior as it is declared: a distribution without its range.

    Attributes
    ----------
    form : str
        One of `sim.analysis.distributions.FORMS`.
    reason : str
        Why this one.
    mode : float, optional
        Of a PERT or a normal distribution; the default of the parameter where none is given.
    spread : float, optional
        Standard deviation of a normal distribution.
    """

    form: Form
    reason: str
    mode: float | None = None
    spread: float | None = None


def uniform(reason: str) -> Shape:
    """Return a uniform prior.

    Parameters
    ----------
    reason : str
    """
    return Shape("uniform", reason)


def log_uniform(reason: str) -> Shape:
    """Return a prior that is uniform in the logarithm, for a range above zero.

    Parameters
    ----------
    reason : str
    """
    return Shape("log_uniform", reason)


def root_uniform(reason: str) -> Shape:
    """Return a prior that is uniform in the root of the distance from the lower end.

    Parameters
    ----------
    reason : str
    """
    return Shape("root_uniform", reason)


def pert(reason: str, mode: float | None = None) -> Shape:
    """Return a PERT prior, for a centre and an interval that were published.

    Parameters
    ----------
    reason : str
    mode : float, optional
        By default that of the parameter.
    """
    return Shape("pert", reason, mode)


def normal(reason: str, spread: float, mode: float | None = None) -> Shape:
    """Return a normal prior that is cut at the ends of the range.

    Parameters
    ----------
    reason : str
    spread : float
        Standard deviation before it is cut, in the unit of the parameter.
    mode : float, optional
        By default that of the parameter.
    """
    return Shape("normal", reason, mode, spread)


def prior_of(*, unit: str, low: float, high: float, kind: str, per_month: str | None) -> Shape:
    """Return the prior that follows from what a parameter is, where it declares none.

    Parameters
    ----------
    unit, low, high, kind, per_month
        As in `sim.parameters.Parameter`.
    """
    if kind == "variant":
        return uniform("it names a variant, and is drawn only where a design names it")
    if per_month == "autocorrelation":
        return Shape(
            "complement_log_uniform",
            "its distance from 1 is a rate by the month, each doubling of which is as probable",
        )
    if per_month in _RATES:
        what = "the size of shocks" if per_month == "shock" else "a rate"
        if low > 0.0:
            return log_uniform(f"{what} by the month, each doubling of which is as probable")
        return root_uniform(
            f"{what} by the month that may be zero: small ones are as probable as for a rate that "
            "is counted, without a least one that nobody knows"
        )
    if unit.startswith("share") and high > _HALF:
        return uniform("a share: no part of its range is known to be more probable")
    if low > 0.0 and high > WIDE * low:
        return log_uniform(
            f"its range spans a factor of {high / low:.3g}, so that its magnitude is unknown: each "
            "doubling is as probable"
        )
    if low > 0.0:
        return uniform(
            f"its range spans a factor of {high / low:.3g}: no part is known to be more probable"
        )
    return uniform(
        "its range includes zero, so that it has no least magnitude: no part is known to be more "
        "probable"
    )


def shape_problem(given: object, default: float, low: float, high: float) -> str:
    """Return what is wrong with a prior that is declared, in a clause; empty where nothing is.

    Parameters
    ----------
    given : object
    default, low, high : float
        Of the parameter; finite, and low below high.
    """
    if not isinstance(given, Shape):
        return (
            "prior must be made by a function of sim.parameters.priors, such as "
            'pert("the reason"), or be left out'
        )
    reason: object = given.reason
    if not (isinstance(reason, str) and reason.strip() and reason.isprintable()):
        return "the reason of its prior must be a line of text"
    numbers = (given.mode, given.spread)
    if not all(one is None or isinstance(one, int | float) for one in numbers):
        return "mode and spread of its prior must be numbers"
    mode = mode_of(given.form, given.mode, default)
    return distribution_problem(given.form, low, high, mode, given.spread)


def mode_of(form: str, mode: float | None, default: float) -> float | None:
    """Return the mode of a distribution: the default of the parameter where it needs one."""
    return default if mode is None and form in ("pert", "normal") else mode


def chosen(declared: Distribution, priors: Choice, span: tuple[float, float]) -> Distribution:
    """Return the distribution from which an experiment draws a parameter.

    Parameters
    ----------
    declared : Distribution
        Prior that the parameter declares.
    priors : {"declared", "uniform"}
    span : (float, float)
        Range that is drawn from, inside the published one.

    Raises
    ------
    DesignError
        If the prior has hardly any probability there.
    """
    if priors == UNIFORM:
        return Distribution("uniform", *span)
    return declared.within(*span)


def check_priors(priors: str) -> Choice:
    """Return which priors were asked for.

    Raises
    ------
    DesignError
        If there are no such priors.
    """
    for known in get_args(Choice):
        if priors == known:
            found: Choice = known
            return found
    raise DesignError(f"priors = '{priors}': {choices(str(priors), get_args(Choice))}")
