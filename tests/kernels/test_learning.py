"""Learning by doing and forgetting."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.learning import forget_without_practice, update_skill
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

RATES = (0.02, -math.log2(0.9), 0.01, 0.75, 0.55)
rates = st.tuples(shares, st.floats(0.0, 0.6), shares, st.floats(0.25, 1.0), shares)


def table(world: World, values: tuple, schooled: tuple = ()) -> tuple:
    """Return what `update_skill` takes after the range; the last array is changed."""
    return (
        world.offsets,
        world.sector,
        world.task_count,
        world.domain,
        world.complexity,
        world.hours,
        world.outside_workplace,
        world.outside_task,
        world.outside_hours,
        world.aptitude,
        *values,
        *(schooled or (np.zeros(world.people), 0.1)),
        world.skill,
    )


def exchanging_world(seed: int) -> World:
    """Return a staffed world of which some members also work elsewhere."""
    world = make_world(seed, staffed=True)
    add_exchanges(world)
    return world


def specialist(complexity: float, practice: float) -> World:
    """Return one workplace whose members practise domain 0 and else do what takes no skill."""
    world = make_world(1, workplaces=1, smallest=3)
    world.sector = np.zeros(1, dtype=np.int64)
    world.task_count = np.array([2])
    world.complexity = np.array([[complexity, 0.0, 0, 0, 0, 0, 0, 0]])
    world.domain = np.array([[0, 1, 0, 0, 0, 0, 0, 0]])
    world.hours[:] = 0.0
    world.hours[: world.employed, :2] = practice, 1.0 - practice
    return world


def sustained(
    complexity: float, practice: float, progress_ratio: float, years: float = 0.0
) -> float:
    """Return the share of aptitude at which the skill of a learner settles."""
    world = specialist(complexity, practice)
    world.skill[:] = 0.0
    values = (0.5, -math.log2(progress_ratio), 0.0, 0.75, 0.0)
    for _ in range(400):
        update_skill(0, 1, *table(world, values, (np.full(world.people, years), 0.1)))
    return float(world.skill[0, 0] / world.aptitude[0, 0])


@few_examples
@given(seeds, rates, shares)
def test_learning_agrees_with_the_reference(seed, values, schooling_return):
    world = exchanging_world(seed)
    schooled = (world.rng.uniform(0.0, 3.0, world.people), schooling_return)
    expected = reference.learnt(world, *values, *schooled)
    update_skill(0, world.workplaces, *table(world, values, schooled))
    np.testing.assert_allclose(world.skill, expected, rtol=1e-12, atol=1e-14)


@few_examples
@given(seeds)
def test_skill_is_constant_without_learning_and_forgetting(seed):
    world = exchanging_world(seed)
    before = world.skill.copy()
    update_skill(0, world.workplaces, *table(world, (0.0, 0.15, 0.0, 0.75, 0.55)))
    assert world.skill.tobytes() == before.tobytes()


@few_examples
@given(seeds, rates)
def test_skill_stays_between_the_lower_of_start_and_floor_and_the_higher_of_start_and_aptitude(
    seed, values
):
    world = exchanging_world(seed)
    before, floor = world.skill.copy(), values[-1] * world.aptitude
    for _ in range(12):
        update_skill(0, world.workplaces, *table(world, values))
    assert (world.skill >= np.minimum(before, floor) - 1e-12).all()
    assert (world.skill <= np.maximum(before, world.aptitude) + 1e-12).all()


def test_without_practice_skill_is_forgotten_to_the_floor_and_no_further():
    world = specialist(1.0, 0.0)
    world.skill[:] = world.aptitude
    for month in range(400):
        before = world.skill.copy()
        update_skill(0, 1, *table(world, (0.5, 0.15, 0.05, 0.75, 0.55)))
        if month < 12:
            assert (world.skill[: world.employed] < before[: world.employed]).all()
    floor = 0.55 * world.aptitude[: world.employed]
    np.testing.assert_allclose(world.skill[: world.employed], floor, rtol=1e-8)
    assert (world.skill[: world.employed] >= floor * (1.0 - 1e-15)).all()


def test_skill_below_the_floor_is_not_raised_without_practice():
    world = specialist(1.0, 0.0)
    world.skill[:] = 0.3 * world.aptitude
    before = world.skill.copy()
    update_skill(0, 1, *table(world, RATES))
    assert world.skill.tobytes() == before.tobytes()


def test_practice_of_what_maintenance_takes_prevents_forgetting():
    world = specialist(1.0, 0.75)
    world.skill[:] = world.aptitude
    update_skill(0, 1, *table(world, RATES))
    np.testing.assert_array_equal(world.skill[:, 0], world.aptitude[:, 0])
    assert (world.skill[: world.employed, 1] < world.aptitude[: world.employed, 1]).all()


@pytest.mark.parametrize("progress_ratio", [0.7, 0.9, 0.95])
def test_halving_practice_lowers_the_sustained_level_by_the_progress_ratio(progress_ratio):
    levels = [sustained(1.0, practice, progress_ratio) for practice in (1.0, 0.5, 0.25)]
    expected = [1.0, progress_ratio, progress_ratio**2]
    np.testing.assert_allclose(levels, expected, rtol=1e-12)


@pytest.mark.parametrize("complexity", [1.0, 1.6, 2.5])
def test_halving_practice_of_a_complex_task_lowers_its_efficiency_by_the_progress_ratio(complexity):
    full, half = (sustained(complexity, h, 0.9) ** complexity for h in (1.0, 0.5))
    assert half / full == pytest.approx(0.9, rel=1e-12)


@pytest.mark.parametrize("practice", [1.0, 0.5])
def test_a_year_of_schooling_raises_what_practice_sustains_by_its_return(practice):
    levels = [sustained(1.0, practice, 0.9, years) for years in (0.0, 1.0, 2.5)]
    np.testing.assert_allclose(levels, levels[0] * np.array([1.0, 1.1, 1.25]), rtol=1e-12)


def test_schooling_does_not_raise_the_floor_of_those_without_practice():
    world = specialist(1.0, 0.0)
    world.skill[:] = world.aptitude
    for _ in range(400):
        update_skill(0, 1, *table(world, (0.5, 0.15, 0.05, 0.75, 0.55), (np.full(30, 9.0), 0.1)))
    floor = 0.55 * world.aptitude[: world.employed]
    np.testing.assert_allclose(world.skill[: world.employed], floor, rtol=1e-8)


def test_halving_practice_of_a_simple_task_costs_less():
    full, half = (sustained(0.5, h, 0.9) ** 0.5 for h in (1.0, 0.5))
    assert 0.9 < half / full < 1.0


@few_examples
@given(shares)
def test_work_elsewhere_is_practice_too(moved):
    world = specialist(1.0, 1.0)
    world.skill[:] = 0.5 * world.aptitude
    world.hours[0, 0] -= 0.5 * moved
    world.outside_workplace[0], world.outside_task[0] = 0, 0
    world.outside_hours[0] = 0.5 * moved
    update_skill(0, 1, *table(world, RATES))
    gain = world.skill[: world.employed, 0] / world.aptitude[: world.employed, 0]
    np.testing.assert_allclose(gain, gain[1], rtol=1e-12)


@few_examples
@given(seeds, shares, shares)
def test_people_without_work_forget_as_the_reference_says(seed, forgetting, untrained):
    world = make_world(seed)
    start, floor = world.people // 3, untrained * world.aptitude
    idle = world.rng.uniform(size=world.people) < 0.7
    above = np.maximum(world.skill - floor, 0.0)
    expected = np.where(above > 0.0, floor + (1.0 - forgetting) * above, world.skill)
    expected[:start] = world.skill[:start]
    expected[~idle] = world.skill[~idle]
    rates = (world.aptitude, forgetting, untrained)
    forget_without_practice(start, world.people, idle, *rates, world.skill)
    np.testing.assert_allclose(world.skill, expected, rtol=1e-12, atol=1e-14)


@few_examples
@given(seeds, rates)
def test_learning_does_not_depend_on_how_the_range_is_cut(seed, values):
    world = exchanging_world(seed)
    assert_same_bytes_however_cut(update_skill, world.workplaces, table(world, values))
    idle = world.rng.uniform(size=world.people) < 0.7
    forgetting = (idle, world.aptitude, 0.01, 0.55, world.skill)
    assert_same_bytes_however_cut(forget_without_practice, world.people, forgetting)
