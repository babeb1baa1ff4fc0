"""Tables of people and workplaces at the end of a run."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.economy import Economy
from sim.phases.indicators import UNITS
from sim.state import Status

PEOPLE_UNITS = {
    "age": "years",
    "effort": "0 to 1",
    "alienation": "0 to 1",
    "powerlessness": "0 to 1",
    "meaninglessness": "0 to 1",
    "self_estrangement": "0 to 1",
    "isolation": "0 to 1",
    "empowerment": "0 to 1",
    "desirability": "0 to 1",
    "creativity": "0 to 1",
    "concentration": "0 to 1",
    "variety": "0 to 1",
    "job_index": "0 to 1",
    "voice": "0 to 1",
    "income": "months of output",
    "hourly_pay": "months of output per full-time month",
    "wealth": "months of output",
    "need": "mean = 1",
    "diligence": "effort",
    "pay_premium": "log points",
    "background": "standard deviations",
    "outside_hours": "full-time months",
}
"""Unit of each measured column of a table of people."""

WORKPLACE_UNITS = {
    "members": "persons",
    "technology_level": "1 at the start",
    "output": "months of output",
    "output_per_hour": UNITS["output_per_hour"],
    "hours_factor": "full-time months",
    "effort": "0 to 1",
    "alienation": "0 to 1",
    "empowerment_spread": "standard deviation",
    "outside_share": "share of working time",
}
"""Unit of each measured column of a table of workplaces."""


def people_table(economy: Economy) -> pd.DataFrame:
    """Return one row per person at present, ordered by person.

    Columns are those of `PEOPLE_UNITS` and ``person``, ``status``, ``sector`` (empty outside
    employment), ``workplace`` (-1 outside), ``expert_domain`` (-1 for none) and ``entry_month``
    (month of the clock of the run, in which the holder of the seat began).
    """
    state = economy.state
    people = state.people
    order = people.row_of
    names = np.array([*economy.sector_names, ""], dtype=object)
    workplace = people.workplace[order]
    sector = np.where(workplace >= 0, state.workplaces.sector[workplace], len(names) - 1)
    statuses = np.array([status.name.lower() for status in Status], dtype=object)
    alienation = people.alienation[order]
    columns: dict[str, object] = {
        "person": people.person[order],
        "status": statuses[people.status[order]],
        "sector": names[sector],
        "workplace": workplace.astype(np.int64),
        "second_workplace": people.outside_workplace[order].astype(np.int64),
        "expert_domain": people.expert[order].astype(np.int64),
        "entry_month": people.entry_month[order].astype(np.int64) - economy.scenario.burn_in,
    }
    special = {
        "age": people.age[order] / 12.0,
        "alienation": people.alienation_total[order],
        "powerlessness": alienation[:, 0],
        "meaninglessness": alienation[:, 1],
        "self_estrangement": alienation[:, 2],
        "isolation": alienation[:, 3],
    }
    for name in PEOPLE_UNITS:
        columns[name] = special[name] if name in special else getattr(people, name)[order]
    return pd.DataFrame(columns)


def workplaces_table(economy: Economy) -> pd.DataFrame:
    """Return one row per workplace at present.

    Columns are those of `WORKPLACE_UNITS` and ``workplace`` and ``sector``.
    """
    state = economy.state
    workplaces, people = state.workplaces, state.people
    employed = int(workplaces.offsets[-1])
    home = people.workplace[:employed]
    members = np.maximum(workplaces.members, 1)

    def mean(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> pd.Series:
        total = np.bincount(home, weights=values[:employed], minlength=len(workplaces))
        return pd.Series(total / members).where(workplaces.members > 0)

    spread = mean(people.empowerment**2) - mean(people.empowerment) ** 2
    hours = workplaces.members * workplaces.hours_factor
    return pd.DataFrame(
        {
            "workplace": np.arange(len(workplaces)),
            "sector": np.array(economy.sector_names, dtype=object)[workplaces.sector],
            "members": workplaces.members,
            "technology_level": workplaces.technology,
            "output": workplaces.output,
            "output_per_hour": pd.Series(workplaces.output / np.maximum(hours, 1e-300)).where(
                hours > 0
            ),
            "hours_factor": workplaces.hours_factor,
            "effort": mean(people.effort),
            "alienation": mean(people.alienation_total),
            "empowerment_spread": np.sqrt(spread.clip(lower=0.0)),
            "outside_share": mean(people.outside_hours),
        }
    )
