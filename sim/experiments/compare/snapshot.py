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
    beside : Mixture, optional
        One with the same allocation, whose table of people is used by both.
    """

    def __init__(
        self,
        allocation: ProductionSnapshot,
        technology: ProductionSnapshot,
        beside: Mixture | None = None,
    ) -> None:
        kept, jobs = allocation.people, allocation.workplaces
        self._people: People = replace(kept) if beside is None else beside._people
        self._in_rows: dict[int, tuple[ProductionSnapshot, _InRows]] = (
            {} if beside is None else beside._in_rows
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
        self._hours_in_all = total(self._hours)

    def output(
        self,
        overhead: ProductionSnapshot,
        skills: ProductionSnapshot,
        effort: ProductionSnapshot,
        group: Integers | None = None,
        groups: int = 0,
    ) -> MixedOutput:
        """Return the output with each part taken from the snapshot given for it.

        Parameters
        ----------
        overhead, skills, effort : ProductionSnapshot
            Productive time, skill with what each is trained in, and effort of each person.
        group : (people,) int64, optional
            Group of each person, in the order of persons; by default nobody is in any.
        groups : int
            Number of groups.
        """
        people, count = self._people, len(self._workplaces)
        trained = self._rows_of(skills)
        people.skill, people.expert = trained.skill, trained.expert
        people.effort = self._rows_of(effort).effort
        people.productive_time = self._rows_of(overhead).productive_time
        produce(0, count, self._economy)
        output_of_group = hours_of_group = np.empty(0)
        if group is not None:
            by_person = np.zeros(len(people))
            person_output(0, count, self._economy, by_person)
            of_row = group[people.person]
            output_of_group = np.bincount(of_row, weights=by_person, minlength=groups)
            hours_of_group = np.bincount(of_row, weights=self._hours, minlength=groups)
        return MixedOutput(
            output=total(self._workplaces.output),
            hours=self._hours_in_all,
            output_of_group=output_of_group,
            hours_of_group=hours_of_group,
        )

    def _rows_of(self, snapshot: ProductionSnapshot) -> _InRows:
        """Return what a snapshot says of people, in the rows of the allocation."""
        known = self._in_rows.get(id(snapshot))
        if known is None:
            order = self._people.person
            found = _InRows(
                skill=snapshot.skill[order],
                expert=snapshot.expert[order],
                effort=snapshot.effort[order],
                productive_time=snapshot.productive_time[order],
            )
            # The snapshot is kept, so that no other one takes its place in memory.
            known = self._in_rows[id(snapshot)] = snapshot, found
        return known[1]


@dataclass(frozen=True, slots=True)
class _InRows:
    """What a snapshot says of people, in the order of the rows of another."""

    skill: Floats
    expert: NDArray[np.int8]
    effort: Floats
    productive_time: Floats
