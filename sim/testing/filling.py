"""What a method has to fill: an impossible number stands there before each call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sim.state.economy_state import EconomyState

FILLED: Final[Mapping[tuple[str, str], tuple[str, ...]]] = MappingProxyType(
    {
        ("decisions", "update_voice"): ("people.voice",),
        ("employment", "allocate"): (
            "workplaces.hours_factor",
            "flows.quits",
            "flows.layoffs",
            "flows.dismissals",
            "flows.separations_into_unemployment",
            "flows.unemployed_before_hiring",
            "flows.hires",
            "flows.job_to_job",
            "flows.vacancies",
        ),
        ("pay", "distribute"): (
            "people.income",
            "people.hourly_pay",
            "state.fallback_income",
            "flows.consumption",
            "flows.investment",
        ),
        ("innovation", "advance"): ("flows.ideas",),
    }
)
"""Arrays and numbers by switch and method, as the protocol of the institution names them."""

OF_THE_EMPLOYED: Final = frozenset({"people.voice", "people.hourly_pay"})
"""Arrays of which only the rows of people at work have to be filled."""


def poison(switch: str, method: str, state: EconomyState) -> None:
    """Put a number that cannot be wherever the method has to fill something.

    Parameters
    ----------
    switch, method : str
    state : EconomyState
        Changed in place: what `FILLED` names becomes NaN.
    """
    for name in FILLED.get((switch, method), ()):
        owner, attribute = _place(state, name)
        if isinstance(getattr(owner, attribute), np.ndarray):
            _due(state, name)[...] = np.nan
        else:
            setattr(owner, attribute, float("nan"))


def filling_problems(switch: str, method: str, state: EconomyState) -> Iterator[str]:
    """Yield what a method has left without a number."""
    for name in FILLED.get((switch, method), ()):
        values = np.atleast_1d(_due(state, name))
        missing = int(np.count_nonzero(~np.isfinite(values)))
        if missing:
            which = "it is not" if values.size == 1 else f"{missing:,} of its numbers are not"
            yield (
                f"{name} must be filled with finite numbers every time; {which} (the check puts "
                "NaN there before each call; what a rule wants to know of last month it keeps in "
                "state.memory)"
            )


def _due(state: EconomyState, name: str) -> NDArray[Any]:
    """Return the part of an array, or the number, that has to be filled."""
    owner, attribute = _place(state, name)
    values: NDArray[Any] = getattr(owner, attribute)
    return values[: state.workplaces.offsets[-1]] if name in OF_THE_EMPLOYED else values


def _place(state: EconomyState, name: str) -> tuple[Any, str]:
    owner, _, attribute = name.partition(".")
    return (state if owner == "state" else getattr(state, owner)), attribute
