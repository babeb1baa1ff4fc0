"""What the experiments on evidence hand back: facts, natural experiments and the calibration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from sim.results.experiments import Experiment

PASS = "pass"
MISS = "miss"

FACT_COLUMNS = (
    "fact", "statement", "use", "unit", "central", "low", "high", "simulated", "simulated_low",
    "simulated_high", "verdict", "why_missed", "source", "source_checked",
)  # fmt: skip

EFFECT_COLUMNS = (
    "experiment", "title", "use", "unit", "published", "low", "high", "simulated",
    "simulated_low", "simulated_high", "verdict", "why_missed", "source", "source_checked",
    "reading",
)  # fmt: skip


@dataclass(frozen=True, eq=False, kw_only=True)
class ModelValidation(Experiment):
    """The baseline held against stylised facts.

    Attributes
    ----------
    facts : pandas.DataFrame
        ``fact, statement, use, unit, central, low, high``: the fact and its accepted range;
        ``simulated, simulated_low, simulated_high``: the simulated value with its 95 % interval
        replicates; ``verdict``: "pass" where the value is in the range, else "miss"; ``why_missed,
        source, source_checked``.
    runs : pandas.DataFrame
        One row per run and outcome: ``run, point, scenario, replicate, arm, outcome, value``.
    """

    kind = "validate-model"
    tables: ClassVar[Mapping[str, tuple[str, ...]]] = {"facts": FACT_COLUMNS}

    facts: pd.DataFrame

    @property
    def missed(self) -> list[str]:
        """Return the facts that are not reproduced, but for those that are inputs."""
        missed = (self.facts["verdict"] == MISS) & (self.facts["use"] != "input")
        return [str(name) for name in self.facts.loc[missed, "fact"]]


@dataclass(frozen=True, eq=False, kw_only=True)
class NaturalExperiments(Experiment):
    """Simulated effects of interventions beside those that were found for them in reality.

    Attributes
    ----------
    effects : pandas.DataFrame
        ``experiment, title, use, unit, published, low, high``: the published effect with its
        interval; ``simulated, simulated_low, simulated_high``: the simulated one with its 95 %
        interval over replicates; ``verdict``: "pass" where it is inside the published interval,
        else "miss"; ``source, source_checked, reading``.
    responses : pandas.DataFrame
        ``experiment, response, unit, without, with_it, difference, low, high``: what the effect is
        made of.
    runs : pandas.DataFrame
        One row per run and outcome: ``run, point, scenario, replicate, arm, outcome, value``.
    """

    kind = "natural-experiments"
    tables: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "effects": EFFECT_COLUMNS,
        "responses": (
            "experiment", "response", "unit", "without", "with_it", "difference", "low", "high",
        ),
    }  # fmt: skip

    effects: pd.DataFrame
    responses: pd.DataFrame

    @property
    def missed(self) -> list[str]:
        """Return the experiments whose published effect is not reproduced."""
        return [
            str(name) for name in self.effects.loc[self.effects["verdict"] == MISS, "experiment"]
        ]


@dataclass(frozen=True, eq=False, kw_only=True)
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
        at the fit; ``after_low, after_high``: 95 % interval over replicates; ``verdict``.
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
    tables: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "fit": (
            "block", "parameter", "unit", "default", "range_low", "range_high", "value", "low",
            "high", "identification", "pinned_by", "status",
        ),
        "targets": (
            "block", "fact", "unit", "central", "low", "high", "before", "after", "after_low",
            "after_high", "verdict",
        ),
        "sensitivity": ("block", "parameter", "fact", "response", "weight"),
        "steps": ("block", "stage", "step", "parameter", "value", "distance"),
    }  # fmt: skip

    fit: pd.DataFrame
    targets: pd.DataFrame
    sensitivity: pd.DataFrame
    steps: pd.DataFrame

    @property
    def values(self) -> dict[str, float]:
        """Return the fitted value of every parameter that the facts tell of."""
        rows = self.fit[self.fit["status"] != "keeps its range"]
        return {str(row["parameter"]): float(row["value"]) for _, row in rows.iterrows()}

    @property
    def ranges(self) -> dict[str, tuple[float, float]]:
        """Return what is left of the range of each parameter that the facts identify by itself."""
        rows = self.fit[self.fit["status"].isin(["identified", "partly identified"])]
        return {
            str(row["parameter"]): (float(row["low"]), float(row["high"]))
            for _, row in rows.iterrows()
        }


def verdict_on(simulated: Any, low: float, high: float) -> str:
    """Return "pass" where a simulated value is in a range, else "miss"; a missing one is a miss."""
    return PASS if low <= float(simulated) <= high else MISS
