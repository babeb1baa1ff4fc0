"""What users may set parameters to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from sim.grammar import Field, Number, Table
from sim.parameters.groups import declarations

ALIENATION_WEIGHTS: Final = (
    "weight_powerlessness",
    "weight_meaninglessness",
    "weight_self_estrangement",
    "weight_isolation",
)
"""Weights of the dimensions of alienation, of which the total is a mean (model section 5.9)."""


class ParameterTable(Table):
    """A table of numbers by parameter; those that exist are looked up when they are needed."""

    def names(self) -> Collection[str]:
        """Return the names of the parameters."""
        return declarations()

    def field(self, name: str) -> Field | None:
        """Return what a parameter may be, or None where there is no such parameter."""
        declared = declarations().get(name)
        if declared is None:
            return None
        number = Number(declared.low, declared.high, declared.unit)
        return Field(number, declared.meaning, declared.default)


PARAMETERS: Final = ParameterTable({}, noun="parameter", listed=False)
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
