"""What a break-even says: the value at which neither regime is ahead, and how sure that is."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from sim.analysis.decided import DECIDED, Conclusion, conclusions
from sim.analysis.estimates import Outcome
from sim.experiments.break_even.record import BreakEven
from sim.parameters import unit_of
from sim.study.record import LOG_POINTS_UNIT
from sim.study.sections import Caption, packs_table, study_document
from sim.text.document import Bars, Block, Document, Paragraph
from sim.text.labels import PACK_NAMES, heading_of, name_of
from sim.text.numbers import Number, difference, per_cent, significant
from sim.text.phrases import UNDECIDED, capital, counted, horizon_name, horizon_phrase, listed
from sim.text.tables import Column, number_column, table_of
from sim.text.undecided import replicates

MOST_CROSSINGS: Final = 3
"""Crossings that the answer names; the table has all."""

MOST_BARS: Final = 7
"""Values at which the answer shows the gap."""

DIGITS: Final = 4
"""Significant digits of a value of the parameter, which is found to a thousandth of its range."""

_IF_RIGHT: Final = "if the gaps are as estimated"

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
        short=_short(result),
    )


def _short(result: BreakEven) -> Iterator[str]:
    yield from _lead(result)
    yield _assumed(result)


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
    measure = f"{name_of(result.measure)} {horizon_phrase(result.horizon)}"
    crossings = list(result.crossings.to_dict("records"))
    if told := _undecided_first(result, crossings):
        yield told
    if not crossings:
        yield _no_crossing(result, measure)
    for row in crossings[:MOST_CROSSINGS]:
        yield _crossing(result, row, measure)
    if len(crossings) > MOST_CROSSINGS:
        yield f"There are {counted(len(crossings) - MOST_CROSSINGS, 'more crossing')}."
    for part in result.undecided.to_dict("records"):
        # What holds a crossing is said as its interval.
        if not result.crossings["value"].between(part["low"], part["high"]).any():
            low, high = (significant(part[end], DIGITS) for end in ("low", "high"))
            yield f"Between {low} and {high} the runs do not decide who is ahead."


def _undecided_first(result: BreakEven, crossings: list[dict[Hashable, Any]]) -> str:
    """Return what is said first where the runs do not show who is ahead; else nothing."""
    points = _known(result)
    if points.empty:
        return ""
    name = name_of(result.parameter)
    size = replicates(result.settings["replicates"])
    told = conclusions(points)
    sides = (Conclusion.LOWER, Conclusion.HIGHER) if crossings else (_of_means(points),)
    unseen = [
        (points["gap"] > 0.0) == (side is Conclusion.HIGHER)
        for side in sides
        if not (told == side).any()
    ]
    if not told.isin(DECIDED).any():
        why = f"at none of the {len(points)} values of {name} do the runs show who is ahead"
    elif unseen:
        of_both = zip(reversed(result.titles), (Conclusion.HIGHER, Conclusion.LOWER), strict=True)
        (hidden,) = (title for title, side in of_both if not (told == side).any())
        why = f"at no value of {name} do the runs show that {hidden} is ahead"
    elif not crossings and not told.isin(DECIDED).all():
        open_ones = ~told.isin(DECIDED)
        why = (
            f"at {open_ones.sum()} of {len(points)} values of {name} the runs do not show who is "
            "ahead, so that there may be a break-even"
        )
        # All of them have to be decided: the one that takes most counts.
        needed = [size.enough([estimate]) for estimate in _estimates(points[open_ones])]
        return size.undecided(why, max(needed), _IF_RIGHT)
    else:
        return ""
    rows = [estimate for side in unseen for estimate in _estimates(points[side])] or _estimates(
        points
    )
    return size.undecided(why, size.enough(rows), _IF_RIGHT)


def _crossing(result: BreakEven, row: Row, measure: str) -> str:
    """Return what the runs show of a value at which the mean gap is zero."""
    a, b = result.titles
    name, value = name_of(result.parameter), _value(result, row)
    if not (_is_told(row, a_side := _other(row["b_ahead"])) or _is_told(row, row["b_ahead"])):
        # An interval that holds the whole range, or none, says nothing of the value.
        return (
            f"By the means alone, which may be chance, the gap in {measure} crosses zero at "
            f"{name} = {value.text('none', unit=False)}."
        )
    said = f"{b} and {a} have the same {measure} at {name} = {value.text(unit=False)}"
    ahead = [
        f"{title} is ahead {side} it"
        for title, side in ((b, row["b_ahead"]), (a, a_side))
        if _is_told(row, side)
    ]
    if len(ahead) == 2:
        return f"{said}; {ahead[0]}."
    hidden, side = (a, a_side) if _is_told(row, row["b_ahead"]) else (b, row["b_ahead"])
    return f"{said} by the means; {ahead[0]}, {hidden} is not shown to be ahead {side} it."


def _is_told(row: Row, side: str) -> bool:
    """Return whether the interval of a crossing ends inside the range, on one side of it."""
    end = {"below": "low", "above": "high"}[side]
    return bool(np.isfinite(row[end])) and not row[f"{end}_open"]


def _other(side: str) -> str:
    return "below" if side == "above" else "above"


def _of_means(points: pd.DataFrame) -> Conclusion:
    return Conclusion.HIGHER if points["gap"].mean() > 0 else Conclusion.LOWER


def _estimates(points: pd.DataFrame) -> list[tuple[float, float, float]]:
    return [(row["gap"], row["low"], row["high"]) for row in points.to_dict("records")]


def _no_crossing(result: BreakEven, measure: str) -> str:
    a, b = result.titles
    points = _known(result)
    low, high = _ends(result)
    name = name_of(result.parameter)
    if points.empty:
        return f"No gap is known at any value of {name}: the runs ended in errors."
    sizes = [abs(per_cent(_gap(row)).value) for row in points.to_dict("records")]
    side = b if points["gap"].mean() > 0 else a
    by = f"by {min(sizes):.1f} to {max(sizes):.1f} %"
    at_all = f"at all {len(points)} values that were simulated"
    if conclusions(points).isin(DECIDED).all():
        return (
            f"There is no break-even of {name} between {low} and {high}: {side} has the higher "
            f"{measure} {at_all}, {by}."
        )
    return (
        f"The mean gap does not cross zero between {low} and {high}: by the means {side} has the "
        f"higher {measure} {at_all}, {by}."
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
    told = _undecided_first(result, list(result.crossings.to_dict("records")))
    banded = points["low"].notna().any()
    at_zero = " The mean is zero at the dashed line" if places else ""
    bar = "; the bar on the zero line is the interval of that value" if places and banded else ""
    return Caption(
        f"The gap over one parameter{' with its 95 % band' if banded else ''}."
        f"{at_zero}{bar}{'.' if places else ''}",
        f"Line with a band. Over {name_of(result.parameter)} from {low} to {high} the gap goes "
        f"from {ends}. {crossing}",
        f"{told} Over the range the gap goes from {ends}. {crossing}".strip(),
    )


def _tables(result: BreakEven) -> Iterator[Block]:
    if len(result.crossings):
        yield table_of(
            result.crossings,
            [
                Column(heading_of(result.parameter), lambda row: _value(result, row)),
                Column(f"{result.titles[1]} is ahead", _ahead, numeric=False),
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


def _ahead(row: Row) -> str:
    return str(row["b_ahead"]) if _is_told(row, row["b_ahead"]) else UNDECIDED


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
        unit=unit_of(result.parameter),
        significant=DIGITS,
        open_low=bool(row["low_open"]),
        open_high=bool(row["high_open"]),
    )
