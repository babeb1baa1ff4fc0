"""Order of people by workplace."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.ordering import (
    PARTS,
    index_incoming,
    index_rows,
    move_matrix,
    move_rows,
    move_vectors,
    plan_moves,
)
from sim.state import EconomyState, People
from sim.state.workplaces import Workplaces
from tests.kernels.economies import economy_of
from tests.kernels.worlds import make_world

WORKPLACES = 5
places = st.lists(st.integers(min_value=-1, max_value=WORKPLACES - 1), max_size=40)


def economy(workplace: list[int], offsets: np.ndarray | None = None) -> EconomyState:
    """Return an economy with people of these workplaces, in this order."""
    state = economy_of(make_world(1))
    state.workplaces = Workplaces.allocate(
        np.zeros(WORKPLACES, np.int64), np.full(WORKPLACES, 0.2), len(workplace)
    )
    if offsets is not None:
        state.workplaces.offsets[:] = offsets
    state.people = People.allocate(len(workplace))
    state.people.workplace[:] = workplace
    return state


def sorted_rows(workplace: list[int], offsets: np.ndarray | None = None) -> tuple[list, np.ndarray]:
    """Return which row stands in each row once the moves are done, and offsets."""
    state = economy(workplace, offsets)
    plan = plan_moves(state)
    rows = np.arange(len(workplace))
    matrix, others = np.arange(2 * len(rows)).reshape(-1, 2).astype(float), rows * 10
    move_vectors((rows, others), plan)
    move_matrix(matrix, plan)
    assert others.tolist() == (rows * 10).tolist()
    assert matrix.tolist() == np.stack([2.0 * rows, 2.0 * rows + 1.0], axis=1).tolist()
    return rows.tolist(), state.workplaces.offsets


def incoming(there: list[int]) -> tuple[int, np.ndarray, np.ndarray]:
    """Return the number of people who come from elsewhere, offsets and rows."""
    state = economy([-1] * len(there))
    state.people.outside_workplace[:] = there
    count = index_incoming(state)
    return count, state.workplaces.incoming_offsets, state.workplaces.incoming_rows


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
    state = economy(arranged.tolist(), offsets)
    assert plan_moves(state)[:2] == (0, 0)
    assert state.workplaces.offsets.tolist() == offsets.tolist()


@given(st.permutations(range(12)))
def test_the_row_of_each_person_is_found(person: list[int]) -> None:
    state = economy([-1] * 12)
    state.people.person[:] = person
    index_rows(state)
    assert [person[row] for row in state.people.row_of] == list(range(12))


@given(places)
def test_the_parts_move_in_any_order(workplace: list[int]) -> None:
    state = economy(workplace)
    state.people.age[:] = 3 * state.people.person
    state.people.hours[:, 2] = state.people.heard[:] = state.people.person
    plan = plan_moves(state)
    for part in reversed(range(PARTS)):
        move_rows(part, part + 1, state, *plan)
    assert state.people.person.tolist() == stable(workplace)
    assert (state.people.age == 3 * state.people.person).all()
    assert (state.people.hours[:, 2] == state.people.person).all()
    assert (state.people.heard == state.people.person).all()


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
    state = economy([-1] * 4)
    state.people.outside_workplace[:] = [-1, 2, -1, 0]
    state.workplaces.incoming_rows = np.empty(2, dtype=np.int64)
    assert index_incoming(state) == 2
    state.workplaces.incoming_rows = np.empty(1, dtype=np.int64)
    with pytest.raises(ValueError, match="too short"):
        index_incoming(state)


def test_a_workplace_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="does not exist"):
        sorted_rows([0, WORKPLACES])
    with pytest.raises(ValueError, match="does not exist"):
        incoming([WORKPLACES, 0])
