"""Other ways to compute effective labour, for comparison with the kernel."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.kernels import MAX_TASKS
from sim.kernels.compile import compiled

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@compiled
def without_powers(
    offsets: Integers,
    sector: Integers,
    hours: Floats,
    productive_time: Floats,
    effort: Floats,
    skill: Floats,
    domain: Integers,
    complexity: Floats,
    labour: Floats,
) -> None:
    """Fill the sums with skill times complexity instead of a power: the memory floor."""
    for j in range(sector.shape[0]):
        labour[j] = 0.0
        kind = sector[j]
        for row in range(offsets[j], offsets[j + 1]):
            time = productive_time[row] * effort[row]
            for k in range(MAX_TASKS):
                value = skill[row, domain[kind, k]] * complexity[kind, k]
                labour[j, k] += time * hours[row, k] * value


@compiled
def with_library_powers(
    offsets: Integers,
    sector: Integers,
    hours: Floats,
    productive_time: Floats,
    effort: Floats,
    skill: Floats,
    domain: Integers,
    complexity: Floats,
    labour: Floats,
) -> None:
    """Fill effective labour with powers of the mathematical library."""
    for j in range(sector.shape[0]):
        labour[j] = 0.0
        kind = sector[j]
        for row in range(offsets[j], offsets[j + 1]):
            time = productive_time[row] * effort[row]
            for k in range(MAX_TASKS):
                value = math.pow(skill[row, domain[kind, k]], complexity[kind, k])
                labour[j, k] += time * hours[row, k] * value


@compiled
def with_library_powers_where_hours(
    offsets: Integers,
    sector: Integers,
    hours: Floats,
    productive_time: Floats,
    effort: Floats,
    skill: Floats,
    domain: Integers,
    complexity: Floats,
    labour: Floats,
) -> None:
    """Fill effective labour with powers of the mathematical library, for tasks with hours only."""
    for j in range(sector.shape[0]):
        labour[j] = 0.0
        kind = sector[j]
        for row in range(offsets[j], offsets[j + 1]):
            time = productive_time[row] * effort[row]
            for k in range(MAX_TASKS):
                if hours[row, k] > 0.0:
                    value = math.pow(skill[row, domain[kind, k]], complexity[kind, k])
                    labour[j, k] += time * hours[row, k] * value


def with_numpy(
    offsets: Integers,
    sector: Integers,
    hours: Floats,
    productive_time: Floats,
    effort: Floats,
    skill: Floats,
    domain: Integers,
    complexity: Floats,
    labour: Floats,
) -> None:
    """Fill effective labour with whole-array operations; no workplace may be empty."""
    kind = np.repeat(sector, np.diff(offsets))
    value = np.take_along_axis(skill, domain[kind], axis=1)
    np.power(value, complexity[kind], out=value)
    value *= hours
    value *= (productive_time * effort)[:, None]
    np.add.reduceat(value, offsets[:-1], axis=0, out=labour)
