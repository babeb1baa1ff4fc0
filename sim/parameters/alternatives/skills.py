"""Mechanisms of expertise, placement and the division of labour."""

from __future__ import annotations

from typing import Final

from sim.parameters.alternatives.alternative import Alternative

SKILLS: Final[tuple[Alternative, ...]] = (
    Alternative(
        "practice_replaces_training",
        "10.1",
        "mechanism",
        "practice alone makes experts of everybody",
        {"untrained_ceiling": 1.0, "licensing": 0.0},
    ),
    Alternative(
        "no_licences",
        "10.1",
        "mechanism",
        "the law reserves no task to the trained",
        {"licensing": 0.0},
    ),
    Alternative(
        "no_general_courses",
        "10.1",
        "mechanism",
        "nobody but experts goes to courses",
        {"class_schooling": 0.0, "open_schooling": 0.0},
    ),
    Alternative(
        "placement_without_training",
        "10.3",
        "mechanism",
        "hires and placements do not see who is trained for what",
        {"placement_fit": 0.0},
    ),
)
"""In the order of the model document."""
