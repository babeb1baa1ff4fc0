"""What a sensitivity says: which factors of a design decide an outcome."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sim.experiments.sensitivity.record import Sensitivity
from sim.study.index_faults import check_table
from sim.study.index_words import (
    deciding_title,
    index_numbers,
    index_table,
    is_undecided,
    ranked_rows,
    samples_of,
    second_opinion,
    what_decides,
)
from sim.study.sections import Caption, study_document
from sim.text.document import Block, Document, Fold, Paragraph
from sim.text.labels import heading_of, name_of
from sim.text.phrases import counted, horizon_name, horizon_phrase

MOST_FACTORS: Final = 8
"""Factors that the answer shows."""

_DESIGNS: Final = {
    "sobol": "Sobol design",
    "morris": "Morris design",
    "latin_hypercube": "Latin hypercube",
}


def document(result: Sensitivity) -> Document:
    """Return the document of a sensitivity.

    Parameters
    ----------
    result : Sensitivity
    """
    what = f"the difference in {name_of(result.outcome)} between two regimes"
    return study_document(
        result,
        title=f"What decides {name_of(result.outcome)}, {horizon_name(result.horizon)}",
        question=(
            f"Which factors decide {what if result.compared else name_of(result.outcome)}, and "
            "which do not matter?"
        ),
        answer=_answer(result),
        figures={"sensitivity": _caption(result)},
        deciding=_deciding(result),
        deciding_title=deciding_title(result.index_tables()),
        numbers=index_numbers(result.index_tables(), MOST_FACTORS),
        short=_said(result),
    )


def _answer(result: Sensitivity) -> Iterator[Block]:
    yield Paragraph(" ".join(_said(result)), "lead")
    yield index_table(result.index_tables(), MOST_FACTORS)


def _said(result: Sensitivity) -> Iterator[str]:
    found = result.index_tables()
    what = heading_of(result.outcome)
    if result.compared:
        a, b = result.titles
        what = f"The gap in {name_of(result.outcome)} of {b} over {a}"
    subject = (
        f"{what} {horizon_phrase(result.horizon)}, in {result.planned:,} runs of a "
        f"{_DESIGNS[result.method]} with {samples_of(found)}{_drawn(result)}."
    )
    # That a size is too small is said before anything else.
    said = [what_decides(found), subject] if is_undecided(found) else [subject, what_decides(found)]
    yield from said
    yield from _left_out(result)


def _left_out(result: Sensitivity) -> Iterator[str]:
    """Yield which part of the design has no result, and what that does to indices."""
    if len(result.errors):
        points = result.errors["point"].nunique()
        yield (
            f"At {counted(points, 'point')} runs failed: the base samples or trajectories that "
            "they belong to are left out, and indices are biased if the failures share a corner "
            "of the ranges."
        )
    found = result.indices
    if {"total", "first_order"} <= set(found) and (found[["total", "first_order"]] == 0.0).all(
        axis=None
    ):
        yield "The outcome does not vary over the design, so that nothing can decide it."
    if {"mu", "sigma"} <= set(found) and (found[["mu", "sigma"]] == 0.0).all(axis=None):
        yield "The outcome does not vary over the design, so that nothing can decide it."


def _drawn(result: Sensitivity) -> str:
    return f", drawn from {result.priors}" if result.priors else ""


def _deciding(result: Sensitivity) -> Iterator[Block]:
    found = result.index_tables()
    count = len(ranked_rows(found))
    if count > MOST_FACTORS:
        yield Fold(f"All {count} factors", (index_table(found),))
    yield from second_opinion(found)
    if len(found.checks):
        yield Fold("Whether the indices can be believed", (check_table(found.checks),))


def _caption(result: Sensitivity) -> Caption:
    return Caption(
        "Indices of the most influential factors with 95 % intervals, and PAWN indices where the "
        "design allows them. Where an interval contains zero the runs do not show an influence: "
        "such bars are grey, and so are PAWN indices that factors without influence reach.",
        f"Bars with intervals, the longest first. {what_decides(result.index_tables())}",
        what_decides(result.index_tables()),
    )
