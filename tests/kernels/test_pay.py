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

BY_EFFORT = 1.0, 0.0, 0.0
NORMS = st.sampled_from([BY_EFFORT, (0.0, 1.0, 0.0), (0.0, 0.0, 1.0), (0.4, 0.4, 0.2)])

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
    world: World,
    rates: tuple[float, float, float, float],
    onerous: float = 0.0,
    dominance: float = 0.0,
) -> tuple:
    """Return what `rate_effort` takes after the range; the last array is filled."""
    keys = (world.offsets, RATING, COLLUSION)
    weight = np.full(world.people, np.nan)
    jobs = (np.linspace(0.0, 1.0, world.people), onerous)
    standing = (competences(world), dominance)
    return (*keys, world.person, world.effort, world.hours_factor, *rates, *jobs, *standing, weight)


def ratings(
    world: World, *rates: float, onerous: float = 0.0, dominance: float = 0.0
) -> np.ndarray:
    """Return the ratings of the employed."""
    table = rating_table(world, rates, onerous, dominance)
    rate_effort(0, world.workplaces, *table)
    return table[-1][: world.employed]


def fairness_table(world: World, pay: np.ndarray, norm: tuple[float, ...]) -> tuple:
    """Return what `unfairness_of_pay` takes after the range; the last three arrays are filled."""
    return (
        world.offsets,
        pay,
        world.effort,
        world.sector,
        world.task_count,
        world.domain,
        world.complexity,
        world.hours,
        world.skill,
        *norm,
        np.full(world.workplaces, np.nan),
        np.full(world.people, np.nan),
        np.full(world.people, np.nan),
    )


def unfairness(
    world: World, pay: np.ndarray, norm: tuple[float, ...] = BY_EFFORT
) -> tuple[np.ndarray, ...]:
    """Return mean pay by workplace, fair pay and unfairness by row."""
    table = fairness_table(world, pay, norm)
    unfairness_of_pay(0, world.workplaces, *table)
    return table[-3:]


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
@given(seeds, st.tuples(shares, shares, shares, shares), st.sampled_from([0.0, 0.5]), shares)
def test_ratings_agree_with_the_reference(seed, rates, onerous, dominance):
    world = make_world(seed)
    added = onerous * (1.0 - np.linspace(0.0, 1.0, world.people))
    expected = reference.effort_ratings(
        world, (RATING, COLLUSION), *rates, added, competences(world), dominance
    )
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
@given(seeds, NORMS)
def test_unfairness_agrees_with_the_reference(seed, norm):
    world = make_world(seed)
    pay = world.rng.uniform(0.5, 2.0, world.people)
    level, found, result = unfairness(world, pay, norm)
    fair = reference.fair_pay(world, pay, norm)
    own = slice(0, world.employed)
    np.testing.assert_allclose(found[own], fair, rtol=1e-12)
    expected = np.maximum(0.0, (fair - pay[own]) / fair)
    np.testing.assert_allclose(result[own], expected, rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(level, reference.workplace_means(world, pay), rtol=1e-12)
    assert ((result[own] >= 0.0) & (result[own] <= 1.0)).all()


@few_examples
@given(seeds)
def test_pay_in_proportion_to_effort_is_fair(seed):
    world = make_world(seed)
    np.testing.assert_allclose(
        unfairness(world, 1.7 * world.effort)[-1][: world.employed], 0.0, atol=1e-15
    )


@few_examples
@given(seeds)
def test_by_each_norm_alone_what_it_asks_for_is_fair(seed):
    world = make_world(seed)
    made = world.effort, reference.contributions(world), np.ones(world.people)
    for place, pay in enumerate(made):
        norm = tuple(float(place == k) for k in range(3))
        found = unfairness(world, 0.9 * pay, norm)[-1]
        np.testing.assert_allclose(found[: world.employed], 0.0, atol=1e-14)


@few_examples
@given(seeds, NORMS)
def test_fair_pay_divides_what_the_workplace_pays(seed, norm):
    world = make_world(seed)
    pay = world.rng.uniform(0.5, 2.0, world.people)
    level, fair, _ = unfairness(world, pay, norm)
    np.testing.assert_allclose(level, reference.workplace_means(world, fair), rtol=1e-12)


def test_the_more_skilled_and_the_more_diligent_deserve_more_by_contribution():
    world = make_world(4, workplaces=1, smallest=3)
    world.hours[:3], world.skill[:3], world.effort[:3] = world.hours[0], world.skill[0], 0.6
    world.skill[1] *= 1.3
    world.effort[2] = 0.7
    world.complexity[world.sector[0], 0] = 1.0
    _, fair, _ = unfairness(world, np.ones(world.people), (0.0, 1.0, 0.0))
    assert fair[1] > fair[0]
    assert fair[2] / fair[0] == pytest.approx(0.7 / 0.6)


def test_nobody_is_paid_unfairly_where_nothing_is_paid():
    world = make_world(2, workplaces=2, smallest=3)
    level, _, result = unfairness(world, np.zeros(world.people))
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
    table = fairness_table(world, income, (0.4, 0.4, 0.2))
    assert_same_bytes_however_cut(unfairness_of_pay, world.workplaces, table)
    table = (income, 1.0, 0.05, 0.4, saved)
    assert_same_bytes_however_cut(save_by_income, world.people, table)
    table = (income, world.effort, 3.0, 0.1, saved)
    assert_same_bytes_however_cut(save_towards_buffer, world.people, table)
