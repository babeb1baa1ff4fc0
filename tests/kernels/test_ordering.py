"""Order of people by workplace."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.ordering import index_incoming, sort_by_workplace

WORKPLACES = 5
places = st.lists(st.integers(min_value=-1, max_value=WORKPLACES - 1), max_size=40)


def sorted_rows(workplace: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """Return order and offsets."""
    order = np.full(len(workplace), -7, dtype=np.int64)
    offsets = np.full(WORKPLACES + 1, -7, dtype=np.int64)
    sort_by_workplace(np.array(workplace, dtype=np.int32), WORKPLACES, order, offsets)
    return order, offsets


def incoming(there: list[int]) -> tuple[int, np.ndarray, np.ndarray]:
    """Return the number of people who come from elsewhere, offsets and rows."""
    offsets = np.full(WORKPLACES + 1, -7, dtype=np.int64)
    rows = np.full(len(there), -7, dtype=np.int64)
    count = index_incoming(np.array(there, dtype=np.int32), WORKPLACES, offsets, rows)
    return count, offsets, rows


@given(places)
def test_rows_are_in_the_stable_order_of_their_workplaces_with_the_others_last(
    workplace: list[int],
) -> None:
    order, offsets = sorted_rows(workplace)
    key = [j if j >= 0 else WORKPLACES for j in workplace]
    assert order.tolist() == np.argsort(key, kind="stable").tolist()
    for j in range(WORKPLACES):
        members = order[offsets[j] : offsets[j + 1]].tolist()
        assert members == [row for row, own in enumerate(workplace) if own == j]


@given(places)
def test_sorting_what_is_sorted_changes_nothing(workplace: list[int]) -> None:
    order, offsets = sorted_rows(workplace)
    again, same_offsets = sorted_rows([workplace[row] for row in order])
    assert again.tolist() == list(range(len(workplace)))
    assert same_offsets.tolist() == offsets.tolist()


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
