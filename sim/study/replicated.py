"""What results have that keep all months of each replicate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from sim.scenario import Scenario
from sim.study.measurement import TableMeasurement
from sim.study.provenance import noted_rules
from sim.study.record import Record


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class ReplicatedRecord(Record):
    """What results have that keep all months of each replicate.

    Attributes
    ----------
    seed : int
        Seed of every random stream.
    replicates : int
        Replicates asked for; `completed` counts those that finished.
    monthly : pandas.DataFrame
        The keys ``replicate`` and ``month``, and one column per indicator.
    """

    useful_in_part = True
    run_name = "replicate"

    seed: int
    replicates: int
    monthly: pd.DataFrame

    @classmethod
    def measurement(cls) -> TableMeasurement:
        """Return what is simulated and kept of each replicate."""
        raise NotImplementedError

    @classmethod
    def measurement_of(cls, settings: Mapping[str, Any]) -> TableMeasurement:
        """Return the same, where it depends on the settings of the work."""
        return cls.measurement()

    @property
    def completed(self) -> int:
        """Return how many replicates finished."""
        return int(self.monthly["replicate"].nunique())

    @property
    def failures(self) -> list[tuple[int, str]]:
        """Return the replicates that ended in an error, with the message."""
        if not len(self.errors):
            return []
        return [
            (int(replicate), str(message))
            for replicate, message in zip(
                self.errors["replicate"], self.errors["error"], strict=True
            )
        ]

    @property
    def indicators(self) -> list[str]:
        """Return the names of the indicators in the monthly table."""
        keys = type(self).tables["monthly"].columns
        return [str(column) for column in self.monthly.columns if column not in keys]

    @classmethod
    def stored_fields(
        cls, manifest: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]
    ) -> dict[str, Any]:
        """Return the fields that are no tables, from what a folder holds."""
        settings = manifest["settings"]
        done = tables["monthly"]["replicate"].nunique() + len(tables["errors"])
        return {
            "seed": int(settings["seed"]),
            "replicates": int(settings["replicates"]),
            "planned": int(settings["replicates"]),
            "unfinished": int(settings["replicates"]) - done,
        }


def stored_scenarios(manifest: Mapping[str, Any]) -> list[Scenario]:
    """Return the scenarios of a manifest."""
    rules = noted_rules(manifest)
    return [Scenario.from_dict(content, rules) for content in manifest["settings"]["scenarios"]]


def named(scenario: Scenario) -> dict[str, Any]:
    """Return what tells a scenario, ready for JSON."""
    return {"name": scenario.name, "title": scenario.title, "digest": scenario.digest}


def replicates_of(result: ReplicatedRecord) -> dict[str, Any]:
    """Return what was run and how much of it, ready for JSON."""
    return {
        "assumptions": result.assumptions.text,
        "seed": result.seed,
        "replicates": result.replicates,
        "completed": result.completed,
        "failed": len(result.failures),
        "interrupted": result.interrupted,
    }
