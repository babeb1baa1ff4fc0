"""The exponential less 1, against extended precision and at its edges."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.functions import expm1


@given(st.floats(-700.0, 700.0))
def test_it_is_the_nearest_number(x: float) -> None:
    exact = np.expm1(np.longdouble(x))
    # Extended precision is itself off by some of its last digits, which has 11 bits more.
    assert abs(np.longdouble(expm1(x)) - exact) <= 0.505 * np.spacing(abs(float(exact)))


@pytest.mark.parametrize(
    ("x", "expected"),
    [
        (0.0, 0.0),
        (5e-324, 5e-324),
        (1e-300, 1e-300),
        (-1e-300, -1e-300),
        (-1e9, -1.0),
        (-math.inf, -1.0),
        (709.7, math.expm1(709.7)),
        (709.8, math.inf),
        (1e300, math.inf),
        (math.inf, math.inf),
    ],
)
def test_edges_have_their_values(x: float, expected: float) -> None:
    assert expm1(x) == pytest.approx(expected, rel=1e-15)


def test_what_is_not_a_number_stays_so() -> None:
    assert math.isnan(expm1(math.nan))
