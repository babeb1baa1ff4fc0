"""Ideas of a few people and what becomes of them, by numbers that can be checked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.kernels.innovation import (
    BEST_SHARE,
    NEXT_TO_NOTHING,
    adopt_ideas,
    advance_technology,
    arrival_rate,
    creative_effort,
    fill_backlog,
    frontier_of_sectors,
    hours_worked,
    means_by_hours,
    pool_ideas,
    recombine,
    taken_from_frontier,
)
from sim.kernels.random import poisson
from sim.state import EconomyState, Stream
from tests.kernels.economies import economy_of
from tests.kernels.few import few

STEP = 0.02
DEFAULTS = {
    "idea_step": STEP,
    "idea_rate": 3.0,
    "idea_spillover": 0.5,
    "recombination": 0.0,
    "knowledge_pool": 0.0,
    "progress_by_growth": 0.0,
    "progress": 0.06,
}


def creative(returns: float, competence: float) -> list[float]:
    """Return the ideas of a workplace of two, of whom one has hours, an empty one, and of one."""
    world = few(2, 0, 1)
    world.domain[0, :2] = [0, 1]
    world.skill[:, 1] = 4.0
    world.hours[0], world.hours[1, :2], world.hours[2, :2] = 0.0, [0.5, 0.25], [1.0, 0.0]
    world.effort[:] = 0.5
    people = {
        "creativity": 0.64,
        "alienation_total": [0.0, 0.25, 0.0],
        "voice": [1.0, 0.5, 0.0],
        "competence": 0.25,
    }
    economy = economy_of(world, people, idea_returns=returns, idea_competence=competence)
    ideas = np.full(3, np.nan)
    creative_effort(0, 3, economy, 0.2, 0.8, ideas)
    return ideas.tolist()


@pytest.mark.parametrize(
    ("returns", "competence", "factor"),
    [(1.0, 0.0, 0.64), (0.5, 0.0, 0.8), (1.0, 0.5, 0.32), (0.5, 0.5, 0.4), (2.0, 1.0, 0.1024)],
)
def test_creative_effort_is_a_product(returns: float, competence: float, factor: float) -> None:
    # A skill of 2 in use, half the effort, alienation of a quarter, half of ideas are taken up;
    # in the last workplace a skill of 1, no alienation, and no voice.
    first, last = factor * 2.0 * 0.5 * 0.75 * 0.5, factor * 0.5 * 0.2
    assert creative(returns, competence) == pytest.approx([first / 2, 0.0, last])


def working(**values: float) -> EconomyState:
    """Return workplaces of one and of three members who work, together, 0.4 months, and none.

    The first two are of one sector, the last, which is empty, of another.
    """
    world = few(1, 3, 0)
    world.sector[:] = [0, 0, 1]
    world.hours_factor[:] = 0.1
    world.technology[:] = [1.0, 2.0, 1.0]
    jobs = {"backlog": [0.1, 0.2, 0.4]}
    return economy_of(world, workplaces=jobs, **{**DEFAULTS, **values})


IDEAS = np.array([0.1, 0.3, 0.9])


def test_means_are_weighted_by_hours() -> None:
    economy = working()
    assert hours_worked(economy).tolist() == pytest.approx([0.1, 0.3, 0.0])
    assert means_by_hours(economy, IDEAS).tolist() == pytest.approx([0.25, 0.0])


@pytest.mark.parametrize(
    ("recombination", "expected"), [(0.0, [1.0, 1.0]), (0.5, [math.exp(-2.5), math.exp(-5.0)])]
)
def test_ideas_are_fewer_where_little_is_known(recombination: float, expected: list[float]) -> None:
    ideas = np.ones(3)
    recombine(working(recombination=recombination), ideas)
    assert ideas[:2].tolist() == pytest.approx(expected)


@pytest.mark.parametrize(
    ("reference", "burn_in", "after"),
    [(0.0, False, 0.5), (0.0, True, 0.5), (0.1, False, 0.1), (0.1, True, 0.2)],
)
def test_the_reference_is_an_average_over_the_burn_in(
    reference: float, burn_in: bool, after: float
) -> None:
    economy = working()
    economy.reference_creativity, economy.in_burn_in = reference, burn_in
    # A mean of .25 by hours, times an incentive of 2.
    assert arrival_rate(economy, IDEAS, 2.0, 0.25) == 6.0
    assert economy.reference_creativity == pytest.approx(after)


def test_growth_is_as_given_at_the_creativity_of_reference() -> None:
    economy = working(progress_by_growth=0.5)
    economy.reference_creativity, economy.in_burn_in = 0.25, False
    # 6 % a year are a quarter of a step a month.
    assert arrival_rate(economy, IDEAS, 2.0, 0.25) == pytest.approx(0.25 * 2.0 / 0.25)
    assert economy.reference_creativity == 0.25
    economy = working(progress_by_growth=0.49)
    economy.reference_creativity = 0.25
    assert arrival_rate(economy, IDEAS, 2.0, 0.25) == 6.0


def test_where_nobody_works_there_is_nothing_to_refer_to() -> None:
    economy = working()
    economy.workplaces.hours_factor[:] = 0.0
    arrival_rate(economy, IDEAS, 2.0, 0.25)
    assert economy.reference_creativity == 0.0
    assert NEXT_TO_NOTHING == 1e-300


def test_as_much_is_adopted_from_the_first_backlog_as_becomes_known() -> None:
    economy = working()
    fill_backlog(economy, IDEAS, 4.0, 0.25)
    # One idea a month, half a step of which is for all.
    expected = [0.5 * STEP / 0.25, 0.5 * STEP / 0.25, 0.0]
    assert economy.workplaces.backlog.tolist() == pytest.approx(expected)


@pytest.mark.parametrize("diffusion", [0.0, -0.5])
def test_without_diffusion_a_backlog_stays(diffusion: float) -> None:
    economy = working()
    fill_backlog(economy, IDEAS, 4.0, diffusion)
    assert economy.workplaces.backlog.tolist() == [0.1, 0.2, 0.4]


def arrivals(economy: EconomyState, rate: float) -> list[int]:
    """Return the ideas that arrive in each workplace."""
    key = economy.key(Stream.INNOVATION)
    return [poisson(key, j, rate * IDEAS[j]) for j in range(3)]


def test_pooled_ideas_are_for_one_and_for_all() -> None:
    economy = working(idea_spillover=0.25)
    come = arrivals(economy, 40.0)
    mean = (come[0] + 3 * come[1]) / 4
    pool_ideas(economy, IDEAS.copy(), 40.0, 0.5)
    jobs = economy.workplaces
    assert min(come) > 0
    assert economy.flows.ideas == sum(come)
    # Half of the backlogs of .1, .2 and .4 is adopted.
    known = 0.25 * STEP * mean
    assert jobs.backlog.tolist() == pytest.approx([known + 0.05, known + 0.1, 0.2])
    own = [0.75 * STEP * number for number in come]
    levels = [own[0] + 0.05, math.log(2.0) + own[1] + 0.1, own[2] + 0.2]
    assert np.log(jobs.technology).tolist() == pytest.approx(levels)


def test_without_a_pool_ideas_are_for_one_and_others_follow_the_frontier() -> None:
    economy = working()
    come = arrivals(economy, 40.0)
    adopt_ideas(economy, IDEAS.copy(), 40.0, 0.5)
    levels = [STEP * number for number in come]
    # The frontier of two is the better one; the first closes half of the gap.
    levels[0] += 0.5 * math.log(2.0)
    levels[1] += math.log(2.0)
    assert economy.flows.ideas == sum(come)
    assert np.log(economy.workplaces.technology).tolist() == pytest.approx(levels)


def test_a_share_of_the_gap_is_taken_from_the_frontier() -> None:
    assert taken_from_frontier(0.25, 0.75, 0.5) == 0.25
    assert taken_from_frontier(0.75, 0.25, 0.5) == 0.0


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([0.5], 0.5),
        ([0.5, -0.25], 0.5),
        # A fifth of seven is the best one and four tenths of the next.
        ([0.1, 0.7, 0.2, 0.0, 0.0, 0.35, 0.1], (0.7 + 0.4 * 0.35) / 1.4),
        ([0.1, 0.9, 0.5, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1], 0.7),
    ],
)
def test_the_frontier_is_the_best_fifth_but_one_at_least(
    levels: list[float], expected: float
) -> None:
    economy = economy_of(few(*[1] * len(levels)))
    economy.workplaces.technology[:] = np.exp(levels)
    assert BEST_SHARE == 0.2
    assert frontier_of_sectors(economy).tolist() == pytest.approx([expected, 0.0])


def advanced(reference: float, **values: float) -> EconomyState:
    """Return the economy after a month of ideas at an incentive of 2 and a diffusion of a half."""
    economy = working(**values)
    economy.reference_creativity = reference
    advance_technology(economy, IDEAS.copy(), 2.0, 0.5, 0.25)
    return economy


def test_knowledge_is_pooled_or_not() -> None:
    apart = working()
    adopt_ideas(apart, IDEAS.copy(), 6.0, 0.5)
    found = advanced(0.3, knowledge_pool=0.49).workplaces
    assert found.technology.tolist() == apart.workplaces.technology.tolist()
    together = working(recombination=0.5)
    ideas = IDEAS.copy()
    recombine(together, ideas)
    pool_ideas(together, ideas, 6.0, 0.5)
    found = advanced(0.3, knowledge_pool=0.5, recombination=0.5).workplaces
    assert found.technology.tolist() == together.workplaces.technology.tolist()
    assert found.backlog.tolist() == together.workplaces.backlog.tolist()


def test_the_first_month_of_a_pool_fills_the_backlog() -> None:
    together = working()
    fill_backlog(together, IDEAS, 6.0, 0.5)
    pool_ideas(together, IDEAS.copy(), 6.0, 0.5)
    found = advanced(0.0, knowledge_pool=0.5).workplaces
    assert found.backlog.tolist() == pytest.approx(together.workplaces.backlog.tolist())
