"""What a month's output was made of, by person, so that parts of two economies can be mixed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.economy import Economy
from sim.kernels.mixtures import produce_mixtures
from sim.kernels.sums import total
from sim.parameters import Parameters
from sim.state import EconomyState
from sim.state.mixture import (
    MixedEconomy,
    MixedParameters,
    MixedPeople,
    MixedTasks,
    MixedWorkplaces,
    Sides,
)
from sim.state.people import Floats, Integers, People
from sim.state.tasks import TaskTables
from sim.state.workplaces import Workplaces


@dataclass(frozen=True, slots=True)
class ProductionSnapshot:
    """The inputs of the productivity kernel in a month (model section 5.1).

    Attributes
    ----------
    people, workplaces
        Copies at the moment of production.
    sectors : TaskTables
    parameters : Parameters
        With the elasticity of substitution between tasks.
    skill, expert, effort, productive_time
        The same numbers in the order of persons, (people, domains) and (people,). Productive time
        of people without work is the mean of those at work: what they would have if they were.
    """

    people: People
    workplaces: Workplaces
    sectors: TaskTables
    parameters: Parameters
    skill: Floats
    expert: NDArray[np.int8]
    effort: Floats
    productive_time: Floats

    @classmethod
    def of(cls, state: EconomyState) -> ProductionSnapshot:
        """Return a snapshot of the state, to be taken right after production."""
        people, employed = state.people, int(state.workplaces.offsets[-1])
        order = people.row_of
        productive = people.productive_time.copy()
        productive[employed:] = productive[:employed].mean() if employed else 1.0
        return cls(
            people=people.copy(),
            workplaces=state.workplaces.copy(),
            sectors=state.sectors,
            parameters=state.parameters,
            skill=people.skill[order],
            expert=people.expert[order],
            effort=people.effort[order],
            productive_time=productive[order],
        )


def step_with_snapshot(economy: Economy) -> ProductionSnapshot:
    """Advance an economy by a month and return what its output was made of."""
    taken: list[ProductionSnapshot] = []
    with economy.observe(
        "production", lambda model: taken.append(ProductionSnapshot.of(model.state))
    ):
        economy.step()
    return taken[0]


@dataclass(frozen=True, slots=True)
class MixedOutputs:
    """Output of all economies with the allocation of one snapshot.

    Attributes
    ----------
    output : (2, 2, 2, 2) float64
        Total output, by the snapshot of productive time, of skill, of effort and of technology.
    hours : float
        Total hours worked.
    output_of_group : (2, 2, 2, 2, groups) float64
        The same by group of people; output by marginal product, which exhausts it (Euler).
    hours_of_group : (groups,) float64
    """

    output: Floats
    hours: float
    output_of_group: Floats
    hours_of_group: Floats


def mixed_outputs(
    allocation: ProductionSnapshot,
    sides: tuple[ProductionSnapshot, ProductionSnapshot],
    group: Integers | None = None,
    groups: int = 0,
) -> MixedOutputs:
    """Return the output of all economies with one allocation and all else from either of two.

    Parameters
    ----------
    allocation : ProductionSnapshot
        Who works where, at what and how long, and which shares of the work the tasks take.
    sides : (ProductionSnapshot, ProductionSnapshot)
        Where productive time, skill with what each is trained in, effort, and technology levels
        come from; with technology the production function, where the two differ in it.
    group : (people,) int64, optional
        Group of each person, in the order of persons; by default nobody is in any.
    groups : int
        Number of groups.
    """
    people, jobs, order = allocation.people, allocation.workplaces, allocation.people.person
    in_rows = Sides(
        skill=np.stack([side.skill[order] for side in sides]),
        expert=np.stack([side.expert[order] for side in sides]),
        effort=np.stack([side.effort[order] for side in sides]),
        productive_time=np.stack([side.productive_time[order] for side in sides]),
    )
    mixed = MixedPeople(
        hours=people.hours,
        outside_workplace=people.outside_workplace,
        outside_task=people.outside_task,
        outside_hours=people.outside_hours,
        skill=np.empty_like(people.skill),
        expert=np.empty_like(people.expert),
        effort=np.empty(len(people)),
        productive_time=np.empty(len(people)),
    )
    labour = np.empty_like(jobs.effective_labour)
    first, second = (_economy_of(allocation, side, mixed, labour) for side in sides)
    hours = np.zeros(len(people))
    hours[: jobs.offsets[-1]] = np.repeat(jobs.hours_factor, jobs.members)
    of_row = order if group is None else group[order]
    by_group = 0 if group is None else groups
    found = MixedOutputs(
        output=np.empty((2, 2, 2, 2)),
        hours=total(hours),
        output_of_group=np.empty((2, 2, 2, 2, by_group)),
        hours_of_group=np.bincount(of_row, weights=hours, minlength=groups)
        if by_group
        else np.empty(0),
    )
    alike = all(
        np.array_equal(getattr(sides[0].sectors, table), getattr(sides[1].sectors, table))
        for table in ("domain", "complexity", "untrained_efficiency")
    )
    produce_mixtures(first, second, alike, in_rows, of_row, found.output, found.output_of_group)
    return found


def _economy_of(
    allocation: ProductionSnapshot,
    technology: ProductionSnapshot,
    people: MixedPeople,
    labour: Floats,
) -> MixedEconomy:
    """Return an economy of the people of an allocation, with the technology of a snapshot."""
    jobs, tasks = allocation.workplaces, technology.sectors
    return MixedEconomy(
        people=people,
        workplaces=MixedWorkplaces(
            sector=jobs.sector,
            offsets=jobs.offsets,
            incoming_offsets=jobs.incoming_offsets,
            incoming_rows=jobs.incoming_rows,
            hours_factor=jobs.hours_factor,
            technology=technology.workplaces.technology,
            effective_labour=labour,
            output=np.empty(len(jobs)),
        ),
        sectors=MixedTasks(
            hours_share=allocation.sectors.hours_share,
            domain=tasks.domain,
            complexity=tasks.complexity,
            untrained_efficiency=tasks.untrained_efficiency,
        ),
        parameters=MixedParameters(technology.parameters.substitution_elasticity),
    )
