"""The outcome of a run as numbers for programs to read."""

from __future__ import annotations

from typing import Any

from sim.analysis.intervals import CONFIDENCE
from sim.experiments.run.analysis import means_of_last_year, months_of_means
from sim.experiments.run.record import Run
from sim.study.json_numbers import records
from sim.study.replicated import named, replicates_of


def summary(run: Run) -> dict[str, Any]:
    """Return the means of each indicator over the last twelve months, ready for JSON."""
    return {
        "kind": "run",
        "scenario": named(run.scenario),
        **replicates_of(run),
        "confidence": CONFIDENCE,
        "months_of_means": list(months_of_means(run)),
        "means": records(means_of_last_year(run)),
    }
