"""Draws of a posterior with what they gave."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Draws(NamedTuple):
    """Draws with what they gave.

    Attributes
    ----------
    given : str
        "ranges" or "evidence".
    weights : (n,) float64
        They sum to one.
    outcomes : pandas.DataFrame
        One row per draw, one column per regime and outcome; NaN where a run failed.
    """

    given: str
    weights: Floats
    outcomes: pd.DataFrame

    def known(self, regime: str, *outcomes: str) -> tuple[Floats, Floats]:
        """Return the known values of an outcome, or of a sum, and the weights of their draws."""
        keys = [(regime, outcome) for outcome in outcomes]
        if any(key not in self.outcomes for key in keys):
            return np.empty(0), np.empty(0)
        values = self.outcomes[keys].to_numpy(np.float64).sum(axis=1)
        there = np.isfinite(values) & (self.weights > 0.0)
        return values[there], self.weights[there]
