"""Random numbers as pure functions of what they are for (model section 8).

A key is made of seed, replicate, stream and month; a draw is made of a key and an identifier. No
draw depends on how many others were made, by whom, or in which order. The mixing functions are the
finalisers of SplitMix64: Steele, Lea and Flood (2014), Fast splittable pseudorandom number
generators; constants of variant 13 in Stafford (2011), Better bit mixing.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.elementary import LN2, cosine_of_turn, exp, log, log2_finite

Identifier = int | np.integer[Any]

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FIRST_MULTIPLIER = np.uint64(0xBF58476D1CE4E5B9)
SECOND_MULTIPLIER = np.uint64(0x94D049BB133111EB)
SECOND_DRAW = np.uint64(0xD1B54A32D192ED03)
ONE = np.uint64(1)
SIGN = 1 << 63
ALL_BITS = (1 << 64) - 1
UNIT = 2.0**-53 * (1.0 - 2.0**-53)
"""Step of a uniform draw; 2**53 steps end just below 1."""

NEGLIGIBLE_PROBABILITY = 1e-17
LARGE_MEAN = 600.0


@compiled
def mix(bits: np.uint64) -> np.uint64:
    """Return 64 bits each of which depends on every bit given; different for different input."""
    bits = (bits ^ (bits >> np.uint64(30))) * FIRST_MULTIPLIER
    bits = (bits ^ (bits >> np.uint64(27))) * SECOND_MULTIPLIER
    return bits ^ (bits >> np.uint64(31))


def stream_key(seed: int, replicate: int, stream: int, month: int) -> np.uint64:
    """Return the key of a random stream.

    Parameters
    ----------
    seed, replicate, stream, month : int
        Any integers; those that agree in their lowest 64 bits count as equal.

    Returns
    -------
    uint64
        To be passed to `uniform`, `normal`, `poisson` and the functions that fill arrays.
    """
    parts = (_signed(seed), _signed(replicate), _signed(stream), _signed(month))
    return np.uint64(combine(*parts))


def _signed(number: int) -> int:
    """Return the lowest 64 bits of a number as a signed number, which a kernel can take."""
    return ((int(number) + SIGN) & ALL_BITS) - SIGN


@compiled
def combine(seed: int, replicate: int, stream: int, month: int) -> np.uint64:
    """Return the key of a random stream inside a kernel, made of signed 64-bit numbers."""
    key = mix(np.uint64(seed) + GOLDEN)
    key = mix((key ^ np.uint64(replicate)) + GOLDEN)
    key = mix((key ^ np.uint64(stream)) + GOLDEN)
    return mix((key ^ np.uint64(month)) + GOLDEN)


@compiled
def random_bits(key: np.uint64, identifier: Identifier) -> np.uint64:
    """Return 64 random bits of the identifier under the key."""
    bits = (np.uint64(identifier) + ONE) * GOLDEN + key
    bits = (bits ^ (bits >> np.uint64(30))) * FIRST_MULTIPLIER
    # The key enters twice, so that two streams are never shifted copies of each other.
    bits = ((bits ^ (bits >> np.uint64(27))) + key) * SECOND_MULTIPLIER
    return mix(bits ^ (bits >> np.uint64(31)))


@compiled
def uniform(key: np.uint64, identifier: Identifier) -> float:
    """Return a uniform number between 0 and 1, both excluded, with 53 random bits."""
    steps = random_bits(key, identifier) >> np.uint64(11)
    return np.float64(np.int64(steps) + 1) * UNIT


@compiled
def normal(key: np.uint64, identifier: Identifier) -> float:
    """Return a standard normal number (Box and Muller, 1958)."""
    # A uniform number is a positive normal number, so the logarithm needs no guards.
    radius = math.sqrt(-2.0 * LN2 * log2_finite(uniform(key, identifier)))
    return radius * cosine_of_turn(uniform(key ^ SECOND_DRAW, identifier))


@compiled
def poisson(key: np.uint64, identifier: Identifier, mean: float) -> int:
    """Return a Poisson number by inversion of one uniform number.

    The number never falls when the mean rises under the same key and identifier.

    Parameters
    ----------
    key : uint64
    identifier : int
    mean : float
        0 is returned for a mean that is not positive.
    """
    if not mean > 0.0:
        return 0
    left = uniform(key, identifier)
    count = 0
    logarithm = -mean
    if mean > LARGE_MEAN:
        # exp(-mean) would underflow; what lies 12 standard deviations below has no weight.
        count = int(mean - 12.0 * math.sqrt(mean))
        logarithm += count * log(mean) - _log_factorial(count)
    probability = exp(logarithm)
    while left > probability:
        left -= probability
        count += 1
        probability *= mean / count
        if probability < NEGLIGIBLE_PROBABILITY and count > mean:
            break
    return count


@compiled
def _log_factorial(count: int) -> float:
    """Return the logarithm of count!, by Stirling's series; for counts above 100."""
    n = float(count)
    series = 1.0 / (12.0 * n) - 1.0 / (360.0 * n**3) + 1.0 / (1260.0 * n**5)
    return n * log(n) - n + 0.5 * log(2.0 * math.pi * n) + series


@compiled
def fill_uniform(key: np.uint64, identifiers: NDArray[np.int64], out: NDArray[np.float64]) -> None:
    """Fill `out` with the uniform number of each identifier, both of shape (n,)."""
    for i in range(identifiers.shape[0]):
        out[i] = uniform(key, identifiers[i])


@compiled
def fill_normal(key: np.uint64, identifiers: NDArray[np.int64], out: NDArray[np.float64]) -> None:
    """Fill `out` with the standard normal number of each identifier, both of shape (n,)."""
    for i in range(identifiers.shape[0]):
        out[i] = normal(key, identifiers[i])
