"""Fair pay, and how far pay falls short of it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.fairness import compare_with_fair_pay, norm_of_fairness, note_pay
from sim.state import EconomyState
from tests.kernels import reference_people as reference
from tests.kernels.economies import assert_same_state_however_cut, economy_of
from tests.kernels.worlds import World, few_examples, make_world, only_first, seeds

BY_EFFORT = 1.0, 0.0, 0.0
NORMS = st.sampled_from([BY_EFFORT, (0.0, 1.0, 0.0), (0.0, 0.0, 1.0), (0.4, 0.4, 0.2)])


def paying(world: World, pay: np.ndarray, norm: tuple[float, ...]) -> EconomyState:
    """Return an economy with hourly pay and a norm of fairness, of which only ratios count."""
    names = ("fair_effort", "fair_contribution", "fair_equality")
    return economy_of(
        world,
        people={"hourly_pay": pay, "fair_pay": np.nan, "unfairness": np.nan},
        workplaces={"pay_level": np.nan},
        **{name: 0.7 * one for name, one in zip(names, norm, strict=True)},
    )


def unfairness(
    world: World, pay: np.ndarray, norm: tuple[float, ...] = BY_EFFORT
) -> tuple[np.ndarray, ...]:
    """Return mean pay by workplace, fair pay and unfairness by row."""
    economy = paying(world, pay, norm)
    compare_with_fair_pay(0, world.workplaces, economy)
    return economy.workplaces.pay_level, economy.people.fair_pay, economy.people.unfairness


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
@given(seeds)
def test_what_all_earn_is_noted_and_who_does_not_work_is_paid_nothing(seed):
    world = make_world(seed)
    pay = world.rng.uniform(0.5, 2.0, world.people)
    economy = paying(world, pay, BY_EFFORT)
    paid = np.full(world.employed, np.nan)
    note_pay(economy, paid)
    np.testing.assert_array_equal(paid, pay[: world.employed])
    earned = paid * world.hours_factor[world.workplace[: world.employed]]
    assert economy.flows.labour_income == pytest.approx(earned.sum(), rel=1e-12)
    np.testing.assert_array_equal(economy.people.hourly_pay[: world.employed], paid)
    for name in ("hourly_pay", "fair_pay"):
        assert (getattr(economy.people, name)[world.employed :] == 0.0).all()


@few_examples
@given(seeds)
def test_fairness_does_not_depend_on_how_the_range_is_cut(seed):
    world = make_world(seed)
    economy = paying(world, world.rng.lognormal(0.0, 0.8, world.people), (0.4, 0.4, 0.2))
    assert_same_state_however_cut(compare_with_fair_pay, world.workplaces, economy)


def test_norms_sum_to_one_and_are_equality_without_any() -> None:
    assert norm_of_fairness(0.0, 0.0, 0.0) == (0.0, 0.0, 1.0)
    assert norm_of_fairness(0.5, 0.25, 0.25) == (0.5, 0.25, 0.25)
    assert norm_of_fairness(0.2, 0.2, 0.0) == (0.5, 0.5, 0.0)


def of_two(
    pay: list[float], effort: list[float], norm: tuple[float, ...], hours: float = 1.0
) -> tuple[list[float], list[float]]:
    """Return fair pay and unfairness of two who work together, one of them twice as long."""
    world = make_world(1, workplaces=1, smallest=2)
    only_first(world, 2)
    world.effort, world.skill[:] = np.array(effort), 0.0
    world.hours[:] = 0.0
    world.hours[:, 0] = [2.0 * hours, hours]
    _, fair, unfair = unfairness(world, np.array(pay), norm)
    return fair.tolist(), unfair.tolist()


@pytest.mark.parametrize(
    ("effort", "norm", "fair", "unfair"),
    [
        ([0.9, 0.3], (1.0, 0.0, 0.0), [3.0, 1.0], [1 / 3, 0.0]),
        ([0.9, 0.3], (0.0, 0.0, 1.0), [2.0, 2.0], [0.0, 0.0]),
        ([0.5, 1.0], (0.0, 1.0, 0.0), [2.0, 2.0], [0.0, 0.0]),
        ([0.3, 0.3], (0.0, 1.0, 0.0), [8 / 3, 4 / 3], [0.25, 0.0]),
        ([0.9, 0.3], (0.5, 0.0, 0.5), [2.5, 1.5], [0.2, 0.0]),
        ([0.0, 0.0], (1.0, 0.0, 0.0), [0.0, 0.0], [0.0, 0.0]),
        ([0.0, 0.0], (0.5, 0.0, 0.5), [1.0, 1.0], [0.0, 0.0]),
        ([0.0, 0.0], (0.0, 0.5, 0.5), [1.0, 1.0], [0.0, 0.0]),
    ],
)
def test_fair_pay_of_two_by_hand(
    effort: list[float], norm: tuple[float, ...], fair: list[float], unfair: list[float]
) -> None:
    found = of_two([2.0, 2.0], effort, norm)
    assert found == (pytest.approx(fair, rel=1e-14), pytest.approx(unfair, rel=1e-14))


def test_small_contributions_count_by_their_ratio() -> None:
    fair, _ = of_two([2.0, 2.0], [0.3, 0.3], (0.0, 1.0, 0.0), hours=0.1)
    assert fair == pytest.approx([8 / 3, 4 / 3], rel=1e-14)
