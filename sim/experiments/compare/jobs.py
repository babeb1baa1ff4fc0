"""What jobs are made of, in one workplace of each sector, before and after a change of regime."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from sim.economy import Economy
from sim.experiments.compare.record import TRAINED, UNTRAINED
from sim.state.people import Integers

EXAMPLE_MEMBERS: Final = 20
"""Fewest members of a workplace that is taken as an example, so that it has every kind of job."""

MONTHS_UNTIL_AFTER: Final = 60
"""Months after the fork at which jobs are looked at again, or the last month of a shorter run."""

JOB_UNITS: Final = {"hours": "share of a full-time month"}
"""Unit of each measured column of a table of jobs that no table of people has."""

ELSEWHERE: Final = "in another workplace"
"""Name of the hours that are worked outside the person's own workplace (model section 5.5)."""

_LEAST_HOURS: Final = 1e-9


def example_workplaces(economy: Economy) -> Integers:
    """Return the index of one workplace of each sector, in the order of the sectors.

    It is the smallest with at least `EXAMPLE_MEMBERS` members, so that single jobs can be told
    apart in a picture, or the largest where all are smaller; the first of several.
    """
    workplaces = economy.state.workplaces
    chosen = []
    for sector in range(len(economy.sector_names)):
        places = np.flatnonzero(workplaces.sector == sector)
        members = workplaces.members[places]
        enough = members >= EXAMPLE_MEMBERS
        best = np.argmin(members + ~enough * members.max()) if enough.any() else np.argmax(members)
        chosen.append(places[best])
    return np.array(chosen, dtype=np.int64)


def jobs_table(economy: Economy, workplaces: Integers) -> pd.DataFrame:
    """Return the tasks of every member of some workplaces at present.

    Parameters
    ----------
    economy : Economy
    workplaces : (workplaces,) int64
        Indices of workplaces.

    Returns
    -------
    pandas.DataFrame
        ``month`` (0 is the last month before the fork), ``sector, workplace, person, entry_month``
        (after the fork, in which the holder of the seat began), ``job_index``, ``task``, ``hours``,
        as a share of a full-time month, and ``training`` (`TRAINED` or `UNTRAINED`); one row per
        person and task of the job. Hours in a second workplace have the task `ELSEWHERE`.
    """
    people, offsets = economy.state.people, economy.state.workplaces.offsets
    sectors = economy.state.workplaces.sector
    rows: list[dict[str, object]] = []
    for workplace in workplaces:
        sector = int(economy.state.workplaces.sector[workplace])
        names = economy.task_names[sector]
        for i in range(int(offsets[workplace]), int(offsets[workplace + 1])):
            parts = [
                (task, people.hours[i, k], _training(economy, i, sector, k))
                for k, task in enumerate(names)
            ]
            if people.outside_workplace[i] >= 0:
                away = int(sectors[people.outside_workplace[i]])
                training = _training(economy, i, away, int(people.outside_task[i]))
                parts.append((ELSEWHERE, people.outside_hours[i], training))
            rows.extend(
                {
                    "month": economy.month,
                    "sector": economy.sector_names[sector],
                    "workplace": int(workplace),
                    "person": int(people.person[i]),
                    "entry_month": int(people.entry_month[i]) - economy.scenario.burn_in,
                    "job_index": float(people.job_index[i]),
                    "task": task,
                    "hours": float(hours),
                    "training": training,
                }
                for task, hours, training in parts
                if hours > _LEAST_HOURS
            )
    return pd.DataFrame(rows)


def _training(economy: Economy, row: int, sector: int, task: int) -> str:
    """Return whether somebody is trained for a task for experts; nothing for other tasks."""
    tables = economy.state.sectors
    if not tables.for_experts[sector, task]:
        return ""
    fits = economy.state.people.expert[row] == tables.domain[sector, task]
    return TRAINED if fits else UNTRAINED
