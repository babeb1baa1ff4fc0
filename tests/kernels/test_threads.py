"""Threads change neither what a kernel is asked nor what it answers."""

from __future__ import annotations

import multiprocessing
import os
import threading
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.production import produce
from sim.kernels.threads import (
    FEWEST_PEOPLE,
    all_at_once,
    at_once,
    for_workplaces,
    over_rows,
    over_workplaces,
)
from tests.kernels import reference_production as reference
from tests.kernels.economies import economy_of
from tests.kernels.worlds import few_examples, make_world

MANY = 2 * FEWEST_PEOPLE
thread_counts = st.integers(min_value=1, max_value=9)


class Recorder:
    """Stands for a kernel and keeps the ranges and threads with which it is called."""

    def __init__(self) -> None:
        self.calls: list[tuple[int, int]] = []
        self.threads: set[int] = set()

    def __call__(self, first: int, last: int, *_: object) -> None:
        """Record a call."""
        self.calls.append((first, last))
        self.threads.add(threading.get_ident())


def offsets_of(members: list[int]) -> np.ndarray:
    """Return offsets of workplaces with these members."""
    return np.concatenate([[0], np.cumsum(members)]).astype(np.int64)


def assert_covers(calls: list[tuple[int, int]], stop: int) -> None:
    """Check that ranges follow each other from 0 to stop without gap or overlap."""
    bounds = sorted(calls)
    assert bounds[0][0] == 0
    assert bounds[-1][1] == stop
    assert all(one[1] == other[0] for one, other in pairwise(bounds))


@few_examples
@given(st.lists(st.integers(0, 4_000), min_size=1, max_size=40), thread_counts)
def test_ranges_of_workplaces_cover_each_workplace_once(members: list[int], threads: int) -> None:
    kernel = Recorder()
    over_workplaces(kernel, offsets_of(members), threads=threads)
    assert_covers(kernel.calls, len(members))
    assert len(kernel.calls) <= threads


@few_examples
@given(st.integers(0, 3 * MANY), thread_counts)
def test_ranges_of_rows_cover_each_row_once(rows: int, threads: int) -> None:
    kernel = Recorder()
    over_rows(kernel, rows, threads=threads)
    assert_covers(kernel.calls, rows)
    assert len(kernel.calls) <= threads


