"""Mechanisms of expertise, placement and the division of labour."""

from __future__ import annotations

from typing import Final

from sim.parameters.alternatives.alternative import Alternative

SKILLS: Final[tuple[Alternative, ...]] = ()
"""In the order of the model document."""
