"""How a measured number is described."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Moment:
    """A number that can be compared with a statistic of a real economy.

    Attributes
    ----------
    unit : str
    meaning : str
    """

    unit: str
    meaning: str
