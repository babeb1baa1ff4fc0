"""What a month's output was made of, by person, so that parts of two economies can be mixed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.economy import Economy
from sim.kernels.production import person_output, produce
from sim.kernels.sums import total
from sim.parameters import Parameters
from sim.state import EconomyState
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
class MixedOutput:
    """Output of an economy put together from parts of two.

    Attributes
    ----------
    output, hours : float
        Total output and total hours worked.
    output_of_group, hours_of_group : (groups,) float64
        The same by group of people; output by marginal product, which exhausts it (Euler).
    """

    output: float
    hours: float
    output_of_group: Floats
    hours_of_group: Floats


class Mixture:
    """An economy with the allocation of one snapshot and the technology of another.

    Parameters
    ----------
    allocation : ProductionSnapshot
        Who works where, at what and how long, and which shares of the work the tasks take.
    technology : ProductionSnapshot
        Technology levels, and the production function where the two differ in it.
    """

    def __init__(self, allocation: ProductionSnapshot, technology: ProductionSnapshot) -> None:
        kept, jobs = allocation.people, allocation.workplaces
        self._people = replace(
            kept,
            skill=np.empty_like(kept.skill),
            expert=np.empty_like(kept.expert),
            effort=np.empty_like(kept.effort),
            productive_time=np.empty_like(kept.productive_time),
        )
        self._workplaces = replace(
            jobs,
            technology=technology.workplaces.technology,
            effective_labour=np.zeros_like(jobs.effective_labour),
            output=np.zeros(len(jobs)),
        )
        self._economy = EconomyState(
            parameters=technology.parameters,
            sectors=replace(technology.sectors, hours_share=allocation.sectors.hours_share),
            people=self._people,
            workplaces=self._workplaces,
            seed=0,
            replicate=0,
            destination=kept.workplace,
        )
        self._hours = np.zeros(len(kept))
        self._hours[: jobs.offsets[-1]] = np.repeat(jobs.hours_factor, jobs.members)

    def output(
        self,
        overhead: ProductionSnapshot,
        skills: ProductionSnapshot,
        effort: ProductionSnapshot,
        group: Integers,
        groups: int,
    ) -> MixedOutput:
        """Return the output with each part taken from the snapshot given for it.

        Parameters
        ----------
        overhead, skills, effort : ProductionSnapshot
            Productive time, skill with what each is trained in, and effort of each person.
        group : (people,) int64
            Group of each person, in the order of persons.
        groups : int
            Number of groups.
        """
        people, count = self._people, len(self._workplaces)
        order = people.person
        people.skill[:], people.expert[:] = skills.skill[order], skills.expert[order]
        people.effort[:] = effort.effort[order]
        people.productive_time[:] = overhead.productive_time[order]
        by_person = np.zeros(len(people))
        produce(0, count, self._economy)
        person_output(0, count, self._economy, by_person)
        group_of_row = group[order]
        return MixedOutput(
            output=total(self._workplaces.output),
            hours=total(self._hours),
            output_of_group=np.bincount(group_of_row, weights=by_person, minlength=groups),
            hours_of_group=np.bincount(group_of_row, weights=self._hours, minlength=groups),
        )
