"""The range of a parameter that an experiment covers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.errors import ParameterError, suggestion
from sim.grammar.values import number
from sim.parameters import declarations


def range_of(
    name: str,
    ranges: Mapping[str, tuple[float, float]] | None = None,
    overrides: Mapping[str, Any] | None = None,
) -> tuple[float, float]:
    """Return the lowest and the highest value of a parameter: those asked for, or the published.

    Parameters
    ----------
    name : str
    ranges : mapping of str to (float, float), optional
        Ranges that were asked for.
    overrides : mapping, optional
        Parameters that are held fixed, and so cannot vary.

    Raises
    ------
    ParameterError
        If there is no such parameter, it is held fixed, or the range is not inside the published.
    """
    declared = declarations()
    if name not in declared:
        raise ParameterError(
            f"'{name}' is not a parameter; `balanced-jobs parameters` lists all"
            f"{suggestion(name, declared)}"
        )
    if name in (overrides or {}):
        raise ParameterError(f"'{name}' cannot both vary and be held fixed")
    low, high = declared[name].low, declared[name].high
    if name in (ranges or {}):
        wanted = [number(value) for value in (ranges or {})[name]]
        if len(wanted) != 2 or None in wanted or not low <= wanted[0] < wanted[1] <= high:  # type: ignore[operator]
            raise ParameterError(
                f"range of {name} = {list((ranges or {})[name])}: give a lower and a higher value "
                f"from {low:g} to {high:g}"
            )
        low, high = wanted  # type: ignore[assignment]
    if not low < high:
        raise ParameterError(f"'{name}' has a single admitted value, {low:g}; it cannot vary")
    return float(low), float(high)
