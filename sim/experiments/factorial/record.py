"""All mixes of the rules of each institution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

import pandas as pd

from sim.study.record import NAMED_BESIDE, Experiment, Layout, measured

SHOWN: Final = ("output_per_hour", "effort", "alienation", "income_gini")
"""Outcomes that are shown first."""


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Factorial(Experiment):
    """All mixes of the capitalist and the participatory rule of each institution.

    Attributes
    ----------
    regimes : pandas.DataFrame
        The six switches, ``horizon, outcome, unit, mean, low, high``.
    effects : pandas.DataFrame
        ``horizon, outcome, unit, order, term, effect, low, high``: main effects (order 1) and
        two-way interactions (order 2), in log points for output.
    """

    kind = "factorial"
    tables: ClassVar[Mapping[str, Layout]] = {
        "regimes": Layout(
            ("horizon", "outcome", "unit", "mean", "low", "high"),
            measured(NAMED_BESIDE, "mean", "low", "high"),
        ),
        "effects": Layout(
            ("horizon", "outcome", "unit", "order", "term", "effect", "low", "high"),
            measured(NAMED_BESIDE, "effect", "low", "high"),
        ),
    }
    answers = ("effects",)

    regimes: pd.DataFrame
    effects: pd.DataFrame
