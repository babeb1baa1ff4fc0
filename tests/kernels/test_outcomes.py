"""Participation, equity and balance."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from sim.kernels.inequality import gini
from sim.kernels.outcomes import (
    BAND,
    LEAST_SACRIFICE,
    measure_balance,
    measure_equity,
    measure_participation,
    pay_for_sacrifice,
)
from sim.state import EconomyState
from tests.kernels.economies import economy_of
from tests.kernels.worlds import few_examples, make_world, seeds


def working(seed: int) -> EconomyState:
    """Return an economy of random jobs; what must not count stands behind the employed."""
    world = make_world(seed)
    names = ("hourly_pay", "desirability", "competence", "job_index")
    people = {name: world.rng.uniform(0.1, 0.9, world.people) for name in names}
    people["job_index"] = 0.5 + 0.4 * (people["job_index"] - 0.5)
    for values in people.values():
        values[world.employed :] = np.nan
    return economy_of(world, people=people)


@few_examples
@given(seeds)
def test_balance_agrees_with_means_by_group(seed):
    economy = working(seed)
    workplaces, found = economy.workplaces, economy.indicators
    employed = int(workplaces.offsets[-1])
    index = economy.people.job_index[:employed]
    measure_balance(economy)
    names = ("balanced_share", "sector_spread", "workplace_spread")
    if not employed:
        assert np.isnan([getattr(found, name) for name in names]).all()
        return
    home = np.repeat(np.arange(len(workplaces)), workplaces.members)
    kind = workplaces.sector[home]
    inside = index - np.array([index[home == j].mean() for j in home])
    by_sector = [index[kind == s].mean() for s in np.unique(kind)]
    expected = (
        (np.abs(index - index.mean()) <= BAND).mean(),
        np.std(by_sector),
        np.sqrt((inside**2).mean()),
    )
    for name, value in zip(names, expected, strict=True):
        assert getattr(found, name) == pytest.approx(value, rel=1e-12, abs=1e-14), name


@few_examples
@given(seeds)
def test_equity_sets_pay_beside_effort_in_undesirable_jobs(seed):
    economy = working(seed)
    people, own = economy.people, slice(0, int(economy.workplaces.offsets[-1]))
    people.effort[: own.stop : 3] = 0.0
    found = pay_for_sacrifice(economy)
    sacrifice = np.maximum(people.effort * (2.0 - people.desirability), LEAST_SACRIFICE)
    np.testing.assert_allclose(found, (people.hourly_pay / sacrifice)[own], rtol=1e-15)
    measure_equity(economy, np.sort(found))
    expected = pytest.approx(gini(found), rel=1e-12, nan_ok=True)
    assert economy.indicators.sacrifice_pay_gini == expected


def test_participation_is_what_meetings_and_votes_were_like():
    economy = working(3)
    flows, found = economy.flows, economy.indicators
    flows.invited, flows.attending, flows.invited_from_below = 8.0, 6.0, 2.0
    flows.speaking, flows.speaking_from_below = 10.0, 1.0
    flows.proposals, flows.proposals_from_below = 4.0, 3.0
    flows.votes_at_own_cost, flows.solidary_votes = 5.0, 1.0
    measure_participation(economy)
    employed = economy.workplaces.offsets[-1]
    assert found.competence == pytest.approx(economy.people.competence[:employed].mean())
    assert found.attendance == 0.75
    assert found.speaking_share == pytest.approx(0.1 / 0.25)
    assert found.proposals_from_below == 0.75
    assert found.solidary_votes == 0.2
    flows.clear()
    measure_participation(economy)
    for name in ("attendance", "speaking_share", "proposals_from_below", "solidary_votes"):
        assert np.isnan(getattr(found, name)), name
