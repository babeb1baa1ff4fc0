"""Ideas that are shared with the sector (model section 10.12)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from sim.kernels.innovation import pool_ideas
from tests.kernels import reference_people as reference
from tests.kernels.economies import economy_of
from tests.kernels.test_innovation import KEY, effort_in
from tests.kernels.worlds import World, few_examples, make_world, seeds, shares

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
    economy = economy_of(
        world, {}, {"backlog": backlog}, {}, idea_step=STEP, idea_spillover=spillover
    )
    pool_ideas(economy, ideas, rate, diffusion)
    world.technology[:], backlog[:] = economy.workplaces.technology, economy.workplaces.backlog
    return economy.flows.ideas


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
    ideas = np.ones(400)
    rate, spillover, diffusion = 0.5, 0.6, 0.1
    economy = economy_of(world, idea_step=STEP, idea_spillover=spillover)
    total = 0.0
    for economy.month in range(200):
        pool_ideas(economy, ideas, rate, diffusion)
        total += economy.flows.ideas if economy.month >= 100 else 0.0
    assert total / 400 / 100 == pytest.approx(rate, rel=0.02)
    settled = spillover * STEP * rate / diffusion
    np.testing.assert_allclose(economy.workplaces.backlog, settled, rtol=0.05)


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
    world.skill[:], world.effort[:] = 1.0, 0.5
    alike = {"creativity": 0.4, "competence": 0.25}
    economy = economy_of(world, alike, idea_returns=2.0, idea_competence=0.5)
    np.testing.assert_allclose(effort_in(economy, (1.0, 1.0)), 0.4**2 * 0.5 * 0.25**0.5, rtol=1e-12)
