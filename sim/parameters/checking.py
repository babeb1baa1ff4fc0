"""What users may set parameters to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from sim.grammar import Field, Number, Table
from sim.grammar.tables import Home
from sim.parameters.declaration import Declaration
from sim.parameters.groups import declarations
from sim.parameters.own import unknown_hint

ALIENATION_WEIGHTS: Final = (
    "weight_powerlessness",
    "weight_meaninglessness",
    "weight_self_estrangement",
    "weight_isolation",
)
"""Weights of the dimensions of alienation, of which the total is a mean (model section 5.9)."""


def number_of(declared: Declaration) -> Number:
    """Return what the value of a parameter may be."""
    return Number(declared.low, declared.high, declared.unit)


def _value(declared: Declaration) -> Field:
    return Field(number_of(declared), declared.meaning, declared.default)


class ParameterTable(Table):
    """A table by parameter; those that exist are looked up when they are needed.

    Parameters
    ----------
    phrase : str
        What is allowed, for what is no table.
    field_of : callable
        Returns what may stand for a parameter; by default one value.
    others : mapping of str to Field, optional
        Keys that are no parameters.
    home, **settings
        As in `Table`.
    """

    def __init__(
        self,
        phrase: str = "must be a table of numbers by name",
        field_of: Callable[[Declaration], Field] = _value,
        others: Mapping[str, Field] | None = None,
        home: Home | None = None,
        **settings: Any,
    ) -> None:
        def hint(name: str, value: object) -> str:
            return (home(name, value) if home else "") or unknown_hint(name, value)

        super().__init__(
            others or {}, phrase, noun="parameter", listed=False, home=hint, **settings
        )
        self._field_of = field_of

    def names(self) -> Collection[str]:
        """Return the other keys and the names of the parameters."""
        return [*super().names(), *declarations()]

    def field(self, name: str) -> Field | None:
        """Return what may stand for a key, or None where there is no such key."""
        declared = declarations().get(name)
        return super().field(name) if declared is None else self._field_of(declared)


PARAMETERS: Final = ParameterTable()
"""Values of parameters by name."""


def combination_problem(values: Mapping[str, float]) -> str | None:
    """Return what is wrong with valid values taken together, or None.

    Parameters
    ----------
    values : mapping of str to float
        Parameters that differ from their defaults, by name.
    """
    if all(values.get(name) == 0.0 for name in ALIENATION_WEIGHTS):
        return f"{', '.join(ALIENATION_WEIGHTS)} = 0: at least one of them must be above 0"
    return None
