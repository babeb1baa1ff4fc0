"""The main numbers of an experiment, for programs to read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from sim.analysis.intervals import CONFIDENCE
from sim.study.record import Experiment

_TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "factorial": ("effects",),
    "frontier": ("contours",),
    "break-even": ("crossings", "undecided"),
    "verdict": ("probabilities", "indices", "density", "boxes", "box_quality", "pack_gaps"),
    "sensitivity": ("indices", "density"),
    "validate-model": ("facts",),
    "natural-experiments": ("effects", "responses"),
    "calibrate": ("fit", "targets"),
    "robustness": ("variants", "gaps"),
}
"""Tables that answer the question of an experiment, small enough to stand in a summary."""

_PLAIN: Final = ("x", "y", "parameter", "measure", "outcome", "horizon", "method")


def experiment_summary(result: Experiment) -> dict[str, Any]:
    """Return the main numbers of an experiment with their intervals, ready for JSON.

    Equal results give equal summaries. Missing numbers are None, never NaN.
    """
    return {
        "kind": result.kind,
        "scenarios": [scenario["name"] for scenario in result.settings["scenarios"]],
        "seed": result.settings["seed"],
        "runs": {
            "planned": result.planned,
            "completed": result.completed,
            "failed": len(result.errors),
        },
        "confidence": CONFIDENCE,
        **{name: getattr(result, name) for name in _PLAIN if hasattr(result, name)},
        **{name: _records(getattr(result, name)) for name in _TABLES.get(result.kind, ())},
    }


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads(
        table.to_json(orient="records", double_precision=15) or "[]"
    )
    return records
