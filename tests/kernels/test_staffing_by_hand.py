"""Hours of a few people when some of them come and go, by numbers that can be checked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.kernels.random import uniform
from sim.kernels.staffing import (
    dissolve_exchanges,
    hand_over_hours,
    mark_changed,
    restore_staffing,
)
from sim.state import EconomyState, Stream
from tests.kernels import reference_hours as reference
from tests.kernels.economies import economy_of
from tests.kernels.few import few
from tests.kernels.worlds import World


def test_workplaces_that_gain_or_lose_somebody_have_changed() -> None:
    economy = economy_of(few(1, 1, 1, 1, 1, outside=1), workplaces={"changed": True})
    destination = economy.destination
    # From the second to the third; from none to the first; from the fourth to none.
    destination[[1, 5, 3]] = [2, 0, -1]
    mark_changed(np.array([1, 3, 5]), destination, economy)
    assert economy.workplaces.changed.tolist() == [True, True, True, True, False]
    mark_changed(np.array([3]), destination, economy)
    assert economy.workplaces.changed.tolist() == [False, False, False, True, False]
    mark_changed(np.array([5]), destination, economy)
    assert economy.workplaces.changed.tolist() == [True, False, False, False, False]
    destination[0] = -1
    mark_changed(np.array([0]), destination, economy)
    assert economy.workplaces.changed.tolist() == [True, False, False, False, False]


def exchanging() -> World:
    """Return two workplaces of two, whose first members do .2 and .3 of the other workplace."""
    world = few(2, 2)
    world.person = np.array([0, 2, 1, 3])
    world.row_of = np.argsort(world.person)
    world.hours[0, :2], world.hours[2, :2] = [0.3, 0.5], [0.1, 0.6]
    world.outside_partner[[0, 2]] = world.person[[2, 0]]
    world.outside_workplace[[0, 2]], world.outside_task[[0, 2]] = [1, 0], [1, 0]
    world.outside_hours[[0, 2]] = [0.2, 0.3]
    return world


@pytest.mark.parametrize("ends", [[0, 1], [3, 2], [0, 1, 2, 3]])
def test_both_take_their_own_work_back_once(ends: list[int]) -> None:
    economy = economy_of(exchanging())
    dissolve_exchanges(np.array(ends), economy)
    people = economy.people
    expected = [[0.5, 0.5], [0.5, 0.5], [0.1, 0.9], [0.5, 0.5]]
    assert people.hours[:, :2].ravel().tolist() == pytest.approx(np.ravel(expected).tolist())
    assert people.outside_partner.tolist() == [-1] * 4
    assert people.outside_workplace.tolist() == [-1] * 4
    assert people.outside_task.tolist() == [-1] * 4
    assert people.outside_hours.tolist() == [0.0] * 4


def test_exchanges_of_others_go_on() -> None:
    economy = economy_of(exchanging())
    dissolve_exchanges(np.array([1, 3]), economy)
    assert economy.people.outside_hours.tolist() == [0.2, 0.0, 0.3, 0.0]
    assert economy.people.outside_partner.tolist() == [1, -1, 0, -1]


PLUMBING = 3


def leaving(*experts: int, fit: float = 0.0) -> tuple[EconomyState, np.ndarray]:
    """Return a workplace that three of four leave while others of some training join it.

    Of the leavers the second does most plumbing, which is for experts, and the third some of it.
    """
    world = few(4, outside=len(experts))
    world.complexity[0, 1], world.domain[0, 1] = 1.0, PLUMBING
    world.hours_share[0, :2] = [0.75, 0.25]
    world.hours[:4, :2] = [[0.9, 0.1], [0.2, 0.8], [0.6, 0.4], [1.0, 0.0]]
    world.expert[4:] = experts
    economy = economy_of(world, placement_fit=fit)
    economy.destination[:3], economy.destination[4:] = -1, 0
    return economy, np.array([0, 1, 2, *range(4, world.people)])


def plumbing_of_joiners(economy: EconomyState, moved: np.ndarray) -> list[float]:
    """Return how much plumbing the joiners are given, once it is checked that work is whole."""
    hand_over_hours(moved, economy.destination, economy)
    hours = economy.people.hours
    assert not hours[:3].any()
    assert hours[3, :2].tolist() == [1.0, 0.0]
    assert hours[4:].sum(axis=1) == pytest.approx(1.0)
    return hours[4:, 1].tolist()


def test_joiners_take_the_hours_of_leavers_in_turn_and_then_the_mix() -> None:
    assert plumbing_of_joiners(*leaving(-1, PLUMBING)) == [0.1, 0.8]
    found = plumbing_of_joiners(*leaving(-1, PLUMBING, -1, -1, PLUMBING))
    assert found == [0.1, 0.8, 0.4, 0.25, 0.25]


@pytest.mark.parametrize(
    ("experts", "expected"),
    [
        ((PLUMBING, PLUMBING, PLUMBING), [0.8, 0.4, 0.1]),
        ((-1, -1, -1), [0.1, 0.4, 0.8]),
        ((PLUMBING, -1, PLUMBING), [0.8, 0.1, 0.4]),
        # Nothing here is for experts of another domain, so that all hours suit them alike.
        ((PLUMBING - 1, PLUMBING - 1, -1), [0.1, 0.8, 0.4]),
        ((PLUMBING, PLUMBING, PLUMBING, PLUMBING), [0.8, 0.4, 0.1, 0.25]),
    ],
)
def test_where_fit_decides_it_is_the_hours_that_suit_the_training(
    experts: tuple[int, ...], expected: list[float]
) -> None:
    assert plumbing_of_joiners(*leaving(*experts, fit=1e9)) == expected


def test_fit_decides_with_its_probability() -> None:
    economy, moved = leaving(PLUMBING)
    own = uniform(economy.key(Stream.PLACEMENT_FIT), 4)
    assert plumbing_of_joiners(*leaving(PLUMBING, fit=own)) == [0.1]
    assert plumbing_of_joiners(*leaving(PLUMBING, fit=1.001 * own)) == [0.8]
    assert plumbing_of_joiners(economy, moved) == [0.1]


def test_two_workplaces_hand_over_their_own_hours() -> None:
    world = few(1, 1, 1, outside=0)
    world.hours[:, :2] = [[0.9, 0.1], [0.7, 0.3], [0.2, 0.8]]
    world.hours_share[0, :2] = [0.6, 0.4]
    economy = economy_of(world)
    # The first goes to the second workplace, the second to the first, and the third stays.
    economy.destination[:2] = [1, 0]
    hand_over_hours(np.array([0, 1]), economy.destination, economy)
    assert economy.people.hours[:, 0].tolist() == [0.7, 0.9, 0.2]
    # Nobody has left the third workplace: who comes gets its mix.
    economy = economy_of(world)
    economy.destination[0] = 2
    hand_over_hours(np.array([0]), economy.destination, economy)
    assert economy.people.hours[:, 0].tolist() == [0.6, 0.7, 0.2]


def restored(world: World, changed: tuple[bool, ...] = (True,)) -> np.ndarray:
    """Return the hours after workplaces that changed have been brought back to full staffing."""
    economy = economy_of(world)
    restore_staffing(0, world.workplaces, economy, np.array(changed))
    return economy.people.hours


def test_fitting_keeps_the_pattern_of_specialisation() -> None:
    world = few(2)
    world.hours[:, :2] = [[0.8, 0.2], [0.6, 0.4]]
    # The ratio of odds is 4 to 1.5 before and after, and hours of a task add up to one.
    odds = math.sqrt(4.0 / 1.5)
    first = odds / (1.0 + odds)
    found = restored(world)
    assert found[0, :2].tolist() == pytest.approx([first, 1.0 - first], abs=1e-7)
    assert found[1, :2].tolist() == pytest.approx([1.0 - first, first], abs=1e-7)
    assert found.sum(axis=0)[:2].tolist() == pytest.approx([1.0, 1.0], abs=1e-14)


def test_fitting_follows_the_shares_of_tasks() -> None:
    world = few(3)
    world.hours_share[0, :2] = [1 / 3, 2 / 3]
    world.hours[:, :2] = [[0.8, 0.2], [0.5, 0.5], [0.5, 0.5]]
    # Four times the odds of the other two: x / (1 - x) = 4 y / (1 - y) and x + 2 y = 1.
    found = restored(world)
    x, y = found[0, 0], found[1, 0]
    assert x / (1.0 - x) == pytest.approx(4.0 * y / (1.0 - y), rel=1e-6)
    assert x + 2.0 * y == pytest.approx(1.0, abs=1e-12)
    assert found[2].tolist() == found[1].tolist()
    assert found.sum(axis=1).tolist() == pytest.approx([1.0] * 3, abs=1e-12)


def test_a_task_that_nobody_does_is_taken_out_of_what_is_overstaffed() -> None:
    world = few(2)
    world.task_count[0], world.hours_share[0, :3] = 3, [0.2, 0.3, 0.5]
    world.hours[:, :2] = [1.0, 0.0]
    expected = [[0.2, 0.3, 0.5]] * 2
    assert restored(world)[:, :3].ravel().tolist() == pytest.approx(np.ravel(expected).tolist())


def test_each_gives_up_a_part_of_what_he_does_too_much() -> None:
    world = few(2, 1)
    world.task_count[0], world.hours_share[0, :3] = 3, [0.25, 0.25, 0.5]
    world.hours[:2, :3] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]
    # Nobody does the third task, of which there is one hour; each does twice what is needed.
    found = restored(world, (True, False))
    assert found[0, :3].tolist() == pytest.approx([0.5, 0.0, 0.5])
    assert found[1, :3].tolist() == pytest.approx([0.0, 0.5, 0.5])
    assert found[2, :2].tolist() == [0.5, 0.5]


def test_each_has_a_month_where_tasks_are_staffed() -> None:
    world = few(2)
    world.hours[:, :2] = [[0.25, 0.25], [0.75, 0.75]]
    assert restored(world)[:, :2].ravel().tolist() == pytest.approx([0.5] * 4)


def test_one_alone_does_all_there_is_to_do() -> None:
    world = few(1)
    world.hours[0, :2] = [0.9, 0.1]
    assert restored(world)[0, :2].tolist() == pytest.approx([0.5, 0.5])


def test_unchanged_and_empty_workplaces_stay_as_they_are() -> None:
    world = few(2, 0, 2)
    world.hours[:, :2] = [0.7, 0.1]
    found = restored(world, (False, True, True))
    assert found[:2, :2].tolist() == [[0.7, 0.1]] * 2
    assert found[2:, :2].tolist() == pytest.approx(np.full((2, 2), 0.5))


def test_who_has_no_hours_is_given_the_mix() -> None:
    world = few(2)
    world.hours_share[0, :2] = [0.7, 0.3]
    world.hours[:, :2] = [[0.0, 0.0], [0.35, 0.15]]
    assert restored(world)[:, :2].ravel().tolist() == pytest.approx([0.7, 0.3, 0.7, 0.3])


def helped(amount: float, *shares: float) -> World:
    """Return two workplaces of two; somebody of the second does so much of the first task."""
    world = few(2, 2)
    world.task_count[0], world.hours_share[0, : len(shares)] = len(shares), shares
    world.hours[:, : len(shares)] = shares
    for row, partner, there in ((0, 2, 1), (2, 0, 0)):
        world.outside_partner[row], world.outside_workplace[row] = partner, there
        world.outside_task[row], world.outside_hours[row] = 0, amount
        world.hours[row] *= 1.0 - amount
    return world


def test_what_others_do_need_not_be_done() -> None:
    found = restored(helped(0.4, 0.5, 0.5), (True, False))
    # .6 hours are left of the first task, and who works elsewhere has .6 of the month.
    assert found[:2].sum(axis=0)[:2].tolist() == pytest.approx([0.6, 1.0])
    assert found[:2].sum(axis=1).tolist() == pytest.approx([0.6, 1.0])
    # All had the same mix, so that they have the same one again.
    assert found[0, :2].tolist() == pytest.approx([0.6 * 0.6 / 1.6, 0.6 * 1.0 / 1.6])


def test_the_second_workplace_is_treated_as_the_first() -> None:
    found = restored(helped(0.4, 0.5, 0.5), (False, True))
    assert found[2:].sum(axis=0)[:2].tolist() == pytest.approx([0.6, 1.0])
    assert found[2:].sum(axis=1).tolist() == pytest.approx([0.6, 1.0])


def test_what_is_in_line_stays_as_it_is() -> None:
    world = helped(0.4, 0.5, 0.5)
    mix = np.array([0.375, 0.625])
    world.hours[:2, :2] = [0.6 * mix, mix]
    found = restored(world, (True, False))
    assert found[:2, :2].ravel().tolist() == pytest.approx(world.hours[:2, :2].ravel().tolist())


def test_more_help_than_work_leaves_the_rest_to_be_shared() -> None:
    world = helped(0.4, 0.1, 0.3, 0.6)
    # Of 1.8 hours of the other tasks 1.6 can be done. Who did the first alone turns to both alike.
    world.hours[1, :3] = [1.0, 0.0, 0.0]
    found = restored(world, (True, False))[:2, :3]
    assert found[:, 0].tolist() == pytest.approx([0.0, 0.0], abs=1e-12)
    assert found.sum(axis=0).tolist() == pytest.approx([0.0, 1.6 / 3.0, 3.2 / 3.0])
    assert found.sum(axis=1).tolist() == pytest.approx([0.6, 1.0])
    assert found[1, 1] / found[1, 2] == pytest.approx(2.0 * found[0, 1] / found[0, 2], rel=1e-6)


def with_hours(world: World, *hours: list[float]) -> World:
    """Return a world whose first people have these hours."""
    for row, own in enumerate(hours):
        world.hours[row, : len(own)] = own
    return world


@pytest.mark.parametrize(
    "world",
    [
        with_hours(few(2), [0.8, 0.2], [0.6, 0.4]),
        with_hours(few(2), [0.999, 0.001], [0.9, 0.1]),
        with_hours(few(2), [0.4, 0.1], [0.9, 0.6]),
        with_hours(helped(0.4, 0.5, 0.5), [0.0, 0.0], [0.9, 0.1]),
        with_hours(helped(0.4, 0.1, 0.3, 0.6), [0.3, 0.1, 0.2], [1.0, 0.0, 0.0]),
        with_hours(helped(0.4, 0.1, 0.3, 0.6), [0.6, 0.0, 0.0], [0.1, 0.5, 0.4]),
    ],
)
def test_rounds_of_fitting_are_those_of_the_reference(world: World) -> None:
    changed = np.arange(world.workplaces) == 0
    expected = reference.restore_staffing(world, changed)
    found = restored(world, tuple(changed.tolist()))
    np.testing.assert_allclose(found, expected, rtol=1e-13, atol=1e-15)
