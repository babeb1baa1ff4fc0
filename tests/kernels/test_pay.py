"""What an hour is worth to a market and to peers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.institutions.building_blocks import pay_for_work
from sim.kernels.pay import (
    fill_market_pay,
    noise_of_ratings,
    pay_equally,
    rate_effort,
    skill_in_use,
)
from sim.kernels.random import uniform
from sim.state import EconomyState, Stream
from tests.kernels import reference_people as reference
from tests.kernels.economies import assert_same_state_however_cut, economy_of
from tests.kernels.worlds import World, add_exchanges, few_examples, make_world, seeds, shares


def market(world: World, *premiums: float, onerous: float = 0.0) -> EconomyState:
    """Return an economy with random output and jobs; premiums for rank, skill and success."""
    rank, skill, success = premiums
    jobs = ("empowerment", "desirability", "pay_premium")
    return economy_of(
        world,
        people={
            **{name: world.rng.uniform(0.0, 1.0, world.people) for name in jobs},
            "hourly_pay": np.nan,
        },
        workplaces={"output": world.members * world.rng.uniform(0.5, 2.0, world.workplaces)},
        rank_premium=rank,
        skill_premium=skill,
        rent_sharing=success,
        compensating_differential=onerous,
    )


def market_pay(economy: EconomyState) -> np.ndarray:
    """Return what an hour of each of the employed is worth to a market."""
    fill_market_pay(0, len(economy.workplaces), economy)
    return economy.people.hourly_pay[: economy.workplaces.offsets[-1]]


def competences(world: World) -> np.ndarray:
    """Return competence that differs between the members of each workplace."""
    return 0.2 + 0.6 * ((np.arange(world.people) * 7) % 11) / 10.0


def rating(
    world: World,
    leniency: float,
    colluding: float,
    gain: float,
    onerous: float = 0.0,
    dominance: float = 0.0,
) -> EconomyState:
    """Return an economy whose peers rate one another; the first jobs are the least desirable."""
    return economy_of(
        world,
        people={
            "desirability": np.linspace(0.0, 1.0, world.people),
            "competence": competences(world),
            "hourly_pay": np.nan,
        },
        leniency=leniency,
        collusion_share=colluding,
        collusion_gain=gain,
        onerous_pay=onerous,
        dominance_in_ratings=0.5,
        dominance=2.0 * dominance,
    )


def ratings(
    world: World, noise: float, *rates: float, onerous: float = 0.0, dominance: float = 0.0
) -> np.ndarray:
    """Return the ratings of the employed."""
    economy = rating(world, *rates, onerous, dominance)
    rate_effort(0, world.workplaces, economy, noise)
    return economy.people.hourly_pay[: world.employed]


def keys_of(economy: EconomyState) -> tuple[np.uint64, np.uint64]:
    """Return the keys of what peers see and of who colludes."""
    return economy.key(Stream.PEER_RATING), economy.key(Stream.COLLUSION, 0)


@few_examples
@given(seeds)
def test_skill_in_use_is_the_mean_log_of_one_plus_complexity_times_skill(seed):
    world = make_world(seed)
    for row in range(world.employed):
        kind = int(world.sector[world.workplace[row]])
        tasks = int(world.task_count[kind])
        tables = (world.hours, world.skill, world.domain, world.complexity)
        used = skill_in_use(row, kind, tasks, *tables)
        logs = np.log(1.0 + world.complexity[kind] * world.skill[row, world.domain[kind]])
        assert used == pytest.approx(world.hours[row] @ logs, rel=1e-12, abs=1e-15)


@few_examples
@given(seeds, st.tuples(shares, shares, shares), st.sampled_from([0.0, 0.4]))
def test_market_pay_agrees_with_the_reference(seed, premiums, onerous):
    world = make_world(seed, staffed=True)
    add_exchanges(world)
    economy = market(world, *premiums, onerous=onerous)
    people, output = economy.people, economy.workplaces.output
    worked = world.hours_factor * world.members
    success = np.ones(world.workplaces)
    if world.employed:
        per_hour = output[worked > 0.0] / worked[worked > 0.0]
        success[worked > 0.0] = per_hour / (output.sum() / worked.sum())
    expected = reference.pay_weights(world, people.empowerment, success, *premiums)
    expected *= np.exp(people.pay_premium + onerous * (1.0 - people.desirability))[: world.employed]
    np.testing.assert_allclose(market_pay(economy), expected, rtol=1e-12)


@few_examples
@given(seeds)
def test_market_pay_rises_with_rank_by_its_premium(seed):
    economy = market(make_world(seed), 0.7, 0.45, 0.1)
    higher = economy.copy()
    higher.people.empowerment += 0.1
    ratio = market_pay(higher) / market_pay(economy)
    np.testing.assert_allclose(ratio, np.exp(0.07), rtol=1e-12)


@few_examples
@given(seeds)
def test_market_pay_is_equal_without_premiums(seed):
    economy = market(make_world(seed), 0.0, 0.0, 0.0)
    economy.people.pay_premium[:] = 0.0
    assert (market_pay(economy) == 1.0).all()


def test_a_workplace_without_output_pays_as_one_of_usual_success():
    world = make_world(4, workplaces=3, smallest=2)
    economy = market(world, 0.0, 0.0, 1.0)
    economy.people.pay_premium[:] = 0.0
    economy.workplaces.output[1] = 0.0
    found = market_pay(economy)
    assert (found[world.rows(1)] == 1.0).all()
    assert (found[world.rows(0)] != 1.0).all()
    economy.workplaces.output[:] = 0.0
    assert (market_pay(economy) == 1.0).all()


@few_examples
@given(seeds, st.tuples(shares, shares, shares, shares), st.sampled_from([0.0, 0.5]), shares)
def test_ratings_agree_with_the_reference(seed, rates, onerous, dominance):
    world = make_world(seed)
    added = onerous * (1.0 - np.linspace(0.0, 1.0, world.people))
    keys = keys_of(rating(world, *rates[1:]))
    expected = reference.effort_ratings(
        world, keys, *rates, added, competences(world), dominance
    ) / reference.spread_to_members(world, world.hours_factor)
    found = ratings(world, *rates, onerous=onerous, dominance=dominance)
    np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_an_onerous_job_is_rated_higher_at_the_cost_of_the_others():
    world = make_world(4, workplaces=1, smallest=8)
    world.effort[:] = 0.7
    plain, paid = (ratings(world, 0.0, 0.3, 0.0, 0.0, onerous=share) for share in (0.0, 0.5))
    assert paid.sum() == pytest.approx(plain.sum(), rel=1e-12)
    assert (np.diff(paid) < 0.0).all()
    undesirable = 1.0 - np.linspace(0.0, 1.0, world.people)[: world.employed]
    np.testing.assert_allclose(
        paid / paid[0], (1.0 + 0.5 * undesirable) / (1.0 + 0.5 * undesirable[0]), rtol=1e-12
    )


@few_examples
@given(seeds, st.tuples(shares, shares, shares, shares), shares)
def test_ratings_are_zero_sum_in_every_workplace(seed, rates, dominance):
    world = make_world(seed)
    rated = ratings(world, *rates, dominance=dominance)
    for j in range(world.workplaces):
        assert rated[world.rows(j)].sum() == pytest.approx(world.members[j], rel=1e-12, abs=1e-15)


@few_examples
@given(seeds)
def test_ratings_follow_standing_in_meetings_as_far_as_it_dominates(seed):
    world = make_world(seed, smallest=2)
    standing = competences(world)
    equal = ratings(world, 0.0, 1.0, 0.0, 0.0)
    for dominance in (0.25, 1.0):
        bent = ratings(world, 0.0, 1.0, 0.0, 0.0, dominance=dominance)
        mean = reference.workplace_means(world, standing)[world.workplace[: world.employed]]
        expected = 1.0 + dominance * (standing[: world.employed] / mean - 1.0)
        np.testing.assert_allclose(bent / equal, expected, rtol=1e-12)


@few_examples
@given(seeds, shares)
def test_ratings_are_equal_at_full_leniency_and_effort_without_leniency_and_noise(seed, noise):
    world = make_world(seed)
    np.testing.assert_allclose(ratings(world, noise, 1.0, 0.0, 0.0), 1.0, rtol=1e-12)
    mean = reference.workplace_means(world, world.effort)
    relative = world.effort[: world.employed] / mean[world.workplace[: world.employed]]
    np.testing.assert_allclose(ratings(world, 0.0, 0.0, 0.0, 0.0), relative, rtol=1e-12)


@few_examples
@given(seeds)
def test_colluders_gain_what_the_others_lose(seed):
    world = make_world(seed)
    honest, rigged = ratings(world, 0.4, 0.5, 0.0, 0.3), ratings(world, 0.4, 0.5, 0.4, 0.3)
    collusion = keys_of(rating(world, 0.5, 0.4, 0.3))[1]
    colluding = np.array([uniform(collusion, int(i)) < 0.4 for i in world.person])
    for j in range(world.workplaces):
        friends = colluding[world.rows(j)]
        gain = (rigged - honest)[world.rows(j)]
        assert gain.sum() == pytest.approx(0.0, abs=1e-12)
        if friends.any() and not friends.all():
            assert (gain[friends] > 0.0).all()
            assert (gain[~friends] < 0.0).all()


@few_examples
@given(seeds, st.floats(0.2, 1.0))
def test_the_noise_of_ratings_is_as_large_as_their_reliability_says(seed, precision):
    world = make_world(seed)
    economy = rating(world, 0.0, 0.0, 0.0)
    signal = np.log(world.effort[: world.employed]).var() if world.employed else 0.0
    noise = noise_of_ratings(economy, precision)
    assert precision * (signal + noise**2) == pytest.approx(signal, rel=1e-9, abs=1e-15)


@few_examples
@given(seeds)
def test_hourly_pay_is_what_is_earned_by_hours(seed):
    world = make_world(seed)
    economy = rating(world, 0.0, 0.0, 0.0)
    pay_equally(economy)
    assert (economy.people.hourly_pay[: world.employed] == 1.0).all()
    assert np.isnan(economy.people.hourly_pay[world.employed :]).all()
    earned = world.rng.integers(1, 9, 2 * world.employed)[::2]  # as a rule may hand it over
    pay_for_work(economy, earned)
    hours = world.hours_factor[world.workplace[: world.employed]]
    np.testing.assert_array_equal(economy.people.hourly_pay[: world.employed], earned / hours)


@few_examples
@given(seeds)
def test_pay_does_not_depend_on_how_the_range_is_cut(seed):
    world = make_world(seed)
    economy = market(world, 0.7, 0.45, 0.1, onerous=0.2)
    assert_same_state_however_cut(fill_market_pay, world.workplaces, economy)
    economy = rating(world, 0.5, 0.2, 0.3, onerous=0.5, dominance=0.3)
    assert_same_state_however_cut(rate_effort, world.workplaces, economy, 0.4)
