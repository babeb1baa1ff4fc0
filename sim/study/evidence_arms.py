"""The runs that facts and interventions need, and what is measured in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pandas as pd

from sim.analysis.intervals import mean_interval
from sim.evidence import MOMENTS, RESPONSES, Fact, Intervention, Observation
from sim.evidence.effects import effect_of
from sim.evidence.judgement import verdict_on
from sim.scenario import Scenario
from sim.study.requests import Arm, as_point

BASELINE: Final = "baseline"
"""Arm in which nothing changes and the moments are measured."""

WITHOUT: Final = "without"
WITH: Final = "with"

OBSERVED_UNITS: Final[Mapping[str, str]] = {
    name: moment.unit for name, moment in {**MOMENTS, **RESPONSES}.items()
}
"""Unit of each outcome of an arm."""


@dataclass(frozen=True)
class EvidencePlan:
    """What has to be simulated to measure facts and effects.

    Attributes
    ----------
    scenarios : tuple of Scenario
        The baseline first, then those of interventions with a setting of their own.
    arms : tuple of Arm
    interventions : tuple of Intervention
    """

    scenarios: tuple[Scenario, ...]
    arms: tuple[Arm, ...]
    interventions: tuple[Intervention, ...]

    def needed_for(self, moments: Collection[str]) -> EvidencePlan:
        """Return the part of the plan that some moments and effects need, by their names."""
        arms = {
            f"{entry.name}:{side}"
            for entry in self.interventions
            for side in (WITHOUT, WITH)
            if entry.name in moments
        }
        if any(name in MOMENTS for name in moments):
            arms.add(BASELINE)
        return EvidencePlan(
            self.scenarios,
            tuple(arm for arm in self.arms if arm.name in arms),
            tuple(entry for entry in self.interventions if entry.name in moments),
        )


def plan_for(
    baseline: Scenario,
    interventions: Sequence[Intervention],
    folder: Path,
    window: int | None = None,
) -> EvidencePlan:
    """Return the runs that interventions and, with a window, the moments of the baseline need.

    Parameters
    ----------
    baseline : Scenario
    interventions : sequence of Intervention
    folder : Path
        From which paths of sector files start.
    window : int, optional
        Months after the burn-in over which moments are measured; none when left out.

    Raises
    ------
    ScenarioError
        If an intervention does not fit the baseline.
    """
    scenarios = [baseline]
    arms = [Arm(BASELINE, 0, (), Observation(window, moments=True))] if window else []
    for intervention in interventions:
        control = intervention.control(baseline, folder)
        if control.digest == baseline.digest:
            index = 0
        else:
            index = len(scenarios)
            scenarios.append(replace(control, name=intervention.name))
        observation = Observation(
            intervention.months, intervention.first, tuple(intervention.sectors)
        )
        changes = {WITHOUT: (), WITH: as_point(intervention.change)}
        arms += [
            Arm(f"{intervention.name}:{side}", index, change, observation)
            for side, change in changes.items()
        ]
    return EvidencePlan(tuple(scenarios), tuple(arms), tuple(interventions))


def effects_table(runs: pd.DataFrame, interventions: Iterable[Intervention]) -> pd.DataFrame:
    """Return the effect of each intervention in every pair of runs.

    Parameters
    ----------
    runs : pandas.DataFrame
        As `Campaign.simulate` returns of the arms of a plan.
    interventions : iterable of Intervention

    Returns
    -------
    pandas.DataFrame
        ``point, replicate, name, value``; pairs of which one side is missing have no row.
    """
    rows: list[tuple[Any, Any, str, float]] = []
    for intervention in interventions:
        sides = [
            _wide(runs[runs["arm"] == f"{intervention.name}:{side}"]) for side in (WITHOUT, WITH)
        ]
        for key in sides[0].index.intersection(sides[1].index):
            pair = [{str(k): float(v) for k, v in side.loc[key].items()} for side in sides]
            rows.append((*key, intervention.name, effect_of(intervention, *pair)))
    table = pd.DataFrame(rows, columns=["point", "replicate", "name", "value"])
    return table.astype({"point": "int64", "replicate": "int64", "value": "float64"})


def moments_table(runs: pd.DataFrame) -> pd.DataFrame:
    """Return the moments of the baseline in every run: ``point, replicate, name, value``."""
    rows = runs[(runs["arm"] == BASELINE) & runs["outcome"].isin(list(MOMENTS))]
    table: pd.DataFrame = rows[["point", "replicate", "outcome", "value"]].rename(
        columns={"outcome": "name"}
    )
    return table.reset_index(drop=True)


def measured(runs: pd.DataFrame, interventions: Iterable[Intervention]) -> pd.DataFrame:
    """Return moments and effects in every run: ``point, replicate, name, value``."""
    return pd.concat([moments_table(runs), effects_table(runs, interventions)], ignore_index=True)


def simulated(values: pd.DataFrame, name: str) -> dict[str, float]:
    """Return mean and interval over replicates of a moment or an effect, by column."""
    found = values.loc[values["name"] == name, "value"].to_numpy()
    columns = ("simulated", "simulated_low", "simulated_high")
    return {key: float(x) for key, x in zip(columns, mean_interval(found), strict=True)}


def facts_table(values: pd.DataFrame, facts: Sequence[Fact]) -> pd.DataFrame:
    """Return facts beside what was simulated, columns as `FACT_COLUMNS`.

    Parameters
    ----------
    values : pandas.DataFrame
        ``replicate, name, value`` of one point.
    facts : sequence of Fact
    """
    rows = []
    for fact in facts:
        found = simulated(values, fact.moment)
        rows.append(
            {
                "fact": fact.name,
                "statement": fact.statement,
                "use": fact.use,
                "unit": fact.unit,
                "central": fact.central,
                "low": fact.low,
                "high": fact.high,
                **found,
                "verdict": verdict_on(
                    (found["simulated_low"], found["simulated_high"]), fact.low, fact.high
                ),
                "why_missed": fact.why_missed,
                "source": fact.source,
                "source_checked": fact.source_checked,
            }
        )
    return pd.DataFrame(rows)


def responses_table(runs: pd.DataFrame, interventions: Iterable[Intervention]) -> pd.DataFrame:
    """Return what effects are made of: means with and without, and paired differences."""
    rows = []
    for intervention in interventions:
        sides = [
            _wide(runs[runs["arm"] == f"{intervention.name}:{side}"]) for side in (WITHOUT, WITH)
        ]
        pairs = sides[0].index.intersection(sides[1].index)
        for response, moment in RESPONSES.items():
            without, with_it = (side.loc[pairs, response].to_numpy() for side in sides)
            mean, low, high = (float(number) for number in mean_interval(with_it - without))
            rows.append(
                {
                    "experiment": intervention.name,
                    "response": response,
                    "unit": moment.unit,
                    "without": float(without.mean()),
                    "with_it": float(with_it.mean()),
                    "difference": mean,
                    "low": low,
                    "high": high,
                }
            )
    return pd.DataFrame(rows)


def _wide(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.pivot(index=["point", "replicate"], columns="outcome", values="value")
