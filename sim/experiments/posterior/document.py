"""What a posterior says: how probable it is, given the evidence, that a regime is ahead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd

from sim.analysis.weighting import ENOUGH
from sim.experiments.posterior.evidence import CONDITIONS
from sim.experiments.posterior.record import EVIDENCE, GIVEN, Posterior
from sim.experiments.posterior.short import short
from sim.experiments.posterior.value_words import TITLE, value_blocks, value_lead, value_said
from sim.experiments.posterior.words import Row, chance, gap_span, lead
from sim.study.record import LOG_POINTS_UNIT
from sim.study.sections import Caption, packs_table, study_document
from sim.text.document import Block, Document, Fold, Items, Paragraph, Section, Table
from sim.text.labels import PACK_NAMES, heading_of, name_of
from sim.text.numbers import NOTHING, Number, quantity, share, significant, span
from sim.text.phrases import capital, counted, horizon_name, listed
from sim.text.tables import Column, number_column, table_of, text_column
from sim.vocabulary import MEASURES

MEASURE: Final = MEASURES[0]
"""What the first table is about."""

MOST_PARAMETERS: Final = 12
"""Parameters that are named as narrowed."""


def document(result: Posterior) -> Document:
    """Return the document of a posterior.

    Parameters
    ----------
    result : Posterior
    """
    names = listed(f'"{title}"' for title in result.compared.values())
    return study_document(
        result,
        title=f"What the evidence says: {names} against {result.baseline_title}",
        question=(
            f"Given facts about {result.baseline_title} and the measured effects of known changes, "
            f"how probable is it that {names} {'is' if len(result.compared) == 1 else 'are'} at "
            "least as productive, and by how much?"
        ),
        answer=_answer(result),
        figures=_captions(result),
        sections=(Section(TITLE, tuple(value_blocks(result))),),
        deciding=_deciding(result),
        deciding_title="What the evidence tells",
        tables=_tables(result),
        numbers={
            f"probability.{row['regime']}.{row['measure']}.{row['horizon']}.{row['given']}": chance(
                row
            )
            for row in result.probabilities.to_dict("records")
        },
        short=short(result),
    )


def _answer(result: Posterior) -> Iterator[Block]:
    yield Paragraph(lead(result), "lead")
    for measure in MEASURES:
        yield _chances(result, measure)
    yield _quantiles(result)
    yield from value_lead(result)


def _chances(result: Posterior, measure: str) -> Table:
    """Return the probabilities of all regimes, given the ranges and given the evidence."""
    rows = result.probabilities[result.probabilities["measure"] == measure]
    horizons = list(dict.fromkeys(rows["horizon"]))
    kinds = [given for given in GIVEN if given in set(rows["given"])]
    by_place = {
        (row["regime"], row["horizon"], row["given"]): chance(row)
        for row in rows.to_dict("records")
    }
    return Table(
        caption=f"Probability of being at least as productive as {result.baseline_title}: "
        f"{name_of(measure)}",
        header=("Regime", "Given", *(capital(horizon_name(one)) for one in horizons)),
        rows=tuple(
            (title, GIVEN[given], *(by_place[name, horizon, given] for horizon in horizons))
            for name, title in result.regimes.items()
            for given in kinds
        ),
        numeric=(False, False, *(True for _ in horizons)),
        note="" if result.enough or result.refuted else f"Too few draws: {_worth(result)}.",
        file="probabilities.parquet",
    )


def _worth(result: Posterior) -> str:
    return f"worth {significant(result.effective, 2)} equal ones, of {ENOUGH} needed"


def _quantiles(result: Posterior) -> Table:
    rows = result.quantiles
    chosen = rows[(rows["measure"] == MEASURE) & (rows["horizon"] == result.horizon)]
    titles = result.regimes
    return table_of(
        chosen,
        [
            text_column("Regime", "regime", titles.__getitem__),
            text_column("Given", "given", GIVEN.__getitem__),
            Column("Median gap", _median),
            Column("Nine in ten lie in", lambda row: gap_span(row, "q05", "q95")),
        ],
        f"Gap in {name_of(MEASURE)} over {result.baseline_title}, {horizon_name(result.horizon)} "
        "(log points)",
        file="quantiles.parquet",
    )


def _median(row: Row) -> Number:
    limits = (float(row["q50"]), float(row["q50_low"]), float(row["q50_high"]))
    return Number(*limits, unit=LOG_POINTS_UNIT, difference=True)


def _deciding(result: Posterior) -> Iterator[Block]:
    yield Paragraph(_waves_words(result))
    if len(result.conflicts):
        yield Items(tuple(_conflict(row) for row in result.conflicts.to_dict("records")))
    if result.refuted:
        return
    told = narrowed(result)
    if len(told):
        yield table_of(
            told,
            [
                text_column("Parameter", "parameter", heading_of),
                Column("Prior", lambda row: span(row["prior_q05"], row["prior_q95"])),
                Column(
                    "Given evidence", lambda row: span(row["posterior_q05"], row["posterior_q95"])
                ),
                Column(
                    "Spread taken away",
                    lambda row: share(
                        row["narrowing"], row["narrowing_low"], row["narrowing_high"]
                    ),
                ),
                text_column("Told by", "told_by", lambda name: heading_of(name) or NOTHING),
            ],
            "Parameters that evidence narrows most: the middle nine tenths before and after",
            file="parameters.parquet",
            most=MOST_PARAMETERS,
        )
    rest = len(result.parameters) - len(told)
    yield Paragraph(
        f"Of {counted(len(result.parameters), 'parameter')} drawn from {result.priors}, "
        f"{rest} are not shown to be narrowed: their interval of the spread taken away contains "
        "zero, and what is not known of them goes into the gap in full."
    )
    yield from _channels(result)


def narrowed(result: Posterior) -> pd.DataFrame:
    """Return the parameters that evidence is shown to narrow, most first.

    Parameters
    ----------
    result : Posterior
    """
    rows = result.parameters[result.parameters["narrowing_low"] > 0.0]
    return rows.sort_values("narrowing", ascending=False, kind="stable")


def _waves_words(result: Posterior) -> str:
    waves = result.waves.to_dict("records")
    left = listed(f"{_of_prior(row['left'])} after wave {row['wave']}" for row in waves)
    stop = str(waves[-1]["stop"])
    why = f" It ended since {_STOPS[stop]}." if stop else " No further wave was asked for."
    return f"Of the prior, the waves left {left}.{why}"


_STOPS: Final = {
    "emulators are good enough": "emulators are sure enough beside what else is uncertain",
    "hardly anything more is ruled out": "the last wave ruled out hardly anything more",
    "nothing left": "nothing was left",
}


def _of_prior(left: float) -> str:
    return "nothing" if left <= 0.0 else f"{significant(100.0 * left, 2)} %"


def _conflict(row: dict[Any, Any]) -> str:
    level = significant(float(row["implausibility"]), 2)
    if row["second"]:
        return (
            f"{heading_of(row['first'])} and {name_of(row['second'])} cannot be met at once: at "
            f"best one of them is {level} standard deviations off."
        )
    return (
        f"{heading_of(row['first'])} is met nowhere: at best it is {level} standard deviations off."
    )


def _channels(result: Posterior) -> Iterator[Block]:
    rows = result.channels[result.channels["given"] == EVIDENCE]
    if len(rows):
        yield table_of(
            rows,
            [
                text_column("Regime", "regime", result.regimes.__getitem__),
                text_column("Channel", "channel", heading_of),
                number_column(
                    "Mean", "mean", LOG_POINTS_UNIT, limits=("low", "high"), difference=True,
                    star=True,
                ),
                Column("Nine in ten lie in", lambda row: gap_span(row, "q05", "q95")),
            ],
            "What the gap in output per hour is made of in the long run, given the evidence",
            file="channels.parquet",
        )  # fmt: skip


def _tables(result: Posterior) -> Iterator[Block]:
    for role, title in (
        (CONDITIONS, "Evidence that conditions, and what is simulated given all of it"),
        ("held_out", "Evidence that is held out, as far as it was simulated"),
    ):
        rows = result.items[result.items["role"] == role]
        known = rows[rows["prior_mean"].notna() | rows["q50"].notna()]
        if len(known):
            yield table_of(known, _item_columns(), title, long=True, file="items.parquet")
    last = result.emulators[result.emulators["wave"] == result.waves["wave"].iloc[-1]]
    yield table_of(
        last,
        [
            text_column("Evidence", "item", heading_of),
            text_column("Points", "points"),
            text_column("Active parameters", "active"),
            Column("R2, points left out", lambda row: quantity(row["r2"])),
            Column("Within two deviations", lambda row: share(row["within"])),
            Column("Uncertainty beside the rest", lambda row: quantity(row["uncertainty"])),
        ],
        "Emulators of the last wave",
        long=True,
        file="emulators.parquet",
    )
    yield table_of(
        result.pack_gaps[result.pack_gaps["measure"] == MEASURE],
        [
            text_column("Assumptions", "pack", lambda pack: capital(PACK_NAMES[pack])),
            text_column("Regime", "regime", result.regimes.__getitem__),
            text_column("Horizon", "horizon", horizon_name),
            number_column(
                "Gap", "gap", LOG_POINTS_UNIT, limits=("low", "high"), difference=True, star=True
            ),
        ],
        f"What the assumptions of each side give: {name_of(MEASURE)}",
        long=True,
        file="pack_gaps.parquet",
    )
    yield Fold("What each side assumes", (packs_table(result.packs),))


def _item_columns() -> list[Column]:
    return [
        text_column("Evidence", "title"),
        Column("Observed", lambda row: quantity(row["observed"])),
        Column("Error", lambda row: quantity(row["error"])),
        Column("Discrepancy", lambda row: quantity(row["discrepancy"])),
        Column("Given ranges", lambda row: quantity(row["prior_mean"])),
        Column("Given evidence", lambda row: quantity(row["q50"], row["q05"], row["q95"])),
        text_column("Unit", "unit"),
    ]


def _captions(result: Posterior) -> dict[str, Caption]:
    rows = result.quantiles[
        (result.quantiles["measure"] == MEASURE) & (result.quantiles["horizon"] == result.horizon)
    ]
    said = [
        f"{result.regimes[row['regime']]} given {GIVEN[row['given']]}: median "
        f"{Number(row['q50'], unit=LOG_POINTS_UNIT, difference=True).text()}"
        for row in rows.to_dict("records")
    ]
    widths = [
        f"{name_of(row['parameter'])} {share(row['narrowing']).text()}"
        for row in narrowed(result).head(5).to_dict("records")
    ]
    told = (
        f"Most is taken away from {listed(widths)}." if widths else "None is shown to be narrowed."
    )
    few = "" if result.enough or result.refuted else " Too few draws for a probability."
    return {
        "gaps": Caption(
            "The gap given the evidence (black) beside that given the ranges alone (grey): middle "
            "nine tenths as lines, middle half as bars, medians as strokes. White marks are what "
            f"the assumptions of each side give.{few}",
            f"Two bars for each regime. {'; '.join(said)}.",
        ),
        "parameters": Caption(
            "Each parameter in its prior: the middle nine tenths given the evidence as a line, on "
            "the probability scale of the prior, on which the prior itself is even from 0 to 1.",
            f"Lines inside the unit interval, those narrowed most first. {told}",
        ),
        "value": Caption(
            "What it would be worth to know more. Left: chance within an economy beside all that "
            "is not known of parameters (bars), and the share of the variance of the gap that one "
            "parameter (dots) or the result of a study (squares) takes away. Right: by how much "
            "the probability of naming the wrong winner would fall; the diamond is all parameters "
            f"together. Grey where the interval contains zero.{few}",
            f"Dots with intervals, the largest first. {value_said(result)}",
        ),
    }