def test_each_thread_gets_about_as_many_people() -> None:
    kernel = Recorder()
    offsets = offsets_of([MANY // 2] + [10] * (MANY // 20))
    over_workplaces(kernel, offsets, threads=2)
    people = [offsets[last] - offsets[first] for first, last in kernel.calls]
    assert people == [MANY // 2, MANY // 2]


@pytest.mark.parametrize(("people", "threads"), [(MANY, 1), (FEWEST_PEOPLE - 1, 4), (0, 4)])
def test_one_thread_or_few_people_are_served_by_the_caller_in_one_call(
    people: int, threads: int
) -> None:
    by_workplace, by_row = Recorder(), Recorder()
    over_workplaces(by_workplace, offsets_of([people]), threads=threads)
    over_rows(by_row, people, threads=threads)
    assert by_workplace.calls == [(0, 1)]
    assert by_row.calls == [(0, people)]
    assert by_workplace.threads | by_row.threads == {threading.get_ident()}


def test_the_numbers_do_not_depend_on_the_threads() -> None:
    members = [int(m) for m in np.random.default_rng(1).integers(0, 240, 400)]
    world = reference.crowd(make_world(1), members, [1 + j % 8 for j in range(400)])
    assert world.people > FEWEST_PEOPLE
    economy, results = economy_of(world), []
    workplaces = economy.workplaces
    for threads in (1, 2, 3, 7):
        economy.threads = threads
        workplaces.effective_labour[:], workplaces.output[:] = np.nan, np.nan
        for_workplaces(produce, economy)
        results.append(workplaces.effective_labour.tobytes() + workplaces.output.tobytes())
    assert len(set(results)) == 1


@pytest.mark.parametrize("failing", [0, 1, 2])
def test_an_error_in_any_thread_reaches_the_caller_after_all_have_ended(failing: int) -> None:
    ended = []

    def kernel(first: int, last: int) -> None:
        part = first // FEWEST_PEOPLE
        if part == failing:
            raise RuntimeError(f"part {part} failed")
        ended.append(part)

    with pytest.raises(RuntimeError, match=f"part {failing} failed"):
        over_rows(kernel, 3 * FEWEST_PEOPLE, threads=3)
    assert sorted(ended) == [part for part in range(3) if part != failing]


@pytest.mark.parametrize(("people", "threads"), [(MANY, 1), (FEWEST_PEOPLE - 1, 4)])
def test_with_one_thread_or_few_people_the_second_runs_after_the_first_in_the_thread_of_the_caller(
    people: int, threads: int
) -> None:
    ran: list[tuple[str, int]] = []

    def note(name: str) -> str:
        ran.append((name, threading.get_ident()))
        return name.upper()

    assert at_once(lambda: note("first"), lambda: note("second"), people, threads) == (
        "FIRST",
        "SECOND",
    )
    here = threading.get_ident()
    assert ran == [("first", here), ("second", here)]


def test_with_two_threads_both_run_at_the_same_time_and_each_returns_its_own() -> None:
    meeting = threading.Barrier(2, timeout=30)

    def meet(name: str) -> tuple[str, int]:
        meeting.wait()
        return name, threading.get_ident()

    (one, there), (other, here) = at_once(
        lambda: meet("one"), lambda: meet("other"), MANY, threads=2
    )
    assert (one, other) == ("one", "other")
    assert here == threading.get_ident() != there


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("failing", ["first", "second"])
def test_an_error_in_one_of_two_reaches_the_caller(threads: int, failing: str) -> None:
    def act(name: str) -> str:
        if name == failing:
            raise RuntimeError(f"{name} failed")
        return name

    with pytest.raises(RuntimeError, match=f"{failing} failed"):
        at_once(lambda: act("first"), lambda: act("second"), MANY, threads=threads)


def test_an_error_in_the_second_waits_for_the_first_to_end() -> None:
    began, ended = threading.Event(), threading.Event()

    def first() -> None:
        began.set()
        threading.Event().wait(0.2)
        ended.set()

    def second() -> None:
        began.wait(30)
        raise RuntimeError("second failed")

    with pytest.raises(RuntimeError, match="second failed"):
        at_once(first, second, MANY, threads=2)
    assert ended.is_set()


def test_the_second_error_counts_when_both_fail() -> None:
    def fail(name: str) -> None:
        raise RuntimeError(f"{name} failed")

    with pytest.raises(RuntimeError, match="second failed"):
        at_once(lambda: fail("first"), lambda: fail("second"), MANY, threads=2)


@pytest.mark.parametrize(("people", "threads"), [(MANY, 1), (FEWEST_PEOPLE - 1, 4)])
def test_with_one_thread_or_few_people_the_caller_does_one_thing_after_the_other(
    people: int, threads: int
) -> None:
    ran: list[tuple[int, int]] = []

    def note(number: int) -> int:
        ran.append((number, threading.get_ident()))
        return -number

    functions = [lambda number=number: note(number) for number in range(5)]
    assert all_at_once(functions, people, threads) == [0, -1, -2, -3, -4]
    assert ran == [(number, threading.get_ident()) for number in range(5)]


@pytest.mark.parametrize("threads", [2, 3, 9])
def test_threads_share_out_any_number_of_things_and_keep_their_order(threads: int) -> None:
    meeting = threading.Barrier(min(threads, 3), timeout=30)

    def meet(number: int) -> tuple[int, int]:
        if number < meeting.parties:
            meeting.wait()
        return number, threading.get_ident()

    functions = [lambda number=number: meet(number) for number in range(7)]
    results = all_at_once(functions[:3] if threads == 9 else functions, MANY, threads)
    assert [number for number, _ in results] == list(range(3 if threads == 9 else 7))
    assert len({thread for _, thread in results}) >= meeting.parties


@pytest.mark.parametrize("threads", [1, 2])
def test_an_error_in_one_of_many_reaches_the_caller(threads: int) -> None:
    def act(number: int) -> None:
        if number == 2:
            raise IndexError("the third failed")

    with pytest.raises(IndexError, match="the third failed"):
        all_at_once([lambda n=n: act(n) for n in range(5)], MANY, threads)


def _shared_out(_: int) -> bool:
    kernel = Recorder()
    over_rows(kernel, MANY, threads=2)
    return len(kernel.calls) == 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this platform does not fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_process_has_threads_of_its_own() -> None:
    assert _shared_out(0)
    with multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.apply_async(_shared_out, (0,)).get(timeout=30)
