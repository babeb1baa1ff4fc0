"""Moving people to other rows, so that the members of a workplace stand together."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.kernels.ordering import (
    gather,
    index_rows,
    move_matrix,
    plan_moves,
    scatter,
    shift_in_place,
)
from sim.kernels.threads import at_once
from sim.state.people import People
from sim.state.scratch import Scratch
from sim.state.workplaces import Workplaces

AT_ONCE = 5
"""Vectors of one type that move together."""


class RowOrder:
    """Restores the order of the rows; keeps the memory that this takes from month to month."""

    def __init__(self) -> None:
        self._scratch = Scratch()

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
        scratch, count = self._scratch, len(people)
        rows = scratch.take("sources", count, np.int32), scratch.take("targets", count, np.int32)
        place = scratch.take("place", len(workplaces) + 1, np.int64)
        giving_way, changing = plan_moves(people.workplace, place, workplaces.offsets, *rows)
        begin = count - changing
        source, target = rows[0][begin:], rows[1][begin:]

        vectors: dict[str, list[NDArray[Any]]] = {}
        matrices: list[NDArray[np.float64]] = []
        for field in fields(people):
            array = getattr(people, field.name)
            if array.ndim > 1:
                matrices.append(array)
            elif field.name != "row_of":
                vectors.setdefault(array.dtype.str, []).append(array)
        with_matrices = vectors.pop(people.person.dtype.str)
        most = max(AT_ONCE, *(matrix.shape[1] for matrix in matrices))
        waiting_here = scratch.take("waiting", changing * AT_ONCE)
        waiting_there = scratch.take("waiting beside", changing * most)

        def move(same: list[NDArray[Any]], waiting: NDArray[np.float64]) -> None:
            for first in range(0, len(same), AT_ONCE):
                group = tuple(same[first : first + AT_ONCE])
                kept = waiting.view(group[0].dtype)
                gather(source, group, kept)
                shift_in_place(giving_way, *rows, group)
                scatter(target, kept, group)

        def move_vectors() -> None:
            for same in vectors.values():
                move(same, waiting_here)

        # About half of the work each.
        def move_matrices_and_persons() -> None:
            for matrix in matrices:
                move_matrix(giving_way, changing, *rows, waiting_there, matrix)
            move(with_matrices, waiting_there)
            index_rows(people.person, people.row_of)

        at_once(move_vectors, move_matrices_and_persons, count, threads=threads)
