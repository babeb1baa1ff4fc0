"""Elementary functions of arrays: the bytes of the functions of one number, shapes, and `out`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from sim.kernels.elementary import exp, log, power
from sim.kernels.elementwise import exponentials, logarithms, powers


@pytest.mark.parametrize(("each", "one"), [(exponentials, exp), (logarithms, log)])
@pytest.mark.parametrize("shape", [(), (0,), (7,), (3, 5), (2, 3, 4)])
def test_each_number_has_the_bytes_of_a_single_call(
    each: Callable[..., np.ndarray], one: Callable[[float], float], shape: tuple[int, ...]
) -> None:
    values = np.random.default_rng(1).uniform(0.1, 3.0, shape)
    found = each(values)
    assert found.shape == shape
    assert found.tobytes() == np.array([one(x) for x in values.ravel()]).tobytes()


def test_other_layouts_and_whole_numbers_are_taken() -> None:
    wide = np.random.default_rng(1).uniform(0.1, 3.0, (8, 6))
    assert exponentials(wide[::2, 1]).tobytes() == exponentials(wide)[::2, 1].tobytes()
    assert logarithms(wide.T).tobytes() == np.ascontiguousarray(logarithms(wide).T).tobytes()
    assert exponentials(np.array([0, 1])).tolist() == [1.0, exp(1.0)]


def test_powers_broadcast() -> None:
    bases, exponents = np.array([[0.5], [2.0], [0.0]]), np.array([0.0, 1.5])
    found = powers(bases, exponents)
    expected = [[power(float(b), float(c)) for c in exponents] for b in bases[:, 0]]
    assert found.tolist() == expected
    assert powers(0.5, exponents).tolist() == [1.0, power(0.5, 1.5)]


def test_the_result_can_take_the_place_of_the_values() -> None:
    values = np.linspace(-1.0, 1.0, 9)
    expected = exponentials(values)
    assert exponentials(values, out=values) is values
    assert values.tobytes() == expected.tobytes()


@pytest.mark.parametrize("out", [np.empty(8), np.empty((9, 2))[:, 0]])
def test_a_place_for_the_result_that_does_not_fit_is_refused(out: np.ndarray) -> None:
    with pytest.raises(ValueError, match="contiguous and of shape"):
        exponentials(np.zeros(9), out=out)
