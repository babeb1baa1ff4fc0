"""The parameters that have a slider on the page, in groups with plain names."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sim.parameters import Declaration, declarations

GROUPS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "What moves people to work": (
            "intrinsic_motivation",
            "habituation",
            "crowding",
            "discipline_response",
            "solidarity",
        ),
        "How much expertise counts": (
            "untrained_ceiling",
            "complexity_scale",
            "substitution_elasticity",
            "progress_ratio",
            "forgetting",
        ),
        "Time that organising takes": ("meeting_hours", "supervision_cost", "switching_cost"),
        "How jobs become balanced": ("swap_hours", "vote_solidarity", "assignment_improvement"),
        "Who is able to take part": ("dominance", "competence_adjustment"),
        "Who is trained as an expert": ("open_places", "access_share", "selection_validity"),
        "Pay": ("performance_pay_share", "need_share", "leniency"),
        "New ideas": (
            "progress",
            "uptake_low",
            "uptake_high",
            "uptake_council",
            "commons_incentive",
            "commons_diffusion",
        ),
    }
)
"""Names of parameters by heading: those on which critics and advocates disagree most."""

SLIDERS: Final = tuple(name for names in GROUPS.values() for name in names)
"""Every parameter with a slider."""

STEPS: Final = 100
"""Least number of positions of a slider."""


def step_of(declaration: Declaration) -> float:
    """Return a round step that divides the range into about `STEPS` positions."""
    span = declaration.high - declaration.low
    decade = 1.0
    while span / decade < STEPS:
        decade /= 10.0
    return round(decade, 12)


def heading_of(declaration: Declaration) -> str:
    """Return what stands above the slider: the name in words."""
    words = declaration.name.replace("_", " ")
    return words[:1].upper() + words[1:]


def explanation_of(name: str) -> str:
    """Return meaning, unit, range, usual value and source of a parameter, for a tooltip.

    Parameters
    ----------
    name : str
        Name of a parameter.
    """
    row = declarations()[name]
    unit = f" Unit: {row.unit}." if row.unit.strip("- ") else ""
    return (
        f"{row.meaning}.{unit} Range {row.low:g} to {row.high:g}, usually {row.default:g}. "
        f"Source: {row.source}."
    )
