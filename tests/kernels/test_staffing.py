"""Hand-over of hours, ending of exchanges, and the return to full staffing."""

from __future__ import annotations

import copy

import numpy as np
import pytest
from hypothesis import given

from sim.kernels.random import stream_key
from sim.kernels.staffing import (
    dissolve_exchanges,
    hand_over_hours,
    mark_changed,
    restore_staffing,
)
from tests.kernels import reference_hours as reference
from tests.kernels.economies import economy_of
from tests.kernels.worlds import (
    World,
    add_exchanges,
    assert_same_bytes_however_cut,
    few_examples,
    make_world,
    seeds,
    shares,
)

FULL = 1e-9
FIT = stream_key(1, 0, 3, 1)


def moves(world: World, share: float = 0.3) -> np.ndarray:
    """Return where everyone works next month."""
    destination = world.workplace.copy()
    moving = world.rng.uniform(size=world.people) < share
    destination[moving] = world.rng.integers(-1, world.workplaces, moving.sum())
    return destination


def arguments(world: World, changed: np.ndarray) -> tuple:
    """Return what `restore_staffing` takes after the range of workplaces."""
    incoming_offsets, incoming_rows = world.incoming
    return (
        world.offsets,
        changed,
        world.sector,
        world.hours_share,
        world.task_count,
        world.outside_hours,
        world.outside_task,
        incoming_offsets,
        incoming_rows,
        world.hours,
    )


def unstaffed_world(seed: int) -> tuple[World, np.ndarray]:
    """Return a world with exchanges whose hours are out of line, and which workplaces are."""
    world = make_world(seed, staffed=True)
    add_exchanges(world)
    changed = world.rng.uniform(size=world.workplaces) < 0.7
    for j in np.flatnonzero(changed):
        block = world.hours[world.rows(j)]
        block *= world.rng.uniform(0.0, 2.0, block.shape) * (
            world.rng.uniform(size=block.shape) < 0.8
        )
    return world, changed


def moved(world: World, destination: np.ndarray) -> np.ndarray:
    """Return the rows of those who change the workplace."""
    return np.flatnonzero(world.workplace != destination)


def handed_over(world: World, destination: np.ndarray, fit: float = 0.0) -> None:
    """Hand hours over in the world."""
    rows = moved(world, destination)
    training = (FIT, fit, world.person, world.expert, world.domain, world.for_experts)
    tables = (world.sector, world.hours_share, *training, world.hours)
    hand_over_hours(rows, world.workplace, destination, *tables)


def dissolved(world: World, ends: np.ndarray) -> None:
    """End the exchanges of `ends` in the world."""
    economy = economy_of(world)
    dissolve_exchanges(np.flatnonzero(ends), economy)
    for name in ("outside_partner", "outside_workplace", "outside_task", "outside_hours", "hours"):
        getattr(world, name)[...] = getattr(economy.people, name)


@few_examples
@given(seeds)
def test_changed_workplaces_are_those_that_gain_or_lose_a_member(seed):
    world = make_world(seed)
    destination = moves(world, 0.1)
    economy = economy_of(world, workplaces={"changed": True})
    mark_changed(moved(world, destination), destination, economy)
    expected = reference.changed_workplaces(world.workplace, destination, world.workplaces)
    np.testing.assert_array_equal(economy.workplaces.changed, expected)


@few_examples
@given(seeds)
def test_dissolving_agrees_with_the_reference(seed):
    world = make_world(seed, staffed=True, smallest=2)
    add_exchanges(world)
    ends = world.rng.uniform(size=world.people) < 0.4
    expected = reference.dissolve_exchanges(world, ends)
    dissolved(world, ends)
    found = (
        world.hours,
        world.outside_partner,
        world.outside_workplace,
        world.outside_task,
        world.outside_hours,
    )
    for left, right in zip(found, expected, strict=True):
        np.testing.assert_allclose(left, right, rtol=1e-12, atol=0.0)


