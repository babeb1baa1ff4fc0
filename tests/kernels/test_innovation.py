"""Ideas and their diffusion."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.innovation import adopt_ideas, creative_effort, frontier_of_sectors
from sim.kernels.random import stream_key
from sim.kernels.streams import Stream
from sim.state import EconomyState
from tests.kernels import reference_people as reference
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

KEY = stream_key(7, 0, Stream.INNOVATION, 1)
"""Of the seed and month of `economy_of`."""


def creative_economy(world: World, exponents: tuple[float, float] = (1.0, 0.0)) -> EconomyState:
    """Return an economy of people who differ in creativity, alienation, voice and competence."""
    names = ("creativity", "alienation_total", "voice", "competence")
    judged = {name: world.rng.uniform(0.0, 1.0, world.people) for name in names}
    return economy_of(
        world, judged, {}, {}, idea_returns=exponents[0], idea_competence=exponents[1]
    )


def effort_in(economy: EconomyState, uptake: tuple[float, float]) -> np.ndarray:
    """Return creative effort by workplace."""
    ideas = np.full(len(economy.workplaces), np.nan)
    creative_effort(0, len(ideas), economy, *uptake, ideas)
    return ideas


def adopt(world: World, rate: float, diffusion: float, ideas: np.ndarray) -> float:
    """Return the number of ideas adopted; technology is changed."""
    economy = economy_of(world, idea_step=0.02)
    adopt_ideas(economy, ideas, rate, diffusion)
    world.technology[:] = economy.workplaces.technology
    return economy.flows.ideas


def frontier(world: World, technology: np.ndarray) -> np.ndarray:
    """Return for each workplace the frontier of its sector."""
    return np.exp(reference.frontier(world, technology))


@few_examples
@given(seeds, shares, shares, st.sampled_from([(1.0, 0.0), (0.5, 0.3), (1.5, 1.0)]))
def test_creative_effort_agrees_with_the_reference(seed, without_voice, with_voice, exponents):
    world = make_world(seed, staffed=True)
    add_exchanges(world)
    world.hours[::4] = 0.0
    uptake, economy = (without_voice, with_voice), creative_economy(world, exponents)
    people = economy.people
    expected = reference.creative_effort(
        world,
        people.creativity,
        people.alienation_total,
        people.voice,
        uptake,
        people.competence,
        exponents,
    )
    np.testing.assert_allclose(effort_in(economy, uptake), expected, rtol=1e-12, atol=1e-15)


def test_creative_effort_of_equal_average_people_is_the_product_of_its_parts():
    world = make_world(3, workplaces=2, smallest=2)
    world.skill[:], world.effort[:] = 1.0, 0.5
    alike = {"creativity": 0.4, "alienation_total": 0.25, "voice": 0.5}
    ideas = effort_in(economy_of(world, alike, idea_returns=1.0, idea_competence=0.0), (0.2, 1.0))
    np.testing.assert_allclose(ideas, 0.4 * 0.5 * 0.75 * 0.6, rtol=1e-12)


@few_examples
@given(seeds)
def test_with_equal_uptake_voice_does_not_matter(seed):
    world = make_world(seed)
    economy = creative_economy(world)
    heard = effort_in(economy, (0.5, 0.5))
    economy.people.voice[:] = 0.0
    np.testing.assert_allclose(effort_in(economy, (0.5, 0.5)), heard, rtol=1e-12)


@few_examples
@given(seeds, shares)
def test_adoption_agrees_with_the_reference(seed, diffusion):
    world = make_world(seed)
    ideas = world.rng.uniform(0.0, 1.0, world.workplaces)
    expected, count = reference.adopted(world, KEY, 3.0, 0.02, diffusion, ideas)
    assert adopt(world, 3.0, diffusion, ideas) == count
    np.testing.assert_allclose(world.technology, expected, rtol=1e-12)


@few_examples
@given(seeds, shares)
def test_diffusion_never_lowers_technology_and_never_overtakes_the_frontier(seed, diffusion):
    world = make_world(seed)
    before = world.technology.copy()
    best = frontier(world, before)
    assert adopt(world, 0.0, diffusion, np.ones(world.workplaces)) == 0.0
    assert (world.technology >= before * (1.0 - 1e-15)).all()
    assert (world.technology <= np.maximum(before, best) * (1.0 + 1e-14)).all()
    leading = before >= best * (1.0 + 1e-14)
    assert world.technology[leading].tobytes() == before[leading].tobytes()


@few_examples
@given(seeds, shares)
def test_without_ideas_the_log_gap_to_the_frontier_shrinks_by_diffusion_alone(seed, diffusion):
    world = make_world(seed)
    best = frontier(world, world.technology)
    gap = np.log(best / world.technology)
    adopt(world, 5.0, diffusion, np.zeros(world.workplaces))
    after = np.log(best / world.technology)
    expected = np.where(gap > 0.0, (1.0 - diffusion) * gap, gap)
    np.testing.assert_allclose(after, expected, rtol=1e-9, atol=1e-13)


def test_the_frontier_hardly_rises_with_the_number_of_workplaces():
    rng = np.random.default_rng(4)
    levels = {}
    for count in (5, 50, 2_000):
        draws = []
        economy = economy_of(make_world(4, workplaces=count))
        economy.workplaces.sector[:] = 0
        for _ in range(4_000 // count + 50):
            economy.workplaces.technology[:] = np.exp(0.05 * rng.normal(size=count))
            draws.append(frontier_of_sectors(economy)[0] / 0.05)
        levels[count] = np.mean(draws)
    # Mean of the best fifth of a normal distribution: 1.40 standard deviations.
    assert levels[2_000] == pytest.approx(1.40, abs=0.02)
    assert 1.0 < levels[5] < levels[50] < 1.42


@few_examples
@given(seeds)
def test_without_diffusion_each_idea_lifts_technology_by_one_step(seed):
    world = make_world(seed)
    before = world.technology.copy()
    count = adopt(world, 4.0, 0.0, np.ones(world.workplaces))
    steps = np.log(world.technology / before) / 0.02
    np.testing.assert_allclose(steps, np.round(steps), rtol=0.0, atol=1e-9)
    assert steps.sum() == pytest.approx(count, abs=1e-9)


@few_examples
@given(seeds)
def test_more_creative_effort_never_means_fewer_ideas(seed):
    world = make_world(seed)
    ideas = world.rng.uniform(0.0, 1.0, world.workplaces)
    start = world.technology.copy()
    adopt(world, 4.0, 0.0, ideas)
    fewer = world.technology.copy()
    world.technology[:] = start
    adopt(world, 4.0, 0.0, 1.5 * ideas)
    assert (world.technology >= fewer).all()


@few_examples
@given(seeds)
def test_technology_of_a_sector_does_not_depend_on_other_sectors(seed):
    world = make_world(seed)
    start, ideas = world.technology.copy(), np.ones(world.workplaces)
    adopt(world, 1.0, 0.1, ideas)
    together = world.technology.copy()
    others = world.sector != world.sector[0]
    world.technology[:] = np.where(others, 100.0 * start, start)
    adopt(world, 1.0, 0.1, ideas)
    assert world.technology[~others].tobytes() == together[~others].tobytes()


@few_examples
@given(seeds)
def test_creative_effort_does_not_depend_on_how_workplaces_are_cut(seed):
    world = make_world(seed)
    economy, ideas = creative_economy(world), np.zeros(world.workplaces)
    cut = (economy, 0.2, 1.0, ideas)
    assert_same_bytes_however_cut(creative_effort, world.workplaces, cut)
