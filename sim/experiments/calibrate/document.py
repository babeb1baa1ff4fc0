"""What a calibration says: what the facts tell of each parameter, and how near the fit comes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

import pandas as pd

from sim.evidence.judgement import PASS, verdict_on
from sim.experiments.calibrate.record import (
    IDENTIFIED,
    JOINTLY,
    KEEPS_RANGE,
    PARTLY_IDENTIFIED,
    Calibration,
)
from sim.study.open_bands import open_first
from sim.study.sections import Caption, study_document
from sim.text.document import Block, Document, Fold, Paragraph, Table
from sim.text.labels import heading_of, name_of
from sim.text.numbers import SIGNIFICANT, Number, share, significant
from sim.text.phrases import capital, counted, listed
from sim.text.tables import Column, Row, number_column, range_column, table_of, text_column
from sim.text.undecided import replicates

MOST_MOVED: Final = 8
"""Parameters that the answer lists."""

MOST_NAMED: Final = 5
"""Parameters that a sentence names."""

MOST_SAID: Final = 3
"""Moved parameters that the short answer names."""

STRONGEST: Final = 3
"""Facts that are listed for each parameter."""


def document(result: Calibration) -> Document:
    """Return the document of a calibration.

    Parameters
    ----------
    result : Calibration
    """
    return study_document(
        result,
        title=f"Calibration of {result.baseline_title}",
        question=(
            f'At which values of its parameters does "{result.baseline_title}" come nearest to '
            "what is known of economies as they are, and what do these facts tell of each? "
            "Parameters of participatory institutions are never fitted."
        ),
        answer=_answer(result),
        figures={"fit": _caption(result)},
        deciding=_deciding(result),
        tables=_tables(result),
        numbers={f"fit.{row['parameter']}": _value(row) for row in result.fit.to_dict("records")},
        short=_short(result),
    )


def _short(result: Calibration) -> Iterator[str]:
    yield _lead(result)
    moved = _moved(result.fit).head(MOST_SAID) if result.searched else result.fit.head(0)
    if len(moved):
        said = ", ".join(
            f"{name_of(str(row['parameter']))} {_value(row).text()} instead of "
            f"{significant(row['default'])}"
            for row in moved.to_dict("records")
        )
        yield f"What moves most, of its range: {said}."


def _moved(fit: pd.DataFrame) -> pd.DataFrame:
    """Return the fitted parameters, those first that move most of their ranges."""
    fitted = fit[fit["status"] != KEEPS_RANGE]
    moved = (fitted["value"] - fitted["default"]).abs() / (
        fitted["range_high"] - fitted["range_low"]
    )
    return fitted.loc[moved.sort_values(ascending=False, kind="stable").index]


def _lead(result: Calibration) -> str:
    steps = int(result.settings["steps"])
    targets = result.targets
    met = f"{_met(targets, 'after')} of {counted(len(targets), 'target')}"
    told = open_first(targets, replicates(result.settings["replicates"]), "target", "after")
    if not result.searched:
        why = (
            "one step is only the start of a search"
            if steps < 2
            else f"a search of {steps} steps found no better values"
        )
        return (
            f"Nothing is fitted: {why}, so that all values are the defaults. Take more steps to "
            f"fit. {f'{told} ' if told else ''}At the defaults {met} are met. There "
            f"{_identified(result.fit)}"
        )
    before = _met(targets, "before")
    return (
        f"{told} {result.baseline_title} meets {met} with the fitted values, and {before} with the "
        f"defaults. {capital(_identified(result.fit))}"
    ).strip()


def _answer(result: Calibration) -> Iterator[Block]:
    if result.searched and result.stopped:
        yield Paragraph(
            f"The search for {listed(result.stopped)} used up its {result.settings['steps']} steps "
            "and may not have come to its end: its values are those it had reached. Take more "
            "steps to be sure.",
            "warning",
        )
    yield Paragraph(_lead(result), "lead")
    if not result.searched:
        return
    yield _fit_table(
        result,
        _moved(result.fit),
        "Parameters that the fit moves most, of their ranges",
        most=MOST_MOVED,
    )


def _identified(fit: pd.DataFrame) -> str:
    """Return what the facts tell of how many parameters."""
    by_status = {
        str(status): list(map(name_of, rows["parameter"])) for status, rows in fit.groupby("status")
    }
    alone = len(by_status.get(IDENTIFIED, [])) + len(by_status.get(PARTLY_IDENTIFIED, []))
    more = []
    if JOINTLY in by_status:
        jointly = listed(by_status[JOINTLY], most=MOST_NAMED)
        more.append(f"tell of {jointly} only jointly with others")
    if KEEPS_RANGE in by_status:
        nothing = listed(by_status[KEEPS_RANGE], most=MOST_NAMED)
        more.append(f"tell nothing of {nothing}, which keep their ranges")
    said = [f"the facts identify {alone} of {counted(len(fit), 'parameter')}"]
    return f"{'. They '.join([*said, *([listed(more)] if more else [])])}."


def _deciding(result: Calibration) -> Iterator[Block]:
    yield table_of(
        result.targets,
        [
            text_column("Fact", "fact", heading_of),
            range_column("Accepted range", "low", "high"),
            number_column(
                "At the defaults",
                "before",
                limits=("before_low", "before_high") if "before_low" in result.targets else None,
                significant=SIGNIFICANT,
            ),
            number_column(
                "Fitted" if result.searched else "At the start",
                "after",
                limits=("after_low", "after_high"),
                significant=SIGNIFICANT,
            ),
            text_column("Unit", "unit"),
            text_column("Verdict", "verdict"),
        ],
        "How near the targets come",
        long=True,
        file="targets.parquet",
    )
    strongest = (
        result.sensitivity.assign(size=result.sensitivity["weight"].abs())
        .sort_values("size", ascending=False, kind="stable")
        .groupby(["block", "parameter"], sort=False)
        .head(STRONGEST)
        .sort_index()
    )
    weights = table_of(
        strongest,
        [
            text_column("Parameter", "parameter", heading_of),
            text_column("Fact", "fact", heading_of),
            number_column("Response", "response", significant=SIGNIFICANT),
            number_column("Weight", "weight", significant=SIGNIFICANT),
        ],
        f"The {STRONGEST} facts that move each estimate most",
        "Response: how far the simulated fact moves when the parameter crosses its range. Weight: "
        "how many ranges the estimate moves when the fact rises by a standard error.",
        long=True,
        file="sensitivity.parquet",
    )
    yield Fold("What moves the estimates", (weights,))


def _tables(result: Calibration) -> Iterator[Block]:
    for block, rows in result.fit.groupby("block", sort=False):
        yield _fit_table(result, rows, f"Parameters of the block {block}", long=True)
    path = table_of(
        result.steps.drop_duplicates(["block", "stage", "step"]),
        [
            text_column("Block", "block", capital),
            number_column("Search", "stage", decimals=0),
            number_column("Step", "step", decimals=0),
            number_column("Distance", "distance", significant=SIGNIFICANT),
        ],
        "The way of each search",
        "Distance from the facts and the defaults, in squared standard errors; the first step is "
        "the start.",
        long=True,
        file="steps.parquet",
    )
    yield Fold("The searches", (path,))


def _fit_table(
    result: Calibration,
    rows: pd.DataFrame,
    caption: str,
    *,
    long: bool = False,
    most: int | None = None,
) -> Table:
    return table_of(
        rows,
        [
            text_column("Parameter", "parameter", heading_of),
            number_column("Default", "default", significant=SIGNIFICANT),
            Column("Fitted" if result.searched else "Start", _value),
            text_column("Status", "status"),
            Column("Pinned by", _pinned, numeric=False),
        ],
        caption,
        "The share is what the facts take away of the spread of the range.",
        long=long,
        file="fit.parquet",
        most=most,
    )


def _caption(result: Calibration) -> Caption:
    rows = result.fit[result.fit["status"].isin((IDENTIFIED, PARTLY_IDENTIFIED))]
    values = listed(
        f"{name_of(str(row['parameter']))} {_value(row).text()}" for row in rows.to_dict("records")
    )
    disc = (
        "The disc is the fitted value" if result.searched else "The disc is where a search begins"
    )
    return Caption(
        f"The band is the range of a parameter, the stroke its default. {disc}, with the 95 % "
        "interval that the facts leave; a parameter of which they tell nothing has no disc.",
        f"One row for each of {counted(len(result.fit), 'parameter')}. "
        + (f"Identified: {values}." if values else "None is identified."),
        f"Identified: {values}." if values else "No parameter is identified.",
    )


def _met(targets: pd.DataFrame, when: str) -> int:
    """Return how many targets are met for sure; means alone, of earlier versions, tell nothing."""
    return sum(
        verdict_on(
            (row.get(f"{when}_low", math.nan), row.get(f"{when}_high", math.nan)),
            row["low"],
            row["high"],
        )
        == PASS
        for row in targets.to_dict("records")
    )


def _value(row: Row) -> Number:
    value, low, high = (float(row[name]) for name in ("value", "low", "high"))
    if row["status"] == KEEPS_RANGE:
        return Number(value, significant=SIGNIFICANT)
    return Number(value, low, high, significant=SIGNIFICANT)


def _pinned(row: Row) -> str:
    if row["status"] == KEEPS_RANGE:
        return "nothing"
    fact = name_of(str(row["pinned_by"]))
    if row["status"] == JOINTLY:
        return f"{fact}, with others"
    return f"{fact} ({share(float(row['identification'])).text()})"
