"""Jobs that end (model section 10.10)."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from sim.kernels.random import stream_key, uniform
from sim.kernels.separations import COLUMNS, ENDED, end_jobs
from sim.kernels.streams import Stream
from tests.kernels.economies import economy_of
from tests.kernels.worlds import (
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
