"""What a sensitivity says: which factors of a design decide an outcome."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.experiments.sensitivity.analysis import responses
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
    size_of,
    what_decides,
)
from sim.study.sections import Caption, study_document
from sim.text.document import Block, Document, Fold, Paragraph
from sim.text.labels import heading_of, name_of
from sim.text.numbers import Number
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
    at_points = _at_points(result)
    known = at_points[~np.isnan(at_points)]
    never = len(known) > 0 and bool(np.ptp(known) == 0.0)
    decides = _does_not_vary(result, float(known[0])) if never else what_decides(found)
    # That a size is too small is said before anything else.
    said = [decides, subject] if is_undecided(found) or never else [subject, decides]
    yield from said
    yield from _left_out(result, at_points)


def _at_points(result: Sensitivity) -> NDArray[np.float64]:
    """Return the outcome at each point, NaN where all runs failed."""
    if not len(result.runs):
        return np.empty(0)
    names = [scenario["name"] for scenario in result.settings["scenarios"]]
    points = result.planned // (len(names) * int(result.settings["design"]["replicates"]))
    return responses(result.runs, names, result.outcome, result.horizon, points)


def _does_not_vary(result: Sensitivity, value: float) -> str:
    shown = Number(value, unit=result.outcome_unit)
    what = "The difference" if result.compared else heading_of(result.outcome)
    return (
        f"{what} does not vary: it is {shown.text()} at all points of the design, so that nothing "
        "in it decides it."
    )


def _left_out(result: Sensitivity, at_points: NDArray[np.float64]) -> Iterator[str]:
    """Yield which part of the design has no result, and what that does to indices."""
    missing = np.flatnonzero(np.isnan(at_points))
    if not len(missing) or not len(result.errors):
        return
    size = size_of(result.index_tables())
    of_each = len(at_points) // int(result.settings["design"]["samples"])
    gone = len(np.unique(missing // of_each))
    yield (
        f"At {counted(len(missing), 'point')} all runs failed: {gone:,} of {size.text} are left "
        "out. If they share a corner of the ranges, the indices are those of the rest alone, and "
        "what decides in that corner is not seen."
    )


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
