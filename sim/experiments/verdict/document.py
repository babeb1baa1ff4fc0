"""What a verdict says: in how many draws each side is right, and which assumptions decide it."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any, Final

import pandas as pd

from sim.analysis.decided import DECIDED, Conclusion
from sim.analysis.estimates import Outcome
from sim.analysis.prim import MIN_DRAWS
from sim.experiments.verdict.record import Verdict
from sim.parameters import declarations
from sim.study.index_faults import check_table
from sim.study.index_words import (
    deciding_in_short,
    deciding_title,
    index_table,
    is_undecided,
    second_opinion,
    what_decides,
)
from sim.study.priors import forms_words
from sim.study.record import LOG_POINTS_UNIT
from sim.study.sections import Caption, packs_table, study_document
from sim.text.document import Bars, Block, Document, Fold, Items, Paragraph, Table
from sim.text.labels import PACK_NAMES, heading_of, name_of
from sim.text.numbers import NOTHING, Number, per_cent, share, span
from sim.text.phrases import UNDECIDED, capital, horizon_name, horizon_phrase, listed
from sim.text.tables import Column, number_column, range_column, table_of, text_column
from sim.text.undecided import Size
from sim.vocabulary import CRITICS, MEASURES, SIDES

MEASURE: Final = MEASURES[0]
"""What the answer is about."""

EVEN: Final = 0.5
"""Probability at which neither is more often ahead."""

_TENTHS: Final = (0.1, 0.5, 0.9)

type Row = Mapping[Hashable, Any]


def document(result: Verdict) -> Document:
    """Return the document of a verdict.

    Parameters
    ----------
    result : Verdict
    """
    a, b = result.titles
    return study_document(
        result,
        title=f"{b} against {a}",
        question=(
            f"When every parameter may lie anywhere in its published range ({result.priors}), how "
            "probable is it that "
            f'"{b}" is at least as productive as "{a}", and which assumptions decide it?'
        ),
        answer=_answer(result),
        figures=_captions(result),
        deciding=_deciding(result),
        deciding_title=deciding_title(result.index_tables()),
        tables=_tables(result),
        numbers={
            f"probability.{row['measure']}.{row['horizon']}": _chance(row)
            for row in result.probabilities.to_dict("records")
        },
        short=_short(result),
    )


def _short(result: Verdict) -> Iterator[str]:
    yield _lead(result)
    yield deciding_in_short(result.index_tables())
    packs = result.pack_gaps
    rows = packs[(packs["measure"] == MEASURE) & (packs["horizon"] == result.horizon)]
    said = ", ".join(
        f"{PACK_NAMES[row['pack']]} {per_cent(_gap(row)).text()}" for row in rows.to_dict("records")
    )
    if said:
        yield f"Gap in {name_of(MEASURE)} {horizon_phrase(result.horizon)}: {said}."


def _answer(result: Verdict) -> Iterator[Block]:
    found = result.index_tables()
    said = [_lead(result), what_decides(found)]
    if is_undecided(found) and not said[0].startswith(capital(UNDECIDED)):
        # That a size is too small is said before anything else.
        said.reverse()
    yield Paragraph(" ".join(said), "lead")
    yield _chances(result)
    packs = result.pack_gaps
    rows = packs[(packs["measure"] == MEASURE) & (packs["horizon"] == result.horizon)]
    yield Bars(
        f"Gap in {name_of(MEASURE)}, {horizon_name(result.horizon)}, under the assumptions of each",
        tuple((PACK_NAMES[row["pack"]], per_cent(_gap(row))) for row in rows.to_dict("records")),
    )


def _lead(result: Verdict) -> str:
    a, b = result.titles
    rows = result.probabilities[result.probabilities["measure"] == MEASURE]
    last = rows.to_dict("records")[-1]
    chance = _chance(last)
    said = (
        f"In {int(last['draws']):,} draws of {_drawn(result)}, {b} is at least as productive per "
        f"hour as {a} {horizon_phrase(last['horizon'])} in {chance.text()} of them"
    )
    conclusion = chance.conclusion(EVEN)
    if conclusion in DECIDED:
        return f"{said}: {b if conclusion is Conclusion.HIGHER else a} is ahead in most."
    size = Size(int(last["draws"]), "draw")
    enough = size.enough([(chance.value, chance.low, chance.high)], EVEN)
    return f"{size.undecided('the draws do not show who is ahead in most', enough)} {said}."


def _drawn(result: Verdict) -> str:
    """Return in words what was drawn, and from which ranges."""
    ranges = result.settings["ranges"]
    declared = declarations()
    # A rule of one's own that declares a parameter may not be loaded.
    published = all(
        list(ends) == [declared[name].low, declared[name].high]
        for name, ends in ranges.items()
        if name in declared
    )
    where = f"their {'published ' if published else ''}ranges"
    return f"{len(ranges)} parameters from {where} ({result.priors})"


def _priors(result: Verdict) -> Paragraph:
    """Return in words how the parameters were drawn."""
    forms = forms_words(result.settings["ranges"], result.settings.get("distributions", {}))
    return Paragraph(
        f"Drawn from {result.priors}: {forms}. `balanced-jobs parameters` shows the declared prior "
        "of each parameter with its reason; `--priors uniform` draws all evenly over their ranges."
    )


def _chances(result: Verdict) -> Table:
    """Return the share of draws by measure and horizon, one row for each measure."""
    a, b = result.titles
    rows = result.probabilities
    horizons = list(dict.fromkeys(rows["horizon"]))
    by_place = {(row["measure"], row["horizon"]): _chance(row) for row in rows.to_dict("records")}
    return Table(
        caption=f"Share of draws in which {b} is at least as productive as {a}",
        header=("Measure", *(capital(horizon_name(horizon)) for horizon in horizons)),
        rows=tuple(
            (
                heading_of(measure),
                *(by_place.get((measure, horizon), NOTHING) for horizon in horizons),
            )
            for measure in dict.fromkeys(rows["measure"])
        ),
        numeric=(False, *(True for _ in horizons)),
        file="probabilities.parquet",
    )


def _deciding(result: Verdict) -> Iterator[Block]:
    found = result.index_tables()
    yield _priors(result)
    yield index_table(found)
    yield from second_opinion(found)
    if len(found.checks):
        yield Fold("Whether the indices can be believed", (check_table(found.checks),))
    yield Items(tuple(box_words(result, side) for side in SIDES))


def box_words(result: Verdict, side: str) -> str:
    """Return the assumptions under which a side is right, and how well they tell."""
    limits = result.boxes[result.boxes["side"] == side]
    if not len(limits):
        return _no_box(result, side)
    quality = result.box_quality[result.box_quality["side"] == side].to_dict("records")[0]
    right, held = (
        share(quality[name], quality[f"{name}_low"], quality[f"{name}_high"]).text()
        for name in ("density", "coverage")
    )
    ends = listed(
        f"{name_of(row['parameter'])} from {span(row['low'], row['high'])} (of "
        f"{span(row['range_low'], row['range_high'])})"
        for row in limits.to_dict("records")
    )
    productive = "less" if side == CRITICS else "at least as"
    held_in = (
        f"The {side} are right ({result.titles[1]} is {productive} productive) in {right} of the "
        f"draws with {ends}"
    )
    if not result.box_tells(side):
        everywhere = result.share_right(side)
        size = Size(int(quality["draws"]), "draw")
        estimate = (quality["density"], quality["density_low"], quality["density_high"])
        why = (
            f"it is not shown that a box tells more than {share(everywhere).text()}, the share of "
            f"all draws in which the {side} are right"
        )
        return f"{size.undecided(why, size.enough([estimate], everywhere))} {held_in}."
    return (
        f"{held_in}. This box holds {held} of all draws in which they are right, judged by "
        f"{quality['draws']} draws that it was not found with."
    )


def _no_box(result: Verdict, side: str) -> str:
    """Return why a side has no box: that none tells more, or that the draws are too few for one."""
    draws = len(result.draws)
    part = result.share_right(side)
    # Half of the draws find a box, and PRIM wants so many in all of them and among the right ones.
    if draws / 2 >= 2 * MIN_DRAWS and part * draws / 2 >= MIN_DRAWS:
        return (
            f"No box of assumptions sets apart the draws in which the {side} are right: none tells "
            "more than the whole."
        )
    enough = max(4 * MIN_DRAWS, 2 * MIN_DRAWS / part) if part > 0.0 else math.nan
    return Size(draws, "draw").undecided(
        f"too few to look for a box of assumptions in which the {side} are right",
        enough,
        f"if they are right in {share(part).text()} of all",
    )


def _tables(result: Verdict) -> Iterator[Block]:
    side = text_column("Side", "side", capital)
    if len(result.boxes):
        yield table_of(
            result.boxes,
            [
                side,
                text_column("Parameter", "parameter", heading_of),
                range_column("In the box", "low", "high"),
                range_column("Published range", "range_low", "range_high"),
            ],
            "Boxes of assumptions in which each side is right",
            file="boxes.parquet",
        )
        yield table_of(
            result.box_quality,
            [
                side,
                _share("Right in the box", "density"),
                _share("Of all right draws, in the box", "coverage"),
                Column("Of all draws, in the box", lambda row: share(row["mass"])),
                text_column("Judged by draws", "draws"),
            ],
            "How well the boxes hold",
            file="box_quality.parquet",
        )
    yield table_of(
        result.pack_gaps,
        [
            text_column("Assumptions", "pack", lambda pack: capital(PACK_NAMES[pack])),
            text_column("Measure", "measure", heading_of),
            text_column("Horizon", "horizon", horizon_name),
            number_column(
                "Gap", "gap", LOG_POINTS_UNIT, limits=("low", "high"), difference=True, star=True
            ),
        ],
        "What the assumptions of each side give",
        file="pack_gaps.parquet",
    )
    yield Fold("What each side assumes", (packs_table(result.packs),))


def _captions(result: Verdict) -> dict[str, Caption]:
    a, b = result.titles
    chances = [
        f"{name_of(row['measure'])}, {horizon_name(row['horizon'])}: {_chance(row).text()}"
        for row in result.probabilities.to_dict("records")
    ]
    gaps = result.gaps
    last = gaps[(gaps["measure"] == MEASURE) & (gaps["horizon"] == result.horizon)]["gap"]
    doubt = ""
    if is_undecided(result.index_tables()):
        doubt = f"; that they decide most is {UNDECIDED}"
    shown = [side for side in SIDES if result.box_tells(side)]
    boxes = f"Rectangles are boxes in which the {listed(shown)} are right. " if shown else ""
    return {
        "probabilities": Caption(
            f"The share of all draws of the parameters in which {b} is at least as productive, "
            "with 95 % intervals.",
            f"Dots with intervals between 0 and 1. {'; '.join(chances)}.",
            f"{capital(_last_per_hour(chances))}.",
        ),
        "distribution": Caption(
            "The gap over all draws, cumulated, by horizon. White marks are what the assumptions "
            "of each side give, with 95 % intervals.",
            f"Cumulative curves of the gap. {'; '.join(_quantiles(gaps))}.",
            f"{capital(_last_per_hour(_quantiles(gaps)))}.",
        ),
        "map": Caption(
            f"Who is ahead, over the two parameters with the largest total indices{doubt}. "
            f"{boxes}White marks are what each side assumes.",
            f"Scattered points, one for each draw: {b} is at least as productive in "
            f"{int((last >= 0.0).sum())} of {len(last)}, {a} is ahead in the others.",
            f"{b} is at least as productive in {int((last >= 0.0).sum())} of {len(last)} draws.",
        ),
        "sensitivity": Caption(
            "What decides the gap: Sobol indices with 95 % intervals, and as a second opinion PAWN "
            "indices. Where an interval contains zero the runs do not show an influence: such bars "
            "are grey, and so are PAWN indices that factors without influence reach.",
            f"Bars with intervals, the longest first. {what_decides(result.index_tables())}",
            what_decides(result.index_tables()),
        ),
    }


def _last_per_hour(texts: Iterable[str]) -> str:
    """Return what is said of output per hour at the last horizon."""
    return [text for text in texts if text.startswith(name_of(MEASURE))][-1]


def _quantiles(gaps: pd.DataFrame) -> Iterator[str]:
    """Yield the median and the outer tenths of the gap by measure and horizon."""
    for (measure, horizon), rows in gaps.groupby(["measure", "horizon"], sort=False):
        low, middle, high = (
            Number(value, unit=LOG_POINTS_UNIT, difference=True)
            for value in rows["gap"].quantile(list(_TENTHS))
        )
        yield (
            f"{name_of(str(measure))}, {horizon_name(str(horizon))}: median {middle.text()}, "
            f"lowest and highest tenth at {low.text(unit=False)} and {high.text()}"
        )


def _share(title: str, name: str) -> Column:
    return Column(title, lambda row: share(row[name], row[f"{name}_low"], row[f"{name}_high"]))


def _chance(row: Row) -> Number:
    return share(row["probability"], row["low"], row["high"])


def _gap(row: Row) -> Outcome:
    return Outcome(row["gap"], row["low"], row["high"])
