"""The gap under other forms, sizes and numerical choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from sim.study.record import NAMED_BESIDE, Experiment, Layout, measured


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Robustness(Experiment):
    """The gap between two regimes in the reference and in other worlds.

    Attributes
    ----------
    variants : pandas.DataFrame
        ``variant, differs``: name, and in what it differs from the reference; ``point`` of its
        runs, the first of several for the seeds; ``workers, months_per_step``; ``replicates``,
        pairs of runs that were asked for; ``paired``, whether they have the people and the luck of
        those of the reference.
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

    variants: pd.DataFrame
    gaps: pd.DataFrame
    pairs: pd.DataFrame
