"""Means over the last year of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sim.analysis.intervals import intervals_by

if TYPE_CHECKING:
    import pandas as pd

    from sim.experiments.run.record import Run

LAST_MONTHS: Final = 12
"""Months at the end of a run over which its means are taken."""


def months_of_means(run: Run) -> tuple[int, int]:
    """Return the first and the last month of the means; of a run without months (1, 0)."""
    last = 0 if run.monthly.empty else int(run.monthly["month"].max())
    return max(last - LAST_MONTHS + 1, 1), last


def means_of_last_year(run: Run) -> pd.DataFrame:
    """Return the mean of every indicator over the last twelve months.

    Parameters
    ----------
    run : Run

    Returns
    -------
    pandas.DataFrame
        ``indicator, unit, mean, low, high``; limits are those over replicates.
    """
    _, last = months_of_means(run)
    year = run.monthly[run.monthly["month"] > last - LAST_MONTHS]
    means = year.drop(columns="month").groupby("replicate").mean()
    long = means.melt(var_name="indicator", value_name="mean")
    table = intervals_by(long, ["indicator"], "mean")
    table.insert(1, "unit", [run.units.get(name, "") for name in table["indicator"]])
    return table
