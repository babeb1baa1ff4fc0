"""Gaps, changes against the unchanged model, and interactions, each over paired replicates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from sim.analysis.intervals import Estimate, mean_interval
from sim.evidence import Intervention
from sim.evidence.judgement import verdict_on
from sim.experiments.ablation.record import (
    NO_EFFECT,
    SOME_EFFECT,
    Ablation,
    by_size,
    limits,
)
from sim.experiments.ablation.simulate import BALANCE, GAP, channel_outcome
from sim.experiments.ablation.terms import ALREADY_SO, PAIR, UNCHANGED, Term
from sim.experiments.compare.decompose import MIXED_CHANNELS
from sim.experiments.robustness.analysis import sign_of
from sim.scenario import Scenario
from sim.study.evidence_arms import effects_table

type Found = Mapping[str, pd.DataFrame]
"""Values of all outcomes in each replicate, by term: rows are replicates, columns outcomes."""

UNKNOWN: Final = Estimate(*np.full(3, np.nan))


def outcomes_of(runs: pd.DataFrame, terms: Mapping[int, str]) -> dict[str, pd.DataFrame]:
    """Return the values of all outcomes in each replicate, by term.

    Parameters
    ----------
    runs : pandas.DataFrame
        ``point, replicate, outcome, value``.
    terms : mapping of int to str
        Name of the term at each point; a term of which all runs failed is left out.
    """
    by_point = {
        name: runs[runs["point"] == point].pivot(
            index="replicate", columns="outcome", values="value"
        )
        for point, name in terms.items()
    }
    return {name: table for name, table in by_point.items() if len(table)}


def largest(found: Found, count: int) -> list[str]:
    """Return the names of the terms that change the gap most, the largest first.

    Parameters
    ----------
    found : mapping
    count : int
        At most so many; those that change nothing are left out.
    """
    changes = {
        name: float(_change(found, name, GAP).mean())
        for name in found
        if name != UNCHANGED and not _same(found, name)
    }
    table = pd.DataFrame({"term": list(changes), "change": list(changes.values())})
    return list(by_size(table, "change")["term"].head(count))


def ablation_table(terms: Sequence[Term], found: Found, points: Mapping[str, int]) -> pd.DataFrame:
    """Return a row for each term, columns as `Ablation.ablation`.

    Parameters
    ----------
    terms : sequence of Term
        The unchanged model first; terms whose values hold in it need no runs.
    found : mapping
    points : mapping of str to int
        Point of the runs of each term.
    """
    rows = [_row(term, found, points.get(term.name, -1)) for term in terms]
    return pd.DataFrame(rows, columns=list(Ablation.tables["ablation"].columns))


def _row(term: Term, found: Found, point: int) -> dict[str, object]:
    name = UNCHANGED if term.left_out == ALREADY_SO else term.name
    parts = (*term.parts, "", "")
    row: dict[str, object] = {
        "term": term.name,
        "kind": term.kind,
        "section": term.section,
        "title": term.title,
        "first": parts[0],
        "second": parts[1],
        "point": point,
        "replicates": len(found[name]) if name in found else 0,
    }
    for outcome, change, sign in (
        (GAP, "change", "sign"),
        (BALANCE, "balance_change", "balance_sign"),
    ):
        value, known = (_estimate(found, one, outcome) for one in (name, UNCHANGED))
        row |= _cells(outcome, value)
        itself = term.kind == UNCHANGED
        row |= _cells(change, UNKNOWN if itself else mean_interval(_change(found, name, outcome)))
        row[sign] = UNCHANGED if itself else _sign(value, known)
    row |= _cells("interaction", _interaction(term, found))
    row["effect"] = _effect(term, found)
    return row


def _sign(value: Estimate, known: Estimate) -> str:
    """Return what becomes of the sign; nothing where there is no number."""
    return sign_of(value, known) if np.isfinite(value.mean) else ""


def _effect(term: Term, found: Found) -> str:
    if term.kind == UNCHANGED:
        return ""
    if term.left_out:
        return term.left_out
    if term.name not in found:
        return ""
    return NO_EFFECT if _same(found, term.name) else SOME_EFFECT


def _interaction(term: Term, found: Found) -> Estimate:
    """Return the change of a pair less those of its parts; unknown for anything else."""
    if term.kind != PAIR:
        return UNKNOWN
    alone = sum(_change(found, part, GAP) for part in term.parts)
    return mean_interval((_change(found, term.name, GAP) - alone).to_numpy())


def channel_table(terms: Sequence[Term], found: Found) -> pd.DataFrame:
    """Return the channels of every term that was run, columns as `Ablation.channels`."""
    rows: list[dict[str, object]] = [
        {
            "term": term.name,
            "outcome": outcome,
            "channel": channel,
            **_cells("value", _estimate(found, term.name, key)),
            **_cells(
                "change",
                UNKNOWN
                if term.kind == UNCHANGED
                else mean_interval(_change(found, term.name, key)),
            ),
        }
        for term in terms
        if term.name in found
        for outcome in (GAP, BALANCE)
        for channel in MIXED_CHANNELS
        if (key := channel_outcome(outcome, channel)) in found[UNCHANGED]
    ]
    return pd.DataFrame(rows, columns=list(Ablation.tables["channels"].columns))


def effect_table(
    runs: pd.DataFrame, terms: Mapping[int, str], interventions: Sequence[Intervention]
) -> pd.DataFrame:
    """Return the natural experiments in every world, columns as `Ablation.effects`.

    Parameters
    ----------
    runs : pandas.DataFrame
        Of the arms.
    terms : mapping of int to str
        Name of the term at each point.
    interventions : sequence of Intervention
    """
    columns = list(Ablation.tables["effects"].columns)
    if not len(runs):
        texts = dict.fromkeys(("term", "experiment", "title", "unit", "verdict"), "str")
        empty = pd.DataFrame({column: pd.Series(dtype="float64") for column in columns})
        return empty.astype(texts)
    values = effects_table(runs, interventions).pivot(
        index=["point", "replicate"], columns="name", values="value"
    )
    first = next(point for point, name in terms.items() if name == UNCHANGED)
    rows = []
    for point, name in terms.items():
        for entry in interventions:
            own, known = (
                values.loc[values.index.get_level_values("point") == one, entry.name]
                .droplevel("point")
                .astype(np.float64)
                for one in (point, first)
            )
            simulated = mean_interval(own.to_numpy())
            change = UNKNOWN if point == first else mean_interval(own.sub(known).to_numpy())
            rows.append(
                {
                    "term": name,
                    "experiment": entry.name,
                    "title": entry.title,
                    "unit": entry.unit,
                    "published": entry.published,
                    "low": entry.low,
                    "high": entry.high,
                    **_cells("simulated", simulated),
                    **_cells("change", change),
                    "verdict": verdict_on(
                        (float(simulated.low), float(simulated.high)), entry.low, entry.high
                    ),
                }
            )
    return pd.DataFrame(rows, columns=columns)


def value_table(terms: Iterable[Term], baseline: Scenario) -> pd.DataFrame:
    """Return what each single term sets, columns as `Ablation.values`."""
    rows = [
        {
            "term": term.name,
            "parameter": parameter,
            "unchanged": float(getattr(baseline.parameters, parameter)),
            "value": value,
        }
        for term in terms
        for parameter, value in term.values.items()
        if term.kind != PAIR
    ]
    return pd.DataFrame(rows, columns=list(Ablation.tables["values"].columns))


def _estimate(found: Found, name: str, outcome: str) -> Estimate:
    if name not in found or outcome not in found[name]:
        return UNKNOWN
    return mean_interval(found[name][outcome].to_numpy())


def _change(found: Found, name: str, outcome: str) -> pd.Series[float]:
    """Return what an outcome differs by from the unchanged model, in each replicate of both."""
    if name not in found or outcome not in found[UNCHANGED]:
        return pd.Series(dtype=np.float64)
    return (found[name][outcome] - found[UNCHANGED][outcome]).dropna()


def _same(found: Found, name: str) -> bool:
    """Return whether no outcome of a term differs from the unchanged model in any replicate."""
    own, known = found[name].align(found[UNCHANGED], join="inner", axis=0)
    return own.equals(known)


def _cells(name: str, estimate: Estimate) -> dict[str, float]:
    """Return the columns of a number with its interval."""
    return dict(zip(limits(name), map(float, estimate), strict=True))
