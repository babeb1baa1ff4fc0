"""Tasks are done and their results saved, whatever happens to some of them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sim.errors import ResultsError
from sim.execution import scheduler
from sim.execution.chunk_store import ChunkStore, FolderStore, MemoryStore
from sim.execution.scheduler import Completion, complete


@dataclass(frozen=True)
class Square:
    number: int

    @property
    def name(self) -> str:
        return f"square of {self.number}"

    @property
    def size(self) -> int:
        return self.number


TASKS = [Square(number) for number in range(1, 6)]


def square(task: Square) -> bytes:
    return str(task.number**2).encode()


def kept(store: ChunkStore) -> list[bytes | None]:
    return [store.read(task.name) for task in TASKS]


ALL = [b"1", b"4", b"9", b"16", b"25"]


def do(
    store: ChunkStore, executor: Executor | None, evaluate: Callable[[Square], bytes] = square
) -> tuple[Completion, list[int]]:
    noted: list[int] = []
    return complete(TASKS, evaluate, store, executor, noted.append), noted


@pytest.fixture(params=["memory", "folder"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ChunkStore:
    return MemoryStore() if request.param == "memory" else FolderStore(tmp_path)


@pytest.fixture(params=["here", "elsewhere"])
def executor(request: pytest.FixtureRequest) -> Any:
    if request.param == "here":
        yield None
        return
    with ThreadPoolExecutor(2) as pool:
        yield pool


def test_all_results_are_kept_and_counted_by_size(
    store: ChunkStore, executor: Executor | None
) -> None:
    completion, noted = do(store, executor)
    assert completion == Completion()
    assert kept(store) == ALL
    assert sorted(noted) == [1, 2, 3, 4, 5]
    store.forget(TASKS[1].name)
    assert store.read(TASKS[1].name) is None


def test_a_task_that_fails_elsewhere_leaves_the_others(store: ChunkStore) -> None:
    def failing(task: Square) -> bytes:
        if task.number == 2:
            raise ArithmeticError("a planted\nmistake")
        return square(task)

    with ThreadPoolExecutor(2) as pool:
        completion, noted = do(store, pool, failing)
    assert completion.problems == {"square of 2": "ArithmeticError: a planted mistake"}
    assert kept(store) == [b"1", None, *ALL[2:]]
    assert sorted(noted) == [1, 3, 4, 5]


def test_what_is_finished_before_a_stop_is_kept(store: ChunkStore) -> None:
    def stopping(task: Square) -> bytes:
        if task.number == 4:
            raise KeyboardInterrupt
        return square(task)

    completion, _ = do(store, None, stopping)
    assert completion.interrupted
    assert kept(store) == [*ALL[:3], None, None]


class Broken(ThreadPoolExecutor):
    """Breaks at its third task."""

    taken = 0

    def submit(self, fn: Any, /, *arguments: Any, **more: Any) -> Future[Any]:
        self.taken += 1
        if self.taken == 3:
            raise BrokenExecutor("out of memory")
        return super().submit(fn, *arguments, **more)


def test_an_executor_that_breaks_gets_no_more_tasks(store: ChunkStore) -> None:
    with Broken(1) as pool:
        completion, _ = do(store, pool)
    assert completion.problems == {"square of 3": "BrokenExecutor: out of memory"}
    assert kept(store) == [*ALL[:2], None, None, None]
    assert pool.taken == 3


class Full(MemoryStore):
    """Takes nothing until it has been asked a few times."""

    def __init__(self, refusals: int) -> None:
        super().__init__()
        self.refusals = refusals

    def write(self, name: str, content: bytes) -> None:
        if self.refusals:
            self.refusals -= 1
            raise ResultsError("no space left")
        super().write(name, content)


def test_what_cannot_be_saved_is_tried_again(executor: Executor | None) -> None:
    store = Full(refusals=3)
    completion, _ = do(store, executor)
    assert completion.problems == {}
    assert kept(store) == ALL


def test_while_nothing_can_be_saved_the_work_ends(
    executor: Executor | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler, "MOST_UNSAVED", 2)
    monkeypatch.setattr(scheduler, "MOST_PENDING", 1)
    completion, noted = do(Full(refusals=100), executor)
    assert set(completion.problems.values()) == {"no space left"}
    assert noted == [1, 2]
