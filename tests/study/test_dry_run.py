"""Dry runs: what they leave out, what they say of time, and that they change nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import sim
from sim.analysis.contour import finest_points, refine
from sim.experiments.registry import kinds
from sim.study import probe as probing
from sim.study.chunks import Chunk
from sim.study.forecast import duration, makespan
from sim.study.load import Part
from sim.study.probe import Line, ProbeError, probe
from sim.study.rehearsal import Rehearsal
from tests.support.paces import MADE_UP

DESIGN: dict[str, Any] = {
    "name": "small",
    "scenarios": ["capitalism", "parecon"],
    "workers": 200,
    "months": 12,
    "burn_in": 3,
    "replicates": 2,
    "grid": {"monitoring": [0.1, 0.2, 0.3, 0.4]},
}


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def a_chunk(**changes: Any) -> Chunk:
    rehearsal = Rehearsal()
    sim.sweep(sim.load_design(DESIGN | changes), executor=rehearsal, progress=rehearsal.note)
    return rehearsal.waves[0][0]


def test_what_a_folder_holds_is_not_counted_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.study.dry_run.probe", lambda *_: MADE_UP)
    folder, design = tmp_path / "results", sim.load_design(DESIGN)
    every = sim.dry_run(sim.sweep, design, out=folder)
    assert (every.known.requests, every.known.burn_ins, every.kept) == (16, 8, 0)
    assert not folder.exists()
    sim.sweep(design, out=folder)
    done = sim.dry_run(sim.sweep, design, out=folder)
    assert (done.known.requests, done.kept) == (0, 16)
    assert "none is left to do" in str(done)
    sorted((folder / "chunks").glob("*.parquet"))[0].unlink()
    before = files(folder)
    left = sim.dry_run(sim.sweep, design, out=folder)
    assert 0 < left.known.requests < 16
    assert left.known.requests + left.kept == 16
    assert sim.dry_run(sim.sweep, design, out=folder, restart=True).known == every.known
    assert files(folder) == before


def test_a_wave_that_is_kept_leads_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.study.dry_run.probe", lambda *_: MADE_UP)
    size: dict[str, Any] = {"workers": 200, "months": 12, "burn_in": 3, "replicates": 2}
    folder, crowding = tmp_path / "results", {"first": 3, "out": tmp_path / "results", **size}
    result = sim.break_even("intrinsic_motivation", **crowding)
    done = sim.dry_run(sim.break_even, "intrinsic_motivation", **crowding)
    assert (done.known.requests, done.kept, done.later) == (0, result.planned, ())
    assert (folder / "provenance.json").exists()


def test_the_time_counts_what_is_measured_later_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.study.dry_run.probe", lambda *_: MADE_UP)
    forecast = sim.dry_run(sim.posterior, waves=2, points=12, draws=20, workers=150)
    assert all(bound.seconds > 0 for bound in forecast.later)
    assert forecast.most_seconds(2) > forecast.seconds(2)


def test_mistakes_are_those_of_the_experiment() -> None:
    with pytest.raises(sim.errors.ParameterError, match="crowdin"):
        sim.dry_run(sim.break_even, "crowdin")


def test_the_same_runs_at_several_points_are_simulated_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sim.study.dry_run.probe", lambda *_: MADE_UP)
    design = sim.load_design(DESIGN | {"grid": {"meeting_hours": [0.02, 0.05]}, "replicates": 64})
    told = sim.dry_run(sim.sweep, design)
    assert (told.known.requests, told.known.runs, told.known.burn_ins) == (256, 192, 64)
    assert "64 the same as others" in str(told)


@pytest.mark.parametrize(
    ("pieces", "processes", "expected"),
    [
        ([], 2, 0.0),
        ([3.0, 1.0, 1.0, 1.0], 2, 3.0),
        ([1.0] * 5, 256, 1.0),
        ([2.0, 2.0, 2.0], 2, 4.0),
    ],
)
def test_pieces_go_to_whoever_is_free(pieces: list[float], processes: int, expected: float) -> None:
    assert makespan(pieces, processes) == expected


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.1, "2 seconds"), (59.0, "59 seconds"), (200.0, "3 minutes"), (9_000.0, "2 hours"),
     (200_000.0, "2 days"), (float("nan"), "an unknown time")],
)  # fmt: skip
def test_durations_have_as_many_digits_as_a_forecast_bears(seconds: float, words: str) -> None:
    assert duration(seconds) == words


@pytest.mark.parametrize("workers", [(200,), (200, 400)])
def test_a_probe_finds_what_each_part_of_a_run_costs(
    workers: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    start, burn_in, run = Line(0.5, 0.001), Line(0.01, 0.0001), Line(0.02, 0.0002)

    def seconds(chunk: Chunk, *, warm: bool = False) -> float:
        first, people = chunk.scenarios[0], chunk.scenarios[0].workers
        assert len(chunk.requests) == 2
        return 2 * (start.at(people) + first.months * run.at(people)) + first.burn_in * burn_in.at(
            people
        )

    monkeypatch.setattr(probing, "_seconds", seconds)
    pace = probe(a_chunk(), workers)
    assert pace.probed == workers
    for size in workers:
        part = Part(size, 1, 120, 2, 2, 480, 240)
        expected = 2 * start.at(size) + 120 * burn_in.at(size) + 480 * run.at(size)
        assert pace.of(part) == pytest.approx(expected)


def test_a_probe_of_the_first_request_takes_time_and_memory() -> None:
    pace = probe(a_chunk(), [200])
    assert pace.run.at(200) > 0.0
    assert pace.seconds > 0.0
    assert 100.0 < pace.bytes_per_worker < 2_000.0
    assert pace.bytes_of(Part(10**6, 1, 12, 1, 1, 12, 12)) > 2e8


def test_a_run_that_cannot_begin_leaves_the_time_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise ProbeError("ValueError: no such thing")

    monkeypatch.setattr("sim.study.dry_run.probe", fail)
    told = sim.dry_run(sim.sweep, sim.load_design(DESIGN))
    assert told.known.requests == 16
    assert "unknown" in str(told)
    assert "no such thing" in str(told)
    assert json.loads(json.dumps(told.to_dict()))["times"][0]["seconds"] is None


def test_no_more_points_follow_than_the_finest_lattice_has() -> None:
    asked: list[int] = []

    def flat(places: Any) -> Any:
        asked.append(len(places))
        return places[:, :1] * [[0.0, 0.0]]

    refine(flat, (0.0, 1.0), (0.0, 1.0), first=3, levels=2)
    assert sum(asked) == finest_points(3, 2) == 81


def test_a_command_gives_its_forecast_as_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = ["parecon", "--workers", "200", "--months", "12", "--burn-in", "3", "--dry-run"]
    shown = CliRunner().invoke(kinds()["run"].load_command(), [*words, "--json"])
    content = json.loads(shown.stdout)
    assert content["known"] == {
        "requests": 1, "runs": 1, "burn_ins": 1, "worker_months": 3_000,
    }  # fmt: skip
    assert content["times"][0]["seconds"] > 0.0
    assert content["memory_of_a_process"] > 1e7
    assert not any(tmp_path.iterdir())
