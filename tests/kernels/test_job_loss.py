"""Jobs that end, and time lost with newcomers (model section 10.10)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from sim.kernels.newcomers import charge_newcomers
from sim.kernels.random import stream_key, uniform
from sim.kernels.separations import COLUMNS, ENDED, end_jobs
from sim.kernels.streams import Stream
from tests.kernels.economies import economy_of
from tests.kernels.worlds import (
    assert_same_bytes_however_cut,
    few_examples,
    make_world,
    seeds,
    shares,
)

KEY = stream_key(7, 0, Stream.LAYOFF, 1)


@few_examples
@given(seeds, shares)
def test_jobs_end_where_the_draw_of_the_holder_is_below_the_rate(seed, rate):
    world = make_world(seed)
    before = world.workplace.copy()
    before[::7] = -1
    drawn = np.array([uniform(KEY, person) for person in world.person])
    gone = (before >= 0) & (drawn < rate)
    for step in (max(world.workplaces, 1), 2, 1):
        economy = economy_of(world, state={"destination": before.copy()})
        plan = np.zeros((world.workplaces, COLUMNS), np.int64)
        for first in reversed(range(0, world.workplaces, step)):
            end_jobs(first, min(first + step, world.workplaces), economy, rate, plan)
        np.testing.assert_array_equal(economy.destination, np.where(gone, -1, before))
        ended = np.bincount(world.workplace[gone], minlength=world.workplaces)
        np.testing.assert_array_equal(plan[:, ENDED], ended)


@few_examples
@given(seeds, shares)
def test_only_the_first_three_months_cost_time(seed, cost):
    world = make_world(seed)
    tenure = world.rng.integers(0, 6, world.people).astype(np.int32)
    time, lost = world.productive_time.copy(), np.full(world.workplaces, np.nan)
    table = (world.offsets, cost, 1, tenure, time, lost)
    assert_same_bytes_however_cut(charge_newcomers, world.workplaces, table)
    charge_newcomers(0, world.workplaces, *table)
    inside = np.arange(world.people) < world.employed
    charged = np.where(inside & (tenure < 3), np.minimum(cost, world.productive_time), 0.0)
    np.testing.assert_allclose(time, world.productive_time - charged, rtol=1e-12, atol=1e-15)
    home = world.workplace[: world.employed]
    expected = np.bincount(home, weights=charged[inside], minlength=world.workplaces)
    np.testing.assert_allclose(lost, expected, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("months", [1, 2, 3, 4, 12])
def test_a_newcomer_costs_as_many_months_whatever_the_step(months):
    cost = 0.2
    total = 0.0
    for tenure in range(0, 24, months):
        time, lost = np.ones(1), np.zeros(1)
        charge_newcomers(
            0, 1, np.array([0, 1]), cost, months, np.array([tenure], dtype=np.int32), time, lost
        )
        total += months * lost[0]
    assert total == pytest.approx(3 * cost, rel=1e-12)
