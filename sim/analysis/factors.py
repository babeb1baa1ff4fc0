"""Factors: what a design varies, and over which values."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.analysis.distributions import Distribution
from sim.errors import DesignError

Value = float | int | str


@dataclass(frozen=True, slots=True)
class Factor:
    """Something that a design varies: a number in a range, or one of several values.

    Attributes
    ----------
    name : str
    low, high : float
        Range of a number; 0 and the count of the values for a factor that has them.
    values : tuple of float, int or str
        Values of a categorical factor; empty for a number.
    prior : Distribution, optional
        How probable the values of a number are; by default all are equally probable.
    """

    name: str
    low: float
    high: float
    values: tuple[Value, ...] = ()
    prior: Distribution | None = None

    @classmethod
    def drawn(cls, name: str, prior: Distribution) -> Factor:
        """Return a factor that takes numbers as often as a distribution says."""
        return cls(name, *prior.ends, prior=None if prior.form == "uniform" else prior)

    @classmethod
    def between(cls, name: str, low: float, high: float) -> Factor:
        """Return a factor that takes any number in a range, all equally often.

        Raises
        ------
        DesignError
            If the lower end is not below the higher one, or one is not finite.
        """
        if not (math.isfinite(low) and math.isfinite(high) and low < high):
            raise DesignError(
                f"factor '{name}': [{low:g}, {high:g}] is no range; give a lower and a higher value"
            )
        return cls(name, float(low), float(high))

    @classmethod
    def among(cls, name: str, values: Iterable[Value]) -> Factor:
        """Return a factor that takes one of several values, all equally often.

        Raises
        ------
        DesignError
            If there is no value, or one of them stands twice.
        """
        given = tuple(values)
        if not given:
            raise DesignError(f"factor '{name}' has no values; give at least one")
        if len(set(given)) < len(given):
            raise DesignError(f"factor '{name}': a value stands twice in {list(given)}")
        return cls(name, 0.0, float(len(given)), given)

    def value_at(self, position: float) -> Value:
        """Return the value that a number in [low, high] stands for.

        Designs spread such positions evenly. Where the factor has a prior, a position in the lowest
        tenth of the range stands for a value in the lowest tenth of the prior, and so on. A
        categorical factor with k values has the first one for numbers below 1, the second one for
        those below 2, and so on.
        """
        if not self.values:
            return float(self._numbers(np.asarray(position, dtype=np.float64)))
        return self.values[min(int(position), len(self.values) - 1)]

    def values_at(self, positions: NDArray[np.float64]) -> NDArray[np.float64] | list[Value]:
        """Return the values that many numbers in [low, high] stand for, as `value_at` each."""
        if not self.values:
            return self._numbers(positions)
        return [self.value_at(position) for position in positions]

    def _numbers(self, positions: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the numbers that positions stand for."""
        # Samplers scale to the range by arithmetic that may miss its ends by a rounding error.
        inside: NDArray[np.float64] = np.clip(positions, self.low, self.high)
        if self.prior is None:
            return inside
        return self.prior.ppf((inside - self.low) / (self.high - self.low))


def salib_problem(
    factors: Sequence[Factor], groups: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return factors, and the group of each if there are any, as SALib wants them."""
    problem: dict[str, Any] = {
        "num_vars": len(factors),
        "names": [factor.name for factor in factors],
        "bounds": [[factor.low, factor.high] for factor in factors],
    }
    if groups:
        problem["groups"] = [groups[factor.name] for factor in factors]
    return problem
