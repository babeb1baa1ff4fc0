"""Mechanisms of motivation, variety and fairness."""

from __future__ import annotations

from typing import Final

from sim.parameters.alternatives.alternative import Alternative

MOTIVES: Final[tuple[Alternative, ...]] = ()
"""In the order of the model document."""
