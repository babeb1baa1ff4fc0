"""Sums of eights: eight running sums, each of which takes every eighth number.

The compiler must not order a sum otherwise than it is written, so a plain loop adds one number at a
time. Here the vector of eight sums is written out. Processors with narrower registers take it in
parts, with the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba.core import cgutils, types
from numba.extending import intrinsic
from numpy.typing import NDArray

from sim.kernels.instructions import IN_PYTHON

Floats = NDArray[np.float64]

tools = cast("Any", cgutils)  # has no types

LANES = 8
"""Sums under way at once."""

VECTOR = ir.VectorType(ir.DoubleType(), LANES)
LANE = [ir.IntType(32)(lane) for lane in range(LANES)]


def _of_values(_context: Any, values: Any, _start: Any, _count: Any) -> Any:
    """Return the sum of ``values[start : start + 8 * count]``, whose bounds are not checked."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return _summed(
            context,
            builder,
            signature.args[:1],
            arguments[:1],
            arguments[1:],
            lambda values: values,
        )

    return types.float64(values, types.intp, types.intp), generate


def _of_products(_context: Any, one: Any, other: Any, _start: Any, _count: Any) -> Any:
    """Return the sum of the products of two arrays, each rounded, over 8 * count elements."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return _summed(
            context, builder, signature.args[:2], arguments[:2], arguments[2:], builder.fmul
        )

    return types.float64(one, other, types.intp, types.intp), generate


def _of_squares(_context: Any, values: Any, _centre: Any, _start: Any, _count: Any) -> Any:
    """Return the sum of squared distances from a number, each rounded, over 8 * count elements."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        centre = _filled(builder, [arguments[1]] * LANES)

        def squared(values: Any) -> Any:
            distance = builder.fsub(values, centre)
            return builder.fmul(distance, distance)

        return _summed(context, builder, signature.args[:1], arguments[:1], arguments[2:], squared)

    return types.float64(values, types.float64, types.intp, types.intp), generate


def _summed(
    context: Any,
    builder: Any,
    kinds: Sequence[Any],
    arrays: Sequence[Any],
    span: Sequence[Any],
    term: Callable[..., Any],
) -> Any:
    """Write a loop over eights of elements of arrays, and the sum of the eight sums in pairs."""
    start, count = span
    sums = tools.alloca_once_value(builder, VECTOR([0.0] * LANES))
    with tools.for_range(builder, count) as loop:
        first = builder.add(start, builder.mul(loop.index, loop.index.type(LANES)))
        eights = [
            _loaded(context, builder, kind, array, first)
            for kind, array in zip(kinds, arrays, strict=True)
        ]
        builder.store(builder.fadd(builder.load(sums), term(*eights)), sums)
    of_lanes = builder.load(sums)
    parts = [builder.extract_element(of_lanes, lane) for lane in LANE]
    while len(parts) > 1:
        parts = [builder.fadd(*parts[lane : lane + 2]) for lane in range(0, len(parts), 2)]
    return parts[0]


def _loaded(context: Any, builder: Any, kind: Any, array: Any, first: Any) -> Any:
    """Write the loading of eight elements of an array, in one go where they are neighbours."""
    parts = context.make_array(kind)(context, builder, array)
    if kind.layout == "C":
        place = builder.bitcast(builder.gep(parts.data, [first]), VECTOR.as_pointer())
        # Arrays begin at any number, not at multiples of eight.
        return builder.load(place, align=8)
    each = []
    for lane in range(LANES):
        index = [builder.add(first, first.type(lane))]
        place = tools.get_item_pointer(context, builder, kind, parts, index)
        each.append(builder.load(place))
    return _filled(builder, each)


def _filled(builder: Any, numbers: Sequence[Any]) -> Any:
    """Write a vector of eight numbers."""
    vector = VECTOR(ir.Undefined)
    for lane, number in zip(LANE, numbers, strict=True):
        vector = builder.insert_element(vector, number, lane)
    return vector


def _in_python(terms: Floats) -> float:
    """Return the sum of 8 * n terms in the same order."""
    sums = np.zeros(LANES)
    for eight in terms.reshape(-1, LANES):
        sums += eight
    while len(sums) > 1:
        sums = sums[::2] + sums[1::2]
    return float(sums[0])


def _sum_in_python(values: Floats, start: int, count: int) -> float:
    return _in_python(values[start : start + LANES * count])


def _dot_in_python(one: Floats, other: Floats, start: int, count: int) -> float:
    stop = start + LANES * count
    return _in_python(one[start:stop] * other[start:stop])


def _squares_in_python(values: Floats, centre: float, start: int, count: int) -> float:
    distance = values[start : start + LANES * count] - centre
    return _in_python(distance * distance)


sum_of_eights: Callable[[Floats, int, int], float]
dot_of_eights: Callable[[Floats, Floats, int, int], float]
squares_of_eights: Callable[[Floats, float, int, int], float]
if IN_PYTHON:
    sum_of_eights = _sum_in_python
    dot_of_eights, squares_of_eights = _dot_in_python, _squares_in_python
else:
    sum_of_eights = cast("Any", intrinsic(_of_values))
    dot_of_eights = cast("Any", intrinsic(_of_products))
    squares_of_eights = cast("Any", intrinsic(_of_squares))
