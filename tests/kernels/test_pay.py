"""Pay by the market and by rated effort, unfairness, and saving."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.pay import (
    market_pay_weights,
    rate_effort,
    save_by_income,
    save_towards_buffer,
    skill_in_use,
    unfairness_of_pay,
)
from sim.kernels.random import stream_key, uniform
from tests.kernels import reference_people as reference
from tests.kernels.worlds import (
    World,
    add_exchanges,
    assert_same_bytes_however_cut,
    few_examples,
    make_world,
    seeds,
    shares,
)

RATING, COLLUSION = stream_key(1, 0, 5, 9), stream_key(1, 0, 6, 0)


def market_table(world: World, premiums: tuple[float, float, float]) -> tuple:
    """Return what `market_pay_weights` takes after the range; the last array is filled."""
    return (
        world.offsets,
        world.sector,
        world.task_count,
        world.domain,
        world.complexity,
        world.hours,
        world.skill,
        world.rng.uniform(0.0, 1.0, world.people),
        world.outside_hours,
        world.rng.uniform(0.5, 2.0, world.workplaces),
        *premiums,
        np.full(world.people, np.nan),
    )


def competences(world: World) -> np.ndarray:
    """Return competence that differs between the members of each workplace."""
    return 0.2 + 0.6 * ((np.arange(world.people) * 7) % 11) / 10.0


def rating_table(
    world: World, rates: tuple[float, float, float, float], dominance: float = 0.0
) -> tuple:
    """Return what `rate_effort` takes after the range; the last array is filled."""
    keys = (world.offsets, RATING, COLLUSION)
    weight = np.full(world.people, np.nan)
    standing = (competences(world), dominance)
    return (*keys, world.person, world.effort, world.hours_factor, *rates, *standing, weight)


def ratings(world: World, *rates: float, dominance: float = 0.0) -> np.ndarray:
    """Return the ratings of the employed."""
    table = rating_table(world, rates, dominance)
    rate_effort(0, world.workplaces, *table)
    return table[-1][: world.employed]


def unfairness(world: World, pay: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return mean pay by workplace and unfairness by row."""
    level, result = np.full(world.workplaces, np.nan), np.full(world.people, np.nan)
    unfairness_of_pay(0, world.workplaces, world.offsets, pay, world.effort, level, result)
    return level, result


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
@given(seeds, st.tuples(shares, shares, shares))
def test_market_pay_agrees_with_the_reference(seed, premiums):
    world = make_world(seed, staffed=True)
    add_exchanges(world)
    table = market_table(world, premiums)
    market_pay_weights(0, world.workplaces, *table)
    expected = reference.pay_weights(world, table[7], table[9], *premiums)
    np.testing.assert_allclose(table[-1][: world.employed], expected, rtol=1e-12)


@few_examples
@given(seeds)
def test_market_pay_rises_with_rank_by_its_premium(seed):
    world = make_world(seed)
    table = market_table(world, (0.7, 0.45, 0.1))
    higher = tuple(a.copy() if isinstance(a, np.ndarray) else a for a in table)
    higher[7][:] += 0.1
    market_pay_weights(0, world.workplaces, *table)
    market_pay_weights(0, world.workplaces, *higher)
    ratio = (higher[-1] / table[-1])[: world.employed]
    np.testing.assert_allclose(ratio, np.exp(0.07), rtol=1e-12)


@few_examples
@given(seeds)
def test_market_pay_is_equal_without_premiums(seed):
    world = make_world(seed)
    table = market_table(world, (0.0, 0.0, 0.0))
    market_pay_weights(0, world.workplaces, *table)
    assert (table[-1][: world.employed] == 1.0).all()


@few_examples
@given(seeds, st.tuples(shares, shares, shares, shares), shares)
def test_ratings_agree_with_the_reference(seed, rates, dominance):
    world = make_world(seed)
    expected = reference.effort_ratings(
        world, (RATING, COLLUSION), *rates, competences(world), dominance
    )
    found = ratings(world, *rates, dominance=dominance)
    np.testing.assert_allclose(found, expected, rtol=1e-12)


@few_examples
@given(seeds, st.tuples(shares, shares, shares, shares), shares)
def test_ratings_are_zero_sum_in_a_pool_that_hours_fix(seed, rates, dominance):
    world = make_world(seed)
    rated = ratings(world, *rates, dominance=dominance)
    for j in range(world.workplaces):
        pool = world.hours_factor[j] * world.members[j]
        assert rated[world.rows(j)].sum() == pytest.approx(pool, rel=1e-12, abs=1e-15)


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
    hours = world.hours_factor[world.workplace[: world.employed]]
    np.testing.assert_allclose(ratings(world, noise, 1.0, 0.0, 0.0), hours, rtol=1e-12)
    mean = reference.workplace_means(world, world.effort)
    relative = world.effort[: world.employed] / mean[world.workplace[: world.employed]]
    np.testing.assert_allclose(ratings(world, 0.0, 0.0, 0.0, 0.0), hours * relative, rtol=1e-12)


