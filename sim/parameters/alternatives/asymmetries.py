"""Differences between the regimes that can be taken away."""

from __future__ import annotations

from typing import Final

from sim.parameters.alternatives.alternative import Alternative

ASYMMETRIES: Final[tuple[Alternative, ...]] = ()
"""In the order of the model document."""
