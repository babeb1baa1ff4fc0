"""The state of an economy at a moment, so that changes can be named."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.state.economy_state import EconomyState, Flows
from sim.state.people import People
from sim.state.workplaces import Workplaces

Named = dict[str, NDArray[Any]]

Forms = dict[str, tuple[np.dtype[Any], tuple[int, ...]]]
"""Type and shape of arrays by name."""

NUMBERS = (
    "business_cycle",
    "fallback_income",
    "in_burn_in",
    "job_finding_rate",
    "job_loss_rate",
    "median_pay",
    "month",
    "public_capital",
    "reference_creativity",
    "replicate",
    "seed",
    "threads",
)
"""Attributes of the state that are single numbers."""

_BY_ROW = ("person", "row_of")


def by_person(state: EconomyState) -> Named:
    """Return copies of everything in the state by name; what people have, in the order of persons.

    Rows of people change whenever somebody moves, so only the order of persons can be compared.
    """
    named = dict(_people(state))
    for field in fields(Workplaces):
        named[f"workplaces.{field.name}"] = np.array(getattr(state.workplaces, field.name))
    for name in NUMBERS:
        named[f"state.{name}"] = np.array(getattr(state, name))
    for field in fields(Flows):
        named[f"flows.{field.name}"] = np.array(getattr(state.flows, field.name))
    for field in fields(state.sectors):
        named[f"sectors.{field.name}"] = np.array(getattr(state.sectors, field.name))
    parameters = [value for _, value in state.parameters]
    named["state.parameters"] = np.array(parameters)
    named["state.ordered_pay"] = np.array(state.ordered_pay)
    return named


def _people(state: EconomyState) -> Iterator[tuple[str, NDArray[Any]]]:
    people = state.people
    order = people.row_of
    for field in fields(People):
        if field.name not in _BY_ROW:
            yield f"people.{field.name}", np.take(getattr(people, field.name), order, axis=0)
    yield "state.destination", np.take(state.destination, order)


def changed_names(before: Named, after: Named) -> list[str]:
    """Return the names of what is different, bit for bit."""
    return [name for name, array in before.items() if array.tobytes() != after[name].tobytes()]


def digests(state: EconomyState) -> dict[str, str]:
    """Return a digest of everything in the state, by name."""
    named = by_person(state)
    named |= {f"memory.{name}": array for name, array in state.memory.items()}
    apart = ("state.threads", "workplaces.incoming_rows")
    return {
        name: hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()
        for name, array in named.items()
        if name not in apart
    }


def forms_of(state: EconomyState) -> Forms:
    """Return type and shape of every array of the state, by name."""
    names = [f"people.{field.name}" for field in fields(People)]
    names += [f"workplaces.{field.name}" for field in fields(Workplaces)]
    names += ["state.destination"]
    arrays = {name: _value(state, name) for name in names}
    return {name: (array.dtype, array.shape) for name, array in arrays.items()}


def form_problems(state: EconomyState, forms: Forms) -> list[str]:
    """Return which arrays are no longer what they were in kind, type and shape."""
    problems = []
    for name, (dtype, shape) in forms.items():
        value = _value(state, name)
        if not isinstance(value, np.ndarray):
            problems.append(f"{name} became a {type(value).__name__}, was an array")
        elif value.dtype != dtype:
            problems.append(
                f"{name} became an array of {value.dtype}, must stay {dtype}; write into it with "
                "[...] instead of replacing it"
            )
        elif value.shape != shape:
            problems.append(f"{name} has the shape {value.shape}, must stay {shape}")
        elif not value.flags.c_contiguous:
            problems.append(f"{name} is no longer contiguous; write into it with [...]")
    return problems


def _value(state: EconomyState, name: str) -> Any:
    owner, _, attribute = name.partition(".")
    return getattr(state if owner == "state" else getattr(state, owner), attribute)
