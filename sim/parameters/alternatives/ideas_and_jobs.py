"""Mechanisms of job loss, ideas, exit, managing work and balance across society."""

from __future__ import annotations

from typing import Final

from sim.parameters.alternatives.alternative import Alternative

IDEAS_AND_JOBS: Final[tuple[Alternative, ...]] = ()
"""In the order of the model document."""
