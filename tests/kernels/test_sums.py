"""Sums in a fixed order: exact on whole numbers, close to exact sums, and the order as stated."""

from __future__ import annotations

import math
from fractions import Fraction

import numba
import numpy as np
import pytest

from sim.kernels import sums

LENGTHS = (0, 1, 7, 8, 9, 300, 1023, 1024, 1025, 5000)


def numbers(count: int, seed: int = 0) -> np.ndarray:
    """Return numbers of different sizes and signs."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=count) * np.exp(rng.uniform(-5.0, 5.0, count))


def in_the_stated_order(values: list[float]) -> float:
    """Return the sum as `sim.kernels.sums` states its order, one addition at a time."""
    whole = 0.0
    for start in range(0, len(values), sums.BLOCK):
        block = values[start : start + sums.BLOCK]
        even = len(block) - len(block) % 8
        running = [0.0] * 8
        for position in range(even):
            running[position % 8] += block[position]
        while len(running) > 1:
            running = [running[i] + running[i + 1] for i in range(0, len(running), 2)]
        (of_block,) = running
        for value in block[even:]:
            of_block += value
        whole += of_block
    return whole


@pytest.mark.parametrize("count", LENGTHS)
def test_the_order_is_the_stated_one_to_the_last_bit(count: int) -> None:
    one, other = numbers(count), numbers(count, 1)
    assert sums.total(one) == in_the_stated_order(one.tolist())
    assert sums.dot(one, other) == in_the_stated_order((one * other).tolist())
    around = ((one - 0.3) * (one - 0.3)).tolist()
    assert sums.squares_around(one, 0.3) == in_the_stated_order(around)


@pytest.mark.parametrize("count", LENGTHS[1:])
def test_sums_are_close_to_exact_ones(count: int) -> None:
    values, other = numbers(count), numbers(count, 1)
    size = math.fsum(abs(values))
    assert sums.total(values) == pytest.approx(math.fsum(values), abs=1e-14 * size)
    exact = float(sum(Fraction(x) * Fraction(y) for x, y in zip(values, other, strict=True)))
    assert sums.dot(values, other) == pytest.approx(exact, abs=1e-14 * abs(values * other).sum())
    assert sums.mean(values) == pytest.approx(math.fsum(values) / count, abs=1e-14 * size / count)
    assert sums.spread(values) == pytest.approx(np.std(values), rel=1e-12)


def test_cumulative_sums_end_at_the_plain_sum_of_all() -> None:
    values = numbers(300)
    running = sums.cumulative(values)
    assert running.tobytes() == np.add.accumulate(values).tobytes()
    assert sums.cumulative(values[:0]).shape == (0,)


def test_rows_columns_and_groups_are_summed_one_number_after_the_other() -> None:
    matrix = numbers(60).reshape(12, 5)
    down, across = np.zeros(5), np.zeros(12)
    for row in matrix:
        down += row
    for column in matrix.T:
        across += column
    assert sums.totals_of_columns(matrix).tobytes() == down.tobytes()
    assert sums.totals_of_rows(matrix).tobytes() == across.tobytes()
    group = np.array([2, 0, 2, 2, 0])
    found = sums.totals_by_group(group, np.array([1.0, 2.0, 4.0, 8.0, 16.0]), 4)
    assert found.tolist() == [18.0, 0.0, 13.0, 0.0]


def test_nothing_sums_to_zero_and_has_no_mean() -> None:
    none = np.empty(0)
    assert sums.total(none) == 0.0
    assert sums.dot(none, none) == 0.0
    assert math.isnan(sums.mean(none))
    assert math.isnan(sums.spread(none))


def test_what_is_not_finite_stays_so() -> None:
    values = numbers(2000)
    values[1500] = np.nan
    assert math.isnan(sums.total(values))
    values[1500] = np.inf
    assert sums.total(values) == np.inf


def test_kernels_and_python_sum_alike_whatever_the_layout() -> None:
    @numba.njit
    def inside(values: np.ndarray) -> tuple[float, float, float]:
        return sums.total(values), sums.dot(values, values), sums.squares_around(values, 0.1)

    def outside(values: np.ndarray) -> tuple[float, float, float]:
        return sums.total(values), sums.dot(values, values), sums.squares_around(values, 0.1)

    wide = numbers(6000).reshape(3000, 2)
    neighbours = np.ascontiguousarray(wide[:, 1])
    assert inside(neighbours) == outside(neighbours) == outside(wide[:, 1])
    backwards = np.ascontiguousarray(neighbours[::-1])
    assert outside(neighbours[::-1]) == outside(backwards)
    # Neighbours that do not begin at a multiple of eight numbers.
    assert outside(neighbours[3:]) == outside(neighbours[3:].copy())
