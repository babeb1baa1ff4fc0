"""What simulated natural experiments say: which published effects a baseline gives as well."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pandas as pd

from sim.evidence.judgement import MISS, OPEN, PASS, counted_as
from sim.evidence.uses import PURPOSES, VALIDATION
from sim.experiments.natural_experiments.record import BRIEF_UNITS, NaturalExperiments
from sim.study.open_bands import open_first
from sim.study.sections import Caption, study_document
from sim.text.document import Block, Document, Fold, Items, Paragraph
from sim.text.labels import heading_of, name_of
from sim.text.numbers import SIGNIFICANT, Number, significant, span
from sim.text.phrases import counted, listed
from sim.text.tables import Column, Row, number_column, table_of, text_column
from sim.text.undecided import Size

_PAIRS: Final = "pairs of runs"

MOST_NAMED: Final = 3
"""Missed effects that the short answer names."""


def document(result: NaturalExperiments) -> Document:
    """Return the document of natural experiments.

    Parameters
    ----------
    result : NaturalExperiments
    """
    return study_document(
        result,
        title=f"Known changes, simulated on {result.baseline_title}",
        question=(
            "Changes have been made in real workplaces, and their effects measured. Does "
            f'"{result.baseline_title}" respond to the same changes as those workplaces did? An '
            "effect is reproduced where its 95 % interval over pairs of runs lies in the published "
            "one, missed where it lies outside, and undecided else."
        ),
        answer=_answer(result),
        figures={"effects": _caption(result)},
        deciding=_deciding(result),
        tables=_tables(result),
        numbers={
            f"effect.{row['experiment']}": _simulated(row)
            for row in result.effects.to_dict("records")
        },
        short=_short(result),
    )


def _short(result: NaturalExperiments) -> Iterator[str]:
    yield _lead(result)
    rows = result.effects[result.effects["verdict"] == MISS]
    missed = [
        f"{name_of(str(row['experiment']))} {_simulated(row).text()} against {_published(row)} "
        f"{BRIEF_UNITS.get(str(row['unit']), row['unit'])}"
        for row in rows.to_dict("records")
    ]
    if missed:
        yield f"What is missed: {'; '.join(missed[:MOST_NAMED])}{_and_more(missed)}."
        yield "Why, as far as it is known, stands in the tables."
    elif len(result.effects) == 1:
        (row,) = result.effects.to_dict("records")
        yield f"Simulated is {_simulated(row).text()}, published {_published(row)} {row['unit']}."


def _and_more(missed: list[str]) -> str:
    more = len(missed) - MOST_NAMED
    return f"; and {more} more" if more > 0 else ""


def _lead(result: NaturalExperiments) -> str:
    effects = result.effects
    pairs = int(result.settings["replicates"])
    told = open_first(effects, Size(pairs, "pair of runs", _PAIRS, student=True), "effect")
    return (
        f"{told} {_inside(effects)} of {counted(len(effects), 'effect')} "
        f"{'is' if _inside(effects) == 1 else 'are'} inside the published interval. "
        f"{_lean(effects)}"
    ).strip()


def _answer(result: NaturalExperiments) -> Iterator[Block]:
    effects = result.effects
    yield Paragraph(_lead(result), "lead")
    yield table_of(
        effects,
        [
            text_column("Change", "experiment", heading_of),
            Column("Published", _published),
            Column("Simulated", _simulated),
            text_column("Unit", "unit", lambda unit: BRIEF_UNITS.get(unit, unit)),
            text_column("Verdict", "verdict"),
        ],
        f"Effects, {counted(result.settings['replicates'], 'pair')} of runs each",
    )


def _lean(effects: pd.DataFrame) -> str:
    """Return on which side of the published intervals effects lie that nothing is fitted to."""
    kept = effects[effects["use"] == VALIDATION]
    missed = kept[kept["verdict"] == MISS]
    above = int((missed["simulated"] > missed["high"]).sum())
    below = len(missed) - above
    if not len(kept):
        return ""
    return (
        f"Of the {len(kept)} that nothing is fitted to, {_inside(kept)} lie inside, {above} above, "
        f"{below} below, and {counted_as(kept, OPEN)} are undecided."
    )


def _deciding(result: NaturalExperiments) -> Iterator[Block]:
    missed = result.effects[result.effects["verdict"] == MISS]
    explained = missed[missed["why_missed"] != ""]
    if len(explained):
        yield Paragraph("Why effects are missed, as far as it is known:")
        yield Items(
            tuple(f"{row['title']}: {row['why_missed']}" for row in explained.to_dict("records"))
        )


def _tables(result: NaturalExperiments) -> Iterator[Block]:
    for use, rows in result.effects.groupby("use", sort=False):
        yield table_of(
            rows,
            [
                text_column("Change", "experiment", heading_of),
                text_column("What is changed", "title"),
                text_column("How it is read into the model", "reading"),
                text_column("Source", "source"),
                Column("Read", lambda row: "yes" if row["source_checked"] else "no", numeric=False),
            ],
            f"Changes: {PURPOSES[str(use)]}",
            long=True,
            file="effects.parquet",
        )
    titles = dict(zip(result.effects["experiment"], result.effects["title"], strict=True))
    responses = [
        table_of(
            rows,
            [
                text_column("Response", "response", heading_of),
                number_column("Without", "without", unit_from="unit"),
                number_column("With", "with_it", unit_from="unit"),
                number_column(
                    "Difference",
                    "difference",
                    unit_from="unit",
                    limits=("low", "high"),
                    difference=True,
                    star=True,
                ),
            ],
            str(titles[experiment]),
            long=True,
            file="responses.parquet",
        )
        for experiment, rows in result.responses.groupby("experiment", sort=False)
    ]
    yield Fold("What the effects are made of", tuple(responses))


def _caption(result: NaturalExperiments) -> Caption:
    effects = result.effects
    missed = effects[effects["verdict"] == MISS]
    outside = listed(
        f"{row['title']} at {_simulated(row).text('none')} against {significant(row['published'])}"
        for row in missed.to_dict("records")
    )
    return Caption(
        "The grey band is the published interval of an effect, the stroke the published effect. "
        "Discs are simulated effects inside it, squares outside, grey diamonds undecided, with "
        "95 % intervals; arrows point beyond the edge. Each row has a scale of its own, on which "
        "the far end of the published interval is as far from no effect as in every other row.",
        f"One row for each of {counted(len(effects), 'change')}; {_inside(effects)} lie in the "
        f"band, {counted_as(effects, OPEN)} are undecided. "
        f"{f'Outside: {outside}.' if outside else ''}".rstrip(),
        f"{_inside(effects)} of {counted(len(effects), 'effect')} lie inside the published "
        f"interval, {len(missed)} outside, and {counted_as(effects, OPEN)} are undecided.",
    )


def _inside(effects: pd.DataFrame) -> int:
    return counted_as(effects, PASS)


def _published(row: Row) -> str:
    return f"{significant(row['published'])} ({span(row['low'], row['high'])})"


def _simulated(row: Row) -> Number:
    value, low, high = (float(row[f"simulated{end}"]) for end in ("", "_low", "_high"))
    return Number(value, low, high, significant=SIGNIFICANT)