@few_examples
@given(seeds)
def test_dissolving_restores_both_sides_and_the_work_of_every_task(seed):
    world = make_world(seed, staffed=True, workplaces=4, smallest=3)
    hours, work = world.hours.copy(), world.work()
    add_exchanges(world, attempts=20)
    assert (world.outside_partner >= 0).any()
    # One side of each exchange is enough to end it.
    ends = np.zeros(world.people, dtype=np.bool_)
    ends[: world.people // 2] = True
    partners = world.row_of[world.outside_partner[world.outside_partner >= 0]]
    dissolved(world, ends)
    np.testing.assert_allclose(world.work(), work, rtol=0.0, atol=FULL)
    assert (world.outside_partner[ends] == -1).all()
    dissolved(world, np.ones_like(ends))
    np.testing.assert_allclose(world.hours, hours, rtol=0.0, atol=1e-12)
    assert (world.outside_hours == 0.0).all()
    assert (world.outside_task[partners] == -1).all()


@few_examples
@given(seeds, shares)
def test_hand_over_agrees_with_the_reference(seed, fit):
    world = make_world(seed)
    destination = moves(world)
    for probability in (0.0, fit, 1.0):
        one = copy.deepcopy(world)
        expected = reference.hand_over_hours(one, destination, FIT, probability)
        handed_over(one, destination, probability)
        np.testing.assert_array_equal(one.hours, expected)


def test_a_joiner_takes_over_the_hours_of_the_leaver():
    world = make_world(5, workplaces=2, smallest=4)
    leaver, joiner = 1, world.people - 1
    world.workplace[joiner], world.hours[joiner] = -1, 0.0
    before = world.hours.copy()
    destination = world.workplace.copy()
    destination[leaver], destination[joiner] = -1, world.workplace[leaver]
    handed_over(world, destination)
    np.testing.assert_array_equal(world.hours[joiner], before[leaver])
    assert (world.hours[leaver] == 0.0).all()
    stayers = np.setdiff1d(np.arange(world.people), [leaver, joiner])
    np.testing.assert_array_equal(world.hours[stayers], before[stayers])


def test_two_who_trade_places_trade_hours():
    world = make_world(8, workplaces=2, smallest=4)
    one, other = 0, int(world.offsets[1])
    before = world.hours.copy()
    destination = world.workplace.copy()
    destination[one], destination[other] = 1, 0
    handed_over(world, destination)
    np.testing.assert_array_equal(world.hours[[one, other]], before[[other, one]])


def test_a_joiner_without_a_leaver_gets_the_mix_of_the_sector():
    world = make_world(3, workplaces=2, smallest=2)
    destination = world.workplace.copy()
    destination[0] = 1
    handed_over(world, destination)
    np.testing.assert_array_equal(world.hours[0], world.hours_share[world.sector[1]])


@few_examples
@given(seeds)
def test_restoring_agrees_with_the_reference(seed):
    world, changed = unstaffed_world(seed)
    expected = reference.restore_staffing(world, changed)
    restore_staffing(0, world.workplaces, *arguments(world, changed))
    np.testing.assert_allclose(world.hours, expected, rtol=1e-12, atol=1e-14)


@few_examples
@given(seeds)
def test_restoring_fills_every_task_and_everyones_full_time(seed):
    world, changed = unstaffed_world(seed)
    restore_staffing(0, world.workplaces, *arguments(world, changed))
    np.testing.assert_allclose(world.work(), world.full_work(), rtol=0.0, atol=FULL)
    own = world.hours[: world.employed].sum(axis=1)
    np.testing.assert_allclose(own, 1.0 - world.outside_hours[: world.employed], atol=FULL)
    assert (world.hours >= 0.0).all()


@few_examples
@given(seeds)
def test_restoring_fills_a_task_that_nobody_left_does(seed):
    world = make_world(seed, workplaces=2, smallest=2)
    for j in range(2):
        world.hours[world.rows(j)] = 0.0
        world.hours[world.rows(j), 1] = 1.0
    restore_staffing(0, 2, *arguments(world, np.ones(2, dtype=np.bool_)))
    np.testing.assert_allclose(world.work(), world.full_work(), rtol=0.0, atol=FULL)
    np.testing.assert_allclose(world.hours[: world.employed].sum(axis=1), 1.0, atol=FULL)


def test_restoring_gives_members_without_hours_a_full_job():
    world = make_world(11, workplaces=1, smallest=3)
    world.hours[0] = 0.0
    restore_staffing(0, 1, *arguments(world, np.ones(1, dtype=np.bool_)))
    assert world.hours[0].sum() == pytest.approx(1.0, abs=FULL)


@few_examples
@given(seeds)
def test_restoring_leaves_unchanged_workplaces_untouched(seed):
    world, changed = unstaffed_world(seed)
    before = world.hours.copy()
    restore_staffing(0, world.workplaces, *arguments(world, changed))
    for j in np.flatnonzero(~changed):
        assert world.hours[world.rows(j)].tobytes() == before[world.rows(j)].tobytes()
    assert world.hours[world.employed :].tobytes() == before[world.employed :].tobytes()


@few_examples
@given(seeds)
def test_restoring_a_staffed_workplace_keeps_its_specialisation(seed):
    world = make_world(seed, staffed=True)
    add_exchanges(world)
    before = world.hours.copy()
    everywhere = np.ones(world.workplaces, dtype=np.bool_)
    restore_staffing(0, world.workplaces, *arguments(world, everywhere))
    np.testing.assert_allclose(world.hours, before, rtol=0.0, atol=FULL)


def test_outside_help_beyond_the_work_of_a_task_leaves_everyone_full_time():
    world = make_world(2, workplaces=2, smallest=4)
    helper = int(world.offsets[1])
    for row, there, task in ((0, 1, 0), (helper, 0, 0)):
        world.outside_partner[row] = world.person[helper if row == 0 else 0]
        world.outside_workplace[row], world.outside_task[row] = there, task
        world.outside_hours[row] = 0.9
    world.hours_share[:, 1] += 0.98 * world.hours_share[:, 0]
    world.hours_share[:, 0] *= 0.02
    changed = np.ones(2, dtype=np.bool_)
    expected = reference.restore_staffing(world, changed)
    restore_staffing(0, 2, *arguments(world, changed))
    np.testing.assert_allclose(world.hours, expected, rtol=1e-12, atol=1e-14)
    own = world.hours[: world.employed].sum(axis=1)
    np.testing.assert_allclose(own, 1.0 - world.outside_hours[: world.employed], atol=FULL)
    assert world.hours[: world.employed, 0].max() == pytest.approx(0.0, abs=FULL)


@few_examples
@given(seeds)
def test_restoring_does_not_depend_on_how_workplaces_are_cut(seed):
    world, changed = unstaffed_world(seed)
    assert_same_bytes_however_cut(restore_staffing, world.workplaces, arguments(world, changed))
