"""The report on a paired comparison of two regimes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pandas as pd

from sim.experiments.compare.figures.job_balance import WORKED_EXAMPLES
from sim.experiments.compare.outcomes import channel_of
from sim.experiments.compare.record import Comparison
from sim.experiments.compare.words import verdict_text
from sim.report.assumptions import assumptions, institutions_table
from sim.report.comparison_pictures import JOBS, picture, pictures_there
from sim.report.frames import DECIDED_NOTE, NOTHING, Column, Row, interval, table, text_column
from sim.report.origin import origin
from sim.report.prose import blocks_of
from sim.text.document import Block, Document, Fold, Paragraph, Section, Table
from sim.text.labels import display_of, heading_of, name_of
from sim.vocabulary import CHANNEL_GROUPS, CHANNELS, HORIZONS, LONG_RUN, TOTAL

_SECTIONS: Final = (
    ("The way there", ("paths",)),
    ("Who gains and who loses", ("quintiles", "quintile_channels", "lorenz")),
    (
        "What jobs are made of",
        (*(f"{JOBS}{sector}" for sector in WORKED_EXAMPLES), "distributions"),
    ),
)
"""Headings and the names of the pictures below them."""

_HORIZON_WORDS: Final = {"transition": "Transition", "long_run": "Long run"}


def comparison_document(comparison: Comparison, folder: Path | None = None) -> Document:
    """Return the report on a comparison.

    Parameters
    ----------
    comparison : Comparison
    folder : Path, optional
        Where it is saved.
    """
    a, b = comparison.titles
    scenarios = [
        {**scenario.to_dict(), "title": title}
        for scenario, title in zip((comparison.a, comparison.b), comparison.titles, strict=True)
    ]
    there = pictures_there(comparison)
    way, fates, jobs = (
        Section(title, tuple(picture(comparison, name) for name in names if name in there))
        for title, names in _SECTIONS
    )
    sections = (
        Section("The question", tuple(_question(comparison, institutions_table(scenarios)))),
        Section("The answer", tuple(_answer(comparison))),
        way,
        Section("What decides it", tuple(_decides(comparison, there))),
        Section(fates.title, (*fates.blocks, *_quintile_tables(comparison))),
        jobs,
        Section("All indicators", tuple(_indicators(comparison, there))),
        assumptions(scenarios),
        origin(comparison, folder),
    )
    return Document(
        title=f"{b} against {a}",
        subtitle=f"Paired comparison, {comparison.completed} "
        f"replicate{'' if comparison.completed == 1 else 's'}",
        sections=tuple(section for section in sections if section.blocks),
    )


def _question(comparison: Comparison, institutions: Table) -> Iterator[Block]:
    a, b = comparison.titles
    yield Paragraph(
        "What happens to output, effort, alienation and inequality when the institutions of "
        f'"{a}" are replaced by those of "{b}"? Both are simulated from one starting point, with '
        "the same people and the same luck, so that every difference is due to what differs "
        "between the two."
    )
    yield institutions


def _answer(comparison: Comparison) -> Iterator[Block]:
    opening, *rest = blocks_of(verdict_text(comparison))
    missing = comparison.interrupted or comparison.failures
    if missing and isinstance(opening, Paragraph):
        opening = Paragraph(opening.text, "warning")
    for block in rest[:1]:
        if isinstance(block, Paragraph):
            yield Paragraph(block.text, "lead")
    yield opening
    yield from rest[1:]


def _decides(comparison: Comparison, there: set[str]) -> Iterator[Block]:
    yield Paragraph(
        "The gap in output is split exactly into channels: the same economies are put together "
        "from parts of both, and each channel gets its Shapley value, so that the channels sum to "
        "the gap. Allocation and overhead together are efficiency; effort is motivation."
    )
    for name in ("channels", "channel_path"):
        if name in there:
            yield picture(comparison, name)
    for measure in dict.fromkeys(comparison.channels["measure"]):
        yield _channel_table(comparison, str(measure))
    yield Paragraph(
        "A comparison holds the parameters fixed. Which of them decide the result, and for which "
        "of their values it turns round, is what the commands verdict, sensitivity, break-even and "
        "frontier answer."
    )


def _channel_table(comparison: Comparison, measure: str) -> Table:
    table_ = comparison.channels
    known = set(table_.loc[table_["measure"] == measure, "channel"])
    grouped = {member for members in CHANNEL_GROUPS.values() for member in members}
    order = [
        *(
            name
            for group, members in CHANNEL_GROUPS.items()
            for name in (group, *(members if len(members) > 1 else ()))
        ),
        *(name for name in CHANNELS if name not in grouped),
        TOTAL,
    ]
    rows = []
    for name in order:
        if name in known:
            parts = [channel_of(comparison, measure, horizon, name) for horizon in HORIZONS]
            of_which = "of which " if name in grouped else ""
            rows.append(
                (
                    heading_of(name) if not of_which else of_which + name_of(name),
                    *(
                        interval((p.difference, p.low, p.high), 1, signed=True, star=True)
                        for p in parts
                    ),
                )
            )
    return Table(
        f"Channels of the gap in {name_of(measure)}, in log points (about per cent)",
        ("Channel", *(_HORIZON_WORDS[horizon] for horizon in HORIZONS)),
        tuple(rows),
        (False, True, True),
        f"In brackets the 95 % interval. {DECIDED_NOTE}",
    )


def _quintile_tables(comparison: Comparison) -> Iterator[Block]:
    rows = comparison.quintiles
    rows = rows[~rows["measure"].str.startswith("output_per_hour_")]
    if rows.empty:
        return
    fifths = sorted(set(rows["quintile"]))
    lines = []
    for measure, part in rows.groupby("measure", sort=False):
        shown = display_of(str(part["unit"].iloc[0]))
        by_fifth = part.set_index("quintile")
        cells = []
        for fifth in fifths:
            row = by_fifth.loc[fifth]
            values = (shown.scale * float(row[name]) for name in ("difference", "low", "high"))
            cells.append(interval(values, shown.decimals, signed=True, star=True))
        lines.append((heading_of(str(measure)), shown.difference, *cells))
    a, b = comparison.titles
    yield Fold(
        "Differences by fifth, as a table",
        (
            Table(
                f"{b} minus {a}, by fifth of people from the worst (1) to the best job before",
                ("Measure", "Unit", *(f"Fifth {fifth}" for fifth in fifths)),
                tuple(lines),
                (False, False, *(True for _ in fifths)),
                f"In brackets the 95 % interval. {DECIDED_NOTE}",
            ),
        ),
    )


def _indicators(comparison: Comparison, there: set[str]) -> Iterator[Block]:
    if "differences" in there:
        yield picture(comparison, "differences")
    for horizon in (LONG_RUN, *(name for name in HORIZONS if name != LONG_RUN)):
        rows = comparison.differences[comparison.differences["horizon"] == horizon]
        if len(rows):
            shown = _difference_table(comparison, rows, horizon)
            yield shown if horizon == LONG_RUN else Fold(f"{_HORIZON_WORDS[horizon]}", (shown,))


def _difference_table(comparison: Comparison, rows: pd.DataFrame, horizon: str) -> Table:
    a, b = comparison.titles

    def level(row: Row, name: str) -> str:
        return display_of(str(row["unit"])).text(row[name])

    def difference(row: Row) -> str:
        shown = display_of(str(row["unit"]))
        values = (shown.scale * row[name] for name in ("difference", "low", "high"))
        return interval(values, shown.decimals, signed=True, star=True)

    def relative(row: Row) -> str:
        values = (row[name] for name in ("relative", "relative_low", "relative_high"))
        text = interval(values, 1, signed=True)
        return "" if text == NOTHING else text

    return table(
        rows,
        [
            text_column("Indicator", "indicator", heading_of),
            text_column("Unit", "unit", lambda unit: display_of(unit).level),
            Column(a, lambda row: level(row, "mean_a")),
            Column(b, lambda row: level(row, "mean_b")),
            Column(f"{b} minus {a}", difference),
            Column("In log points", relative),
        ],
        f"Means over replicates, {_HORIZON_WORDS[horizon].lower()}",
        f"In brackets the 95 % interval of the paired difference; differences of % are percentage "
        f"points. {DECIDED_NOTE} An index of 1 is a fully trained, average person at full effort.",
    )
