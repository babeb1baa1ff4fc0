"""What a validation says: which stylised facts a baseline reproduces, and which it misses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pandas as pd

from sim.evidence.judgement import MISS
from sim.evidence.uses import CHECK, INPUT, PURPOSES
from sim.experiments.validate_model.record import ModelValidation
from sim.study.sections import Caption, study_document
from sim.text.document import Block, Document, Fold, Items, Paragraph
from sim.text.labels import heading_of, name_of
from sim.text.numbers import SIGNIFICANT, Number
from sim.text.phrases import counted, listed
from sim.text.tables import Column, Row, number_column, range_column, table_of, text_column

MOST_NAMED: Final = 5
"""Missed facts that the answer names."""


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
            "fact is reproduced where the mean over replicates lies in the accepted range."
        ),
        answer=_answer(result),
        figures={"facts": _caption(result)},
        deciding=_deciding(result),
        tables=_tables(result),
        numbers={f"fact.{row['fact']}": _number(row) for row in result.facts.to_dict("records")},
    )


def _answer(result: ModelValidation) -> Iterator[Block]:
    facts = result.facts
    fair = facts[facts["use"] != INPUT]
    checks = fair[fair["use"] == CHECK]
    few = (
        "A single replicate has no interval, so that its values may be far from the mean of many. "
        if result.settings["replicates"] < 2
        else ""
    )
    missed = [name_of(name) for name in result.missed]
    named = f"Missed: {listed(missed, most=MOST_NAMED)}." if missed else "None is missed."
    yield Paragraph(
        f"{few}{result.baseline_title} reproduces {_reproduced(fair)} of "
        f"{counted(len(fair), 'stylised fact')}, and {_reproduced(checks)} of the {len(checks)} "
        f"that nothing is fitted to. {named}",
        "lead",
    )
    yield Paragraph(
        f"Means over {counted(result.settings['replicates'], 'replicate')} of "
        f"{counted(result.settings['months'], 'month')}. "
        f"{counted(len(facts) - len(fair), 'further fact')} about what stands in the sector files "
        "are not counted."
    )
    if missed:
        yield table_of(
            fair[fair["verdict"] == MISS],
            [
                text_column("Fact", "fact", heading_of),
                range_column("Accepted range", "low", "high"),
                _simulated(),
                text_column("Unit", "unit"),
            ],
            "Facts that are missed",
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
        "squares are missed; bars are 95 % intervals over replicates, strokes central values, "
        "arrows values beyond the edge.",
        f"One row for each of {counted(len(facts), 'fact')}; {_reproduced(facts)} lie in the band. "
        + (f"Outside: {listed(map(_said, missed.to_dict('records')))}." if len(missed) else ""),
    )


def _reproduced(facts: pd.DataFrame) -> int:
    return int((facts["verdict"] != MISS).sum())


def _simulated() -> Column:
    limits = ("simulated_low", "simulated_high")
    return number_column("Simulated", "simulated", limits=limits, significant=SIGNIFICANT)


def _number(row: Row) -> Number:
    value, low, high = (float(row[f"simulated{end}"]) for end in ("", "_low", "_high"))
    return Number(value, low, high, unit=str(row["unit"]))


def _said(row: Row) -> str:
    value = Number(float(row["simulated"]), significant=SIGNIFICANT)
    return f"{name_of(str(row['fact']))} at {value.text()}"


def _read(row: Row) -> str:
    return "yes" if row["source_checked"] else "no"
