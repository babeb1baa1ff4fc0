"""Parameters fitted to facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

import pandas as pd

from sim.study.priors import span_words
from sim.study.record import (
    NAMED_BESIDE,
    OF_THE_PARAMETER,
    Experiment,
    Layout,
    measured,
)

IDENTIFIED: Final = "identified"
"""Status of a parameter of which the facts tell much by themselves."""

PARTLY_IDENTIFIED: Final = "partly identified"
"""Status of a parameter whose range the facts narrow by themselves, but not by half."""

JOINTLY: Final = "only with others"
"""Status of a parameter of which the facts tell jointly with others: it is fitted, its range stays.
"""

KEEPS_RANGE: Final = "keeps its range"
"""Status of a parameter of which the facts tell nothing."""


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Calibration(Experiment):
    """Parameters of the baseline fitted to facts by simulated moments.

    Attributes
    ----------
    fit : pandas.DataFrame
        ``block, parameter, unit, default, range_low, range_high``; ``value, low, high``: what was
        fitted, with its 95 % interval inside the range; ``identification``: the share of the
        range's standard deviation that the facts take away, 0 to 1; ``pinned_by``: the fact that
        moves it most; ``status``: "identified", "partly identified", "only with others" (the facts
        tell of it jointly with others, so it is fitted and its range stays) or "keeps its range".
    targets : pandas.DataFrame
        ``block, fact, unit, central, low, high``; ``before, after``: simulated at the defaults and
        at the fit, each with ``_low`` and ``_high``: 95 % interval over replicates; ``verdict``:
        "pass", "miss" or "undecided".
    sensitivity : pandas.DataFrame
        ``block, parameter, fact, response, weight``: how the simulated fact moves when the
        parameter crosses its range; and how many ranges the estimate moves when the fact rises by a
        standard error.
    steps : pandas.DataFrame
        ``block, stage, step, parameter, value, distance``: the path of the optimiser.
    runs : pandas.DataFrame
        One row per run and outcome: ``run, point, scenario, replicate, arm``, the parameters,
        ``outcome, value``.
    """

    kind = "calibrate"
    tables: ClassVar[Mapping[str, Layout]] = {
        "fit": Layout(
            ("block", "parameter", "unit", "default", "range_low", "range_high", "value", "low",
             "high", "identification", "pinned_by", "status"),
            measured(NAMED_BESIDE, "default", "range_low", "range_high", "value", "low", "high")
            | measured("share of the spread of the range", "identification"),
        ),
        "targets": Layout(
            ("block", "fact", "unit", "central", "low", "high", "before", "after", "after_low",
             "after_high", "verdict"),
            measured(
                NAMED_BESIDE, "central", "low", "high",
                "before", "before_low", "before_high", "after", "after_low", "after_high",
            ),
        ),
        "sensitivity": Layout(
            ("block", "parameter", "fact", "response", "weight"),
            {
                "response": "unit of the fact, per range of the parameter",
                "weight": "ranges of the parameter, per standard error of the fact",
            },
        ),
        "steps": Layout(
            ("block", "stage", "step", "parameter", "value", "distance"),
            {"value": OF_THE_PARAMETER, "distance": "squared standard errors"},
        ),
    }  # fmt: skip
    answers = ("fit", "targets")

    fit: pd.DataFrame
    targets: pd.DataFrame
    sensitivity: pd.DataFrame
    steps: pd.DataFrame

    @property
    def values(self) -> dict[str, float]:
        """Return the fitted value of every parameter that the facts tell of."""
        rows = self.fit[self.fit["status"] != KEEPS_RANGE]
        return {str(row["parameter"]): float(row["value"]) for _, row in rows.iterrows()}

    @property
    def ranges(self) -> dict[str, tuple[float, float]]:
        """Return what is left of the range of each parameter that the facts identify by itself."""
        rows = self.fit[self.fit["status"].isin([IDENTIFIED, PARTLY_IDENTIFIED])]
        return {
            str(row["parameter"]): (float(row["low"]), float(row["high"]))
            for _, row in rows.iterrows()
        }

    @property
    def searched(self) -> bool:
        """Return whether searches left their starting points, which are the defaults."""
        moved = self.fit["value"] != self.fit["default"]
        return int(self.settings["steps"]) > 1 and bool(moved.any())

    @property
    def stopped(self) -> list[str]:
        """Return the blocks whose last search used up its steps and may not be at its end."""
        last = self.steps["stage"] == self.steps.groupby("block")["stage"].transform("max")
        taken = self.steps[last].groupby("block", sort=False)["step"].nunique()
        return [str(block) for block in taken.index[taken >= int(self.settings["steps"])]]

    def varied(self) -> dict[str, str]:
        """Return the values, in words, of the parameters that have many of them in this result."""
        return {
            str(row["parameter"]): span_words(row["range_low"], row["range_high"])
            for row in self.fit.to_dict("records")
        }
