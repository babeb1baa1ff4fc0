"""What a comparison says: which regime comes out ahead, what decides it, and for whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sim.experiments.compare.answer import answer, gains_and_losses, main_numbers, transition
from sim.experiments.compare.balance_words import balance_text, effect_table
from sim.experiments.compare.captions import captions
from sim.experiments.compare.figures import JOBS, WORKED_EXAMPLES
from sim.experiments.compare.record import Comparison
from sim.experiments.compare.short import short
from sim.experiments.compare.surprises import surprises
from sim.experiments.compare.tables import (
    channel_table,
    difference_table,
    levels_table,
    quintile_table,
    reading_hints,
)
from sim.study.sections import pictures, study_document
from sim.text.answer import shipped_answer
from sim.text.document import Block, Document, Fold, Paragraph, Section
from sim.text.phrases import capital, horizon_name
from sim.vocabulary import LONG_RUN, TRANSITION

DECIDING: Final = "What decides it"
"""Heading of the section on channels."""

BASELINES: Final = ("capitalism", "calibrated", "fitted")
PARECON: Final = "parecon"
"""Scenarios that the answer given the evidence is about: one of the first against the second."""


def is_the_question(first: str, second: str) -> bool:
    """Return whether a pair is the one that the answer given the evidence is about."""
    return first in BASELINES and second == PARECON


def document(result: Comparison) -> Document:
    """Return the document of a comparison.

    Parameters
    ----------
    result : Comparison
    """
    a, b = result.titles
    return study_document(
        result,
        title=f"{b} against {a}",
        question=(
            "What happens to output, effort, alienation and inequality when the institutions of "
            f'"{a}" are replaced by those of "{b}"? Both are simulated from one starting point, '
            f"with the same {result.a.workers:,} people and common random numbers, so that every "
            "difference is due to what differs between the two."
        ),
        answer=answer(result),
        sections=_sections(result),
        numbers=main_numbers(result) if result.completed else None,
        short=short(result),
        surprises=surprises(result),
    )


def _sections(result: Comparison) -> Iterator[Section]:
    if is_the_question(result.a.name, result.b.name):
        yield Section("What the evidence says", (Paragraph(shipped_answer().text()),))
    if len(result.balance):
        yield Section("What balance adds", tuple(_balance(result)))
    way = (Paragraph(transition(result)), *_figures(result, "paths"), levels_table(result))
    yield Section("The way there", way)
    yield Section(DECIDING, tuple(_deciding(result)))
    yield Section("Who gains and who loses", tuple(_fifths(result)))
    jobs = (f"{JOBS}{sector}" for sector in WORKED_EXAMPLES)
    yield Section("What jobs are made of", tuple(_figures(result, *jobs, "distributions")))
    yield Section("All indicators", tuple(_indicators(result)))


def _figures(result: Comparison, *names: str) -> Iterator[Block]:
    yield from pictures(result, captions(result, names))


def _balance(result: Comparison) -> Iterator[Block]:
    yield from _figures(result, "balance")
    yield from balance_text(result)
    yield effect_table(result, LONG_RUN)
    yield Fold(capital(horizon_name(TRANSITION)), (effect_table(result, TRANSITION),))


def _deciding(result: Comparison) -> Iterator[Block]:
    yield Paragraph(
        "The gap in output is split exactly into channels: the same economies are put together "
        "from parts of both, and each channel gets its Shapley value, so that the channels sum to "
        "the gap. Allocation and overhead together are efficiency; effort is motivation."
    )
    yield from _figures(result, "channels", "channel_path")
    for measure in dict.fromkeys(result.channels["measure"]):
        yield channel_table(result, str(measure))
    yield Paragraph(
        "A comparison holds the parameters fixed. Which of them decide the result, and for which "
        "of their values it turns round, is what `balanced-jobs verdict`, `sensitivity`, "
        "`break-even` and `frontier` answer."
    )


def _fifths(result: Comparison) -> Iterator[Block]:
    if gains := gains_and_losses(result):
        yield Paragraph(gains)
    yield from _figures(result, "quintiles", "quintile_channels", "lorenz")
    if len(result.quintiles):
        yield Fold("Differences by fifth, as a table", (quintile_table(result),))


def _indicators(result: Comparison) -> Iterator[Block]:
    yield from _figures(result, "differences")
    yield difference_table(result, LONG_RUN)
    yield from reading_hints(result)
    yield Fold(capital(horizon_name(TRANSITION)), (difference_table(result, TRANSITION),))
