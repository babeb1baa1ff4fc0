"""Order of people by workplace."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.ordering import (
    gather,
    index_incoming,
    index_rows,
    move_matrix,
    plan_moves,
    scatter,
    shift_in_place,
)

WORKPLACES = 5
places = st.lists(st.integers(min_value=-1, max_value=WORKPLACES - 1), max_size=40)


def sorted_rows(workplace: list[int], offsets: np.ndarray | None = None) -> tuple[list, np.ndarray]:
    """Return which row stands in each row once the moves are done, and offsets."""
    count = len(workplace)
    offsets = np.zeros(WORKPLACES + 1, dtype=np.int64) if offsets is None else offsets.copy()
    sources, targets = np.full((2, count), -7, dtype=np.int32)
    place = np.full(WORKPLACES + 1, -7, dtype=np.int64)
    giving_way, changing = plan_moves(
        np.array(workplace, dtype=np.int32), place, offsets, sources, targets
    )
    rows, matrix = np.arange(count), np.arange(2 * count).reshape(count, 2).astype(float)
    others = rows * 10
    waiting = np.empty(2 * count, dtype=np.int64)
    begin = count - changing
    gather(sources[begin:], (rows, others), waiting)
    shift_in_place(giving_way, sources, targets, (rows, others))
    scatter(targets[begin:], waiting, (rows, others))
    move_matrix(giving_way, changing, sources, targets, np.empty(2 * count), matrix)
    assert others.tolist() == (rows * 10).tolist()
    assert matrix.tolist() == np.stack([2.0 * rows, 2.0 * rows + 1.0], axis=1).tolist()
    return rows.tolist(), offsets


def incoming(there: list[int]) -> tuple[int, np.ndarray, np.ndarray]:
    """Return the number of people who come from elsewhere, offsets and rows."""
    offsets = np.full(WORKPLACES + 1, -7, dtype=np.int64)
    rows = np.full(len(there), -7, dtype=np.int64)
    count = index_incoming(np.array(there, dtype=np.int32), WORKPLACES, offsets, rows)
    return count, offsets, rows


def stable(workplace: list[int]) -> list[int]:
    key = [j if j >= 0 else WORKPLACES for j in workplace]
    return np.argsort(key, kind="stable").tolist()


@given(places)
def test_rows_are_in_the_stable_order_of_their_workplaces_with_the_others_last(
    workplace: list[int],
) -> None:
    rows, offsets = sorted_rows(workplace)
    assert rows == stable(workplace)
    for j in range(WORKPLACES):
        members = rows[offsets[j] : offsets[j + 1]]
        assert members == [row for row, own in enumerate(workplace) if own == j]


@given(st.lists(st.tuples(*[st.integers(-1, WORKPLACES - 1)] * 2), max_size=40))
def test_moves_from_one_order_to_the_next_are_those_of_a_stable_sort(
    moves: list[tuple[int, int]],
) -> None:
    before = [old for old, _ in moves]
    _, offsets = sorted_rows(before)
    after = [moves[row][1] for row in stable(before)]
    rows, new_offsets = sorted_rows(after, offsets)
    assert rows == stable(after)
    assert new_offsets.tolist() == sorted_rows(after)[1].tolist()


@given(places)
def test_sorting_what_is_sorted_moves_nobody(workplace: list[int]) -> None:
    order, offsets = sorted_rows(workplace)
    arranged = np.array([workplace[row] for row in order], dtype=np.int32)
    same, room = offsets.copy(), np.empty((2, len(workplace)), dtype=np.int32)
    assert plan_moves(arranged, np.empty(WORKPLACES + 1, np.int64), same, *room) == (0, 0)
    assert same.tolist() == offsets.tolist()


@given(st.permutations(range(12)))
def test_the_row_of_each_person_is_found(person: list[int]) -> None:
    row_of = np.empty(12, dtype=np.int64)
    index_rows(np.array(person), row_of)
    assert [person[row] for row in row_of] == list(range(12))


@given(places)
def test_who_comes_from_elsewhere_is_listed_by_workplace_in_ascending_order(
    there: list[int],
) -> None:
    count, offsets, rows = incoming(there)
    assert count == offsets[-1] == sum(j >= 0 for j in there)
    for j in range(WORKPLACES):
        guests = rows[offsets[j] : offsets[j + 1]].tolist()
        assert guests == [row for row, place in enumerate(there) if place == j]


def test_rows_for_guests_may_be_fewer_than_people_but_not_than_guests() -> None:
    there = np.array([-1, 2, -1, 0], dtype=np.int32)
    offsets = np.empty(WORKPLACES + 1, dtype=np.int64)
    assert index_incoming(there, WORKPLACES, offsets, np.empty(2, dtype=np.int64)) == 2
    with pytest.raises(ValueError, match="too short"):
        index_incoming(there, WORKPLACES, offsets, np.empty(1, dtype=np.int64))


def test_a_workplace_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="does not exist"):
        sorted_rows([0, WORKPLACES])
    with pytest.raises(ValueError, match="does not exist"):
        incoming([WORKPLACES, 0])
