"""One scenario, simulated: a record of tidy tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from sim.scenario import Scenario


RUN_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "monthly": ("replicate", "month"),
        "people": ("replicate", "person"),
        "workplaces": ("replicate", "workplace"),
    }
)
"""Columns that every table of a `Run` has, by table."""


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """One scenario, simulated in one or more replicates.

    Attributes
    ----------
    scenario : Scenario
        What was simulated.
    seed : int
        Seed of every random stream.
    replicates : int
        Replicates asked for; `completed` counts those that finished.
    monthly : pandas.DataFrame
        ``replicate, month`` and one column per indicator.
    people : pandas.DataFrame
        ``replicate, person`` and what is known of each person at the end of the run.
    workplaces : pandas.DataFrame
        ``replicate, workplace`` and what is known of each workplace at the end of the run.
    units : dict of str to str
        Unit of every indicator and of the measured columns of the other tables.
    failures : list of (int, str)
        Replicates that ended in an error, with the message.
    interrupted : bool
        Whether the user stopped before all replicates were done.
    elapsed : float
        Seconds of computing.
    """

    scenario: Scenario
    seed: int
    replicates: int
    monthly: pd.DataFrame
    people: pd.DataFrame
    workplaces: pd.DataFrame
    units: dict[str, str] = field(default_factory=dict)
    failures: list[tuple[int, str]] = field(default_factory=list)
    interrupted: bool = False
    elapsed: float = 0.0

    @property
    def completed(self) -> int:
        """Return how many replicates finished."""
        return int(self.monthly["replicate"].nunique())

    @property
    def indicators(self) -> list[str]:
        """Return the names of the indicators in the monthly table."""
        keys = RUN_COLUMNS["monthly"]
        return [str(column) for column in self.monthly.columns if column not in keys]
