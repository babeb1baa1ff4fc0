"""What an ablation says: what the answer hangs on, and what it does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd

from sim.analysis.estimates import DECIDED as ONE_SIGN
from sim.analysis.estimates import conclusion_of, conclusions
from sim.experiments.ablation.known_changes import counterparts, reproduced
from sim.experiments.ablation.record import (
    SOME_EFFECT,
    Ablation,
    by_size,
)
from sim.experiments.ablation.sentences import (
    changes_most,
    idle,
    interactions,
    turning,
)
from sim.experiments.ablation.short import short
from sim.experiments.ablation.simulate import BALANCE, GAP
from sim.experiments.ablation.terms import UNCHANGED
from sim.study.record import LOG_POINTS_UNIT
from sim.study.sections import Caption, study_document
from sim.text.document import Block, Document, Fold, Items, Paragraph, Table
from sim.text.labels import heading_of
from sim.text.numbers import Number, exact, span
from sim.text.phrases import ahead, capital, counted, horizon_phrase
from sim.text.tables import Column, Row, table_of, text_column
from sim.text.undecided import replicates
from sim.vocabulary import LONG_RUN

MISSED: Final = 0.05
"""Share of 95 % intervals that do not contain the true value."""

FEWEST_BY_CHANCE: Final = 20
"""Intervals of which at least one is expected to miss."""

OUTCOMES: Final = {GAP: "the gap", BALANCE: "what balanced jobs add"}
"""Outcomes of which channels are taken, in words."""


def document(result: Ablation) -> Document:
    """Return the document of an ablation.

    Parameters
    ----------
    result : Ablation
    """
    a, b = result.titles
    base = result.unchanged
    return study_document(
        result,
        title=f"What the gap between {b} and {a} hangs on",
        question=(
            f'On which mechanisms of the model, and on which differences between "{b}" and "{a}" '
            "that could be otherwise, does the gap in output per hour hang? Each is taken away on "
            "both sides, one at a time, then the largest two by two; the rest of the model, the "
            "people and the random numbers stay the same."
        ),
        answer=_answer(result),
        figures=_captions(result),
        deciding=_deciding(result),
        tables=_tables(result),
        numbers={
            "gap": number_of(base, GAP),
            "balance": number_of(base, BALANCE),
            **{f"gap.{row['term']}": number_of(row, GAP) for _, row in result.singles.iterrows()},
        },
        short=short(result),
    )


def number_of(row: Any, name: str) -> Number:
    """Return a number of a row with its interval, in log points."""
    limits = (float(row[name]), float(row[f"{name}_low"]), float(row[f"{name}_high"]))
    return Number(*limits, unit=LOG_POINTS_UNIT, difference=True)


def _answer(result: Ablation) -> Iterator[Block]:
    a, b = result.titles
    base, singles = result.unchanged, result.singles
    conclusion = conclusion_of(base["gap_low"], base["gap_high"])
    few = ""
    if not conclusion.decided:
        size = replicates(base["replicates"])
        enough = size.enough([(base["gap"], base["gap_low"], base["gap_high"])])
        why = "in the model as it is the runs do not show which is more productive"
        few = f"{size.undecided(why, enough, 'if the gap is as estimated')} "
    said = [
        f"{few}In the model as it is the gap in output per hour {horizon_phrase(LONG_RUN)} is "
        f"{number_of(base, GAP).text()} ({ahead(conclusion, a, b)}).",
        turning(singles, base, GAP, "sign"),
        changes_most(singles, "change"),
        interactions(result.combined),
        idle(singles),
    ]
    yield Paragraph(" ".join(filter(None, said)), "lead")
    if _balanced(result):
        yield Paragraph(
            " ".join(
                filter(
                    None,
                    (
                        f"Balanced jobs add {number_of(base, BALANCE).text()} to the output per "
                        f"hour of {b}.",
                        turning(singles, base, BALANCE, "balance_sign"),
                        changes_most(singles, "balance_change"),
                    ),
                )
            )
        )
    yield Paragraph(_size(result))
    yield headline_table(result)


def _size(result: Ablation) -> str:
    """Return how much was simulated, and how many intervals would miss by chance."""
    first, runs = result.scenarios[0], counted(int(result.unchanged["replicates"]), "replicate")
    several = int((result.singles["effect"] == SOME_EFFECT).sum())
    said = (
        f"Each world is {first['workers']:,} people, {first['burn_in']} months of burn-in and "
        f"{first['months']} months after it, in {runs}."
    )
    if result.unchanged["replicates"] > 1 and several >= FEWEST_BY_CHANCE:
        said += (
            " Each interval holds for itself: were there no changes at all, about "
            f"{MISSED * several:.0f} of {several} would exclude zero by chance, and the largest "
            "changes are rather smaller than they look."
        )
    return said


def headline_table(result: Ablation) -> Table:
    """Return gap and change of every single alternative, and what balance adds under it.

    Parameters
    ----------
    result : Ablation
    """
    unchanged = result.ablation[result.ablation["kind"] == UNCHANGED]
    rows = pd.concat([unchanged, result.singles])
    return table_of(
        rows,
        [
            text_column("Taken away", "title", capital),
            text_column("Kind", "kind"),
            _column("Gap", GAP),
            _column("Change", "change"),
            text_column("Sign", "sign"),
            *([_column("Balance adds", BALANCE)] if _balanced(result) else []),
        ],
        f"Gap in output per hour, {horizon_phrase(LONG_RUN)}",
        "What changes the gap most stands first. Mechanisms get their earlier, simpler law back; "
        "asymmetries get the value of the other side, or none.",
    )


def _column(title: str, name: str) -> Column:
    return Column(title, lambda row: number_of(row, name))


def _balanced(result: Ablation) -> bool:
    return bool(result.ablation[BALANCE].notna().any())


def _deciding(result: Ablation) -> Iterator[Block]:
    """Yield through which channels the largest changes come."""
    singles = result.singles
    moved = singles[conclusions(singles, "change_low", "change_high").isin(ONE_SIGN)]
    texts = tuple(
        text for _, row in moved.iterrows() if (text := _through(result, row)) is not None
    )
    if texts:
        yield Paragraph("Through which channels the gap changes, as far as intervals tell:")
        yield Items(texts)
    if said := counterparts(result.effects, int(result.unchanged["replicates"])):
        yield Paragraph(said)


def _through(result: Ablation, row: Any) -> str | None:
    rows = result.channels
    rows = rows[(rows["term"] == row["term"]) & (rows["outcome"] == GAP)]
    known = rows[conclusions(rows, "change_low", "change_high").isin(ONE_SIGN)]
    if not len(known):
        return None
    parts = ", ".join(
        f"{heading_of(str(part['channel'])).lower()} {number_of(part, 'change').text()}"
        for _, part in by_size(known, "change").iterrows()
    )
    return f"{capital(str(row['title']))}: {parts}."


def _tables(result: Ablation) -> Iterator[Block]:
    if len(result.combined):
        yield table_of(
            result.combined,
            [
                text_column("Taken away together", "title", capital),
                _column("Gap", GAP),
                _column("Change", "change"),
                _column("Interaction", "interaction"),
                text_column("Sign", "sign"),
            ],
            "Pairs",
            "The interaction is the change of a pair less those of its two parts.",
            long=True,
            file="ablation.parquet",
        )
    if _balanced(result):
        yield table_of(
            by_size(result.singles, "balance_change"),
            [
                text_column("Taken away", "title", capital),
                _column("Balance adds", BALANCE),
                _column("Change", "balance_change"),
                text_column("Sign", "balance_sign"),
            ],
            "What balanced jobs add",
            long=True,
            file="ablation.parquet",
        )
    titles = dict(zip(result.ablation["term"], result.ablation["title"], strict=True))
    yield table_of(
        result.values.assign(title=result.values["term"].map(titles)),
        [
            text_column("Taken away", "title", capital),
            text_column("Parameter", "parameter"),
            Column("In the model", lambda row: exact(float(row["unchanged"]))),
            Column("Taken away", lambda row: exact(float(row["value"]))),
        ],
        "What is set on both sides",
        long=True,
        file="values.parquet",
    )
    yield Fold("Channels of every alternative", tuple(_channel_tables(result)))
    if len(result.effects):
        yield Fold("Known changes under every alternative", tuple(_effect_tables(result, titles)))


def _channel_tables(result: Ablation) -> Iterator[Table]:
    titles = dict(zip(result.ablation["term"], result.ablation["title"], strict=True))
    rows = result.channels[result.channels["term"].isin([UNCHANGED, *result.singles["term"]])]
    for outcome, part in rows.assign(title=rows["term"].map(titles)).groupby("outcome", sort=False):
        yield table_of(
            part,
            [
                text_column("Taken away", "title", capital),
                text_column("Channel", "channel", heading_of),
                _column("Value", "value"),
                _column("Change", "change"),
            ],
            f"Exact channels of {OUTCOMES[str(outcome)]}",
            "Means over every month of the long run; they sum to the gap.",
            long=True,
            file="channels.parquet",
        )


def _effect_tables(result: Ablation, titles: dict[str, str]) -> Iterator[Table]:
    rows = result.effects.assign(world=result.effects["term"].map(titles))
    for title, part in rows.groupby("title", sort=False):
        yield table_of(
            part,
            [
                text_column("Taken away", "world", capital),
                Column("Simulated", lambda row: _effect(row, "simulated")),
                Column("Change", lambda row: _effect(row, "change")),
                text_column("Verdict", "verdict"),
            ],
            f"{title}: published {_published(part.iloc[0])}",
            long=True,
            file="effects.parquet",
        )


def _published(row: Any) -> str:
    return f"{row['published']:g} ({span(row['low'], row['high'])}) {row['unit']}"


def _effect(row: Row, name: str) -> Number:
    limits = (float(row[name]), float(row[f"{name}_low"]), float(row[f"{name}_high"]))
    return Number(*limits, unit=str(row["unit"]), significant=2, difference=True)


def _captions(result: Ablation) -> dict[str, Caption]:
    a, b = result.titles
    marks = (
        "Discs are mechanisms, squares asymmetries; a hollow mark is undecided, its interval "
        "contains zero. The dashed line and the band are the model as it is and "
        "its 95 % interval."
    )
    base = result.unchanged
    count = counted(len(result.singles), "alternative")
    acting = int((result.singles["effect"] == SOME_EFFECT).sum())
    captions = {
        "ablation": Caption(
            f"The gap of {b} over {a} with each alternative, the largest change on top. {marks}",
            f"One row for each of {count}, of which {acting} change anything. The model as it is "
            f"has {number_of(base, GAP).text()}. {changes_most(result.singles, 'change')}",
            changes_most(result.singles, "change"),
        ),
        "balance": Caption(
            f"What balanced jobs add to the output per hour of {b} with each alternative, the "
            f"largest change on top. {marks}",
            f"One row for each of {count}. The model as it is has "
            f"{number_of(base, BALANCE).text()}. {changes_most(result.singles, 'balance_change')}",
            changes_most(result.singles, "balance_change"),
        ),
        "pairs": Caption(
            "The gap with two alternatives at once, in log points; on the diagonal with one alone. "
            "Violet is a gap above zero, orange one below. A star marks pairs whose interaction "
            "exceeds its 95 % interval; a cell is empty where both set the same parameter.",
            f"A square table of {counted(len(result.combined), 'pair')}. "
            f"{interactions(result.combined)}",
            interactions(result.combined),
        ),
        "effects": Caption(
            "Changes whose effect is published, simulated on the baseline with each alternative, "
            "those that change the gap most on top; the shaded row is the model as it is. A disc "
            "is an effect whose 95 % interval lies inside the published one, a triangle one whose "
            "interval lies above or below it, a grey diamond one that is undecided. A ring marks "
            "an effect that differs from that of the model as it is by more than its interval.",
            f"A map of marks, {counted(result.effects['term'].nunique(), 'world')} by "
            f"{counted(result.effects['experiment'].nunique(), 'known change')}. "
            f"{counterparts(result.effects, int(base['replicates']))}",
            reproduced(result.effects),
        ),
    }
    return {name: caption for name, caption in captions.items() if name in result.drawings()}
