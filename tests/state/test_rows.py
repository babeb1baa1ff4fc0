"""The order of the rows is restored, and everybody keeps all that is theirs."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.threads import FEWEST_PEOPLE
from sim.state.people import People
from sim.state.rows import RowOrder
from sim.state.workplaces import Workplaces
from tests.kernels.worlds import few_examples, seeds


def crowd(count: int, rng: np.random.Generator) -> People:
    """Return people in any order, all of whose attributes differ from each other's."""
    people = People.allocate(count)
    for field in fields(people):
        array = getattr(people, field.name)
        if array.dtype == np.float64:
            array[...] = rng.normal(size=array.shape)
        elif field.name not in ("person", "row_of", "workplace"):
            array[...] = rng.integers(-1, 100, array.shape)
    people.person[:] = rng.permutation(count)
    people.row_of[people.person] = np.arange(count)
    return people


def empty_workplaces(count: int, people: int) -> Workplaces:
    return Workplaces.allocate(
        np.zeros(count, np.int64), np.full(count, 1.0 / max(count, 1)), people
    )


def assign(people: People, places: int, rng: np.random.Generator, share: float) -> None:
    """Send a share of the people to any workplace, or to none."""
    moving = rng.random(len(people)) < share
    people.workplace[moving] = rng.integers(-1, places, int(moving.sum()))


def assert_restored(before: People, people: People, workplaces: Workplaces) -> None:
    """Check rows against a stable sort of what they were."""
    places = len(workplaces)
    key = np.where(before.workplace >= 0, before.workplace, places)
    order = np.argsort(key, kind="stable")
    for field in fields(people):
        if field.name != "row_of":
            expected = getattr(before, field.name)[order]
            found = getattr(people, field.name)
            np.testing.assert_array_equal(found, expected, err_msg=field.name)
            assert found.dtype == expected.dtype
            assert found.flags.c_contiguous
    np.testing.assert_array_equal(people.person[people.row_of], np.arange(len(people)))
    members = np.bincount(key, minlength=places + 1)[:places]
    np.testing.assert_array_equal(workplaces.offsets, np.concatenate([[0], np.cumsum(members)]))


@few_examples
@given(st.integers(0, 60), st.integers(1, 12), st.sampled_from([0.0, 0.05, 0.5, 1.0]), seeds)
def test_everybody_keeps_all_of_theirs_month_after_month(
    count: int, places: int, share: float, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    rows, people, workplaces = RowOrder(), crowd(count, rng), empty_workplaces(places, count)
    for moving in (1.0, share, 0.0, share, 1.0):
        assign(people, places, rng, moving)
        before = people.copy()
        rows.restore(people, workplaces)
        assert_restored(before, people, workplaces)


@few_examples
@given(st.lists(st.tuples(st.integers(0, 80), st.integers(1, 9)), min_size=2, max_size=5), seeds)
def test_one_order_serves_populations_of_different_sizes(
    sizes: list[tuple[int, int]], seed: int
) -> None:
    rng = np.random.default_rng(seed)
    rows = RowOrder()
    for count, places in sizes:
        people, workplaces = crowd(count, rng), empty_workplaces(places, count)
        for share in (1.0, 0.2):
            assign(people, places, rng, share)
            before = people.copy()
            rows.restore(people, workplaces)
            assert_restored(before, people, workplaces)


@few_examples
@given(seeds)
def test_who_stands_in_order_already_stays_in_the_same_row(seed: int) -> None:
    rng = np.random.default_rng(seed)
    people, workplaces, rows = crowd(50, rng), empty_workplaces(6, 50), RowOrder()
    assign(people, 6, rng, 1.0)
    rows.restore(people, workplaces)
    before = people.copy()
    rows.restore(people, workplaces)
    for field in fields(people):
        np.testing.assert_array_equal(getattr(people, field.name), getattr(before, field.name))


@pytest.mark.parametrize("place", [-1, 0, 3])
def test_all_may_be_in_one_place_or_leave_it_at_once(place: int) -> None:
    rng = np.random.default_rng(5)
    people, workplaces, rows = crowd(40, rng), empty_workplaces(4, 40), RowOrder()
    for everybody in (place, 3 - max(place, 0), place):
        people.workplace[:] = everybody
        before = people.copy()
        rows.restore(people, workplaces)
        assert_restored(before, people, workplaces)


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_the_rows_do_not_depend_on_the_threads(threads: int) -> None:
    rng = np.random.default_rng(7)
    count, places = FEWEST_PEOPLE + 1, 400
    people, workplaces, rows = crowd(count, rng), empty_workplaces(places, count), RowOrder()
    for share in (1.0, 0.03):
        assign(people, places, rng, share)
        before = people.copy()
        rows.restore(people, workplaces, threads)
        assert_restored(before, people, workplaces)


def test_a_workplace_that_does_not_exist_is_refused() -> None:
    people, workplaces = crowd(5, np.random.default_rng(1)), empty_workplaces(3, 5)
    people.workplace[:] = [0, 1, 3, -1, 2]
    with pytest.raises(ValueError, match="does not exist"):
        RowOrder().restore(people, workplaces)
