"""Memory that phases use for a moment."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from sim import Economy
from sim.state.scratch import MOST_SPARE, Scratch

PEOPLE = 6_000
STATE_BYTES = 500


def test_memory_is_kept_from_one_use_to_the_next() -> None:
    scratch = Scratch()
    first = scratch.take("draws", 1_000)
    assert first.shape == (1_000,)
    assert first.dtype == np.float64
    assert np.shares_memory(first, scratch.take("draws", 1_010))
    assert not np.shares_memory(first, scratch.take("rows", 1_000))
    assert scratch.take("rows of another type", 5, np.int8).dtype == np.int8


def test_memory_that_is_far_too_large_is_given_back() -> None:
    scratch = Scratch()
    large = scratch.take("draws", 100_000)
    small = scratch.take("draws", 100_000 // (2 * MOST_SPARE))
    assert not np.shares_memory(large, small)


@pytest.mark.parametrize("scenario", ["capitalism", "parecon"])
def test_a_month_keeps_nothing_and_asks_for_little(scenario: str) -> None:
    economy = Economy(scenario, seed=1, agent_interval=0, workers=PEOPLE, burn_in=6)
    for _ in range(18):
        economy.step()
    tracemalloc.start()
    try:
        economy.step()
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        for _ in range(4):
            economy.step()
        after, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # What a month needs for a moment, beside what an economy holds for each person anyway.
    assert (peak - before) / PEOPLE < STATE_BYTES / 10
    assert (after - before) / PEOPLE < 4.0


def test_a_fork_shares_no_memory_with_where_it_comes_from() -> None:
    economy = Economy("capitalism", seed=1, workers=400, burn_in=2)
    for _ in range(3):
        economy.step()
    fork = economy.fork()
    assert np.array_equal(fork.state.ordered_pay, economy.state.ordered_pay)
    assert not np.shares_memory(fork.state.ordered_pay, economy.state.ordered_pay)
    before = fork.state.ordered_pay.tobytes()
    for _ in range(3):
        economy.step()
    assert fork.state.ordered_pay.tobytes() == before
