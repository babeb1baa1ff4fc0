"""Elementary functions of whole arrays, with the same bytes on every machine.

`np.exp`, `np.log` and `np.power` use other code on other processors, whose last digits differ.
These take their place where arrays are worked on in Python; kernels call `sim.kernels.elementary`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.kernels.compile import compiled
from sim.kernels.elementary import exp, log, power

Floats = NDArray[np.float64]


def exponentials(values: ArrayLike, out: Floats | None = None) -> Floats:
    """Return the exponential of each value.

    Parameters
    ----------
    values : array_like
        Of any shape.
    out : ndarray of float64, optional
        Filled and returned, if given: contiguous, of the shape of the values; may be the values.

    Returns
    -------
    ndarray of float64
        Of the shape of the values.
    """
    return _each(_fill_exponentials, out, values)


def logarithms(values: ArrayLike, out: Floats | None = None) -> Floats:
    """Return the natural logarithm of each value: minus infinity of 0, not a number below.

    Parameters and result are those of `exponentials`.
    """
    return _each(_fill_logarithms, out, values)


def powers(bases: ArrayLike, exponents: ArrayLike, out: Floats | None = None) -> Floats:
    """Return each base to the power of its exponent; not a number of a base below 0.

    Parameters
    ----------
    bases, exponents : array_like
        Of shapes that can be broadcast.
    out : ndarray of float64, optional
        As for `exponentials`.

    Returns
    -------
    ndarray of float64
        Of the common shape.
    """
    return _each(_fill_powers, out, *np.broadcast_arrays(bases, exponents))


def _each(kernel: Callable[..., Any], out: Floats | None, *operands: ArrayLike) -> Floats:
    """Fill `out`, or a new array, by a kernel of flat arrays."""
    shape = np.shape(operands[0])
    found = np.empty(shape) if out is None else out
    if found.shape != shape or not found.flags.c_contiguous:
        raise ValueError(f"out has to be contiguous and of shape {shape}, not {found.shape}")
    arrays = [np.ascontiguousarray(operand, dtype=np.float64) for operand in operands]
    if len(shape) != 1:
        arrays = [array.reshape(-1) for array in arrays]
    kernel(*arrays, found if len(shape) == 1 else found.reshape(-1))
    return found


@compiled
def _fill_exponentials(values: Floats, out: Floats) -> None:
    for i in range(values.shape[0]):
        out[i] = exp(values[i])


@compiled
def _fill_logarithms(values: Floats, out: Floats) -> None:
    for i in range(values.shape[0]):
        out[i] = log(values[i])


@compiled
def _fill_powers(bases: Floats, exponents: Floats, out: Floats) -> None:
    for i in range(bases.shape[0]):
        out[i] = power(bases[i], exponents[i])
