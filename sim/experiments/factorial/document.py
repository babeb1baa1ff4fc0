"""What a factorial says: what each institution changes, alone and with another."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from sim.analysis.estimates import Outcome
from sim.experiments.factorial.record import SHOWN, Factorial
from sim.study.sections import Caption, institution_name, study_document
from sim.text.document import Bars, Block, Cell, Document, Fold, Paragraph, Table
from sim.text.labels import heading_of, name_of
from sim.text.numbers import NOTHING, Number, difference, per_cent
from sim.text.phrases import UNDECIDED, but_undecided, capital, horizon_name, listed
from sim.text.tables import Column, table_of, text_column
from sim.text.undecided import replicates
from sim.vocabulary import LONG_RUN

OUTCOME: Final = SHOWN[0]
"""What the answer is about."""

MOST_PAIRS: Final = 2
"""Interactions that the answer shows."""

_PAIR: Final = " x "

_INTERACTION: Final = "Names with x between are interactions"

type Row = Mapping[Hashable, Any]


def document(result: Factorial) -> Document:
    """Return the document of a factorial.

    Parameters
    ----------
    result : Factorial
    """
    a, b = result.titles
    return study_document(
        result,
        title=f"{b} against {a}",
        question=(
            f'Which of the institutions in which "{a}" and "{b}" differ change output, effort, '
            "alienation and inequality, alone and in pairs? All mixes of their rules are simulated."
        ),
        answer=_answer(result),
        figures={"effects": _caption(result)},
        deciding=_tables(result),
        numbers={
            f"effect.{OUTCOME}.{row['term']}.{LONG_RUN}": _effect(row)
            for row in _rows(result, OUTCOME, 1)
        },
        short=_short(result),
    )


def _answer(result: Factorial) -> Iterator[Block]:
    yield Paragraph(_lead(result), "lead")
    single, pairs = (_rows(result, OUTCOME, order) for order in (1, 2))
    largest = sorted(pairs, key=lambda row: -abs(row["effect"]))[:MOST_PAIRS]
    yield Bars(
        f"Change of {name_of(OUTCOME)}, {horizon_name(LONG_RUN)}",
        tuple((_term(row), per_cent(_outcome(row))) for row in [*single, *largest]),
        _largest_note(len(largest), len(pairs)),
    )


def _lead(result: Factorial) -> str:
    a, b = result.titles
    rows = _rows(result, OUTCOME, 1)
    mixes = 2 ** (len(rows) - 1)
    others = f", on average over the {mixes} mixes of the others' rules" if mixes > 1 else ""
    return (
        f"{_undecided_first(result, rows)}{_balance(result, rows)}{heading_of(OUTCOME)} in the "
        f"long run, when one institution goes from the rule of {a} to that of {b}{others}: "
        f"{'; '.join(_by_sign(rows, 'it is raised by'))}."
    )


def _by_sign(rows: Sequence[Row], raised: str) -> list[str]:
    """Return by which institutions the outcome is raised, lowered, and which are undecided."""
    parts = []
    for words, sign in ((raised, 1), ("lowered by", -1)):
        named = [
            f"{_term(row)} ({per_cent(_outcome(row)).text()})" for row in rows if _sign(row) == sign
        ]
        parts += [f"{words} {listed(named)}"] if named else []
    undecided = [_term(row) for row in rows if not _sign(row)]
    return parts + ([f"{UNDECIDED} for {listed(undecided)}"] if undecided else [])


def _short(result: Factorial) -> Iterator[str]:
    rows = _rows(result, OUTCOME, 1)
    yield f"{_undecided_first(result, rows)}{_balance(result, rows)}".strip()
    first, *rest = _by_sign(rows, "raised by")
    begin = f"What decides it, from the one rule to the other: {first}"
    yield f"{'. '.join([begin, *map(capital, rest)])}."


def _undecided_first(result: Factorial, rows: Sequence[Row]) -> str:
    """Return what is said first where the replicates do not show what some institution does."""
    undecided = [row for row in rows if not _sign(row)]
    if not undecided:
        return ""
    size = replicates(result.settings["replicates"])
    needed = [size.enough([(row["effect"], row["low"], row["high"])]) for row in undecided]
    which = "none" if len(undecided) == len(rows) else f"{len(undecided)} of {len(rows)}"
    verb = "is" if which == "none" or len(undecided) == 1 else "are"
    why = (
        f"{which} of the institutions is shown to raise or lower {name_of(OUTCOME)}"
        if which == "none"
        else f"{which} institutions {verb} not shown to raise or lower {name_of(OUTCOME)}"
    )
    return f"{size.undecided(why, max(needed), 'if the effects are as estimated')} "


def _balance(result: Factorial, rows: Sequence[Row]) -> str:
    """Return what balanced jobs themselves add; empty where they are not one of the two rules."""
    rules = [one["institutions"]["division"] for one in result.scenarios[:2]]
    found = [_outcome(row) for row in rows if row["term"] == "division"]
    if not found or set(rules) != {"hierarchical", "balanced"}:
        return ""
    (effect,) = found
    if rules[0] == "balanced":
        effect = Outcome(-effect.difference, -effect.high, -effect.low)
    others = "" if len(rows) == 1 else ", on average over all mixes of the other institutions,"
    return (
        f"Balanced jobs in place of hierarchical ones{others} change {name_of(OUTCOME)} in the "
        f"long run by {per_cent(effect).text()}{but_undecided(effect.conclusion)}. "
    )


def _caption(result: Factorial) -> Caption:
    largest = [row for row in (_largest(result, outcome) for outcome in SHOWN) if row]
    named = [f"on {name_of(row['outcome'])} {_term(row)} {_effect(row).text()}" for row in largest]
    shown = (
        f"Largest effects that are shown: {'; '.join(named)}."
        if named
        else "No effect is shown: all intervals contain zero or are unknown."
    )
    return Caption(
        "What each institution changes, averaged over all mixes of the others, and what two of "
        "them change together, with 95 % intervals. Grey where the interval contains zero.",
        f"Dots with intervals for every institution and pair. {shown}",
        shown,
    )


def _tables(result: Factorial) -> Iterator[Block]:
    others = [row for outcome in SHOWN if outcome != OUTCOME and (row := _largest(result, outcome))]
    if others:
        yield table_of(
            pd.DataFrame(others),
            [
                text_column("Outcome", "outcome", heading_of),
                Column("Institution", _term, numeric=False),
                Column("Effect", _starred),
            ],
            "The institution with the largest effect on other outcomes, long run",
            "Outcomes on which no institution is shown to have an effect are left out.",
        )
    by_horizon = {
        str(name): _effects(rows, str(name))
        for name, rows in result.effects.groupby("horizon", sort=False)
    }
    yield by_horizon.pop(LONG_RUN)
    if by_horizon:
        yield Fold("Other horizons", tuple(by_horizon.values()))


def _effects(rows: pd.DataFrame, horizon: str) -> Table:
    """Return the effects on all outcomes at a horizon, one row for each institution and pair."""
    outcomes = list(dict.fromkeys(rows["outcome"]))
    by_term: dict[str, dict[str, Cell]] = {}
    for row in rows.to_dict("records"):
        by_term.setdefault(_term(row), {})[row["outcome"]] = _starred(row)
    return Table(
        caption=f"Effects of institutions, {horizon_name(horizon)}",
        header=("Institution", *(heading_of(name) for name in outcomes)),
        rows=tuple(
            (capital(term), *(cells.get(name, NOTHING) for name in outcomes))
            for term, cells in by_term.items()
        ),
        numeric=(False, *(True for _ in outcomes)),
        note=(
            f"{_INTERACTION}: half of what the effect of one differs by between the two rules of "
            "the other. Log points are nearly per cent where they are small."
        ),
        file="effects.parquet",
    )


def _rows(result: Factorial, outcome: str, order: int) -> list[Row]:
    """Return the effects on an outcome in the long run: of one institution, or of two."""
    table = result.effects
    chosen = (table["horizon"] == LONG_RUN) & (table["outcome"] == outcome)
    return list(table[chosen & (table["order"] == order)].to_dict("records"))


def _largest(result: Factorial, outcome: str) -> Row:
    """Return the row of the institution that is shown to change an outcome most; empty if none."""
    known = [row for row in _rows(result, outcome, 1) if _sign(row)]
    return max(known, key=lambda row: abs(row["effect"]), default={})


def _largest_note(shown: int, pairs: int) -> str:
    if not shown:
        return ""
    return f"{_INTERACTION}, the largest {shown} of {pairs}."


def _term(row: Row) -> str:
    return _PAIR.join(institution_name(switch) for switch in str(row["term"]).split(_PAIR))


def _outcome(row: Row) -> Outcome:
    return Outcome(row["effect"], row["low"], row["high"])


def _sign(row: Row) -> int:
    """Return whether an effect is decided, and its sign: 1, -1, or 0 where it is not."""
    outcome = _outcome(row)
    return (1 if outcome.difference > 0 else -1) if outcome.decided else 0


def _effect(row: Row) -> Number:
    return difference(_outcome(row), str(row["unit"]))


def _starred(row: Row) -> Number:
    limits = (row["effect"], row["low"], row["high"])
    return Number(*limits, unit=str(row["unit"]), difference=True, star=True)
