"""The tasks of a sector as objects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim import Economy


@dataclass(frozen=True, slots=True)
class Task:
    """A task of a sector; see `sim.state.tasks.TaskTables`."""

    position: int
    hours_share: float
    domain: int
    complexity: float
    empowerment: float
    desirability: float
    creativity: float
    job_index: float
    for_experts: bool
    licensed: bool
    reserved: bool
    untrained_efficiency: float
    untrained_worth: float

    def demands(self, complexity_scale: float) -> tuple[int, float, float, float, float]:
        """Return what the task demands, complexity as in the sector's file."""
        scores = self.empowerment, self.desirability, self.creativity
        return (self.domain, *scores, self.complexity / complexity_scale)


@dataclass(frozen=True, slots=True)
class Sector:
    """The tasks of a sector, in the order of its file and in descending complexity."""

    index: int
    tasks: list[Task]
    most_complex_first: list[Task]


def sectors_of(economy: Economy) -> list[Sector]:
    """Return the sectors of an economy."""
    tables = economy.state.sectors
    names = [name for name in Task.__dataclass_fields__ if name != "position"]
    sectors = []
    for s, count in enumerate(tables.task_count):
        tasks = [
            Task(k, **{name: getattr(tables, name)[s, k].item() for name in names})
            for k in range(count)
        ]
        sectors.append(Sector(s, tasks, [tasks[k] for k in tables.task_order[s, :count]]))
    return sectors
