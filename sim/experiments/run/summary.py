"""The outcome of a run as numbers for programs to read."""

from __future__ import annotations

from typing import Any

from sim.analysis.intervals import CONFIDENCE, intervals_by
from sim.experiments.run.record import Run
from sim.study.json_numbers import records
from sim.study.replicated import named, replicates_of

LAST_MONTHS = 12
"""Months at the end of a single run over which its means are taken."""


def summary(run: Run) -> dict[str, Any]:
    """Return the means of each indicator over the last twelve months, ready for JSON."""
    last = 0 if run.monthly.empty else int(run.monthly["month"].max())
    year = run.monthly[run.monthly["month"] > last - LAST_MONTHS]
    means = year.drop(columns="month").groupby("replicate").mean()
    long = means.melt(var_name="indicator", value_name="mean")
    table = intervals_by(long, ["indicator"], "mean")
    table.insert(1, "unit", [run.units.get(name, "") for name in table["indicator"]])
    return {
        "kind": "run",
        "scenario": named(run.scenario),
        **replicates_of(run),
        "confidence": CONFIDENCE,
        "months_of_means": [max(last - LAST_MONTHS + 1, 1), last],
        "means": records(table),
    }
