"""Time lost to supervision, meetings and switching."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from sim.kernels.overheads import charge_overheads, empowering_hours
from tests.kernels import reference_hours as reference
from tests.kernels.worlds import (
    World,
    add_exchanges,
    assert_same_bytes_however_cut,
    few_examples,
    make_world,
    seeds,
    shares,
)

RATES = (0.05, 0.08, 0.35, 0.02, 0.01)


def hours_table(world: World, cut: float) -> tuple:
    """Return what `empowering_hours` takes after the range; the last array is filled."""
    return (
        world.offsets,
        world.sector,
        world.empowerment_score,
        cut,
        world.hours,
        world.outside_workplace,
        world.outside_task,
        world.outside_hours,
        np.full(world.people, np.nan),
    )


def overheads_table(world: World, rates: tuple) -> tuple:
    """Return what `charge_overheads` takes after the range; the last three arrays are filled."""
    empowering = world.rng.uniform(0.0, 1.0, world.people)
    variety = world.rng.uniform(0.0, 0.9, world.people)
    variety[::5] = 0.0
    time = np.full(world.people, np.nan)
    sums = np.full((2, world.workplaces), np.nan)
    return (world.offsets, *rates, empowering, variety, time, sums[0], sums[1])


def charged(world: World, rates: tuple) -> tuple:
    """Return empowering hours, variety, productive time, and times in meetings and lost."""
    table = overheads_table(world, rates)
    charge_overheads(0, world.workplaces, *table)
    return table[-5:]


@few_examples
@given(seeds, shares)
def test_empowering_hours_agree_with_the_reference(seed, cut):
    world = make_world(seed, staffed=True)
    add_exchanges(world)
    table = hours_table(world, cut)
    empowering_hours(0, world.workplaces, *table)
    expected = reference.empowering_hours(world, cut)[: world.employed]
    np.testing.assert_allclose(table[-1][: world.employed], expected, rtol=1e-12, atol=1e-15)
    assert np.isnan(table[-1][world.employed :]).all()


@few_examples
@given(seeds)
def test_every_hour_is_empowering_at_a_cut_of_0_and_none_above_1(seed):
    world = make_world(seed, staffed=True)
    add_exchanges(world)
    for cut, hours in ((0.0, 1.0), (1.1, 0.0)):
        table = hours_table(world, cut)
        empowering_hours(0, world.workplaces, *table)
        np.testing.assert_allclose(table[-1][: world.employed], hours, rtol=0.0, atol=1e-12)


def test_a_score_equal_to_the_cut_counts():
    world = make_world(1, workplaces=1, smallest=3)
    world.empowerment_score[:] = 0.8
    table = hours_table(world, 0.8)
    empowering_hours(0, 1, *table)
    np.testing.assert_allclose(table[-1][: world.employed], 1.0, rtol=1e-12)


@few_examples
@given(seeds, shares, shares, shares)
def test_overheads_agree_with_the_reference(seed, supervision, meetings, schooling):
    world = make_world(seed)
    rates = (supervision, meetings, 0.35, 0.02, schooling)
    empowering, variety, time, meeting, switching = charged(world, rates)
    lost_in_meetings = meetings + 0.35 * empowering
    lost_in_switching = 0.02 * variety / (1.0 - variety)
    left = 1.0 - supervision - lost_in_meetings - lost_in_switching - schooling
    expected = np.maximum(left, 0.0)[: world.employed]
    np.testing.assert_allclose(time[: world.employed], expected, rtol=1e-12, atol=1e-15)
    for j in range(world.workplaces):
        rows = world.rows(j)
        assert meeting[j] == pytest.approx(lost_in_meetings[rows].sum(), rel=1e-12)
        assert switching[j] == pytest.approx(lost_in_switching[rows].sum(), rel=1e-12, abs=1e-15)


@few_examples
@given(seeds)
def test_time_is_fully_productive_without_overheads_and_never_negative(seed):
    world = make_world(seed)
    assert (charged(world, (0.0, 0.0, 0.0, 0.0, 0.0))[2][: world.employed] == 1.0).all()
    assert (charged(world, (0.9, 0.9, 0.9, 0.9, 0.9))[2][: world.employed] == 0.0).all()


@few_examples
@given(seeds)
def test_n_equal_tasks_cost_n_minus_1_switches_and_one_task_none(seed):
    world = make_world(seed, workplaces=1, smallest=4)
    table = overheads_table(world, (0.0, 0.0, 0.0, 0.02, 0.0))
    table[-4][:4] = 1.0 - 1.0 / np.arange(1.0, 5.0)
    charge_overheads(0, 1, *table)
    np.testing.assert_allclose(table[-3][:4], 1.0 - 0.02 * np.arange(4.0), rtol=1e-12)


@few_examples
@given(seeds)
def test_overheads_do_not_depend_on_how_workplaces_are_cut(seed):
    world = make_world(seed, staffed=True)
    add_exchanges(world)
    assert_same_bytes_however_cut(empowering_hours, world.workplaces, hours_table(world, 0.5))
    assert_same_bytes_however_cut(charge_overheads, world.workplaces, overheads_table(world, RATES))
