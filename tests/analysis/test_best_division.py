"""The best division of labour, on problems with known answers."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.analysis.best_division import Workforce, best_division, gradient_of, output_of
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
