"""Threads change neither what a kernel is asked nor what it answers."""

from __future__ import annotations

import multiprocessing
import os
import threading
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.production import produce
from sim.kernels.threads import (
    FEWEST_PEOPLE,
    for_parts,
    for_people,
    for_workplaces,
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


def economy_with(members: list[int], threads: int) -> Any:
    """Return what stands for an economy whose people are all at work."""
    offsets = offsets_of(members)
    return SimpleNamespace(
        threads=threads,
        workplaces=SimpleNamespace(offsets=offsets),
        people=SimpleNamespace(person=np.empty(int(offsets[-1]))),
    )


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
    for_workplaces(kernel, economy_with(members, threads))
    assert_covers(kernel.calls, len(members))
    assert len(kernel.calls) <= threads


@few_examples
@given(st.integers(0, 3 * MANY), thread_counts)
def test_ranges_of_rows_cover_each_row_once(rows: int, threads: int) -> None:
    kernel = Recorder()
    for_people(kernel, economy_with([rows], threads))
    assert_covers(kernel.calls, rows)
    assert len(kernel.calls) <= threads


@few_examples
@given(st.integers(1, 12), thread_counts)
def test_ranges_of_parts_cover_each_part_once(parts: int, threads: int) -> None:
    kernel = Recorder()
    for_parts(kernel, parts, economy_with([MANY], threads))
    assert_covers(kernel.calls, parts)
    assert len(kernel.calls) <= threads


def test_each_thread_gets_about_as_many_people() -> None:
    kernel = Recorder()
    economy = economy_with([MANY // 2] + [10] * (MANY // 20), 2)
    offsets = economy.workplaces.offsets
    for_workplaces(kernel, economy)
    people = [offsets[last] - offsets[first] for first, last in kernel.calls]
    assert people == [MANY // 2, MANY // 2]


@pytest.mark.parametrize(("people", "threads"), [(MANY, 1), (FEWEST_PEOPLE - 1, 4), (0, 4)])
def test_one_thread_or_few_people_are_served_by_the_caller_in_one_call(
    people: int, threads: int
) -> None:
    by_workplace, by_row = Recorder(), Recorder()
    for_workplaces(by_workplace, economy_with([people], threads))
    for_people(by_row, economy_with([people], threads))
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

    def kernel(first: int, last: int, _economy: object) -> None:
        part = first // FEWEST_PEOPLE
        if part == failing:
            raise RuntimeError(f"part {part} failed")
        ended.append(part)

    with pytest.raises(RuntimeError, match=f"part {failing} failed"):
        for_people(kernel, economy_with([3 * FEWEST_PEOPLE], 3))
    assert sorted(ended) == [part for part in range(3) if part != failing]


def _shared_out(_: int) -> bool:
    kernel = Recorder()
    for_people(kernel, economy_with([MANY], 2))
    return len(kernel.calls) == 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this platform does not fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_process_has_threads_of_its_own() -> None:
    assert _shared_out(0)
    with multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.apply_async(_shared_out, (0,)).get(timeout=30)
