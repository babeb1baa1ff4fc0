"""Exchanges across workplaces in which colleagues make room (model section 10.11)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.exchange import LEAST_HOURS
from sim.kernels.wide_exchange import hand_over, time_for
from tests.kernels.economies import economy_of
from tests.kernels.test_exchange import (
    EXACT,
    arranged,
    busy_world,
    limits,
    outside_work,
)
from tests.kernels.worlds import few_examples, make_world, only_first, seeds


@few_examples
@given(seeds, limits, st.floats(0.2, 0.9))
def test_work_and_full_time_are_conserved_within_the_limits(seed, most, limit):
    world = busy_world(seed)
    work, earlier = world.work(), world.outside_partner >= 0
    outside = np.maximum(outside_work(world), limit * world.full_work())
    arranged(world, most, limit=limit, wide=True)
    np.testing.assert_allclose(world.work(), work, rtol=0.0, atol=EXACT)
    time = world.hours.sum(axis=1) + world.outside_hours
    np.testing.assert_allclose(time[: world.employed], 1.0, rtol=0.0, atol=EXACT)
    assert (world.hours >= -EXACT).all()
    new = (world.outside_partner >= 0) & ~earlier
    assert (world.outside_hours[new] <= most + EXACT).all()
    assert (world.outside_hours[new] >= LEAST_HOURS).all()
    assert (outside_work(world) <= outside + EXACT).all()


def test_over_many_worlds_wide_exchanges_move_more_of_the_index():
    moved = np.zeros(2)
    for seed in range(30):
        for place, wide in enumerate((False, True)):
            world = busy_world(seed)
            before = world.job_index
            arranged(world, 0.5, limit=0.9, wide=wide)
            home = world.workplace[: world.employed]
            shift = world.job_index[: world.employed] - before[: world.employed]
            sums = np.bincount(home, weights=shift, minlength=world.workplaces)
            moved[place] += np.abs(sums).sum()
    assert moved[1] > 1.2 * moved[0] > 0.0


def test_a_member_hands_over_a_task_with_the_help_of_a_colleague():
    world = make_world(1, workplaces=1, smallest=12)
    only_first(world, 2)
    world.sector[:], world.task_count[:] = 0, 3
    for reserved, give, take in (
        # 0.1 of one's own; the colleague gives 0.3 and takes 0.3 of the other tasks, two to one.
        ((), [0.0, 0.4, 0.2], [0.2, 0.5, 0.3]),
        # Licensed work stays: all that the colleague takes over is the third task.
        ((0, 1), [0.0, 0.6, 0.0], [0.2, 0.3, 0.5]),
    ):
        world.reserved[0] = np.isin(np.arange(8), reserved)
        world.hours = np.zeros((2, 8))
        world.hours[:, :3] = [0.1, 0.6, 0.3], [0.5, 0.3, 0.2]
        state = economy_of(world)
        hand_over(state, 0, 0, 0.4)
        assert state.people.hours[0, :3] == pytest.approx(give)
        assert state.people.hours[1, :3] == pytest.approx(take)


@few_examples
@given(seeds, st.floats(0.0, 0.9))
def test_handing_over_takes_the_hours_off_one_person_and_one_task(seed, part):
    world = make_world(seed, workplaces=1, smallest=4)
    before = world.hours[: world.employed].copy()
    task, row = int(np.argmax(before.sum(axis=0))), 1
    state = economy_of(world)
    time = time_for(state, row, task)
    amount = part * min(time, before[:, task].sum())
    others = before[:, task].sum() - before[row, task]
    if amount - before[row, task] > min(others, time - before[row, task]):
        return
    hand_over(state, row, task, amount)
    after = state.people.hours[: world.employed]
    expected_rows, expected_columns = before.sum(axis=1), before.sum(axis=0)
    expected_rows[row] -= amount
    expected_columns[task] -= amount
    np.testing.assert_allclose(after.sum(axis=1), expected_rows, rtol=0.0, atol=EXACT)
    np.testing.assert_allclose(after.sum(axis=0), expected_columns, rtol=0.0, atol=EXACT)
    assert (after >= -EXACT).all()
