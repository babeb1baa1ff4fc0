"""Jobs that end (model section 10.10)."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from sim.kernels.random import stream_key, uniform
from sim.kernels.separations import end_jobs
from tests.kernels.worlds import (
    assert_same_bytes_however_cut,
    few_examples,
    make_world,
    seeds,
    shares,
)

KEY = stream_key(1, 0, 60, 1)


@few_examples
@given(seeds, shares)
def test_jobs_end_where_the_draw_of_the_holder_is_below_the_rate(seed, rate):
    world = make_world(seed)
    destination = world.workplace.copy()
    destination[::7] = -1
    ended = np.full(world.workplaces, -1, dtype=np.int64)
    before = destination.copy()
    table = (world.offsets, KEY, rate, world.person, destination, ended)
    assert_same_bytes_however_cut(end_jobs, world.workplaces, table)
    end_jobs(0, world.workplaces, *table)
    drawn = np.array([uniform(KEY, person) for person in world.person])
    gone = (before >= 0) & (drawn < rate)
    np.testing.assert_array_equal(destination, np.where(gone, -1, before))
    np.testing.assert_array_equal(
        ended, np.bincount(world.workplace[gone], minlength=world.workplaces)
    )
