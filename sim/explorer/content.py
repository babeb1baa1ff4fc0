"""What the page is told: parameters that decide, titles, tables; not the worlds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sim.analysis.decided import conclusion_of
from sim.analysis.influence import CHANCE, Influence, influence
from sim.analysis.weighting import ENOUGH
from sim.experiments.posterior.fifths import FIFTH_UNITS
from sim.explorer.questions import QUESTIONS
from sim.explorer.regimes import regime_words
from sim.explorer.worlds import Worlds
from sim.parameters import EVIDENCE, declarations
from sim.phases.indicators import UNITS
from sim.text.labels import display_of, heading_of, name_of
from sim.text.numbers import fixed
from sim.text.phrases import horizon_phrase
from sim.vocabulary import CHANNEL_GROUPS, MEASURES, SIDES

DOZEN: Final = 12
"""Parameters that get a slider."""

MINUS: Final = "\N{MINUS SIGN}"

SOME: Final = 30
"""Equal worlds from which on a probability is shown, though as one of too few."""

EVEN: Final = 0.5
"""Probability at which neither is more often ahead."""

SURENESS: Final[Mapping[str, float]] = {"roughly": 0.35, "fairly": 0.2, "very": 0.1}
"""Standard deviation of a belief in parts of the range, by how sure a reader is."""

CHANNEL_NAMES: Final[Mapping[str, str]] = {
    "efficiency": "efficiency (who does what, meetings, supervision)",
    "effort": "motivation",
    "skills": "skills",
    "technology": "ideas",
}
"""Channels that are drawn, with what a reader calls them."""

PLAIN_NAMES: Final[Mapping[str, str]] = {"voice": "Say in decisions"}
"""What a reader calls what people have, where it is not the name of the indicator."""

type Columns = dict[str, NDArray[np.floating[Any]]]


def key_of(*parts: str) -> str:
    """Return the name under which the page knows something, as in "gap|parecon|output_per_hour"."""
    return "|".join(parts)


def thinned(worlds: Worlds, most: int) -> Worlds:
    """Return at most so many worlds, evenly taken from all.

    Parameters
    ----------
    worlds : Worlds
    most : int
    """
    count = len(worlds.weights)
    if count <= most:
        return worlds
    kept = np.linspace(0, count - 1, most).round().astype(np.int64)
    weights = worlds.weights[kept]
    return replace(
        worlds,
        parameters=worlds.parameters.iloc[kept].reset_index(drop=True),
        weights=weights / weights.sum(),
        gaps={key: values[kept] for key, values in worlds.gaps.items()},
        channels={key: values[kept] for key, values in worlds.channels.items()},
        people={key: values[kept] for key, values in worlds.people.items()},
        fifths={key: values[kept] for key, values in worlds.fifths.items()},
        known={},
    )


def deciding(worlds: Worlds) -> dict[str, Influence]:
    """Return the parameters that decide most, with how much of the spread of the gap each takes.

    By the gap in output per hour at the last horizon; of several regimes the mean counts. Those
    that are not told from chance follow by how far critics and advocates differ.
    """
    found = {}
    chance = CHANCE / max(len(worlds.parameters.columns), 1)  # so many are tried
    for name in worlds.parameters:
        values = worlds.parameters[name].to_numpy(np.float64)
        each = []
        for regime in worlds.regimes:
            gap = worlds.main_gap(regime)
            there = np.isfinite(gap) & np.isfinite(values) & (worlds.weights > 0.0)
            each.append(influence(values[there], gap[there], worlds.weights[there], chance))
        share = float(np.mean([one.share for one in each]))
        found[str(name)] = Influence(share, any(one.told for one in each))
    apart = _apart(worlds)

    def rank(name: str) -> tuple[bool, float]:
        one = found[name]
        return not one.told, -one.share if one.told else -apart.get(name, 0.0)

    order = sorted(found, key=rank)
    return {name: found[name] for name in order[:DOZEN]}


def _apart(worlds: Worlds) -> dict[str, float]:
    """Return how far critics and advocates are apart on each parameter, in parts of its range."""
    wide = worlds.packs.pivot(index="parameter", columns="pack", values="value")
    if not set(SIDES) <= set(wide):
        return {}
    apart = (wide[SIDES[1]] - wide[SIDES[0]]).abs()
    ends = {name: worlds.priors[name].ends for name in worlds.priors}
    return {
        str(name): float(apart[name]) / (ends[str(name)][1] - ends[str(name)][0])
        for name in apart.index
        if str(name) in ends
    }


def columns_of(worlds: Worlds, names: Mapping[str, Influence]) -> Columns:
    """Return the numbers of the worlds, one column each: weights, parameters, outcomes."""
    found: Columns = {"weight": worlds.weights.astype(np.float64)}
    for name in names:
        found[key_of("parameter", name)] = worlds.parameters[name].to_numpy(np.float32)
    for key, values in worlds.gaps.items():
        found[key_of("gap", *key)] = values.astype(np.float32)
    for regime in worlds.regimes:
        for group in CHANNEL_NAMES:
            parts = CHANNEL_GROUPS.get(group, (group,))
            if all((regime, part) in worlds.channels for part in parts):
                whole = np.sum([worlds.channels[regime, part] for part in parts], axis=0)
                found[key_of("channel", regime, group)] = whole.astype(np.float32)
    for (regime, indicator), values in worlds.people.items():
        found[key_of("people", regime, indicator)] = values.astype(np.float32)
    for (regime, measure), values in worlds.fifths.items():
        for fifth, column in enumerate(values.T):
            found[key_of("fifth", regime, measure, str(fifth))] = column.astype(np.float32)
    return found


def content_of(result: Any, worlds: Worlds, whole: Worlds) -> dict[str, Any]:
    """Return everything else that the page needs, ready for JSON.

    Parameters
    ----------
    result : Record
    worlds : Worlds
        Those that are in the page.
    whole : Worlds
        All of the result.
    """
    names = deciding(whole)
    return {
        "kind": result.kind,
        "baseline": result.baseline_title,
        "contrasts": {name: list(pair) for name, pair in worlds.contrasts.items()},
        "given": worlds.given,
        "worlds": len(worlds.weights),
        "whole": len(whole.weights),
        "effective": worlds.effective,
        "rule": {"enough": ENOUGH, "some": SOME, "even": EVEN, "z": 1.959963984540054},
        "sureness": dict(SURENESS),
        "regimes": dict(worlds.regimes),
        "about": regime_words(result.scenarios, worlds.regimes),
        "measures": {name: name_of(name) for name in MEASURES},
        "horizons": {name: horizon_phrase(name) for name in worlds.horizons},
        "known": {key_of(*key): list(value) for key, value in worlds.known.items()},
        "channels": dict(CHANNEL_NAMES),
        "people": dict(_shown(dict.fromkeys(name for _, name in worlds.people), UNITS)),
        "by_fifth": dict(_shown(dict.fromkeys(name for _, name in worlds.fifths), FIFTH_UNITS)),
        "parameters": [_parameter(worlds, name, one) for name, one in names.items()],
        "told": sum(one.told for one in names.values()),
        "packs": _pack_gaps(worlds),
        "fixed": _fixed(result) if result.kind == "compare" else None,
    }


def _shown(names: Iterable[str], units: Mapping[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield measures with their name and unit as a reader sees them."""
    for name in names:
        shown = display_of(units[name])
        yield (
            name,
            {
                "name": PLAIN_NAMES.get(name, heading_of(name)),
                "unit": shown.difference,
                "scale": shown.scale,
                "decimals": shown.decimals,
            },
        )


