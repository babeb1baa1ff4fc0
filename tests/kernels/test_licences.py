"""Licensed hours stay with the licensed (model section 10.1)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from sim.kernels.hierarchy import rotate
from sim.kernels.licences import barred, reserve_licensed
from tests.kernels import reference_hours as reference
from tests.kernels.test_exchange import arranged, busy_world
from tests.kernels.test_improvement import improved
from tests.kernels.test_staffing import arguments as staffing
from tests.kernels.test_staffing import handed_over, moves, restore_staffing, unstaffed_world
from tests.kernels.test_swaps import applied, exchanging_world
from tests.kernels.worlds import (
    World,
    assert_same_bytes_however_cut,
    few_examples,
    make_world,
    seeds,
)

EXACT = 1e-9
SURGERY, CLEANING, RECORDS = range(3)
SURGEON, UNTRAINED = 2, -1


def arguments(world: World, where: np.ndarray | None = None) -> tuple:
    """Return what `reserve_licensed` takes after the range of workplaces."""
    return (
        world.offsets,
        np.ones(world.workplaces, dtype=np.bool_) if where is None else where,
        world.sector,
        world.task_count,
        world.domain,
        world.reserved,
        world.expert,
        world.hours,
    )


def reserved(world: World) -> None:
    """Bring licensed hours to the licensed everywhere."""
    reserve_licensed(0, world.workplaces, *arguments(world))


def unlicensed_hours(world: World) -> np.ndarray:
    """Return hours in licensed tasks without the training, those elsewhere last; (people, 9)."""
    found = np.zeros((world.people, 9))
    for row in range(world.employed):
        home, away = world.workplace[row], world.outside_workplace[row]
        for k in range(8):
            found[row, k] = 0.0 if world.may(row, home, k) else world.hours[row, k]
        if away >= 0 and not world.may(row, away, world.outside_task[row]):
            found[row, 8] = world.outside_hours[row]
    return found


def unavoidable(world: World) -> np.ndarray:
    """Return the licensed work that exceeds the time of the licensed at home, by workplace."""
    missing = np.zeros(world.workplaces)
    for j in range(world.workplaces):
        kind, rows = world.sector[j], world.rows(j)
        for licence in np.unique(world.domain[kind, world.reserved[kind]]):
            tasks = world.reserved[kind] & (world.domain[kind] == licence)
            time = world.hours[rows][world.expert[rows] == licence].sum()
            missing[j] += max(world.hours[rows][:, tasks].sum() - time, 0.0)
    return missing


def hospital(*experts: int) -> World:
    """Return a hospital of three tasks, of which only surgery is licensed, in equal parts."""
    world = make_world(1, workplaces=1, smallest=12)
    people = len(experts)
    world.offsets, world.workplace = np.array([0, people]), np.zeros(people, dtype=np.int32)
    world.sector, world.task_count = np.zeros(1, dtype=np.int64), np.array([3])
    world.hours_share = np.array([[1.0, 1.0, 1.0, 0, 0, 0, 0, 0]]) / 3.0
    world.domain = np.full((1, 8), SURGEON)
    world.complexity = np.array([[2.0, 0.0, 0.0, 0, 0, 0, 0, 0]])
    world.reserved = np.zeros((1, 8), dtype=np.bool_)
    world.reserved[0, SURGERY] = True
    world.expert = np.array(experts, dtype=np.int8)
    world.hours = np.repeat(world.hours_share, people, axis=0)
    for name in ("outside_workplace", "outside_task", "outside_hours"):
        setattr(world, name, getattr(world, name)[:people])
    return world


def test_only_the_unlicensed_are_barred_and_only_from_licensed_tasks():
    world = hospital(SURGEON, UNTRAINED)
    rules = (world.domain, world.reserved)
    assert barred(UNTRAINED, 0, SURGERY, *rules)
    assert barred(SURGEON + 1, 0, SURGERY, *rules)
    assert not barred(SURGEON, 0, SURGERY, *rules)
    assert not barred(UNTRAINED, 0, CLEANING, *rules)


def test_one_surgeon_of_three_operates_and_two_helpers_do_the_rest():
    world = hospital(SURGEON, UNTRAINED, UNTRAINED)
    rotate(0, 1, world.offsets, world.sector, world.hours_share, world.hours)
    reserved(world)
    expected = [[1.0, 0.0, 0.0], [0.0, 0.5, 0.5], [0.0, 0.5, 0.5]]
    np.testing.assert_allclose(world.hours[:, :3], expected, rtol=0.0, atol=1e-15)
    assert (world.hours[1:, SURGERY] == 0.0).all()


def test_two_surgeons_of_three_share_surgery_and_keep_half_of_their_month():
    world = hospital(SURGEON, SURGEON, UNTRAINED)
    reserved(world)
    expected = [[0.5, 0.25, 0.25], [0.5, 0.25, 0.25], [0.0, 0.5, 0.5]]
    np.testing.assert_allclose(world.hours[:, :3], expected, rtol=0.0, atol=1e-15)


def test_what_exceeds_the_time_of_the_only_surgeon_stays_where_it_is():
    world = hospital(SURGEON, UNTRAINED, UNTRAINED)
    world.hours[:, :3] = [[0.4, 0.6, 0.0], [0.9, 0.1, 0.0], [0.3, 0.0, 0.7]]
    reserved(world)
    expected = [[1.0, 0.0, 0.0], [0.45, 0.55, 0.0], [0.15, 0.15, 0.7]]
    np.testing.assert_allclose(world.hours[:, :3], expected, rtol=0.0, atol=1e-15)


def test_where_nobody_is_licensed_all_stays_as_it_is():
    world = hospital(UNTRAINED, UNTRAINED, SURGEON + 1)
    before = world.hours.copy()
    reserved(world)
    assert world.hours.tobytes() == before.tobytes()


def test_two_who_do_each_others_licensed_work_trade_it():
    world = hospital(SURGEON, SURGEON + 1)
    world.domain[0, CLEANING], world.reserved[0, CLEANING] = SURGEON + 1, True
    world.hours = np.eye(2, 8)[::-1].copy()
    reserved(world)
    np.testing.assert_array_equal(world.hours, np.eye(2, 8))


def test_an_unlicensed_joiner_does_not_take_over_the_surgery_of_who_leaves():
    world = hospital(SURGEON, SURGEON, UNTRAINED, UNTRAINED)
    world.hours[:, :3] = [[0.8, 0.2, 0.0], [0.5, 0.5, 0.0], [0, 0.3, 0.7], [0, 0, 0]]
    world.offsets = np.array([0, 3])
    world.workplace, world.person = np.array([0, 0, 0, -1], dtype=np.int32), np.arange(4)
    handed_over(world, np.array([-1, 0, 0, 0], dtype=np.int32))
    assert world.hours[3, SURGERY] == 0.8
    for name in ("hours", "expert"):
        setattr(world, name, getattr(world, name)[1:])
    world.workplace = world.workplace[:3]
    everywhere = np.ones(1, dtype=np.bool_)
    restore_staffing(0, 1, *staffing(world, everywhere))
    reserved(world)
    assert world.hours[0, SURGERY] == pytest.approx(1.0)
    np.testing.assert_allclose(world.hours[1:, SURGERY], 0.0, atol=EXACT)
    np.testing.assert_allclose(world.work(), world.full_work(), rtol=0.0, atol=EXACT)


@few_examples
@given(seeds)
def test_reserving_agrees_with_the_reference(seed):
    world, where = unstaffed_world(seed)
    expected = reference.reserve_licensed(world, where)
    reserve_licensed(0, world.workplaces, *arguments(world, where))
    np.testing.assert_allclose(world.hours, expected, rtol=0.0, atol=1e-13)


@few_examples
@given(seeds)
def test_the_unlicensed_keep_what_exceeds_the_time_of_the_licensed(seed):
    world = exchanging_world(seed)
    work, time = world.work(), world.hours.sum(axis=1)
    least = unavoidable(world)
    for _ in range(2):  # the second time there is nothing left to do
        reserved(world)
        np.testing.assert_allclose(world.work(), work, rtol=0.0, atol=EXACT)
        np.testing.assert_allclose(world.hours.sum(axis=1), time, rtol=0.0, atol=EXACT)
        assert (world.hours >= -EXACT).all()
        at_home = unlicensed_hours(world)[: world.employed, :8].sum(axis=1)
        left = np.bincount(world.workplace[: world.employed], at_home, world.workplaces)
        np.testing.assert_allclose(left, least, rtol=0.0, atol=EXACT)


@few_examples
@given(seeds)
def test_after_joining_and_leaving_licensed_work_is_with_the_licensed(seed):
    world = make_world(seed, staffed=True)
    destination = moves(world)
    handed_over(world, destination)
    order = np.argsort(np.where(destination < 0, world.workplaces, destination), kind="stable")
    world.hours, world.expert = world.hours[order].copy(), world.expert[order].copy()
    world.workplace = destination[order]
    world.offsets = np.searchsorted(
        world.workplace[world.workplace >= 0], np.arange(world.workplaces + 1)
    ).astype(np.int64)
    everywhere = np.ones(world.workplaces, dtype=np.bool_)
    restore_staffing(0, world.workplaces, *staffing(world, everywhere))
    least = unavoidable(world)
    reserved(world)
    assert unlicensed_hours(world).sum() == pytest.approx(least.sum(), abs=EXACT)
    np.testing.assert_allclose(world.work(), world.full_work(), rtol=0.0, atol=EXACT)


@few_examples
@given(seeds)
def test_nobody_unlicensed_gains_licensed_hours(seed):
    changes = {
        "a swap": lambda world: applied(world, 0.3),
        "an exchange": lambda world: arranged(world, 0.3),
        "an exchange with room made": lambda world: arranged(world, 0.3, limit=0.9, wide=True),
        "an improvement": lambda world: improved(world, held=False),
        "an improvement of balanced jobs": lambda world: improved(world, held=True),
    }
    for name, change in changes.items():
        world = busy_world(seed)
        before = unlicensed_hours(world)
        change(world)
        assert (unlicensed_hours(world) <= before + 1e-12).all(), name


def test_without_the_law_licensed_hours_do_reach_the_unlicensed():
    gained = np.zeros(4)
    for seed in range(12):
        for place, change in enumerate(
            (
                lambda world: applied(world, 0.3),
                lambda world: arranged(world, 0.3),
                lambda world: arranged(world, 0.3, limit=0.9, wide=True),
                lambda world: improved(world, held=False),
            )
        ):
            world = busy_world(seed)
            enforced = world.reserved
            before = unlicensed_hours(world)
            world.reserved = np.zeros_like(enforced)
            change(world)
            world.reserved = enforced
            gained[place] += np.maximum(unlicensed_hours(world) - before, 0.0).sum()
    assert (gained > 0.1).all()


@few_examples
@given(seeds)
def test_reserving_does_not_depend_on_how_workplaces_are_cut(seed):
    world, where = unstaffed_world(seed)
    assert_same_bytes_however_cut(reserve_licensed, world.workplaces, arguments(world, where))
