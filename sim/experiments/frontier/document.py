"""What a frontier says: along which line neither regime is ahead, and who is on either side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pandas as pd

from sim.analysis.contour import ESTIMATE
from sim.analysis.decided import DECIDED, Conclusion, conclusions
from sim.analysis.estimates import Outcome
from sim.experiments.frontier.record import Frontier
from sim.study.record import LOG_POINTS_UNIT
from sim.study.sections import Caption, packs_table, study_document
from sim.text.document import Block, Document, Fold, Paragraph
from sim.text.labels import heading_of, name_of
from sim.text.numbers import SIGNIFICANT, Number, difference, exact, significant, span
from sim.text.phrases import horizon_name, horizon_phrase
from sim.text.tables import Column, Row, number_column, table_of
from sim.text.undecided import replicates

_IF_RIGHT: Final = "if the gaps are as estimated"

_LINE: Final = "The line where neither is ahead"


def document(result: Frontier) -> Document:
    """Return the document of a frontier.

    Parameters
    ----------
    result : Frontier
    """
    a, b = result.titles
    return study_document(
        result,
        title=f"{b} against {a}",
        question=(
            f'For which values of {name_of(result.x)} and {name_of(result.y)} is "{b}" ahead of '
            f'"{a}" in {name_of(result.measure)}, and for which is it behind?'
        ),
        answer=_answer(result),
        figures={"map": _caption(result)},
        tables=_tables(result),
        numbers=_numbers(result),
        short=_short(result),
    )


def _answer(result: Frontier) -> Iterator[Block]:
    yield Paragraph(f"{_lead(result)} {_counts(result)}", "lead")
    yield table_of(_corners(result), [*_places(result), _gap()], f"{_subject(result)}, corners")


def _short(result: Frontier) -> Iterator[str]:
    yield _lead(result)
    yield _counts(result)
    corners = _corners(result).to_dict("records")
    if len(_line(result)) and corners:
        low, high = (pick(corners, key=lambda row: row["gap"]) for pick in (min, max))
        yield (
            f"What decides it is where on both ranges one is: {_corner(result, low)}, and "
            f"{_corner(result, high)}."
        )


def _corner(result: Frontier, row: Row) -> str:
    """Return the gap at a corner of the ranges in words."""
    at = ", ".join(f"{name_of(name)} {significant(row[name])}" for name in (result.x, result.y))
    gap = difference(Outcome(row["gap"], row["low"], row["high"]), LOG_POINTS_UNIT)
    return f"the gap is {gap.text()} at {at}"


def _lead(result: Frontier) -> str:
    a, b = result.titles
    measure = f"{name_of(result.measure)} {horizon_phrase(result.horizon)}"
    points = _known(result)
    if points.empty:
        return f"No gap in {measure} is known at any point: the runs ended in errors."
    told = _undecided_first(result)
    if len(_line(result)):
        if told:
            return (
                f"{told} The mean gap in {measure} is zero along a line through {_spans(result)}."
            )
        return f"{b} and {a} have the same {measure} along a line through {_spans(result)}."
    side = b if points["gap"].mean() > 0 else a
    by = f"{side} has the higher {measure} at all {len(points)} points"
    over = f"over {name_of(result.x)} and {name_of(result.y)} that were simulated"
    if told:
        return f"{told} By the means {by} {over}."
    return f"No line inside the ranges: {by} {over}."


def _undecided_first(result: Frontier) -> str:
    """Return what is said first where the runs do not show who is ahead; else nothing."""
    points = _known(result)
    a, b = result.titles
    size = replicates(result.settings["replicates"])
    told = conclusions(points)
    line = len(_line(result))
    hidden = [
        (title, side)
        for title, side in ((a, Conclusion.LOWER), (b, Conclusion.HIGHER))
        if not (told == side).any()
    ]
    open_ones = points[~told.isin(DECIDED)]
    if len(hidden) == 2:
        why = f"at none of the {len(points)} points do the runs show who is ahead"
        return size.undecided(why, size.enough(_estimates(points)), _IF_RIGHT)
    if line and hidden:
        title, side = hidden[0]
        rows = points[(points["gap"] > 0.0) == (side is Conclusion.HIGHER)]
        why = f"at no point do the runs show that {title} is ahead"
        return size.undecided(why, size.enough(_estimates(rows)), _IF_RIGHT)
    if not line and len(open_ones):
        needed = [size.enough([estimate]) for estimate in _estimates(open_ones)]
        why = (
            f"at {len(open_ones)} of {len(points)} points the runs do not show who is ahead, so "
            "that there may be a line"
        )
        return size.undecided(why, max(needed), _IF_RIGHT)
    return ""


def _estimates(points: pd.DataFrame) -> list[tuple[float, float, float]]:
    return [(row["gap"], row["low"], row["high"]) for row in points.to_dict("records")]


def _counts(result: Frontier) -> str:
    """Return at how many points each is ahead, as far as intervals tell."""
    a, b = result.titles
    points = _known(result)
    if points["low"].isna().all():
        ahead = int((points["gap"] > 0).sum())
        return (
            f"By the means alone, which may be chance, {b} is ahead at {ahead} of {len(points)} "
            "points."
        )
    behind, before = _decided(points)
    dense = ", which lie densest along the line" if len(_line(result)) else ""
    return (
        f"Of {len(points)} points{dense}, {b} is ahead at {before} and {a} at {behind}; at "
        f"{len(points) - before - behind} the runs do not decide."
    )


def _caption(result: Frontier) -> Caption:
    line = (
        f"The line where the mean gap is zero runs through {_spans(result)}."
        if len(_line(result))
        else "There is no line inside the ranges."
    )
    told = _undecided_first(result) if len(_known(result)) else ""
    thick = "On the thick line the mean gap is zero. " if told else ""
    thick = thick or "On the thick line neither regime is ahead. "
    between = "Between the thin lines the 95 % interval contains zero. " if _band(result) else ""
    return Caption(
        f"{told} The gap over two parameters. {thick if len(_line(result)) else ''}{between}White "
        "marks are what each side assumes, dots what was simulated.".strip(),
        f"Coloured map over {name_of(result.x)} and {name_of(result.y)}. {_counts(result)} {line}",
        _counts(result),
    )


def _tables(result: Frontier) -> Iterator[Block]:
    line = _line(result)
    if len(line):
        told = _undecided_first(result)
        caption = "The line where the mean gap is zero" if told else _LINE
        table = table_of(
            line,
            _places(result),
            caption,
            "The limits of its 95 % band stand in contours.parquet too." if _band(result) else "",
            file="contours.parquet",
        )
        yield Fold(f"{caption}, point by point", (table,))
    yield packs_table(result.packs)
    points = table_of(
        result.points, [*_places(result), _gap()], _subject(result), file="points.parquet"
    )
    yield Fold(f"All {len(result.points):,} points that were simulated", (points,))


def _numbers(result: Frontier) -> dict[str, Number]:
    """Return the gap at the corners of the ranges."""
    return {
        f"gap.{result.measure}.{result.horizon}.{result.x}={exact(row[result.x])}."
        f"{result.y}={exact(row[result.y])}": difference(
            Outcome(row["gap"], row["low"], row["high"]), LOG_POINTS_UNIT
        )
        for row in _corners(result).to_dict("records")
    }


def _decided(points: pd.DataFrame) -> tuple[int, int]:
    """Return at how many points the interval shows that a is ahead, and that b is."""
    found = conclusions(points).value_counts()
    return int(found.get(Conclusion.LOWER, 0)), int(found.get(Conclusion.HIGHER, 0))


def _known(result: Frontier) -> pd.DataFrame:
    return result.points.dropna(subset=["gap"])


def _line(result: Frontier) -> pd.DataFrame:
    return result.contours[result.contours["kind"] == ESTIMATE]


def _band(result: Frontier) -> bool:
    """Return whether there are limits of an interval of the line, which one replicate has not."""
    return bool((result.contours["kind"] != ESTIMATE).any())


def _corners(result: Frontier) -> pd.DataFrame:
    points = result.points
    ends = [points[name].isin([points[name].min(), points[name].max()]) for name in _axes(result)]
    return points[ends[0] & ends[1]].sort_values(_axes(result), ignore_index=True)


def _axes(result: Frontier) -> list[str]:
    return [result.x, result.y]


def _spans(result: Frontier) -> str:
    """Return through which values of both parameters the line runs."""
    line = _line(result)
    return " and ".join(
        f"{name_of(name)} from {span(line[name].min(), line[name].max())}" for name in _axes(result)
    )


def _subject(result: Frontier) -> str:
    return f"Gap in {name_of(result.measure)}, {horizon_name(result.horizon)}"


def _places(result: Frontier) -> list[Column]:
    return [
        number_column(heading_of(name), name, significant=SIGNIFICANT) for name in _axes(result)
    ]


def _gap() -> Column:
    return number_column(
        "Gap", "gap", LOG_POINTS_UNIT, limits=("low", "high"), difference=True, star=True
    )
