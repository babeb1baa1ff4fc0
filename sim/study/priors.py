"""The priors from which an experiment draws parameters, and how they are named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from sim.analysis.distributions import FORMS, Distribution
from sim.analysis.joint_prior import JointPrior
from sim.designs.model import RANDOM
from sim.errors import DesignError, ParameterError
from sim.parameters import declarations
from sim.parameters.priors import DECLARED, PRIORS, UNIFORM, check_priors, chosen
from sim.study.ranges import range_of

SETTING: Final = "priors"
"""Setting of an experiment that says from which priors it drew; without it they were uniform."""


def prior_over(
    names: Iterable[str],
    priors: str = DECLARED,
    ranges: Mapping[str, tuple[float, float]] | None = None,
    overrides: Mapping[str, Any] | None = None,
) -> JointPrior:
    """Return the joint prior of parameters: that which they declare, or a uniform one.

    Parameters
    ----------
    names : iterable of str
    priors : {"declared", "uniform"}
    ranges, overrides
        As in `sim.study.ranges.range_of`; a declared prior is cut to a range that is given.

    Raises
    ------
    ParameterError
        If a parameter cannot vary, or its range is not admitted.
    DesignError
        If there are no such priors.

    Examples
    --------
    >>> prior = prior_over(["monitoring", "idea_rate"])
    >>> points = prior.draw(4, seed=1)
    >>> prior.logpdf(points).shape
    (4,)
    """
    choice = check_priors(priors)
    declared = declarations()
    found = {}
    for name in names:
        span = range_of(name, ranges, overrides)
        try:
            found[name] = chosen(declared[name].distribution, choice, span)
        except DesignError as error:
            raise ParameterError(f"range of {name}: {error}") from None
    return JointPrior(found)


def drawn_from(prior: JointPrior, priors: str) -> dict[str, Any]:
    """Return the settings that say from which priors an experiment draws.

    Parameters
    ----------
    prior : JointPrior
    priors : {"declared", "uniform"}

    Returns
    -------
    dict
        ``priors``, and in ``distributions`` each that is not uniform.
    """
    apart = {
        name: one.to_dict() for name, one in prior.distributions.items() if one.form != "uniform"
    }
    return {SETTING: priors, "distributions": apart}


def drawn_words(settings: Mapping[str, Any], draws_all: bool = False) -> str:
    """Return in words from which priors results were drawn, as in "declared priors".

    Parameters
    ----------
    settings : mapping
        Of an experiment, as they stand in its manifest. Priors of which those of an experiment that
        draws say nothing were uniform: there were no others.
    draws_all : bool
        Whether the experiment draws parameters without a design.

    Returns
    -------
    str
        Empty where no parameter was drawn: where all were held, or went over values or a grid.
    """
    design = settings.get("design")
    if design is None:
        return PRIORS[settings.get(SETTING, UNIFORM)] if draws_all else ""
    numbers = [factor for factor in design["factors"] if not factor["values"]]
    if design["method"] not in RANDOM or not numbers:
        return ""
    own = len(design.get("own", ()))
    pairs = design.get("correlations", ())
    named = [f"rank correlation of {a} and {b} {rank:g}" for a, b, rank in pairs]
    together = f", {named[0]}" if len(named) == 1 else f", {len(named)} rank correlations"
    if own == len(numbers):
        return f"priors of the design{together if named else ''}"
    beside = f", {own} from the design" if own else ""
    return f"{PRIORS[design.get(SETTING, UNIFORM)]}{beside}{together if named else ''}"


def forms_words(drawn: Iterable[str], distributions: Mapping[str, Mapping[str, Any]]) -> str:
    """Return how many parameters have which form of prior, as in "3 uniform, 1 PERT".

    Parameters
    ----------
    drawn : iterable of str
        Names of the parameters.
    distributions : mapping
        Those that are not uniform, as the settings of an experiment have them.
    """
    counts = Counter(distributions.get(name, {}).get("form", "uniform") for name in drawn)
    return ", ".join(f"{counts[form]} {words}" for form, words in FORMS.items() if counts[form])


def span_words(low: float, high: float, prior: Mapping[str, Any] | None = None) -> str:
    """Return in words that a parameter varies between two values.

    Parameters
    ----------
    low, high : float
    prior : mapping, optional
        As `Distribution.to_dict` makes it, of one that was drawn otherwise than uniformly.
    """
    form = "" if prior is None else f", {Distribution.read(prior).words}"
    return f"varied: {low:g} to {high:g}{form}"


def factor_words(factor: Mapping[str, Any]) -> str:
    """Return in words which values a factor of a design has."""
    values = factor["values"]
    if not values:
        return span_words(factor["low"], factor["high"], factor.get("prior"))
    return "varied: " + ", ".join(
        f"{value:g}" if isinstance(value, float) else str(value) for value in values
    )
