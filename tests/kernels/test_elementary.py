"""Elementary functions against extended precision, and what they do at the edges."""

from __future__ import annotations

import math
from collections.abc import Callable

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.elementary import cosine_of_turn, exp, exp2, expm1, log, log1p, log2, power
from sim.kernels.instructions import fused
from tests.kernels.worlds import few_examples

Array = np.ndarray
Unary = Callable[[float], float]

DRAWS = 50_000
RELATIVE = 1e-13
SKILLS = (1e-6, 1e3)
COMPLEXITIES = (0.0, 6.0)


def in_loop(function: Unary) -> Callable[[Array, Array], None]:
    """Return a loop over contiguous numbers, which the compiler may vectorise."""

    @numba.njit(error_model="numpy")
    def loop(x: Array, out: Array) -> None:
        for i in range(x.shape[0]):
            out[i] = function(x[i])

    return loop


def evaluated(function: Unary, x: Array) -> Array:
    """Return the function of every number, by a loop."""
    out = np.empty_like(x)
    in_loop(function)(x, out)
    return out


def relative_error(found: Array, exact: Array) -> float:
    """Return the largest relative error against extended precision."""
    return float(np.max(np.abs(found.astype(np.longdouble) - exact) / np.abs(exact)))


def spread(low: float, high: float, seed: int) -> Array:
    """Return numbers between two bounds, the bounds among them."""
    draws = np.random.default_rng(seed).uniform(low, high, DRAWS)
    draws[:2] = low, high
    return draws


@pytest.mark.parametrize(
    ("function", "library", "low", "high"),
    [
        (exp2, np.exp2, -1022.0, 1023.99),
        (exp2, np.exp2, -1.0, 1.0),
        (exp, np.exp, -707.6, 709.0),
        (exp, np.exp, -1e-3, 1e-3),
    ],
)
def test_exponentials_are_accurate_over_their_whole_range(
    function: Unary, library: Callable[[Array], Array], low: float, high: float
) -> None:
    x = spread(low, high, 1)
    assert relative_error(evaluated(function, x), library(x.astype(np.longdouble))) < RELATIVE / 100


@pytest.mark.parametrize(("function", "library"), [(log2, np.log2), (log, np.log)])
def test_logarithms_are_accurate_from_the_smallest_to_the_largest_number(
    function: Unary, library: Callable[[Array], Array]
) -> None:
    tiny, huge = np.finfo(float).tiny, np.finfo(float).max
    wide = np.exp(spread(math.log(tiny) + 1e-9, math.log(huge) - 1e-9, 2))
    wide[:2] = tiny, huge
    near_one = 1.0 + np.exp(spread(-36.0, -0.1, 3)) * np.where(np.arange(DRAWS) % 2, 1.0, -1.0)
    for x in (wide, near_one[near_one != 1.0]):
        exact = library(x.astype(np.longdouble))
        assert relative_error(evaluated(function, x), exact) < RELATIVE / 100


@pytest.mark.parametrize(("low", "high"), [(-39.9, 709.0), (-1.0, 1.0), (-1e-9, 1e-9)])
def test_the_exponential_less_one_is_accurate_also_near_zero(low: float, high: float) -> None:
    x = spread(low, high, 8)
    exact = np.expm1(x.astype(np.longdouble))
    assert relative_error(evaluated(expm1, x), exact) < RELATIVE / 100


def test_the_logarithm_of_one_more_is_accurate_also_near_zero_and_near_minus_one() -> None:
    huge = np.exp(spread(-30.0, 700.0, 9))
    for x in (huge, spread(-1e-9, 1e-9, 10), spread(-0.9, 1.0, 11), -1.0 + np.exp(-huge[:100])):
        known = x[(x != 0.0) & (x > -1.0)]
        exact = np.log1p(known.astype(np.longdouble))
        assert relative_error(evaluated(log1p, known), exact) < RELATIVE / 100


@given(st.floats(-1e-300, 1e-300))
def test_next_to_zero_both_give_the_number_itself(x: float) -> None:
    assert expm1(x) == x
    assert log1p(x) == x


def test_powers_are_accurate_for_every_admitted_skill_and_complexity() -> None:
    skill = np.exp(spread(*np.log(SKILLS), 4))
    complexity = spread(*COMPLEXITIES, 5)
    found = np.array([power(s, c) for s, c in zip(skill, complexity, strict=True)])
    exact = np.power(skill.astype(np.longdouble), complexity)
    assert relative_error(found, exact) < RELATIVE


