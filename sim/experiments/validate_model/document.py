"""What a validation says: which stylised facts a baseline reproduces, and which it misses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pandas as pd

from sim.evidence.judgement import MISS, OPEN, PASS, counted_as
from sim.evidence.uses import CHECK, INPUT, PURPOSES
from sim.experiments.validate_model.record import ModelValidation
from sim.study.open_bands import open_first
from sim.study.sections import Caption, study_document
from sim.text.document import Block, Document, Fold, Items, Paragraph
from sim.text.labels import heading_of, name_of
from sim.text.numbers import SIGNIFICANT, Number, span
from sim.text.phrases import counted, listed
from sim.text.tables import Column, Row, number_column, range_column, table_of, text_column
from sim.text.undecided import replicates

MOST_NAMED: Final = 5
"""Missed facts that the answer names."""

MOST_SAID: Final = 2
"""Missed facts of which the short answer says the numbers."""


def document(result: ModelValidation) -> Document:
    """Return the document of a validation.

    Parameters
    ----------
    result : ModelValidation
    """
    return study_document(
        result,
        title=f"{result.baseline_title} held against stylised facts",
        question=(
            f'Which facts about economies as they are does "{result.baseline_title}" reproduce? A '
            "fact is reproduced where its 95 % interval over replicates lies in the accepted "
            "range, missed where it lies outside, and undecided else."
        ),
        answer=_answer(result),
        figures={"facts": _caption(result)},
        deciding=_deciding(result),
        tables=_tables(result),
        numbers={f"fact.{row['fact']}": _number(row) for row in result.facts.to_dict("records")},
        short=_short(result),
    )


def _short(result: ModelValidation) -> Iterator[str]:
    yield _lead(result)
    facts = result.facts
    missed = facts[(facts["verdict"] == MISS) & (facts["use"] != INPUT)]
    if len(missed):
        said = "; ".join(
            f"{name_of(str(row['fact']))} {_said_number(row)} where "
            f"{span(row['low'], row['high'])} is accepted"
            for row in missed.head(MOST_SAID).to_dict("records")
        )
        yield f"What decides it, as in: {said}. Why, as far as it is known, stands in the tables."


def _lead(result: ModelValidation) -> str:
    facts = result.facts
    fair = facts[facts["use"] != INPUT]
    checks = fair[fair["use"] == CHECK]
    told = open_first(fair, replicates(result.settings["replicates"]), "stylised fact")
    missed = [name_of(name) for name in result.missed]
    none = "None is shown to be missed." if told else "None is missed."
    named = f"Missed: {listed(missed, most=MOST_NAMED)}." if missed else none
    return (
        f"{told} {result.baseline_title} reproduces {counted_as(fair, PASS)} of "
        f"{counted(len(fair), 'stylised fact')}, and {counted_as(checks, PASS)} of the "
        f"{len(checks)} that nothing is fitted to. {named}{_open(fair)}"
    ).strip()


def _answer(result: ModelValidation) -> Iterator[Block]:
    facts = result.facts
    fair = facts[facts["use"] != INPUT]
    yield Paragraph(_lead(result), "lead")
    yield Paragraph(
        f"Means over {counted(result.settings['replicates'], 'replicate')} of "
        f"{counted(result.settings['months'], 'month')}. "
        f"{counted(len(facts) - len(fair), 'further fact')} about what stands in the sector files "
        "are not counted."
    )
    for verdict, caption in ((MISS, "Facts that are missed"), (OPEN, "Facts that are undecided")):
        rows = fair[fair["verdict"] == verdict]
        if not len(rows):
            continue
        yield table_of(
            rows,
            [
                text_column("Fact", "fact", heading_of),
                range_column("Accepted range", "low", "high"),
                _simulated(),
                text_column("Unit", "unit"),
            ],
            caption,
        )


def _deciding(result: ModelValidation) -> Iterator[Block]:
    facts = result.facts
    explained = facts[(facts["verdict"] == MISS) & (facts["why_missed"] != "")]
    if len(explained):
        yield Paragraph("Why facts are missed, as far as it is known:")
        yield Items(
            tuple(
                f"{row['statement']}: {row['why_missed']}" for row in explained.to_dict("records")
            )
        )


def _tables(result: ModelValidation) -> Iterator[Block]:
    for use, rows in result.facts.groupby("use", sort=False):
        yield table_of(
            rows,
            [
                text_column("Fact", "statement"),
                text_column("Unit", "unit"),
                range_column("Accepted range", "low", "high"),
                _simulated(),
                text_column("Verdict", "verdict"),
            ],
            f"Facts: {PURPOSES[str(use)]}",
            long=True,
            file="facts.parquet",
        )
    sources = table_of(
        result.facts,
        [
            text_column("Fact", "fact", heading_of),
            text_column("Source", "source"),
            Column("Read", _read, numeric=False),
        ],
        "Where the facts come from",
        long=True,
        file="facts.parquet",
    )
    yield Fold("Sources", (sources,))


def _caption(result: ModelValidation) -> Caption:
    facts = result.facts
    missed = facts[facts["verdict"] == MISS]
    return Caption(
        "Every fact on the scale of its accepted range, which is the band. Discs are reproduced, "
        "squares are missed, grey diamonds are undecided; bars are 95 % intervals over "
        "replicates, strokes central values, arrows values beyond the edge.",
        f"One row for each of {counted(len(facts), 'fact')}; {counted_as(facts, PASS)} lie in the "
        f"band, {counted_as(facts, OPEN)} are undecided. "
        + (f"Outside: {listed(map(_said, missed.to_dict('records')))}." if len(missed) else ""),
        f"{counted_as(facts, PASS)} of {counted(len(facts), 'fact')} lie inside their range, "
        f"{len(missed)} outside, and {counted_as(facts, OPEN)} are undecided.",
    )


def _open(facts: pd.DataFrame) -> str:
    """Return which facts are undecided, the first few by name; nothing where none is."""
    names = [name_of(str(name)) for name in facts.loc[facts["verdict"] == OPEN, "fact"]]
    return f" Undecided: {listed(names, most=MOST_NAMED)}." if names else ""


def _simulated() -> Column:
    limits = ("simulated_low", "simulated_high")
    return number_column("Simulated", "simulated", limits=limits, significant=SIGNIFICANT)


def _number(row: Row) -> Number:
    value, low, high = (float(row[f"simulated{end}"]) for end in ("", "_low", "_high"))
    return Number(value, low, high, unit=str(row["unit"]))


def _said(row: Row) -> str:
    value = Number(float(row["simulated"]), significant=SIGNIFICANT)
    return f"{name_of(str(row['fact']))} at {value.text()}"


def _said_number(row: Row) -> str:
    value, low, high = (float(row[f"simulated{end}"]) for end in ("", "_low", "_high"))
    return Number(value, low, high, significant=SIGNIFICANT).text()


def _read(row: Row) -> str:
    return "yes" if row["source_checked"] else "no"
