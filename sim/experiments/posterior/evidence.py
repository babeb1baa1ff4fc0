"""The items of evidence: facts of the baseline and effects of changes, and how sure they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sim.analysis.history_matching import Item
from sim.errors import EvidenceError, choices
from sim.evidence import MOMENTS, Fact, Intervention
from sim.evidence.interventions import Role

CONDITIONS: Final[Role] = "conditions"
HELD_OUT: Final[Role] = "held_out"

EFFECT: Final = "effect"
FACT: Final = "fact"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence.

    Attributes
    ----------
    name : str
        Of the fact, or of the intervention.
    kind : str
        "fact" or "effect".
    title, unit : str
    measured : str
        Moment, or intervention whose effect it is.
    role : str
        "conditions" or "held_out".
    observed, error, discrepancy : float
        Value, and standard deviations of observation and model discrepancy, in the unit.
    reason : str
        Why the discrepancy is as large as that.
    """

    name: str
    kind: str
    title: str
    unit: str
    measured: str
    role: Role
    observed: float
    error: float
    discrepancy: float
    reason: str

    @property
    def item(self) -> Item:
        """Return what history matching needs of it."""
        return Item(self.name, self.observed, self.error, self.discrepancy)

    @property
    def fingerprint_fields(self) -> dict[str, Any]:
        """Return what numbers depend on."""
        names = ("name", "measured", "role", "observed", "error", "discrepancy")
        return {name: getattr(self, name) for name in names}


def pieces_of(
    facts: Iterable[Fact], interventions: Iterable[Intervention], hold_out: Sequence[str] = ()
) -> tuple[Piece, ...]:
    """Return all evidence, each piece once: a fact about an effect is that of the intervention.

    Parameters
    ----------
    facts, interventions
    hold_out : sequence of str
        Names of pieces that do not condition although they are declared to.

    Raises
    ------
    EvidenceError
        If a name is not that of a piece, or nothing conditions.
    """
    found = [
        Piece(
            fact.name, FACT, fact.statement, fact.unit, fact.moment, fact.role, fact.central,
            fact.standard_error, fact.discrepancy, fact.discrepancy_reason,
        )
        for fact in facts
        if fact.moment in MOMENTS
    ]  # fmt: skip
    found += [
        Piece(
            entry.name, EFFECT, entry.title, entry.unit, entry.name, entry.role, entry.published,
            entry.standard_error, entry.discrepancy, entry.discrepancy_reason,
        )
        for entry in interventions
    ]  # fmt: skip
    known = [piece.name for piece in found]
    for name in hold_out:
        if name not in known:
            raise EvidenceError(f"hold_out: there is no evidence '{name}'; {choices(name, known)}")
    pieces = tuple(_held_out(piece) if piece.name in hold_out else piece for piece in found)
    if not any(piece.role == CONDITIONS for piece in pieces):
        raise EvidenceError("no evidence conditions: all of it is held out")
    return pieces


def _held_out(piece: Piece) -> Piece:
    from dataclasses import replace

    return replace(piece, role=HELD_OUT)
