"""The verdict of a comparison, or the outcome of a run, as numbers for programs to read."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from sim.analysis.estimates import Outcome
from sim.analysis.intervals import CONFIDENCE, intervals_by
from sim.experiments.compare.outcomes import channel_of, relative_difference_in
from sim.experiments.compare.record import Comparison
from sim.experiments.run.record import Run
from sim.scenario import Scenario
from sim.vocabulary import HORIZONS, windows_of

LAST_MONTHS = 12
"""Months at the end of a single run over which its means are taken."""


def summary(result: Run | Comparison) -> dict[str, Any]:
    """Return the main numbers of a result with their intervals, ready for JSON.

    Equal results give equal summaries. Missing numbers are None, never NaN.

    Parameters
    ----------
    result : Run or Comparison

    Returns
    -------
    dict
        Of a comparison: ``verdict`` by horizon (output per hour and per head in log points, with a
        conclusion), ``channels``, ``differences`` and ``quintiles``. Of a run: ``means`` of each
        indicator over its last twelve months. Both: what was run, replicates and seed.
    """
    return _of_run(result) if isinstance(result, Run) else _of_comparison(result)


def _of_comparison(comparison: Comparison) -> dict[str, Any]:
    after = 0 if comparison.monthly.empty else int(comparison.monthly["month"].max())
    windows = {name: list(months) for name, months in windows_of(max(after, 1)).items()}
    return {
        "kind": "comparison",
        "a": _scenario(comparison.a),
        "b": _scenario(comparison.b),
        **_replicates(comparison),
        "confidence": CONFIDENCE,
        "months_of_horizons": windows,
        "verdict": {horizon: _verdict(comparison, horizon) for horizon in HORIZONS},
        "channels": {
            measure: {
                horizon: {
                    channel: _numbers(channel_of(comparison, measure, horizon, channel))
                    for channel in _names(comparison.channels, "channel", measure=measure)
                }
                for horizon in HORIZONS
            }
            for measure in _names(comparison.channels, "measure")
        },
        "differences": _records(comparison.differences),
        "quintiles": _records(comparison.quintiles),
    }


def _of_run(run: Run) -> dict[str, Any]:
    last = 0 if run.monthly.empty else int(run.monthly["month"].max())
    year = run.monthly[run.monthly["month"] > last - LAST_MONTHS]
    means = year.drop(columns="month").groupby("replicate").mean()
    long = means.melt(var_name="indicator", value_name="mean")
    table = intervals_by(long, ["indicator"], "mean")
    table.insert(1, "unit", [run.units.get(name, "") for name in table["indicator"]])
    return {
        "kind": "run",
        "scenario": _scenario(run.scenario),
        **_replicates(run),
        "confidence": CONFIDENCE,
        "months_of_means": [max(last - LAST_MONTHS + 1, 1), last],
        "means": _records(table),
    }


def _verdict(comparison: Comparison, horizon: str) -> dict[str, Any]:
    verdict: dict[str, Any] = {}
    for measure in ("output_per_hour", "output_per_head"):
        outcome = relative_difference_in(comparison, measure, horizon)
        percentage = outcome.as_percentage()
        verdict[measure] = {
            "log_points": _numbers(outcome),
            "per_cent": _numbers(percentage),
            "conclusion": outcome.conclusion.value,
        }
    return verdict


def _scenario(scenario: Scenario) -> dict[str, Any]:
    return {"name": scenario.name, "title": scenario.title, "digest": scenario.digest}


def _replicates(result: Run | Comparison) -> dict[str, Any]:
    return {
        "seed": result.seed,
        "replicates": result.replicates,
        "completed": result.completed,
        "failed": len(result.failures),
        "interrupted": result.interrupted,
    }


def _names(table: pd.DataFrame, column: str, **conditions: str) -> list[str]:
    for key, value in conditions.items():
        table = table[table[key] == value]
    return list(dict.fromkeys(str(name) for name in table[column]))


def _numbers(outcome: Outcome) -> dict[str, float | None]:
    return {
        "difference": _finite(outcome.difference),
        "low": _finite(outcome.low),
        "high": _finite(outcome.high),
    }


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [_plain(row) for row in table.to_dict("records")]


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    items: Iterable[tuple[Any, Any]] = row.items()
    return {str(key): _finite(value) if isinstance(value, float) else value for key, value in items}


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
