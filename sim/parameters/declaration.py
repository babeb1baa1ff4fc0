"""How a parameter is declared: once, with default, unit, range, symbol, meaning and source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

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


class ParameterGroup:
    """Base of a group of parameters, which are declared in the body of the class."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What stands in the body of a group; read as an attribute it is the default.

    Attributes
    ----------
    default, low, high, unit, symbol, kind, meaning, source, source_checked
        As in `Declaration`.
    """

    default: float
    unit: str
    low: float
    high: float
    symbol: str
    kind: Kind
    meaning: str
    source: str
    source_checked: bool

    def __get__(self, instance: object, owner: type) -> float:
        """Return the default."""
        return self.default


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
    symbol: str = "",
) -> Any:
    """Return the declaration of a parameter.

    Parameters
    ----------
    default : float
        Central value.
    unit : str
    low, high : float
        Published or widest defensible range: bounds of validation and support of the prior, which
        is uniform.
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
    """
    return Declared(
        default=default,
        unit=unit,
        low=low,
        high=high,
        symbol=symbol,
        kind=kind,
        meaning=meaning,
        source=source,
        source_checked=source_checked,
    )


class Declaration(NamedTuple):
    """What is declared of a parameter; columns of the table of `table`.

    Attributes
    ----------
    name : str
    default, low, high : float
        Central value and range.
    unit : str
    symbol : str
        Symbol in the model document, or empty.
    group : str
        Section of the model it belongs to.
    kind : {"structural", "institutional", "variant"}
    meaning, source : str
    source_checked : bool
        Whether the source itself was read.
    evidence : {"read", "computed", "not read", "assumed"}
        Grade that follows from `source` and `source_checked`.
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


def declarations_in(name: str, group: type[ParameterGroup]) -> dict[str, Declaration]:
    """Return the declarations of a group by parameter.

    Parameters
    ----------
    name : str
        Name of the group.
    group : type
    """
    return {
        parameter: Declaration(
            name=parameter,
            default=float(declared.default),
            unit=declared.unit,
            low=float(declared.low),
            high=float(declared.high),
            symbol=declared.symbol,
            group=name,
            kind=declared.kind,
            meaning=declared.meaning,
            source=declared.source,
            source_checked=declared.source_checked,
            evidence=evidence_of(declared.source, declared.source_checked),
        )
        for parameter, declared in vars(group).items()
        if isinstance(declared, Declared)
    }
