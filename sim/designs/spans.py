"""What may stand for a parameter in the table of ranges of a random design."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, get_args

from sim.analysis.distributions import Distribution, Form, distribution_problem
from sim.grammar import Field, Kind, Number, OneOf, Scalar, Table
from sim.grammar.values import number
from sim.parameters import Declaration, number_of
from sim.parameters.priors import mode_of

_WITH_A_FORM: Final = ("mode", "spread")
"""Keys that mean something beside a distribution alone."""

LARGEST: Final = 1e12


def span_of(declared: Declaration) -> Kind:
    """Return what may stand for a range of a parameter: a lower and a higher value."""

    def allows(value: object) -> bool:
        ends = [number(end) for end in value] if isinstance(value, list | tuple) else []
        low, high = ends if len(ends) == 2 else (None, None)
        if low is None or high is None:
            return False
        return declared.low <= low < high <= declared.high

    ends = number_of(declared)
    phrase = ends.allowed().replace("a number", "a lower and a higher value")
    schema = {"type": "array", "items": ends.schema(), "minItems": 2, "maxItems": 2}
    return Scalar(allows, phrase, lambda: schema, lambda value: tuple(map(float, value)))


class Spread(Kind):
    """Where a parameter varies: [low, high], or a table that may give a distribution too.

    Parameters
    ----------
    declared : Declaration
        Of the parameter; what a table leaves out is taken from it.
    """

    def __init__(self, declared: Declaration) -> None:
        self._span = span_of(declared)
        super().__init__(self._span.allowed)
        self._declared = declared
        value = number_of(declared)
        self._table = Table(
            {
                "low": Field(value, "Lowest value; the published one by default."),
                "high": Field(value, "Highest value; the published one by default."),
                "distribution": Field(
                    OneOf(get_args(Form)),
                    "How values are drawn; by default as the parameter declares, cut to the range.",
                ),
                "mode": Field(
                    value, "Most probable value (pert, normal); by default that of the parameter."
                ),
                "spread": Field(
                    Number(0.0, LARGEST, declared.unit),
                    "Standard deviation of a normal distribution before it is cut.",
                ),
            },
            least=1,
            check=self._together,
        )

    def problems(self, place: str, value: object) -> Iterator[str]:
        """Yield a sentence for each mistake in the range."""
        yield from self._chosen(value).problems(place, value)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of a list or a table."""
        return {"anyOf": [self._span.schema(), self._table.schema()]}

    def read(self, value: Any) -> tuple[float, float] | Distribution:
        """Return the range, or the distribution where the table gives one."""
        if not isinstance(value, Mapping):
            ends: tuple[float, float] = self._span.read(value)
            return ends
        low, high, form, mode, spread = self._values(value)
        if form is None:
            return low, high
        return Distribution(form, low, high, mode, spread)

    def _chosen(self, value: object) -> Kind:
        return self._table if isinstance(value, Mapping) else self._span

    def _values(self, table: Mapping[str, Any]) -> tuple[float, float, Any, Any, Any]:
        """Return range, form, mode and spread, with what is left out."""
        low = float(table.get("low", self._declared.low))
        high = float(table.get("high", self._declared.high))
        form = table.get("distribution")
        mode = mode_of(str(form), table.get("mode"), self._declared.default)
        return low, high, form, mode, table.get("spread")

    def _together(self, prefix: str, table: Mapping[str, Any]) -> Iterator[str]:
        """Yield what is wrong with the values of a table taken together."""
        low, high, form, mode, spread = self._values(table)
        place = prefix.removesuffix(".")
        if not low < high:
            yield f"{place}: low = {low:g} must lie below high = {high:g}"
        elif form is None:
            for key in (key for key in _WITH_A_FORM if key in table):
                yield f'{prefix}{key} needs a distribution beside it, as in distribution = "pert"'
        else:
            problem = distribution_problem(form, low, high, mode, spread)
            if problem:
                yield f"{place}: {problem}"
