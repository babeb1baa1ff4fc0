"""The parts of the suite: rows and ratios must find each other."""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks import __main__ as suite
from benchmarks import peers, runs, small, sweep
from benchmarks.measure import Ratio, Row
from benchmarks.month import BESIDE, PHASE_NAMES, PLAIN, SCENARIOS, TWO_THREADS, WHOLE, month_ratios

ROOT = Path(__file__).resolve().parents[2]


def assert_all_numbers(ratios: list[Ratio]) -> None:
    assert ratios
    assert [ratio for ratio in ratios if not math.isfinite(ratio.value)] == []


@pytest.mark.slow
def test_every_ratio_of_kernel_month_and_start_up_has_a_number(tmp_path: Path) -> None:
    written = tmp_path / "bench.json"
    parts = ("kernel", "month", "start-up")
    command = [sys.executable, "-m", "benchmarks", "--only", *parts, "--workers", "100"]
    subprocess.run(
        [*command, "--repeats", "5", "--json", str(written)],
        cwd=ROOT, check=True, capture_output=True, timeout=280,
    )  # fmt: skip
    content = json.loads(written.read_text(encoding="utf-8"))
    assert {row["part"] for row in content["rows"]} == set(parts)
    for row in content["rows"]:
        assert not row["note"]
        assert math.isfinite(row["value"]), row
        assert 0.0 < row["fastest"] <= row["value"], row
    for ratio in content["ratios"]:
        assert math.isfinite(ratio["value"]), ratio
        assert (ratio["reached"] is None) == math.isnan(ratio["limit"]), ratio
    names = [(ratio["name"], ratio["setting"]) for ratio in content["ratios"]]
    assert len(names) == len(set(names))
    # Three mixes of tasks with two ratios each, two regimes with two, and two calls.
    assert len(names) == 3 * 2 + 2 * 2 + 2


def test_the_month_is_set_beside_plain_mesa_of_the_same_regime() -> None:
    rows = []
    for month, scenario in zip((2.0, 4.0), SCENARIOS, strict=True):
        setting = f"10,000 workers, {scenario}"
        rows.append(Row("month", WHOLE, setting, 9.0, "ns", month))
        rows.append(Row("month", TWO_THREADS, setting, 9.0, "ns", 1.0))
        rows.append(Row("month", BESIDE, setting, 9.0, "ns", 2.0 * month))
        rows.append(Row("month", PLAIN, setting, 9.0, "ns", 200.0 * month**2))
    found = {(ratio.name, ratio.setting.rpartition(" ")[2]): ratio for ratio in month_ratios(rows)}
    values = {key: (ratio.value, ratio.reached) for key, ratio in found.items()}
    assert values == {
        ("one thread to two", "capitalism"): (2.0, None),
        ("plain Mesa to a month", "capitalism"): (200.0, True),
        ("one thread to two", "parecon"): (4.0, None),
        ("plain Mesa to a month", "parecon"): (400.0, True),
    }


def test_plain_mesa_has_to_be_a_hundred_times_slower() -> None:
    setting = "10,000 workers, parecon"
    plain = Row("month", PLAIN, setting, 9.0, "ns", 99.0)
    rows = [Row("month", name, setting, 9.0, "ns", 1.0) for name in (WHOLE, BESIDE)] + [plain]
    (ratio,) = [ratio for ratio in month_ratios(rows) if ratio.limit == 100.0]
    assert ratio.reached is False


def test_every_ratio_of_whole_runs_has_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def measured(scenario: str, workers: int, months: int, threads: int = 1) -> dict[str, Any]:
        found: dict[str, Any] = dict.fromkeys(("bytes", "bytes_at_peak"), 400.0 + threads)
        times = dict.fromkeys(("nanoseconds", "nanoseconds_by_the_clock"), 100.0 + months)
        return found | times | {"digest": scenario}

    monkeypatch.setattr(runs, "measured", measured)
    ratios = runs.run_ratios(runs.run_rows(1_000_000))
    assert_all_numbers(ratios)
    # For each regime flatness, small runs and threads, and memory in two ways at three sizes.
    assert len(ratios) == 2 * (3 + 2 * 3)


def test_every_ratio_of_a_sweep_has_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = [sweep.Duration(10.0, 20.0)] * 3
    swept = [sweep.Duration(10.5, 22.5)] * 3
    timing = sweep.SweepTiming(runs=50, processes=2, bare=bare, sweep=swept)
    monkeypatch.setattr(sweep, "sweep_timing", lambda runs, passes: timing)
    ratios = sweep.sweep_ratios(sweep.sweep_rows(50, 3))
    assert [ratio.value for ratio in ratios] == pytest.approx([1.05, 1.125])
    assert [ratio.reached for ratio in ratios] == [True, False]


