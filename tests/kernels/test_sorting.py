"""The stable order of numbers, for few and for many."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.sorting import DIGIT, DIGITS, FEW, VALUES, stable_order
from tests.kernels.worlds import few_examples

numbers = st.floats(allow_nan=False) | st.sampled_from([-np.inf, -0.0, 0.0, 5e-324, 1.0, np.inf])


@given(st.lists(numbers, max_size=FEW + 60))
def test_the_order_is_that_of_a_stable_sort(keys: list[float]) -> None:
    assert stable_order(np.array(keys)).tolist() == np.argsort(keys, kind="stable").tolist()


@few_examples
@given(st.lists(numbers, min_size=2, max_size=5), st.integers(0, 1000))
def test_many_keys_with_few_values_keep_their_order(values: list[float], seed: int) -> None:
    keys = np.random.default_rng(seed).choice(values, 2 * FEW)
    assert stable_order(keys).tolist() == np.argsort(keys, kind="stable").tolist()


@pytest.mark.parametrize("count", [0, 1, FEW, FEW + 1, 30_000])
def test_draws_are_sorted_whatever_their_number(count: int) -> None:
    keys = np.random.default_rng(count).normal(size=count)
    assert stable_order(keys).tolist() == np.argsort(keys, kind="stable").tolist()


def test_digits_cover_all_bits() -> None:
    assert FEW == 128
    assert 2 ** int(DIGIT) == VALUES
    assert (DIGITS - 1) * DIGIT < 64 <= DIGITS * DIGIT


@pytest.mark.parametrize("value", [1e-9, 1.0, 4.0, -1e-9, -1.0, -4.0])
def test_neighbours_are_told_apart(value: float) -> None:
    keys = np.full(2 * FEW, np.nextafter(value, np.inf))
    keys[1::2] = value
    assert stable_order(keys).tolist() == [*range(1, 2 * FEW, 2), *range(0, 2 * FEW, 2)]
