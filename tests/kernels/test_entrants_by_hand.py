"""What a few people bring along, by numbers that can be checked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.kernels.entrants import (
    adopt_typical_attitudes,
    draw_traits,
    first_to_reach,
    jobs_up_to_sector,
)
from sim.kernels.random import normal, uniform
from sim.state import EconomyState, Stream
from tests.kernels.economies import economy_of
from tests.kernels.few import few
from tests.kernels.worlds import World

PARAMETERS = {
    "aptitude_dispersion": 0.5,
    "talent_correlation": 0.36,
    "need_dispersion": 0.2,
    "diligence_dispersion": 0.1,
    "residual_pay_dispersion": 0.4,
}


def three_of_four_jobs(outside: int) -> World:
    """Return two workplaces of two sectors, with three jobs and one."""
    world = few(3, 1, outside=outside)
    world.sector[:] = [0, 1]
    return world


@pytest.mark.parametrize("count", [4, 300])
def test_each_trait_has_its_own_draw(count: int) -> None:
    world = three_of_four_jobs(count)
    world.aptitude[:] = 9.0
    economy = economy_of(world, {"home_sector": 9}, **PARAMETERS)
    rows = np.arange(4, world.people)
    draw_traits(economy, rows)
    people = economy.people
    assert (people.aptitude[:4] == 9.0).all()
    for row in (4, 5, world.people - 1):

        def drawn(stream: Stream, identifier: int = row) -> float:
            return normal(economy.key(stream), np.int64(identifier))

        general = drawn(Stream.APTITUDE_GENERAL)
        specific = [drawn(Stream.APTITUDE_SPECIFIC, 6 * row + domain) for domain in range(6)]
        # The square of .6 is the correlation between domains, and .8 is left.
        expected = [math.exp(0.5 * (0.6 * general + 0.8 * one)) for one in specific]
        assert people.aptitude[row].tolist() == pytest.approx(expected)
        assert people.background[row] == pytest.approx(drawn(Stream.BACKGROUND))
        # The mean of needs is 1: half of the variance is taken off.
        assert people.need[row] == pytest.approx(math.exp(0.2 * drawn(Stream.NEED) - 0.02))
        assert people.diligence[row] == pytest.approx(0.1 * drawn(Stream.DILIGENCE))
        assert people.pay_premium[row] == pytest.approx(0.4 * drawn(Stream.PAY_PREMIUM))
    key = economy.key(Stream.INITIAL_SECTOR)
    expected_sector = [int(uniform(key, row) > 0.75) for row in rows]
    assert people.home_sector.tolist() == [9] * 4 + expected_sector


def test_shares_of_jobs_add_up_over_sectors() -> None:
    assert jobs_up_to_sector(economy_of(three_of_four_jobs(0))).tolist() == [0.75, 1.0]
    world = few(2, 1, 1)
    world.sector[:] = [1, 0, 1]
    assert jobs_up_to_sector(economy_of(world)).tolist() == [0.25, 1.0]


def test_the_first_that_reaches_a_draw_is_taken() -> None:
    reached = np.array([0.25, 0.5, 0.9])
    places = [first_to_reach(draw, reached) for draw in (0.1, 0.25, 0.26, 0.5, 0.7, 0.95)]
    # Where rounding leaves the last sum below one it is taken all the same.
    assert places == [0, 0, 1, 1, 2, 2]


def at_work(*members: int) -> EconomyState:
    """Return so many at work, of which the first is more alienated, and two without work."""
    world = few(*members, outside=2)
    first = np.arange(world.people) == 0
    alienation = np.where(first, 0.9, 0.3)
    people = {
        "alienation_total": alienation,
        "alienation": alienation[:, None] * [1.0, 0.5, 0.2, 0.1],
        "effort": np.where(first, 0.2, 0.8),
    }
    economy = economy_of(world, people)
    economy.people.effort[world.employed :] = 0.1
    return economy


def test_who_enters_has_the_mean_attitudes_of_those_at_work() -> None:
    economy = at_work(2, 1)
    adopt_typical_attitudes(economy, np.array([4]))
    people = economy.people
    assert people.effort.tolist() == pytest.approx([0.2, 0.8, 0.8, 0.1, 0.6])
    assert people.alienation_total.tolist() == pytest.approx([0.9, 0.3, 0.3, 0.3, 0.5])
    assert people.alienation[4].tolist() == pytest.approx([0.5, 0.25, 0.1, 0.05])
    assert people.alienation[3].tolist() == pytest.approx([0.3, 0.15, 0.06, 0.03])


def test_one_at_work_is_an_example_and_nobody_is_none() -> None:
    economy = at_work(1)
    adopt_typical_attitudes(economy, np.array([1]))
    assert economy.people.effort.tolist() == [0.2, 0.2, 0.1]
    economy = at_work(0)
    adopt_typical_attitudes(economy, np.array([0, 1]))
    assert economy.people.effort.tolist() == [0.1, 0.1]
