"""What a chunk gives, and which steps count for a horizon."""

from __future__ import annotations

import pytest

import sim
from sim.study.chunks import cut
from sim.study.evaluation import read_chunk, simulate_chunk
from sim.study.measurement import steps_within
from sim.study.requests import RunRequest
from sim.vocabulary import horizons_of
from tests.study.points import POINTS

pytestmark = pytest.mark.usefixtures("small_chunks")


def test_a_chunk_gives_the_same_bytes_every_time(scenarios: tuple[sim.Scenario, ...]) -> None:
    ((chunk, _), *_) = cut(scenarios, 3, [RunRequest(0, POINTS[0], 0)])
    content = simulate_chunk(chunk)
    assert content == simulate_chunk(chunk)
    with pytest.raises(ValueError, match=r"."):
        read_chunk(content[:-1])


@pytest.mark.parametrize(
    ("first", "last", "months", "steps"),
    [
        (1, 12, 1, (0, 12)),
        (49, 60, 1, (48, 60)),
        (1, 12, 3, (0, 4)),
        (49, 60, 3, (16, 20)),
        (1, 4, 3, (0, 1)),
        (5, 12, 3, (1, 4)),
        (1, 1, 3, (0, 1)),
    ],
)
def test_a_step_counts_for_the_horizon_in_which_it_ends(first, last, months, steps) -> None:
    assert steps_within(first, last, months) == slice(*steps)


@pytest.mark.parametrize("months", range(3, 121, 3))
def test_every_horizon_of_a_run_in_quarters_has_a_step(months: int) -> None:
    for first, last in horizons_of(months).values():
        inside = steps_within(first, last, 3)
        assert 0 <= inside.start < inside.stop <= months // 3
