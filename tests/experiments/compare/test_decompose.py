"""The decomposition against output computed independently (model section 7)."""

from __future__ import annotations

import numpy as np
import pytest

import sim
from sim.experiments.compare.decompose import decompose
from sim.experiments.compare.snapshot import ProductionSnapshot

SMALL = {"workers": 250, "burn_in": 6, "months": 30}


def _snapshot(economy: sim.Economy) -> ProductionSnapshot:
    taken: list[ProductionSnapshot] = []
    economy.observe("production", lambda model: taken.append(ProductionSnapshot.of(model.state)))
    economy.step()
    return taken[0]


def _output_per_hour(snapshot: ProductionSnapshot) -> float:
    """Return output per hour by plain NumPy from the snapshot alone."""
    people, places, tables = snapshot.people, snapshot.workplaces, snapshot.sectors
    total, hours = 0.0, 0.0
    rho = (snapshot.substitution - 1.0) / snapshot.substitution
    for j in range(len(places)):
        s = places.sector[j]
        rows = np.arange(places.offsets[j], places.offsets[j + 1])
        used = np.flatnonzero(tables.hours_share[s] > 0.0)
        labour = np.zeros(len(used))
        for place, k in enumerate(used):
            visitors = np.flatnonzero((people.outside_workplace == j) & (people.outside_task == k))
            for r, h in [
                *zip(rows, people.hours[rows, k], strict=True),
                *zip(visitors, people.outside_hours[visitors], strict=True),
            ]:
                q = people.skill[r, tables.domain[s, k]] ** tables.complexity[s, k]
                labour[place] += h * people.productive_time[r] * people.effort[r] * q
        labour *= places.hours_factor[j]
        share = tables.hours_share[s, used]
        ces = (share * (labour / share) ** rho).sum() ** (1.0 / rho)
        total += places.technology[j] * ces
        hours += places.hours_factor[j] * len(rows)
    return total / hours


def test_the_decomposition_agrees_with_output_computed_independently() -> None:
    eager = {"federation_tolerance": 0.2, "federation_rate": 0.2}
    first = sim.Economy("capitalism", seed=9, agent_interval=0, **SMALL)
    for _ in range(6):
        first.step()
    second = first.fork(sim.load_scenario("parecon", {**SMALL, **eager}))
    for _ in range(20):
        first.step()
        second.step()
    a, b = _snapshot(first), _snapshot(second)
    assert (b.people.outside_workplace >= 0).any()
    group = np.arange(250) % 5
    parts = decompose(a, b, group, 5)
    gap = np.log(_output_per_hour(b)) - np.log(_output_per_hour(a))
    assert parts.channels.sum() == pytest.approx(gap, abs=1e-10)
    np.testing.assert_allclose(decompose(a, a, group, 5).channels, 0.0, atol=1e-12)