def test_the_cosine_of_a_turn_is_accurate_and_exact_at_the_quarters() -> None:
    turns = spread(0.0, 1.0, 6)
    exact = np.cos(2.0 * np.longdouble("3.14159265358979323846264338") * turns)
    assert np.max(np.abs(evaluated(cosine_of_turn, turns) - exact)) < 1e-15
    assert cosine_of_turn(0.25) == 0.0
    assert cosine_of_turn(0.75) == 0.0


@given(st.integers(min_value=-1022, max_value=1023))
def test_powers_of_two_are_exact(exponent: int) -> None:
    assert exp2(float(exponent)) == math.ldexp(1.0, exponent)
    assert log2(math.ldexp(1.0, exponent)) == exponent


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_one_to_any_power_and_any_number_to_the_power_zero_are_one(x: float) -> None:
    assert power(1.0, x) == 1.0
    assert power(abs(x), 0.0) == 1.0


@pytest.mark.parametrize(
    ("function", "x", "expected"),
    [
        (exp2, -1022.1, 0.0),
        (exp2, -1e300, 0.0),
        (exp2, -math.inf, 0.0),
        (exp2, 1024.0, math.inf),
        (exp2, 1e300, math.inf),
        (exp2, math.inf, math.inf),
        (exp, -708.0, 0.0),
        (exp, -math.inf, 0.0),
        (exp, 710.0, math.inf),
        (exp, math.inf, math.inf),
        (exp, 0.0, 1.0),
        (expm1, -50.0, -1.0),
        (expm1, -math.inf, -1.0),
        (expm1, 710.0, math.inf),
        (expm1, math.inf, math.inf),
        (log1p, -1.0, -math.inf),
        (log1p, math.inf, math.inf),
        (log2, 0.0, -math.inf),
        (log2, -0.0, -math.inf),
        (log2, 1e-310, -math.inf),
        (log2, math.inf, math.inf),
        (log, 0.0, -math.inf),
        (log, 1.0, 0.0),
        (log, math.inf, math.inf),
    ],
)
def test_edges_have_their_values(function: Unary, x: float, expected: float) -> None:
    assert function(x) == expected


@pytest.mark.parametrize("function", [exp2, exp, expm1, log2, log, log1p])
def test_what_is_not_a_number_stays_so(function: Unary) -> None:
    assert math.isnan(function(math.nan))


@pytest.mark.parametrize("x", [-1e-300, -1.0, -math.inf])
def test_negative_numbers_have_neither_logarithm_nor_power(x: float) -> None:
    assert math.isnan(log(x))
    assert math.isnan(log2(x))
    assert math.isnan(log1p(min(x, -1.5)))
    assert math.isnan(power(x, 2.0))


@pytest.mark.parametrize(
    ("x", "c", "expected"),
    [(0.0, 0.0, 1.0), (0.0, 1e-9, 0.0), (0.0, 2.0, 0.0), (math.inf, 0.5, math.inf)],
)
def test_powers_of_zero_and_infinity_have_their_limits(x: float, c: float, expected: float) -> None:
    assert power(x, c) == expected


def test_powers_of_what_is_not_a_number_are_not_numbers() -> None:
    assert math.isnan(power(math.nan, 2.0))
    assert math.isnan(power(2.0, math.nan))


@pytest.mark.parametrize("function", [exp2, exp, expm1, log2, log, log1p, cosine_of_turn])
def test_a_loop_gives_the_bytes_of_single_calls(function: Unary) -> None:
    x = np.random.default_rng(7).uniform(0.0, 1.0, 103)
    one_by_one = np.array([function(value) for value in x])
    assert evaluated(function, x).tobytes() == one_by_one.tobytes()


@few_examples
@given(st.floats(-1e100, 1e100), st.floats(-1e100, 1e100))
def test_a_fused_product_and_sum_is_rounded_once(a: float, b: float) -> None:
    @numba.njit
    def rest(a: float, b: float) -> float:
        return fused(a, b, -(a * b))

    # Without a second rounding what is left is the error of the product (Dekker, 1971).
    assert rest(1.0 + 2.0**-30, 1.0 + 2.0**-30) == 2.0**-60
    error = np.longdouble(a) * np.longdouble(b) - np.longdouble(a * b)
    assert abs(rest(a, b) - float(error)) <= abs(a * b) * 2.0**-63
