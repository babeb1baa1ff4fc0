"""Alienation and effort."""

from __future__ import annotations

from dataclasses import astuple, dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels import EMPLOYED, IN_TRAINING, UNEMPLOYED
from sim.kernels.psychology import (
    discipline,
    gift_exchange,
    lack_of_meaning,
    least_lack_of_meaning,
    response_to_work,
    update_alienation,
    update_effort,
)
from sim.state import EconomyState
from tests.kernels import reference_people as reference
from tests.kernels.economies import assert_same_state_however_cut, economy_of
from tests.kernels.worlds import World, few_examples, make_world, seeds, shares
from tests.reference import equations

money = st.floats(min_value=0.0, max_value=5.0)

MOTIVES = {
    "effort_norm": 0.45,
    "intrinsic_motivation": 0.3,
    "motivation_steepness": 1.0,
    "crowding": 0.3,
    "reward_crowding": 0.0,
    "effort_pay_response": 0.03,
    "gift_response": 0.05,
    "gift_asymmetry": 2.0,
    "sanction_cost": 0.0,
    "solidarity": 0.0,
    "solidarity_by_decree": 0.0,
    "peer_norm": 0.15,
    "habituation": 0.0,
    "effort_adjustment": 0.2,
    "effort_minimum": 0.2,
}
"""Parameters of the effort of the tests."""

INERT = {"intrinsic_motivation": 0.0, "gift_response": 0.0, "effort_pay_response": 0.0}
"""Those that leave people no motive but the norm, with `UNWATCHED`."""


@dataclass(frozen=True)
class Rules:
    """What `update_effort` takes after the economy, in its order."""

    monitoring: float = 0.5
    peer_monitoring: float = 0.0
    discipline_response: float = 0.7
    spell_months: float = 4.0
    solidarity_by_decree: float = 0.0
    performance_link: float = 1.0


UNWATCHED = Rules(discipline_response=0.0)


def judging(
    world: World, unfair: float, speed: float, response: float = 1.0
) -> tuple[EconomyState, np.ndarray]:
    """Return an economy whose people judge random jobs, and the weights of the dimensions."""
    rng = world.rng
    weights = rng.uniform(0.1, 1.0, 4)
    names = ("powerlessness", "meaninglessness", "self_estrangement", "isolation")
    judged = ("voice", "desirability", "variety", "creativity", "unfairness")
    economy = economy_of(
        world,
        people={
            "status": rng.integers(0, 3, world.people),
            **{name: rng.uniform(0.0, 1.0, world.people) for name in judged},
            "alienation": rng.uniform(0.0, 1.0, (world.people, 4)),
            "alienation_total": np.nan,
        },
        unfairness_weight=unfair,
        alienation_adjustment=speed,
        worst_work_response=response,
        unemployed_alienation=0.8,
        **{f"weight_{name}": one for name, one in zip(names, weights, strict=True)},
    )
    return economy, weights / weights.sum()


def working(world: World, spread: float = 0.0, **parameters: float) -> EconomyState:
    """Return an economy where people differ in pay, alienation, habits, voice and unfairness.

    They differ in diligence by `spread`; fair is what the workplace pays for their effort.
    """
    alienation, pay, accustomed, voice, unfairness = world.rng.uniform(0.0, 1.0, (5, world.people))
    pay += 0.1
    fair = np.full(world.people, np.nan)
    fair[: world.employed] = reference.fair_pay(world, pay, (1.0, 0.0, 0.0))
    return economy_of(
        world,
        people={
            "alienation_total": alienation,
            "accustomed_alienation": accustomed,
            "hourly_pay": pay,
            "fair_pay": fair,
            "voice": voice,
            "unfairness": unfairness,
            "diligence": spread * world.rng.normal(size=world.people),
        },
        state={"fallback_income": 0.4},
        **{**MOTIVES, **parameters},
    )


def efforts(economy: EconomyState, rules: Rules, months: int = 1) -> np.ndarray:
    """Return effort of the employed after some months; the economy is left as it is."""
    after = economy.copy()
    for _ in range(months):
        update_effort(0, len(after.workplaces), after, *astuple(rules))
    return after.people.effort[: after.workplaces.offsets[-1]]


