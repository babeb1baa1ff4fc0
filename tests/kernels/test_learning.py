"""Learning by doing and forgetting."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels import EMPLOYED, IN_TRAINING, UNEMPLOYED
from sim.kernels.learning import forget_without_practice, update_skill
from sim.state import EconomyState
from tests.kernels import reference_people as reference
from tests.kernels.economies import assert_same_state_however_cut, economy_of
from tests.kernels.worlds import (
    World,
    add_exchanges,
    few_examples,
    make_world,
    seeds,
    shares,
)

RATES = (0.02, 0.9, 0.01, 0.75, 0.55)
rates = st.tuples(shares, st.floats(0.66, 1.0), shares, st.floats(0.25, 1.0), shares)
NAMES = ("learning", "progress_ratio", "forgetting", "maintenance", "untrained_skill")


def economy_with(
    world: World, values: tuple, years: np.ndarray | float = 0.0, schooling_return: float = 0.1
) -> EconomyState:
    """Return an economy with these rates, and with years of schooling of each person."""
    parameters = {**dict(zip(NAMES, values, strict=True)), "schooling_return": schooling_return}
    return economy_of(world, {"schooling": years}, **parameters)


def taught(world: World, values: tuple, months: int = 1, years: float = 0.0) -> np.ndarray:
    """Return the skills after some months."""
    economy = economy_with(world, values, years)
    for _ in range(months):
        update_skill(0, world.workplaces, economy, 0.0)
    return economy.people.skill


def exchanging_world(seed: int) -> World:
    """Return a staffed world of which some members also work elsewhere."""
    world = make_world(seed, staffed=True)
    add_exchanges(world)
    return world


def specialist(complexity: float, practice: float) -> World:
    """Return one workplace whose members practise domain 0 and else do what takes no skill."""
    world = make_world(1, workplaces=1, smallest=3)
    world.task_count[:] = 2
    world.complexity[:] = [complexity, 0.0, 0, 0, 0, 0, 0, 0]
    world.domain[:] = [0, 1, 0, 0, 0, 0, 0, 0]
    world.hours[:] = 0.0
    world.hours[: world.employed, :2] = practice, 1.0 - practice
    return world


def sustained(
    complexity: float, practice: float, progress_ratio: float, years: float = 0.0
) -> float:
    """Return the share of aptitude at which the skill of a learner settles."""
    world = specialist(complexity, practice)
    world.skill[:] = 0.0
    skill = taught(world, (0.5, progress_ratio, 0.0, 0.75, 0.0), 400, years)
    return float(skill[0, 0] / world.aptitude[0, 0])


@few_examples
@given(seeds, rates, shares)
def test_learning_agrees_with_the_reference(seed, values, schooling_return):
    world = exchanging_world(seed)
    years, taken = world.rng.uniform(0.0, 3.0, world.people), 0.06
    economy = economy_with(world, values, years, schooling_return)
    update_skill(0, world.workplaces, economy, taken)
    years[: world.employed] += taken / 12.0
    np.testing.assert_allclose(economy.people.schooling, years, rtol=1e-14)
    learning, progress_ratio, *others = values
    others = (-math.log2(progress_ratio), *others, years, schooling_return)
    expected = reference.learnt(world, learning, *others)
    np.testing.assert_allclose(economy.people.skill, expected, rtol=1e-12, atol=1e-14)


@few_examples
@given(seeds)
def test_skill_is_constant_without_learning_and_forgetting(seed):
    world = exchanging_world(seed)
    skill = taught(world, (0.0, 0.9, 0.0, 0.75, 0.55))
    assert skill.tobytes() == world.skill.tobytes()


@few_examples
@given(seeds, rates)
def test_skill_stays_between_the_lower_of_start_and_floor_and_the_higher_of_start_and_aptitude(
    seed, values
):
    world = exchanging_world(seed)
    before, floor = world.skill, values[-1] * world.aptitude
    skill = taught(world, values, 12)
    assert (skill >= np.minimum(before, floor) - 1e-12).all()
    assert (skill <= np.maximum(before, world.aptitude) + 1e-12).all()


def test_without_practice_skill_is_forgotten_to_the_floor_and_no_further():
    world = specialist(1.0, 0.0)
    world.skill[:] = world.aptitude
    economy = economy_with(world, (0.5, 0.9, 0.05, 0.75, 0.55))
    skill = economy.people.skill[: world.employed]
    for month in range(400):
        before = skill.copy()
        update_skill(0, 1, economy, 0.0)
        if month < 12:
            assert (skill < before).all()
    floor = 0.55 * world.aptitude[: world.employed]
    np.testing.assert_allclose(skill, floor, rtol=1e-8)
    assert (skill >= floor * (1.0 - 1e-15)).all()


def test_skill_below_the_floor_is_not_raised_without_practice():
    world = specialist(1.0, 0.0)
    world.skill[:] = 0.3 * world.aptitude
    assert taught(world, RATES).tobytes() == world.skill.tobytes()


def test_practice_of_what_maintenance_takes_prevents_forgetting():
    world = specialist(1.0, 0.75)
    world.skill[:] = world.aptitude
    skill = taught(world, RATES)
    np.testing.assert_array_equal(skill[:, 0], world.aptitude[:, 0])
    assert (skill[: world.employed, 1] < world.aptitude[: world.employed, 1]).all()


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
    skill = taught(world, (0.5, 0.9, 0.05, 0.75, 0.55), 400, years=9.0)
    floor = 0.55 * world.aptitude[: world.employed]
    np.testing.assert_allclose(skill[: world.employed], floor, rtol=1e-8)


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
    gain = taught(world, RATES)[: world.employed, 0] / world.aptitude[: world.employed, 0]
    np.testing.assert_allclose(gain, gain[1], rtol=1e-12)


@few_examples
@given(seeds, shares, shares)
def test_people_without_work_forget_as_the_reference_says(seed, forgetting, untrained):
    world = make_world(seed)
    floor, status = untrained * world.aptitude, np.full(world.people, EMPLOYED)
    status[world.employed :] = world.rng.choice(
        [UNEMPLOYED, IN_TRAINING], world.people - world.employed
    )
    above = np.maximum(world.skill - floor, 0.0)
    expected = np.where(above > 0.0, floor + (1.0 - forgetting) * above, world.skill)
    expected[status != UNEMPLOYED] = world.skill[status != UNEMPLOYED]
    rates = {"forgetting": forgetting, "untrained_skill": untrained}
    economy = economy_of(world, {"status": status}, **rates)
    assert_same_state_however_cut(forget_without_practice, world.people, economy)
    forget_without_practice(0, world.people, economy)
    np.testing.assert_allclose(economy.people.skill, expected, rtol=1e-12, atol=1e-14)


@few_examples
@given(seeds, rates)
def test_learning_does_not_depend_on_how_the_range_is_cut(seed, values):
    world = exchanging_world(seed)
    economy = economy_with(world, values)
    assert_same_state_however_cut(update_skill, world.workplaces, economy, 0.1)
