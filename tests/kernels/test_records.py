"""Compiled functions see the fields of a record by name, and change those that are numbers."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest

from sim.kernels.compile import compiled
from sim.kernels.records import Constants, Record, record


@record
class Crowd(Record):
    """A record as People is one."""

    effort: np.ndarray
    tasks: np.ndarray
    present: np.ndarray
    nickname: str = "crowd"


@record
class Town(Record):
    """A record that holds numbers and another record."""

    crowd: Crowd
    total: float = 0.0
    month: int = 0
    open: bool = True


@compiled
def work(first: int, last: int, town: Town, share: float) -> int:
    """Read and write every kind of field."""
    crowd = town.crowd
    for row in range(first, last):
        if crowd.present[row]:
            crowd.effort[row] += share * crowd.tasks[row, 1]
        town.total += crowd.effort[row]
    town.month += 1
    town.open = town.month < 2
    return town.month


@compiled
def first_of(rates: Constants) -> float:
    """Read a number that nobody changes."""
    return rates.second - rates.first  # type: ignore[attr-defined, no-any-return]


def crowd_of(people: int) -> Crowd:
    """Return a crowd in which every second person is there."""
    tasks = np.arange(3.0 * people).reshape(people, 3)
    return Crowd(np.zeros(people), tasks, np.arange(people) % 2 == 0)


def test_both_sides_see_the_same_fields() -> None:
    town = Town(crowd_of(4), month=-1)
    assert work(0, 4, town, 0.5) == 0
    np.testing.assert_array_equal(town.crowd.effort, [0.5, 0.0, 3.5, 0.0])
    assert (town.total, town.month, town.open) == (4.0, 0, True)
    town.total, town.month = 1.0, 1
    work(2, 3, town, 0.0)
    assert (town.total, town.month, town.open) == (4.5, 2, False)


def test_what_takes_the_place_of_an_array_or_a_record_is_seen() -> None:
    town = Town(crowd_of(2))
    work(0, 2, town, 1.0)
    town.crowd.effort = np.full(2, 7.0)
    town.total = 0.0
    work(0, 2, town, 0.0)
    assert town.total == 14.0
    town.crowd = crowd_of(6)
    work(0, 6, town, 1.0)
    assert town.crowd.effort[4] == 13.0


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([1.0, 2.0], "Crowd.effort became a list, was an array"),
        (np.zeros(2, np.float32), "became an array of float32, must stay float64"),
        (np.zeros(4)[::2], "no longer contiguous"),
        (np.zeros((2, 2)), "Crowd.effort is array"),
    ],
)
def test_what_compiled_functions_would_misread_is_refused(value: Any, message: str) -> None:
    town = Town(crowd_of(2))
    work(0, 2, town, 1.0)
    with pytest.raises(TypeError, match=message):
        town.crowd.effort = value


def test_whole_numbers_keep_their_lowest_64_bits() -> None:
    town = Town(crowd_of(1), month=2**64 + 5)
    assert town.month == 5
    town.month = 2**63
    assert town.month == -(2**63)


def test_constants_are_read_by_name() -> None:
    assert first_of(Constants("Rates", {"first": 1.5, "second": 4.0})) == 2.5
    assert first_of(Constants("Rates", {"first": 0.5, "second": 1.0})) == 0.5


def test_a_pickled_record_has_memory_of_its_own() -> None:
    town = Town(crowd_of(3), total=2.0, month=4)
    again = pickle.loads(pickle.dumps(town))
    work(0, 3, again, 1.0)
    assert (again.month, town.month, town.total) == (5, 4, 2.0)
    assert not town.crowd.effort.any()


def test_clearing_sets_all_numbers_to_zero() -> None:
    from sim.state.economy_state import Flows

    flows = Flows(quits=2.0, ideas=1.0)
    flows.clear()
    assert flows == Flows()
