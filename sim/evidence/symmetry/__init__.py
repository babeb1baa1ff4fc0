"""What acts in one of the two regimes only, and why: the audit of symmetry.

A parameter that phases read acts in every regime; one that only rules read acts where one of them
is in force. What capitalism's six rules read and those of the participatory economy do not, or the
other way round, is one-sided, and so is every law of a rule that its counterpart states otherwise.
Each has a reason in the registers of this package.
"""

from sim.evidence.symmetry.audit import (
    CAPITALISM,
    PARECON,
    REASONS,
    OneSided,
    differing_laws,
    one_sided,
    side_of,
    unexplained,
)
from sim.evidence.symmetry.document import symmetry_document, symmetry_page
from sim.evidence.symmetry.laws import LAWS
from sim.evidence.symmetry.reason import Law, Reason

__all__ = [
    "CAPITALISM",
    "LAWS",
    "PARECON",
    "REASONS",
    "Law",
    "OneSided",
    "Reason",
    "differing_laws",
    "one_sided",
    "side_of",
    "symmetry_document",
    "symmetry_page",
    "unexplained",
]
