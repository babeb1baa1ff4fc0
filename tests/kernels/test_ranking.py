"""The order of the members of a workplace by a number."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.ranking import (
    LARGEST_INSERTION,
    PENDING,
    bound_of_lowest,
    largest_workplace,
    rank,
    sort_by_insertion,
)
from tests.kernels import reference_sums as reference

numbers = st.lists(st.floats(allow_nan=False), max_size=120)
many_equal = st.lists(st.sampled_from([-1.0, 0.0, 0.5, np.inf]), max_size=120)


def ranked(keys: list[float]) -> tuple[list[float], list[int]]:
    """Return keys and order after ranking, among numbers that must stay as they are."""
    count = len(keys)
    numbers, order = np.array([*keys, -9.0, np.nan]), np.full(count + 2, -7, np.int64)
    rank(count, numbers, order, np.full(2 * PENDING, -7, np.int64))
    assert numbers[count] == -9.0
    assert np.isnan(numbers[count + 1])
    assert order[count:].tolist() == [-7, -7]
    return numbers[:count].tolist(), order[:count].tolist()


@given(numbers | many_equal)
def test_keys_are_sorted_and_the_order_says_where_they_came_from(keys: list[float]) -> None:
    ascending, order = ranked(keys)
    assert ascending == sorted(keys)
    assert sorted(order) == list(range(len(keys)))
    assert [keys[position] for position in order] == ascending


@given(numbers | many_equal)
def test_ties_come_in_the_order_of_the_reference(keys: list[float]) -> None:
    assert ranked(keys)[1] == reference.ranked(keys)


@given(st.lists(st.sampled_from([0.0, 1.0, 2.0]), max_size=LARGEST_INSERTION))
def test_ties_of_few_keys_keep_their_order(keys: list[float]) -> None:
    assert ranked(keys)[1] == np.argsort(keys, kind="stable").tolist()


@given(st.lists(st.sampled_from([0.0, 1.0, -np.inf]), max_size=60), st.data())
def test_insertion_sorts_a_part_and_keeps_ties_in_their_order(
    keys: list[float], data: st.DataObject
) -> None:
    low = data.draw(st.integers(0, len(keys)))
    high = data.draw(st.integers(low - 1, len(keys) - 1))
    sorted_keys, order = np.array(keys), np.arange(len(keys))
    sort_by_insertion(low, high, sorted_keys, order)
    expected = np.arange(len(keys))
    expected[low : high + 1] = low + np.argsort(keys[low : high + 1], kind="stable")
    assert order.tolist() == expected.tolist()
    assert sorted_keys.tolist() == [keys[position] for position in expected]


@pytest.mark.parametrize("count", [LARGEST_INSERTION, LARGEST_INSERTION + 1, 1_000, 50_000])
@pytest.mark.parametrize("shape", ["random", "upwards", "downwards", "equal", "organ pipe", "saw"])
def test_no_shape_of_many_keys_takes_more_room_than_there_is(count: int, shape: str) -> None:
    position = np.arange(count, dtype=float)
    keys = {
        "random": np.random.default_rng(1).random(count),
        "upwards": position,
        "downwards": -position,
        "equal": np.ones(count),
        "organ pipe": np.minimum(position, count - position),
        "saw": position % 7.0,
    }[shape]
    ascending, order = ranked(keys.tolist())
    np.testing.assert_array_equal(ascending, np.sort(keys))
    np.testing.assert_array_equal(keys[order], ascending)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=20), st.data())
def test_the_largest_workplace_is_that_of_the_range(
    members: list[int], data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, len(members)))
    last = data.draw(st.integers(first, len(members)))
    offsets = np.concatenate([[0], np.cumsum(members)]).astype(np.int64)
    assert largest_workplace(first, last, offsets) == max(members[first:last], default=0)


@given(
    st.lists(st.floats(-1e6, 1e6) | st.sampled_from([0.0, 1.0]), max_size=60), st.integers(0, 70)
)
def test_below_the_bound_lie_exactly_as_many_as_wanted_or_there_is_none(
    keys: list[float], wanted: int
) -> None:
    wanted = min(wanted, len(keys))
    bound = bound_of_lowest(wanted, len(keys), np.array([*keys, -1e9]))
    assert np.isnan(bound) or sum(key < bound for key in keys) == wanted


@given(st.permutations(range(80)), st.integers(1, 80))
def test_keys_that_are_far_enough_from_each_other_have_a_bound(
    keys: list[int], wanted: int
) -> None:
    bound = bound_of_lowest(wanted, 80, np.array(keys, dtype=float))
    assert wanted - 1 < bound
    assert bound <= wanted or wanted == 80


def test_there_is_no_bound_between_equal_keys_and_an_infinite_one_above_all() -> None:
    equal = np.array([2.0, 2.0, 2.0])
    assert np.isnan(bound_of_lowest(1, 3, equal))
    assert bound_of_lowest(3, 3, equal) == np.inf
    assert bound_of_lowest(0, 0, np.empty(0)) == np.inf
