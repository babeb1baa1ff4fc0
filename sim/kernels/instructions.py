"""Single instructions of the processor that compiled functions can use.

Where nothing is compiled (``NUMBA_DISABLE_JIT=1``), plain Python does the same, slowly.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final, cast

import numba
import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba.core import cgutils, types
from numba.extending import intrinsic
from numpy.typing import NDArray

IN_PYTHON: Final = bool(cast("Any", numba.config).DISABLE_JIT)
"""Whether Python runs the kernels itself."""


def _fused(_context: Any, _a: Any, _b: Any, _c: Any) -> Any:
    """Return ``a * b + c`` rounded once, as IEEE 754 defines it on every processor."""

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.fma(*arguments)

    return types.float64(types.float64, types.float64, types.float64), generate


def _prefetch(_context: Any, array: Any, _index: Any) -> Any:
    """Ask for ``array[index]`` to be fetched from memory, since it will be needed soon.

    Nothing is read: an index beyond the array is allowed, and no result changes.
    """

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        data = context.make_array(signature.args[0])(context, builder, arguments[0]).data
        byte, number = ir.IntType(8).as_pointer(), ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [byte, number, number, number])
        hint = cast("Any", cgutils).get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        address = builder.bitcast(builder.gep(data, [arguments[1]]), byte)
        # For reading, into the second-level cache, data rather than instructions.
        builder.call(hint, [address, number(0), number(2), number(1)])
        return context.get_dummy_value()

    return types.void(array, types.intp), generate


def _fused_in_python(a: float, b: float, c: float) -> float:
    """Return ``a * b + c`` rounded once."""
    if not (math.isfinite(a) and math.isfinite(b) and math.isfinite(c)):
        return a * b + c
    return float(Fraction(float(a)) * Fraction(float(b)) + Fraction(float(c)))


def _no_prefetch(_array: NDArray[np.float64], _index: int) -> None:
    """Do nothing, as no result depends on it."""


fused: Callable[[float, float, float], float]
prefetch: Callable[[NDArray[np.float64], int], None]
if IN_PYTHON:
    fused, prefetch = _fused_in_python, _no_prefetch
else:
    fused, prefetch = cast("Any", intrinsic(_fused)), cast("Any", intrinsic(_prefetch))
