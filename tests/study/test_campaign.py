"""A campaign: what is computed, kept, refused and gone on with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

import sim
from sim.errors import ResultsError, UnfinishedError
from sim.execution.locks import locked
from sim.execution.process_pool import process_pool
from sim.experiments.sweep.record import Sweep
from sim.experiments.verdict.record import Verdict
from sim.simulation import BurnIns
from sim.study import campaign as campaigns
from sim.study.campaign import campaign
from sim.study.chunks import Chunk
from sim.study.evaluation import simulate_chunk, simulate_run
from sim.study.manifest import MANIFEST
from sim.study.measurement import OUTCOMES, HorizonMeans, Row, Settings
from sim.study.options import Execution
from sim.study.requests import RunRequest
from sim.study.wave import wave_of
from tests.study.points import POINTS

pytestmark = pytest.mark.usefixtures("small_chunks")


def carry_out(
    scenarios: tuple[sim.Scenario, ...], folder: Path | None, **handling: object
) -> tuple[pd.DataFrame, dict[str, object]]:
    settings = Execution(folder=folder, **handling)  # type: ignore[arg-type]
    with campaign(Sweep, scenarios, 3, {"points": 3}, settings) as work:
        runs = work.simulate(POINTS, range(2))
        return runs, work.shared()


@pytest.fixture(scope="module")
def expected(scenarios: tuple[sim.Scenario, ...]) -> pd.DataFrame:
    with campaign(Sweep, scenarios, 3, {}, Execution()) as work:
        return work.simulate(POINTS, range(2))


def test_a_row_is_a_run_and_a_horizon(expected: pd.DataFrame) -> None:
    assert list(expected["horizon"].unique()) == ["year_1", "transition", "long_run"]
    assert len(expected) == 3 * 2 * 2 * 3
    assert list(expected["run"].unique()) == list(range(12))
    first = expected.groupby("run").first()
    assert list(first["point"]) == [run // 4 for run in range(12)]
    assert list(first["scenario"]) == ["capitalism", "capitalism", "parecon", "parecon"] * 3
    assert list(first["replicate"]) == [0, 1] * 6
    assert list(first["monitoring"]) == [0.1] * 4 + [0.3] * 4 + [0.5] * 4


def test_a_run_in_a_chunk_gives_what_it_gives_alone(
    expected: pd.DataFrame, scenarios: tuple[sim.Scenario, ...]
) -> None:
    alone = simulate_run(sim.load_scenario(scenarios[1], {"monitoring": 0.3}), 3, 1)
    rows = expected[
        (expected["point"] == 1)
        & (expected["scenario"] == "parecon")
        & (expected["replicate"] == 1)
    ]
    pd.testing.assert_frame_equal(
        rows[list(OUTCOMES)].reset_index(drop=True),
        pd.DataFrame([values for _, values in alone], columns=list(OUTCOMES)),
        check_exact=True,
    )


def test_means_are_those_of_the_monthly_table(
    expected: pd.DataFrame, scenarios: tuple[sim.Scenario, ...]
) -> None:
    scenario = sim.load_scenario(scenarios[0], {"monitoring": 0.1})
    monthly = sim.run(scenario, seed=3).monthly.query("month >= 1 and month <= 12")
    row = expected[(expected["run"] == 0) & (expected["horizon"] == "year_1")].iloc[0]
    assert row["effort"] == pytest.approx(monthly["effort"].mean(), rel=1e-13)
    assert row["output_per_hour"] == pytest.approx(monthly["output_per_hour"].mean(), rel=1e-13)


@pytest.mark.parametrize("kind", ["processes", "threads", "here"])
def test_the_table_is_the_same_wherever_it_is_computed(
    kind: str, expected: pd.DataFrame, scenarios: tuple[sim.Scenario, ...], tmp_path: Path
) -> None:
    executor: Executor | None = {
        "processes": lambda: process_pool(2),
        "threads": lambda: ThreadPoolExecutor(3),
        "here": lambda: None,
    }[kind]()
    try:
        runs, _ = carry_out(scenarios, tmp_path / "out", executor=executor)
    finally:
        if executor is not None:
            executor.shutdown()
    pd.testing.assert_frame_equal(runs, expected, check_exact=True)


def test_only_missing_chunks_are_computed(
    expected: pd.DataFrame,
    scenarios: tuple[sim.Scenario, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    carry_out(scenarios, tmp_path)
    files = sorted((tmp_path / "chunks").iterdir())
    assert len(files) == 6
    files[1].unlink()
    files[4].write_bytes(files[4].read_bytes()[:-100])
    content = bytearray(files[2].read_bytes())
    content[200] ^= 1
    files[2].write_bytes(content)
    computed: list[Chunk] = []

    def counting(chunk: Chunk) -> bytes:
        computed.append(chunk)
        return simulate_chunk(chunk)

    monkeypatch.setattr(campaigns, "simulate_chunk", counting)
    runs, _ = carry_out(scenarios, tmp_path)
    assert sorted(f"{chunk.name}.parquet" for chunk in computed) == sorted(
        files[k].name for k in (1, 2, 4)
    )
    pd.testing.assert_frame_equal(runs, expected, check_exact=True)


def test_progress_counts_runs_and_begins_with_those_that_are_there(
    scenarios: tuple[sim.Scenario, ...], tmp_path: Path
) -> None:
    carry_out(scenarios, tmp_path)
    sorted((tmp_path / "chunks").iterdir())[0].unlink()
    noted: list[tuple[int, int]] = []
    carry_out(scenarios, tmp_path, progress=lambda done, total: noted.append((done, total)))
    assert noted == [(10, 12), (12, 12)]


def test_a_run_that_raises_is_kept_and_the_others_go_on(
    expected: pd.DataFrame,
    scenarios: tuple[sim.Scenario, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    original = HorizonMeans.measure

    def breaking(
        self: HorizonMeans, settings: Settings, request: RunRequest, burn_ins: BurnIns
    ) -> Iterator[Row]:
        scenario = settings(request.scenario)
        if (scenario.name, scenario.parameters.monitoring, request.replicate) == (
            "parecon",
            0.3,
            1,
        ):
            raise ArithmeticError("a planted mistake")
        yield from original(self, settings, request, burn_ins)

    monkeypatch.setattr(HorizonMeans, "measure", breaking)
    runs, shared = carry_out(scenarios, tmp_path / "x")
    errors = shared["errors"]
    assert isinstance(errors, pd.DataFrame)
    (row,) = errors.to_dict("records")
    assert row["error"] == "ArithmeticError: a planted mistake"
    assert "a planted mistake" in row["traceback"]
    assert (row["run"], row["scenario"], row["replicate"], row["monitoring"]) == (
        7,
        "parecon",
        1,
        0.3,
    )
    assert row["command"] == f"balanced-jobs rerun {tmp_path / 'x'} 7"
    assert shared["unfinished"] == 0
    without = expected[expected["run"] != 7].reset_index(drop=True)
    pd.testing.assert_frame_equal(runs, without, check_exact=True)

    monkeypatch.setattr(HorizonMeans, "measure", original)
    again, shared = carry_out(scenarios, tmp_path / "x")
    assert len(shared["errors"]) == 1  # type: ignore[arg-type]
    again, shared = carry_out(scenarios, tmp_path / "x", retry_failed=True)
    assert len(shared["errors"]) == 0  # type: ignore[arg-type]
    pd.testing.assert_frame_equal(again, expected, check_exact=True)


def test_a_full_disk_is_reported_and_what_can_be_saved_is_saved(
    expected: pd.DataFrame,
    scenarios: tuple[sim.Scenario, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from sim.execution.chunk_store import FolderStore

    original = FolderStore.write
    attempts = 0

    def full(self: FolderStore, name: str, content: bytes) -> None:
        nonlocal attempts
        attempts += 1
        if attempts >= 3:
            raise ResultsError("cannot write chunk: No space left on device")
        original(self, name, content)

    monkeypatch.setattr(FolderStore, "write", full)
    with campaign(Sweep, scenarios, 3, {"points": 3}, Execution(folder=tmp_path)) as work:
        work.simulate(POINTS, range(2))
        assert work.unfinished == 8
        with pytest.raises(UnfinishedError, match=r"No space left on device.*same command again"):
            work.check_complete()
    monkeypatch.setattr(FolderStore, "write", original)
    runs, shared = carry_out(scenarios, tmp_path)
    assert shared["unfinished"] == 0
    pd.testing.assert_frame_equal(runs, expected, check_exact=True)


def test_a_disk_that_is_emptied_meanwhile_gets_everything(
    scenarios: tuple[sim.Scenario, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sim.execution.chunk_store import FolderStore

    original = FolderStore.write
    attempts = 0

    def full_for_a_while(self: FolderStore, name: str, content: bytes) -> None:
        nonlocal attempts
        attempts += 1
        if attempts in (1, 2):
            raise ResultsError("cannot write chunk: No space left on device")
        original(self, name, content)

    monkeypatch.setattr(FolderStore, "write", full_for_a_while)
    _, shared = carry_out(scenarios, tmp_path)
    assert shared["unfinished"] == 0
    assert shared["problems"] == ()


def test_other_settings_are_refused_until_one_starts_anew(
    scenarios: tuple[sim.Scenario, ...], tmp_path: Path
) -> None:
    carry_out(scenarios, tmp_path)
    with (
        pytest.raises(ResultsError, match=r"points was 3, now 4.*--restart"),
        campaign(Sweep, scenarios, 3, {"points": 4}, Execution(folder=tmp_path)),
    ):
        pass
    with (
        pytest.raises(ResultsError, match=r"results of 'sweep', not of 'verdict'"),
        campaign(Verdict, scenarios, 3, {"points": 3}, Execution(folder=tmp_path)),
    ):
        pass
    with campaign(Sweep, scenarios, 3, {"points": 4}, Execution(folder=tmp_path, restart=True)):
        assert not list((tmp_path / "chunks").iterdir())


def test_another_version_is_refused(scenarios: tuple[sim.Scenario, ...], tmp_path: Path) -> None:
    carry_out(scenarios, tmp_path)
    file = tmp_path / MANIFEST
    manifest = json.loads(file.read_text(encoding="utf-8"))
    manifest["software"]["numpy"] = "0.1"
    file.write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(ResultsError, match=r"another version \(numpy was 0\.1, now"):
        carry_out(scenarios, tmp_path)


def test_two_processes_do_not_share_a_folder(
    scenarios: tuple[sim.Scenario, ...], tmp_path: Path
) -> None:
    with locked(tmp_path), pytest.raises(ResultsError, match="another process is at work"):
        carry_out(scenarios, tmp_path)


def test_a_folder_that_cannot_be_written_to_is_refused_before_anything_is_computed(
    scenarios: tuple[sim.Scenario, ...], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ResultsError, match="cannot write to"):
        carry_out(scenarios, tmp_path / "file" / "inside")


def test_an_executor_that_breaks_leaves_what_is_finished(
    scenarios: tuple[sim.Scenario, ...], expected: pd.DataFrame, tmp_path: Path
) -> None:
    class Breaking(ThreadPoolExecutor):
        taken = 0

        def submit(self, *arguments: object, **more: object) -> object:  # type: ignore[override]
            self.taken += 1
            if self.taken > 3:
                raise RuntimeError("cannot schedule new futures")
            return super().submit(*arguments, **more)  # type: ignore[arg-type]

    with Breaking(1) as executor:
        _, shared = carry_out(scenarios, tmp_path, executor=executor)
    assert shared["unfinished"] == 6
    assert shared["problems"] == ("RuntimeError: cannot schedule new futures",)
    runs, _ = carry_out(scenarios, tmp_path)
    pd.testing.assert_frame_equal(runs, expected, check_exact=True)


def test_points_may_have_replicates_of_their_own(scenarios: tuple[sim.Scenario, ...]) -> None:
    own = [[0, 1], [2, 3], [4, 5]]
    kinds = [(0, None), (1, None)]
    wave = wave_of(scenarios, [5], POINTS, own, kinds, first_run=0, first_point=7)
    found = wave.keys.groupby("point")["replicate"].agg(list).to_dict()
    assert found == {7: [0, 1, 0, 1], 8: [2, 3, 2, 3], 9: [4, 5, 4, 5]}
    assert wave.keys["monitoring"].tolist() == [0.1] * 4 + [0.3] * 4 + [0.5] * 4
    alike = wave_of(scenarios, [5], POINTS, [0, 1], kinds, first_run=0, first_point=7)
    assert alike.keys["replicate"].tolist() == [0, 1] * 6
    asked = {
        (request.scenario, request.point, request.replicate)
        for chunk, _ in wave.pieces
        for request in chunk.requests
    }
    assert asked == {
        (k, point, n) for point, numbers in zip(POINTS, own, strict=True) for n in numbers
        for k in (0, 1)
    }  # fmt: skip
