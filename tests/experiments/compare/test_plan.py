"""The paired comparison: what both sides share, what fails, what a step of three months changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from sim.errors import ResultsError, ScenarioError
from sim.execution.process_pool import process_pool
from sim.experiments.compare.simulate import PairTables, snapshot_months
from sim.study.pairs import align_assumptions
from sim.study.requests import RunRequest

SMALL = {"workers": 250, "burn_in": 6, "months": 30}


@pytest.fixture(scope="module")
def comparison() -> sim.Comparison:
    a, b = (sim.load_scenario(name, SMALL) for name in ("capitalism", "parecon"))
    return sim.compare(a, b, replicates=3, seed=5, balance=False)


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
        other = sim.compare(
            comparison.a, comparison.b, replicates=3, seed=5, balance=False, executor=pool
        )
    for name in ("monthly", "channels", "quintiles", "people", "differences"):
        ours, theirs = getattr(comparison, name), getattr(other, name)
        assert ours.to_csv() == theirs.to_csv()


def test_both_forks_share_the_burn_in(comparison: sim.Comparison) -> None:
    burn_in = comparison.monthly.query("regime == 'burn-in'")
    assert len(burn_in) == 3 * 6
    assert burn_in["month"].max() == 0


def test_assumptions_that_are_shared_hold_for_both_sides() -> None:
    a, b = align_assumptions(sim.load_scenario("capitalism"), sim.load_scenario("critics"))
    assert b.overrides
    assert all(getattr(a.parameters, key) == value for key, value in b.overrides.items())


def test_the_packs_of_both_sides_contradict_each_other() -> None:
    with pytest.raises(ScenarioError, match="differ in"):
        align_assumptions(sim.load_scenario("advocates"), sim.load_scenario("critics"))


def test_economies_of_different_size_cannot_be_forked() -> None:
    with pytest.raises(ScenarioError, match="'workers' must be the same"):
        sim.compare(sim.load_scenario("capitalism", {"workers": 300}), "parecon", replicates=1)


@pytest.fixture
def ends_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, type[BaseException]], None]:
    """Return a function that lets the simulation of a replicate end in an error."""

    def set_up(replicate: int, error: type[BaseException]) -> None:
        original = PairTables.tables

        def broken(measurement: PairTables, settings: Any, request: RunRequest, *rest: Any) -> Any:
            if request.replicate == replicate:
                raise error("a gear is missing")
            return original(measurement, settings, request, *rest)

        monkeypatch.setattr(PairTables, "tables", broken)

    return set_up


def test_a_replicate_that_fails_is_reported_and_the_others_finish(ends_at, tmp_path: Path) -> None:
    ends_at(1, ArithmeticError)
    small = {**SMALL, "months": 2}
    result = sim.compare("capitalism", "rotation", replicates=3, out=tmp_path / "out", **small)
    assert (result.completed, result.unfinished, result.planned) == (2, 0, 3)
    assert result.failures == [(1, "ArithmeticError: a gear is missing")]
    opened = sim.open_results(tmp_path / "out")
    assert opened.failures == result.failures
    assert opened.monthly.equals(result.monthly)
    assert sorted(set(opened.monthly["replicate"])) == [0, 2]


def test_an_interrupt_keeps_what_is_finished_and_the_same_call_goes_on(
    ends_at, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    small = {**SMALL, "months": 2}
    ends_at(2, KeyboardInterrupt)
    stopped = sim.compare("capitalism", "rotation", replicates=4, out=tmp_path, **small)
    monkeypatch.undo()
    assert stopped.interrupted
    assert (stopped.completed, stopped.unfinished) == (2, 2)
    assert "2 of 4 replicates are missing" in " ".join(stopped.document().warnings)
    opened = sim.open_results(tmp_path)
    assert opened.interrupted
    assert opened.completed == 2

    ends_at(0, ArithmeticError)  # what is finished is not done again
    whole = sim.compare("capitalism", "rotation", replicates=4, out=tmp_path, **small)
    assert not whole.interrupted
    assert whole.completed == 4
    monkeypatch.undo()
    alone = sim.compare("capitalism", "rotation", replicates=4, **small)
    for name in ("monthly", "channels", "quintiles", "people", "differences"):
        assert getattr(whole, name).to_csv() == getattr(alone, name).to_csv()


def test_a_folder_of_other_settings_is_refused_until_it_may_be_discarded(tmp_path: Path) -> None:
    small = {**SMALL, "months": 2, "out": tmp_path}
    sim.compare("capitalism", "rotation", replicates=1, seed=1, **small)
    with pytest.raises(ResultsError, match=r"seed was 1, now 2.*--restart"):
        sim.compare("capitalism", "rotation", replicates=1, seed=2, **small)
    again = sim.compare("capitalism", "rotation", replicates=1, seed=2, restart=True, **small)
    assert sim.open_results(tmp_path).seed == again.seed == 2


def test_a_comparison_in_quarters_is_decomposed_at_ends_of_steps() -> None:
    assert snapshot_months(36) == [2, 5, 8, 11, 14, 17, 20, 23, 27, 33, 36]
    assert snapshot_months(36, 3) == [3, 6, 9, 12, 15, 18, 21, 24, 27, 33, 36]
    size = {"workers": 300, "months": 12, "burn_in": 3, "months_per_step": 3}
    result = sim.compare(
        *(sim.load_scenario(name, size) for name in ("capitalism", "parecon")),
        replicates=2,
        balance=False,
    )
    assert sorted(set(result.monthly["month"])) == [0, 3, 6, 9, 12]
    assert np.isfinite(result.differences.query("indicator == 'output_per_hour'")["high"]).all()
    total = result.channels.query("channel == 'total' and measure == 'output_per_hour'")
    assert np.isfinite(total["log_points"]).all()


def test_two_economies_with_different_steps_are_not_compared() -> None:
    a = sim.load_scenario("capitalism", months_per_step=3)
    with pytest.raises(ScenarioError, match="'months_per_step' must be the same"):
        sim.compare(a, "parecon")


def test_a_comparison_without_burn_in_opens_again(tmp_path: Path) -> None:
    made = sim.compare(
        "capitalism", "parecon", workers=120, months=3, burn_in=0, replicates=1, balance=False,
        out=tmp_path / "results",
    )  # fmt: skip
    read = sim.open_results(tmp_path / "results")
    assert read.monthly["month"].tolist() == made.monthly["month"].tolist()
    assert set(read.monthly["month"]) == {1, 2, 3}
