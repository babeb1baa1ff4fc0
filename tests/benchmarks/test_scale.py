"""Large economies: what is demanded, what is measured, and that threads change nothing."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import __main__ as suite
from benchmarks import runs, scale
from benchmarks.runs import check_same, child, digest
from sim import Economy
from sim.phases.indicators import INDICATORS

ROOT = Path(__file__).resolve().parents[2]


def economy(threads: int = 1) -> Economy:
    found = Economy("parecon", seed=1, threads=threads, agent_interval=0, workers=300, burn_in=1)
    for _ in range(3):
        found.step()
    return found


@pytest.mark.parametrize("table", ["people", "workplaces"])
def test_the_digest_notices_a_single_bit_in_any_array(table: str) -> None:
    one, same = economy(), economy()
    assert digest(one) == digest(same)
    state = getattr(same.state, table)
    before = digest(same)
    for name in ("skill", "status") if table == "people" else ("technology", "sector"):
        array = getattr(state, name)
        array.reshape(-1).view("u1")[-1] ^= 1
        assert digest(same) != before, name
        array.reshape(-1).view("u1")[-1] ^= 1
    assert digest(same) == before


def test_the_digest_notices_an_indicator() -> None:
    found = economy()
    before = digest(found)
    place = list(INDICATORS).index("effort")
    found.measured[place] = math.nextafter(found.measured[place], 1.0)
    assert digest(found) != before


def test_other_bytes_with_two_threads_end_the_suite() -> None:
    check_same("a setting", {"digest": "a"}, {"digest": "a"})
    with pytest.raises(RuntimeError, match="a setting: one thread gives a, two threads give b"):
        check_same("a setting", {"digest": "a"}, {"digest": "b"})


def pretended(digest_of: str = "{scenario}", gibibytes: float = 4.0) -> Any:
    def measured(scenario: str, workers: int, months: int, threads: int = 1) -> dict[str, Any]:
        return {
            "nanoseconds": 900.0 / threads**0.5,
            "nanoseconds_by_the_clock": 900.0 / threads**0.5,
            "seconds": 60.0,
            "bytes": 500.0,
            "bytes_at_peak": 700.0,
            "peak": gibibytes * 2**30,
            "digest": digest_of.format(scenario=scenario, threads=threads),
        }

    return measured


def test_only_the_largest_run_is_repeated_with_two_threads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(runs, "measured", pretended())
    rows = runs.run_rows(1_000_000)
    twice = [row.setting for row in rows if row.subject == runs.TWO_THREADS]
    assert twice == ["1,000,000 workers, capitalism", "1,000,000 workers, parecon"]
    found = [ratio for ratio in runs.run_ratios(rows) if ratio.name.endswith("one thread to two")]
    assert [ratio.value for ratio in found] == pytest.approx([2**0.5] * 2)
    assert [ratio.reached for ratio in found] == [False, False]
    monkeypatch.setattr(runs, "measured", pretended("{scenario} {threads}"))
    with pytest.raises(RuntimeError, match="two threads give capitalism 2"):
        runs.run_rows(1_000_000)


def test_memory_has_the_same_limit_at_its_peak_as_in_a_running_economy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(runs, "measured", pretended())
    found = runs.run_ratios(runs.run_rows(100_000))
    memory = {(r.name.partition(", ")[2], r.reached) for r in found if r.limit == runs.MOST_BYTES}
    assert memory == {(runs.MEMORY, True), (runs.PEAK, False)}


def test_the_dearest_of_all_sizes_between_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    def measured(scenario: str, workers: int, months: int, threads: int = 1) -> dict[str, Any]:
        found = pretended()(scenario, workers, months, threads)
        return found | {"nanoseconds": 1_600.0 if workers == 300_000 else 900.0}

    monkeypatch.setattr(runs, "measured", measured)
    flat = [r for r in runs.run_ratios(runs.run_rows(1_000_000)) if r.name.startswith("dearest")]
    assert [(ratio.value, ratio.reached) for ratio in flat] == [(pytest.approx(16 / 9), False)] * 2


@pytest.mark.parametrize(
    ("gibibytes", "reached"), [(8.0, [True] * 4), (8.1, [False] * 2 + [True] * 2)]
)
def test_each_size_has_its_own_limit(
    gibibytes: float, reached: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scale, "measured", pretended(gibibytes=gibibytes))
    ratios = scale.scale_ratios(scale.scale_rows(scale.sizes_of(None, None)))
    assert [ratio.reached for ratio in ratios] == reached
    assert {ratio.value for ratio in ratios} == {gibibytes}


def test_smaller_sizes_than_those_demanded_prove_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scale, "measured", pretended())
    ratios = scale.scale_ratios(scale.scale_rows(scale.sizes_of([1_000, 2_000], None)))
    assert [ratio.reached for ratio in ratios] == [None] * 4


def test_scale_is_measured_when_it_is_asked_for_alone() -> None:
    assert set(suite.PARTS) - set(suite.BY_DEFAULT) == {"scale"}


def test_a_run_reports_what_it_costs() -> None:
    one, two = (child("capitalism", 500, 2, threads) for threads in (1, 2))
    check_same("500 workers", one, two)
    assert one["months"] == 4
    for key in ("nanoseconds", "seconds", "peak", "output_per_hour"):
        assert one[key] > 0.0, key


@pytest.mark.slow
def test_the_part_scale_writes_all_its_numbers(tmp_path: Path) -> None:
    written = tmp_path / "scale.json"
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--only", "scale", "--scale-workers", "500", "1000",
         "--scale-months", "3", "2", "--json", str(written)],
        cwd=ROOT, check=True, capture_output=True, text=True, timeout=280,
    )  # fmt: skip
    assert len(done.stderr.splitlines()) == 4
    content = json.loads(written.read_text(encoding="utf-8"))
    assert {row["part"] for row in content["rows"]} == {"scale"}
    assert len(content["rows"]) == 4 * 4
    assert all(row["value"] > 0.0 for row in content["rows"])
    assert [ratio["value"] > 0.0 for ratio in content["ratios"]] == [True] * 4
