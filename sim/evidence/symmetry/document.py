"""The audit of symmetry as a document, for a terminal and for a page of the documentation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sim.evidence.symmetry.audit import CAPITALISM, PARECON, OneSided, differing_laws, one_sided
from sim.evidence.symmetry.laws import LAWS
from sim.parameters.groups import shipped
from sim.text.document import Block, Document, Paragraph, Section, Table
from sim.text.markdown import render
from sim.text.phrases import counted

REGIMES = {CAPITALISM: "capitalism", PARECON: "the participatory economy"}
"""Regimes as running text."""

MISSING = "no reason is given yet"


def symmetry_document() -> Document:
    """Return which parameters and laws act in one regime only, each with its reason."""
    rows = one_sided()
    return Document(
        title="What acts in one regime only, and why",
        subtitle="Audit of symmetry",
        sections=(
            Section("How many", tuple(_counts(rows))),
            *(
                Section(f"Parameters of {name} alone", (_parameters(rows, regime),))
                for regime, name in REGIMES.items()
            ),
            Section("Laws that the two state differently", (_laws(),)),
        ),
    )


def symmetry_page() -> str:
    """Return the same as the page `docs/symmetry.md` of the documentation."""
    return render(symmetry_document())


def _counts(rows: list[OneSided]) -> Iterator[Block]:
    known = len(shipped())
    of = {name: sum(row.regime == regime for row in rows) for regime, name in REGIMES.items()}
    alone = " and ".join(f"{count} under the rules of {name}" for name, count in of.items())
    without = [row.name for row in rows if not row.reason]
    paired = sum(bool(row.counterpart) for row in rows)
    yield Paragraph(
        f"Of {counted(known, 'parameter')}, {known - len(rows)} act in both regimes or in neither; "
        f"{alone} alone. {paired} of these have a counterpart, a parameter that does the same on "
        "the other side or on both.",
        "lead",
    )
    yield Paragraph(
        "A parameter that phases of the month read acts in every regime; one that only rules read "
        "acts where one of these is in force. The lists are found in the declarations and in the "
        "rules; reasons are kept by hand in `sim/evidence/symmetry/`, and a test fails where one "
        "is missing or left over."
    )
    if without:
        yield Paragraph(f"Without a reason so far: {', '.join(without)}.", "warning")
    yield Paragraph(
        "What can be made equal is switched by `balanced-jobs ablation`, which says what the sign "
        "of the gap hangs on. `balanced-jobs parameters --one-sided` prints this page, with "
        "`--page docs/symmetry.md` it is written again."
    )


def _parameters(rows: Iterable[OneSided], regime: str) -> Table:
    return Table(
        caption=f"They act under the rules of {REGIMES[regime]} only",
        header=("Parameter", "Counterpart", "Why", "Source"),
        rows=tuple(
            (row.name, row.counterpart or "none", row.reason or MISSING, row.source)
            for row in rows
            if row.regime == regime
        ),
        numeric=(False,) * 4,
    )


def _laws() -> Table:
    rows = []
    for name in differing_laws():
        law = LAWS.get(name)
        texts = (
            ("", "", MISSING, "")
            if law is None
            else (law.capitalism, law.parecon, law.reason, law.source)
        )
        rows.append((name, *(text.replace("`", "") for text in texts)))
    return Table(
        caption="One row for each method of a rule, as switch.method",
        header=("Law", "Capitalism", "Participatory economy", "Why", "Source"),
        rows=tuple(rows),
        numeric=(False,) * 5,
    )
