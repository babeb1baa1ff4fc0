"""Demand of two workplaces over a month, by numbers that can be checked by hand."""

from __future__ import annotations

import math

import pytest

from sim.kernels.demand import advance_demand, demand_index
from sim.kernels.random import normal
from sim.state import EconomyState, Stream
from tests.kernels.economies import economy_of
from tests.kernels.few import few


def market(persistence: float, own: float, common: float) -> EconomyState:
    """Return two workplaces whose logarithms of demand are .2 and -.4; that of all is .1."""
    return economy_of(
        few(1, 1),
        workplaces={"demand": [0.2, -0.4]},
        state={"business_cycle": 0.1},
        demand_persistence=persistence,
        demand_volatility=own,
        business_cycle_volatility=common,
    )


def test_what_is_left_of_last_month_is_its_persistence() -> None:
    economy = market(0.5, 0.0, 0.0)
    advance_demand(economy)
    assert economy.workplaces.demand.tolist() == pytest.approx([0.1, -0.2])
    assert economy.business_cycle == pytest.approx(0.05)


def test_each_workplace_has_its_shock_and_all_have_one_in_common() -> None:
    economy = market(0.5, 0.3, 0.2)
    advance_demand(economy)
    own, common = economy.key(Stream.IDIOSYNCRATIC_DEMAND), economy.key(Stream.BUSINESS_CYCLE)
    expected = [0.1 + 0.3 * normal(own, 0), -0.2 + 0.3 * normal(own, 1)]
    assert economy.workplaces.demand.tolist() == pytest.approx(expected)
    assert economy.business_cycle == pytest.approx(0.05 + 0.2 * normal(common, 0))


def test_the_index_is_demand_over_its_mean() -> None:
    # The variances are (.09 + .16) / (1 - .36), and the mean of a lognormal is exp(variance / 2).
    economy, half = market(0.6, 0.3, 0.4), 0.5 * 0.25 / 0.64
    assert demand_index(0, economy) == pytest.approx(math.exp(0.3 - half))
    assert demand_index(1, economy) == pytest.approx(math.exp(-0.3 - half))
