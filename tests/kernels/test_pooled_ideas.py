"""Ideas that are shared with the sector (model section 10.12)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from sim.kernels.innovation import creative_effort, pool_ideas
from sim.kernels.random import stream_key
from tests.kernels import reference_people as reference
from tests.kernels.test_innovation import table
from tests.kernels.worlds import World, few_examples, make_world, seeds, shares

KEY = stream_key(7, 0, 3, 2)
STEP = 0.02


def pool(
    world: World,
    rate: float,
    spillover: float,
    diffusion: float,
    ideas: np.ndarray,
    backlog: np.ndarray,
) -> float:
    """Return the number of ideas that arrived; technology and backlog are changed."""
    worked = world.hours_factor * world.members
    sectors = len(world.task_count)
    return pool_ideas(
        KEY, rate, STEP, spillover, diffusion, world.sector, sectors, worked, ideas, backlog,
        world.technology,
    )  # fmt: skip


@few_examples
@given(seeds, shares, shares)
def test_a_month_agrees_with_the_reference(seed, spillover, diffusion):
    world = make_world(seed)
    ideas, backlog = world.rng.uniform(0.0, 1.0, (2, world.workplaces))
    worked = world.hours_factor * world.members
    technology, left, count = reference.pooled(
        world, KEY, 3.0, STEP, spillover, diffusion, worked, ideas, backlog
    )
    assert pool(world, 3.0, spillover, diffusion, ideas, backlog) == count
    np.testing.assert_allclose(world.technology, technology, rtol=1e-12)
    np.testing.assert_allclose(backlog, left, rtol=1e-12, atol=1e-15)


@few_examples
@given(seeds, shares, shares)
def test_what_is_adopted_and_what_is_not_yet_is_the_worth_of_all_ideas(seed, spillover, diffusion):
    """Technology plus backlog grows, by hours, by step times ideas, however fast they spread."""
    world = make_world(seed, smallest=1)
    world.sector[:] = 0
    worked = world.hours_factor * world.members
    ideas, backlog = world.rng.uniform(0.0, 1.0, (2, world.workplaces))
    before = np.log(world.technology) + backlog
    technology = world.technology.copy()
    pool(world, 3.0, 0.0, 0.0, ideas, backlog.copy())
    arrivals = np.log(world.technology / technology) / STEP
    world.technology[:] = technology
    pool(world, 3.0, spillover, diffusion, ideas, backlog)
    grown = np.log(world.technology) + backlog - before
    assert np.average(grown, weights=worked) == pytest.approx(
        STEP * np.average(arrivals, weights=worked), rel=1e-9, abs=1e-12
    )


def test_the_backlog_settles_where_as_much_is_adopted_as_becomes_known():
    world = make_world(3, workplaces=400, smallest=5)
    world.sector[:] = 0
    ideas, backlog = np.ones(400), np.zeros(400)
    rate, spillover, diffusion = 0.5, 0.6, 0.1
    total = 0.0
    for month in range(200):
        worked = world.hours_factor * world.members
        key = stream_key(7, 0, 3, month)
        arrived = pool_ideas(
            key, rate, STEP, spillover, diffusion, world.sector, 1, worked, ideas, backlog,
            world.technology,
        )  # fmt: skip
        total += arrived if month >= 100 else 0.0
    assert total / 400 / 100 == pytest.approx(rate, rel=0.02)
    np.testing.assert_allclose(backlog, spillover * STEP * rate / diffusion, rtol=0.05)


@few_examples
@given(seeds)
def test_without_spillover_only_own_ideas_count(seed):
    world = make_world(seed)
    before, backlog = world.technology.copy(), np.zeros(world.workplaces)
    count = pool(world, 4.0, 0.0, 0.3, np.ones(world.workplaces), backlog)
    steps = np.log(world.technology / before) / STEP
    np.testing.assert_allclose(steps, np.round(steps), rtol=0.0, atol=1e-9)
    assert steps.sum() == pytest.approx(count, abs=1e-9)
    assert (backlog == 0.0).all()


def test_returns_and_competence_are_exponents():
    world = make_world(3, workplaces=2, smallest=2)
    full = table(world, (1.0, 1.0), (2.0, 0.5))
    world.skill[:], world.effort[:] = 1.0, 0.5
    full[6][:], full[8][:], full[12][:] = 0.4, 0.0, 0.25
    creative_effort(0, 2, *full)
    np.testing.assert_allclose(full[-1], 0.4**2 * 0.5 * 0.25**0.5, rtol=1e-12)
