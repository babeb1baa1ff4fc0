"""Checking values of parameters against their declarations."""

from __future__ import annotations

from collections.abc import Mapping

from sim.errors import suggestion
from sim.parameters.declaration import Declaration
from sim.parameters.own import unknown_hint
from sim.reading import number_problem, shown

ALIENATION_WEIGHTS = (
    "weight_powerlessness",
    "weight_meaninglessness",
    "weight_self_estrangement",
    "weight_isolation",
)
"""Weights of the dimensions of alienation, of which the total is a mean (model section 5.9)."""


def parameter_problem(
    known: Mapping[str, Declaration], name: str, value: object, label: str = ""
) -> str | None:
    """Return what is wrong with the value of a parameter, in words for a user, or None.

    Parameters
    ----------
    known : mapping of str to Declaration
        The parameters that exist.
    name : str
    value : object
        As the user gave it.
    label : str
        What stands before the name in the message, such as "parameters.".
    """
    declared = known.get(name)
    if declared is None:
        return (
            f"{label}{name} = {shown(value)}: there is no such parameter"
            f"{unknown_hint(name, value) or suggestion(name, known)}"
        )
    return number_problem(f"{label}{name}", value, declared.low, declared.high, declared.unit)


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
