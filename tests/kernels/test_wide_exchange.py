"""Exchanges across workplaces in which colleagues make room (model section 10.11)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.exchange import LEAST_HOURS
from sim.kernels.wide_exchange import hand_over, time_for
from tests.kernels.test_exchange import (
    EXACT,
    arranged,
    busy_world,
    limits,
    outside_work,
)
from tests.kernels.worlds import few_examples, make_world, seeds


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
    hours = np.zeros((2, 8))
    hours[0, :3], hours[1, :3] = [0.1, 0.6, 0.3], [0.5, 0.3, 0.2]
    free, licensed = np.zeros((1, 8), dtype=np.bool_), np.zeros((1, 8), dtype=np.bool_)
    licensed[0, :2] = True
    held = hours.copy()
    hand_over(0, 0, 2, 3, 0, 0, 0.4, free, hours)
    # 0.1 of one's own; the colleague gives 0.3 and takes 0.3 of the other tasks, two to one.
    assert hours[0, :3] == pytest.approx([0.0, 0.4, 0.2])
    assert hours[1, :3] == pytest.approx([0.2, 0.5, 0.3])
    # Licensed work stays: all that the colleague takes over is the third task.
    hand_over(0, 0, 2, 3, 0, 0, 0.4, licensed, held)
    assert held[0, :3] == pytest.approx([0.0, 0.6, 0.0])
    assert held[1, :3] == pytest.approx([0.2, 0.3, 0.5])


@few_examples
@given(seeds, st.floats(0.0, 0.9))
def test_handing_over_takes_the_hours_off_one_person_and_one_task(seed, part):
    world = make_world(seed, workplaces=1, smallest=4)
    tasks = int(world.task_count[world.sector[0]])
    before = world.hours[: world.employed].copy()
    task, row = int(np.argmax(before.sum(axis=0))), 1
    kind = int(world.sector[0])
    time = time_for(row, tasks, kind, task, world.reserved, world.hours)
    amount = part * min(time, before[:, task].sum())
    others = before[:, task].sum() - before[row, task]
    if amount - before[row, task] > min(others, time - before[row, task]):
        return
    hand_over(row, 0, world.employed, tasks, kind, task, amount, world.reserved, world.hours)
    after = world.hours[: world.employed]
    expected_rows, expected_columns = before.sum(axis=1), before.sum(axis=0)
    expected_rows[row] -= amount
    expected_columns[task] -= amount
    np.testing.assert_allclose(after.sum(axis=1), expected_rows, rtol=0.0, atol=EXACT)
    np.testing.assert_allclose(after.sum(axis=0), expected_columns, rtol=0.0, atol=EXACT)
    assert (after >= -EXACT).all()
