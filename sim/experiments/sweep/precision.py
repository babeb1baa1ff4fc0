"""Adding replicates to a design until an outcome is known as precisely as wanted."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from sim.analysis.intervals import mean_interval
from sim.designs import Design
from sim.errors import DesignError, choices
from sim.experiments.sweep.record import Sweep
from sim.phases.indicators import INDICATORS
from sim.study.pairs import check_horizon
from sim.vocabulary import LOG_OUTPUT, LOG_POINTS

FEWEST: Final = 4
"""Replicates with which it begins, where the design has fewer; of fewer an interval says little."""

MOST: Final = 100
"""Replicates at which it ends, where no other number is given."""


@dataclass(frozen=True, slots=True)
class Precision:
    """How precisely an outcome is to be known at every point.

    Attributes
    ----------
    half_width : float
        That of the 95 % interval: of the difference of the first two scenarios (for output in log
        points), or of the mean of the only one.
    outcome, horizon : str
    most : int
        Replicates at which it ends in any case.
    """

    half_width: float
    outcome: str = "output_per_hour"
    horizon: str = "long_run"
    most: int = MOST

    def check(self, design: Design) -> None:
        """Make sure that it can be asked of a design.

        Raises
        ------
        DesignError
            If the width is no positive number, or there is no such outcome or horizon.
        """
        if not 0.0 < self.half_width < math.inf:
            raise DesignError(f"precision = {self.half_width}: must be a number above 0")
        if self.outcome not in INDICATORS:
            raise DesignError(
                f"outcome = '{self.outcome}': there is no such indicator; "
                f"{choices(self.outcome, INDICATORS)}"
            )
        if self.most < FEWEST:
            raise DesignError(f"most = {self.most}: must be a whole number from {FEWEST}")
        check_horizon(self.horizon, design.scenarios[0].months)


def until_precise(
    design: Design, wanted: Precision, simulate: Callable[[Design, bool], Sweep]
) -> Sweep:
    """Return the runs of a design with as many replicates as a precision takes.

    Replicates are added at all points alike, as many as the widest interval asks for, at most twice
    those that there are.

    Parameters
    ----------
    design : Design
    wanted : Precision
    simulate : callable
        Returns the runs of a design; whether it adds to the one before is told.
    """
    from dataclasses import replace

    wanted.check(design)
    plan = replace(design, replicates=min(max(design.replicates, FEWEST), wanted.most))
    extends = False
    while True:
        result = simulate(plan, extends)
        width = widest(result, wanted)
        if result.unfinished or plan.replicates >= wanted.most or width <= wanted.half_width:
            return result
        factor = 2.0 if not math.isfinite(width) else (width / wanted.half_width) ** 2
        more = math.ceil(plan.replicates * min(factor, 2.0))
        plan = replace(plan, replicates=min(max(more, plan.replicates + 1), wanted.most))
        extends = True


def widest(result: Sweep, wanted: Precision) -> float:
    """Return the largest half width of the intervals at all points; NaN where there is none."""
    rows = result.runs[result.runs["horizon"] == wanted.horizon]
    names = [scenario.name for scenario in result.design.scenarios][:2]
    compared = len(names) > 1
    column = LOG_OUTPUT.get(wanted.outcome, wanted.outcome) if compared else wanted.outcome
    scale = LOG_POINTS if column != wanted.outcome else 1.0
    at = rows.set_index(["point", "replicate"])
    sides = [at.loc[at["scenario"] == name, column] for name in names]
    values: pd.Series[float] = scale * (sides[1] - sides[0]) if compared else sides[0]
    widths = [_half_width(part) for _, part in values.groupby(level="point", sort=False)]
    return max(widths) if widths and not any(map(math.isnan, widths)) else math.nan


def _half_width(values: pd.Series[float]) -> float:
    _, low, high = mean_interval(values.dropna().to_numpy(np.float64))
    return float(high - low) / 2.0
