"""What the recount of indicators counts with, apart from the phases."""

from __future__ import annotations

import pandas as pd


def gini(values: pd.Series) -> float:
    """Return the Gini coefficient by ranks: twice the covariance with the rank over the mean."""
    count, total = len(values), values.sum()
    if not count or total <= 0.0:
        return float("nan")
    return float(2.0 * (values.rank() * values).sum() / (count * total) - (count + 1.0) / count)


def ratio(numerator: float, denominator: float) -> float:
    """Return a ratio; not a number where there is nothing to divide by."""
    return float(numerator / denominator) if denominator > 0.0 else float("nan")
