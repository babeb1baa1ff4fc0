"""Effort with and without monitoring, rewards and peers, by numbers that can be checked by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sim.kernels import EMPLOYED, IN_TRAINING, UNEMPLOYED
from sim.kernels.psychology import (
    dimension_weights,
    discipline,
    gift_exchange,
    lack_of_meaning,
    least_lack_of_meaning,
    response_to_work,
    update_alienation,
    update_effort,
)
from sim.state import EconomyState
from tests.kernels.economies import economy_of
from tests.kernels.test_psychology import MOTIVES, Rules
from tests.kernels.worlds import make_world, only_first

NO_RULES = Rules(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
NO_MOTIVES = {**dict.fromkeys(MOTIVES, 0.0), "motivation_steepness": 1.0, "effort_adjustment": 1.0}


def pair(people: dict[str, Any] | None = None, **parameters: float) -> EconomyState:
    """Return an economy of two people who work together, for an hour of full pay."""
    world = make_world(1, workplaces=1, smallest=2)
    only_first(world, 2)
    world.hours_factor[:] = 1.0
    everybody = {
        "effort": 0.5,
        "diligence": 0.0,
        "alienation_total": 0.0,
        "accustomed_alienation": 0.0,
        "hourly_pay": 1.0,
        "fair_pay": 1.0,
        "voice": 1.0,
        "unfairness": 0.0,
    } | (people or {})
    made = economy_of(world, people=everybody, **(NO_MOTIVES | parameters))
    made.fallback_income = 0.4
    return made


def effort_of(economy: EconomyState, rules: Rules = NO_RULES) -> list[float]:
    """Return the effort of the two after a month."""
    update_effort(
        0,
        1,
        economy,
        rules.monitoring,
        rules.peer_monitoring,
        rules.discipline_response,
        rules.spell_months,
        rules.solidarity_by_decree,
        rules.performance_link,
    )
    return [float(one) for one in economy.people.effort]


WATCHED = Rules(0.5, 0.0, 0.8, 6.0, 0.0, 0.0)
"""To be dismissed costs half a year without 60 percent of pay: .3 of a year's pay."""


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"monitoring": 0.0}, 0.2),
        ({}, 0.2 + 0.8 * 0.5 * 0.3),
        ({"monitoring": 1.0}, 0.2 + 0.8 * 1.0 * 0.3),
        ({"peer_monitoring": 0.25}, 0.2 + 0.8 * 0.75 * 0.3),
        ({"peer_monitoring": 0.75}, 0.2 + 0.8 * 1.0 * 0.3),
        ({"monitoring": 0.0, "peer_monitoring": 0.5}, 0.2 + 0.8 * 0.5 * 0.3),
        ({"spell_months": 12.0}, 0.2 + 0.8 * 0.5 * 0.6),
        ({"spell_months": 36.0}, 0.2 + 0.8 * 0.5 * 1.0),
        ({"discipline_response": 0.0}, 0.2),
    ],
)
def test_who_is_watched_works_harder_for_fear_of_losing_the_job(
    changed: dict[str, float], expected: float
) -> None:
    found = effort_of(pair(effort_norm=0.2), replace(WATCHED, **changed))
    assert found == pytest.approx([expected] * 2, rel=1e-14)


@pytest.mark.parametrize(("cost", "worth"), [(0.1, 0.3), (0.6, 0.6)])
def test_the_larger_of_dismissal_and_sanction_deters(cost: float, worth: float) -> None:
    found = effort_of(pair(effort_norm=0.2, sanction_cost=cost), WATCHED)
    assert found == pytest.approx([0.2 + 0.8 * 0.5 * worth] * 2, rel=1e-14)


def test_longer_hours_make_the_job_worth_more() -> None:
    economy = pair(effort_norm=0.2)
    economy.workplaces.hours_factor[:] = 1.25
    # 1 - .4 / 1.25 = .68 of a year's pay for half a year.
    found = effort_of(economy, WATCHED)
    assert found == pytest.approx([0.2 + 0.8 * 0.5 * 0.34] * 2, rel=1e-14)


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ({}, 0.6),
        ({"monitoring": 0.5}, 0.6 * 0.75),
        ({"monitoring": 1.0}, 0.6 * 0.5),
        ({"peer_monitoring": 1.0}, 0.6),
        ({"performance_link": 0.5}, 0.6 * 0.8 + 0.05),
        ({"performance_link": 1.0, "monitoring": 1.0}, 0.6 * 0.5 * 0.6 + 0.1),
        ({"solidarity_by_decree": 0.3}, 0.9),
    ],
)
def test_monitoring_and_rewards_crowd_out_intrinsic_motivation(
    rules: dict[str, float], expected: float
) -> None:
    economy = pair(
        intrinsic_motivation=0.6, crowding=0.5, reward_crowding=0.4, effort_pay_response=0.1
    )
    found = effort_of(economy, replace(NO_RULES, **rules))
    assert found == pytest.approx([expected] * 2, rel=1e-14)


