"""Estimates of differences, with what the one rule of `sim.analysis.decided` says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.analysis.decided import DECIDED, Conclusion, conclusion_of, conclusions, decided
from sim.analysis.functions import expm1

if TYPE_CHECKING:
    from sim.analysis.intervals import Estimate

__all__ = [
    "DECIDED", "Conclusion", "Outcome", "by_conclusion", "conclusion_of", "conclusions", "decided",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """A mean paired difference, b minus a, with its 95 % interval; NaN where unknown."""

    difference: float
    low: float
    high: float

    @classmethod
    def from_estimate(cls, estimate: Estimate) -> Outcome:
        """Return the outcome that an estimate of a single number is."""
        return cls(*map(float, estimate))

    @property
    def conclusion(self) -> Conclusion:
        """Return what the interval allows one to say about the sign."""
        return conclusion_of(self.low, self.high)

    @property
    def decided(self) -> bool:
        """Return whether the interval lies on one side of zero."""
        return self.conclusion.decided

    def as_percentage(self) -> Outcome:
        """Return an outcome in log points as per cent of a, which a lay reader expects.

        100 (exp(x / 100) - 1) of the mean and of both limits: a monotone function, so that the
        interval keeps its coverage and the conclusion stays the same.
        """
        numbers = (self.difference, self.low, self.high)
        return Outcome(*(100.0 * expm1(x / 100.0) for x in numbers))


def by_conclusion[Key](outcomes: Mapping[Key, Outcome]) -> dict[Conclusion, list[Key]]:
    """Return the names of outcomes by conclusion: all conclusions, each with a list.

    Parameters
    ----------
    outcomes : mapping
        Outcomes by name; the order is kept.
    """
    names: dict[Conclusion, list[Key]] = {conclusion: [] for conclusion in Conclusion}
    for name, outcome in outcomes.items():
        names[outcome.conclusion].append(name)
    return names
