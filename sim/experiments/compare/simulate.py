"""One replicate of a comparison: two economies that fork from one burn-in (model section 7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from sim.economy import Economy
from sim.experiments.compare.decompose import MIXED_CHANNELS, decompose
from sim.experiments.compare.jobs import MONTHS_UNTIL_AFTER, example_workplaces, jobs_table
from sim.experiments.compare.record import COMPARISON_COLUMNS, TRAINING, regime_names
from sim.experiments.compare.snapshot import ProductionSnapshot, step_with_snapshot
from sim.phases.indicators import INDICATORS
from sim.scenario import Scenario
from sim.simulation import BurnIns, burned_in
from sim.state.people import Floats, Integers
from sim.study.economy_tables import people_table
from sim.study.measurement import Settings, TableMeasurement
from sim.study.requests import RunRequest
from sim.vocabulary import BURN_IN, LOG_POINTS, TRANSITION_MONTHS

QUARTER = 3
"""Months between two exact decompositions in the first two years, when much changes."""

HALF_YEAR = 6
"""Months between two exact decompositions later."""

QUINTILES = 5

QUINTILE_MEASURES = {
    "income": "months of output",
    "wealth": "months of output",
    "effort": "0 to 1",
    "alienation_total": "0 to 1",
    "job_index": "0 to 1",
    "empowerment": "0 to 1",
    "voice": "0 to 1",
}
"""What is compared by quintile, by array of `People`, with its unit."""


@dataclass(frozen=True, slots=True)
class PairTables(TableMeasurement):
    """The tables of two scenarios side by side: indicators, channels, quintiles, people, jobs."""

    program: ClassVar[tuple[str, ...]] = (
        "simulation.py",
        "analysis/shapley.py",
        "study/measurement.py",
        "study/economy_tables.py",
        *(
            f"experiments/compare/{module}.py"
            for module in ("simulate", "decompose", "snapshot", "jobs")
        ),
    )

    def tables(
        self, settings: Settings, request: RunRequest, burn_ins: BurnIns
    ) -> Mapping[str, pd.DataFrame]:
        """Return ``monthly``, ``channels``, ``quintiles``, ``people`` and ``jobs``."""
        return Pair(settings(0), settings(1), request.replicate, burn_ins).tables()


def snapshot_months(months: int, months_per_step: int = 1) -> list[int]:
    """Return the months of exact decomposition: the middle of quarters, then of half-years.

    Middles, so that their mean is that of the whole window; the last month is always among them.
    A month within a step stands for the step, which is known by its last month.
    """
    early = range(QUARTER // 2 + 1, min(months, TRANSITION_MONTHS) + 1, QUARTER)
    late = range(TRANSITION_MONTHS + HALF_YEAR // 2, months + 1, HALF_YEAR)
    wanted = (*early, *late, months)
    return sorted({-(-month // months_per_step) * months_per_step for month in wanted})


class Pair:
    """Two economies that share their past, and what is noted of them."""

    def __init__(self, a: Scenario, b: Scenario, replicate: int, burn_ins: BurnIns) -> None:
        self._replicate = replicate
        self._scenario = a
        self._names = regime_names(a, b)
        self._note = burn_ins.note
        first = burned_in(a, burn_ins.seed, replicate, threads=burn_ins.threads, note=burn_ins.note)
        self._burn_in = first.monthly.assign(regime=BURN_IN)
        self._economies = first, first.fork(b)
        self._quintile = quintiles_of_job_index(first)
        self._examples = example_workplaces(first)
        self._jobs = [jobs_table(first, self._examples).assign(regime=BURN_IN)]
        self._channels: list[dict[str, object]] = []
        self._quintiles: list[dict[str, object]] = []

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return all tables, after advancing both economies to the end."""
        self._advance()
        people = self._of_both(people_table)
        monthly = self._of_both(lambda economy: economy.monthly.query("month > 0"))
        monthly = pd.concat([self._burn_in, monthly], ignore_index=True)
        return {
            "monthly": self._identified(monthly, ["regime", "month", *INDICATORS]),
            "channels": self._identified(pd.DataFrame(self._channels)),
            "quintiles": self._identified(pd.DataFrame(self._quintiles)),
            "people": self._identified(people, ["regime", *people.columns.drop("regime")]),
            "jobs": pd.concat(self._jobs, ignore_index=True)[
                [*COMPARISON_COLUMNS["jobs"], TRAINING]
            ],
        }

    def _advance(self) -> None:
        scenario = self._scenario
        step = scenario.months_per_step
        wanted = set(snapshot_months(scenario.months, step))
        for month in range(step, scenario.months + 1, step):
            self._note_month(month)
            if month in wanted:
                self._decompose(month)
            else:
                self._step()
            if month == min(MONTHS_UNTIL_AFTER, scenario.months):
                self._jobs.append(
                    self._of_both(lambda economy: jobs_table(economy, self._examples))
                )

    def _note_month(self, month: int) -> None:
        """Say that the economies have come to a month after the fork."""
        self._note(self._scenario.burn_in + month)

    def _step(self) -> None:
        """Advance both economies by a step."""
        for economy in self._economies:
            economy.step()

    def _decompose(self, month: int) -> tuple[ProductionSnapshot, ProductionSnapshot]:
        """Advance both economies by a step and note what their gap is made of.

        Returns
        -------
        (ProductionSnapshot, ProductionSnapshot)
            What the output of either was made of in this step.
        """
        first, second = self._economies
        group = quintiles_of_stayers(first, self._quintile, self._scenario.burn_in)
        made = step_with_snapshot(first), step_with_snapshot(second)
        parts = decompose(*made, group, QUINTILES + 1)
        self._channels.extend(
            {"month": month, "channel": name, "log_points": LOG_POINTS * float(value)}
            for name, value in zip(
                (*MIXED_CHANNELS, "employment"), (*parts.channels, parts.employment), strict=True
            )
        )
        self._quintiles.extend(_quintile_rows(month, first, second, group, parts.channels_of_group))
        return made

    def _of_both(self, table: Callable[[Economy], pd.DataFrame]) -> pd.DataFrame:
        """Return the rows of both economies, with the name of the regime."""
        parts = [
            table(economy).assign(regime=name)
            for economy, name in zip(self._economies, self._names, strict=True)
        ]
        return pd.concat(parts, ignore_index=True)

    def _identified(self, table: pd.DataFrame, columns: list[str] | None = None) -> pd.DataFrame:
        ordered = table if columns is None else table[columns]
        return ordered.assign(replicate=self._replicate)[["replicate", *ordered.columns]]


