"""The paired comparison and its exact decomposition (model section 7)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import sim
from sim.analysis.shapley import shapley_values
from sim.errors import ScenarioError
from sim.execution.process_pool import process_pool
from sim.experiments.compare import plan as module
from sim.experiments.compare.decompose import decompose
from sim.experiments.compare.snapshot import ProductionSnapshot

SMALL = {"workers": 250, "burn_in": 6, "months": 30}


@pytest.fixture(scope="module")
def comparison() -> sim.Comparison:
    a, b = (sim.load_scenario(name, SMALL) for name in ("capitalism", "parecon"))
    return sim.compare(a, b, replicates=3, seed=5)


def test_parts_sum_to_the_gap_of_recorded_output(comparison: sim.Comparison) -> None:
    monthly = comparison.monthly.set_index(["replicate", "regime", "month"])["output_per_hour"]
    totals = comparison.channel_path.query("channel == 'total'").set_index("month")["log_points"]
    for month, total in totals.items():
        gaps = [
            100.0 * np.log(monthly[r, "parecon", month] / monthly[r, "capitalism", month])
            for r in range(3)
        ]
        assert total == pytest.approx(np.mean(gaps), abs=1e-8)


def test_channels_and_groups_sum(comparison: sim.Comparison) -> None:
    table = comparison.channels.set_index(["measure", "horizon", "channel"])["log_points"]
    for horizon in ("transition", "long_run"):
        parts = ("allocation", "overhead", "skills", "effort", "technology")
        hour, head = "output_per_hour", "output_per_head"
        total = sum(table[hour, horizon, part] for part in parts)
        assert total == pytest.approx(table[hour, horizon, "total"], abs=1e-10)
        employment = table[head, horizon, "employment"]
        assert total + employment == pytest.approx(table[head, horizon, "total"], abs=1e-10)
        efficiency = table[hour, horizon, "allocation"] + table[hour, horizon, "overhead"]
        assert efficiency == pytest.approx(table[hour, horizon, "efficiency"], abs=1e-10)


def test_differences_are_paired_means_of_the_monthly_table(comparison: sim.Comparison) -> None:
    monthly = comparison.monthly.query("regime != 'burn-in' and month >= 9")
    means = monthly.groupby(["regime", "replicate"])["effort"].mean()
    expected = (means["parecon"] - means["capitalism"]).mean()
    row = comparison.differences.query("indicator == 'effort' and horizon == 'long_run'")
    assert row["difference"].item() == pytest.approx(expected, abs=1e-12)
    assert row["low"].item() < expected < row["high"].item()


def test_results_do_not_depend_on_where_replicates_run(comparison: sim.Comparison) -> None:
    with process_pool(2) as pool:
        other = sim.compare(comparison.a, comparison.b, replicates=3, seed=5, executor=pool)
    for name in ("monthly", "channels", "quintiles", "people", "differences"):
        ours, theirs = getattr(comparison, name), getattr(other, name)
        assert ours.to_csv() == theirs.to_csv()


def test_both_forks_share_the_burn_in(comparison: sim.Comparison) -> None:
    burn_in = comparison.monthly.query("regime == 'burn-in'")
    assert len(burn_in) == 3 * 6
    assert burn_in["month"].max() == 0


def test_assumptions_that_are_shared_hold_for_both_sides() -> None:
    a, b = module.common_ground(sim.load_scenario("capitalism"), sim.load_scenario("critics"))
    assert b.overrides
    assert all(getattr(a.parameters, key) == value for key, value in b.overrides.items())


def test_the_packs_of_both_sides_contradict_each_other() -> None:
    with pytest.raises(ScenarioError, match="differ in"):
        module.common_ground(sim.load_scenario("advocates"), sim.load_scenario("critics"))


def test_economies_of_different_size_cannot_be_forked() -> None:
    with pytest.raises(ScenarioError, match="'workers' must be the same"):
        sim.compare(sim.load_scenario("capitalism", {"workers": 300}), "parecon", replicates=1)


def test_a_replicate_that_fails_is_reported_and_the_others_finish(monkeypatch) -> None:
    original = module.simulate_pair

    def broken(task: module.PairTask) -> module.PairResult:
        if task.replicate == 1:
            raise ArithmeticError("no luck")
        return original(task)

    monkeypatch.setattr(module, "simulate_pair", broken)
    a, b = (sim.load_scenario(n, {**SMALL, "months": 2}) for n in ("capitalism", "rotation"))
    result = sim.compare(a, b, replicates=3)
    assert result.completed == 2
    assert result.failures == [(1, "ArithmeticError: no luck")]


def test_an_interrupt_keeps_what_is_finished(monkeypatch) -> None:
    original = module.simulate_pair

    def stopped(task: module.PairTask) -> module.PairResult:
        if task.replicate == 2:
            raise KeyboardInterrupt
        return original(task)

    monkeypatch.setattr(module, "simulate_pair", stopped)
    a, b = (sim.load_scenario(n, {**SMALL, "months": 2}) for n in ("capitalism", "rotation"))
    result = sim.compare(a, b, replicates=4)
    assert result.interrupted
    assert result.completed == 2


def test_progress_is_told_by_month_for_one_replicate_and_by_replicate_for_more() -> None:
    seen: list[tuple[int, int]] = []
    scenario = sim.load_scenario("capitalism", {**SMALL, "months": 2})
    sim.run(scenario, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (8, 8)
    seen.clear()
    with ThreadPoolExecutor(1) as pool:
        sim.run(
            scenario,
            replicates=2,
            executor=pool,
            progress=lambda done, total: seen.append((done, total)),
        )
    assert seen[-1] == (2, 2)


def test_shapley_values_of_games_with_known_answers() -> None:
    additive = np.array([[[0.0], [2.0]], [[3.0], [5.0]]])
    np.testing.assert_allclose(shapley_values(additive)[:, 0], [3.0, 2.0])
    unanimity = np.zeros((2, 2, 2, 1))
    unanimity[1, 1, 1] = 6.0
    np.testing.assert_allclose(shapley_values(unanimity)[:, 0], [2.0, 2.0, 2.0])
    glove = np.zeros((2, 2, 2, 1))
    glove[1, 0, 1] = glove[0, 1, 1] = glove[1, 1, 1] = 1.0
    np.testing.assert_allclose(shapley_values(glove)[:, 0], [1 / 6, 1 / 6, 4 / 6])


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
