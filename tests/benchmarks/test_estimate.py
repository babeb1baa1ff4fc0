"""The estimate for a large verdict: its parts, how they are added up, and its check."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import sim
from benchmarks import assembly, estimate, estimate_parts
from benchmarks.assembly import ALL, READ, MadeUpRows, Plan, exponent, extrapolated, stages_timed
from benchmarks.estimate_parts import RunCost, cluster_seconds, makespan, planned_runs, waves

ROOT = Path(__file__).resolve().parents[2]
SMALL = Plan(samples=4, decisive=2, screening=2, workers=300, months=12, burn_in=0)


class Counting(MadeUpRows):
    """Notes how many runs each chunk has."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.runs: list[int] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.runs.append(len(args[0].requests))
        return super().submit(fn, *args, **kwargs)


def test_runs_and_chunks_of_a_plan_are_those_of_the_verdict(tmp_path: Path) -> None:
    executor = Counting(SMALL)
    result = sim.verdict(executor=executor, out=tmp_path / "verdict", **SMALL.arguments())
    assert result.planned == planned_runs(SMALL)
    assert result.completed == result.planned
    assert [runs for wave in waves(SMALL) for runs in wave] == executor.runs
    assert executor.chunks == len(executor.runs)
    assert executor.seconds > 0.0
    # The rows are made up, but there is something to find in them.
    gaps = result.gaps["gap"]
    assert gaps.std() > 1.0
    assert result.runs["horizon"].nunique() == 3


def test_the_plan_is_the_smallest_verdict_of_at_least_so_many_runs() -> None:
    given = estimate.arguments([])
    plan = estimate.plan_of(1_000_000, given)
    assert planned_runs(plan) >= 1_000_000 > planned_runs(replace(plan, decisive=plan.decisive - 1))
    assert plan.samples & (plan.samples - 1) == 0
    assert plan.workers == sim.load_scenario("capitalism").workers


def test_tasks_go_to_the_process_that_is_free_first() -> None:
    assert makespan([4.0, 1.0, 1.0, 1.0], 2) == 4.0
    assert makespan([1.0, 1.0, 1.0, 4.0], 2) == 5.0
    assert makespan([2.0] * 3, 8) == 2.0
    assert makespan([], 2) == 0.0


def test_a_cluster_waits_for_the_last_chunk_of_every_wave() -> None:
    cost = RunCost(paired=1.0, alone=3.0)
    assert cost.of(5) == 4 * 1.0 + 3.0
    many = cluster_seconds(SMALL, cost, 0.5, processes=10_000)
    assert many == sum(max(cost.of(runs) for runs in wave) + 0.5 for wave in waves(SMALL))
    one = cluster_seconds(SMALL, cost, 0.5, processes=1)
    chunks = [runs for wave in waves(SMALL) for runs in wave]
    assert one == pytest.approx(sum(cost.of(runs) for runs in chunks) + 0.5 * len(chunks))


def test_costs_grow_by_the_power_law_through_the_last_two_sizes() -> None:
    assert exponent((10.0, 3.0), (100.0, 300.0)) == pytest.approx(2.0)
    assert extrapolated([1.0, 10.0, 100.0], [9.0, 3.0, 300.0], 1_000.0) == pytest.approx(30_000.0)


def parts(**changes: Any) -> estimate.Parts:
    assemblies = [
        {
            "runs": runs, "chunks": 100, "seconds": {ALL: runs / 100.0, READ: runs / 1e4},
            "before": 2**30, "peak": 2**30 + 1_000 * runs, "chunk_bytes": 6_000 * runs,
            "table_bytes": 4_000 * runs, "message": 10 * runs,
        }
        for runs in (1_000, 10_000)
    ]  # fmt: skip
    known: dict[str, Any] = {
        "cost": RunCost(0.5, 0.7), "pool": 0.01, "dask": 0.03, "tasks": 500.0, "peak": 2.0**28,
        "assemblies": assemblies,
    }  # fmt: skip
    return estimate.Parts(**{**known, **changes})


def test_the_estimate_is_put_together_from_its_parts() -> None:
    plan = replace(SMALL, samples=1_024, decisive=10, screening=8)
    known = parts()
    items = estimate.estimate_items(known, plan, processes=4)
    value = {item.name: item.value for item in items}
    runs = planned_runs(plan)
    assert known.overhead == pytest.approx(0.02)
    chunks = sum(len(wave) for wave in waves(plan))
    assert value["work of all processes"] == pytest.approx(
        (0.5 * runs + 0.02 * chunks) / 3600.0, rel=0.01
    )
    assert value["time to put together"] == pytest.approx(runs / 100.0 / 60.0)
    assert value["wall-clock time"] == pytest.approx(
        value["time of the cluster"] + value["time to put together"]
    )
    assert value["disk"] == pytest.approx(10_000 * runs / 2**30)
    assert value["memory that puts together"] == pytest.approx((2**30 + 1_000 * runs) / 2**30)
    assert value["memory of all processes"] == pytest.approx(1.0)
    assert 0.0 <= value["idle share of the cluster"] < 0.1
    assert all(item.how for item in items)
    assert estimate.bottleneck(items)["part"] == "time of the cluster"
    quick = estimate.estimate_items(parts(cost=RunCost(0.01, 0.01)), plan, processes=64)
    assert estimate.bottleneck(quick)["part"] == "time to put together"


def test_dask_is_never_cheaper_than_nothing() -> None:
    assert parts(dask=0.001).overhead == 0.0


def test_a_run_together_with_its_twin_saves_a_burn_in() -> None:
    cost = estimate_parts.run_cost(replace(SMALL, months=2, burn_in=24), points=2)
    assert 0.0 < cost.paired < cost.alone


def test_stages_are_told_apart_and_everything_is_put_back() -> None:
    before = [getattr(owner, name) for owner, names in assembly.STAGES.values() for name in names]
    with stages_timed() as spent:
        sim.verdict(executor=MadeUpRows(SMALL), **SMALL.arguments())
    assert set(spent) == set(assembly.STAGES)
    after = [getattr(owner, name) for owner, names in assembly.STAGES.values() for name in names]
    assert after == before


@pytest.mark.parametrize("given", [["--runs", "10"], ["--points", "0"], ["--nothing", "1"]])
def test_settings_that_estimate_nothing_are_refused(
    given: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        estimate.arguments(given)
    assert stopped.value.code == 2
    assert given[0] in capsys.readouterr().err


@pytest.mark.slow
def test_the_estimate_writes_all_its_numbers_and_checks_itself(tmp_path: Path) -> None:
    written = tmp_path / "estimate.json"
    subprocess.run(
        [sys.executable, "-m", "benchmarks.estimate", "--runs", "5000", "--processes", "8",
         "--samples", "4", "16", "--points", "1", "--chunks", "8", "--workers", "300",
         "--months", "12", "--burn-in", "2", "--screening", "2", "--check-samples", "2",
         "--check-workers", "200", "--check-months", "3", "--json", str(written)],
        cwd=ROOT, check=True, capture_output=True, text=True, timeout=280,
    )  # fmt: skip
    content = json.loads(written.read_text(encoding="utf-8"))
    assert {item["section"] for item in content["items"]} == {"plan", "parts", "estimate", "check"}
    assert all(math.isfinite(item["value"]) for item in content["items"])
    assert [ratio["value"] > 0.0 for ratio in content["ratios"]] == [True, True]
    assert 0.5 <= content["bottleneck"]["share"] <= 1.0
