"""The tables in the document of a comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from sim.analysis.estimates import Outcome
from sim.experiments.compare.answer import HEADLINE
from sim.experiments.compare.outcomes import channel_of, quintile_differences
from sim.experiments.compare.record import Comparison
from sim.text.document import Block, Cell, Items, Paragraph, Table
from sim.text.labels import heading_of, name_of
from sim.text.numbers import Number, difference, per_cent
from sim.text.phrases import capital, horizon_name
from sim.text.tables import Column, Row, number_column, table_of, text_column
from sim.vocabulary import CHANNEL_GROUPS, CHANNELS, HORIZONS, LONG_RUN, TOTAL

INDEX_NOTE: Final = "An index of 1 is a fully trained, average person at full effort."

LIVING: Final = ("output_per_head", "consumption_per_head", "wealth_gini")
"""Indicators that stand beside those of the headline in the table of levels."""

HINTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "output_per_hour_with_training": "counts time in training as hours of work, which output "
        "per hour does not: it falls where more people are in training, and pays only later, in "
        "skill.",
        "job_finding_rate": "is 1 by construction under a job guarantee, which places everybody "
        "within the month.",
        "meaninglessness": "depends on how desirable the tasks of a job are. Sharing tasks in "
        "another way moves it between people and hardly changes the mean.",
        "powerlessness": "is 1 less a voice in decisions, which a council gives to all by its "
        "rules: it is near 0 by construction.",
        "wage_share": "is income from work alone; under communal pay the part that is paid by "
        "need, or invested in common, is no wage.",
        "wealth_per_head": "is personal wealth alone. Communal pay begins by turning personal "
        "wealth above a buffer of savings into capital owned in common, which is not lost but is "
        "not counted here.",
        "ideas_per_workplace": "counts ideas where they arise, not where they spread to: where "
        "others take them over faster, fewer can raise technology as much. Technology is the sum.",
    }
)
"""What a reader has to know of an indicator so as not to misread its change."""


def levels_table(result: Comparison) -> Table:
    """Return the main indicators under both regimes, in the long run."""
    rows = result.differences
    chosen = rows["indicator"].isin([*HEADLINE, *LIVING]) & (rows["horizon"] == LONG_RUN)
    return table_of(
        rows[chosen],
        _level_columns(*result.titles),
        f"Main indicators, {horizon_name(LONG_RUN)}",
        f"Output per head also counts people without work and in training. {INDEX_NOTE}",
    )


def difference_table(result: Comparison, horizon: str) -> Table:
    """Return every indicator under both regimes, with its paired difference.

    Parameters
    ----------
    result : Comparison
    horizon : str
    """
    a, b = result.titles
    return table_of(
        result.differences[result.differences["horizon"] == horizon],
        [*_level_columns("A", "B"), Column("Relative", _relative)],
        f"Means over replicates, {horizon_name(horizon)}: A is {a}, B is {b}",
        f"Differences are paired by replicate; those of % are percentage points. {INDEX_NOTE}",
        long=True,
        file="differences.parquet",
    )


def reading_hints(result: Comparison) -> Iterator[Block]:
    """Yield what a reader has to know of some indicators, as far as they were measured."""
    texts = tuple(
        f"{heading_of(name)} {text}" for name, text in HINTS.items() if name in result.indicators
    )
    if texts:
        yield Paragraph("Some of these are easily misread:")
        yield Items(texts)


def channel_table(result: Comparison, measure: str) -> Table:
    """Return the channels of the gap in a measure, grouped, by horizon.

    Parameters
    ----------
    result : Comparison
    measure : str
        "output_per_hour" or "output_per_head".
    """
    grouped = {member for members in CHANNEL_GROUPS.values() for member in members}
    order: list[str] = []
    for group, members in CHANNEL_GROUPS.items():
        order += [group, *(members if len(members) > 1 else ())]
    order += [*(name for name in CHANNELS if name not in grouped), TOTAL]
    known = set(result.channels.loc[result.channels["measure"] == measure, "channel"])
    rows: list[tuple[Cell, ...]] = []
    for name in order:
        if name in known:
            title = f"of which {name_of(name)}" if name in grouped else heading_of(name)
            rows.append((title, *(_points(result, measure, horizon, name) for horizon in HORIZONS)))
    return Table(
        caption=f"Channels of the gap in {name_of(measure)}",
        header=("Channel", *(capital(horizon_name(horizon)) for horizon in HORIZONS)),
        rows=tuple(rows),
        numeric=(False, *(True for _ in HORIZONS)),
        note="Log points are about per cent.",
    )


def quintile_table(result: Comparison) -> Table:
    """Return the paired differences of every measure by fifth of people."""
    rows = result.quintiles
    rows = rows[~rows["measure"].str.startswith("output_per_hour_")]
    fifths = sorted(set(rows["quintile"]))
    lines: list[tuple[Cell, ...]] = []
    for measure, part in rows.groupby("measure", sort=False):
        unit = str(part["unit"].iloc[0])
        cells = (
            _starred(difference(found, unit))
            for found in quintile_differences(result, str(measure)).values()
        )
        lines.append((heading_of(str(measure)), *cells))
    a, b = result.titles
    return Table(
        caption=f"{b} less {a}, by fifth of people from the worst (1) to the best jobs before",
        header=("Measure", *(f"Fifth {fifth}" for fifth in fifths)),
        rows=tuple(lines),
        numeric=(False, *(True for _ in fifths)),
        note="Means in the long run.",
        long=True,
        file="quintiles.parquet",
    )


def _level_columns(a: str, b: str) -> list[Column]:
    """Return the columns of an indicator under two regimes, and of its difference.

    Parameters
    ----------
    a, b : str
        Headings of the regimes.
    """
    return [
        text_column("Indicator", "indicator", heading_of),
        number_column(a, "mean_a", unit_from="unit"),
        number_column(b, "mean_b", unit_from="unit"),
        number_column(
            "Difference",
            "difference",
            unit_from="unit",
            limits=("low", "high"),
            difference=True,
            star=True,
        ),
    ]


def _relative(row: Row) -> Cell:
    """Return the difference of a level in per cent, nothing for what is no level."""
    limits = (float(row[name]) for name in ("relative", "relative_low", "relative_high"))
    number = per_cent(Outcome(*limits))
    return number if number.known else ""


def _points(result: Comparison, measure: str, horizon: str, channel: str) -> Number:
    return _starred(difference(channel_of(result, measure, horizon, channel), "log points"))


def _starred(number: Number) -> Number:
    return replace(number, star=True)
