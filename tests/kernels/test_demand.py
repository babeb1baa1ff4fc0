"""Demand indices of workplaces."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.demand import advance_demand
from sim.kernels.random import normal, stream_key
from tests.kernels.worlds import few_examples, seeds, shares


@few_examples
@given(seeds, shares, shares)
def test_demand_agrees_with_the_reference(seed, persistence, volatility):
    key = stream_key(seed, 0, 0, 0)
    demand = np.random.default_rng(seed).normal(size=7)
    shocks = np.array([normal(key, j) for j in range(7)])
    expected = demand * persistence + shocks * volatility
    advance_demand(key, persistence, volatility, demand)
    np.testing.assert_allclose(demand, expected, rtol=1e-12, atol=1e-14)


@few_examples
@given(seeds, shares)
def test_demand_decays_geometrically_without_shocks(seed, persistence):
    start = np.random.default_rng(seed).normal(size=5)
    demand = start.copy()
    for month in range(4):
        advance_demand(stream_key(seed, 0, 0, month), persistence, 0.0, demand)
    np.testing.assert_allclose(demand, start * persistence**4, rtol=1e-12, atol=1e-15)


def test_demand_settles_at_the_spread_of_its_process():
    demand = np.zeros(2000)
    for month in range(60):
        advance_demand(stream_key(3, 0, 0, month), 0.9, 0.01, demand)
    stationary = 0.01 / np.sqrt(1.0 - 0.9**2)
    # 60 months remove all but 0.9 ** 60 of the start; 2000 draws leave 1.6% of sampling error.
    assert abs(demand.std() / stationary - 1.0) < 0.08
    assert abs(demand.mean()) < 5.0 * stationary / np.sqrt(2000.0)


@few_examples
@given(seeds, st.integers(min_value=1, max_value=9))
def test_the_demand_of_a_workplace_does_not_depend_on_how_many_there_are(seed, count):
    key = stream_key(seed, 0, 0, 0)
    few, many = np.ones(count), np.ones(10)
    advance_demand(key, 0.9, 0.1, few)
    advance_demand(key, 0.9, 0.1, many)
    assert few.tobytes() == many[:count].tobytes()
