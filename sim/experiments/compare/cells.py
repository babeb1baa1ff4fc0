"""One replicate of a bundle: the pair, and all other cells from the same burn-in (model section 7).

Eight economies fork from one burn-in and meet common random numbers; two of them are the pair
itself, whose tables are the same as without the others. Of each two that differ in the division of
labour alone, the gap is split exactly into its channels.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

import pandas as pd

from sim.economy import Economy
from sim.experiments.compare.bundle import CELL_KEYS, Cell, cells_of
from sim.experiments.compare.decompose import MIXED_CHANNELS, decompose
from sim.experiments.compare.simulate import Pair, PairTables
from sim.experiments.compare.snapshot import ProductionSnapshot, step_with_snapshot
from sim.scenario import Scenario
from sim.simulation import BurnIns
from sim.study.measurement import Settings, TableMeasurement
from sim.study.requests import RunRequest
from sim.vocabulary import LOG_POINTS

CELL_OUTCOMES: Final = (
    "output_per_hour",
    "output_per_head",
    "effort",
    "alienation",
    "income_gini",
    "unemployment_rate",
)
"""Indicators that are kept of every cell."""

SETTING_KEYS: Final = CELL_KEYS[:2]
"""Columns that tell two cells that differ in the division of labour alone."""

CELLS: Final = "cells"
BALANCE_CHANNELS: Final = "balance_channels"


@dataclass(frozen=True, slots=True)
class BundleTables(TableMeasurement):
    """The tables of two regimes side by side, and those of the other cells of their bundle."""

    program: ClassVar[tuple[str, ...]] = (
        *PairTables.program,
        "experiments/compare/bundle.py",
        "experiments/compare/cells.py",
    )

    def tables(
        self, settings: Settings, request: RunRequest, burn_ins: BurnIns
    ) -> Mapping[str, pd.DataFrame]:
        """Return those of `PairTables`, ``cells`` and ``balance_channels``.

        ``cells`` has ``replicate, rest, decisions, division, month`` and `CELL_OUTCOMES`;
        ``balance_channels`` has ``replicate, rest, decisions, month, channel, log_points``: what
        balanced jobs add to output per hour where all else is as in the cell.
        """
        return _Bundle(settings(0), settings(1), request.replicate, burn_ins).tables()

    def length(self, scenarios: Sequence[Scenario]) -> int:
        """Return the months of a run, those after the fork once for each two economies."""
        a, b = scenarios
        return a.burn_in + a.months * _pairs(cells_of(a, b))

    def economies(self, scenarios: Sequence[Scenario]) -> int:
        """Return how many economies go on side by side: one of each cell."""
        a, b = scenarios
        return len(cells_of(a, b))


class _Bundle(Pair):
    """A pair, and the cells beside it."""

    def __init__(self, a: Scenario, b: Scenario, replicate: int, burn_ins: BurnIns) -> None:
        super().__init__(a, b, replicate, burn_ins)
        self._cells = cells_of(a, b)
        first = self._economies[0]
        self._economy_of = {
            cell.key: first.fork(cell.scenario) if cell.side is None else self._economies[cell.side]
            for cell in self._cells
        }
        self._balance: list[dict[str, object]] = []

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return all tables, after advancing every economy to the end."""
        return {
            **super().tables(),
            CELLS: self._identified(pd.concat(self._months_of_cells(), ignore_index=True)),
            BALANCE_CHANNELS: self._identified(pd.DataFrame(self._balance)),
        }

    def _note_month(self, month: int) -> None:
        self._note(self._scenario.burn_in + month * _pairs(self._cells))

    def _step(self) -> None:
        super()._step()
        for cell in self._cells:
            if cell.side is None:
                self._economy_of[cell.key].step()

    def _decompose(self, month: int) -> tuple[ProductionSnapshot, ProductionSnapshot]:
        """Advance all economies by a step and note what the balance of jobs does in each setting.

        Snapshots are taken of two cells at a time, since each holds a copy of all people.
        """
        made = super()._decompose(month)
        for hierarchical, balanced in zip(self._cells[::2], self._cells[1::2], strict=True):
            before, after = (
                step_with_snapshot(self._economy_of[cell.key])
                if cell.side is None
                else made[cell.side]
                for cell in (hierarchical, balanced)
            )
            parts = decompose(before, after)
            self._balance.extend(
                {
                    **dict(zip(SETTING_KEYS, balanced.key, strict=False)),
                    "month": month,
                    "channel": name,
                    "log_points": LOG_POINTS * float(value),
                }
                for name, value in zip(MIXED_CHANNELS, parts.channels, strict=True)
            )
        return made

    def _months_of_cells(self) -> Iterator[pd.DataFrame]:
        for cell in self._cells:
            monthly = _after_fork(self._economy_of[cell.key])
            yield monthly.assign(**dict(zip(CELL_KEYS, cell.key, strict=True)))[
                [*CELL_KEYS, "month", *CELL_OUTCOMES]
            ]


def _after_fork(economy: Economy) -> pd.DataFrame:
    """Return the months of an economy after the fork."""
    monthly = economy.monthly
    return monthly[monthly["month"] > 0]


def _pairs(cells: Sequence[Cell]) -> int:
    return len(cells) // 2
