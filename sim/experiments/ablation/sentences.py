"""Sentences on what the answer hangs on; the interval decides, never the mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from sim.analysis.estimates import DECIDED as ONE_SIGN
from sim.analysis.estimates import conclusions, decided
from sim.experiments.ablation.record import NO_EFFECT, by_size
from sim.experiments.ablation.terms import ALREADY_SO, NOT_POSSIBLE
from sim.experiments.robustness.record import DECIDED, REVERSED, UNDECIDED
from sim.study.record import LOG_POINTS_UNIT
from sim.text.numbers import Number
from sim.text.phrases import UNDECIDED as WORD
from sim.text.phrases import counted, listed

MOST_NAMED: Final = 5
"""Alternatives that a sentence names at most."""

_NOUN: Final = {"gap": "the gap", "balance": "what balance adds"}


def turning(singles: pd.DataFrame, base: Mapping[Any, Any], outcome: str, sign: str) -> str:
    """Return which single alternatives turn the sign of an outcome, or leave it undecided.

    Where the unchanged model does not decide it, those are named that do and whose change is more
    than random draws can explain.

    Parameters
    ----------
    singles : pandas.DataFrame
        Rows of single alternatives.
    base : mapping
        Row of the unchanged model.
    outcome, sign : str
        Columns of the outcome, with limits, and of what becomes of its sign.
    """
    said = []
    turned = _named(singles, outcome, sign, REVERSED)
    undecided = _named(singles, outcome, sign, UNDECIDED)
    if not decided(base[f"{outcome}_low"], base[f"{outcome}_high"]):
        change = "change" if outcome == "gap" else f"{outcome}_change"
        moved = _moved(singles, change)
        parts = [
            f"{side} zero: {_some(found)}"
            for side, part in (
                ("above", moved[moved[outcome] > 0.0]),
                ("below", moved[moved[outcome] < 0.0]),
            )
            if (found := _named(part, outcome, sign, DECIDED))
        ]
        if not parts:
            return "Its sign is undecided, and no alternative alone decides it."
        return f"Its sign is undecided; one alternative alone puts it {'. Or '.join(parts)}."
    if turned:
        verb = "alternative alone turns" if len(turned) == 1 else "alternatives alone turn"
        said.append(f"{len(turned)} {verb} the sign: {'; '.join(turned)}.")
    else:
        shown = "is shown to turn" if undecided else "turns"
        said.append(f"No alternative alone {shown} the sign.")
    if undecided:
        said.append(f"It is undecided where: {_some(undecided)}.")
    return " ".join(said)


def changes_most(singles: pd.DataFrame, column: str) -> str:
    """Return which alternatives change a number most, among those whose interval tells.

    Parameters
    ----------
    singles : pandas.DataFrame
    column : str
        "change" or "balance_change".
    """
    moved = _moved(singles, column)
    noun = _NOUN["balance" if column.startswith("balance") else "gap"]
    if len(singles) and singles[f"{column}_low"].isna().all():
        return f"Without intervals no change of {noun} can be told from random draws."
    if not len(moved):
        return f"No alternative changes {noun} by more than random draws can explain."
    most = [
        f"{title_of(row)} ({_number(row, column).text()})"
        for _, row in by_size(moved, column).head(MOST_NAMED).iterrows()
    ]
    verb = "changes" if len(moved) == 1 else "change"
    return (
        f"{counted(len(moved), 'alternative')} of {len(singles)} {verb} {noun} by more than random "
        f"draws can explain, most of all: {'; '.join(most)}."
    )


def interactions(combined: pd.DataFrame) -> str:
    """Return which pairs change the gap by more or less than their parts together.

    Parameters
    ----------
    combined : pandas.DataFrame
        Rows of pairs; nothing is said where there are none.
    """
    if not len(combined):
        return ""
    known = _moved(combined, "interaction")
    of_all = f"of {counted(len(combined), 'pair')}"
    if not len(known):
        return (
            f"None {of_all} interacts by more than its interval: whether changes add up is "
            f"{WORD} there."
        )
    most = [
        f"{row['first']} with {row['second']} ({_number(row, 'interaction').text()})".replace(
            "_", " "
        )
        for _, row in by_size(known, "interaction").head(MOST_NAMED).iterrows()
    ]
    verb = (
        "interacts by more than its interval"
        if len(known) == 1
        else ("interact by more than their intervals")
    )
    return f"{len(known)} {of_all} {verb}, most of all {listed(most)}."


def idle(singles: pd.DataFrame) -> str:
    """Return which alternatives have no effect, and which hold in the model already."""
    said = []
    without = [title_of(row) for _, row in singles[singles["effect"] == NO_EFFECT].iterrows()]
    if without:
        verb = "has" if len(without) == 1 else "have"
        said.append(
            f"{counted(len(without), 'alternative')} {verb} no effect, to the last digit: "
            f"{'; '.join(without)}."
        )
    for effect, words in (
        (ALREADY_SO, "Already so in this model, and not simulated"),
        (NOT_POSSIBLE, "Outside the range of a parameter in this model, and not simulated"),
    ):
        found = [title_of(row) for _, row in singles[singles["effect"] == effect].iterrows()]
        if found:
            said.append(f"{words}: {'; '.join(found)}.")
    return " ".join(said)


def _moved(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return the rows in which the interval of a number excludes zero."""
    found: pd.DataFrame = rows[conclusions(rows, f"{column}_low", f"{column}_high").isin(ONE_SIGN)]
    return found


def _some(names: list[str]) -> str:
    more = [f"and {len(names) - MOST_NAMED} more"] if len(names) > MOST_NAMED else []
    return "; ".join([*names[:MOST_NAMED], *more])


def title_of(row: Any) -> str:
    """Return what an alternative takes away, as running text."""
    return str(row["title"])


def _named(singles: pd.DataFrame, outcome: str, sign: str, which: str) -> list[str]:
    """Return the alternatives after which a sign is one thing, each with its number."""
    return [
        f"{title_of(row)} ({_number(row, outcome).text()})"
        for _, row in singles[singles[sign] == which].iterrows()
    ]


def _number(row: Any, name: str) -> Number:
    limits = (float(row[name]), float(row[f"{name}_low"]), float(row[f"{name}_high"]))
    return Number(*limits, unit=LOG_POINTS_UNIT, difference=True)
