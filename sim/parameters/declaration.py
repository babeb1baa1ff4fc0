"""How a parameter is declared: once, with default, unit, range, meaning, source and readers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import KW_ONLY, dataclass, fields
from math import isfinite
from typing import Any, Final, Literal, NamedTuple, get_args

from sim.analysis.distributions import Distribution, Form
from sim.parameters.priors import Shape, mode_of, prior_of, shape_problem

Kind = Literal["structural", "institutional", "variant"]
"""Whether a parameter describes people and technology, or a rule that a regime may change; or names
a variant (of a treatment by degrees, or of a functional form), about which nothing is uncertain."""


Evidence = Literal["read", "computed", "not read", "assumed"]
"""Where a number comes from: a source that was read, data it was computed from, a source that was
not read itself, or an assumption."""

EVIDENCE: Final[dict[Evidence, str]] = {
    "read": "from sources read",
    "computed": "computed from data",
    "not read": "from sources not read",
    "assumed": "assumed",
}
"""Each grade of evidence in words, best first."""

PerMonth = Literal["share", "count", "count up to 1", "autocorrelation", "shock", "as it is"]
"""How a parameter that is declared for a month is put for a step of several
(`sim.parameters.time_step`)."""

START: Final = "start"
"""Stands for the population that an economy starts with among the readers of a parameter."""

LONGEST_TEXT: Final = 1_000
"""Characters of a text in the declaration of a parameter of a rule of one's own."""


class ParameterGroup:
    """Base of a group of parameters, which are declared in the body of the class."""


@dataclass(frozen=True)
class Parameter:
    """A parameter as it is declared.

    Attributes
    ----------
    name : str
        Letters, digits and '_'.
    default : float
        Central value.
    unit : str
        "-" for a plain number.
    low, high : float
        Published or widest defensible range: bounds of validation and support of the prior.
    meaning : str
        What it is, in words.
    source : str
        Author, year and what it was "measured on", in these words; begins with "Computed from"
        where it was computed from data and with "assumed:" where there is no evidence.
    source_checked : bool
        Whether the source itself was read.
    kind : {"structural", "institutional", "variant"}
    symbol : str
        Symbol in the model document.
    read_by : tuple of str
        The rules, as ``switch.rule``, and the phases of the month that read it, and "start" for the
        population at the start. For a parameter of a rule of one's own, that rule.
    per_month : str, optional
        How it is put for steps of several months, one of `PerMonth`; must be given where the unit
        names a month.
    prior : Shape, optional
        How probable the values in the range are, with the reason, as the functions of
        `sim.parameters.priors` make it; by default what follows from unit, range and kind.
    """

    name: str
    default: float
    _: KW_ONLY
    unit: str
    low: float
    high: float
    meaning: str
    source: str
    source_checked: bool = False
    kind: Kind = "institutional"
    symbol: str = ""
    read_by: tuple[str, ...] = ()
    per_month: PerMonth | None = None
    prior: Shape | None = None

    def __get__(self, instance: object, owner: type) -> float:
        """Return the default: what a group has where nothing else is set."""
        return self.default

    def problems(self) -> Iterator[str]:
        """Yield what is wrong with the declaration, a clause each."""
        given: Mapping[str, Any] = {each.name: getattr(self, each.name) for each in fields(self)}
        if not re.fullmatch(r"[A-Za-z]\w*", str(given["name"])):
            yield f"its name {given['name']!r} must be a word of letters, digits and '_'"
        bounds = [given["low"], given["default"], given["high"]]
        if not all(isinstance(number, int | float) and isfinite(number) for number in bounds):
            yield "low, default and high must be finite numbers"
        else:
            yield from self._range_problems()
        for key in ("unit", "meaning", "source"):
            text = given[key]
            if not (isinstance(text, str) and text.strip() and text.isprintable()):
                yield f"{key} must be a line of text"
            elif len(text) > LONGEST_TEXT:
                yield f"{key} must have at most {LONGEST_TEXT:,} characters"
        if given["kind"] not in get_args(Kind):
            yield f"kind = {given['kind']!r} must be one of {', '.join(get_args(Kind))}"
        if self.per_month is None and "month" in str(given["unit"]):
            yield (
                f"its unit '{self.unit}' names a month, so per_month must say how it is put for "
                f"steps of several: {', '.join(get_args(PerMonth))}"
            )
        elif given["per_month"] not in (None, *get_args(PerMonth)):
            yield f"per_month = {self.per_month!r} must be one of {', '.join(get_args(PerMonth))}"

    def _range_problems(self) -> Iterator[str]:
        """Yield what is wrong with default and range, which are finite numbers."""
        if not (self.low <= self.default <= self.high and self.low < self.high):
            yield (
                f"its default {self.default:g} must lie in its range, and low below high; they are "
                f"{self.low:g} and {self.high:g}"
            )
        elif self.per_month == "share" and not 0.0 <= self.low < self.high <= 1.0:
            yield 'with per_month = "share" its range must lie between 0 and 1'
        elif self.per_month == "autocorrelation" and not 0.0 <= self.low < self.high < 1.0:
            yield 'with per_month = "autocorrelation" its range must lie between 0 and 1, below 1'
        elif self.prior is not None:
            problem = shape_problem(self.prior, self.default, self.low, self.high)
            if problem:
                yield problem


