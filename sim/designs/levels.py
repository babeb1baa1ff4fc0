"""Values that a grid goes through: those of a parameter, and shares of a sector."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Final

import numpy as np

from sim.designs.model import GRID
from sim.grammar import Field, ListOf, Table, Whole
from sim.parameters import Declaration, number_of
from sim.scenario.grammar import SHARE
from sim.scenario.points import SECTORS
from sim.sectors import sector_names

LEVELS: Final = (2, 1_000)
"""How many values a parameter may have in a grid."""


class Levels(ListOf):
    """The values of a parameter in a grid: a list of them, or how many over its range."""

    def __init__(self, declared: Declaration) -> None:
        super().__init__(
            number_of(declared),
            "must be a list of values, or the number of values over the published range, "
            f"{LEVELS[0]} to {LEVELS[1]:,}",
            least=1,
            once=True,
        )
        self._declared = declared
        self._count = Whole(*LEVELS, phrase=self.allowed())

    def problems(self, place: str, value: object) -> Iterator[str]:
        """Yield a sentence for each mistake in the values, or about their number."""
        if isinstance(value, list | tuple):
            yield from super().problems(place, value)
            return
        problem = next(self._count.problems(place, value), None)
        if problem is None and not self._declared.low < self._declared.high:
            problem = f"{place}: has a single admitted value; it cannot vary"
        if problem is not None:
            yield problem

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of a list or a number."""
        return {"anyOf": [super().schema(), self._count.schema()]}

    def read(self, value: Any) -> Any:
        """Return the values in a tuple."""
        if isinstance(value, list | tuple):
            return super().read(value)
        return tuple(np.linspace(self._declared.low, self._declared.high, int(value)).tolist())


class SectorLevels(Table):
    """Shares of jobs that sectors take in a grid, by name of the sector."""

    def __init__(self) -> None:
        shares = ListOf(
            SHARE.kind, "must be a list of shares of jobs, from 0 to 1", least=1, once=True
        )
        self._shares = Field(shares, "Shares of jobs that the sector takes.")
        super().__init__(
            {}, f"must be a table of lists of shares, written [{GRID}.{SECTORS}]", least=1
        )

    def names(self) -> Collection[str]:
        """Return the sectors of the package; scenarios may have others."""
        return sector_names()

    def field(self, name: str) -> Field:
        """Return what the shares of a sector may be; whether there is one is asked later."""
        return self._shares

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of lists by sector."""
        return super().schema() | {"additionalProperties": self._shares.kind.schema()}