@pytest.fixture
def peer_rows(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[Row]]:
    """Return the rows of the part of the peers when their program prints a text."""

    def rows(printed: str) -> list[Row]:
        done = subprocess.CompletedProcess([], 0, printed, "")
        monkeypatch.setattr(suite.subprocess, "run", lambda *_, **__: done)
        return suite.peer_part(argparse.Namespace(peers=sys.executable))

    return rows


def test_every_ratio_to_a_peer_has_a_number(peer_rows: Callable[[str], list[Row]]) -> None:
    found = [
        {"subject": f"{name} 3.0", "nanoseconds": 900.0, "fastest": 800.0} for name in peers.PEERS
    ]
    rows = peer_rows("Welcome\n" + json.dumps(found))
    rows += [
        Row("peers", WHOLE, f"100,000 workers, {scenario}", 9.0, "ns", 400.0)
        for scenario in SCENARIOS
    ]
    ratios = suite.peer_ratios(rows)
    assert [ratio.value for ratio in ratios] == [0.5, 0.5]
    assert all(ratio.reached for ratio in ratios)


def test_peers_that_are_not_installed_give_no_ratio(
    peer_rows: Callable[[str], list[Row]],
) -> None:
    rows = peer_rows(json.dumps([{"subject": name, "note": "none"} for name in peers.PEERS]))
    assert [row.note for row in rows] == ["none"] * len(peers.PEERS)
    assert suite.peer_ratios(rows) == []


def test_the_peer_that_is_compared_is_one_that_is_measured() -> None:
    assert suite.FULL_PEER in peers.PEERS


@pytest.mark.parametrize("given", [("--repeats", "4"), ("--workers", "99"), ("--only", "nothing")])
def test_settings_that_measure_nothing_are_refused(
    given: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmarks", *given])
    with pytest.raises(SystemExit) as stopped:
        suite.arguments()
    assert stopped.value.code == 2
    assert given[0] in capsys.readouterr().err


def given_by(words: list[str], monkeypatch: pytest.MonkeyPatch) -> argparse.Namespace:
    monkeypatch.setattr(sys, "argv", ["benchmarks", *words])
    return suite.arguments()


def test_the_suite_says_at_the_beginning_that_it_takes_less_than_ten_minutes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = given_by([], monkeypatch)
    assert suite.announce(list(given.only), given) < 10 * 60
    said = capsys.readouterr().out
    assert all(f"{part} " in said for part in suite.BY_DEFAULT)
    full = given_by(["--full", "--runs", "500"], monkeypatch)
    assert (full.largest, full.runs) == (1_000_000, 500)
    assert suite.announce(list(full.only), full) > 10 * 60
    assert set(suite.SECONDS) == set(suite.PARTS)


def test_small_economies_are_held_against_a_large_one_by_phase() -> None:
    rows = small.small_rows((100, 200), 1_000, rounds=1)
    ratios = small.small_ratios(rows)
    assert_all_numbers(ratios)
    assert [ratio.name.split(" ")[4] for ratio in ratios] == ["100", "200"] * 2
    assert all(ratio.reached is None for ratio in ratios)
    fixed = {row.subject for row in rows if row.part == small.FIXED_PART}
    assert fixed == {WHOLE, *PHASE_NAMES}
    assert len(rows) == 2 * 4 * (1 + len(PHASE_NAMES))


def test_what_a_month_costs_whoever_is_there_is_where_the_line_begins() -> None:
    rows = [
        Row(small.PART, name, f"{size:,} workers, {scenario}", 9.0, "ns", 2_000.0 / size + 3.0)
        for scenario in SCENARIOS
        for size in (300, 2_000)
        for name in (WHOLE, *PHASE_NAMES)
    ]
    found = list(small.fixed_rows(rows, (300, 2_000)))
    assert [row.value for row in found] == pytest.approx([2.0] * len(found))
    limits = [
        Row(small.PART, WHOLE, f"{size:,} workers, parecon", 9.0, "ns", value)
        for size, value in ((300, 2.9), (500, 2.1), (1_000, 9.0), (100_000, 1.0))
    ]
    assert [ratio.reached for ratio in small.small_ratios(limits)] == [True, False, None]
