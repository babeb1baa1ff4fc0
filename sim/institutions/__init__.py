"""The six institutions, each an independent switch (model section 6)."""

from sim.institutions import decisions, division, education, employment, innovation, pay
from sim.institutions.registry import SWITCHES, Rules, register, rules_of

__all__ = [
    "SWITCHES",
    "Rules",
    "decisions",
    "division",
    "education",
    "employment",
    "innovation",
    "pay",
    "register",
    "rules_of",
]
