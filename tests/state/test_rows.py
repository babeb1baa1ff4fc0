"""The order of the rows is restored, and everybody keeps all that is theirs."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.threads import FEWEST_PEOPLE
from sim.state import EconomyState, People
from sim.state.workplaces import Workplaces
from tests.kernels.economies import economy_of
from tests.kernels.worlds import few_examples, make_world, seeds


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


def unordered(count: int, places: int, rng: np.random.Generator, threads: int = 1) -> EconomyState:
    """Return an economy of such people, and of workplaces without members."""
    economy = economy_of(make_world(1), state={"threads": threads})
    share = np.full(places, 1.0 / max(places, 1))
    economy.workplaces = Workplaces.allocate(np.zeros(places, np.int64), share, count)
    economy.people = crowd(count, rng)
    # Nobody's second workplace is one that does not exist.
    economy.people.outside_workplace[:] = rng.integers(-1, places, count)
    return economy


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
    economy = unordered(count, places, rng)
    for moving in (1.0, share, 0.0, share, 1.0):
        assign(economy.people, places, rng, moving)
        before = economy.people.copy()
        economy.restore_order()
        assert_restored(before, economy.people, economy.workplaces)


@few_examples
@given(seeds)
def test_who_stands_in_order_already_stays_in_the_same_row(seed: int) -> None:
    rng = np.random.default_rng(seed)
    economy = unordered(50, 6, rng)
    people = economy.people
    assign(people, 6, rng, 1.0)
    economy.restore_order()
    before = people.copy()
    economy.restore_order()
    for field in fields(people):
        np.testing.assert_array_equal(getattr(people, field.name), getattr(before, field.name))


@pytest.mark.parametrize("place", [-1, 0, 3])
def test_all_may_be_in_one_place_or_leave_it_at_once(place: int) -> None:
    rng = np.random.default_rng(5)
    economy = unordered(40, 4, rng)
    for everybody in (place, 3 - max(place, 0), place):
        economy.people.workplace[:] = everybody
        before = economy.people.copy()
        economy.restore_order()
        assert_restored(before, economy.people, economy.workplaces)


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_the_rows_do_not_depend_on_the_threads(threads: int) -> None:
    rng = np.random.default_rng(7)
    count, places = FEWEST_PEOPLE + 1, 400
    economy = unordered(count, places, rng, threads)
    for share in (1.0, 0.03):
        assign(economy.people, places, rng, share)
        before = economy.people.copy()
        economy.restore_order()
        assert_restored(before, economy.people, economy.workplaces)


def test_a_workplace_that_does_not_exist_is_refused() -> None:
    economy = unordered(5, 3, np.random.default_rng(1))
    economy.people.workplace[:] = [0, 1, 3, -1, 2]
    with pytest.raises(ValueError, match="does not exist"):
        economy.restore_order()