def _parameter(worlds: Worlds, name: str, found: Influence) -> dict[str, Any]:
    declared, prior = declarations()[name], worlds.priors[name]
    low, high = (float(end) for end in prior.ends)
    marks = {
        str(row["pack"]): float(row["value"])
        for row in worlds.packs[worlds.packs["parameter"] == name].to_dict("records")
    }
    middle = [float(prior.ppf(at)) for at in (0.05, 0.5, 0.95)]
    evidence = worlds.quantiles.get(name)
    return {
        "name": name,
        "label": heading_of(name),
        "question": QUESTIONS.get(name, ""),
        "meaning": declared.meaning,
        "unit": "" if declared.unit.strip("- ") == "" else declared.unit,
        "low": low,
        "high": high,
        "log": prior.form == "log_uniform",
        "source": declared.source,
        "grade": EVIDENCE[declared.evidence],
        "prior": middle,
        "evidence": None if evidence is None else [float(one) for one in evidence],
        "sides": {side: marks[side] for side in SIDES if side in marks},
        "share": found.share,
        "told": found.told,
    }


def _pack_gaps(worlds: Worlds) -> dict[str, list[float]]:
    return {
        key_of(row["pack"], row["regime"], row["measure"], row["horizon"]): [
            float(row[name]) for name in ("gap", "low", "high")
        ]
        for row in worlds.pack_gaps.to_dict("records")
    }


def _fixed(result: Any) -> dict[str, Any]:
    """Return what the tables of a comparison say: nothing in it can be moved."""
    return {
        "channels": {
            key_of(row["measure"], row["horizon"], row["channel"]): [
                float(row[name]) for name in ("log_points", "low", "high")
            ]
            for row in result.channels.to_dict("records")
        }
    }


def fifths(result: Any) -> list[dict[str, Any]]:
    """Return what each fifth gains and loses, where a result recorded it.

    Returns
    -------
    list of dict
        ``measure`` and ``cells``, one text for each fifth, the worst jobs first.
    """
    table = getattr(result, "quintiles", None)
    if table is None:
        return []
    found = []
    for measure in dict.fromkeys(table["measure"]):
        rows = table[table["measure"] == measure].sort_values("quintile").to_dict("records")
        if str(measure).startswith(MEASURES[0]):
            continue
        shown = display_of(str(rows[0]["unit"]))
        cells = [
            {
                "text": fixed(
                    shown.scale * float(row["difference"]), shown.decimals, signed=True
                ).replace("-", MINUS),
                "conclusion": str(conclusion_of(float(row["low"]), float(row["high"]))),
            }
            for row in rows
        ]
        found.append(
            {"measure": heading_of(str(measure)), "unit": shown.difference, "cells": cells}
        )
    return found
