"""The decomposition against output computed independently (model section 7)."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

import sim
from sim.experiments.compare.decompose import decompose
from sim.experiments.compare.simulate import PairTables
from sim.experiments.compare.snapshot import ProductionSnapshot, mixed_outputs
from sim.kernels.production import person_output, produce
from sim.kernels.sums import total
from sim.simulation import BurnIns, burned_in
from sim.state import EconomyState
from sim.study.requests import RunRequest

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
    sigma = snapshot.parameters.substitution_elasticity
    rho = (sigma - 1.0) / sigma
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
                if people.expert[r] != tables.domain[s, k]:
                    q *= tables.untrained_efficiency[s, k]
                labour[place] += h * people.productive_time[r] * people.effort[r] * q
        labour *= places.hours_factor[j]
        share = tables.hours_share[s, used]
        ces = (share * (labour / share) ** rho).sum() ** (1.0 / rho)
        total += places.technology[j] * ces
        hours += places.hours_factor[j] * len(rows)
    return total / hours


def _pair(**of_second: float) -> tuple[ProductionSnapshot, ProductionSnapshot]:
    """Return snapshots of two economies with a common past, hours being exchanged in the second."""
    eager = {"federation_tolerance": 0.2, "federation_rate": 0.2}
    first = sim.Economy("capitalism", seed=9, agent_interval=0, **SMALL)
    for _ in range(6):
        first.step()
    second = first.fork(sim.load_scenario("parecon", {**SMALL, **eager, **of_second}))
    for _ in range(20):
        first.step()
        second.step()
    a, b = _snapshot(first), _snapshot(second)
    assert (b.people.outside_workplace >= 0).any()
    return a, b


def _one_mixture(
    allocation: ProductionSnapshot,
    overhead: ProductionSnapshot,
    skills: ProductionSnapshot,
    effort: ProductionSnapshot,
    technology: ProductionSnapshot,
    group: np.ndarray,
) -> tuple[float, np.ndarray]:
    """Return the output of one mixture and that of each group, from an economy of its own."""
    order, jobs = allocation.people.person, allocation.workplaces
    economy = EconomyState(
        parameters=technology.parameters,
        sectors=replace(technology.sectors, hours_share=allocation.sectors.hours_share),
        people=replace(
            allocation.people,
            skill=skills.skill[order],
            expert=skills.expert[order],
            effort=effort.effort[order],
            productive_time=overhead.productive_time[order],
        ),
        workplaces=replace(
            jobs,
            technology=technology.workplaces.technology,
            effective_labour=np.zeros_like(jobs.effective_labour),
            output=np.zeros(len(jobs)),
        ),
        seed=0,
        replicate=0,
        destination=allocation.people.workplace,
    )
    produce(0, len(jobs), economy)
    by_person = np.zeros(len(order))
    person_output(0, len(jobs), economy, by_person)
    return total(economy.workplaces.output), np.bincount(group[order], weights=by_person)


@pytest.mark.parametrize("of_second", [{}, {"untrained_ceiling": 0.6}])
def test_all_mixtures_at_once_are_those_of_an_economy_each_to_the_byte(
    of_second: dict[str, float],
) -> None:
    sides = _pair(**of_second)
    group = np.arange(250) % 5
    for allocation in sides:
        mixed = mixed_outputs(allocation, sides, group, 5)
        for which in product((0, 1), repeat=4):
            parts = [sides[side] for side in which]
            output, of_group = _one_mixture(allocation, *parts, group)
            assert mixed.output[which] == output
            assert mixed.output_of_group[which].tobytes() == of_group.tobytes()
    assert len(np.unique(mixed.output)) == 16


def test_the_decomposition_agrees_with_output_computed_independently() -> None:
    a, b = _pair()
    group = np.arange(250) % 5
    parts = decompose(a, b, group, 5)
    gap = np.log(_output_per_hour(b)) - np.log(_output_per_hour(a))
    assert parts.channels.sum() == pytest.approx(gap, abs=1e-10)
    np.testing.assert_allclose(decompose(a, a, group, 5).channels, 0.0, atol=1e-12)


def test_fifths_hold_who_was_there_before_the_month_that_is_split() -> None:
    pair = [sim.load_scenario(name, SMALL) for name in ("capitalism", "parecon")]
    tables = PairTables().tables(pair.__getitem__, RunRequest(0, (), 0), BurnIns(5))
    found = tables["quintiles"].query("measure == 'job_index'").set_index(["month", "quintile"])
    first = burned_in(pair[0], 5, 0)
    second = first.fork(pair[1])
    people = first.state.people
    employed = int(first.state.workplaces.offsets[-1])
    order = np.lexsort((people.person[:employed], people.job_index[:employed]))
    fifth = np.full(len(people), 5)
    fifth[people.person[order]] = np.arange(employed) * 5 // employed
    entered_in_a_month = 0
    for month in range(1, 31):
        people = first.state.people
        stayed = people.entry_month[people.row_of] <= 6
        for economy in (first, second):
            economy.step()
        after = first.state.people
        if month not in set(tables["quintiles"]["month"]):
            continue
        entered_in_a_month += int((stayed & (after.entry_month[after.row_of] > 6)).sum())
        for quintile in range(5):
            chosen = stayed & (fifth == quintile)
            for side, economy in (("a", first), ("b", second)):
                now = economy.state.people
                mean = now.job_index[now.row_of][chosen].mean()
                assert found.loc[(month, quintile + 1), side] == pytest.approx(mean, abs=1e-12)
    assert entered_in_a_month > 0
