"""What the methods of rules return, checked for kind, shape and range."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from sim.institutions.protocols import OverheadRates, Proposal
from sim.state.economy_state import EconomyState

State = EconomyState | None


def answer_problems(method: str, answer: object, state: State) -> Iterator[str]:
    """Yield what is wrong with the answer of a method.

    Parameters
    ----------
    method : str
    answer : object
        What it returned.
    state : EconomyState or None
        The state it was given, if it was given one.
    """
    check = _ANSWERS.get(method)
    if check is None:
        if answer is not None:
            yield f"it must return nothing, not {_shown(answer)}"
    else:
        yield from check(answer, state)


def _number(low: float, high: float) -> Callable[[Any, State], Iterator[str]]:
    def check(answer: Any, _: State) -> Iterator[str]:
        if not _is_number(answer) or not low <= answer <= high:
            bounds = f"from {low:g} to {high:g}" if np.isfinite(high) else f"of at least {low:g}"
            wanted = "a finite number" if np.isinf(low) else f"a number {bounds}"
            yield f"it must return {wanted}, not {_shown(answer)}"

    return check


def _is_number(value: Any) -> bool:
    plain = isinstance(value, int | float | np.integer | np.floating)
    return plain and not isinstance(value, bool) and bool(np.isfinite(value))


def _two_shares(answer: Any, _: State) -> Iterator[str]:
    pair = isinstance(answer, tuple) and len(answer) == 2
    if not pair or not all(_is_number(one) and 0.0 <= one <= 1.0 for one in answer):
        yield f"it must return two numbers from 0 to 1, not {_shown(answer)}"


def _overhead_rates(answer: object, _: State) -> Iterator[str]:
    if not isinstance(answer, OverheadRates):
        yield f"it must return an OverheadRates, not {_shown(answer)}"
        return
    for field in fields(OverheadRates):
        value = getattr(answer, field.name)
        if not _is_number(value) or not 0.0 <= value <= 1.0:
            yield f"{field.name} must be a share from 0 to 1, not {_shown(value)}"


def _verdicts(answer: object, state: State) -> Iterator[str]:
    shape = (0 if state is None else len(state.workplaces),)
    if not isinstance(answer, np.ndarray) or answer.dtype != np.bool_ or answer.shape != shape:
        yield f"it must return an array of bool with the shape {shape}, not {_shown(answer)}"


def _proposal(answer: object, state: State) -> Iterator[str]:
    if answer is None or state is None:
        return
    if not isinstance(answer, Proposal):
        yield f"it must return a Proposal or None, not {_shown(answer)}"
        return
    people, workplaces = (len(state.people),), (len(state.workplaces),)
    wanted: dict[str, tuple[Any, tuple[int, ...]]] = {
        "given_task": (np.int8, people),
        "taken_task": (np.int8, people),
        "amount": (np.float64, people),
        "index_change": (np.float64, people),
        "spread_before": (np.float64, workplaces),
        "spread_after": (np.float64, workplaces),
        "output_change": (np.float64, workplaces),
    }
    for name, (dtype, shape) in wanted.items():
        value = getattr(answer, name)
        if not isinstance(value, np.ndarray) or value.dtype != dtype or value.shape != shape:
            kind = np.dtype(dtype).name
            yield f"{name} must be an array of {kind} with the shape {shape}, not {_shown(value)}"
        elif dtype == np.float64 and not np.isfinite(value).all():
            yield f"{name} holds numbers that are not finite"


_ANSWERS: Final[Mapping[str, Callable[[Any, State], Iterator[str]]]] = MappingProxyType(
    {
        "propose": _proposal,
        "approve": _verdicts,
        "monitoring": _number(0.0, 1.0),
        "overheads": _overhead_rates,
        "solidarity": _number(-np.inf, np.inf),
        "uptake": _two_shares,
        "performance_link": _number(0.0, 1.0),
        "insecurity": _number(0.0, 1.0),
        "spell_months": _number(0.0, np.inf),
        "discipline_response": _number(-np.inf, np.inf),
        "places": _number(0.0, 1.0),
        "schooling": _number(0.0, 1.0),
    }
)
"""Check by method; all others return nothing."""


def _shown(value: object) -> str:
    if isinstance(value, np.ndarray):
        return f"an array of {value.dtype} with the shape {value.shape}"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