def quintiles_of_job_index(economy: Economy) -> Integers:
    """Return the quintile 0 to 4 of each person's job index, 5 for people without a job."""
    people = economy.state.people
    employed = int(economy.state.workplaces.offsets[-1])
    order = np.lexsort((people.person[:employed], people.job_index[:employed]))
    quintile = np.full(len(people), QUINTILES, dtype=np.int64)
    quintile[people.person[order]] = np.arange(employed) * QUINTILES // max(employed, 1)
    return quintile


def quintiles_of_stayers(economy: Economy, quintile: Integers, burn_in: int) -> Integers:
    """Return quintiles, shape (people,), but none, which is 5, for who came after the burn-in.

    A seat whose holder has retired since the fork belongs to no quintile.
    """
    people = economy.state.people
    return np.where(people.entry_month[people.row_of] <= burn_in, quintile, QUINTILES)


def quintile_means(economy: Economy, name: str, group: Integers) -> Floats:
    """Return the mean of an array of `People` by quintile, shape (5,); 0 where nobody is left."""
    people = economy.state.people
    size = np.bincount(group, minlength=QUINTILES + 1)[:QUINTILES]
    values = getattr(people, name)[people.row_of]
    total = np.bincount(group, weights=values, minlength=QUINTILES + 1)[:QUINTILES]
    means: Floats = total / np.maximum(size, 1)
    return means


def _quintile_rows(
    month: int,
    first: Economy,
    second: Economy,
    group: Integers,
    channels: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> list[dict[str, object]]:
    """Return means of people by quintile in both economies, and the channels of each quintile."""
    size = np.bincount(group, minlength=QUINTILES + 1)[:QUINTILES]
    rows: list[dict[str, object]] = []
    for name, unit in QUINTILE_MEASURES.items():
        means = [quintile_means(economy, name, group) for economy in (first, second)]
        label = "alienation" if name == "alienation_total" else name
        rows.extend(
            _quintile_row(month, q, label, unit, float(means[0][q]), float(means[1][q]))
            for q in range(QUINTILES)
            if size[q]
        )
    for q in range(QUINTILES):
        shares = dict(zip(MIXED_CHANNELS, LOG_POINTS * channels[q], strict=True))
        shares["total"] = float(LOG_POINTS * channels[q].sum())
        rows.extend(
            _quintile_row(month, q, f"output_per_hour_{name}", "log points", 0.0, float(value))
            for name, value in shares.items()
            if np.isfinite(value)
        )
    return rows


def _quintile_row(
    month: int, quintile: int, measure: str, unit: str, a: float, b: float
) -> dict[str, object]:
    return {
        "month": month,
        "quintile": quintile + 1,
        "measure": measure,
        "unit": unit,
        "a": a,
        "b": b,
    }
