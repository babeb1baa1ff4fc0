"""Alienation and effort."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.psychology import (
    discipline,
    gift_exchange,
    lack_of_meaning,
    least_lack_of_meaning,
    response_to_work,
    update_alienation,
    update_effort,
)
from tests.kernels import reference_people as reference
from tests.kernels.worlds import (
    World,
    assert_same_bytes_however_cut,
    few_examples,
    make_world,
    seeds,
    shares,
)
from tests.reference import equations

money = st.floats(min_value=0.0, max_value=5.0)
EMPLOYED, UNEMPLOYED, IN_TRAINING = 0, 1, 2


@dataclass(frozen=True)
class Motives:
    """Arguments of `update_effort` that are the same for all, in its order."""

    norm: float = 0.45
    intrinsic_motivation: float = 0.3
    motivation_steepness: float = 1.0
    crowding: float = 0.3
    monitoring: float = 0.5
    discipline_response: float = 0.7
    fallback: float = 0.4
    spell_months: float = 4.0
    gift_response: float = 0.05
    gift_asymmetry: float = 2.0
    extrinsic: float = 0.03
    pay_crowding: float = 0.0
    peer_norm: float = 0.15
    habituation: float = 0.0
    solidarity: float = 0.0
    peer_monitoring: float = 0.0
    sanction_cost: float = 0.0
    adjustment: float = 0.2
    minimum: float = 0.2

    def values(self, fair_pay: np.ndarray) -> tuple:
        """Return the values in order, with fair pay where `update_effort` takes it."""
        values = [getattr(self, name) for name in self.__dataclass_fields__]
        place = list(self.__dataclass_fields__).index("peer_norm")
        return (*values[:place], fair_pay, *values[place:])


INERT = Motives(intrinsic_motivation=0.0, discipline_response=0.0, gift_response=0.0, extrinsic=0.0)


def judgements(world: World) -> tuple:
    """Return status, voice, desirability, variety, creativity and unfairness."""
    status = world.rng.integers(0, 3, world.people).astype(np.int8)
    return (status, *world.rng.uniform(0.0, 1.0, (5, world.people)))


def alienation_table(
    world: World, insecurity: float, unfair: float, speed: float, response: float = 1.0
) -> tuple:
    """Return what `update_alienation` takes after the range; the last two arrays are changed."""
    weights = world.rng.uniform(0.1, 1.0, 4)
    alienation = world.rng.uniform(0.0, 1.0, (world.people, 4))
    total = np.full(world.people, np.nan)
    rest = (weights / weights.sum(), alienation, total)
    return (*judgements(world), insecurity, response, unfair, 0.8, speed, *rest)


def effort_table(world: World, motives: Motives, spread: float = 0.0) -> tuple:
    """Return what `update_effort` takes after the range; the last array is changed.

    People differ in diligence by `spread`; fair is what the workplace pays for their effort. The
    three arrays before effort are what people are used to, voice and unfairness.
    """
    alienation, pay = world.rng.uniform(0.0, 1.0, (2, world.people))
    pay += 0.1
    fair = np.full(world.people, np.nan)
    fair[: world.employed] = reference.fair_pay(world, pay, (1.0, 0.0, 0.0))
    return (
        world.offsets,
        alienation,
        pay,
        world.hours_factor,
        spread * world.rng.normal(size=world.people),
        *motives.values(fair),
        *world.rng.uniform(0.0, 1.0, (3, world.people)),
        world.effort,
    )


def efforts(world: World, table: tuple, motives: Motives, months: int = 1) -> np.ndarray:
    """Return effort of the employed after some months; the table is left as it is."""
    effort = world.effort.copy()
    fair = next(column for column in table[5:] if isinstance(column, np.ndarray))
    for _ in range(months):
        update_effort(0, world.workplaces, *table[:5], *motives.values(fair), *table[-4:-1], effort)
    return effort[: world.employed]


@few_examples
@given(seeds, shares, shares, shares, st.sampled_from([1.0, 1.5, 2.2, 3.0]))
def test_alienation_agrees_with_the_reference(seed, insecurity, unfair, speed, response):
    world = make_world(seed)
    table = alienation_table(world, insecurity, unfair, speed, response)
    status, voice, desirability, variety, creativity, unfairness = table[:6]
    weights, before = table[-3], table[-2].copy()
    isolation = unfair * unfairness + (1.0 - unfair) * insecurity
    meaningless = [equations.meaninglessness(one, response) for one in desirability]
    target = np.column_stack(
        [1.0 - voice, meaningless, (1.0 - variety) * (1.0 - creativity), isolation]
    )
    target[status == UNEMPLOYED] = 0.8
    target[status == IN_TRAINING] = before[status == IN_TRAINING]
    expected = (1.0 - speed) * before + speed * target
    update_alienation(0, world.people, *table)
    np.testing.assert_allclose(table[-2], expected, rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(table[-1], expected @ weights, rtol=1e-12)


@few_examples
@given(seeds, shares, shares, shares)
def test_alienation_stays_between_0_and_1(seed, insecurity, unfair, speed):
    world = make_world(seed)
    table = alienation_table(world, insecurity, unfair, speed)
    for _ in range(5):
        update_alienation(0, world.people, *table)
        assert ((table[-2] >= 0.0) & (table[-2] <= 1.0)).all()
        assert ((table[-1] >= 0.0) & (table[-1] <= 1.0 + 1e-15)).all()


@few_examples
@given(seeds)
def test_alienation_tends_to_what_the_job_makes_of_it(seed):
    world = make_world(seed)
    table = alienation_table(world, 0.1, 0.5, 0.3)
    for _ in range(120):
        update_alienation(0, world.people, *table)
    working = table[0] == EMPLOYED
    np.testing.assert_allclose(table[-2][working, 0], 1.0 - table[1][working], atol=1e-12)
    np.testing.assert_allclose(table[-2][table[0] == UNEMPLOYED], 0.8, atol=1e-12)


@few_examples
@given(shares, shares, st.floats(1.0, 3.0))
def test_the_lack_of_meaning_rises_and_the_worst_weigh_more(undesirable, more, response):
    worse = min(undesirable + more, 1.0)
    least = least_lack_of_meaning(response)
    found, next_one = (lack_of_meaning(one, response, least) for one in (undesirable, worse))
    assert least - 1e-15 <= found <= next_one + 1e-15 <= 1.0 + 2e-15
    assert lack_of_meaning(undesirable, 1.0, 0.0) == undesirable
    between = lack_of_meaning((undesirable + worse) / 2.0, response, least)
    assert between <= (found + next_one) / 2.0 + 1e-15


@pytest.mark.parametrize("response", [1.0, 1.5, 2.0, 3.0])
def test_the_average_and_the_worst_job_lack_as_much_meaning_for_every_response(response):
    least = least_lack_of_meaning(response)
    assert lack_of_meaning(0.5, response, least) == pytest.approx(0.5, rel=1e-15)
    assert lack_of_meaning(1.0, response, least) == pytest.approx(1.0, rel=1e-15)
    assert least == pytest.approx({1.0: 0.0, 1.5: 0.2265, 2.0: 1 / 3, 3.0: 3 / 7}[response], 1e-3)


def test_a_good_and_a_bad_job_are_worse_than_two_average_ones_where_the_worst_weigh_more():
    good, bad = (lack_of_meaning(one, 2.0, 1 / 3) for one in (0.3, 0.7))
    assert (good + bad) / 2.0 == pytest.approx(1 / 3 + 2 / 3 * 0.29)
    assert (good + bad) / 2.0 > lack_of_meaning(0.5, 2.0, 1 / 3) == pytest.approx(0.5)


@few_examples
@given(money, money, st.floats(0.0, 36.0), shares, st.floats(0.0, 1.4))
def test_discipline_agrees_with_the_reference(pay, fallback, months, watched, slope):
    found = discipline(pay, fallback, months, watched, slope, 0.0)
    expected = slope * watched * equations.cost_of_job_loss(pay, fallback, months)
    assert found == pytest.approx(expected, rel=1e-12, abs=1e-15)
    assert 0.0 <= found <= slope


@few_examples
@given(money, money, st.floats(0.0, 36.0), shares, shares)
def test_discipline_never_falls_when_monitoring_or_the_spell_rises(pay, fallback, months, low, by):
    high = min(low + by, 1.0)
    quiet = discipline(pay, fallback, months, low, 0.7, 0.0)
    assert discipline(pay, fallback, months, high, 0.7, 0.0) >= quiet
    assert discipline(pay, fallback, months + 12.0 * by, low, 0.7, 0.0) >= quiet
    assert discipline(pay, fallback + by, months, low, 0.7, 0.0) <= quiet


@few_examples
@given(money, money, shares, st.floats(1.0, 3.0))
def test_gift_exchange_agrees_with_the_reference(pay, fair, slope, asymmetry):
    found = gift_exchange(pay, fair, slope, asymmetry)
    expected = equations.gift_exchange(pay, fair, slope, asymmetry)
    assert found == pytest.approx(expected, rel=1e-12, abs=1e-15)


@few_examples
@given(st.floats(0.1, 5.0), st.floats(0.1, 5.0), st.floats(1.0, 3.0))
def test_a_gift_rises_with_pay_and_is_stronger_below_fair_pay(pay, fair, asymmetry):
    gift = gift_exchange(pay, fair, 0.05, asymmetry)
    assert gift_exchange(fair, fair, 0.05, asymmetry) == 0.0
    assert gift_exchange(1.1 * pay, fair, 0.05, asymmetry) > gift
    mirrored = gift_exchange(fair, pay, 0.05, asymmetry)
    if pay > fair:
        assert mirrored == pytest.approx(-asymmetry * gift, rel=1e-12)


@few_examples
@given(shares, st.floats(1.0, 6.0))
def test_the_response_to_work_agrees_with_the_reference(free, steepness):
    found = response_to_work(free, steepness)
    assert found == pytest.approx(equations.willingness(free, steepness), rel=1e-12, abs=1e-300)
    assert 0.0 <= found <= 1.0
    assert found + response_to_work(1.0 - free, steepness) == pytest.approx(1.0)


@few_examples
@given(shares, shares, st.floats(1.0, 6.0))
def test_the_response_to_work_rises_and_is_a_straight_line_at_steepness_1(free, more, steepness):
    better = min(free + more, 1.0)
    assert response_to_work(better, steepness) >= response_to_work(free, steepness) - 1e-15
    assert response_to_work(free, 1.0) == free


def test_a_steep_response_tends_to_a_threshold_at_one_half():
    assert response_to_work(0.5, 6.0) == 0.5
    assert response_to_work(0.35, 6.0) < 0.03
    assert response_to_work(0.65, 6.0) > 0.97


@few_examples
@given(seeds, shares, shares, st.sampled_from([1.0, 1.7, 4.0, 6.0]))
def test_effort_agrees_with_the_reference(seed, monitoring, peer_norm, steepness):
    world = make_world(seed)
    motives = Motives(
        monitoring=monitoring,
        peer_norm=peer_norm,
        motivation_steepness=steepness,
        pay_crowding=0.2,
    )
    table = effort_table(world, motives, 0.12)
    alienation, pay, diligence = table[1], table[2], table[4]
    fair = reference.fair_pay(world, pay, (1.0, 0.0, 0.0))
    mean = reference.workplace_means(world, world.effort)
    expected = world.effort.copy()
    for row in range(world.employed):
        j = world.workplace[row]
        willing = equations.willingness(1.0 - alienation[row], steepness)
        target = 0.45 + diligence[row] + 0.3 * willing * (1.0 - 0.3 * monitoring) * 0.8 + 0.03
        month = pay[row] * world.hours_factor[j]
        target += 0.7 * monitoring * equations.cost_of_job_loss(month, 0.4, 4.0)
        target += equations.gift_exchange(pay[row], fair[row], 0.05, 2.0)
        goal = equations.effort_goal(np.clip(target, 0.2, 1.0), mean[j], peer_norm)
        expected[row] = 0.8 * world.effort[row] + 0.2 * goal
    update_effort(0, world.workplaces, *table)
    np.testing.assert_allclose(world.effort, expected, rtol=1e-12)


@few_examples
@given(seeds)
def test_effort_tends_to_norm_and_diligence_where_nothing_else_counts(seed):
    world = make_world(seed)
    motives = replace(INERT, peer_norm=0.0, adjustment=0.5)
    table = effort_table(world, motives, 0.05)
    after = efforts(world, table, motives, months=100)
    expected = np.clip(0.45 + table[4][: world.employed], 0.2, 1.0)
    np.testing.assert_allclose(after, expected, rtol=0.0, atol=1e-9)


@few_examples
@given(seeds, shares)
def test_effort_tends_to_the_norm_without_motivation_and_extrinsic_terms(seed, peer_norm):
    world = make_world(seed)
    motives = replace(INERT, peer_norm=0.9 * peer_norm, adjustment=0.5)
    after = efforts(world, effort_table(world, motives), motives, months=800)
    np.testing.assert_allclose(after, 0.45, rtol=0.0, atol=1e-9)


@few_examples
@given(seeds, shares, shares)
def test_higher_alienation_never_raises_effort(seed, monitoring, more):
    world = make_world(seed)
    motives = Motives(monitoring=monitoring)
    table = effort_table(world, motives)
    worse = (table[0], np.minimum(table[1] + more, 1.0), *table[2:])
    assert (efforts(world, worse, motives) <= efforts(world, table, motives)).all()
    after = efforts(world, worse, motives, months=12)
    assert (after <= efforts(world, table, motives, months=12) + 1e-15).all()


@few_examples
@given(seeds)
def test_effort_is_1_when_driven_and_the_minimum_when_discouraged(seed):
    world = make_world(seed)
    for norm, limit in ((3.0, 1.0), (-3.0, 0.2)):
        motives = replace(INERT, norm=norm, peer_norm=0.0, adjustment=1.0)
        after = efforts(world, effort_table(world, motives), motives)
        np.testing.assert_allclose(after, limit, rtol=1e-12)


@few_examples
@given(seeds)
def test_peers_pull_effort_together_at_an_unchanged_mean(seed):
    world = make_world(seed)
    motives = replace(INERT, peer_norm=1.0, adjustment=0.5)
    before = world.effort.copy()
    after = efforts(world, effort_table(world, motives), motives)
    for j in np.flatnonzero(world.members):
        assert after[world.rows(j)].mean() == pytest.approx(before[world.rows(j)].mean(), rel=1e-12)
        assert after[world.rows(j)].std() == pytest.approx(
            before[world.rows(j)].std() / 2, abs=1e-12
        )


@few_examples
@given(seeds)
def test_alienation_and_effort_do_not_depend_on_how_the_range_is_cut(seed):
    world = make_world(seed)
    table = alienation_table(world, 0.1, 0.5, 0.1)
    assert_same_bytes_however_cut(update_alienation, world.people, table)
    table = effort_table(world, Motives())
    assert_same_bytes_however_cut(update_effort, world.workplaces, table)
