"""What a sweep says: how an outcome changes over the points of its design."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd

from sim.analysis.intervals import mean_interval
from sim.experiments.sweep.record import Sweep
from sim.experiments.sweep.short import short
from sim.study.sections import Caption, study_document
from sim.text.document import Block, Cell, Document, Paragraph, Table
from sim.text.labels import factor_name, heading_of
from sim.text.numbers import Number, significant
from sim.text.phrases import counted, listed
from sim.text.tables import number_column, table_of, text_column
from sim.vocabulary import LONG_RUN

MOST_POINTS: Final = 60
"""Points that are listed; of more the document says where they stand."""

MOST_FACTORS: Final = 6

OUTCOME: Final = "output_per_hour"


def document(result: Sweep) -> Document:
    """Return the document of a sweep.

    Parameters
    ----------
    result : Sweep
    """
    names = [_name(factor) for factor in result.factors]
    return study_document(
        result,
        title=result.design.title or result.design.name,
        question=(
            "How do output, effort, alienation and inequality change with "
            f"{listed(names, most=MOST_FACTORS) if names else 'the scenario'}?"
        ),
        answer=_answer(result),
        figures={"overview": _caption(result)},
        tables=_tables(result),
        short=short(result),
    )


def _answer(result: Sweep) -> Iterator[Block]:
    rows = _long_run(result)
    yield Paragraph(
        f"{result.completed:,} of {result.planned:,} runs are done, at "
        f"{counted(rows['point'].nunique(), 'point')}"
        f"{f' drawn from {result.priors}' if result.priors else ''}. "
        f"{heading_of(OUTCOME)} in the long run goes {_spans(rows)}.",
        "lead",
    )
    yield table_of(
        _by_scenario(rows),
        [
            text_column("Scenario", "scenario"),
            *(
                number_column(title, title.lower(), result.units.get(OUTCOME, ""), limits=None)
                for title in ("Mean", "Lowest", "Highest")
            ),
        ],
        f"{heading_of(OUTCOME)} over all points, long run",
    )


def _caption(result: Sweep) -> Caption:
    return Caption(
        "Mean output per hour in the long run along each factor, all others varied, with 95 % "
        "intervals.",
        f"{heading_of(OUTCOME)} goes {_spans(_long_run(result))}.",
        f"{heading_of(OUTCOME)} goes {_spans(_long_run(result))}.",
    )


def _tables(result: Sweep) -> Iterator[Block]:
    groups = _long_run(result).groupby(
        ["point", "scenario", *result.factors], sort=False, dropna=False
    )[OUTCOME]
    unit = result.units.get(OUTCOME, "")
    rows: list[tuple[Cell, ...]] = []
    for key, values in groups:
        mean, low, high = (float(x) for x in mean_interval(values.to_numpy(np.float64)))
        point, scenario, *at = key
        rows.append(
            (
                str(point),
                str(scenario),
                *(_level(value) for value in at),
                Number(mean, low, high, unit=unit),
                str(len(values)),
            )
        )
    kept = tuple(rows[:MOST_POINTS])
    more = len(rows) - len(kept)
    header = ("Point", "Scenario", *(_name(factor) for factor in result.factors))
    yield Table(
        caption=f"{heading_of(OUTCOME)} in the long run at each point",
        header=(*header, heading_of(OUTCOME), "Replicates"),
        rows=kept,
        numeric=(True, False, *(True for _ in result.factors), True, True),
        note=f"{more:,} more rows stand in runs.parquet." if more else "",
        long=True,
        file="runs.parquet",
    )


def _long_run(result: Sweep) -> pd.DataFrame:
    return result.runs[result.runs["horizon"] == LONG_RUN]


def _by_scenario(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the mean, least and greatest outcome over the points of each scenario."""
    at_points = rows.groupby(["scenario", "point"], sort=False)[OUTCOME].mean()
    by_scenario = at_points.groupby(level="scenario", sort=False)
    return pd.DataFrame(
        {"mean": by_scenario.mean(), "lowest": by_scenario.min(), "highest": by_scenario.max()}
    ).reset_index()


def _spans(rows: pd.DataFrame) -> str:
    return listed(
        [
            f"from {row['lowest']:.3f} to {row['highest']:.3f} under {row['scenario']}"
            for row in _by_scenario(rows).to_dict("records")
        ],
        most=MOST_FACTORS,
    )


def _name(factor: str) -> str:
    return factor_name(factor)


def _level(value: object) -> str:
    return significant(value) if isinstance(value, float) else str(value)