@few_examples
@given(seeds)
def test_colluders_gain_what_the_others_lose(seed):
    world = make_world(seed)
    honest, rigged = ratings(world, 0.4, 0.5, 0.0, 0.3), ratings(world, 0.4, 0.5, 0.4, 0.3)
    colluding = np.array([uniform(COLLUSION, int(i)) < 0.4 for i in world.person])
    for j in range(world.workplaces):
        friends = colluding[world.rows(j)]
        gain = (rigged - honest)[world.rows(j)]
        assert gain.sum() == pytest.approx(0.0, abs=1e-12)
        if friends.any() and not friends.all():
            assert (gain[friends] > 0.0).all()
            assert (gain[~friends] < 0.0).all()


@few_examples
@given(seeds)
def test_unfairness_agrees_with_the_reference(seed):
    world = make_world(seed)
    pay = world.rng.uniform(0.5, 2.0, world.people)
    level, result = unfairness(world, pay)
    fair = reference.fair_pay(world, pay)
    own = slice(0, world.employed)
    expected = np.maximum(0.0, (fair - pay[own]) / fair)
    np.testing.assert_allclose(result[own], expected, rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(level, reference.workplace_means(world, pay), rtol=1e-12)
    assert ((result[own] >= 0.0) & (result[own] <= 1.0)).all()


@few_examples
@given(seeds)
def test_pay_in_proportion_to_effort_is_fair(seed):
    world = make_world(seed)
    np.testing.assert_allclose(
        unfairness(world, 1.7 * world.effort)[1][: world.employed], 0.0, atol=1e-15
    )


def test_nobody_is_paid_unfairly_where_nothing_is_paid():
    world = make_world(2, workplaces=2, smallest=3)
    level, result = unfairness(world, np.zeros(world.people))
    assert (level == 0.0).all()
    assert (result[: world.employed] == 0.0).all()


@few_examples
@given(seeds, shares, shares)
def test_saving_by_income_agrees_with_the_reference(seed, rate, progressivity):
    world = make_world(seed)
    income = world.rng.lognormal(0.0, 0.8, world.people + 2)
    saved, mean = np.full(len(income), np.nan), income.mean()
    save_by_income(0, len(income), income, mean, rate, progressivity, saved)
    above = np.where(income > mean, income - mean, 0.0)
    np.testing.assert_allclose(saved, rate * income + progressivity * above, rtol=1e-12)
    order = np.argsort(income)
    assert (np.diff(saved[order] / income[order]) >= -1e-12).all()


@few_examples
@given(seeds, st.floats(min_value=0.0, max_value=12.0), shares)
def test_saving_towards_a_buffer_agrees_with_the_reference(seed, months, speed):
    world = make_world(seed)
    income = world.rng.lognormal(0.0, 0.8, world.people + 2)
    wealth = world.rng.lognormal(0.0, 2.0, len(income))
    saved = np.full(len(income), np.nan)
    save_towards_buffer(0, len(income), income, wealth, months, speed, saved)
    expected = np.where(
        speed * (income * months - wealth) > income / 3.0,
        income / 3.0,
        speed * (income * months - wealth),
    )
    np.testing.assert_allclose(saved, expected, rtol=1e-12, atol=1e-12)
    # Nobody draws down more than there is.
    assert (wealth + saved >= -1e-12).all()


def test_a_full_buffer_is_left_alone():
    income, saved = np.array([1.0, 2.0]), np.ones(2)
    save_towards_buffer(0, 2, income, 3.0 * income, 3.0, 0.1, saved)
    assert (saved == 0.0).all()


@few_examples
@given(seeds)
def test_pay_and_saving_do_not_depend_on_how_the_range_is_cut(seed):
    world = make_world(seed)
    table = market_table(world, (0.7, 0.45, 0.1))
    assert_same_bytes_however_cut(market_pay_weights, world.workplaces, table)
    table = rating_table(world, (0.4, 0.5, 0.2, 0.3), 0.5)
    assert_same_bytes_however_cut(rate_effort, world.workplaces, table)
    income, saved = world.rng.lognormal(0.0, 0.8, world.people), np.zeros(world.people)
    level = np.zeros(world.workplaces)
    table = (world.offsets, income, world.effort, level, saved)
    assert_same_bytes_however_cut(unfairness_of_pay, world.workplaces, table)
    table = (income, 1.0, 0.05, 0.4, saved)
    assert_same_bytes_however_cut(save_by_income, world.people, table)
    table = (income, world.effort, 3.0, 0.1, saved)
    assert_same_bytes_however_cut(save_towards_buffer, world.people, table)
