"""The tables of a posterior, from its waves, draws and weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.intervals import mean_interval, share_interval
from sim.analysis.weighting import (
    bootstrap_weights,
    effective_size,
    mean,
    probability,
    quantile,
    weighted_quantile,
)
from sim.evidence import MOMENTS, RESPONSES
from sim.experiments.compare.decompose import MIXED_CHANNELS
from sim.experiments.posterior.added import ADDED, WITH, WITHOUT, with_added
from sim.experiments.posterior.draws import Draws
from sim.experiments.posterior.fifths import FIFTH_NAMES, FIFTH_UNITS
from sim.experiments.posterior.matching import Matching
from sim.experiments.posterior.record import EVIDENCE, QUANTILES, RANGES
from sim.experiments.posterior.simulate import CHANNEL, outcome_name
from sim.experiments.posterior.value import information, known_of
from sim.experiments.posterior.variances import variances
from sim.parameters import declarations
from sim.study.record import LOG_POINTS_UNIT
from sim.vocabulary import CHANNEL_GROUPS, HORIZON_YEARS, LONG_RUN, MEASURES

Floats = NDArray[np.float64]

_OUTER: Final = {"q05": 0.05, "q50": 0.5, "q95": 0.95}

OUTCOME_UNITS: Final[Mapping[str, str]] = {
    **{name: moment.unit for name, moment in {**MOMENTS, **RESPONSES}.items()},
    **{
        outcome_name(measure, horizon): LOG_POINTS_UNIT
        for measure in MEASURES
        for horizon in (*(f"year_{year}" for year in HORIZON_YEARS), LONG_RUN)
    },
    **{outcome_name(CHANNEL, channel): LOG_POINTS_UNIT for channel in MIXED_CHANNELS},
    **{
        outcome_name(measure, fifth): unit
        for measure, unit in FIFTH_UNITS.items()
        for fifth in FIFTH_NAMES
    },
}
"""Unit of each outcome of a run."""


def tables_of(
    matching: Matching, sides: pd.DataFrame, regimes: Sequence[str], horizons: Sequence[str]
) -> dict[str, Any]:
    """Return all tables but the runs and what each side assumes.

    Parameters
    ----------
    matching : Matching
        After its waves and draws.
    sides : pandas.DataFrame
        As `Matching.sides` returns it.
    regimes, horizons : sequence of str
    """
    prior, drawn = len(matching.first_points), len(matching.drawn)
    kinds = [Draws(RANGES, np.full(prior, 1.0 / prior), _wide(matching.prior_gaps, prior))]
    if drawn:
        kinds.append(Draws(EVIDENCE, matching.weights, _wide(matching.posterior_gaps, drawn)))
    regimes = [*([ADDED] if {WITH, WITHOUT} <= set(regimes) else []), *regimes]
    asked = [
        (regime, measure, horizon)
        for regime in regimes
        for measure in MEASURES
        for horizon in horizons
    ]
    return {
        "probabilities": _frame(_probabilities(kinds, asked, matching.seed), "probabilities"),
        "quantiles": _frame(_quantiles(kinds, asked, matching.seed), "quantiles"),
        "channels": _frame(_channels(kinds, regimes, matching.seed), "channels"),
        "parameters": _frame(_parameters(matching), "parameters"),
        "items": _frame(_items(matching), "items"),
        "waves": _frame(_waves(matching), "waves"),
        "emulators": _frame(_emulators(matching), "emulators"),
        "variances": _frame(variances(matching, kinds[-1], asked), "variances"),
        "information": _frame(
            information(known_of(matching, kinds[-1].given), kinds[-1], regimes, horizons[-1]),
            "information",
        ),
        "conflicts": _frame(
            (
                {"first": one.first, "second": one.second, "implausibility": one.implausibility}
                for one in matching.conflicts
            ),
            "conflicts",
        ),
        "estimates": _frame(_estimates(matching), "estimates"),
        "draws": _draws(matching),
        "gaps": _frame(_gaps(kinds, asked), "gaps"),
        "pack_gaps": _frame(_pack_gaps(sides, asked), "pack_gaps"),
    }


def _frame(rows: Iterator[dict[str, Any]], table: str) -> pd.DataFrame:
    """Return rows as a table with the columns of its layout, those without rows too."""
    from sim.experiments.posterior.record import Posterior

    layout = Posterior.tables[table]
    frame = pd.DataFrame(list(rows), columns=list(layout.columns))
    whole = {"draws": "int64", "wave": "int64", "points": "int64", "active": "int64"}
    for column in frame:
        if column in layout.units:
            frame[column] = frame[column].astype("float64")
        elif column in (*whole, "point"):
            frame[column] = frame[column].astype("int64")
        else:
            frame[column] = frame[column].astype("str")
    return frame


def _wide(runs: pd.DataFrame, draws: int) -> pd.DataFrame:
    """Return one row per draw, one column per regime and outcome; what balanced jobs add too."""
    wide = runs.pivot(index="draw", columns=["scenario", "outcome"], values="value")
    return with_added(wide).reindex(range(draws))


def _probabilities(
    kinds: Sequence[Draws], asked: Sequence[tuple[str, str, str]], seed: int
) -> Iterator[dict[str, Any]]:
    for regime, measure, horizon in asked:
        for draws in kinds:
            values, weights = draws.known(regime, outcome_name(measure, horizon))
            ahead = values >= 0.0
            if draws.given == RANGES:
                found = tuple(share_interval(int(ahead.sum()), len(ahead)))
            else:
                found = tuple(probability(ahead, weights, seed))
            yield {
                "regime": regime,
                "measure": measure,
                "horizon": horizon,
                "given": draws.given,
                "draws": len(values),
                "effective": effective_size(weights),
                **dict(zip(("probability", "low", "high"), found, strict=True)),
            }


def _quantiles(
    kinds: Sequence[Draws], asked: Sequence[tuple[str, str, str]], seed: int
) -> Iterator[dict[str, Any]]:
    for regime, measure, horizon in asked:
        for draws in kinds:
            values, weights = draws.known(regime, outcome_name(measure, horizon))
            if not len(values):
                continue
            middle = quantile(values, weights, 0.5, seed)
            found = weighted_quantile(values, weights, list(QUANTILES.values()))
            yield {
                "regime": regime,
                "measure": measure,
                "horizon": horizon,
                "given": draws.given,
                **dict(zip(QUANTILES, map(float, found), strict=True)),
                "q50_low": middle.low,
                "q50_high": middle.high,
            }


def _channels(
    kinds: Sequence[Draws], regimes: Sequence[str], seed: int
) -> Iterator[dict[str, Any]]:
    for regime in regimes:
        for channel in (*MIXED_CHANNELS, *CHANNEL_GROUPS):
            for draws in kinds:
                members = CHANNEL_GROUPS.get(channel, (channel,))
                values, weights = draws.known(
                    regime, *(outcome_name(CHANNEL, member) for member in members)
                )
                if not len(values):
                    continue
                found = weighted_quantile(values, weights, list(_OUTER.values()))
                yield {
                    "regime": regime,
                    "channel": channel,
                    "given": draws.given,
                    **dict(zip(("mean", "low", "high"), mean(values, weights, seed), strict=True)),
                    **dict(zip(_OUTER, map(float, found), strict=True)),
                }


def _parameters(matching: Matching) -> Iterator[dict[str, Any]]:
    declared = declarations()
    told = _told_by(matching)
    spread = np.full((3, len(matching.prior.names)), np.nan)
    if len(matching.drawn):
        samples = _spreads(matching.drawn, bootstrap_weights(matching.weights, matching.seed))
        value = _spreads(matching.drawn, matching.weights[None, :])[0]
        low, high = np.percentile(samples, [2.5, 97.5], axis=0)
        spread = 1.0 - np.array([value, high, low]) * np.sqrt(12.0)
    for place, (name, one) in enumerate(matching.prior.distributions.items()):
        after = np.full(len(_OUTER), np.nan)
        if len(matching.drawn):
            unit = weighted_quantile(
                matching.drawn[:, place], matching.weights, list(_OUTER.values())
            )
            after = one.ppf(unit)
        yield {
            "parameter": name,
            "unit": declared[name].unit if name in declared else "",
            **{f"prior_{key}": float(one.ppf(at)) for key, at in _OUTER.items()},
            **{f"posterior_{key}": float(x) for key, x in zip(_OUTER, after, strict=True)},
            "narrowing": spread[0, place],
            "narrowing_low": spread[1, place],
            "narrowing_high": spread[2, place],
            "told_by": told[place],
        }


def _spreads(unit: Floats, weights: Floats) -> Floats:
    """Return the standard deviation of each input under each row of weights.

    A few draws lie close together by chance: their variance is too small by one minus the sum of
    the squared weights.
    """
    centre = weights @ unit
    around = np.maximum(weights @ unit**2 - centre**2, 0.0)
    few = np.maximum(1.0 - (weights**2).sum(axis=1), 1e-9)
    spread: Floats = np.sqrt(around / few[:, None])
    return spread


def _told_by(matching: Matching) -> list[str]:
    """Return for each parameter the item that responds to it most, by its range, if any does."""
    wave = matching.emulated[-1] if matching.emulated else None
    found, best = [""] * len(matching.prior.names), np.zeros(len(matching.prior.names))
    for item, emulator in zip(wave.items, wave.emulators, strict=True) if wave else ():
        if emulator is not None:
            weight = np.abs(emulator.trend.slopes) / np.sqrt(item.variance)
            for place in np.flatnonzero(weight > best):
                found[place], best[place] = item.name, weight[place]
    return found


def _items(matching: Matching) -> Iterator[dict[str, Any]]:
    for place, piece in enumerate(matching.pieces):
        before = matching.first_values[:, place]
        before = before[np.isfinite(before)]
        after = np.full(len(_OUTER), np.nan)
        distance = np.nan
        values = matching.draw_values[:, place]
        there = np.isfinite(values) & (matching.weights > 0.0)
        if there.any():
            weights = matching.weights[there]
            after = weighted_quantile(values[there], weights, list(_OUTER.values()))
            centre = float(weights @ values[there] / weights.sum())
            distance = abs(centre - piece.observed) / float(np.sqrt(piece.item.variance))
        yield {
            "item": piece.name,
            "title": piece.title,
            "unit": piece.unit,
            "role": piece.role,
            "observed": piece.observed,
            "error": piece.error,
            "discrepancy": piece.discrepancy,
            "prior_mean": float(before.mean()) if len(before) else np.nan,
            "prior_sd": float(before.std(ddof=1)) if len(before) > 1 else np.nan,
            **{key: float(x) for key, x in zip(_OUTER, after, strict=True)},
            "distance": distance,
        }


def _waves(matching: Matching) -> Iterator[dict[str, Any]]:
    for told in matching.told:
        yield {"wave": told.number, "points": told.points, "left": told.left, "stop": told.stop}


def _emulators(matching: Matching) -> Iterator[dict[str, Any]]:
    names = matching.prior.names
    for number, wave in enumerate(matching.emulated, start=1):
        where = matching.region.unit if len(matching.region.unit) else matching.first_points
        uncertainty = wave.uncertainty(where)
        for place, emulator in enumerate(wave.emulators):
            if emulator is None:
                continue
            yield {
                "wave": number,
                "item": wave.items[place].name,
                "points": emulator.points,
                "active": len(emulator.active),
                "inputs": ", ".join(names[k] for k in emulator.active),
                "r2": emulator.left_out.r2,
                "within": emulator.left_out.within,
                "uncertainty": float(uncertainty[place]),
            }


def _estimates(matching: Matching) -> Iterator[dict[str, Any]]:
    for place, piece in enumerate(matching.pieces):
        for point in np.flatnonzero(np.isfinite(matching.estimate_variances[:, place])):
            yield {
                "point": int(point),
                "item": piece.name,
                "simulated": float(matching.draw_values[point, place]),
                "estimate": float(matching.estimates[point, place]),
                "variance": float(matching.estimate_variances[point, place]),
            }


def _draws(matching: Matching) -> pd.DataFrame:
    table = matching.prior.points(matching.drawn)
    table.insert(0, "point", np.arange(len(table), dtype=np.int64))
    table.insert(1, "weight", matching.weights)
    return table


def _gaps(
    kinds: Sequence[Draws], asked: Sequence[tuple[str, str, str]]
) -> Iterator[dict[str, Any]]:
    for draws in kinds:
        for regime, measure, horizon in asked:
            key = (regime, outcome_name(measure, horizon))
            if key not in draws.outcomes:
                continue
            values = draws.outcomes[key].to_numpy(np.float64)
            for point in np.flatnonzero(np.isfinite(values)):
                yield {
                    "point": int(point),
                    "given": draws.given,
                    "weight": float(draws.weights[point]),
                    "regime": regime,
                    "measure": measure,
                    "horizon": horizon,
                    "gap": float(values[point]),
                }


def _pack_gaps(
    sides: pd.DataFrame, asked: Sequence[tuple[str, str, str]]
) -> Iterator[dict[str, Any]]:
    wide = with_added(
        sides.pivot(index=["pack", "replicate"], columns=["scenario", "outcome"], values="value")
    )
    for pack in dict.fromkeys(sides["pack"]):
        for regime, measure, horizon in asked:
            key = (regime, outcome_name(measure, horizon))
            values = wide.loc[pack][key].dropna().to_numpy(np.float64) if key in wide else ()
            if len(values):
                middle, low, high = mean_interval(values)
                yield {
                    "pack": pack,
                    "regime": regime,
                    "measure": measure,
                    "horizon": horizon,
                    "gap": float(middle),
                    "low": float(low),
                    "high": float(high),
                }
