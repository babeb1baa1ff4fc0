"""What can be switched off or exchanged, one at a time, to see what an answer hangs on.

A *mechanism* (model section 10) has an earlier, simpler law, which certain values of its parameters
bring back. An *asymmetry* is a parameter of one regime that can be given the value of its
counterpart on the other side, or be switched off.
"""

from __future__ import annotations

from typing import Final

from sim.parameters.alternatives.alternative import Alternative
from sim.parameters.alternatives.asymmetries import ASYMMETRIES
from sim.parameters.alternatives.division import DIVISION
from sim.parameters.alternatives.ideas_and_jobs import IDEAS_AND_JOBS
from sim.parameters.alternatives.motives import MOTIVES
from sim.parameters.alternatives.skills import SKILLS
from sim.parameters.alternatives.voice import VOICE

__all__ = ["ALTERNATIVES", "ASYMMETRIES", "MECHANISMS", "Alternative"]

MECHANISMS: Final[tuple[Alternative, ...]] = (*SKILLS, *DIVISION, *MOTIVES, *VOICE, *IDEAS_AND_JOBS)
"""Mechanisms of model section 10, each with the values that bring its earlier law back."""

ALTERNATIVES: Final[tuple[Alternative, ...]] = (*MECHANISMS, *ASYMMETRIES)
"""Mechanisms, then asymmetries."""
