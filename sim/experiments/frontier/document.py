"""What a frontier says: along which line neither regime is ahead, and who is on either side."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from sim.analysis.contour import ESTIMATE
from sim.analysis.estimates import Conclusion, Outcome, conclusions
from sim.experiments.frontier.record import Frontier
from sim.study.record import LOG_POINTS_UNIT
from sim.study.sections import Caption, packs_table, study_document
from sim.text.document import Block, Document, Fold, Paragraph
from sim.text.labels import heading_of, name_of
from sim.text.numbers import SIGNIFICANT, Number, difference, exact, span
from sim.text.phrases import horizon_name, horizon_phrase, listed
from sim.text.tables import Column, number_column, table_of


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
    )


def _answer(result: Frontier) -> Iterator[Block]:
    yield Paragraph(f"{_lead(result)} {_counts(result)}", "lead")
    yield table_of(_corners(result), [*_places(result), _gap()], f"{_subject(result)}, corners")


def _lead(result: Frontier) -> str:
    a, b = result.titles
    measure = f"{name_of(result.measure)} {horizon_phrase(result.horizon)}"
    points = _known(result)
    if len(_line(result)):
        nowhere = [side for side, count in zip((a, b), _decided(points), strict=True) if not count]
        if not nowhere:
            return f"{b} and {a} have the same {measure} along a line through {_spans(result)}."
        return (
            f"The mean gap in {measure} is zero along a line through {_spans(result)}, but at no "
            f"point do the runs show that {listed(nowhere, conjunction='or')} is ahead: it takes "
            "more replicates or workers to tell."
        )
    if points.empty:
        return f"No gap in {measure} is known at any point: the runs ended in errors."
    side = b if points["gap"].mean() > 0 else a
    return (
        f"No line inside the ranges: {side} has the higher {measure} at all {len(points)} points "
        f"over {name_of(result.x)} and {name_of(result.y)} that were simulated."
    )


def _counts(result: Frontier) -> str:
    """Return at how many points each is ahead, as far as intervals tell."""
    a, b = result.titles
    points = _known(result)
    if points["low"].isna().all():
        ahead = int((points["gap"] > 0).sum())
        return (
            "Without a second replicate there are no intervals: by the means alone, which may be "
            f"chance, {b} is ahead at {ahead} of {len(points)} points."
        )
    behind, before = _decided(points)
    dense = ", which lie densest along the line" if len(_line(result)) else ""
    return (
        f"Of {len(points)} points{dense}, {b} is ahead at {before} and {a} at {behind}; at "
        f"{len(points) - before - behind} the runs do not decide."
    )


def _caption(result: Frontier) -> Caption:
    line = (
        f"The line where neither is ahead runs through {_spans(result)}."
        if len(_line(result))
        else "There is no line inside the ranges."
    )
    return Caption(
        "The gap over two parameters. On the thick line neither regime is ahead; between the thin "
        "lines the 95 % interval contains zero. White marks are what each side assumes, dots what "
        "was simulated.",
        f"Coloured map over {name_of(result.x)} and {name_of(result.y)}. {_counts(result)} {line}",
    )


def _tables(result: Frontier) -> Iterator[Block]:
    line = _line(result)
    if len(line):
        caption = "The line where neither is ahead"
        table = table_of(
            line,
            _places(result),
            caption,
            "The limits of its 95 % band stand in contours.parquet too.",
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
