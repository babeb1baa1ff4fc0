"""Arguments of the wrong type are refused by name; numbers of NumPy and pandas are taken."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import sim
from sim.errors import BalancedJobsError


@pytest.mark.parametrize("seed", ["42", 42.0, np.uint64(2**63), 2**70, -1, True, [1, 2]])
def test_a_seed_that_is_no_whole_number_is_refused_by_name(seed: Any) -> None:
    with pytest.raises(BalancedJobsError, match=r"seed = .*must be a whole number"):
        sim.Economy("parecon", seed=seed, workers=200)
    with pytest.raises(BalancedJobsError, match="seed"):
        sim.run("parecon", seed=seed)


def test_numbers_of_numpy_are_taken_as_seeds() -> None:
    for seed in (np.int64(3), pd.Series([3]).iloc[0]):
        assert sim.Economy("parecon", seed=seed, workers=200).seed == 3


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("executor", 4),
        ("progress", "yes"),
        ("out", 3.5),
        ("overrides", 5),
        ("replicates", "2"),
        ("replicates", np.array([1, 2])),
        ("workers", "many"),
    ],
)
def test_an_argument_of_the_wrong_type_is_refused_by_name(name: str, value: Any) -> None:
    with pytest.raises(BalancedJobsError, match=name):
        sim.run("parecon", **{name: value})
