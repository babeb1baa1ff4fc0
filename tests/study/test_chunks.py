"""Runs cut into chunks: each in exactly one, named by what it is alone."""

from __future__ import annotations

import pytest

import sim
from sim.study.chunks import cut
from sim.study.requests import RunRequest, as_point
from tests.study.points import POINTS

pytestmark = pytest.mark.usefixtures("small_chunks")


def test_chunks_do_not_depend_on_what_surrounds_them(scenarios: tuple[sim.Scenario, ...]) -> None:
    requests = [RunRequest(k, point, 0) for point in POINTS for k in (0, 1)]
    names = [chunk.name for chunk, _ in cut(scenarios, 3, requests)]
    assert [chunk.name for chunk, _ in cut(scenarios, 3, requests[:2])] == names[:1]
    assert len(set(names)) == 3
    other_seed = [chunk.name for chunk, _ in cut(scenarios, 4, requests)]
    assert not set(names) & set(other_seed)


def test_runs_that_share_a_burn_in_stand_together(scenarios: tuple[sim.Scenario, ...]) -> None:
    mixes = [
        as_point({"institutions.pay": rule}) for rule in ("market", "equal", "effort_and_need")
    ]
    requests = [RunRequest(0, mix, replicate) for mix in mixes for replicate in (0, 1)]
    numbers = [numbers for _, numbers in cut(scenarios, 0, requests)]
    assert [number for piece in numbers for number in piece] == [0, 2, 4, 1, 3, 5]


def test_every_run_is_in_exactly_one_chunk(scenarios: tuple[sim.Scenario, ...]) -> None:
    requests = [
        RunRequest(k, point, replicate)
        for point in POINTS
        for k in (0, 1)
        for replicate in range(7)
    ]
    pieces = cut(scenarios, 0, requests)
    assert sorted(number for _, numbers in pieces for number in numbers) == list(range(42))
    assert all(
        chunk.requests == tuple(requests[number] for number in numbers) for chunk, numbers in pieces
    )
