"""The productivity kernel beside other ways to compute the same numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import Ratio, Row, find, settings_of, timed
from benchmarks.twins import (
    with_library_powers,
    with_library_powers_where_hours,
    with_numpy,
    without_powers,
)
from sim.kernels import DOMAINS, MAX_TASKS
from sim.kernels.production import produce
from sim.kernels.threads import for_workplaces
from sim.parameters import Parameters
from sim.scenario import load_scenario
from sim.sectors import load_scenario_sectors
from sim.state import EconomyState, People
from sim.state.tasks import task_tables
from sim.state.workplaces import Workplaces

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

PART = "kernel"
SECTORS = 6
TASKS_EACH = {"one task each": 1, "four tasks each": 4, "all tasks each": MAX_TASKS}
FLOOR = "the loop without powers (floor)"
LIBRARY = "the loop with library powers"
LIBRARY_WHERE_HOURS = "the same, tasks with hours only"
KERNEL = "produce"
TWO_THREADS = "produce, two threads"
READING = "reading the arrays once"
NUMPY = "NumPy"


@dataclass(frozen=True, slots=True)
class Workforce:
    """What the kernel reads, with random people in workplaces of about thirty."""

    offsets: Integers
    sector: Integers
    hours: Floats
    productive_time: Floats
    effort: Floats
    skill: Floats
    domain: Integers
    complexity: Floats
    hours_share: Floats


def workforce(workers: int, tasks_each: int) -> Workforce:
    """Return a random workforce, always the same one.

    Parameters
    ----------
    workers : int
    tasks_each : int
        Tasks to which everybody gives hours.
    """
    rng = np.random.default_rng(1)
    bounds = np.sort(rng.choice(np.arange(1, workers), max(workers // 30, 1), replace=False))
    offsets = np.concatenate([[0], bounds, [workers]]).astype(np.int64)
    sector = rng.integers(0, SECTORS, len(offsets) - 1)
    tasks = rng.integers(6, MAX_TASKS + 1, SECTORS)
    used = np.arange(MAX_TASKS) < tasks[:, None]
    share = np.where(used, rng.uniform(0.2, 1.0, used.shape), 0.0)
    used_by_worker = used[np.repeat(sector, np.diff(offsets))]
    order = np.where(used_by_worker, rng.uniform(size=(workers, MAX_TASKS)), 2.0)
    first = order.argsort(axis=1).argsort(axis=1) < tasks_each
    hours = np.where(first & used_by_worker, rng.uniform(0.1, 1.0, first.shape), 0.0)
    return Workforce(
        offsets=offsets,
        sector=sector,
        hours=hours / hours.sum(axis=1, keepdims=True),
        productive_time=rng.uniform(0.8, 1.0, workers),
        effort=rng.uniform(0.3, 1.0, workers),
        skill=rng.lognormal(-0.2, 0.4, (workers, DOMAINS)),
        domain=np.where(used, rng.integers(0, DOMAINS, used.shape), 0),
        complexity=np.where(used, rng.uniform(0.1, 2.5, used.shape), 0.0),
        hours_share=share / share.sum(axis=1, keepdims=True),
    )


def economy_of(people: Workforce) -> EconomyState:
    """Return an economy in which they work, full time and without exchanges."""
    workers = len(people.effort)
    everybody = People.allocate(workers)
    for name in ("hours", "productive_time", "effort", "skill"):
        getattr(everybody, name)[...] = getattr(people, name)
    jobs = Workplaces.allocate(people.sector, np.diff(people.offsets) / workers, workers)
    jobs.offsets[:] = people.offsets
    parameters, table = Parameters(), load_scenario_sectors(load_scenario("capitalism"))
    tables = replace(
        task_tables(table, parameters),
        domain=people.domain,
        complexity=people.complexity,
        hours_share=people.hours_share,
        untrained_efficiency=np.ones_like(people.complexity),
    )
    return EconomyState(
        parameters=parameters,
        sectors=tables,
        people=everybody,
        workplaces=jobs,
        seed=1,
        replicate=0,
        destination=everybody.workplace,
        threads=2,
    )


def read_once(*arrays: Floats) -> float:
    """Return the largest number of all arrays."""
    return max(float(array.max()) for array in arrays)


def kernel_rows(workers: int, repeats: int) -> list[Row]:
    """Return times of the kernel, its floor and its rivals for several mixes of tasks.

    Parameters
    ----------
    workers : int
    repeats : int
        Timed calls of each.
    """
    found = []
    for setting, tasks_each in TASKS_EACH.items():
        people = workforce(workers, tasks_each)
        workplaces = len(people.sector)
        labour = np.empty((workplaces, MAX_TASKS))
        read = (people.hours, people.productive_time, people.effort, people.skill)
        shared = (people.offsets, people.sector, *read, people.domain, people.complexity, labour)
        economy = economy_of(people)
        subjects: dict[str, Callable[[], object]] = {
            READING: partial(read_once, *read),
            FLOOR: partial(without_powers, *shared),
            KERNEL: partial(produce, 0, workplaces, economy),
            TWO_THREADS: partial(for_workplaces, produce, economy),
            LIBRARY: partial(with_library_powers, *shared),
            LIBRARY_WHERE_HOURS: partial(with_library_powers_where_hours, *shared),
            NUMPY: partial(with_numpy, *shared),
        }
        found += [
            timed(
                PART,
                subject,
                f"{workers:,} workers, {setting}",
                workers,
                repeats,
                action,
                threads=2 if subject == TWO_THREADS else 1,
            )
            for subject, action in subjects.items()
        ]
    return found


def kernel_ratios(rows: list[Row]) -> list[Ratio]:
    """Return the kernel relative to its floor and to the library loop, by setting."""
    found = []
    for setting in settings_of(rows, PART):
        floor, library = find(rows, FLOOR, setting), find(rows, LIBRARY, setting)
        kernel = find(rows, KERNEL, setting)
        found.append(Ratio("kernel to its memory floor", setting, kernel / floor, 2.5))
        name = "library powers to kernel"
        found.append(Ratio(name, setting, library / kernel, 3.0, at_least=True))
    return found