def test_alienation_and_diligence_are_ones_own() -> None:
    people = {"alienation_total": [0.25, 0.75], "diligence": [0.0, 0.1]}
    found = effort_of(pair(people, intrinsic_motivation=0.8))
    assert found == pytest.approx([0.6, 0.3], rel=1e-14)
    # With steepness 2: .75**2 / (.75**2 + .25**2) = .9.
    found = effort_of(pair(people, intrinsic_motivation=0.8, motivation_steepness=2.0))
    assert found == pytest.approx([0.72, 0.18], rel=1e-14)


def test_people_get_used_to_alienation() -> None:
    # .5 * .75 + .5 * (.75 - .9 + .5) = .55 is felt of .75.
    people = {"alienation_total": 0.75, "accustomed_alienation": 0.9}
    for habituation, expected in ((0.0, 0.2), (0.5, 0.36)):
        found = effort_of(pair(people, intrinsic_motivation=0.8, habituation=habituation))
        assert found == pytest.approx([expected] * 2, rel=1e-14)


@pytest.mark.parametrize(
    ("pay", "fair", "expected"), [(1.0, 1.0, 0.5), (1.25, 1.0, 0.54), (0.8, 1.0, 0.42)]
)
def test_pay_above_the_fair_wage_is_answered_by_a_gift(
    pay: float, fair: float, expected: float
) -> None:
    people = {"hourly_pay": pay, "fair_pay": fair}
    found = effort_of(pair(people, effort_norm=0.5, gift_response=0.2, gift_asymmetry=2.0))
    assert found == pytest.approx([expected] * 2, rel=1e-14)


@pytest.mark.parametrize(
    ("people", "decree", "expected"),
    [
        ({}, 0.0, 0.3),
        ({"voice": [1.0, 0.5]}, 0.0, 0.1 + 0.2 * 0.75),
        ({"unfairness": [0.0, 0.5]}, 0.0, 0.1 + 0.2 * 0.75),
        ({"voice": 0.5, "unfairness": 0.5}, 0.0, 0.1 + 0.2 * 0.25),
        ({}, 0.5, 0.2),
        ({}, 1.0, 0.1),
    ],
)
def test_solidarity_comes_with_voice_and_fair_pay(
    people: dict[str, Any], decree: float, expected: float
) -> None:
    economy = pair(people, effort_norm=0.1, solidarity=0.2, solidarity_by_decree=decree)
    assert effort_of(economy) == pytest.approx([expected] * 2, rel=1e-14)


def test_effort_moves_a_part_of_the_way_to_ones_own_target_and_to_the_others() -> None:
    # Mean .6; targets .3 and .5; goals .75 * .3 + .25 * .6 = .375 and .525.
    people = {"effort": [0.4, 0.8], "diligence": [0.0, 0.2]}
    found = effort_of(pair(people, effort_norm=0.3, peer_norm=0.25, effort_adjustment=0.2))
    assert found == pytest.approx([0.4 - 0.2 * 0.025, 0.8 - 0.2 * 0.275], rel=1e-14)


@pytest.mark.parametrize(("norm", "expected"), [(0.1, 0.3), (0.3, 0.3), (0.9, 0.9), (1.4, 1.0)])
def test_effort_has_a_least_and_a_most(norm: float, expected: float) -> None:
    found = effort_of(pair(effort_norm=norm, effort_minimum=0.3))
    assert found == pytest.approx([expected] * 2, rel=1e-14)


def test_a_workplace_without_members_does_not_keep_others_from_working() -> None:
    world = make_world(1, workplaces=2, smallest=2)
    world.offsets = np.array([0, 0, world.employed])
    economy = economy_of(world, people={"effort": 0.5}, **NO_MOTIVES | {"effort_minimum": 0.25})
    update_effort(0, 2, economy, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    assert (economy.people.effort[: world.employed] == 0.25).all()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((1.0, 0.4, 6.0, 0.5, 0.8, 0.0), 0.12),
        ((1.0, 0.4, 6.0, 0.0, 0.8, 0.0), 0.0),
        ((2.0, 0.4, 6.0, 0.5, 0.8, 0.0), 0.16),
        ((0.5, 0.7, 6.0, 0.5, 0.8, 0.0), 0.0),
        ((0.5, 0.7, 6.0, 0.5, 0.8, 0.2), 0.08),
        ((1.0, 0.0, 24.0, 0.5, 0.8, 0.0), 0.4),
        ((1.0, 0.0, 24.0, 0.5, 0.8, 1.5), 0.6),
        ((1.0, -1.0, 6.0, 1.0, 1.0, 0.0), 0.5),
        ((0.0, 0.4, 6.0, 0.5, 0.8, 0.9), 0.0),
        ((0.5, 0.0, 6.0, 1.0, 1.0, 0.0), 0.5),
    ],
)
def test_discipline_by_hand(given: tuple[float, ...], expected: float) -> None:
    assert discipline(*given) == pytest.approx(expected, rel=1e-14, abs=1e-15)


