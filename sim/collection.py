"""Data collection of an economy: a Mesa DataCollector that does not wake agents nobody looks at."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import mesa
import pandas as pd

from sim.agents import Worker
from sim.phases.indicators import INDICATORS

if TYPE_CHECKING:
    from sim.economy import Economy

WORKER_ATTRIBUTES = (
    "person",
    "status",
    "age",
    "effort",
    "alienation",
    "empowerment",
    "desirability",
    "creativity",
    "job_index",
    "voice",
    "income",
    "wealth",
    "hourly_pay",
)
"""Attributes of `Worker` that a record of agents holds."""


def _indicator(name: str, economy: Economy) -> float:
    return economy.indicators[name]


class EconomyCollector(mesa.DataCollector):  # type: ignore[misc]
    """Model reporters for every indicator, agent reporters for `WORKER_ATTRIBUTES`.

    Reporters of one's own can be added to `model_reporters` and `agenttype_reporters` as in any
    Mesa model.

    Parameters
    ----------
    agent_interval : int or None
        Months between records of every worker; None for the last month of the run only, 0 for
        never.
    """

    def __init__(self, agent_interval: int | None) -> None:
        super().__init__(
            model_reporters={name: partial(_indicator, name) for name in INDICATORS},
            agenttype_reporters={Worker: {name: attrgetter(name) for name in WORKER_ATTRIBUTES}},
        )
        self.agent_interval = agent_interval
        self.months: list[int] = []

    @property
    def model_vars(self) -> dict[str, list[Any]]:
        """Return what has been recorded of the model, by name of the reporter."""
        if self._new_months:
            for name, *values in zip(INDICATORS, *self._new_months, strict=True):
                self._model_vars[name] += values
            self._new_months.clear()
        return self._model_vars

    @model_vars.setter
    def model_vars(self, recorded: dict[str, list[Any]]) -> None:
        """Take the lists that Mesa's base class begins with."""
        self._model_vars = recorded
        self._new_months: list[list[float]] = []

    def collect(self, model: Economy) -> None:
        """Record the indicators of the month and, when it is due, every worker."""
        self.months.append(model.month)
        # A month is kept as it comes, and put under the names when somebody asks.
        self._new_months.append(model.measured)
        for name, reporter in self.model_reporters.items():
            if name not in INDICATORS:
                value = reporter(model) if callable(reporter) else getattr(model, reporter)
                self._model_vars.setdefault(name, []).append(value)
        self._collection_steps.append(model.time)
        if self._agents_are_due(model):
            records = self._agenttype_records.setdefault(model.time, {})
            for agent_type in self.agenttype_reporters:
                records[agent_type] = list(self._record_agenttype(model, agent_type))

    def _agents_are_due(self, model: Economy) -> bool:
        if self.agent_interval is None:
            return model.month == model.scenario.months
        return self.agent_interval > 0 and model.month % self.agent_interval == 0

    def monthly(self) -> pd.DataFrame:
        """Return the indicators of all steps, one row a step, with column `month` (its last)."""
        recorded = self.model_vars
        table = pd.DataFrame({name: recorded[name] for name in INDICATORS})
        table.insert(0, "month", pd.Series(self.months, dtype="int64"))
        return table
