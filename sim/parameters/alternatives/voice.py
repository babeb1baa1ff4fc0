"""Mechanisms of voice, competence and solidarity."""

from __future__ import annotations

from typing import Final

from sim.parameters.alternatives.alternative import Alternative

VOICE: Final[tuple[Alternative, ...]] = ()
"""In the order of the model document."""
