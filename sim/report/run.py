"""The report on the simulation of a single scenario."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from sim.experiments.compare.headline import summary
from sim.experiments.run.record import Run
from sim.report.assumptions import assumptions, institutions_table
from sim.report.comparison_pictures import picture, pictures_there
from sim.report.frames import Column, Row, interval, table, text_column
from sim.report.origin import origin
from sim.text.document import Block, Document, Fold, Paragraph, Section
from sim.text.labels import display_of, heading_of, name_of

_MAIN = ("output_per_hour", "output_per_head", "effort", "alienation", "unemployment_rate",
         "income_gini", "wealth_gini")  # fmt: skip


def run_document(run: Run, folder: Path | None = None) -> Document:
    """Return the report on a run.

    Parameters
    ----------
    run : Run
    folder : Path, optional
        Where it is saved.
    """
    title = run.scenario.title or run.scenario.name
    scenario = {**run.scenario.to_dict(), "title": title}
    there = pictures_there(run)
    figures = tuple(
        picture(run, name) for name in ("paths", "distributions", "lorenz") if name in there
    )
    question = Paragraph(
        f"What does an economy of {run.scenario.workers:,} people look like after "
        f'{run.scenario.months:,} months under the institutions of "{title}"? A single scenario '
        "says nothing about what causes what: for that, compare two."
    )
    means = summary(run)
    return Document(
        title=title,
        subtitle=f"Simulation of one scenario, {run.completed} "
        f"replicate{'' if run.completed == 1 else 's'}",
        sections=(
            Section("The question", (question, institutions_table([scenario]))),
            Section("The answer", tuple(_answer(run, means))),
            Section("Figures", figures),
            Section("All indicators", (_means_table(means),)),
            assumptions([scenario]),
            origin(run, folder),
        ),
    )


def _answer(run: Run, means: dict[str, Any]) -> Iterator[Block]:
    first, last = means["months_of_means"]
    by_name = {row["indicator"]: row for row in means["means"]}
    parts = []
    for name in _MAIN:
        if name in by_name:
            shown = display_of(by_name[name]["unit"])
            unit = " %" if shown.level == "%" else ""
            parts.append(f"{name_of(name)} {_value(by_name[name])}{unit}")
    yield Paragraph(f"On average over months {first} to {last}: {'; '.join(parts)}.", "lead")
    yield Paragraph(
        "Brackets hold 95 % intervals over replicates: they cover luck inside the model, not doubt "
        "about its parameters."
        if run.completed > 1
        else "A single replicate has no interval: luck is not told apart from what lasts."
    )
    missing = []
    if run.failures:
        missing.append(f"{len(run.failures)} of {run.replicates} replicates failed.")
    if run.interrupted:
        missing.append(f"Stopped early: {run.completed} of {run.replicates} replicates are done.")
    if missing:
        yield Paragraph(" ".join(missing), "warning")
    if run.failures:
        rows = pd.DataFrame(run.failures, columns=["replicate", "message"])
        columns = [
            text_column("Replicate", "replicate"),
            text_column("Error", "message"),
        ]
        yield Fold("What failed", (table(rows, columns, "Replicates that failed"),))


def _value(row: dict[str, Any]) -> str:
    shown = display_of(row["unit"])
    values = (
        float("nan") if row[name] is None else shown.scale * row[name]
        for name in ("mean", "low", "high")
    )
    return interval(values, shown.decimals)


def _means_table(means: dict[str, Any]) -> Block:
    def mean(row: Row) -> str:
        return _value({str(key): value for key, value in row.items()})

    first, last = means["months_of_means"]
    frame = pd.DataFrame(means["means"]).astype(object)
    return table(
        frame.where(frame.notna(), None),
        [
            text_column("Indicator", "indicator", heading_of),
            Column("Mean", mean),
            text_column("Unit", "unit", lambda unit: display_of(unit).level),
        ],
        f"Means over months {first} to {last}",
        "In brackets the 95 % interval. An index of 1 is a fully trained, average person at full "
        "effort.",
    )
