"""The best division of labour, on problems with known answers."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.analysis.best_division import (
    NO_LICENCE,
    Workforce,
    best_division,
    gradient_of,
    least_deviation,
    output_of,
)
from sim.kernels.aggregation import aggregate, marginal_products
from tests.kernels.economies import economy_of
from tests.kernels.worlds import make_world

seeds = st.integers(0, 2**20)
elasticities = st.sampled_from([0.0, 0.2, 0.5, 0.9, 1.0])
few = settings(max_examples=10, deadline=None, database=None)


def workforce(seed: int, members: int = 6, tasks: int = 3, substitution: float = 0.5) -> Workforce:
    rng = np.random.default_rng(seed)
    return Workforce(
        worth=rng.uniform(0.2, 2.0, (members, tasks)),
        time=np.ones(members),
        work=np.full(tasks, members / tasks),
        share=np.full(tasks, 1.0 / tasks),
        substitution=substitution,
        outside=np.zeros(tasks),
        task_index=np.linspace(0.1, 0.9, tasks),
        index_elsewhere=np.zeros(members),
        licence=np.full(tasks, NO_LICENCE),
        held=np.full(members, NO_LICENCE),
    )


@few
@given(seeds, elasticities)
def test_output_and_marginal_products_are_those_of_the_kernels(seed, substitution):
    rng = np.random.default_rng(seed)
    share, labour = np.zeros((1, 8)), np.zeros((1, 8))
    share[0, :5], labour[0, :5] = rng.dirichlet(np.ones(5)), rng.uniform(0.1, 3.0, 5)
    world = make_world(1, workplaces=1)
    world.sector[:], world.technology[:], world.hours_share[:] = 0, 1.0, share
    economy = economy_of(
        world, {}, {"effective_labour": labour}, substitution_elasticity=substitution
    )
    aggregate(0, 1, economy)
    output = economy.workplaces.output[0]
    assert output_of(labour[0, :5], share[0, :5], substitution) == pytest.approx(output, 1e-9)
    products = np.zeros((1, 8))
    marginal_products(0, 1, economy, products)
    found = gradient_of(labour[0, :5], share[0, :5], substitution)
    np.testing.assert_allclose(found, products[0, :5], rtol=1e-9, atol=1e-12)


@few
@given(seeds)
def test_no_assignment_of_whole_people_is_better(seed):
    people = workforce(seed, members=3)
    best = best_division(people, tolerance=1e-7)
    whole = max(people.output(np.eye(3)[list(order)]) for order in permutations(range(3)))
    assert whole <= best.output * (1.0 + 1e-6)
    assert best.output <= best.bound * (1.0 + 1e-9)
    assert best.bound <= best.output * (1.0 + 1e-6)


@few
@given(seeds, elasticities)
def test_hours_meet_every_condition(seed, substitution):
    people = workforce(seed, substitution=substitution)
    free = best_division(people)
    for found in (free, best_division(people, mean_deviation=0.05)):
        np.testing.assert_allclose(found.hours.sum(axis=1), people.time, atol=1e-7)
        np.testing.assert_allclose(found.hours.sum(axis=0), people.work, atol=1e-7)
        assert (found.hours >= -1e-9).all()
        assert found.output == pytest.approx(people.output(found.hours), rel=1e-12)
        assert found.output <= free.bound * (1.0 + 1e-9)
    index = people.job_index(found.hours)
    assert np.abs(index - index.mean()).mean() <= 0.05 + 1e-7
    held = best_division(people, held_index=index)
    np.testing.assert_allclose(people.job_index(held.hours), index, atol=1e-7)
    assert held.output <= found.bound * (1.0 + 1e-6)


def test_the_less_balance_is_asked_for_the_more_can_be_produced():
    people = workforce(4, members=12)
    outputs = [best_division(people, mean_deviation=x).output for x in (0.0, 0.05, 0.1, 0.2)]
    assert np.all(np.diff(outputs) >= -1e-4)
    assert outputs[-1] > 1.01 * outputs[0]


def test_people_from_elsewhere_take_work_off_the_members():
    people = workforce(4)
    helped = replace(people, outside=np.array([0.5, 0.0, 0.0]))
    assert best_division(helped).output > best_division(people).output


def test_conditions_that_nobody_can_meet_are_an_error():
    with pytest.raises(ValueError, match="no division of labour"):
        best_division(workforce(1), held_index=np.full(6, 2.0))


SURGERY, SURGEON = 0, 2


def hospital(*held: int, surgery: float = 1.0, substitution: float = 0.0) -> Workforce:
    """Return people who share surgery and cleaning; whoever holds no licence operates best."""
    count = len(held)
    return Workforce(
        worth=np.where(np.array(held)[:, None] == SURGEON, [[1.0, 5.0]], [[9.0, 1.0]]),
        time=np.ones(count),
        work=np.array([surgery, count - surgery]),
        share=np.array([0.5, 0.5]),
        substitution=substitution,
        outside=np.zeros(2),
        task_index=np.array([1.0, 0.0]),
        index_elsewhere=np.zeros(count),
        licence=np.array([SURGEON, NO_LICENCE]),
        held=np.array(held),
    )


def test_the_licensed_operate_even_where_others_would_do_it_better():
    people = hospital(SURGEON, NO_LICENCE, SURGEON + 1)
    best = best_division(people)
    np.testing.assert_allclose(best.hours, [[1, 0], [0, 1], [0, 1]], atol=1e-9)
    assert best.output == pytest.approx(2.0)
    without = best_division(replace(people, licence=np.full(2, NO_LICENCE)))
    assert without.output > 2.5 * best.output


def test_what_the_licensed_have_no_time_for_is_left_to_the_others():
    people = hospital(SURGEON, NO_LICENCE, NO_LICENCE, surgery=1.5)
    best = best_division(people, mean_deviation=0.5)
    assert best.hours[0, SURGERY] == pytest.approx(1.0)
    assert best.hours[1:, SURGERY].sum() == pytest.approx(0.5)
    assert best.output == pytest.approx(3.0)


@pytest.mark.parametrize(
    ("held", "surgery", "least"),
    [
        ((NO_LICENCE,) * 3, 1.0, 0.0),
        ((SURGEON,) * 3, 1.0, 0.0),
        ((SURGEON, NO_LICENCE, NO_LICENCE), 1.0, 4 / 9),
        ((SURGEON, SURGEON, NO_LICENCE), 1.0, 2 / 9),
        ((SURGEON, NO_LICENCE, NO_LICENCE), 1.5, 1 / 3),
    ],
)
def test_licences_leave_jobs_as_unequal_as_they_must_be(held, surgery, least):
    people = hospital(*held, surgery=surgery)
    if NO_LICENCE in held and SURGEON not in held:
        # Without any licensed member all of the work is left to the others.
        assert people.may().all()
    assert least_deviation(people) == pytest.approx(least, abs=1e-7)
    found = best_division(people, mean_deviation=least + 1e-7)
    index = people.job_index(found.hours)
    assert np.abs(index - index.mean()).mean() == pytest.approx(least, abs=1e-6)
    if least:
        with pytest.raises(ValueError, match="no division of labour"):
            best_division(people, mean_deviation=least - 0.01)


def scarcest_labour(people: Workforce, mean_deviation: float) -> float:
    """Return the most that the scarcest task can get, as one linear programme of its own.

    The law is a limit on the licensed hours of all others together; no cell is closed.
    """
    from scipy.optimize import linprog

    members, tasks = people.worth.shape
    cells = members * tasks
    mean = people.task_index @ people.work / members
    below: list[tuple[np.ndarray, float]] = []

    def row(table: np.ndarray, deviation: int = -1, least: float = 0.0) -> np.ndarray:
        weights = np.concatenate([table.ravel(), np.zeros(members), [least]])
        if deviation >= 0:
            weights[cells + deviation] = -1.0
        return weights

    for task in range(tasks):
        table = np.zeros((members, tasks))
        table[:, task] = -people.worth[:, task] / people.share[task]
        below.append((row(table, least=1.0), 0.0))
    for member in range(members):
        table = np.zeros((members, tasks))
        table[member] = people.task_index
        below.append((row(table, member), mean))
        below.append((row(-table, member), -mean))
    most = np.concatenate([np.zeros(cells), np.ones(members), [0.0]])
    below.append((most, members * mean_deviation))
    for licence in (SURGEON, SURGEON + 1):
        holders, licensed = people.held == licence, people.licence == licence
        left = max(0.0, people.work[licensed].sum() - people.time[holders].sum())
        below.append((row(np.outer(~holders, licensed).astype(float)), left))
    equal = [row(np.outer(one, np.ones(tasks))) for one in np.eye(members)]
    equal += [row(np.outer(np.ones(members), one)) for one in np.eye(tasks)]
    found = linprog(
        -np.eye(cells + members + 1)[-1],
        A_ub=np.array([each for each, _ in below]),
        b_ub=[limit for _, limit in below],
        A_eq=np.array(equal),
        b_eq=np.concatenate([people.time, people.work]),
        method="highs-ds",
    )
    return -found.fun if found.success else np.nan


@few
@given(seeds, st.sampled_from([0.9, 1.2]), st.sampled_from([0.0, 0.05, 0.5]))
def test_another_programme_finds_the_same_output_with_licences(seed, surgery, further):
    people = replace(
        workforce(seed, members=5, substitution=0.0),
        work=np.array([surgery, 1.3, 3.7 - surgery]),
        licence=np.array([SURGEON, NO_LICENCE, SURGEON + 1]),
        held=np.array([SURGEON, SURGEON + 1, NO_LICENCE, SURGEON + 1, NO_LICENCE]),
    )
    least = least_deviation(people)
    deviation = least + further + 1e-7
    best = best_division(people, mean_deviation=deviation, tolerance=1e-7)
    assert best.output == pytest.approx(scarcest_labour(people, deviation), rel=1e-5)
    assert np.isnan(scarcest_labour(people, least - 1e-3))
