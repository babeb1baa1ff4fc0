"""Shared burn-ins: each is simulated once, and the tables are as if none were shared."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

import sim
from sim import simulation
from sim.economy import Economy
from sim.evidence.observation import Observation
from sim.experiments.sweep.record import Sweep
from sim.study import campaign as campaigns
from sim.study.campaign import campaign
from sim.study.chunks import Chunk
from sim.study.evaluation import simulate_chunk
from sim.study.options import Execution
from sim.study.requests import Arm, as_point

SIZE = {"workers": 200, "months": 6, "burn_in": 3}

DESIGN = {
    "name": "shared",
    "scenarios": ["capitalism", "parecon"],
    "replicates": 2,
    "grid": {"monitoring": [0.1, 0.4], "majority": [0.5, 0.6, 0.7], "leniency": [0.0, 0.1]},
    **SIZE,
}


@pytest.fixture
def burn_ins(monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, int]]:
    """Return a list that gets the level of monitoring and the replicate of every burn-in."""
    found: list[tuple[float, int]] = []
    original = simulation.burned_in

    def counted(scenario: sim.Scenario, seed: int, replicate: int, **more: object) -> Economy:
        found.append((scenario.parameters.monitoring, replicate))
        return original(scenario, seed, replicate, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(simulation, "burned_in", counted)
    return found


@pytest.fixture
def followed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that gets the name of every economy that is forked off a burn-in."""
    found: list[str] = []
    original = Economy.fork

    def counted(self: Economy, scenario: sim.Scenario | None = None) -> Economy:
        found.append("" if scenario is None else scenario.name)
        return original(self, scenario)

    monkeypatch.setattr(Economy, "fork", counted)
    return found


@pytest.fixture
def unshared(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take every run for different from all others."""
    with monkeypatch.context() as patch:
        for place in ("sim.simulation.burn_in_of", "sim.simulation.course_of"):
            patch.setattr(place, lambda scenario: object())
        yield


def tables(result: object) -> dict[str, pd.DataFrame]:
    if isinstance(result, pd.DataFrame):
        return {"runs": result}
    return {name: value for name, value in vars(result).items() if isinstance(value, pd.DataFrame)}


def same(one: object, other: object) -> None:
    found, wanted = tables(one), tables(other)
    assert found.keys() == wanted.keys()
    for name, table in wanted.items():
        pd.testing.assert_frame_equal(found[name], table, check_exact=True)


def test_a_sweep_burns_in_once_for_all_that_share_it(
    burn_ins: list[tuple[float, int]], followed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.study.chunks.LEAST_CHUNKS", 1)
    sim.sweep(sim.load_design(DESIGN))
    assert sorted(burn_ins) == [(0.1, 0), (0.1, 1), (0.4, 0), (0.4, 1)]
    # Votes and ratings do nothing where nobody votes or rates.
    assert followed.count("capitalism") == 4
    assert followed.count("parecon") == 4 * 6


def test_a_factorial_burns_in_once_for_each_chunk_of_regimes(
    burn_ins: list[tuple[float, int]],
) -> None:
    sim.factorial(replicates=1, **SIZE)
    assert len(burn_ins) == 16


def arms_at_points() -> pd.DataFrame:
    """Return what is observed of the same change in worlds that differ in what is idle, or not."""
    scenario = sim.load_scenario("capitalism", SIZE)
    arms = [
        Arm(f"{months}", 0, as_point({"institutions.pay": "equal"}), Observation(months))
        for months in (2, 3)
    ]
    points = [
        as_point({"monitoring": monitoring, "majority": majority})
        for monitoring in (0.1, 0.4)
        for majority in (0.5, 0.6)
    ]
    with campaign(Sweep, [scenario], 3, {}, Execution()) as work:
        return work.simulate(points, range(2), arms=arms)


@pytest.mark.parametrize(
    "experiment",
    [
        lambda: sim.sweep(sim.load_design(DESIGN)),
        lambda: sim.factorial("capitalism", "balanced_only", replicates=2, **SIZE),
        lambda: sim.break_even("meeting_hours", first=3, replicates=2, **SIZE),
        arms_at_points,
    ],
    ids=["sweep", "factorial", "break-even", "arms"],
)
def test_tables_are_as_if_nothing_were_shared(
    experiment: object, burn_ins: list[tuple[float, int]], request: pytest.FixtureRequest
) -> None:
    shared = experiment()  # type: ignore[operator]
    few = len(burn_ins)
    request.getfixturevalue("unshared")
    alone = experiment()  # type: ignore[operator]
    assert len(burn_ins) - few > few
    same(shared, alone)


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.parquet"))}


def test_a_study_that_is_stopped_and_gone_on_with_equals_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sim.sweep(sim.load_design(DESIGN), out=tmp_path / "whole")
    begun: list[Chunk] = []

    def stopping(chunk: Chunk) -> bytes:
        begun.append(chunk)
        if len(begun) % 5 == 0:
            raise KeyboardInterrupt
        return simulate_chunk(chunk)

    with monkeypatch.context() as patch:
        patch.setattr(campaigns, "simulate_chunk", stopping)
        stops = 0
        while sim.sweep(sim.load_design(DESIGN), out=tmp_path / "stopped").unfinished:
            stops += 1
    assert stops >= 2
    with ThreadPoolExecutor(3) as threads:
        sim.sweep(sim.load_design(DESIGN), threads, out=tmp_path / "threads")
    whole = files_of(tmp_path / "whole")
    assert "runs.parquet" in whole
    assert files_of(tmp_path / "stopped") == files_of(tmp_path / "threads") == whole
    names = sorted(path.name for path in (tmp_path / "whole" / "chunks").iterdir())
    assert names == sorted(path.name for path in (tmp_path / "stopped" / "chunks").iterdir())


def test_a_burn_in_that_fails_is_told_of_every_run_that_needs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def failing(*arguments: object, **more: object) -> Economy:
        raise ArithmeticError("a planted mistake")

    monkeypatch.setattr(simulation, "burned_in", failing)
    result = sim.sweep(sim.load_design(DESIGN))
    assert len(result.errors) == 48
    assert set(result.errors["error"]) == {"ArithmeticError: a planted mistake"}
