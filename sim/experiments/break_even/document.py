"""What a break-even says: the value at which neither regime is ahead, and how sure that is."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from sim.analysis.estimates import Outcome, conclusions
from sim.experiments.break_even.record import BreakEven
from sim.parameters import declarations
from sim.study.record import LOG_POINTS_UNIT
from sim.study.sections import Caption, packs_table, study_document
from sim.text.document import Bars, Block, Document, Paragraph
from sim.text.labels import PACK_NAMES, heading_of, name_of
from sim.text.numbers import Number, difference, per_cent, significant
from sim.text.phrases import capital, counted, horizon_name, horizon_phrase, listed
from sim.text.tables import Column, number_column, table_of, text_column

MOST_CROSSINGS: Final = 3
"""Crossings that the answer names; the table has all."""

MOST_BARS: Final = 7
"""Values at which the answer shows the gap."""

DIGITS: Final = 4
"""Significant digits of a value of the parameter, which is found to a thousandth of its range."""

type Row = Mapping[Hashable, Any]


def document(result: BreakEven) -> Document:
    """Return the document of a break-even.

    Parameters
    ----------
    result : BreakEven
    """
    a, b = result.titles
    crossings = result.crossings.to_dict("records")
    return study_document(
        result,
        title=f"{b} against {a}",
        question=(
            f'At which value of {name_of(result.parameter)} are "{a}" and "{b}" equal in '
            f"{name_of(result.measure)}?"
        ),
        answer=_answer(result),
        figures={"curve": _caption(result)},
        tables=_tables(result),
        numbers={
            f"break_even.{result.parameter}.{place}": _value(result, row)
            for place, row in enumerate(crossings, 1)
        },
    )


def _answer(result: BreakEven) -> Iterator[Block]:
    yield Paragraph(" ".join(_lead(result)), "lead")
    yield Paragraph(_assumed(result))
    shown = _spread(_known(result), result.parameter)
    yield Bars(
        f"Gap in {name_of(result.measure)}, {horizon_name(result.horizon)}, by "
        f"{name_of(result.parameter)}",
        tuple(
            (significant(row[result.parameter]), per_cent(_gap(row)))
            for row in shown.to_dict("records")
        ),
        f"Positive where {result.titles[1]} is ahead.",
    )


def _lead(result: BreakEven) -> Iterator[str]:
    a, b = result.titles
    if _known(result)["low"].isna().all():
        yield "Without a second replicate there are no intervals: what follows may be chance."
    measure = f"{name_of(result.measure)} {horizon_phrase(result.horizon)}"
    crossings = list(result.crossings.to_dict("records"))
    if not crossings:
        yield _no_crossing(result, measure)
    for row in crossings[:MOST_CROSSINGS]:
        value = _value(result, row).text(unit=False)
        yield (
            f"{b} and {a} have the same {measure} at {name_of(result.parameter)} = {value}; {b} is "
            f"ahead {row['b_ahead']} it{_doubt(row)}."
        )
    if len(crossings) > MOST_CROSSINGS:
        yield f"There are {counted(len(crossings) - MOST_CROSSINGS, 'more crossing')}."
    for part in result.undecided.to_dict("records"):
        # What holds a crossing is said as its interval.
        if not result.crossings["value"].between(part["low"], part["high"]).any():
            low, high = (significant(part[end], DIGITS) for end in ("low", "high"))
            yield f"Between {low} and {high} the runs do not decide who is ahead."


def _doubt(row: Row) -> str:
    """Return what is said where the interval of a crossing does not end inside the range."""
    if row["low_open"] and row["high_open"]:
        return (
            ", by the means alone: the interval holds the whole range, so that it takes more "
            "replicates or workers to tell"
        )
    ends = {"below": "low", "above": "high"}
    if row[f"{ends[row['b_ahead']]}_open"]:
        return ", by the means alone: at no value inside the range do the runs show it"
    return ""


def _no_crossing(result: BreakEven, measure: str) -> str:
    a, b = result.titles
    points = _known(result)
    low, high = _ends(result)
    name = name_of(result.parameter)
    if points.empty:
        return f"No gap is known at any value of {name}: the runs ended in errors."
    decided = conclusions(points).map(lambda found: found.decided)
    sizes = [abs(per_cent(_gap(row)).value) for row in points.to_dict("records")]
    side = b if points["gap"].mean() > 0 else a
    doubt = "" if decided.all() else f", although at {(~decided).sum()} the runs do not decide it"
    return (
        f"There is no break-even of {name} between {low} and {high}: {side} has the higher "
        f"{measure} at all {len(points)} values that were simulated, by {min(sizes):.1f} to "
        f"{max(sizes):.1f} %{doubt}."
    )


def _assumed(result: BreakEven) -> str:
    """Return the value that each set of assumptions has."""
    values = dict(zip(result.packs["pack"], result.packs["value"], strict=True))
    said = [
        f"{significant(values[pack], DIGITS)} ({words})"
        for pack, words in PACK_NAMES.items()
        if pack in values
    ]
    return f"{capital(name_of(result.parameter))} is assumed to be {listed(said)}."


def _caption(result: BreakEven) -> Caption:
    points = _known(result)
    low, high = _ends(result)
    ends = " to ".join(
        difference(_gap(row), LOG_POINTS_UNIT).text()
        for row in points.iloc[[0, -1]].to_dict("records")
    )
    places = listed(significant(value) for value in result.crossings["value"])
    crossing = f"It crosses zero at {places}." if places else "It does not cross zero."
    return Caption(
        "The gap over one parameter with its 95 % band. It is zero at the dashed line; the bar on "
        "the zero line is the interval of that value.",
        f"Line with a band. Over {name_of(result.parameter)} from {low} to {high} the gap goes "
        f"from {ends}. {crossing}",
    )


def _tables(result: BreakEven) -> Iterator[Block]:
    if len(result.crossings):
        yield table_of(
            result.crossings,
            [
                Column(heading_of(result.parameter), lambda row: _value(result, row)),
                text_column(f"{result.titles[1]} is ahead", "b_ahead"),
            ],
            "Where neither is ahead",
            file="crossings.parquet",
        )
    yield packs_table(result.packs)
    yield table_of(
        result.points,
        [
            number_column(heading_of(result.parameter), result.parameter, significant=DIGITS),
            number_column(
                "Gap", "gap", LOG_POINTS_UNIT, limits=("low", "high"), difference=True, star=True
            ),
        ],
        f"Gap in {name_of(result.measure)}, {horizon_name(result.horizon)}",
        file="points.parquet",
    )


def _known(result: BreakEven) -> pd.DataFrame:
    return result.points.dropna(subset=["gap"])


def _ends(result: BreakEven) -> tuple[str, str]:
    """Return the lowest and the highest value that was simulated, as text."""
    values = result.points[result.parameter]
    return significant(values.min(), DIGITS), significant(values.max(), DIGITS)


def _spread(points: pd.DataFrame, parameter: str) -> pd.DataFrame:
    """Return a few points that lie evenly over the range, in order."""
    if len(points) <= MOST_BARS:
        return points
    values = points[parameter].to_numpy()
    wanted = np.linspace(values.min(), values.max(), MOST_BARS)
    return points.iloc[sorted({int(np.abs(values - value).argmin()) for value in wanted})]


def _gap(row: Row) -> Outcome:
    return Outcome(row["gap"], row["low"], row["high"])


def _value(result: BreakEven, row: Row) -> Number:
    """Return the value at a crossing, with its interval."""
    return Number(
        row["value"],
        row["low"],
        row["high"],
        unit=declarations()[result.parameter].unit,
        significant=DIGITS,
        open_low=bool(row["low_open"]),
        open_high=bool(row["high_open"]),
    )
