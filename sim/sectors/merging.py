"""Merging tasks until there are as few as a sector may have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import fsum

from sim.kernels import MAX_TASKS
from sim.sectors.sector import MOST_COMPLEXITY, Task


@dataclass(frozen=True, slots=True)
class Merged:
    """A task with what went into it.

    Attributes
    ----------
    task : Task
    parts : tuple of (str, float)
        Names and hours of the rows, most hours first.
    """

    task: Task
    parts: tuple[tuple[str, float], ...]


def merge(tasks: Sequence[Task], most: int = MAX_TASKS) -> list[Merged]:
    """Return at most so many tasks, most hours first.

    The task with the fewest hours joins the one that is nearest to it in complexity and scores
    among those of the same domain and licence, or, where there is none, of the same domain, or of
    all. Complexity and scores are means weighted by hours; domain, licence and name are those of
    the part with more hours. This goes on until there are few enough.

    Parameters
    ----------
    tasks : sequence of Task
        With hours shares that sum to 1.
    most : int
    """
    left = [Merged(task, ((task.name, task.hours_share),)) for task in tasks]
    left.sort(key=lambda one: -one.task.hours_share)
    while len(left) > most:
        least = left.pop()
        place = _nearest(least.task, [one.task for one in left])
        left[place] = _joined(left[place], least)
        left.sort(key=lambda one: -one.task.hours_share)
    return left


def _nearest(task: Task, others: Sequence[Task]) -> int:
    """Return the place of the task that another one joins."""

    def key(place: int) -> tuple[bool, bool, float, int]:
        other = others[place]
        return (
            other.domain != task.domain,
            other.licensed != task.licensed,
            fsum((a - b) * (a - b) for a, b in zip(_scores(task), _scores(other), strict=True)),
            place,
        )

    return min(range(len(others)), key=key)


def _scores(task: Task) -> tuple[float, ...]:
    scores = (task.empowerment, task.desirability, task.creativity)
    return (task.complexity / MOST_COMPLEXITY, *scores)


def _joined(larger: Merged, smaller: Merged) -> Merged:
    a, b = larger.task, smaller.task
    hours = a.hours_share + b.hours_share
    means = {
        key: (a.hours_share * getattr(a, key) + b.hours_share * getattr(b, key)) / hours
        for key in ("complexity", "empowerment", "desirability", "creativity")
    }
    parts = sorted((*larger.parts, *smaller.parts), key=lambda part: -part[1])
    return Merged(replace(a, hours_share=hours, **means), tuple(parts))