def parameter(
    default: float,
    *,
    unit: str,
    low: float,
    high: float,
    meaning: str,
    source: str,
    source_checked: bool,
    kind: Kind,
    read_by: tuple[str, ...],
    symbol: str = "",
    per_month: PerMonth | None = None,
    prior: Shape | None = None,
) -> Any:
    """Return the declaration of a parameter in the body of a group, which gives it its name.

    The arguments are those of `Parameter`.
    """
    return Parameter(
        "",
        default,
        unit=unit,
        low=low,
        high=high,
        symbol=symbol,
        kind=kind,
        meaning=meaning,
        source=source,
        source_checked=source_checked,
        read_by=read_by,
        per_month=per_month,
        prior=prior,
    )


class Declaration(NamedTuple):
    """What is declared of a parameter; columns of the table of `table`.

    Attributes
    ----------
    name : str
        That of a parameter of a rule of one's own begins with the name of the rule and a dot.
    default, low, high : float
        Central value and range.
    unit : str
    symbol : str
        Symbol in the model document, or empty.
    group : str
        Section of the model that it belongs to, or the rule of one's own.
    kind : {"structural", "institutional", "variant"}
    meaning, source : str
    source_checked : bool
        Whether the source itself was read.
    evidence : {"read", "computed", "not read", "assumed"}
        Grade that follows from `source` and `source_checked`.
    read_by : str
        The rules, as ``switch.rule``, and the phases that read it, with commas between them.
    per_month : str
        How it is put for steps of several months, one of `PerMonth`; empty for what is not declared
        for a month.
    prior : str
        Form of its prior, one of `sim.analysis.distributions.FORMS`.
    prior_mode, prior_spread : float or None
        Of a prior that has one.
    prior_reason : str
        Why this prior.
    """

    name: str
    default: float
    unit: str
    low: float
    high: float
    symbol: str
    group: str
    kind: Kind
    meaning: str
    source: str
    source_checked: bool
    evidence: Evidence
    read_by: str
    per_month: str
    prior: Form
    prior_mode: float | None
    prior_spread: float | None
    prior_reason: str

    @property
    def readers(self) -> tuple[str, ...]:
        """Return the rules and phases that read the parameter."""
        return tuple(self.read_by.split(", "))

    @property
    def distribution(self) -> Distribution:
        """Return the prior."""
        return Distribution(self.prior, self.low, self.high, self.prior_mode, self.prior_spread)


def evidence_of(source: str, source_checked: bool) -> Evidence:
    """Return the grade of evidence of a declaration, by how its source begins.

    Parameters
    ----------
    source : str
    source_checked : bool
        Whether the source itself was read.
    """
    if source.startswith("assumed"):
        return "assumed"
    if source.startswith("Computed from"):
        return "computed"
    return "read" if source_checked else "not read"


def declaration_of(declared: Parameter, name: str, group: str) -> Declaration:
    """Return the row of a parameter in the table of declarations.

    Parameters
    ----------
    declared : Parameter
    name : str
        Name in full.
    group : str
    """
    low, high = float(declared.low), float(declared.high)
    shape = declared.prior or prior_of(
        unit=declared.unit, low=low, high=high, kind=declared.kind, per_month=declared.per_month
    )
    mode = mode_of(shape.form, shape.mode, declared.default)
    return Declaration(
        name=name,
        default=float(declared.default),
        unit=declared.unit,
        low=low,
        high=high,
        symbol=declared.symbol,
        group=group,
        kind=declared.kind,
        meaning=declared.meaning,
        source=declared.source,
        source_checked=declared.source_checked,
        evidence=evidence_of(declared.source, declared.source_checked),
        read_by=", ".join(declared.read_by),
        per_month=declared.per_month or "",
        prior=shape.form,
        prior_mode=None if mode is None else float(mode),
        prior_spread=None if shape.spread is None else float(shape.spread),
        prior_reason=shape.reason,
    )


def declarations_in(name: str, group: type[ParameterGroup]) -> dict[str, Declaration]:
    """Return the declarations of a group by parameter.

    Parameters
    ----------
    name : str
        Name of the group.
    group : type
    """
    return {
        parameter: declaration_of(declared, parameter, name)
        for parameter, declared in vars(group).items()
        if isinstance(declared, Parameter)
    }
