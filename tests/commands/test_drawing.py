"""Figures are the same files whichever process draws them, and are drawn whatever becomes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.commands import drawing
from sim.commands.drawing import WORTH_A_PROCESS, draw
from sim.errors import ResultsError
from sim.execution import parallel


@pytest.fixture(scope="module")
def result() -> sim.Comparison:
    return sim.compare("capitalism", "parecon", replicates=2, workers=300, months=24, burn_in=12)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


class Dying(Executor):
    """Processes of which each dies at once."""

    def __init__(self) -> None:
        self.asked = 0

    def submit(self, *_args: Any, **_kwargs: Any) -> Future[Any]:
        self.asked += 1
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()
        future.set_exception(BrokenExecutor("a process died"))
        return future


def test_files_are_the_same_with_one_process_and_with_two(
    result: sim.Comparison, tmp_path: Path
) -> None:
    assert len(result.drawings()) >= 2 * WORTH_A_PROCESS
    drawn: list[tuple[int, int]] = []
    draw(result, tmp_path / "one", ["png"], 1)
    draw(result, tmp_path / "two", ["png"], 2, lambda *counts: drawn.append(counts))
    alone = contents(tmp_path / "one")
    assert alone == contents(tmp_path / "two")
    assert {Path(name).stem for name in alone} == set(result.drawings())
    assert drawn == [(number, len(alone)) for number in range(len(alone))]


def test_another_process_draws_its_share(
    result: sim.Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here: list[str] = []
    save = drawing.save_drawings

    def noted(drawings: dict[str, Any], folder: Path, formats: Sequence[str]) -> list[Path]:
        here.extend(drawings)
        return save(drawings, folder, formats)

    monkeypatch.setattr(drawing, "save_drawings", noted)
    # Whoever waits for the other process takes nothing away from it.
    monkeypatch.setattr(Future, "cancel", lambda _: False)
    draw(result, tmp_path, ["png"], 2)
    assert here == []
    assert {path.stem for path in tmp_path.iterdir()} == set(result.drawings())


def test_what_a_process_that_dies_does_not_draw_is_drawn_here(
    result: sim.Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dying = Dying()

    @contextmanager
    def processes(_jobs: int, _preload: Sequence[str]) -> Iterator[Executor]:
        yield dying

    monkeypatch.setattr(parallel, "processes", processes)
    draw(result, tmp_path, ["png"], 2)
    assert dying.asked == len(result.drawings())
    assert {path.stem for path in tmp_path.iterdir()} == set(result.drawings())


def test_a_result_that_cannot_be_sent_is_drawn_here(
    result: sim.Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def no_space(*_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(drawing.pickle, "dumps", no_space)
    draw(result, tmp_path, ["png"], 2)
    assert {path.stem for path in tmp_path.iterdir()} == set(result.drawings())


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_in_the_place_of_the_folder_is_said(
    result: sim.Comparison, tmp_path: Path, jobs: int
) -> None:
    (tmp_path / "figures").write_text("in the way")
    with pytest.raises(ResultsError, match="figures"):
        draw(result, tmp_path / "figures", ["png"], jobs)
