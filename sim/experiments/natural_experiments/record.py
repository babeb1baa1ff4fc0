"""Simulated effects of interventions beside published ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Final

import pandas as pd

from sim.evidence.judgement import MISS
from sim.study.record import NAMED_BESIDE, Experiment, Layout, measured

EFFECT_COLUMNS = (
    "experiment", "title", "use", "unit", "published", "low", "high", "simulated",
    "simulated_low", "simulated_high", "verdict", "why_missed", "source", "source_checked",
    "reading",
)  # fmt: skip

BRIEF_UNITS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "per cent per standard deviation of job quality": "% per SD of job quality",
        "percentage points per year": "points a year",
        "per cent": "%",
    }
)
"""Units of effects that are too long to stand beside a number."""


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class NaturalExperiments(Experiment):
    """Simulated effects of interventions beside those that were found for them in reality.

    Attributes
    ----------
    effects : pandas.DataFrame
        ``experiment, title, use, unit, published, low, high``: the published effect with its
        interval; ``simulated, simulated_low, simulated_high``: the simulated one with its 95 %
        interval over replicates; ``verdict``: "pass" where its interval lies inside the
        published one, "miss" where it lies outside, else "undecided"; ``source, source_checked,
        reading``.
    responses : pandas.DataFrame
        ``experiment, response, unit, without, with_it, difference, low, high``: what the effect is
        made of.
    runs : pandas.DataFrame
        One row per run and outcome: ``run, point, scenario, replicate, arm, outcome, value``.
    """

    kind = "natural-experiments"
    tables: ClassVar[Mapping[str, Layout]] = {
        "effects": Layout(
            EFFECT_COLUMNS,
            measured(
                NAMED_BESIDE, "published", "low", "high", "simulated", "simulated_low",
                "simulated_high",
            ),
        ),
        "responses": Layout(
            ("experiment", "response", "unit", "without", "with_it", "difference", "low", "high"),
            measured(NAMED_BESIDE, "without", "with_it", "difference", "low", "high"),
        ),
    }  # fmt: skip
    answers = ("effects", "responses")

    effects: pd.DataFrame
    responses: pd.DataFrame

    @property
    def missed(self) -> list[str]:
        """Return the experiments whose published effect is missed for sure."""
        return [
            str(name) for name in self.effects.loc[self.effects["verdict"] == MISS, "experiment"]
        ]
