"""The gap under other forms, sizes and numerical choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

import pandas as pd

from sim.study.record import NAMED_BESIDE, Experiment, Layout, measured
from sim.text.phrases import counted

REFERENCE: Final = "reference"
"""The variant that all others are held against, and its value of ``sign``."""

SEEDS: Final = "seeds"
"""The variant that is the reference once under each of several seeds."""

SAME: Final = "same"
"""Value of ``sign`` where the gap has the sign of that of the reference."""

REVERSED: Final = "reversed"
"""Value of ``sign`` where it has the opposite one."""

UNDECIDED: Final = "undecided"
"""Value of ``sign`` where the interval of the variant contains zero or is unknown."""

DECIDED: Final = "decided"
"""Value of ``sign`` where only that of the reference does."""


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Robustness(Experiment):
    """The gap between two regimes in the reference and in other worlds.

    Attributes
    ----------
    variants : pandas.DataFrame
        ``variant, differs``: name, and in what it differs from the reference; ``point`` of its
        runs, the first of several for the seeds; ``workers, months_per_step``; ``replicates``,
        pairs of runs that were asked for; ``paired``, whether they share people and random draws
        with those of the reference.
    gaps : pandas.DataFrame
        ``variant, measure, unit, horizon, pairs, gap, low, high``; ``change, change_low,
        change_high``: gap less that of the reference; ``sign``: "same" or "reversed" where both
        intervals exclude zero, "undecided" where that of the variant contains it, "decided" where
        only that of the reference does, and "reference".
    pairs : pandas.DataFrame
        ``variant, seed, replicate, horizon, measure, unit, gap``: the gap in each pair of runs.
    """

    kind = "robustness"
    tables: ClassVar[Mapping[str, Layout]] = {
        "variants": Layout(
            ("variant", "differs", "point", "workers", "months_per_step", "paired")
        ),
        "gaps": Layout(
            ("variant", "measure", "unit", "horizon", "pairs", "gap", "low", "high", "change",
             "change_low", "change_high", "sign"),
            measured(NAMED_BESIDE, "gap", "low", "high", "change", "change_low", "change_high"),
        ),
        "pairs": Layout(
            ("variant", "seed", "replicate", "horizon", "measure", "unit", "gap"),
            measured(NAMED_BESIDE, "gap"),
        ),
    }  # fmt: skip
    answers = ("variants", "gaps")
    main = "gaps"

    variants: pd.DataFrame
    gaps: pd.DataFrame
    pairs: pd.DataFrame

    @property
    def figure_size(self) -> str:
        """Return how much was simulated; worlds differ in how many people they have."""
        return counted(self.completed, self.run_name)

    def at(self, measure: str, horizon: str) -> pd.DataFrame:
        """Return the gaps of all variants in one measure at one horizon, the reference first."""
        rows = self.gaps
        found: pd.DataFrame = rows[(rows["measure"] == measure) & (rows["horizon"] == horizon)]
        return found
