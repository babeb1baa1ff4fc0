"""Further replicates beside the page: what they are, who gets them, and when they stop."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import numpy as np
import pytest

from sim.app import replicates
from sim.app.background import REPLICATES, Background
from sim.app.replicates import course
from sim.app.settings import Settings
from sim.simulation import burned_in

SMALL = Settings(workers=200, months=3, burn_in=2, seed=5)
NAMES = ("effort", "alienation")


class Pool:
    """A process that works only when it is told to."""

    def __init__(self) -> None:
        self.waiting: deque[tuple[Future[Any], Callable[..., Any], tuple[Any, ...]]] = deque()
        self.done: list[str] = []

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Take something to do."""
        future: Future[Any] = Future()
        self.waiting.append((future, function, arguments))
        return future

    def work(self) -> None:
        """Do the next thing."""
        future, function, arguments = self.waiting.popleft()
        self.done.append(function.__name__)
        if function is replicates.stand_back:
            future.set_result(None)
            return
        try:
            future.set_result(function(*arguments))
        except Exception as error:
            future.set_exception(error)

    def shutdown(self, wait: bool, cancel_futures: bool) -> None:
        """Do nothing more."""
        self.waiting.clear()


class Soon:
    """A thread that has done its work when it has been started."""

    def __init__(self, target: Callable[[], None], **_: object) -> None:
        self.start = target


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Pool:
    made = Pool()
    monkeypatch.setattr("sim.app.background.process_pool", lambda *_: made)
    monkeypatch.setattr(replicates, "SLICE", 0.0)
    monkeypatch.setattr(replicates, "_courses", {})
    monkeypatch.setattr("sim.app.background.Thread", Soon)
    return made


def test_a_replicate_is_the_one_that_a_comparison_has_under_its_number() -> None:
    scenarios = SMALL.scenarios()
    found = np.concatenate(list(course(scenarios, 5, 2, NAMES, 1.0)))
    first = burned_in(scenarios[0], 5, 2)
    second = first.fork(scenarios[1])
    for month in range(3):
        for order, economy in enumerate((first, second)):
            economy.step()
            assert found[month, order].tolist() == [economy.indicators[name] for name in NAMES]
    assert found.shape == (3, 2, 2)


def test_months_do_not_depend_on_the_slices_in_which_they_come() -> None:
    scenarios = SMALL.scenarios()
    whole = list(course(scenarios, 5, 1, NAMES, seconds=1e9))
    parts = list(course(scenarios, 5, 1, NAMES, seconds=0.0))
    assert len(whole) == 1
    assert len(parts) > 3
    np.testing.assert_array_equal(np.concatenate(parts), whole[0])


def test_a_page_gets_ten_replicates_and_the_next_that_wants_the_same_has_them(pool: Pool) -> None:
    background = Background()
    key = background.want(1, SMALL.scenarios(), 5, NAMES)
    assert background.found(key) == []
    while background.waits(key):
        pool.work()
    found = background.found(key)
    assert [rows.shape for rows in found] == [(3, 2, 2)] * REPLICATES
    assert len({float(rows[0, 0, 0]) for rows in found}) == REPLICATES
    background.leave(1)
    assert background.want(2, SMALL.scenarios(), 5, NAMES) == key
    assert not background.waits(key)
    assert len(background.found(key)) == REPLICATES


def test_two_pages_take_turns(pool: Pool) -> None:
    background = Background()
    keys = [background.want(page, SMALL.scenarios(), page, NAMES) for page in (1, 2)]
    while not all(background.found(key) for key in keys):
        pool.work()
    assert [len(background.found(key)) for key in keys] == [1, 1]


def test_what_nobody_wants_any_longer_stops_after_a_slice(pool: Pool) -> None:
    background = Background()
    key = background.want(1, SMALL.scenarios(), 5, NAMES)
    for _ in range(3):
        pool.work()
    assert len(replicates._courses) == 1
    background.leave(1)
    while pool.waiting:
        pool.work()
    assert not background.waits(key)
    assert pool.done.count("advance") <= 4
    assert replicates._courses == {}


def test_other_settings_take_the_place_of_what_a_page_wanted_before(pool: Pool) -> None:
    background = Background()
    old = background.want(1, SMALL.scenarios(), 5, NAMES)
    new = background.want(1, SMALL.scenarios(), 6, NAMES)
    assert not background.waits(old)
    assert background.waits(new)
    background.leave(1)
    while pool.waiting:
        pool.work()
    assert replicates._courses == {}


def test_a_replicate_that_fails_stops_only_what_wanted_it(
    pool: Pool, caplog: pytest.LogCaptureFixture
) -> None:
    background = Background()
    wrong = background.want(1, SMALL.scenarios(), 5, ("nonsense",))
    right = background.want(2, SMALL.scenarios(), 5, NAMES)
    while background.waits(wrong) or background.waits(right):
        pool.work()
    assert background.found(wrong) == []
    assert len(background.found(right)) == REPLICATES
    assert "further replicates cannot be computed" in caplog.text


@pytest.mark.slow
def test_a_process_that_cannot_begin_is_tried_again_for_the_next_page(
    pool: Pool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def gone(*_: object) -> Future[Any]:
        raise EOFError("unexpected EOF")

    background = Background()
    with monkeypatch.context() as patch:
        patch.setattr(pool, "submit", gone)
        assert not background.waits(background.want(1, SMALL.scenarios(), 5, NAMES))
    assert "cannot be computed: unexpected EOF" in caplog.text
    key = background.want(2, SMALL.scenarios(), 5, NAMES)
    while background.waits(key):
        pool.work()
    assert len(background.found(key)) == REPLICATES


def test_a_process_of_its_own_computes_them_and_ends() -> None:
    background = Background()
    key = background.want(1, SMALL.scenarios(), 5, NAMES)
    for _ in range(6_000):
        if background.found(key):
            break
        time.sleep(0.05)
    expected = np.concatenate(list(course(SMALL.scenarios(), 5, 1, NAMES, 1.0)))
    np.testing.assert_array_equal(background.found(key)[0], expected)
    pool = background._pool
    assert pool is not None
    background.close()
    assert not pool._processes