@few_examples
@given(seeds, shares, shares, shares, st.sampled_from([1.0, 1.5, 2.2, 3.0]))
def test_alienation_agrees_with_the_reference(seed, insecurity, unfair, speed, response):
    economy, weights = judging(make_world(seed), unfair, speed, response)
    people, before = economy.people, economy.people.alienation.copy()
    isolation = unfair * people.unfairness + (1.0 - unfair) * insecurity
    meaningless = [equations.meaninglessness(one, response) for one in people.desirability]
    strange = (1.0 - people.variety) * (1.0 - people.creativity)
    target = np.column_stack([1.0 - people.voice, meaningless, strange, isolation])
    target[people.status == UNEMPLOYED] = 0.8
    target[people.status == IN_TRAINING] = before[people.status == IN_TRAINING]
    expected = (1.0 - speed) * before + speed * target
    update_alienation(0, len(people), economy, insecurity)
    np.testing.assert_allclose(people.alienation, expected, rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(people.alienation_total, expected @ weights, rtol=1e-12)


@few_examples
@given(seeds, shares, shares, shares)
def test_alienation_stays_between_0_and_1(seed, insecurity, unfair, speed):
    economy, _ = judging(make_world(seed), unfair, speed)
    people = economy.people
    for _ in range(5):
        update_alienation(0, len(people), economy, insecurity)
        assert ((people.alienation >= 0.0) & (people.alienation <= 1.0)).all()
        assert ((people.alienation_total >= 0.0) & (people.alienation_total <= 1.0 + 1e-15)).all()


@few_examples
@given(seeds)
def test_alienation_tends_to_what_the_job_makes_of_it(seed):
    economy, _ = judging(make_world(seed), 0.5, 0.3)
    people = economy.people
    for _ in range(120):
        update_alienation(0, len(people), economy, 0.1)
    at_work = people.status == EMPLOYED
    np.testing.assert_allclose(people.alienation[at_work, 0], 1 - people.voice[at_work], atol=1e-12)
    np.testing.assert_allclose(people.alienation[people.status == UNEMPLOYED], 0.8, atol=1e-12)


@pytest.mark.parametrize("weight", [0.0, 0.7])
def test_the_four_dimensions_count_equally_where_their_weights_are_equal(weight):
    names = ("powerlessness", "meaninglessness", "self_estrangement", "isolation")
    economy = economy_of(
        make_world(3, smallest=2),
        people={"alienation": [0.1, 0.2, 0.4, 0.9], "status": IN_TRAINING},
        **{f"weight_{name}": weight for name in names},
    )
    update_alienation(0, len(economy.people), economy, 0.0)
    np.testing.assert_allclose(economy.people.alienation_total, 0.4, rtol=1e-15)


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
    economy = working(
        world, 0.12, peer_norm=peer_norm, motivation_steepness=steepness, reward_crowding=0.2
    )
    people = economy.people
    alienation, pay, diligence = people.alienation_total, people.hourly_pay, people.diligence
    fair = reference.fair_pay(world, pay, (1.0, 0.0, 0.0))
    mean = reference.workplace_means(world, world.effort)
    expected = np.zeros(world.employed)
    for row in range(world.employed):
        j = world.workplace[row]
        willing = equations.willingness(1.0 - alienation[row], steepness)
        target = 0.45 + diligence[row] + 0.3 * willing * (1.0 - 0.3 * monitoring) * 0.8 + 0.03
        month = pay[row] * world.hours_factor[j]
        target += 0.7 * monitoring * equations.cost_of_job_loss(month, 0.4, 4.0)
        target += equations.gift_exchange(pay[row], fair[row], 0.05, 2.0)
        goal = equations.effort_goal(np.clip(target, 0.2, 1.0), mean[j], peer_norm)
        expected[row] = 0.8 * world.effort[row] + 0.2 * goal
    found = efforts(economy, Rules(monitoring=monitoring))
    np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_people_without_work_keep_their_effort():
    world = make_world(2, workplaces=2, smallest=3)
    economy = working(world, 0.1)
    assert world.people > world.employed
    update_effort(0, world.workplaces, economy, *astuple(Rules()))
    after, own = economy.people.effort, slice(0, world.employed)
    np.testing.assert_array_equal(after[world.employed :], world.effort[world.employed :])
    assert (after[own] != world.effort[own]).all()


@few_examples
@given(seeds)
def test_effort_tends_to_norm_and_diligence_where_nothing_else_counts(seed):
    economy = working(make_world(seed), 0.05, **INERT, peer_norm=0.0, effort_adjustment=0.5)
    after = efforts(economy, UNWATCHED, months=100)
    expected = np.clip(0.45 + economy.people.diligence[: len(after)], 0.2, 1.0)
    np.testing.assert_allclose(after, expected, rtol=0.0, atol=1e-9)


@few_examples
@given(seeds, shares)
def test_effort_tends_to_the_norm_without_motivation_and_extrinsic_terms(seed, peer_norm):
    economy = working(make_world(seed), **INERT, peer_norm=0.9 * peer_norm, effort_adjustment=0.5)
    after = efforts(economy, UNWATCHED, months=800)
    np.testing.assert_allclose(after, 0.45, rtol=0.0, atol=1e-9)


@few_examples
@given(seeds, shares, shares)
def test_higher_alienation_never_raises_effort(seed, monitoring, more):
    economy, rules = working(make_world(seed)), Rules(monitoring=monitoring)
    worse = economy.copy()
    worse.people.alienation_total[:] = np.minimum(economy.people.alienation_total + more, 1.0)
    assert (efforts(worse, rules) <= efforts(economy, rules)).all()
    after = efforts(worse, rules, months=12)
    assert (after <= efforts(economy, rules, months=12) + 1e-15).all()


@few_examples
@given(seeds)
def test_effort_is_1_when_driven_and_the_minimum_when_discouraged(seed):
    for norm, limit in ((3.0, 1.0), (-3.0, 0.2)):
        changes = {"effort_norm": norm, "peer_norm": 0.0, "effort_adjustment": 1.0}
        after = efforts(working(make_world(seed), **INERT, **changes), UNWATCHED)
        np.testing.assert_allclose(after, limit, rtol=1e-12)


@few_examples
@given(seeds)
def test_peers_pull_effort_together_at_an_unchanged_mean(seed):
    world = make_world(seed)
    before = world.effort.copy()
    after = efforts(working(world, **INERT, peer_norm=1.0, effort_adjustment=0.5), UNWATCHED)
    for j in np.flatnonzero(world.members):
        assert after[world.rows(j)].mean() == pytest.approx(before[world.rows(j)].mean(), rel=1e-12)
        assert after[world.rows(j)].std() == pytest.approx(
            before[world.rows(j)].std() / 2, abs=1e-12
        )


@few_examples
@given(seeds)
def test_alienation_and_effort_do_not_depend_on_how_the_range_is_cut(seed):
    world = make_world(seed)
    economy, _ = judging(world, 0.5, 0.1)
    assert_same_state_however_cut(update_alienation, world.people, economy, 0.1)
    economy = working(world, 0.1, solidarity=0.2, habituation=0.3)
    assert_same_state_however_cut(update_effort, world.workplaces, economy, *astuple(Rules()))
