"""What a run says: what its economy looks like at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import pandas as pd

from sim.experiments.compare.figures.descriptions import (
    DISTRIBUTIONS_CAPTION,
    LORENZ_CAPTION,
    spread_words,
    unequal_words,
)
from sim.experiments.compare.figures.transition import PATH_INDICATORS
from sim.experiments.compare.takeaways import run_paths, spread, unequal
from sim.experiments.run.analysis import means_of_last_year, months_of_means
from sim.experiments.run.record import Run
from sim.study.sections import Caption, study_document
from sim.text.document import Block, Document, Paragraph, Table
from sim.text.labels import heading_of, name_of
from sim.text.numbers import Number
from sim.text.phrases import months_name
from sim.text.tables import number_column, table_of, text_column

LEAD: Final = ("output_per_hour", "unemployment_rate", "alienation", "income_gini")
"""Indicators that answer what an economy looks like."""

HEADLINE: Final = (
    "output_per_hour", "output_per_head", "effort", "alienation", "unemployment_rate",
    "income_gini", "wealth_gini",
)  # fmt: skip
"""Indicators that stand in the short table."""

INDEX_NOTE: Final = "An index of 1 is a fully trained, average person at full effort."


def document(result: Run) -> Document:
    """Return the document of a run.

    Parameters
    ----------
    result : Run
    """
    title = result.scenario.title or result.scenario.name
    means = means_of_last_year(result) if result.completed else pd.DataFrame()
    return study_document(
        result,
        title=title,
        question=(
            f"What does an economy of {result.scenario.workers:,} people look like after "
            f'{result.scenario.months:,} months under the institutions of "{title}"? A single '
            "scenario says nothing about what causes what: for that, compare two."
        ),
        answer=_answer(result, means),
        figures=_captions(result) if result.completed else {},
        tables=_tables(result, means),
        numbers=_numbers(means),
        short=_short(result, means),
    )


def _lead(result: Run, means: pd.DataFrame, names: Sequence[str] = LEAD) -> str:
    numbers = _numbers(means)
    parts = [f"{name_of(name)} {numbers[name].text()}" for name in names if name in numbers]
    single = (
        "A single replicate has no interval, so that what lasts cannot be told from random draws. "
        if result.completed == 1
        else ""
    )
    return f"{single}On average over {months_name(*months_of_means(result))}: {'; '.join(parts)}."


def _short(result: Run, means: pd.DataFrame) -> Iterator[str]:
    yield _lead(result, means, HEADLINE)
    yield (
        "One scenario does not tell what decides this: `balanced-jobs compare` sets it against "
        "another, from one start and with common random numbers."
    )


def _answer(result: Run, means: pd.DataFrame) -> Iterator[Block]:
    alone = result.completed == 1
    yield Paragraph(_lead(result, means), "lead")
    yield _table(
        means[means["indicator"].isin(HEADLINE)],
        f"Means over {months_name(*months_of_means(result))}",
        "" if alone else "Intervals cover random draws, not doubt about parameters.",
    )


def _captions(result: Run) -> dict[str, Caption]:
    captions = {
        "paths": Caption(
            "Main indicators month by month. Lines are means over replicates, bands 95 % "
            "intervals.",
            _path_words(result),
            run_paths(result),
        )
    }
    if not result.people.empty:
        captions |= {
            "distributions": Caption(DISTRIBUTIONS_CAPTION, spread_words(result), spread(result)),
            "lorenz": Caption(LORENZ_CAPTION, unequal_words(result), unequal(result)),
        }
    return captions


def _path_words(result: Run) -> str:
    last = result.monthly[result.monthly["month"] == result.monthly["month"].max()]
    parts = [
        f"{name_of(name)} "
        + Number(float(last[name].mean()), unit=result.units.get(name, "")).text()
        for name in PATH_INDICATORS
        if name in result.indicators
    ]
    return f"Line charts over the months after the burn-in. At the end: {'; '.join(parts)}."


def _tables(result: Run, means: pd.DataFrame) -> Iterator[Block]:
    first, last = months_of_means(result)
    yield _table(means, f"All indicators, means over {months_name(first, last)}", long=True)


def _table(means: pd.DataFrame, caption: str, note: str = "", *, long: bool = False) -> Table:
    return table_of(
        means,
        [
            text_column("Indicator", "indicator", heading_of),
            number_column("Mean", "mean", unit_from="unit", limits=("low", "high")),
        ],
        caption,
        f"{INDEX_NOTE} {note}".strip(),
        long=long,
        file="summary.json" if long else "",
    )


def _numbers(means: pd.DataFrame) -> dict[str, Number]:
    return {
        row["indicator"]: Number(row["mean"], row["low"], row["high"], unit=row["unit"])
        for row in means.to_dict("records")
        if row["indicator"] in HEADLINE
    }
