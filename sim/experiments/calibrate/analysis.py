"""The tables of a calibration, from what the fit of a block found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.intervals import mean_interval
from sim.analysis.simulated_moments import MomentFit, Range
from sim.evidence import Fact
from sim.evidence.judgement import verdict_on
from sim.experiments.calibrate.record import (
    IDENTIFIED,
    JOINTLY,
    KEEPS_RANGE,
    PARTLY_IDENTIFIED,
)
from sim.parameters import declarations

TOLD_OF: Final = 0.1
"""Share of the spread of a range that facts must take away, if all other parameters were known, for
a parameter to leave its default."""

LEAST_SHARE: Final = 0.2
"""Share that they must take away of what is not known of the others either, for the range to
shrink."""

LARGE_SHARE: Final = 0.5
"""Share that they must take away for a parameter to count as identified."""


def fit_table(
    ranges: Sequence[Range],
    facts: Sequence[Fact],
    fit: MomentFit,
    rounded: Mapping[str, float],
) -> pd.DataFrame:
    """Return the fitted parameters, columns as `Calibration.fit` without the block."""
    return pd.DataFrame(
        [
            {
                **_declared(entry),
                "value": rounded[entry.name],
                "low": float(fit.low[k]),
                "high": float(fit.high[k]),
                "identification": float(fit.identification[k]),
                "pinned_by": _strongest(fit.sensitivity[k], facts),
                "status": _status(float(fit.identification[k])),
            }
            for k, entry in enumerate(ranges)
        ]
    )


def keeps_its_range(
    ranges: Sequence[Range], names: Sequence[str], first: MomentFit, facts: Sequence[Fact]
) -> pd.DataFrame:
    """Return the rows of parameters that the facts do not identify: default and whole range."""
    rows = []
    for entry in ranges:
        k = list(names).index(entry.name)
        rows.append(
            {
                **_declared(entry),
                "value": entry.default,
                "low": entry.low,
                "high": entry.high,
                "identification": float(first.identification[k]),
                "pinned_by": _strongest(first.sensitivity[k], facts),
                "status": KEEPS_RANGE,
            }
        )
    return pd.DataFrame(rows)


def _declared(entry: Range) -> dict[str, Any]:
    return {
        "parameter": entry.name,
        "unit": declarations()[entry.name].unit,
        "default": entry.default,
        "range_low": entry.low,
        "range_high": entry.high,
    }


def _strongest(weights: NDArray[np.float64], facts: Sequence[Fact]) -> str:
    return facts[int(np.abs(weights).argmax())].name


def _status(identification: float) -> str:
    if identification >= LARGE_SHARE:
        return IDENTIFIED
    return PARTLY_IDENTIFIED if identification >= LEAST_SHARE else JOINTLY


def targets_table(
    facts: Sequence[Fact], before: NDArray[np.float64], after: NDArray[np.float64]
) -> pd.DataFrame:
    """Return targets beside what is simulated at the defaults and at the fit.

    Parameters
    ----------
    facts : sequence of Fact
    before, after : (replicates, facts) float64
    """
    start, end = mean_interval(before), mean_interval(after)
    return pd.DataFrame(
        [
            {
                "fact": fact.name,
                "unit": fact.unit,
                "central": fact.central,
                "low": fact.low,
                "high": fact.high,
                "before": float(start.mean[k]),
                "before_low": float(start.low[k]),
                "before_high": float(start.high[k]),
                "after": float(end.mean[k]),
                "after_low": float(end.low[k]),
                "after_high": float(end.high[k]),
                "verdict": verdict_on((end.low[k], end.high[k]), fact.low, fact.high),
            }
            for k, fact in enumerate(facts)
        ]
    )


def sensitivity_table(names: Sequence[str], facts: Sequence[Fact], fit: MomentFit) -> pd.DataFrame:
    """Return how facts respond to parameters, and estimates to facts."""
    return pd.DataFrame(
        [
            (name, fact.name, float(fit.response[k, f]), float(fit.sensitivity[k, f]))
            for k, name in enumerate(names)
            for f, fact in enumerate(facts)
        ],
        columns=["parameter", "fact", "response", "weight"],
    )
