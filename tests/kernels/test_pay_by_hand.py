"""What an hour of two or three people is worth, by numbers that can be checked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.kernels.pay import (
    fill_market_pay,
    log_success,
    noise_of_ratings,
    output_per_hour,
    pay_equally,
    pay_for_hours,
    rate_effort,
    skill_in_use,
)
from sim.kernels.random import normal, uniform
from sim.state import EconomyState, Stream
from tests.kernels.economies import economy_of
from tests.kernels.few import few
from tests.kernels.worlds import World


def test_skill_in_use_is_weighted_by_hours() -> None:
    hours, skill = np.array([[0.0, 0.0], [0.25, 0.75]]), np.array([[9.0, 9.0], [2.0, 4.0]])
    domain, complexity = np.array([[1, 0]]), np.array([[0.5, 2.0]])
    tables = (hours, skill, domain, complexity)
    expected = 0.25 * math.log(3.0) + 0.75 * math.log(5.0)
    assert skill_in_use(1, 0, 2, *tables) == pytest.approx(expected)
    assert skill_in_use(1, 0, 1, *tables) == pytest.approx(0.25 * math.log(3.0))
    assert skill_in_use(0, 0, 2, *tables) == 0.0


def test_hours_of_a_task_that_nobody_does_are_not_looked_at() -> None:
    hours, skill = np.array([[1.0, 0.0]]), np.array([[1.0, -9.0]])
    domain, complexity = np.array([[0, 1]]), np.array([[1.0, 1.0]])
    assert skill_in_use(0, 0, 2, hours, skill, domain, complexity) == pytest.approx(math.log(2.0))


def market(onerous: float = 0.0, **values: float) -> EconomyState:
    """Return a market of a workplace of two, an idle one of one, and one of one."""
    world = few(2, 1, 1)
    world.hours_factor[:] = [0.5, 1.0, 1.0]
    world.complexity[0, :2] = [1.0, 0.0]
    people = {
        "empowerment": [0.2, 0.8, 0.5, 0.5],
        "desirability": [0.25, 1.0, 1.0, 0.75],
        "pay_premium": [0.1, 0.0, 0.0, 0.0],
        "outside_hours": [0.0, 0.5, 0.0, 0.0],
        "hourly_pay": np.nan,
    }
    premiums = {"rank_premium": 0.0, "skill_premium": 0.0, "rent_sharing": 0.0}
    given = {**premiums, "compensating_differential": onerous, **values}
    return economy_of(world, people, {"output": [2.0, 0.0, 4.0]}, **given)


def logarithms(economy: EconomyState) -> list[float]:
    """Return the logarithms of hourly pay in a market."""
    fill_market_pay(0, 3, economy)
    return np.log(economy.people.hourly_pay).tolist()


def test_a_market_pays_for_rank_and_by_chance() -> None:
    assert logarithms(market()) == pytest.approx([0.1, 0.0, 0.0, 0.0])
    assert logarithms(market(rank_premium=0.5)) == pytest.approx([0.2, 0.4, 0.25, 0.25])


def test_a_market_pays_for_skill_in_use_as_if_all_hours_were_like_those_at_home() -> None:
    # Half of the hours use the skill of 1; the second does half of the hours elsewhere.
    half = 0.3 * 0.5 * math.log(2.0)
    expected = [0.1 + half, 2.0 * half, half, half]
    assert logarithms(market(skill_premium=0.3)) == pytest.approx(expected)


def test_who_is_never_at_home_is_paid_for_little_skill() -> None:
    economy = market(skill_premium=1.0)
    economy.people.outside_hours[1], economy.people.hours[1] = 1.0, 0.0
    economy.people.hours[1, 0] = 1e-9
    assert logarithms(economy)[1] == pytest.approx(math.log(2.0))


def test_a_market_shares_success() -> None:
    # 2 from one full-time month, 4 from another one, nothing from a third.
    economy = market(rent_sharing=0.5)
    assert output_per_hour(economy) == pytest.approx(2.0)
    assert [log_success(economy, j, 2.0) for j in range(3)] == pytest.approx(
        [0.0, 0.0, math.log(2.0)]
    )
    assert [log_success(economy, j, 0.0) for j in range(3)] == pytest.approx(
        [math.log(2.0), 0.0, math.log(4.0)]
    )
    assert log_success(economy, 2, 0.5) == pytest.approx(math.log(8.0))
    assert logarithms(economy) == pytest.approx([0.1, 0.0, 0.0, 0.5 * math.log(2.0)])


def test_without_hours_or_output_there_is_no_success() -> None:
    economy = market()
    economy.workplaces.output[:] = [0.5, 0.0, 0.25]
    assert log_success(economy, 0, 1.0) == pytest.approx(math.log(0.5))
    economy.workplaces.hours_factor[:] = 0.0
    assert output_per_hour(economy) == 0.0
    assert log_success(economy, 0, 1.0) == 0.0


def test_little_work_counts_too() -> None:
    economy = economy_of(few(1), workplaces={"output": 3.0, "hours_factor": 0.5})
    assert output_per_hour(economy) == pytest.approx(6.0)
    assert log_success(economy, 0, 2.0) == pytest.approx(math.log(3.0))


def test_a_market_pays_for_what_nobody_likes_to_do() -> None:
    expected = [0.1 + 0.4 * 0.75, 0.0, 0.0, 0.4 * 0.25]
    assert logarithms(market(onerous=0.4)) == pytest.approx(expected)
    assert logarithms(market(onerous=-0.4)) == pytest.approx([0.1, 0.0, 0.0, 0.0])


def test_pay_is_filled_for_the_workplaces_of_a_range_alone() -> None:
    economy = market()
    fill_market_pay(1, 2, economy)
    assert np.isnan(economy.people.hourly_pay).tolist() == [True, True, False, True]


PEERS = {
    "leniency": 0.0,
    "onerous_pay": 0.0,
    "collusion_share": 0.0,
    "collusion_gain": 0.5,
    "dominance_in_ratings": 0.0,
    "dominance": 1.0,
}


def peers(*effort: float, **values: float) -> EconomyState:
    """Return a workplace whose members rate each other, and somebody who works alone."""
    world = few(len(effort), 1)
    world.effort[: len(effort)] = effort
    people = {
        "desirability": [0.5, *[1.0] * len(effort)],
        "competence": [0.6, *[0.2] * len(effort)],
        "hourly_pay": np.nan,
    }
    return economy_of(world, people, **{**PEERS, **values})


def rated(economy: EconomyState, noise: float = 0.0) -> list[float]:
    """Return relative hourly pay."""
    rate_effort(0, len(economy.workplaces), economy, noise)
    return economy.people.hourly_pay.tolist()


def test_peers_see_effort_and_are_lenient() -> None:
    assert rated(peers(0.25, 0.75)) == pytest.approx([0.5, 1.5, 1.0])
    # Half of the way to the mean of a half.
    assert rated(peers(0.25, 0.75, leniency=0.5)) == pytest.approx([0.75, 1.25, 1.0])
    assert rated(peers(0.0, 0.0)) == [0.0, 0.0, 1.0]


def test_peers_rate_an_onerous_job_higher() -> None:
    # Half of the desirability is missing in the first: 1.25 to 1.
    found = rated(peers(0.5, 0.5, onerous_pay=0.5))
    assert found == pytest.approx([2.5 / 2.25, 2.0 / 2.25, 1.0])


def test_who_dominates_meetings_is_rated_higher() -> None:
    # Competence is .6 and .2, half of the mean above and below it.
    found = rated(peers(0.5, 0.5, dominance_in_ratings=0.5, dominance=0.8))
    assert found == pytest.approx([1.2, 0.8, 1.0])
    # Nobody is rated below nothing.
    found = rated(peers(0.5, 0.5, dominance_in_ratings=1.0, dominance=4.0))
    assert found == pytest.approx([2.0, 0.0, 1.0])
    # A little dominance and a little competence have a little effect.
    economy = peers(0.5, 0.5, dominance_in_ratings=0.5, dominance=0.02)
    economy.people.competence[:] *= 1e-3
    assert rated(economy) == pytest.approx([1.005, 0.995, 1.0])


def test_without_any_competence_nobody_dominates() -> None:
    economy = peers(0.25, 0.75, dominance_in_ratings=1.0)
    economy.people.competence[:] = 0.0
    assert rated(economy) == pytest.approx([0.5, 1.5, 1.0])


def test_ratings_have_an_error_of_mean_one() -> None:
    economy = peers(0.5, 0.5)
    key, noise = economy.key(Stream.PEER_RATING), 0.4
    seen = np.exp([noise * normal(key, person) - 0.5 * noise**2 for person in (0, 1)])
    assert rated(economy, noise) == pytest.approx([*(2.0 * seen / seen.sum()), 1.0])
    # Against leniency the mean error counts: it is 1 over many people.
    economy = peers(0.5, 0.5, leniency=0.5)
    lenient = 0.5 * seen + 0.5
    assert rated(economy, noise) == pytest.approx([*(2.0 * lenient / lenient.sum()), 1.0])


def test_colluders_rate_each_other_up_month_after_month() -> None:
    economy = peers(0.5, 0.5)
    draws = [uniform(economy.key(Stream.COLLUSION, 0), person) for person in (0, 1)]
    first = int(draws[0] > draws[1])
    economy = peers(0.5, 0.5, collusion_share=max(draws))
    economy.month = 9
    # Who has the lower draw colludes, who has the draw itself does not: 1.5 to 1.
    expected = [0.8, 0.8, 1.0]
    expected[first] = 1.2
    assert rated(economy) == pytest.approx(expected)


def test_everybody_who_colludes_gains_nothing() -> None:
    assert rated(peers(0.25, 0.75, collusion_share=1.0)) == pytest.approx([0.5, 1.5, 1.0])


def of_efforts(world: World, *effort: float) -> EconomyState:
    """Return an economy of the world with these efforts."""
    world.effort[: len(effort)] = effort
    return economy_of(world)


def test_the_noise_of_ratings_makes_up_what_reliability_lacks() -> None:
    # Log effort is 0 and 2, so its standard deviation is 1.
    economy = of_efforts(few(1, 1, outside=1), 1.0, math.exp(2.0), 5.0)
    assert noise_of_ratings(economy, 0.5) == pytest.approx(1.0)
    assert noise_of_ratings(economy, 0.2) == pytest.approx(2.0)
    assert noise_of_ratings(economy, 1.0) == 0.0
    assert noise_of_ratings(economy_of(few(0, outside=2)), 0.5) == 0.0
    assert noise_of_ratings(economy_of(few(1)), 0.5) == 0.0


def test_pay_of_all_at_work_is_equal_or_earned() -> None:
    world = few(1, 2, outside=1)
    world.hours_factor[:] = [0.5, 0.8]
    economy = economy_of(world, {"hourly_pay": -3.0})
    pay_equally(economy)
    assert economy.people.hourly_pay.tolist() == [1.0, 1.0, 1.0, -3.0]
    pay_for_hours(economy, np.array([1.0, 4.0, 2.0]))
    assert economy.people.hourly_pay.tolist() == pytest.approx([2.0, 5.0, 2.5, -3.0])
