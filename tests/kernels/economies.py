"""Economies as compiled functions take them, made of small random worlds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from itertools import pairwise
from typing import Any

import numpy as np

from sim.kernels import DOMAINS, MAX_TASKS
from sim.parameters import Parameters
from sim.state import EconomyState, People
from sim.state.tasks import TaskTables
from sim.state.workplaces import Workplaces
from tests.kernels.worlds import World

NOTHING: Mapping[str, Any] = {}


def economy_of(
    world: World,
    people: Mapping[str, Any] = NOTHING,
    workplaces: Mapping[str, Any] = NOTHING,
    state: Mapping[str, Any] = NOTHING,
    **parameters: float,
) -> EconomyState:
    """Return the state of an economy with the arrays of a world.

    Parameters
    ----------
    world : World
    people, workplaces : mapping of str to array or number
        Attributes that differ from those of the world, or that a world does not have.
    state : mapping of str to object
        Attributes of the state itself, such as ``fallback_income``.
    **parameters : float
        Parameters, also beyond their ranges; the others have their defaults.
    """
    jobs = Workplaces.allocate(world.sector, world.members / max(world.employed, 1), world.people)
    _fill(jobs, world, {**dict(zip(_INCOMING, world.incoming, strict=True)), **workplaces})
    everyone = People.allocate(world.people)
    everyone.status[: world.employed] = 0
    _fill(everyone, world, {"job_index": world.job_index, **people})
    made = EconomyState(
        parameters=Parameters.unchecked(parameters),
        sectors=_tables_of(world),
        people=everyone,
        workplaces=jobs,
        seed=7,
        replicate=0,
        destination=world.workplace.copy(),
        month=1,
    )
    for name, value in state.items():
        setattr(made, name, value)
    return made


_INCOMING = ("incoming_offsets", "incoming_rows")


def _fill(table: People | Workplaces, world: World, given: Mapping[str, Any]) -> None:
    for field in fields(table):
        value = given.get(field.name, getattr(world, field.name, None))
        if value is None:
            continue
        array = getattr(table, field.name)
        if field.name == "incoming_rows":
            array = array[: len(value)]
        array[...] = value


def _tables_of(world: World) -> TaskTables:
    sectors = len(world.task_count)
    return TaskTables(
        hours_share=world.hours_share,
        domain=world.domain,
        complexity=world.complexity,
        empowerment=world.empowerment_score,
        desirability=world.desirability_score,
        creativity=world.creativity_score,
        task_count=world.task_count,
        task_order=world.task_order,
        for_experts=world.for_experts,
        licensed=world.reserved,
        reserved=world.reserved,
        untrained_efficiency=world.untrained_efficiency,
        untrained_worth=world.untrained_worth,
        expert_hours=np.ascontiguousarray(world.expert_hours).reshape(sectors, DOMAINS),
        job_index=world.task_index,
        difference=np.zeros((sectors, MAX_TASKS, sectors, MAX_TASKS)),
    )


def arrays_of(state: EconomyState) -> dict[str, np.ndarray]:
    """Return copies of all arrays of people and workplaces, and the numbers, by name."""
    found = {
        f"{part}.{field.name}": getattr(getattr(state, part), field.name).copy()
        for part in ("people", "workplaces")
        for field in fields(getattr(state, part))
    }
    numbers = {field.name: getattr(state.flows, field.name) for field in fields(state.flows)}
    return found | {f"flows.{name}": np.array(value) for name, value in numbers.items()}


def assert_same_state_however_cut(
    kernel: Callable[..., Any], stop: int, state: EconomyState, *numbers: Any
) -> None:
    """Check that a kernel on 0..stop leaves the bytes that it leaves on pieces, in any order."""
    whole = state.copy()
    kernel(0, stop, whole, *numbers)
    expected = arrays_of(whole)
    for pieces in {1, 2, max(stop // 2, 1), max(stop, 1)}:
        bounds = [stop * part // pieces for part in range(pieces + 1)]
        cut = state.copy()
        for first, last in reversed(list(pairwise(bounds))):
            kernel(first, last, cut, *numbers)
        for name, array in arrays_of(cut).items():
            assert array.tobytes() == expected[name].tobytes(), name
