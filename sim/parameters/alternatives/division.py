"""Mechanisms of the division of labour itself."""

from __future__ import annotations

from typing import Final

from sim.parameters.alternatives.alternative import Alternative

DIVISION: Final[tuple[Alternative, ...]] = (
    Alternative(
        name="assignment_improvement",
        section="10.2",
        kind="mechanism",
        title="nobody improves who does what beyond sorting and swaps",
        values={"assignment_improvement": 0.0},
    ),
)
"""In the order of the model document."""
