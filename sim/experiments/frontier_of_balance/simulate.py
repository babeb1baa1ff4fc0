"""One replicate: best divisions of labour after the burn-in, and those of two regimes later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

import numpy as np
import pandas as pd

from sim.analysis.best_division import Workforce, best_division, least_deviation
from sim.economy import Economy
from sim.errors import DesignError
from sim.experiments.frontier_of_balance.workforces import (
    FEWEST_MEMBERS,
    chosen_workplaces,
    hours_of,
    workforce_of,
)
from sim.phases.indicators import INDICATORS
from sim.simulation import BurnIns, advance, burned_in
from sim.state.people import Floats
from sim.study.measurement import Settings, TableMeasurement
from sim.study.requests import RunRequest
from sim.vocabulary import BURN_IN

DIVISIONS: Final = (
    "replicate", "regime", "workplace", "members", "bound", "spread", "output", "possible",
)  # fmt: skip
"""Columns of the table of divisions of labour."""

PER_CENT: Final = 100.0

ROUNDING: Final = 1e-7
"""Added to a deviation of job indices, since hours meet the conditions only up to rounding."""


@dataclass(frozen=True, slots=True)
class BalanceTables(TableMeasurement):
    """Best divisions of labour of some workplaces, and the divisions under two regimes later.

    Attributes
    ----------
    sector : str
    members : int
        Size of the workplaces that is wanted.
    workplaces, points : int
        How many workplaces, and bounds between full balance and none.
    """

    program: ClassVar[tuple[str, ...]] = (
        "simulation.py",
        "analysis/best_division.py",
        "study/measurement.py",
        "experiments/frontier_of_balance/workforces.py",
        "experiments/frontier_of_balance/simulate.py",
    )

    sector: str
    members: int
    workplaces: int
    points: int

    def tables(
        self, settings: Settings, request: RunRequest, burn_ins: BurnIns
    ) -> Mapping[str, pd.DataFrame]:
        """Return ``monthly`` and ``divisions``."""
        a, b = settings(0), settings(1)
        first = burned_in(
            a, burn_ins.seed, request.replicate, threads=burn_ins.threads, note=burn_ins.note
        )
        sector = first.sector_names.index(self.sector)
        chosen = chosen_workplaces(first.state, sector, self.members, self.workplaces)
        if not chosen:
            raise DesignError(
                f"no workplace of the sector '{self.sector}' has {FEWEST_MEMBERS} members; "
                "simulate more people"
            )
        rows = [row for workplace in chosen for row in self._frontier(first, workplace)]
        second = first.fork(b)
        months = []
        for name, economy in ((a.name, first), (b.name, second)):
            for month in advance(economy, a.months):
                burn_ins.note(a.burn_in + month)
            months.append(economy.monthly.query("month > 0").assign(regime=name))
            rows += [
                {"regime": name, "workplace": workplace, **reached}
                for workplace in chosen
                if economy.state.workplaces.members[workplace] >= FEWEST_MEMBERS
                for reached in [_reached(economy, workplace)]
            ]
        monthly = pd.concat(months, ignore_index=True).assign(replicate=request.replicate)
        divisions = pd.DataFrame(rows).assign(replicate=request.replicate)
        return {
            "monthly": monthly[["replicate", "regime", "month", *INDICATORS]],
            "divisions": divisions[list(DIVISIONS)],
        }

    def _frontier(self, economy: Economy, workplace: int) -> Iterator[dict[str, Any]]:
        """Yield the best division of labour at each bound, from the most equal jobs to no bound."""
        people = workforce_of(economy.state, workplace)
        free = best_division(people)
        least, widest = least_deviation(people), _deviation(people, free.hours)
        for bound in np.linspace(0.0, 1.0, self.points):
            found = free
            if bound < 1.0:
                most = least + bound * (widest - least) + ROUNDING
                found = best_division(people, mean_deviation=most)
            output = PER_CENT * found.output / free.output
            yield {
                "regime": BURN_IN,
                "workplace": workplace,
                "members": len(people.time),
                "bound": float(bound),
                "spread": float(people.job_index(found.hours).std()),
                "output": output,
                "possible": output,
            }


def _reached(economy: Economy, workplace: int) -> dict[str, Any]:
    """Return how far the division of labour of a workplace is from what its people could do."""
    people, hours = workforce_of(economy.state, workplace), hours_of(economy.state, workplace)
    free = best_division(people)
    # Rules of one's own may leave licensed hours to others, and jobs too equal for the law.
    most = max(_deviation(people, hours), least_deviation(people)) + ROUNDING
    possible = best_division(people, mean_deviation=most)
    return {
        "members": len(people.time),
        "bound": float("nan"),
        "spread": float(people.job_index(hours).std()),
        "output": PER_CENT * people.output(hours) / free.output,
        "possible": PER_CENT * possible.output / free.output,
    }


def _deviation(people: Workforce, hours: Floats) -> float:
    """Return the mean absolute deviation of job indices from their mean."""
    index = people.job_index(hours)
    return float(np.abs(index - index.mean()).mean())
