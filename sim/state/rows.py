"""Moving people to other rows, so that the members of a workplace stand together."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.kernels.ordering import (
    give_way,
    index_rows,
    move_matrix,
    plan_moves,
    put_in,
    take_out,
)
from sim.kernels.threads import FEWEST_PEOPLE, at_once
from sim.state.people import Integers, People
from sim.state.workplaces import Workplaces

AT_ONCE = 5
"""Vectors of one type that move together."""

MOST_SPARE = 4
"""Memory that is so many times too large is given back."""


class RowOrder:
    """Restores the order of the rows; keeps the memory that this takes from month to month."""

    def __init__(self) -> None:
        self._sources: NDArray[np.int32] = np.empty(0, np.int32)
        self._targets: NDArray[np.int32] = np.empty(0, np.int32)
        self._place: Integers = np.empty(0, np.int64)
        self._waiting = [np.empty(0), np.empty(0)]

    def restore(self, people: People, workplaces: Workplaces, threads: int = 1) -> None:
        """Sort the rows by workplace; those without a workplace come last, ties stay as they are.

        Parameters
        ----------
        people : People
            Every attribute is changed in place.
        workplaces : Workplaces
            `offsets` says where workplaces have begun so far, and is filled.
        threads : int
            Vectors and matrices move at the same time when there is more than one.

        Raises
        ------
        ValueError
            If somebody's workplace does not exist.
        """
        if len(self._sources) != len(people):
            self._sources, self._targets = np.empty((2, len(people)), np.int32)
        if len(self._place) != len(workplaces) + 1:
            self._place = np.empty(len(workplaces) + 1, np.int64)
        rows = self._sources, self._targets
        giving_way, changing = plan_moves(people.workplace, self._place, workplaces.offsets, *rows)
        begin = len(people) - changing
        source, target = rows[0][begin:], rows[1][begin:]

        vectors: dict[str, list[NDArray[Any]]] = {}
        matrices: list[NDArray[np.float64]] = []
        for field in fields(people):
            array = getattr(people, field.name)
            if array.ndim > 1:
                matrices.append(array)
            elif field.name != "row_of":
                vectors.setdefault(array.dtype.str, []).append(array)

        def move_all_vectors() -> None:
            waiting = self._room(0, changing * AT_ONCE)
            for same in vectors.values():
                for first in range(0, len(same), AT_ONCE):
                    group = tuple(same[first : first + AT_ONCE])
                    kept = waiting.view(group[0].dtype)
                    take_out(source, group, kept)
                    give_way(giving_way, *rows, group)
                    put_in(target, kept, group)

        def move_all_matrices() -> None:
            waiting = self._room(1, changing * max(matrix.shape[1] for matrix in matrices))
            for matrix in matrices:
                move_matrix(giving_way, changing, *rows, waiting, matrix)

        at_once(
            move_all_vectors,
            move_all_matrices,
            threads=threads if len(people) >= FEWEST_PEOPLE else 1,
        )
        index_rows(people.person, people.row_of)

    def _room(self, part: int, size: int) -> NDArray[np.float64]:
        """Return memory for at least `size` numbers, that only one part of the moves uses."""
        if not size <= len(self._waiting[part]) <= MOST_SPARE * size + 1024:
            self._waiting[part] = np.empty(size + size // 4)
        return self._waiting[part]
