"""Moving people to other rows, so that the members of a workplace stand together."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.kernels.ordering import find_runs, move_arrays, sort_by_workplace
from sim.kernels.threads import FEWEST_PEOPLE, at_once
from sim.state.people import Integers, People
from sim.state.workplaces import Workplaces


@dataclass(slots=True)
class _Group:
    """Attributes of the same kind that move together, and an array of that kind to spare."""

    names: list[str]
    spare: NDArray[Any]

    def move(self, people: People, order: Integers, begins: Integers, runs: int) -> None:
        """Move the attributes; each takes over the array of the one before."""
        arrays = (self.spare, *(getattr(people, name) for name in self.names))
        move_arrays(order, begins, runs, arrays)
        *taken, self.spare = arrays
        for name, array in zip(self.names, taken, strict=True):
            setattr(people, name, array)


class RowOrder:
    """Restores the order of the rows; keeps the memory that this takes from month to month."""

    def __init__(self) -> None:
        self._order: Integers = np.empty(0, np.int64)
        self._begins: Integers = np.empty(0, np.int64)
        self._vectors: list[_Group] = []
        self._matrices: list[_Group] = []

    def restore(self, people: People, workplaces: Workplaces, threads: int = 1) -> None:
        """Sort the rows by workplace; those without a workplace come last, ties stay as they are.

        Parameters
        ----------
        people : People
            Every attribute becomes another array.
        workplaces : Workplaces
            `offsets` is filled.
        threads : int
            Vectors and matrices move at the same time when there is more than one.
        """
        count = len(people)
        if len(self._order) != count:
            self._allocate(people)
        order, begins = self._order, self._begins
        sort_by_workplace(people.workplace, len(workplaces), order, workplaces.offsets)
        runs = find_runs(order, begins)

        def move(groups: list[_Group]) -> None:
            for group in groups:
                group.move(people, order, begins, runs)

        at_once(
            lambda: move(self._vectors),
            lambda: move(self._matrices),
            threads=threads if count >= FEWEST_PEOPLE else 1,
        )
        people.row_of[people.person] = np.arange(count)

    def _allocate(self, people: People) -> None:
        """Make the arrays to spare: one for every kind of attribute."""
        count = len(people)
        self._order, self._begins = np.empty(count, np.int64), np.empty(count + 1, np.int64)
        kinds: dict[tuple[str, tuple[int, ...]], list[str]] = {}
        for field in fields(people):
            array = getattr(people, field.name)
            if field.name != "row_of":
                kinds.setdefault((array.dtype.str, array.shape), []).append(field.name)
        groups = [
            _Group(names, np.empty_like(getattr(people, names[0]))) for names in kinds.values()
        ]
        self._vectors = [group for group in groups if group.spare.ndim == 1]
        self._matrices = [group for group in groups if group.spare.ndim > 1]
