"""The tables of the reports on experiments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, cast

import numpy as np
import pandas as pd

from sim.analysis.intervals import mean_interval
from sim.drawing.marks import PACK_NAMES, horizon_words
from sim.experiments.break_even.record import BreakEven
from sim.experiments.factorial.record import Factorial
from sim.experiments.frontier.record import Frontier
from sim.experiments.sensitivity.record import Sensitivity
from sim.experiments.sweep.record import Sweep
from sim.experiments.verdict.record import Verdict
from sim.report.frames import (
    DECIDED_NOTE,
    Column,
    Row,
    interval,
    interval_column,
    number_column,
    short,
    short_column,
    table,
    text_column,
)
from sim.study.record import Experiment
from sim.text.document import Block, Fold, Table
from sim.text.labels import axis_unit, display_of, heading_of, name_of
from sim.vocabulary import LONG_RUN

MOST_POINTS: Final = 60
"""Points of a sweep that are listed; of more the report says where they stand."""

_INTERVALS: Final = "In brackets the 95 % interval."


def tables_of(result: Experiment) -> Iterator[Block]:
    """Return the tables that answer the question of an experiment."""
    if result.kind in _TABLES:
        yield from _TABLES[result.kind](result)


def deciding_tables(result: Experiment) -> Iterator[Block]:
    """Return the tables that say what decides the outcome of an experiment."""
    if result.kind in _DECIDING:
        yield from _DECIDING[result.kind](result)


def error_table(result: Experiment) -> Block:
    """Return the runs that ended in an error, with the command that repeats each."""
    columns = [
        text_column("Run", "run"),
        text_column("Scenario", "scenario"),
        text_column("Error", "error"),
        text_column("Repeat it with", "command"),
    ]
    return Fold("What failed", (table(result.errors, columns, "Runs that ended in an error"),))


def _sweep(result: Sweep) -> Iterator[Block]:
    rows = result.runs[result.runs["horizon"] == LONG_RUN]
    keys = ["point", "scenario", *result.factors]
    groups = rows.groupby(keys, sort=False, dropna=False)["output_per_hour"]
    lines = []
    for key, values in groups:
        mean, low, high = (float(x) for x in mean_interval(values.to_numpy(np.float64)))
        point, scenario, *at = key
        cells = [short(x) if isinstance(x, float) else str(x) for x in at]
        lines.append(
            (str(point), str(scenario), *cells, interval((mean, low, high), 3), str(len(values)))
        )
    kept = tuple(lines[:MOST_POINTS])
    more = len(lines) - len(kept)
    note = _INTERVALS + (f" {more:,} more rows stand in runs.parquet." if more else "")
    factors = [name_of(name.removeprefix("institutions.")) for name in result.factors]
    yield Table(
        "Output per hour in the long run (index, full effort = 1), by point",
        ("Point", "Scenario", *factors, "Output per hour", "Replicates"),
        kept,
        (True, False, *(True for _ in factors), True, True),
        note,
    )


def _factorial(result: Factorial) -> Iterator[Block]:
    by_horizon = {
        str(name): _effects(rows, str(name))
        for name, rows in result.effects.groupby("horizon", sort=False)
    }
    yield by_horizon.pop(LONG_RUN)
    yield Fold("Other horizons", tuple(by_horizon.values()))


def _effects(rows: pd.DataFrame, horizon: str) -> Table:
    outcomes = list(dict.fromkeys(rows["outcome"]))
    units = {name: str(rows.loc[rows["outcome"] == name, "unit"].iloc[0]) for name in outcomes}
    by_term: dict[str, dict[str, str]] = {}
    for row in rows.to_dict("records"):
        shown = display_of(units[row["outcome"]])
        values = (shown.scale * row[name] for name in ("effect", "low", "high"))
        decimals = 3 if shown.decimals == 3 else 2
        by_term.setdefault(row["term"], {})[row["outcome"]] = interval(
            values, decimals, signed=True, star=True
        )
    headings = [
        f"{heading_of(name)} ({axis_unit(units[name], difference=True)})" for name in outcomes
    ]
    return Table(
        f"Effects of institutions, {horizon_words(horizon)}",
        ("Institution", *headings),
        tuple(
            (term, *(cells.get(name, "-") for name in outcomes)) for term, cells in by_term.items()
        ),
        (False, *(True for _ in outcomes)),
        f"Two names with x between are an interaction. {_INTERVALS} {DECIDED_NOTE}",
    )


def _frontier(result: Frontier) -> Iterator[Block]:
    gap = interval_column("Gap (log points)", "gap", 1, star=True)
    places = [short_column(heading_of(name), name) for name in (result.x, result.y)]
    line = result.contours[result.contours["kind"] == "estimate"]
    if len(line):
        caption = "The line where neither is ahead"
        yield Fold(f"{caption}, point by point", (table(line, places, caption),))
    yield _packs(result.packs)
    yield Fold(
        f"All {len(result.points):,} points that were simulated",
        (
            table(
                result.points,
                [*places, gap],
                f"Gap in {name_of(result.measure)}, {horizon_words(result.horizon)}",
                f"{_INTERVALS} {DECIDED_NOTE}",
            ),
        ),
    )


def _packs(packs: pd.DataFrame) -> Table:
    wide = packs.pivot(index="parameter", columns="pack", values="value")
    frame = wide[[name for name in PACK_NAMES if name in wide]].reset_index()
    return table(
        frame,
        [
            text_column("Parameter", "parameter", heading_of),
            *(short_column(words, name) for name, words in PACK_NAMES.items() if name in frame),
        ],
        "What each side assumes",
    )


def _break_even(result: BreakEven) -> Iterator[Block]:
    if len(result.crossings):

        def crossing(row: Row) -> str:
            open_ = " and beyond" if row["low_open"] or row["high_open"] else ""
            limits = f" [{short(row['low'])}, {short(row['high'])}]{open_}"
            return short(row["value"]) + (limits if np.isfinite(row["low"]) else "")

        yield table(
            result.crossings,
            [
                Column(heading_of(result.parameter), crossing),
                text_column(f"{result.titles[1]} is ahead", "b_ahead"),
            ],
            "Where neither is ahead",
            _INTERVALS,
        )
    yield _packs(result.packs)
    yield table(
        result.points,
        [
            short_column(heading_of(result.parameter), result.parameter),
            interval_column("Gap (log points)", "gap", 1, star=True),
        ],
        f"Gap in {name_of(result.measure)}, {horizon_words(result.horizon)}",
        f"{_INTERVALS} {DECIDED_NOTE}",
    )


def _verdict(result: Verdict) -> Iterator[Block]:
    measure = text_column("Measure", "measure", heading_of)
    horizon = text_column("Horizon", "horizon", horizon_words)
    a, b = result.titles
    yield table(
        result.probabilities,
        [
            measure,
            horizon,
            text_column("Draws", "draws"),
            interval_column("Probability", "probability", 3),
        ],
        f"Probability that {b} is at least as productive as {a}",
        _INTERVALS,
    )
    if len(result.boxes):
        yield table(
            result.boxes,
            [
                text_column("Side", "side"),
                text_column("Parameter", "parameter", heading_of),
                Column("In the box", lambda row: f"{short(row['low'])} to {short(row['high'])}"),
                Column(
                    "Published range",
                    lambda row: f"{short(row['range_low'])} to {short(row['range_high'])}",
                ),
            ],
            "Boxes of assumptions in which each side is right",
        )
        yield table(
            result.box_quality,
            [
                text_column("Side", "side"),
                _share("Right in the box", "density"),
                _share("Of all right draws, in the box", "coverage"),
                Column("Of all draws, in the box", lambda row: f"{100 * row['mass']:.0f} %"),
                text_column("Judged by draws", "draws"),
            ],
            "How well the boxes hold",
            _INTERVALS,
        )
    yield table(
        result.pack_gaps,
        [
            text_column("Assumptions", "pack", lambda pack: PACK_NAMES.get(pack, pack)),
            measure,
            horizon,
            interval_column("Gap (log points)", "gap", 1, star=True),
        ],
        "What each side's own assumptions give",
        f"{_INTERVALS} {DECIDED_NOTE}",
    )
    yield Fold("What each side assumes", (_packs(result.packs),))


def _verdict_indices(result: Verdict) -> Iterator[Block]:
    last = str(result.indices["horizon"].iloc[-1])

    def decisive(frame: pd.DataFrame) -> pd.DataFrame:
        of_measure = frame[frame["measure"] == "output_per_hour"]
        return of_measure[of_measure["horizon"] == last]

    yield _sobol(
        decisive(result.indices), f"What decides the gap in output per hour, {horizon_words(last)}"
    )
    yield Fold("A second opinion (PAWN)", (_density(decisive(result.density)),))


def _share(title: str, name: str) -> Column:
    def cell(row: Row) -> str:
        values = (100.0 * row[key] for key in (name, f"{name}_low", f"{name}_high"))
        return f"{interval(values, 0)} %"

    return Column(title, cell)


def _sobol(rows: pd.DataFrame, caption: str) -> Table:
    return table(
        rows.sort_values("total", ascending=False, kind="stable"),
        [
            text_column("Parameter", "parameter", heading_of),
            interval_column("Alone", "first_order", 2, ("first_order_low", "first_order_high")),
            interval_column("With interactions", "total", 2, ("total_low", "total_high")),
        ],
        caption,
        f"Sobol indices, shares of the variance. {_INTERVALS}",
    )


def _density(rows: pd.DataFrame) -> Table:
    return table(
        rows.sort_values("pawn", ascending=False, kind="stable"),
        [
            text_column("Parameter", "parameter", heading_of),
            number_column("PAWN index", "pawn", 2),
            number_column("Without influence", "threshold", 2),
        ],
        "Distance between distributions, 0 to 1",
        "95 % of factors without influence stay below the last column.",
    )


def _sensitivity(result: Sensitivity) -> Iterator[Block]:
    subject = f"{name_of(result.outcome)}, {horizon_words(result.horizon)}"
    if "total" in result.indices:
        yield _sobol(result.indices, f"What decides {subject}")
    elif "mu_star" in result.indices:
        yield table(
            result.indices.sort_values("mu_star", ascending=False, kind="stable"),
            [
                text_column("Factor", "parameter", heading_of),
                short_column("Mean effect", "mu"),
                _sized("Size of effect", "mu_star"),
                short_column("Spread of effects", "sigma"),
            ],
            f"What decides {subject}",
            f"Elementary effects over the whole range of a factor. {_INTERVALS}",
        )
    if len(result.density):
        yield _density(result.density)


def _sized(title: str, name: str) -> Column:
    def cell(row: Row) -> str:
        low, high = row.get(f"{name}_low", np.nan), row.get(f"{name}_high", np.nan)
        known = np.isfinite([low, high]).all()
        return short(row[name]) + (f" [{short(low)}, {short(high)}]" if known else "")

    return Column(title, cell)


_TABLES: Final = cast(
    "Mapping[str, Callable[[Experiment], Iterator[Block]]]",
    {"sweep": _sweep, "frontier": _frontier, "break-even": _break_even, "verdict": _verdict},
)

_DECIDING: Final = cast(
    "Mapping[str, Callable[[Experiment], Iterator[Block]]]",
    {"factorial": _factorial, "verdict": _verdict_indices, "sensitivity": _sensitivity},
)
