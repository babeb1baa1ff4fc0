"""What the tasks of a random world demand, and how much it differs."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from sim.state.tasks import distances
from tests.kernels.worlds import World
from tests.reference.equations import Demands


def differences(world: World, content: float = 0.7) -> np.ndarray:
    """Return the differences of all tasks, (sectors, tasks, sectors, tasks)."""
    table = SimpleNamespace(
        domain=world.domain,
        empowerment=world.empowerment_score,
        desirability=world.desirability_score,
        creativity=world.creativity_score,
        complexity=world.complexity,
    )
    return (1.0 - content) + content * distances(table)


def demands_of(world: World, sector: int, task: int) -> Demands:
    """Return what a task demands."""
    spot = sector, task
    scores = (world.empowerment_score, world.desirability_score, world.creativity_score)
    own = (float(score[spot]) for score in scores)
    return (int(world.domain[spot]), *own, float(world.complexity[spot]))


def job_of(world: World, row: int) -> list[tuple[float, Demands]]:
    """Return hours and demands of the tasks of somebody's job, that elsewhere last."""
    home = int(world.sector[world.workplace[row]])
    tasks = range(world.task_count[home])
    job = [(float(world.hours[row, k]), demands_of(world, home, k)) for k in tasks]
    if world.outside_workplace[row] >= 0:
        there = int(world.sector[world.outside_workplace[row]])
        task = demands_of(world, there, int(world.outside_task[row]))
        job.append((float(world.outside_hours[row]), task))
    return job