@pytest.mark.parametrize(
    ("pay", "fair", "expected"),
    [
        (1.0, 1.0, 0.0),
        (2.0, 1.0, 0.1),
        (1.0, 2.0, -0.3),
        (0.5, 2.0, -0.45),
        (0.0, 1.0, 0.0),
        (1.0, 0.0, 0.0),
        (0.5, 0.4, 0.04),
    ],
)
def test_gift_exchange_by_hand(pay: float, fair: float, expected: float) -> None:
    assert gift_exchange(pay, fair, 0.2, 3.0) == pytest.approx(expected, rel=1e-14, abs=1e-15)


@pytest.mark.parametrize(
    ("share", "steepness", "expected"),
    [(0.75, 2.0, 0.9), (0.25, 2.0, 0.1), (0.75, 1.0, 0.75), (1.2, 2.0, 1.0), (-0.2, 2.0, 0.0)],
)
def test_the_response_to_work_by_hand(share: float, steepness: float, expected: float) -> None:
    assert response_to_work(share, steepness) == pytest.approx(expected, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize(
    ("undesirable", "response", "expected"),
    [(0.5, 2.0, 0.5), (0.0, 2.0, 1 / 3), (-0.1, 2.0, 1 / 3), (0.25, 2.0, 3 / 8), (-0.1, 1.0, -0.1)],
)
def test_the_lack_of_meaning_by_hand(undesirable: float, response: float, expected: float) -> None:
    least = least_lack_of_meaning(response)
    assert lack_of_meaning(undesirable, response, least) == pytest.approx(expected, rel=1e-12)


DIMENSIONS = ("powerlessness", "meaninglessness", "self_estrangement", "isolation")


def judging(status: int, adjustment: float = 0.5, **parameters: float) -> EconomyState:
    """Return an economy of two people with a job of voice .9, desirability .6 and so on."""
    world = make_world(1, workplaces=1, smallest=2)
    only_first(world, 2)
    weights = {f"weight_{one}": float(i) for i, one in enumerate(DIMENSIONS, start=1)}
    people = {
        "status": status,
        "alienation": [[0.2, 0.2, 0.2, 0.2]] * 2,
        "voice": 0.9,
        "desirability": 0.6,
        "variety": 0.5,
        "creativity": 0.2,
        "unfairness": 0.8,
    }
    plain = {
        "alienation_adjustment": adjustment,
        "unfairness_weight": 0.25,
        "worst_work_response": 1.0,
        "unemployed_alienation": 0.6,
    }
    return economy_of(world, people=people, **(plain | weights | parameters))


def test_alienation_moves_half_way_to_what_the_job_makes_of_it() -> None:
    economy = judging(EMPLOYED)
    update_alienation(0, 2, economy, 0.1)
    # Targets: 1 - .9; 1 - .6; .5 * .8; .25 * .8 + .75 * .1.
    np.testing.assert_allclose(economy.people.alienation[0], [0.15, 0.3, 0.3, 0.2375], rtol=1e-14)
    np.testing.assert_allclose(economy.people.alienation[1], economy.people.alienation[0])
    # Weights .1, .2, .3 and .4.
    np.testing.assert_allclose(economy.people.alienation_total, 0.26, rtol=1e-14)


def test_the_meaning_of_work_follows_the_response_to_the_worst_of_it() -> None:
    economy = judging(EMPLOYED, 1.0, worst_work_response=2.0)
    update_alienation(0, 2, economy, 0.1)
    np.testing.assert_allclose(economy.people.alienation[:, 1], 1 / 3 + 2 / 3 * 0.16, rtol=1e-12)


def test_unemployment_has_an_alienation_of_its_own_and_training_changes_none() -> None:
    economy = judging(UNEMPLOYED, 0.25)
    update_alienation(0, 2, economy, 0.1)
    np.testing.assert_allclose(economy.people.alienation, 0.3, rtol=1e-14)
    np.testing.assert_allclose(economy.people.alienation_total, 0.3, rtol=1e-14)
    economy = judging(IN_TRAINING)
    update_alienation(0, 2, economy, 0.1)
    np.testing.assert_allclose(economy.people.alienation, 0.2, rtol=1e-15)


def test_weights_of_dimensions_sum_to_one() -> None:
    assert dimension_weights(judging(EMPLOYED)) == pytest.approx((0.1, 0.2, 0.3, 0.4), rel=1e-15)
    none = {f"weight_{one}": 0.0 for one in DIMENSIONS}
    assert dimension_weights(judging(EMPLOYED, **none)) == (0.25, 0.25, 0.25, 0.25)
    small = {f"weight_{one}": 0.125 for one in DIMENSIONS}
    one_only = {**none, "weight_powerlessness": 0.5}
    assert dimension_weights(judging(EMPLOYED, **small)) == (0.25, 0.25, 0.25, 0.25)
    assert dimension_weights(judging(EMPLOYED, **one_only)) == (1.0, 0.0, 0.0, 0.0)
