"""What an ablation says at the end of a screen: the gap, what turns it, what changes it most."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd

from sim.analysis.estimates import DECIDED as ONE_SIGN
from sim.analysis.estimates import conclusion_of, conclusions
from sim.experiments.ablation.record import Ablation, by_size
from sim.experiments.ablation.sentences import title_of
from sim.experiments.ablation.simulate import BALANCE, GAP
from sim.experiments.robustness.record import DECIDED, REVERSED, UNDECIDED
from sim.study.record import LOG_POINTS_UNIT
from sim.text.numbers import Number
from sim.text.phrases import ahead, counted, horizon_phrase
from sim.text.undecided import replicates
from sim.vocabulary import LONG_RUN

MOST_NAMED: Final = 2
"""Alternatives that are named."""


def short(result: Ablation) -> Iterator[str]:
    """Yield the answer of an ablation in a few sentences, what matters most first.

    Parameters
    ----------
    result : Ablation
    """
    a, b = result.titles
    base = result.unchanged
    conclusion = conclusion_of(base["gap_low"], base["gap_high"])
    few, leader = "", f": {ahead(conclusion, a, b)}"
    if not conclusion.decided:
        size = replicates(base["replicates"])
        enough = size.enough([(base["gap"], base["gap_low"], base["gap_high"])])
        why = "the runs do not show which is more productive"
        few, leader = f"{size.undecided(why, enough, 'if the gap is as estimated')} ", ""
    yield (
        f"{few}The gap in output per hour {horizon_phrase(LONG_RUN)} is "
        f"{_number(base, GAP).text()}{leader}. {_turned(result.singles)}"
    )
    if result.ablation[BALANCE].notna().any():
        adds = _number(base, BALANCE).text()
        yield f"Balanced jobs add {adds} to the output per hour of {b}."
    yield _most(result.singles)


def _turned(singles: pd.DataFrame) -> str:
    """Return how many single alternatives do what to the sign of the gap."""
    counts = singles["sign"].value_counts()
    said = [
        f"{counts.get(sign, 0)} {words}"
        for sign, words in (
            (REVERSED, "turn its sign"),
            (DECIDED, "decide it"),
            (UNDECIDED, "leave it undecided"),
        )
        if counts.get(sign, 0)
    ]
    return (
        f"Of {counted(len(singles), 'alternative')}, each alone, "
        f"{', '.join(said) if said else 'none turns its sign'}."
    )


def _most(singles: pd.DataFrame) -> str:
    """Return which alternatives change the gap most, among those whose interval tells."""
    moved = singles[conclusions(singles, "change_low", "change_high").isin(ONE_SIGN)]
    if not len(moved):
        return "No alternative changes the gap by more than random draws can explain."
    named = "; ".join(
        f"{title_of(row)} ({_number(row, 'change').text()})"
        for _, row in by_size(moved, "change").head(MOST_NAMED).iterrows()
    )
    return f"What decides it most: {named}."


def _number(row: Any, name: str) -> Number:
    limits = (float(row[name]), float(row[f"{name}_low"]), float(row[f"{name}_high"]))
    return Number(*limits, unit=LOG_POINTS_UNIT, difference=True)
