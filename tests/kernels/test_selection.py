"""The lowest of many."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.selection import lowest_first
from tests.kernels import reference_sums as reference

keys_with_ties = st.lists(
    st.floats(allow_nan=False) | st.sampled_from([-np.inf, 0.0, 1.0, np.inf]), max_size=60
)


@given(keys_with_ties, st.integers(-2, 70), st.data())
def test_the_lowest_come_first_and_equal_ones_by_their_number(
    keys: list[float], count: int, data: st.DataObject
) -> None:
    size = len(keys)
    ties = data.draw(
        st.permutations(range(size)) | st.lists(st.integers(0, 3), min_size=size, max_size=size)
    )
    chosen = lowest_first(np.array(keys, dtype=float), np.array(ties, dtype=np.int64), count)
    assert chosen.tolist() == reference.lowest(np.array(keys), np.array(ties), count)


def test_among_many_equal_keys_the_lowest_numbers_are_chosen() -> None:
    numbers = np.random.default_rng(2).permutation(5_000)
    chosen = lowest_first(np.ones(5_000), numbers, 100)
    assert numbers[chosen].tolist() == list(range(100))
