"""All mixes of the rules of each institution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from sim.study.record import Experiment


@dataclass(frozen=True, eq=False, kw_only=True)
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
    tables: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "regimes": ("horizon", "outcome", "unit", "mean", "low", "high"),
        "effects": ("horizon", "outcome", "unit", "order", "term", "effect", "low", "high"),
    }

    regimes: pd.DataFrame
    effects: pd.DataFrame
