"""The parameters that have a slider on the page, in groups with plain names."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sim.app.beliefs import BELIEFS
from sim.parameters import Declaration, declarations

GROUPS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "What moves people to work": (
            "habituation",
            "crowding",
            "solidarity",
        ),
        "How much expertise counts": (
            "complexity_scale",
            "substitution_elasticity",
            "progress_ratio",
            "forgetting",
        ),
        "Time that organising takes": ("supervision_cost", "switching_cost"),
        "How jobs become balanced": ("swap_hours", "vote_solidarity", "assignment_improvement"),
        "Who is able to take part": ("dominance", "competence_adjustment"),
        "Who is trained as an expert": ("open_places", "access_share", "selection_validity"),
        "Pay": ("performance_pay_share", "need_share", "leniency"),
        "New ideas": (
            "progress",
            "uptake_low",
            "uptake_high",
            "uptake_council",
            "commons_diffusion",
        ),
    }
)
"""Names of parameters for experts, by heading: critics and advocates disagree on them."""

SLIDERS: Final = (
    *(belief.parameter for belief in BELIEFS),
    *(name for names in GROUPS.values() for name in names),
)
"""Every parameter with a slider: the beliefs first, and then those for experts."""

STEPS: Final = 40
"""Least number of positions of a slider."""


def step_of(declaration: Declaration) -> float:
    """Return a round step for some dozens of positions, the usual value among them."""
    span = declaration.high - declaration.low
    decade = 1.0
    while True:
        for digit in (5.0, 2.0, 1.0):
            step = round(digit * decade, 12)
            places = (declaration.default - declaration.low) / step
            if span / step >= STEPS and abs(places - round(places)) < 1e-6:
                return step
        decade /= 10.0


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
