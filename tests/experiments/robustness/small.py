"""A robustness check of a second or two, and one whose gaps are given."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd

import sim
from sim.experiments.robustness.analysis import gap_table
from sim.experiments.robustness.record import Robustness
from sim.experiments.robustness.variants import Variant

SMALL = {"workers": 300, "months": 12, "burn_in": 3, "replicates": 2, "seeds": 3}


NAMES = [
    "reference", "near_leontief", "cobb_douglas", "threshold_effort", "no_peer_norm",
    "strong_peer_norm", "quarter_steps", "population_400", "seeds",
]  # fmt: skip


def small(**changes: object) -> Robustness:
    return sim.robustness(**{**SMALL, "populations": [400], **changes})  # type: ignore[arg-type]


def synthetic(gaps: dict[str, float], result: Robustness, pairs: int = 8) -> Robustness:
    """Return a check whose variants have known gaps in output per hour, with little noise."""
    noise = 0.1 * np.random.default_rng(3).normal(size=(len(gaps), pairs))
    rows = [
        (name, 0, r, "long_run", measure, "log points", gap + noise[k, r])
        for k, (name, gap) in enumerate(gaps.items())
        for r in range(pairs)
        for measure in ("output_per_hour",)
    ]
    gap_pairs = pd.DataFrame(rows, columns=list(result.pairs.columns))
    variants = [Variant(name, "", pairs) for name in gaps]
    table = gap_table(gap_pairs, variants)
    known = result.variants[result.variants["variant"].isin(gaps)]
    return dataclasses.replace(
        result, gaps=table[table["pairs"] > 0], pairs=gap_pairs, variants=known
    )
