"""What a robustness check says: whether the answer survives other worlds, and what shifts it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import pandas as pd

from sim.analysis.decided import DECIDED as ONE_SIGN
from sim.analysis.decided import conclusion_of, conclusions, decided
from sim.experiments.robustness.analysis import MEASURES
from sim.experiments.robustness.record import (
    DECIDED,
    REFERENCE,
    REVERSED,
    SAME,
    SEEDS,
    UNDECIDED,
    Robustness,
)
from sim.experiments.robustness.variants import variant_name
from sim.study.sections import Caption, study_document
from sim.text.document import Block, Document, Fold, Items, Paragraph, Table
from sim.text.labels import heading_of, name_of
from sim.text.numbers import Number
from sim.text.phrases import ahead, capital, counted, horizon_name, horizon_phrase, listed
from sim.text.tables import Column, number_column, table_of, text_column
from sim.text.undecided import Size
from sim.vocabulary import LONG_RUN

MAIN: Final = "output_per_hour"
"""Measure of the headline."""

MOST_NAMED: Final = 2
"""Variants that are named as shifting a gap most."""

_IF_RIGHT: Final = "if the gap is as estimated"


def document(result: Robustness) -> Document:
    """Return the document of a robustness check.

    Parameters
    ----------
    result : Robustness
    """
    a, b = result.titles
    rows = result.at(MAIN, LONG_RUN)
    return study_document(
        result,
        title=f"{b} against {a}, in other worlds",
        question=(
            f'Does the gap between "{b}" and "{a}" survive other functional forms, another number '
            "of people, another length of a step and other random draws? Each variant changes one "
            "of these on both sides."
        ),
        answer=_answer(result, rows),
        figures={"robustness": _caption(result)},
        deciding=_deciding(result),
        tables=_tables(result),
        numbers={f"gap.{MAIN}.{row['variant']}": _gap(row) for row in rows.to_dict("records")},
        short=_said(result, rows),
    )


def _answer(result: Robustness, rows: pd.DataFrame) -> Iterator[Block]:
    yield Paragraph(" ".join(_said(result, rows)), "lead")
    yield headline_table(result)


def _said(result: Robustness, rows: pd.DataFrame) -> Iterator[str]:
    """Yield the gap of the reference, in which variants its sign stays, and what shifts it most."""
    a, b = result.titles
    reference = _reference(rows)
    conclusion = conclusion_of(reference["low"], reference["high"])
    told = ""
    if not conclusion.decided:
        why = "in the reference the runs do not show which is more productive"
        told = f"{_size(reference).undecided(why, _enough([reference]), _IF_RIGHT)} "
    yield (
        f"{told}In the reference the gap in {name_of(MAIN)} {horizon_phrase(LONG_RUN)} is "
        f"{_gap(reference).text()} ({ahead(conclusion, a, b)})."
    )
    yield from filter(None, (_survival(rows), _largest(rows)))


def headline_table(result: Robustness) -> Table:
    """Return the gap of every variant in the measure of the headline, long run.

    Parameters
    ----------
    result : Robustness
    """
    return table_of(
        result.at(MAIN, LONG_RUN),
        [
            text_column("Variant", "variant", _title),
            Column("Gap", _gap),
            Column("Against the reference", _change),
            text_column("Sign", "sign"),
        ],
        f"Gap in {name_of(MAIN)}, {horizon_name(LONG_RUN)}",
    )


def _deciding(result: Robustness) -> Iterator[Block]:
    titles = result.titles
    yield Items(
        tuple(
            f"{heading_of(measure)}: {_of_reference(rows, titles)} {_survival(rows)} "
            f"{_largest(rows)}".rstrip()
            for measure in MEASURES
            if measure != MAIN and len(rows := result.at(measure, LONG_RUN))
        )
    )
    pairs = result.pairs
    single = pairs[
        (pairs["variant"] == SEEDS) & (pairs["horizon"] == LONG_RUN) & (pairs["measure"] == MAIN)
    ]
    if len(single):
        least, most = (
            Number(float(gap), unit=str(single["unit"].iloc[0]), difference=True)
            for gap in (single["gap"].min(), single["gap"].max())
        )
        yield Paragraph(
            f"A single run under each of {counted(len(single), 'seed')} gives gaps in "
            f"{name_of(MAIN)} from {least.text(unit=False)} to {most.text()}; {titles[1]} is ahead "
            f"in {int((single['gap'] > 0.0).sum())} of them. One run alone can be that far from "
            "the mean of many."
        )


def _tables(result: Robustness) -> Iterator[Block]:
    yield table_of(
        result.variants,
        [
            text_column("Variant", "variant", _title),
            text_column("Differs from the reference", "differs"),
            number_column("Pairs of runs", "replicates", decimals=0),
        ],
        "What each variant is",
        long=True,
        file="variants.parquet",
    )
    for horizon in dict.fromkeys(result.gaps["horizon"]):
        tables = tuple(
            _measure_table(result, measure, horizon)
            for measure in MEASURES
            if len(result.at(measure, horizon))
        )
        if horizon == LONG_RUN:
            yield from tables
        else:
            yield Fold(capital(horizon_name(horizon)), tables)


def _measure_table(result: Robustness, measure: str, horizon: str) -> Table:
    return table_of(
        result.at(measure, horizon),
        [
            text_column("Variant", "variant", _title),
            number_column("Pairs", "pairs", decimals=0),
            Column("Gap", _gap),
            Column("Against the reference", _change),
            text_column("Sign", "sign"),
        ],
        f"Gap in {name_of(measure)}, {horizon_name(horizon)}",
        long=True,
        file="gaps.parquet",
    )


def _caption(result: Robustness) -> Caption:
    a, b = result.titles
    rows = result.at(MAIN, LONG_RUN)
    lowest, highest = (
        f"{_gap(row).text()} ({variant_name(row['variant'])})"
        for row in (rows.iloc[rows["gap"].argmin()], rows.iloc[rows["gap"].argmax()])
    )
    return Caption(
        f"The gap of {b} over {a} in every variant, {horizon_name(LONG_RUN)}, with its 95 % "
        "interval. The band is the interval of the reference. Squares have the opposite sign; "
        "grey gaps are undecided; small strokes are single seeds.",
        f"One panel for each of {listed(map(name_of, MEASURES))}, one row for each variant. In "
        f"{name_of(MAIN)} the reference is at {_gap(_reference(rows)).text()}, the lowest gap at "
        f"{lowest} and the highest at {highest}.",
        f"In {name_of(MAIN)} the lowest gap is {lowest}, the highest {highest}.",
    )


def _of_reference(rows: pd.DataFrame, titles: tuple[str, str]) -> str:
    """Return who is higher in the reference, as far as its interval tells."""
    reference = _reference(rows)
    number = _gap(reference).text()
    if not _decided(reference):
        return f"the reference, at {number}, does not decide who is higher."
    higher = titles[1] if reference["gap"] > 0.0 else titles[0]
    return f"higher under {higher} in the reference ({number})."


def _survival(rows: pd.DataFrame) -> str:
    """Return in how many variants the sign is that of the reference, and where it is not."""
    others = _others(rows)
    by_sign = {
        str(sign): [variant_name(name) for name in part["variant"]]
        for sign, part in others.groupby("sign", sort=False)
    }
    same, undecided = (by_sign.get(sign, []) for sign in (SAME, UNDECIDED))
    said = []
    if _decided(_reference(rows)):
        said.append(f"The sign is the same in {_of_all(same, others)}.")
        if undecided:
            rows_open = [row for _, row in others[others["sign"] == UNDECIDED].iterrows()]
            would = _size(_reference(rows)).would(_enough(rows_open), _IF_RIGHT)
            said.append(f"It is undecided with {listed(undecided)}. {would}")
    elif len(others):
        said.append(f"It is undecided in {_of_all(undecided, others)}.")
    said += [
        f"It is {sign} with {listed(by_sign[sign])}."
        for sign in (REVERSED, DECIDED)
        if sign in by_sign
    ]
    return " ".join(said)


def _of_all(named: Sequence[str], others: pd.DataFrame) -> str:
    """Return a part of the variants in words: "all 7 variants", "3 of 7 variants"."""
    total = counted(len(others), "variant")
    if len(named) < len(others):
        return f"{len(named)} of {total}"
    return f"all {total}" if len(others) > 1 else "the one variant"


def _largest(rows: pd.DataFrame) -> str:
    """Return which variants shift a gap most, among those whose interval of the shift tells."""
    others = _others(rows)
    if not len(others):
        return ""
    shifted = others[conclusions(others, "change_low", "change_high").isin(ONE_SIGN)]
    if others["change_low"].isna().all():
        return ""
    if not len(shifted):
        return "No variant shifts the gap by more than random draws can explain."
    order = shifted["change"].abs().sort_values(ascending=False, kind="stable").index
    most = [
        f"{variant_name(row['variant'])} ({shift.text('none')})"
        for _, row in shifted.loc[order[:MOST_NAMED]].iterrows()
        if (shift := _change(row)).text("none", unit=False).strip("0.")
    ]
    subject = "One variant shifts" if len(shifted) == 1 else f"{len(shifted)} variants shift"
    how = f"most of all {listed(most)}" if most else "slightly"
    return f"{subject} the gap by more than random draws can explain, {how}."


def _reference(rows: pd.DataFrame) -> pd.Series[Any]:
    return rows[rows["variant"] == REFERENCE].iloc[0]


def _decided(row: Any) -> bool:
    return decided(row["low"], row["high"])


def _size(row: Any) -> Size:
    return Size(int(row["pairs"]), "pair of runs", "pairs of runs", student=True)


def _enough(rows: Sequence[Any]) -> float:
    """Return about how many pairs of runs decide all rows, NaN where one has no interval."""
    return max(_size(row).enough([(row["gap"], row["low"], row["high"])]) for row in rows)


def _others(rows: pd.DataFrame) -> pd.DataFrame:
    found: pd.DataFrame = rows[~rows["variant"].isin((REFERENCE, SEEDS))]
    return found


def _gap(row: Any) -> Number:
    limits = (float(row["gap"]), float(row["low"]), float(row["high"]))
    return Number(*limits, unit=str(row["unit"]), difference=True)


def _change(row: Any) -> Number:
    limits = (float(row["change"]), float(row["change_low"]), float(row["change_high"]))
    return Number(*limits, unit=str(row["unit"]), difference=True)


def _title(variant: str) -> str:
    return capital(variant_name(variant))
