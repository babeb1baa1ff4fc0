"""A stable order of numbers, as quick for any numbers: neither ties nor runs make it slow."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled

Integers = NDArray[np.int64]

DIGIT = np.uint64(11)
"""Bits by which numbers are sorted at a time."""
DIGITS = 6
VALUES = 2048
"""Of a digit."""
LOWEST_BITS = np.uint64(VALUES - 1)
FEW = 128
"""Numbers that are sorted by insertion, since counting digits does not pay."""


@compiled
def stable_order(keys: NDArray[np.float64]) -> Integers:
    """Return the positions of the keys, that of the lowest key first; ties keep their order.

    By insertion where there are few, else digit by digit from the last to the first, which counts
    how often each value occurs (Knuth, 1998, The art of computer programming 3, section 5.2.5).

    Parameters
    ----------
    keys : (n,) float64
        Any but not-a-number.

    Returns
    -------
    (n,) int64
    """
    count = keys.shape[0]
    if count <= FEW:
        return order_by_insertion(keys)
    bits, sorted_bits = np.empty(count, np.uint64), np.empty(count, np.uint64)
    order, sorted_order = np.empty(count, np.int64), np.empty(count, np.int64)
    places = np.zeros((DIGITS, VALUES), np.int64)
    for i in range(count):
        bits[i] = ascending_bits(keys[i])
        order[i] = i
        for digit in range(DIGITS):
            places[digit, digit_of(bits[i], digit)] += 1
    for digit in range(DIGITS):
        place = places[digit]
        if place[digit_of(bits[0], digit)] == count:
            continue  # the same in all keys
        begin = 0
        for value in range(VALUES):
            begin, place[value] = begin + place[value], begin
        for i in range(count):
            own = digit_of(bits[i], digit)
            at = np.uint64(place[own])
            sorted_bits[at], sorted_order[at] = bits[i], order[i]
            place[own] += 1
        bits, sorted_bits = sorted_bits, bits
        order, sorted_order = sorted_order, order
    return order


@compiled
def ascending_bits(key: float) -> np.uint64:
    """Return 64 bits that are in the order of the numbers; both zeros give the same."""
    bits = np.float64(key + 0.0).view(np.int64)
    # Of negative numbers all bits are turned round, of the others the sign.
    return np.uint64(bits ^ ((bits >> np.int64(63)) | np.int64(-0x8000000000000000)))


@compiled
def digit_of(bits: np.uint64, digit: int) -> np.uint64:
    """Return a digit of a number, 0 for the last one."""
    return (bits >> (np.uint64(digit) * DIGIT)) & LOWEST_BITS


@compiled
def order_by_insertion(keys: NDArray[np.float64]) -> Integers:
    """Return the same as `stable_order`, quickly for few keys."""
    order = np.empty(keys.shape[0], np.int64)
    for i in range(keys.shape[0]):
        key, j = keys[i], i
        while j > 0 and key < keys[order[j - 1]]:
            order[j] = order[j - 1]
            j -= 1
        order[j] = i
    return order
