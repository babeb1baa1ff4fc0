"""The baseline held against stylised facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from sim.evidence.judgement import MISS
from sim.evidence.uses import INPUT
from sim.study.record import NAMED_BESIDE, Experiment, Layout, measured

FACT_COLUMNS = (
    "fact", "statement", "use", "unit", "central", "low", "high", "simulated", "simulated_low",
    "simulated_high", "verdict", "why_missed", "source", "source_checked",
)  # fmt: skip


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class ModelValidation(Experiment):
    """The baseline held against stylised facts.

    Attributes
    ----------
    facts : pandas.DataFrame
        ``fact, statement, use, unit, central, low, high``: the fact and its accepted range;
        ``simulated, simulated_low, simulated_high``: the simulated value with its 95 % interval
        over replicates; ``verdict``: "pass" where the interval lies in the range, "miss" where it
        lies outside, else "undecided"; ``why_missed, source, source_checked``.
    runs : pandas.DataFrame
        One row per run and outcome: ``run, point, scenario, replicate, arm, outcome, value``.
    """

    kind = "validate-model"
    tables: ClassVar[Mapping[str, Layout]] = {
        "facts": Layout(
            FACT_COLUMNS,
            measured(
                NAMED_BESIDE, "central", "low", "high", "simulated", "simulated_low",
                "simulated_high",
            ),
        )
    }  # fmt: skip
    answers = ("facts",)

    facts: pd.DataFrame

    @property
    def missed(self) -> list[str]:
        """Return the facts that are missed for sure, but for those that are inputs."""
        missed = (self.facts["verdict"] == MISS) & (self.facts["use"] != INPUT)
        return [str(name) for name in self.facts.loc[missed, "fact"]]
