"""The verdict of a comparison as numbers for programs to read."""

from __future__ import annotations

from typing import Any

import pandas as pd

from sim.analysis.estimates import Outcome
from sim.analysis.intervals import CONFIDENCE
from sim.experiments.compare.outcomes import channel_of, relative_difference_in
from sim.experiments.compare.record import Comparison
from sim.study.json_numbers import finite, records
from sim.study.replicated import named, replicates_of
from sim.vocabulary import HORIZONS, windows_of


def summary(comparison: Comparison) -> dict[str, Any]:
    """Return the main numbers of a comparison with their intervals, ready for JSON.

    Equal results give equal summaries. Missing numbers are None, never NaN.

    Parameters
    ----------
    comparison : Comparison

    Returns
    -------
    dict
        ``balance`` where it is told; ``verdict`` by horizon (output per hour and per head in log
        points, with a conclusion),
        ``channels``, ``differences`` and ``quintiles``; what was run, replicates and seed.
    """
    after = 0 if comparison.monthly.empty else int(comparison.monthly["month"].max())
    windows = {name: list(months) for name, months in windows_of(max(after, 1)).items()}
    return {
        "kind": "comparison",
        "a": named(comparison.a),
        "b": named(comparison.b),
        **replicates_of(comparison),
        "confidence": CONFIDENCE,
        "months_of_horizons": windows,
        **({"balance": records(comparison.balance)} if len(comparison.balance) else {}),
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
        "differences": records(comparison.differences),
        "quintiles": records(comparison.quintiles),
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


def _names(table: pd.DataFrame, column: str, **conditions: str) -> list[str]:
    for key, value in conditions.items():
        table = table[table[key] == value]
    return list(dict.fromkeys(str(name) for name in table[column]))


def _numbers(outcome: Outcome) -> dict[str, float | None]:
    return {
        "difference": finite(outcome.difference),
        "low": finite(outcome.low),
        "high": finite(outcome.high),
    }
