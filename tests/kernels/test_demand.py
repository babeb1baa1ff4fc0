"""Demand indices of workplaces."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.demand import advance_demand, demand_index
from sim.kernels.random import normal, stream_key
from sim.kernels.streams import Stream
from sim.state import EconomyState
from tests.kernels.economies import economy_of
from tests.kernels.worlds import few_examples, make_world, seeds, shares


def economy(
    demand: np.ndarray, persistence: float, volatility: float, seed: int = 3, cycle: float = 0.0
) -> EconomyState:
    """Return an economy with so many workplaces, whose common demand has half the volatility."""
    return economy_of(
        make_world(seed, workplaces=len(demand)),
        workplaces={"demand": demand},
        state={"seed": seed, "business_cycle": cycle},
        demand_persistence=persistence,
        demand_volatility=volatility,
        business_cycle_volatility=0.5 * volatility,
    )


@few_examples
@given(seeds, shares, shares)
def test_demand_agrees_with_the_reference(seed, persistence, volatility):
    demand = np.random.default_rng(seed).normal(size=7)
    state = economy(demand, persistence, volatility, seed, cycle=0.3)
    key = stream_key(seed, 0, Stream.IDIOSYNCRATIC_DEMAND, 1)
    expected = demand * persistence + [volatility * normal(key, j) for j in range(7)]
    shock = normal(stream_key(seed, 0, Stream.BUSINESS_CYCLE, 1), 0)
    advance_demand(state)
    np.testing.assert_allclose(state.workplaces.demand, expected, rtol=1e-12, atol=1e-14)
    common = 0.3 * persistence + 0.5 * volatility * shock
    np.testing.assert_allclose(state.business_cycle, common, rtol=1e-12, atol=1e-14)


@few_examples
@given(seeds, shares)
def test_demand_decays_geometrically_without_shocks(seed, persistence):
    start = np.random.default_rng(seed).normal(size=5)
    state = economy(start, persistence, 0.0, cycle=-0.2)
    for month in range(4):
        state.month = month
        advance_demand(state)
    left = persistence**4
    np.testing.assert_allclose(state.workplaces.demand, start * left, rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(state.business_cycle, -0.2 * left, rtol=1e-12, atol=1e-15)


def test_demand_settles_at_the_spread_of_its_process_and_its_index_at_1():
    state = economy(np.zeros(2000), 0.9, 0.1)
    for month in range(60):
        state.month = month
        advance_demand(state)
    demand, stationary = state.workplaces.demand, 0.1 / np.sqrt(1.0 - 0.9**2)
    # 60 months remove all but 0.9 ** 60 of the start; 2000 draws leave 1.6% of sampling error.
    assert abs(demand.std() / stationary - 1.0) < 0.08
    assert abs(demand.mean()) < 5.0 * stationary / np.sqrt(2000.0)
    variance = 1.25 * stationary**2
    for j in (0, 7):
        expected = np.exp(demand[j] + state.business_cycle - 0.5 * variance)
        assert abs(demand_index(j, state) / expected - 1.0) < 1e-12


@few_examples
@given(seeds, st.integers(min_value=1, max_value=9))
def test_the_demand_of_a_workplace_does_not_depend_on_how_many_there_are(seed, count):
    few, many = (economy(np.ones(size), 0.9, 0.1, seed) for size in (count, 10))
    advance_demand(few)
    advance_demand(many)
    assert few.workplaces.demand.tobytes() == many.workplaces.demand[:count].tobytes()
